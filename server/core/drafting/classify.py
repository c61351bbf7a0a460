"""What a sentence does: negations and hedges first, and the more careful reading wins. Must not know the meeting."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from server.core.drafting.acts import EMPTY, HOLDING, Act, Strength
from server.core.drafting.cues import CUES, HEDGES, STRONG
from server.core.drafting.figures import figures
from server.core.drafting.needles import Patterns, spans
from server.core.drafting.negation import NEGATION

# A mark that no pattern matches takes the place of every character that a cue has used up.
_USED = "\x00"
_TELLS = re.compile(r"\b(?:what|which|as|o que|lo que|ce que|que|что)\b", re.IGNORECASE)
# One character for one, so that places in the sentence stay true.
_WRITTEN = {
    "zh": str.maketrans(",;:?!.", "，；：？！。"),
    "ar": str.maketrans("أإآٱىة", "اااايه"),
}
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
# Recognition says a word twice at times; a cue is looked for as if it had been said once.
_TWICE = re.compile(r"\b(\w+)(?:\s+\1\b)+", re.IGNORECASE)
_FULL = {
    "can't": "cannot", "won't": "will not", "shan't": "shall not", "n't": " not", "'re": " are", "'ll": " will", "'d": " would", "'m": " am",
    "'ve": " have", "it's": "it is", "that's": "that is",
}  # fmt: skip
_SHORT = re.compile(r"\b(?:can't|won't|shan't|it's|that's)\b|(?<=\w)(?:n't|'re|'ll|'d|'m|'ve)\b", re.IGNORECASE)
# A question that asks for nothing but an answer; "why not" and "could we say" put something forward.
_PUTS_FORWARD = re.compile(
    r"\b(?:why not|why don't|how about|what if|could we|might we|shall we|may i suggest|may i propose|would (?:\w+ )?(?:colleagues|members|delegations) accept"
    r"|pourquoi ne pas|pourrait-on|pourrions-nous|por qué no|podríamos|porque não|por que não|poderíamos|почему бы|не могли бы)\b"
    r"|لماذا لا|何不|能否|可否|是否可以|어떨까요|어떻겠습니까",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«][^\"”»]{2,}[\"”»]")
_OWN = frozenset({Act.COMMITMENT, Act.SUPPORT, Act.PROPOSAL, Act.WITHDRAWAL, Act.NO_OBJECTION})
# A negation right before what is promised or put forward, and what is only told of other times.
_DENIES = re.compile(
    r"\b(?:not|never|cannot|n't|no longer|without|nobody|não|ne|не|لا|لن|لم)\s+(?:\w+\s+)?\w*$|\b(?:each|every) time\b|\bwhenever\b|不能?$|不\w{0,2}$",
    re.IGNORECASE,
)
_NEAR = 14  # characters before a cue in which a negation denies it


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


@lru_cache(maxsize=16384)
def classify(sentence: str, language: str) -> Reading:
    """The acts of one sentence. A question takes no position and proposes nothing; it may still hold a reservation."""
    found = _spoken(sentence, cues(sentence, language))
    seen = frozenset(found)
    if Act.WITHDRAWAL in found:
        start = found[Act.WITHDRAWAL][0]
        if NEGATION.search(sentence[max(0, start - _NEAR) : start]):
            found[Act.RESERVATION] = found.pop(Act.WITHDRAWAL)
        elif min(found[kind][0] for kind in (Act.CONDITION, Act.AMENDMENT, Act.WITHDRAWAL) if kind in found) < start:
            # "If it said so, we would lift our reservation": it is not lifted yet.
            found.pop(Act.WITHDRAWAL)
            if Act.CONDITION in found:
                found[Act.CONDITIONAL_SUPPORT] = found[Act.CONDITION]
        else:
            found = {kind: span for kind, span in found.items() if kind not in HOLDING and kind is not Act.SUPPORT}
    for kind in (Act.PROPOSAL, Act.COMMITMENT):
        if kind in found:
            start, end = found[kind]
            if any(_DENIES.search(sentence[max(0, start - _NEAR) : stop]) for stop in (start, end)):
                found.pop(kind)
    if Act.CONDITION in found and {Act.SUPPORT, Act.NO_OBJECTION} & seen:
        found[Act.CONDITIONAL_SUPPORT] = found[Act.CONDITION]
    if HOLDING & found.keys():
        found.pop(Act.SUPPORT, None)
    if Act.NO_OBJECTION in found and Act.SUPPORT not in found and Act.RESERVATION in found:
        found.pop(Act.NO_OBJECTION)
    if Act.AMENDMENT in found or _tells_of_a_proposal(sentence, found):
        found.pop(Act.PROPOSAL, None)
    found = _asked(sentence, _conditions(found))
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


def _spoken(sentence: str, found: Mapping[Act, tuple[int, int]]) -> dict[Act, tuple[int, int]]:
    """Without what stands in quotation marks: words of somebody else, or of a text."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    return {
        kind: span
        for kind, span in found.items()
        if kind not in _OWN or not any(start < span[0] and span[1] <= end for start, end in quoted)
    }


