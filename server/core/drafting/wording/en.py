"""What a draft in English may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " and ",
    "comma": ", ",
    "opening:communique": "We, the heads of customs administrations of {parties}, meeting in “{title}”",
    "opening:resolution": "The roundtable “{title}” of the customs administrations of {parties}",
    "proposal": " {verb} the proposal of {who}: ",
    "added": ", adding: ",
    "figures": "{participle} what {who} stated: ",
    "supported": ", supported by {who}",
    "no_objection": ", without objection from {who}",
    "corrected": " (figure corrected)",
    "withdrawn": ", {who} having withdrawn",
    "hold:reserve": "{who}, reservation: ",
    "hold:object": "{who}, objection: ",
    "hold:amend": "{who}, amendment: ",
    "hold:disassociate": "{who}, disassociation: ",
    "hold:condition": "{who}, condition: ",
    "hold:unclear": "{who} to clarify: ",
    "doubtful": "Not certain against which proposal:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "an unidentified speaker",
    "not translated": "not translated",
    "rough": "rough translation of",
    "opening:communique:many": "We, the heads of {n} customs administrations, meeting in “{title}”",
    "opening:resolution:many": "The roundtable “{title}” of {n} customs administrations",
    "commitment:resolution": " {verb} the commitment of {who}: ",
    "intention:resolution": " {verb} the intention of {who}: ",
    "commitment:communique": "{who} states its commitment: ",
    "intention:communique": "{who} states its intention: ",
    "supported:many": ", supported by {n} delegations",
    "no_objection:many": ", without objection from {n} delegations",
    "also_said": ", having also said ",
    "experience": "Experience shared on {theme}: ",
    "experience:general": "Experience shared: ",
}
# Words of clauses that are made of copied ones (``clauses``).
CLAUSES: Mapping[str, str] = {
    "proposal:clause": " {verb} the proposal of {who} ",
    "summed up": "We agree, as summed up by {who}, ",
    "promise:resolution": "Takes note that ",
    "promise:communique": "",
    "persons": "{who} states that for to it its itself we",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "We take note of", "welcome": "We welcome"},
    "resolution": {"take note": "Takes note of", "welcome": "Welcomes"},
}
PARTICIPLE = "Taking note of"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = (" will ", " shall ", " commit", " undertake", " pledge", " promise", " decide", " agree")
SPOKEN: Mapping[str, str] = {
    "ar": "in Arabic", "de": "in German", "en": "in English", "es": "in Spanish", "fr": "in French",
    "it": "in Italian", "ja": "in Japanese", "ko": "in Korean", "pt": "in Portuguese", "ru": "in Russian",
    "zh": "in Chinese",
}  # fmt: skip
