"""The minutes sentence by sentence: who did what by saying it, and how it reads in the working language."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from server.core.drafting.acts import HOLDING, Act, Strength
from server.core.drafting.bilingual import agreed, compared, firm, may_turn_back
from server.core.drafting.classify import knows
from server.core.drafting.evidence import CHAIR, Evidence, Segment
from server.core.drafting.pledging import undertakes
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import content, sentences
from server.core.drafting.subjects import only_told
from server.core.drafting.turns import acts_in, answered
from server.core.drafting.weighing import weighed, within_depth

_HEAD = re.compile(
    r"(?:(?:and|but|so|now|well),? )?(?:on|as (?:to|for|regards)|regarding|with (?:regard|respect) to|for|to) (?:the|this|that|those|these|your|our|\\w+'s) ",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r", (?:(?:and|but) )?(?=(?:on|as (?:to|for|regards)|regarding|with (?:regard|respect) to) (?:the|this|that|those|these|your|our|\\w+'s) )",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"(?<=[;；؛])\s*|(?<=…)\s+|(?<=\.\.)\s+")
_FALLBACK = ("en", "fr", "es", "pt", "zh")


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """One sentence; two remarks are equal only when they are the same one.

    ``at`` is its place in the meeting, ``shown`` its text in the working language, None without a route.

    ``sentence`` and ``language`` are the words it is known by: those in the working language, else the original, else a
    translation. ``said`` is the original sentence, the whole turn where it could not be told apart. ``topic`` holds the
    stems of original and translations, so that remarks in two languages can meet. ``english`` is the sentence as the
    learned reader was asked it, empty where there is none; ``sensed`` are the acts that it alone finds,
    ``begins`` the character of the English at which the clause begins that speaks for each of these the most; ``cued``
    are the acts that cues alone find, whether or not the reader believes them.
    """

    at: int
    segment: Segment
    sentence: str
    language: str
    shown: str | None
    acts: frozenset[Act]
    seen: frozenset[Act]
    strength: Strength
    topic: frozenset[str]
    finals: tuple[str, ...]
    said: str = ""
    english: str = ""
    sensed: frozenset[Act] = frozenset()
    begins: Mapping[Act, int] = field(default_factory=lambda: MappingProxyType({}))
    cued: frozenset[Act] = frozenset()

    @property
    def ids(self) -> tuple[str, ...]:
        """The finals that it is cited to: those in which its words were heard."""
        return self.finals

    @property
    def told(self) -> frozenset[Act]:
        """Its acts but for a yes that the learned reader alone hears: what keeps a figure from being told."""
        return self.acts - (self.sensed & {Act.SUPPORT})

    @property
    def owner(self) -> str:
        """Who holds it: the delegation, or the speaker's label, or a question mark."""
        return self.segment.delegation or self.segment.speaker or "?"


def remarks(evidence: Evidence, language: str, sense: Sense = UNREAD) -> tuple[Remark, ...]:
    """Every sentence of the minutes in the order of speech. ``sense``: the second reading of their English."""
    heard = _told(evidence, language)
    free = (each for each in heard if not each.acts & HOLDING and each.segment.delegation != CHAIR)
    bars = within_depth([likely for each in free if (likely := sense.acts(each.english))])
    found: list[Remark] = []
    for at, each in enumerate(heard):
        is_chair = each.segment.delegation == CHAIR
        promised = undertakes(each.english, sense, each.acts, beside(heard, at), is_chair)
        both = weighed(each.acts, sense.acts(each.english), each.english, is_chair, bars, promised)
        sensed = both - each.acts
        begins = {act: sense.clause(each.english, act)[0] for act in sensed}
        strength = Strength.HEDGED if Act.SUPPORT in sensed else each.strength
        found.append(replace(each, at=at, acts=both, sensed=sensed, begins=begins, strength=strength, cued=each.acts))
    return tuple(found)


def _told(evidence: Evidence, language: str) -> list[Remark]:
    """Every sentence with what its cues say, without what it only tells of others."""
    found, names = [], evidence.names()
    for segment in evidence.segments:
        for each in _read(segment, language):
            told = only_told(each.sentence, each.language, segment.delegation, each.acts, names)
            found.append(replace(each, acts=each.acts - told or frozenset({Act.INFORMATION})))
    return found


def beside(said: Sequence[Remark], at: int) -> tuple[str, ...]:
    """The English of the sentences before and after one in the same turn."""
    near = (said[place] for place in (at - 1, at + 1) if 0 <= place < len(said))
    return tuple(each.english for each in near if each.segment is said[at].segment)


