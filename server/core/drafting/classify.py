"""What a sentence does: negations and hedges first, and the more careful reading wins. Must not know the meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from server.core.drafting.acts import EMPTY, HOLDING, Act, Strength
from server.core.drafting.cues import CUES, HEDGES, STRONG
from server.core.drafting.figures import figures

# A mark that no pattern matches takes the place of every character that a cue has used up.
_USED = "\x00"
_TELLS = re.compile(r"\b(?:what|which|as|o que|lo que|ce que|que)\b", re.IGNORECASE)
_WIDE = str.maketrans(",;:?!.", "，；：？！。")


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of a sentence, each with the characters of its first cue, and how firm a support in it would be.

    ``seen`` holds every act that a cue speaks for, also those that another one overrules.
    """

    cues: Mapping[Act, tuple[int, int]]
    strength: Strength
    seen: frozenset[Act]

    @property
    def acts(self) -> frozenset[Act]:
        return frozenset(self.cues) or frozenset({Act.INFORMATION})


def knows(language: str) -> bool:
    """True when there are cue words of this language."""
    return language in CUES


@lru_cache(maxsize=8192)
def classify(sentence: str, language: str) -> Reading:
    """The acts of one sentence. A question takes no position and proposes nothing; it may still hold a reservation."""
    found = _cues(sentence, language)
    seen = frozenset(found)
    if Act.WITHDRAWAL in found:
        found = {kind: span for kind, span in found.items() if kind not in HOLDING and kind is not Act.SUPPORT}
    if HOLDING & found.keys():
        found.pop(Act.SUPPORT, None)
    if Act.NO_OBJECTION in found and Act.SUPPORT not in found and Act.RESERVATION in found:
        found.pop(Act.NO_OBJECTION)
    if Act.AMENDMENT in found or _tells_of_a_proposal(sentence, found):
        found.pop(Act.PROPOSAL, None)
    found = _conditions(found)
    if sentence.rstrip().endswith(("?", "？")):
        keep = {Act.RESERVATION, Act.OBJECTION, Act.PROCEDURE, Act.COURTESY}
        found = {kind: span for kind, span in found.items() if kind in keep}
    has_figure = bool(figures(sentence, language))
    if not has_figure:
        found.pop(Act.DISPUTE, None)
    if Act.COMMITMENT in found:
        found.pop(Act.EXPERIENCE, None)
    if found.keys() - EMPTY:
        found = {kind: span for kind, span in found.items() if kind not in EMPTY}
    elif has_figure and not found:
        found[Act.FACT] = (0, len(sentence))
    return Reading(MappingProxyType(found), _strength(sentence, language), seen)


def _cues(sentence: str, language: str) -> dict[Act, tuple[int, int]]:
    found: dict[Act, tuple[int, int]] = {}
    # Recognition writes Chinese with the marks of ASCII as often as with its own.
    rest = sentence.translate(_WIDE) if language == "zh" else sentence
    for kind, pattern in _patterns(language):
        matches = list(pattern.finditer(rest))
        if matches:
            found[kind] = matches[0].span()
        for match in matches:
            rest = rest[: match.start()] + _USED * (match.end() - match.start()) + rest[match.end() :]
    return found


def _tells_of_a_proposal(sentence: str, found: Mapping[Act, tuple[int, int]]) -> bool:
    """ "We support what Peru proposes": the second cue only says what is supported."""
    if not {Act.SUPPORT, Act.PROPOSAL} <= found.keys():
        return False
    between = sentence[found[Act.SUPPORT][1] : found[Act.PROPOSAL][0]]
    return bool(_TELLS.search(between))


def _conditions(found: dict[Act, tuple[int, int]]) -> dict[Act, tuple[int, int]]:
    """A condition in a proposal or a commitment is part of its words; one that stands alone is kept."""
    if Act.CONDITION in found and {Act.PROPOSAL, Act.COMMITMENT} & found.keys() and Act.NO_OBJECTION not in found:
        start = min(found[kind][0] for kind in (Act.PROPOSAL, Act.COMMITMENT) if kind in found)
        if found[Act.CONDITION][0] > start:
            found.pop(Act.CONDITION)
    return found


def _strength(sentence: str, language: str) -> Strength:
    if re.search(HEDGES.get(language, r"(?!)"), sentence, re.IGNORECASE):
        return Strength.HEDGED
    return Strength.STRONG if re.search(STRONG.get(language, r"(?!)"), sentence, re.IGNORECASE) else Strength.PLAIN


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in CUES.get(language, {}).items())
