"""What is put forward as an English clause that follows its maker's name: "the proposal of Mali that ports open at six".

Words are copied, joints are put before them. Where that makes no clause the words are quoted as they were said.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Collection

from server.core.drafting.acts import Act
from server.core.drafting.asides import needless, unaddressed
from server.core.drafting.clip import address
from server.core.drafting.cuts import from_subject, loses, lowered
from server.core.drafting.negation import NEGATION
from server.core.drafting.sentences import words
from server.core.drafting.shortening import shortened

# After what puts something forward: a clause with "that", what is to be done, for whom to do what, or a thing.
_THAT = re.compile(
    r"(?:(?:it|to|before|for|of|upon|on|you|all|this|the|those|these|here|present|meeting|table|room|house|members|participants|delegations|conference|roundtable|gathering|distinguished"
    r"|others?|everybody|everyone|colleagues|today|formally|again|namely|only|is|agree|decide|resolve|consider|same|proposal|suggestion|idea|request|initiative|chair|us)[, ]+){0,9}(?:, ?[^,:;]{3,60}, )?that,? ",
    re.IGNORECASE,
)
_IS_THAT = re.compile(r"[^.:]{0,60}?\bis (?:only |simply )?that ", re.IGNORECASE)
_LET = re.compile(
    r"\blet(?:'s| us)\b|\blet (?=(?:every|each|all|the|two|no|us|it|there|both|our|any|one|whoever|nobody)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\b(?:why (?:don't|not|do not)|how about|what if|could|can|should|shall|might) (?:we|us)\b ?|\bwhy not ",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:would (?:also |therefore |further |only )?like|'d (?:also )?like|calls?(?= for\b)|wants?|wish(?:es)?|asks?|requests?|invites?|urges?|encourages?|calls? (?:up)?on|expects?|appeals? to|(?:right|fair|good|useful|helpful|better|enough|time|timely)(?:, [^,]{3,60},)?(?=,? for\b)),?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"to (?:see|have) (?:it )?(?:in (?:the|this|our) (?:final )?(?:text|statement|declaration|document) )?",
    re.IGNORECASE,
)
# What only announces that it comes: "is simple: ", "the following for your consideration: ".
_COMES = re.compile(
    r"[^:.]{0,70}?(?::|, namely,?) (?=(?:that|to|let|each|every|all|no|a|an|one|two|the|any|both|\w+ing)\b)",
    re.IGNORECASE,
)
_A_PROPOSAL = re.compile(
    r"(?:for )?(?:a|an|the|one|this|our)(?: \w+)? (?:proposal|suggestion|idea|request|initiative),?(?: namely)? (?=(?:for|that|to)\b)",
    re.IGNORECASE,
)
_INITIATIVE = re.compile(
    r"\bthe (?:\w+ )?(?:initiative|idea|proposal|suggestion|request) (?P<what>(?:to [a-z]+|that|of (?:a|an|one|two|common|joint|[a-z]{3,}ing)) .+)$",
    re.IGNORECASE,
)
_SUBMITS = re.compile(
    r"\b(?:suggests?|proposes?|recommends?|submits?|urges?|requests?|moves|advocates?|pleads?|puts? forward|agree|settle|resolve|asks?|hopes?|follows|useful|timely|opportune)\b[^,;:]{0,60}? (?P<what>that,? .+)$",
    re.IGNORECASE,
)
# "The suggestion is a modest one, namely that every request be answered."
_IS_THIS = re.compile(
    r"\b(?:proposals?|suggestion|idea|submission|dream|request|requests|point|plea|hope|rule|initiative)\b[^.;]{0,110}?(?:[:,]|\bis\b) (?:namely )?(?P<what>that (?!is\b|was\b|would\b).+)$",
    re.IGNORECASE,
)
_FOR_CONSIDERATION = re.compile(
    r"\b(?:submits?|puts?|brings?)\b[^,;:]{0,40}? for (?:your |the |their )?consideration (?P<what>(?:a|an|one|the) .+)$",
    re.IGNORECASE,
)
_SET_IN = re.compile(r"[^,:;]{3,60}, that,? ", re.IGNORECASE)
_WRITTEN = re.compile(r"(?:to (?:have|see) |in the )[^:]{2,60}: ", re.IGNORECASE)
_TO_BE_WRITTEN = re.compile(r"\b(?:ask|asks|like|want|wants|wish|wishes) to (?:have|see) [^:]{2,60}: ", re.IGNORECASE)
_A_RULE = re.compile(r"\blet it be \w+(?: \w+){0,5}? that ", re.IGNORECASE)
_FOR_WHOM = re.compile(
    r"(?:for )?(?P<whom>(?:the|each|every|all|any|both|this|these|those|us|members|delegations|administrations|participants|parties|countries|one|our|no)\b(?: [\w'-]+){0,9}?) (?P<what>(?:not )?to (?!the\b|a\b|an\b|be (?:sure|honest|frank)\b)[a-z]\w+ .+)$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"to (?!the\b|a\b|an\b|this\b|that\b|these\b|our\b|all\b|each\b|every\b|us\b)[a-z]\w+\b", re.IGNORECASE
)
_DOING = re.compile(r"[a-z]{3,}ing\b(?! (?:is|are|was|will|should|must|would|could)\b)", re.IGNORECASE)
_THING = re.compile(
    r"(?:a|an|one|two|three|common|joint|regular|annual|monthly|quarterly|mutual"
    r"|the (?:creation|establishment|adoption|setting|development|introduction|use|opening|holding|organi[sz]ation|launch|publication|exchange|recognition|translation|extension|abolition|deletion))\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:should|must|shall|will|would|could|can|may|might|be|is|are|was|were|has|have|ought)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|whoever|what)\b|,", re.IGNORECASE)
_NORM = re.compile(
    r"\b(?:should|must|ought to|needs? to|has to|have to|shall|be|gets?|carry|use|publish|name|accept|share)\b",
    re.IGNORECASE,
)
# Whose "our" is one delegation's: a reader would take it for everybody's.
_ALL_OF_US = re.compile(r"\b(?:(?:all|each|every one|both|any) of us|among us|between us|we)\b", re.IGNORECASE)
_OUR = re.compile(r"\bours?\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:i|my|me|mine|myself|ours?\b(?! (?:text|statement|declaration|conclusions|outcome|meetings?|table|traders|citizens|businesses|economies|laboratories|experts|administrations|customs|ports|countries|members|regions?|borders?|neighbours|neighbors|services|officers|systems|laws|sides|two|three|four|five|six|own ranks))|you|your)\b|[“”\"]",
    re.IGNORECASE,
)
# "That namely that", "that for this reason the"; "that for this to be mentioned".
_NAMELY = re.compile(
    r"^that (?:(?:namely|therefore|hence|for (?:this|that) reason|in this regard),? )+(?:that )?", re.IGNORECASE
)
_FOR_IT = re.compile(r"^that (?=for (?:this|these|the|every|each) (?:\w+ ){0,4}to \w)", re.IGNORECASE)
_OUGHT = re.compile(r"\b(?:should|must|ought to|shall|would|(?:is|are) (?:not )?to be)\b", re.IGNORECASE)
_ADVISED = re.compile(r"that (?:consider|imagine|think|look|take|note|remember|see)\b", re.IGNORECASE)
_BACK = re.compile(
    r"^(?:that|to|for) (?:it|them|they|he|she|do so|do it|do that|do likewise|(?:this|these|those)(?= (?:to|is|are|be|was|were|will|should|must|would|can|could|may|has|have|does|do)\b|$))\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"(?:i|there|it|that|this|one)\b", re.IGNORECASE)
# Words of a clause at least; characters after a cue and from it on in which what it brings begins.
_FEWEST, _MOST_AFTER, _HEAD = 4, 40, 400


def proposed(
    sentence: str, span: tuple[int, int] | None, limit: int, is_ours: bool, common: Collection[str] = ()
) -> str:
    """What is put forward, to follow "the proposal of Peru ": "that ...", "to ...", "for ..."; "" where it can't.

    ``span``: the characters of the cue, None without one; ``is_ours``: whether "we" are those who speak in the
    statement; ``common``: words that are no names.
    """
    text = sentence.rstrip(" .。;!?")
    tries = [_joined(text, span)] if span and not _is_lost(text[address(text) : span[0]]) else []
    tries.append(_without_cue(text))
    if span is None:
        norm = _NORM.search(text)
        at = norm.span() if norm else (0, 0)
        tries += [_joined(text, at) if not _is_lost(text[address(text) : at[0]]) else "", _whole(text, common)]
    return next((made for each in tries if (made := _finished(each, limit, is_ours))), "")


def _is_lost(dropped: str) -> bool:
    """True for words before a cue that a reader would miss; a sentence of its own, before a colon, may deny what it will."""
    return loses(NEGATION.sub("", dropped) if dropped.rstrip().endswith(":") else dropped)


def _finished(made: str, limit: int, is_ours: bool) -> str:
    made = _FOR_IT.sub("", _NAMELY.sub("that ", made)).strip()
    made = re.sub(r"^that (.+)$", lambda match: f"that {lowered(match[1])}", made)
    own = _OUR.sub("", made) if is_ours and _ALL_OF_US.search(made) else made
    if not made or _OWN.search(own) or _BACK.match(made) or _ADVISED.match(made) or len(words(made)) < _FEWEST:
        return ""
    if not is_ours and re.search(r"\b(?:we|us|our)\b", made, re.IGNORECASE):
        return ""
    return shortened(made, Act.PROPOSAL, "en", limit)


def _whole(text: str, common: Collection[str]) -> str:
    """How things ought to be, as it was said: "that if a train was scanned, it is not to be scanned again"."""
    told = text[address(text) :]
    told = lowered(unaddressed(told[needless(told, len(told)) :], Act.PROPOSAL), common)
    is_told = told[:1].islower() and _OUGHT.search(told) and ":" not in told and not _PERSONAL.match(told)
    return f"that {told}" if is_told and not re.search(r"\b(?:we|our|us)\b", told, re.IGNORECASE) else ""


def _without_cue(text: str) -> str:
    """What follows "the initiative to", "submits for approval that", where no cue was known."""
    match = _INITIATIVE.search(text) or _IS_THIS.search(text) or _SUBMITS.search(text)
    if match is not None and not loses(text[address(text) : match.start("what")]):
        what = match["what"]
        return f"for {what.removeprefix('of ')}" if what.startswith("of ") else what
    written = _TO_BE_WRITTEN.search(text)
    if written is not None and not loses(text[address(text) : written.end()]):
        return f"that {text[written.end() :]}"
    submitted = _FOR_CONSIDERATION.search(text)
    if submitted is not None and not loses(text[address(text) : submitted.start("what")]):
        return f"for {submitted['what']}"
    return _wished(text[address(text) :])


def _joined(text: str, span: tuple[int, int]) -> str:
    """What is put forward with its joint; in turn: by the cue's own form, after it, within a sentence of norms."""
    start, end = span
    cue = text[start:end]
    return (
        _commanded(text, span) or _wished(text[start:]) or _announced(cue, text[end:].lstrip(" ,")) or _norm(text, span)
    )


