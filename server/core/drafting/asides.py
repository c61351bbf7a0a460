"""What stands before and behind the matter of a sentence, and whether a reader would miss it: heads, reasons, courtesies."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.drafting.cuts import loses
from server.core.drafting.figures import figures as counted
from server.core.drafting.negation import NEGATION
from server.core.drafting.sentences import words

EXCEPTS = re.compile(
    r"\b(?:except|unless|only|but|until|before|after|without|subject|provided|if|limited|excluding|salvo|excepto|sauf|seulement|exceto|apenas"
    r"|кроме|только|если|до|после)\b|除|仅|只",
    re.IGNORECASE,
)
# Joints, and what only says that more comes or for whom one speaks.
_JOINTS = re.compile(
    r"(?:(?:and|but|so|also|then|hence|thus|therefore|that is why)\b,?\s+(?!(?:that|if|far|long|much|many)\b|as (?!to\b|for\b))"
    r"|(?:look|well|besides|specifically|namely|moreover|furthermore|finally|accordingly|consequently|first(?:ly)?|second(?:ly)?|third(?:ly)?|in addition|what is more"
    r"|in (?:this|that) (?:regard|connection|context|light)|for (?:this|that) reason|to this end|at the same time|as (?:a|our|its) contribution|as (?:the )?hosts?|if i may"
    r"|(?:on|for|from) (?:our|my|its) (?:own )?(?:side|part|end)|in (?:its|our) case|as to (?:us|me|ourselves|myself)),\s+)+",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"as (?:to|for) [^,:;]{2,50}[,:]\s+(?!(?:it|its|they|their|them|this|that|these|those|there|which|such|one|he|she)\b)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"[^:.]{3,110}:\s+(?=\w+ \w+ \w+ \w+)")
_DOES = re.compile(r"\b(?:will|shall|would|should|must|may|can|could|propos\w*|suggest\w*|ask\w*)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|has|have|had|does?|did|will|would|shall|should|can|could|may|might|must|lets?)\b|['’](?:ll|re|m|ve|d)\b",
    re.IGNORECASE,
)
# Why or to what end, and what holds whatever comes; not an end that binds or limits.
_WHY = re.compile(
    r"[,;—]?\s*(?:so that|in order (?:to|that)|because|since(?! (?:19|20)\d\d)|given that|even (?:if|though)|if only because|whether\b[^,;]*\bor not|which is (?:the|what|why|how)|and (?:i|we) (?:have|say|thank)|as (?:we|you|i) (?:all )?(?:know|said|heard))\b",
    re.IGNORECASE,
)
# What is told besides of what is promised: "the post of Moussala, where the two customs work".
_BESIDES = re.compile(r"[,;—]\s*(?:which|where|who)\b", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:the )?(?:one|two|both|single)\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:bind\w*|bound|oblig\w*|prejudic\w*|commit\w*|limit\w*|except|unless|only|provided)\b", re.IGNORECASE
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_TO_YOU = re.compile(
    r"(?<!only)(?<!just),? (?:to|for) (?:(?:all|each) of )?you(?: all)?(?=$|[,;.]| (?:within|by|in|on|before|at|from|next|this)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",\s|\s—\s")


def needless(text: str, upto: int) -> int:
    """How many characters of an English text nobody needs who reads what follows; no more than ``upto``."""
    begin = 0
    for pattern in (_JOINTS, _TOPIC, _JOINTS, _ANNOUNCED, _JOINTS):
        match = pattern.match(text, begin)
        if match is None or match.end() > upto:
            continue
        dropped = match.group()
        if pattern is _ANNOUNCED and (_DOES.search(dropped) or not _FINITE.search(text[match.end() :])):
            continue
        if pattern is _JOINTS or not loses(dropped):
            begin = match.end()
    return begin


def measures(tail: str, act: Act, language: str) -> bool:
    """True for words that a reader of what stands before them must not miss."""
    if act is Act.EXPERIENCE:
        return bool(NEGATION.search(tail))
    if language == "en" and act in (Act.PROPOSAL, Act.COMMITMENT) and is_why(tail):
        return False
    if act is Act.COMMITMENT and _BESIDES.match(tail):
        tail = _SMALL.sub("", tail)
    return bool(NEGATION.search(tail) or EXCEPTS.search(tail) or counted(tail, language))


def is_why(tail: str) -> bool:
    """True for a reason or a purpose in English that neither limits nor holds back anything."""
    return bool(_WHY.match(tail)) and not _LIMITS.search(tail) and not classify(tail, "en").seen & HOLDING


def unaddressed(text: str, act: Act) -> str:
    """English without what speaks to the others: "to you", a last clause like ", you may write it down"."""
    text = _TO_YOU.sub("", text)
    while _YOU.search(text):
        cuts = [match.start() for match in _CLAUSE.finditer(text)]
        if not cuts or measures(text[cuts[-1] :], act, "en") or not words(text[: cuts[-1]]):
            return text
        text = text[: cuts[-1]]
    return text