def english(evidence: Evidence) -> tuple[str, ...]:
    """Every English sentence of the minutes, each once: what a learned reader is asked."""
    told = (pieces(text, "en") for each in evidence.joined().segments if (text := each.shown("en")))
    return tuple(dict.fromkeys(part for parts in told for part in parts))


def _read(segment: Segment, language: str) -> list[Remark]:
    text, read_in = _known_by(segment, language)
    parts = pieces(text, read_in)
    readings = answered(parts, read_in, segment)
    acts = acts_in(parts, readings, segment)
    heard = [(reading.seen, reading.strength) for reading in readings]
    for other, lang in _others(segment, read_in):
        apart = pieces(other, lang)
        second = answered(apart, lang, segment)
        told = acts_in(apart, second, segment)
        if read_in == "en":
            told = [firm(part, each, its) for part, each, its in zip(apart, second, told, strict=True)]
        original = (read_in == segment.lang, lang == segment.lang)
        if len(apart) == len(parts):
            acts = [
                agreed(mine, its, original, may_turn_back(one if original[0] else two))
                for mine, its, one, two in zip(acts, told, parts, apart, strict=True)
            ]
            heard = [
                (seen | each.seen, min(strength, each.strength))
                for (seen, strength), each in zip(heard, second, strict=True)
            ]
        else:
            acts = compared(acts, told, original, may_turn_back(other))
    said = _said(segment, parts, read_in)
    shown = list(parts) if read_in == language else [None] * len(parts)
    told_in_english = pieces(segment.shown("en") or "", "en")
    if len(told_in_english) != len(parts):
        told_in_english = ("",) * len(parts)
    finals = _heard_in(segment, said) if len(set(said)) == len(said) else [segment.ids()] * len(parts)
    found = []
    for at, part in enumerate(parts):
        topic = content(part) | content(said[at] if len(set(said)) == len(said) else "")
        if len(parts) == 1:
            topic |= content(segment.translations.get("en", ""))
        done = frozenset(acts[at]) or frozenset({Act.INFORMATION})
        seen, strength = heard[at]
        found.append(
            Remark(
                0, segment, part, read_in, shown[at], done, seen, strength, topic, finals[at], said[at],
                told_in_english[at],
            )
        )  # fmt: skip
    return found


def pieces(text: str, language: str) -> tuple[str, ...]:
    """The sentences, those with semicolons in pieces: "to the operation, yes; to the laboratory, not yet"."""
    cut = (part for each in sentences(text, language) for part in _PAUSE.split(each))
    return tuple(part.strip() for each in cut for part in _headed(each) if part.strip(" .;"))


def _headed(sentence: str) -> list[str]:
    """ "On the hours we agree, on the buildings we will answer": a piece for each head, where there are two."""
    cuts = [match.end() for match in _HEADS.finditer(sentence)]
    if not cuts or not _HEAD.match(sentence):
        return [sentence]
    return [sentence[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]


def _known_by(segment: Segment, language: str) -> tuple[str, str]:
    """The text that a turn is drafted from, and its language."""
    told = segment.shown(language)
    if told is not None:
        return told, language
    if knows(segment.lang):
        return segment.text, segment.lang
    for each in _FALLBACK:
        if segment.translations.get(each):
            return segment.translations[each], each
    return segment.text, segment.lang


def _others(segment: Segment, read_in: str) -> list[tuple[str, str]]:
    """What else is read of a turn: the original, and its English."""
    found = []
    if segment.lang != read_in and knows(segment.lang):
        found.append((segment.text, segment.lang))
    if "en" not in (read_in, segment.lang) and segment.translations.get("en"):
        found.append((segment.translations["en"], "en"))
    return found


def _said(segment: Segment, parts: Sequence[str], read_in: str) -> list[str]:
    """For each sentence what was said in the original: its own sentence, or the whole turn."""
    if read_in == segment.lang:
        return list(parts)
    apart = pieces(segment.text, segment.lang)
    return list(apart) if len(apart) == len(parts) else [segment.text] * len(parts)


def _heard_in(segment: Segment, parts: Sequence[str]) -> list[tuple[str, ...]]:
    """For each sentence of the original the finals that it was heard in."""
    found, at = [], 0
    for part in parts:
        begin = segment.text.index(part, at)
        at = begin + len(part)
        found.append(segment.ids_of(begin, at))
    return found