def _commanded(text: str, span: tuple[int, int]) -> str:
    """ "Let each name one", "why don't we meet": that each name one, that we meet."""
    start, end = span
    rule = _A_RULE.search(text, start)
    if rule:
        return f"that {text[rule.end() :]}"
    let = _LET.search(text, start)
    if let and let.start() <= end + _MOST_AFTER and "that " not in text[start : let.start()]:
        rest = text[let.end() :].strip(" ,")
        return f"that we {rest}" if let.group().casefold().rstrip() in ("let us", "let's") else f"that {rest}"
    asked = _QUESTION.search(text, start)
    if not asked or asked.start() > end or not _is_short(text[start : asked.start()]):
        return ""
    rest = text[asked.end() :].strip()
    told = re.match(r"(?:have|see|say|agree|get)(?: it)?(?: \w+)? that ", rest)
    if told:
        return f"that {rest[told.end() :]}"
    return f"that we {rest}" if asked.group().rstrip().endswith("we") else ""


def _wished(whole: str) -> str:
    """ "We would like the form to cover gold": for the form to cover gold."""
    wished = _WISHED.search(whole[:_HEAD])
    if not wished:
        return ""
    rest = whole[wished.start("rest") :]
    whom = _FOR_WHOM.match(rest)
    if whom and ", and that " in whom["what"] and not whom["what"].startswith("not "):
        return f"that {lowered(whom['whom'])} {whom['what'].removeprefix('to ')}"
    if whom and not re.match(r"(?:not )?to \w+ (?:is|are|was)\b", whom["what"]):
        return f"for {lowered(whom['whom'])} {whom['what']}"
    seen = _SEEN.match(rest)
    if seen and _THING.match(rest[seen.end() :]) and not _is_clause(rest[seen.end() :]):
        return f"for {lowered(rest[seen.end() :])}"
    return ""