def _asked(sentence: str, found: dict[Act, tuple[int, int]]) -> dict[Act, tuple[int, int]]:
    if not sentence.rstrip().endswith(("?", "？", "؟")):
        return found
    keep = {Act.RESERVATION, Act.OBJECTION, Act.PROCEDURE, Act.COURTESY}
    if _PUTS_FORWARD.search(sentence.translate(_APOSTROPHES)):
        keep |= {Act.PROPOSAL, Act.AMENDMENT, Act.CONDITION}
    kept = {kind: span for kind, span in found.items() if kind in keep}
    return kept or {Act.QUESTION: (0, len(sentence))}


def written(sentence: str, language: str) -> str:
    """The sentence in the spelling that cues are written in, character for character."""
    plain = sentence.translate(_APOSTROPHES)
    return plain.translate(_WRITTEN[language]) if language in _WRITTEN else plain


@lru_cache(maxsize=16384)
def cues(sentence: str, language: str) -> Mapping[Act, tuple[int, int]]:
    """The characters of the first cue of every act that one speaks for, whichever of them count in the end."""
    found: dict[Act, tuple[int, int]] = {}
    rest, places = _smooth(written(sentence, language), language)
    for kind, patterns in _patterns(language).of(rest).items():
        told = list(spans(patterns, rest))
        if told:
            start, end = told[0]
            found[kind] = (start, end) if places is None else (_word_at(sentence, places[start]), places[end - 1] + 1)
        for start, end in told:
            rest = rest[:start] + _USED * (end - start) + rest[end:]
    return MappingProxyType(found)


def _word_at(sentence: str, place: int) -> int:
    """Where the word begins that a character is of: a cue may begin within "aren't"."""
    while place and (sentence[place - 1].isalnum() or sentence[place - 1] in "'’"):
        place -= 1
    return place


def plainly(sentence: str, language: str) -> str:
    """The sentence as cues are looked for in it; its characters may stand elsewhere than in the sentence."""
    return _smooth(written(sentence, language), language)[0]


def _smooth(text: str, language: str) -> tuple[str, list[int] | None]:
    """The text as cues expect it, and where each of its characters stood; None where nothing was changed.

    A word said twice in a row stands once, and English contractions are written out.
    """
    edits = [(match.end(1), match.end(), "") for match in _TWICE.finditer(text)]
    if language == "en" and "'" in text:
        edits += [(match.start(), match.end(), _FULL[match.group().casefold()]) for match in _SHORT.finditer(text)]
    if not edits:
        return text, None
    made: list[str] = []
    places: list[int] = []
    last = 0
    for start, end, full in sorted(edits):
        if start < last:
            continue
        made += (text[last:start], full)
        places += [*range(last, start), *[start] * len(full)]
        last = end
    made.append(text[last:])
    places += range(last, len(text))
    return "".join(made), places


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
            found.pop(Act.CONDITIONAL_SUPPORT, None)
    return found


def _strength(sentence: str, language: str) -> Strength:
    text = written(sentence, language)
    if re.search(HEDGES.get(language, r"(?!)"), text, re.IGNORECASE):
        return Strength.HEDGED
    return Strength.STRONG if re.search(STRONG.get(language, r"(?!)"), text, re.IGNORECASE) else Strength.PLAIN


@lru_cache(maxsize=16)
def _patterns(language: str) -> Patterns:
    return Patterns(CUES.get(language, {}))
