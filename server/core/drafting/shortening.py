"""The last clauses of a quotation, left out one after another where there is no room for them."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.asides import is_why, measures
from server.core.drafting.classify import classify
from server.core.drafting.cues import REASONS
from server.core.drafting.sentences import words

# Where one clause ends and the next begins.
CLAUSE = re.compile(
    r"[,;:—–،؛，；：](?!\d)\s*(?:(?:and|but|however|yet|so|e|mas|et|mais|y|pero|и|но|а)\b\s*)?"
    r"|\s(?=(?:but|however|although|pero|mas|mais|но)\b)|\s(?=(?:and (?:we|i|our|my|it|then)|et nous|y nosotros|e nós)\b)",
    re.IGNORECASE,
)
# Where a cut would leave a sentence without its end: "refused merely", "introduce, by 2027".
_IS_OPEN = re.compile(r"\b(?:merely|simply|just|solely|not|and|or|of|to|the|a|an)$", re.IGNORECASE)
_PARENTHESIS = re.compile(
    r",\s*(?:by|in|from|at|on|within|as|with|for|before|after|during|under|where|when|every|once)\b[^,;:]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[,;:—–]\s*(?:and|so|which|who|but|with|where|when|if|or|whether)\b|[;:—–]", re.IGNORECASE)
# A name after a comma may be one of a list.
_LISTED = re.compile(r",\s*(?:and |or )?(?:the )?[A-ZÀ-Ý]\w")
_INSERTED = re.compile(
    r",\s*(?:by|in|from|at|on|within|as|before|after|during|under|every|once)\b[^,;:]*,\s*(?:a|an|the|one|two|three|all|\d+)\b",
    re.IGNORECASE,
)
# A verb that its subject stands before, however far: "the ledgers, all of them, are ready"; what follows a colon.
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|does?|did|will|would|shall|should|can|could|may|might|must|\w+ing|\w+ed)\b|['’](?:ll|re|m|ve|d)\b",
    re.IGNORECASE,
)
_GOES_BEFORE = re.compile(
    r"[:：]|[,;—–]\s*(?:is|are|was|were|be|has|have|had|does?|will|would|shall|should|can|could|may|might|must)\b",
    re.IGNORECASE,
)
PUT_FORWARD = (Act.PROPOSAL, Act.COMMITMENT)
_FEWEST = 3  # words that a quotation has at least
_CARRIED = 8  # the same, where no cue tells which words it hangs on


def shortened(text: str, act: Act, language: str, limit: int, carried: int = 0) -> str:
    """Without the last clauses, one after another, as long as none of them could turn or measure what stays.

    ``carried``: so many characters carry an act without a cue.
    """
    if not limit or act is Act.CONDITION:
        return text
    said = classify(text, language).acts
    if act in PUT_FORWARD and act not in said and not carried:
        return text  # nothing tells which clause carries it
    acts = said & HOLDING
    reason = re.search(REASONS.get(language, r"(?!)"), text, re.IGNORECASE)
    cuts = [each.start() for each in CLAUSE.finditer(text)] + ([reason.start()] if reason else [])
    for cut in sorted(cuts, reverse=True):
        if len(words(text)) <= limit:
            break
        head, tail = text[:cut], text[cut:]
        if cut < carried:
            break
        if head.count('"') % 2:
            continue  # within what is quoted in it
        if len(words(head)) < max(_CARRIED if carried else _FEWEST + 1, limit // 3) or measures(tail, act, language):
            continue
        if act in PUT_FORWARD and (_GOES_BEFORE.match(tail) or (carried and not (_VERB.search(head) or is_why(tail)))):
            continue
        if _IS_OPEN.search(head) or (_PARENTHESIS.search(head) and not (_GOES_ON.match(tail) or is_why(tail))):
            continue
        if _INSERTED.match(tail) or _LISTED.match(tail):
            continue
        if act in HOLDING and classify(head, language).acts & HOLDING != acts:
            continue
        if act in said and act not in classify(head, language).acts:
            continue
        text = head.rstrip(" ,;:，；：")
    return text
