"""What a delegation undertakes as an English clause of a statement: "we will send two" of Mali's is "Mali will send two".

Words are copied; what is changed is a pronoun for the name or its pronoun, and a verb for its third person. Where more
would have to be changed there is no clause, and the words are quoted as they were said.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.clip import address, measures, shortened
from server.core.drafting.cuts import BEGINS, from_subject, loses, lowered
from server.core.drafting.sentences import words

# What is said of oneself, and of somebody else.
THIRD = {
    "am": "is", "are": "is", "have": "has", "commit": "commits", "undertake": "undertakes", "pledge": "pledges",
    "promise": "promises", "offer": "offers", "intend": "intends", "plan": "plans", "stand": "stands",
    "volunteer": "volunteers", "guarantee": "guarantees", "propose": "proposes", "aim": "aims", "confirm": "confirms",
    "hope": "hopes", "expect": "expects", "remain": "remains",
}  # fmt: skip
_MODALS = "will|shall|would|could|can|may|should|must"
_FULL = {"'ll": "will", "'d": "would", "'re": "are", "'m": "am", "'ve": "have"}
_READY = "(?:ready|willing|prepared|happy|glad|pleased|going|committed|able|determined|open)"
# What is begun by being announced: "we are launching a fund".
_UNDER_WAY = "(?:launching|contributing|investing|funding|financing|donating|sending|setting up|establishing|doubling)"
_ADVERB = "(?:(?:also|gladly|now|therefore|of course|all|both|further|hereby|certainly|happily|fully|indeed) ){0,2}"
_VERB = (
    rf"(?:(?P<short>['’](?:ll|d)) |(?P<modal>{_MODALS}) |(?P<be>['’](?:re|m)|are|am|is) (?={_ADVERB}(?:{_READY} to|{_UNDER_WAY})\b)"
    rf"|(?P<have>['’]ve|have|has) (?=(?:also )?(?:decided|agreed|committed|undertaken|offered|pledged)\b)"
    rf"|(?P<verb>{'|'.join(verb for verb in THIRD if verb not in ('am', 'are', 'have'))})(?P<third>s?)\b )"
)
_TOLD = re.compile(
    rf"\b(?:(?:{_MODALS})|is(?= {_ADVERB}{_READY} to\b)|(?:{'|'.join(verb for verb in THIRD.values() if verb not in ('is', 'has'))})\b|has (?:decided|agreed|undertaken|offered|pledged)) "
)
_LEADING = re.compile(
    r"(?:(?:and|but|so|also|then|that is why|therefore|moreover|in addition|finally|what is more|for (?:our|my) part|if i may|look|well)\b,?\s*)*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:(?:by|from|in|on|until|before|after|as of|as from|starting|within|during|at|this (?=(?:year|month|week|spring|summer|autumn|winter|november|december|january|february|march|april|may|june|july|august|september|october)\b)|next|every|once|to|for|with|together with|under|as a|as to)\b[^,;:]{2,60}?,?\s*){1,3}",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?P<will>we|i)(?:['’]ll|\s(?P<modal>will|shall|can|could|may|must|should|would))\b|\b(?P<word>our|my|us|me|ourselves|myself)\b",
    re.IGNORECASE,
)
_PERSONS = {"our": "its", "my": "its", "us": "it", "me": "it", "ourselves": "itself", "myself": "itself"}
# What a cut would leave without the word that it stands for: "is ready to sign it".
_POINTS_OUT = re.compile(r"(?:\w+ ){1,5}(?:it|them|they)\b", re.IGNORECASE)
_HOUSE = r"(?:administration|delegation|customs(?: service| administration)?|country|government|side)"
_OWN_HOUSE = rf"(?:our|my) {_HOUSE}"
_PEOPLE = 4  # letters that the name of a country and of its people begin with
_NAMES_ANOTHER = re.compile(r"[A-Z]\w+['’]s\b|\b(?:proposal|idea|initiative|suggestion)\b")
# Before what somebody only announces: "I inform you that".
_ANNOUNCES = re.compile(r"^.*\bthat (?=\w)", re.IGNORECASE)
_LONGEST = 12  # words of a subject
# What would have to be turned by more than a pronoun.
_OTHER_PERSONS = re.compile(
    r"\b(?:we|i|ours|mine|you|your|yours|yourself|let's)\b|\b(?:of|between|among|for|with) us\b(?= all)|\b(?:of|between|among) us\b|\bus (?:all|both|here)\b|[?“”\"]",
    re.IGNORECASE,
)
# What is only said about saying it: "would like to inform you".
_SAYS = re.compile(
    r"(?:also )?(?:rather|wish|like|want|add|say|note|inform|recall|thank|hope|think|ask)\b", re.IGNORECASE
)
_INFORMS = re.compile(r"\b(?:inform|announc|say|add|confirm|declar|stat|tell)\w*\b[^,;:]{0,40}?\bthat ", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_THIRD_CLAUSE = re.compile(r",\s|\s—\s")
# "We agree to": what a chair sums up for all.
_SUMMED_UP = re.compile(r"\bwe (?:all )?agree (?P<what>(?:to|that) .+)$", re.IGNORECASE)
_FEWEST, _MOST_AFTER = 4, 40  # words of a clause at least; characters after a cue in which its verb stands


def promised(sentence: str, span: tuple[int, int], who: str, names: Sequence[str], limit: int) -> str:
    """What ``who`` undertakes as a clause of a statement, e.g. "by June Mali will send two"; "" where it can't be one.

    ``span``: the characters of the cue; ``names``: what the speaker calls itself; ``limit``: as in ``clip``.
    """
    text = sentence.rstrip(" .。;!")
    begin = address(sentence)
    begin += _LEADING.match(text[begin:]).end()  # type: ignore[union-attr]
    found = _subjects(text, begin, span, names)
    made = "" if found else _told_of_oneself(text, begin, span, who, names)
    for start, verb, rest in found:
        before = _before(text, begin, start)
        if before is not None:
            made = _turned(before) + f"{who} {verb} " + _turned(_unaddressed(text[rest:]))
            break
    if not made or _OTHER_PERSONS.search(made) or len(words(made)) < _FEWEST:
        return ""
    return shortened(made, Act.COMMITMENT, "en", limit)


def _told_of_oneself(text: str, begin: int, span: tuple[int, int], who: str, names: Sequence[str]) -> str:
    """ "Mali supports it and will send two": the second verb of one subject, which stands before the first.

    What is told of somebody else ("our laboratory will test") is what the speaker states.
    """
    match = _TOLD.search(text, span[0], min(len(text), span[1] + _MOST_AFTER))
    if match is None:
        return ""
    before = text[begin : match.start()]
    called = "|".join(map(re.escape, names))
    own = re.search(rf"(?:^|[,;:] )(?:the )?(?:{called}|we)\b", before, re.IGNORECASE)
    rest = _turned(_unaddressed(text[match.start() :]))
    if own is not None and re.search(r"\b(?:and|but|,)\s*(?:also |therefore )?$", before):
        if _POINTS_OUT.match(text[match.end() :]) and not own.group().casefold().endswith("we"):
            return f"{who}{_turned(text[begin + own.end() : match.start()])}{rest}"
        return "" if loses(before) else f"{who} {rest}"
    subject = from_subject(text[begin : match.end()], match.start() - begin)
    if (
        not called
        or re.search(r"\b(?:we|i)\b", subject, re.IGNORECASE)
        or loses(text[begin : match.end() - len(subject)])
        or len(words(subject)) > _LONGEST
    ):
        return ""
    told = _ANNOUNCES.sub("", subject)
    made = _turned(lowered(told)) + _turned(_unaddressed(text[match.end() :]))
    return made if re.search(rf"\b(?:{called})\b", told) else f"{who} states that {made}"


def summed_up(sentence: str) -> str:
    """What a chair says that all agree to, "to meet again in May" or "that ..."; "" where it says no such thing."""
    match = _SUMMED_UP.search(sentence.rstrip(" .!"))
    return match["what"] if match and not _OTHER_PERSONS.search(match["what"]) else ""


def _subjects(text: str, begin: int, span: tuple[int, int], names: Sequence[str]) -> list[tuple[int, str, int]]:
    """Where the speaker stands before a verb of promising, that verb in the third person, and where the rest begins.

    The one at the cue, then those before it, of which it is the second part; empty where none stands at the cue.
    """
    called = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True) if each)
    people = "|".join(re.escape(each.split()[-1][:_PEOPLE]) for each in names if len(each) > _PEOPLE)
    own = rf"(?:the )?(?:{called})|{_OWN_HOUSE}" if called else _OWN_HOUSE
    own += rf"|(?:the )?(?:{people})\w* {_HOUSE}" if people else ""
    pattern = re.compile(
        rf"\b(?P<who>we|i|it|{own})(?:\s(?=[^'’])|(?=['’]))(?P<adverb>{_ADVERB}){_VERB}", re.IGNORECASE
    )
    matches = [
        match
        for match in pattern.finditer(text, begin)
        if match.start() <= span[1] and not _SAYS.match(text, match.end())
    ]
    if not matches or matches[-1].end() < span[0]:
        return []
    return [(match.start(), f"{match['adverb']}{_verb(match)}", match.end()) for match in (matches[-1], *matches[:-1])]


def _verb(match: re.Match[str]) -> str:
    for name in ("short", "be", "have"):
        if match[name]:
            told = match[name].casefold().replace("’", "'")
            plain = _FULL.get(told, told)
            return THIRD.get(plain, plain)
    if match["modal"]:
        return match["modal"].casefold()
    verb = match["verb"].casefold()
    return THIRD.get(verb, verb)


def _before(text: str, begin: int, start: int) -> str | None:
    """What stays before the subject: when it is done; None where there is more, or where something would be lost."""
    begins = [begin, *(match.end() for match in BEGINS.finditer(text, begin, start) if match.end() <= start)]
    begins += [match.end() for match in _INFORMS.finditer(text, begin, start)]
    for first in begins:
        kept = text[first:start]
        if (not kept.strip() or _WHEN.fullmatch(kept)) and not loses(text[begin:first]):
            return None if _NAMES_ANOTHER.search(kept) else kept[:1].lower() + kept[1:]
    return None


def _unaddressed(text: str) -> str:
    """Without last clauses that speak to the others: ", you may write it down"."""
    while _YOU.search(text):
        cuts = [match.start() for match in _THIRD_CLAUSE.finditer(text)]
        if not cuts or measures(text[cuts[-1] :], Act.COMMITMENT, "en"):
            return text
        text = text[: cuts[-1]]
    return text


def _turned(text: str) -> str:
    """The speaker's own pronouns in the third person."""

    def third(match: re.Match[str]) -> str:
        if match["word"]:
            return _PERSONS[match["word"].casefold()]
        return f"it {match['modal'] or 'will'}"

    if _OTHER_PERSONS.search(_SELF.sub("", text)) or re.search(
        r"\b(?:all|each|both|some|any) of us\b|\bus (?:all|both)\b", text, re.IGNORECASE
    ):
        return text
    return _SELF.sub(third, text)
