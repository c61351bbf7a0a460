"""The part of a sentence that a draft quotes: verbatim, and whole wherever a cut could turn its sense."""

from __future__ import annotations

import re

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.drafting.cues import REASONS
from server.core.drafting.negation import NEGATION
from server.core.drafting.sentences import words

_ADDRESS = re.compile(
    r"^(?:(?:thank you|merci|obrigad[oa]|gracias|谢谢)[,.，]?\s*)?"
    r"(?:(?:madame?|mr\.?|mrs\.?|ms\.?|mister|madame la|monsieur le|senhora?|se[ñn]ora?)"
    r"\s+(?:the )?(?:chair\w*|president\w*|présidente?)"
    r"|主席(?:女士|先生)?)[,，.。]\s*",
    re.IGNORECASE,
)
# What a cut would leave without the word that it stands for: "is ready to sign it today".
_POINTS_OUT = re.compile(r"^(?:\w+ ){1,5}(?:it|them|they)\b", re.IGNORECASE)
# The speaker's name before what it will do, or another one's that the cut has left there.
_OWN_NAME = re.compile(
    r"(?:[A-Z]\w+ ){1,3}(?:and )?"
    r"(?=(?:will|shall|is|are|undertakes?|pledges?|commits?|offers?|intends?|plans?)\b)(?<!\bI )(?<!\bWe )"
)
_LEADING = re.compile(r"^\s*(?:(?:and|also|e|et|y|that|que|to)\b\s*(?=\w+ )|[:,，：]\s*)", re.IGNORECASE)


def clip(shown: str, act: Act, language: str) -> str:
    """The words of ``shown`` that carry ``act``, without address, final stop and the reason for what is held."""
    sentence = shown[address(shown) :].rstrip(" .。;；")
    cues = classify(sentence, language).cues
    if act is Act.PROPOSAL and act in cues:
        return _safe(sentence, cues[act][1], language, after_cue=True)
    if act in (Act.CONDITION, Act.COMMITMENT) and act in cues:
        return _safe(sentence, cues[act][0], language, after_cue=False)
    if act in HOLDING:
        return _without_reason(sentence, language)
    return sentence


def address(text: str) -> int:
    """How many characters of ``text`` only address the chair."""
    match = _ADDRESS.match(text)
    return match.end() if match else 0


def _safe(sentence: str, start: int, language: str, after_cue: bool) -> str:
    """From ``start`` on, unless what goes is a negation or a condition, or too little stays."""
    dropped, kept = sentence[:start], sentence[start:]
    if NEGATION.search(dropped) or Act.CONDITION in classify(dropped, language).seen:
        return sentence
    leading = _LEADING.match(kept)
    if leading:
        kept = kept[leading.end() :]
    own = _OWN_NAME.match(kept)
    if own and not after_cue:
        kept = kept[own.end() :]
    kept = kept.strip()
    return kept if len(words(kept)) >= 3 and not _POINTS_OUT.search(kept) else sentence


def _without_reason(sentence: str, language: str) -> str:
    pattern = REASONS.get(language)
    match = re.search(pattern, sentence, re.IGNORECASE) if pattern else None
    if match is None:
        return sentence
    kept, cut = sentence[: match.start()], sentence[match.start() :]
    same = classify(kept, language).acts & HOLDING == classify(sentence, language).acts & HOLDING
    holds_on = classify(cut, language).seen & HOLDING
    return kept if same and not holds_on and len(words(kept)) >= 3 else sentence