def _announced(cue: str, rest: str) -> str:
    """What follows a cue: a clause, what is to be done, or a thing."""
    inside = re.search(r"\bthat (?!is\b|was\b|would\b)", cue, re.IGNORECASE)
    if inside:
        return f"that {cue[inside.end() :]}{' ' if cue[inside.end() :] else ''}{rest}"
    if re.search(r"\bthat$", cue.rstrip(), re.IGNORECASE):
        return f"that {rest}"
    for skipped in (_A_PROPOSAL, _COMES):
        match = skipped.match(rest)
        if match and (skipped is _A_PROPOSAL or _is_put_forward(cue) or "following" in match.group()):
            rest = rest[match.end() :]
            if re.match(r"to \w", rest):
                return rest
    that = _THAT.match(rest) or _IS_THAT.match(rest) or _SET_IN.match(rest) or _WRITTEN.match(rest)
    if that:
        return f"that {rest[that.end() :]}"
    if rest.startswith("if there were "):
        return f"for {rest[len('if there were ') :]}"
    if rest.startswith("for ") and _THING.match(rest[4:]) and not _is_clause(rest[4:]):
        return rest
    if not _is_put_forward(cue) or re.match(r"(?:is|are|was|were|stands?|following)\b", rest):
        return ""
    if _TO_DO.match(rest) and re.search(r"propos|suggest|recommend|plan|idea|aim", cue, re.IGNORECASE):
        return rest
    if re.match(r"(?:we|each|every|all|no|nobody|nothing|whoever|everybody|everyone|any|both)\b", rest, re.IGNORECASE):
        return f"that {lowered(rest)}"
    if _is_clause(rest):
        return f"that {lowered(rest)}"
    return f"for {lowered(rest)}" if _DOING.match(rest) or _THING.match(rest) else ""


def _norm(text: str, span: tuple[int, int]) -> str:
    """How things ought to be, said without a word of proposing: "each should name one"."""
    cue = text[span[0] : span[1]]
    if not _FINITE.search(cue) or _is_put_forward(cue) or re.search(r"\b(?:like|wish|want|ask)", cue, re.IGNORECASE):
        return ""
    whole = from_subject(text, span[0])
    return f"that {lowered(whole)}" if _NORM.search(text[span[0] :]) and not _PERSONAL.match(whole) else ""


def _is_put_forward(cue: str) -> bool:
    return bool(
        re.search(
            r"propos|suggest|recommend|\bput|table|\bmoves\b|submit|advocat|mind|thing|call for|comes? forward|consider is|idea is|request is|plea is",
            cue,
            re.IGNORECASE,
        )
    )


def _is_clause(text: str) -> bool:
    """True for "a parcel should wait", false for "a network that should work": its verb stands before any other clause."""
    verb, relative = _FINITE.search(text), _RELATIVE.search(text)
    return verb is not None and (relative is None or verb.start() < relative.start())


def _is_short(text: str) -> bool:
    return len(words(text)) <= _FEWEST
