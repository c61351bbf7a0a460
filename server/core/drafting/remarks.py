"""The minutes sentence by sentence: who did what by saying it, and how it reads in the working language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.core.drafting.acts import HOLDING, Act, Strength
from server.core.drafting.classify import Reading, classify, knows
from server.core.drafting.evidence import CHAIR, Evidence, Segment
from server.core.drafting.sentences import content, sentences, words

# Words that make a condition of a yes, but as often only a clause of a description.
_WEAK_CONDITION = re.compile(
    r"(?:if|once|unless|(?:as|so) long|depends|subject|si|se|caso|tant|dépend|depende|sujeto|sujeito"
    r"|如果|只要|只有|除非|取决)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:agreement|support|consent|approval|accord|soutien|apoio|apoyo|acuerdo|acordo|could|can|would|may|might|ready|happy|willing|fine|yes|prepared|poder?i\w+|podemos|pode|pourr\w+|peut|pouvons|podr\w+|puede"
    r"|disposé\w*|disposto|dispuest\w+)\b|可以|能够|愿意|同意|支持",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"(?<!nothing )\b(?:but(?! also)|however|except|although|though|only(?= (?!because))"
    r"|pero|salvo|excepto|mas|porém|exceto|cependant|toutefois|sauf|mais)\b"
    r"|但|不过|除了",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\bagrees?\b|\bconcordamos\b|\bconvenons\b|\bacordamos\b|同意", re.IGNORECASE)
# Letters by which a name is known again in another form of it: "Korea", "Korean".
_OWN = 4
_FALLBACK = ("en", "fr", "es", "pt", "zh")


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """One sentence; two remarks are equal only when they are the same one.

    ``at`` is its place in the meeting, ``shown`` its text in the working language, None without a route.

    ``sentence`` and ``language`` are what was read: the original, or a translation where its language has no cue words.
    ``topic`` holds the stems of original and translations, so that remarks in two languages can meet.
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

    @property
    def ids(self) -> tuple[str, ...]:
        """The finals that it is cited to: those in which its words were heard."""
        return self.finals

    @property
    def owner(self) -> str:
        """Who holds it: the delegation, or the speaker's label, or a question mark."""
        return self.segment.delegation or self.segment.speaker or "?"


def remarks(evidence: Evidence, language: str) -> tuple[Remark, ...]:
    """Every sentence of the minutes in the order of speech."""
    found: list[Remark] = []
    names = evidence.names()
    for segment in evidence.segments:
        for each in _careful(_second(_own(_read(segment, language), names), segment), segment):
            found.append(replace(each, at=len(found)))
    return tuple(found)


def _read(segment: Segment, language: str) -> list[Remark]:
    text, read_in = _readable(segment)
    parts = sentences(text)
    readings = [classify(part, read_in) for part in parts]
    shown = _aligned(segment, language, parts, readings, read_in)
    yes = {Act.SUPPORT, Act.NO_OBJECTION}
    leans = any(yes & reading.seen and not (HOLDING - {Act.CONDITION}) & reading.acts for reading in readings)
    found = []
    finals = _heard_in(segment, parts) if text == segment.text else [segment.ids()] * len(parts)
    readings = (
        [_answering(part, reading) for part, reading in zip(parts, readings, strict=True)]
        if segment.delegation != CHAIR
        else readings
    )
    for part, reading, copy, ids in zip(parts, readings, shown, finals, strict=True):
        english = content(segment.translations.get("en", "")) if len(parts) == 1 else frozenset()
        topic = content(part) | content(copy or "") | english
        acts = (
            _of_the_chair(reading)
            if segment.delegation == CHAIR
            else _unclouded(part, _with_condition(part, reading, leans))
        )
        found.append(Remark(0, segment, part, read_in, copy, acts, reading.seen, reading.strength, topic, ids))
    return found


def _heard_in(segment: Segment, parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """For each sentence the finals that it was heard in."""
    found, at = [], 0
    for part in parts:
        begin = segment.text.index(part, at)
        at = begin + len(part)
        found.append(segment.ids_of(begin, at))
    return found


def _own(found: list[Remark], names: Mapping[str, str]) -> list[Remark]:
    """Without acts that a speaker only tells of others: "Mali will send inspectors" commits nobody but Mali."""
    made = []
    for each in found:
        cues, told = classify(each.sentence, each.language).cues, set()
        for act in each.acts & {Act.COMMITMENT, Act.SUPPORT, Act.PROPOSAL}:
            if act in cues and _subject_is_other(each, cues[act], names):
                told.add(act)
        if Act.COMMITMENT in each.acts & cues.keys() and not _is_own(each, cues[Act.COMMITMENT], names):
            told.add(Act.COMMITMENT)
        acts = each.acts - told or frozenset({Act.INFORMATION})
        made.append(replace(each, acts=acts))
    return made


def _is_own(remark: Remark, span: tuple[int, int], names: Mapping[str, str]) -> bool:
    """True where the one who promises in English is the speaker: we, I, its name, or nobody who is named."""
    if remark.language != "en" or remark.segment.delegation == CHAIR:
        return True
    name = f"{names.get(remark.segment.delegation or '', '')} {remark.segment.delegation}"
    own = {word[:_OWN] for word in words(name)} | {"we", "i", "our", "my", "it", "us"}
    before = words(re.split(r"\b(?:will|shall)\b", remark.sentence[: span[1]])[0])
    return (len(before) <= 2 and not remark.sentence[span[0] : span[0] + 1].isupper()) or any(
        word[:_OWN] in own for word in before
    )


def _subject_is_other(remark: Remark, span: tuple[int, int], names: Mapping[str, str]) -> bool:
    own = names.get(remark.segment.delegation or "", "?")
    head = remark.sentence[: span[0]].rstrip()
    cue = remark.sentence[span[0] : span[1]]
    for code, name in names.items():
        if (
            code != remark.segment.delegation
            and name not in own
            and own not in name
            and (cue.startswith(f"{name} ") or head.endswith(name))
        ):
            return True
    return False


def _readable(segment: Segment) -> tuple[str, str]:
    if knows(segment.lang):
        return segment.text, segment.lang
    for language in _FALLBACK:
        if segment.translations.get(language):
            return segment.translations[language], language
    return segment.text, segment.lang


def _aligned(
    segment: Segment, language: str, parts: tuple[str, ...], readings: list[Reading], read_in: str
) -> list[str | None]:
    """Each sentence in the working language: itself, its counterpart, one that does the same, or the whole."""
    if read_in == language:
        return list(parts)
    whole = segment.shown(language)
    if whole is None:
        return [None] * len(parts)
    translated = sentences(whole)
    if len(translated) == len(parts):
        return list(translated)
    same = [[each for each in translated if classify(each, language).acts & reading.acts] for reading in readings]
    return [each[0] if len(each) == 1 else whole for each in same]


def _of_the_chair(reading: Reading) -> frozenset[Act]:
    """A chair's "we have consensus" is a claim: only its proposals and undertakings count."""
    if Act.PROCEDURE in reading.seen:
        return frozenset({Act.PROCEDURE})
    return reading.acts & {Act.PROPOSAL, Act.COMMITMENT, Act.CORRECTION} or frozenset({Act.PROCEDURE})


def _answering(sentence: str, reading: Reading) -> Reading:
    """A delegation that "agrees to set up" something answers a proposal; only a chair speaks so for the room."""
    start, end = reading.cues.get(Act.COMMITMENT, (0, 0))
    if not _AGREES.search(sentence[start:end]):
        return reading
    cues: dict[Act, tuple[int, int]] = {act: span for act, span in reading.cues.items() if act is not Act.COMMITMENT}
    return replace(reading, cues={**cues, **({} if HOLDING & cues.keys() else {Act.SUPPORT: (start, end)})})


def _unclouded(sentence: str, acts: frozenset[Act]) -> frozenset[Act]:
    """A yes with a "but" that no cue explains is left for a person to read: it may hold back."""
    if Act.SUPPORT not in acts or acts & HOLDING or not _BUT.search(sentence):
        return acts
    return acts - {Act.SUPPORT} | {Act.INFORMATION}


def _with_condition(sentence: str, reading: Reading, leans: bool) -> frozenset[Act]:
    """A clause with "if" is a condition only where somebody leans to a yes, or says what they can or would do."""
    if (
        Act.CONDITION not in reading.cues
        or leans
        or {Act.SUPPORT, Act.NO_OBJECTION} & reading.seen
        or _LEANS.search(sentence)
    ):
        return reading.acts
    if not _WEAK_CONDITION.match(sentence[reading.cues[Act.CONDITION][0] :]):
        return reading.acts
    return reading.acts - {Act.CONDITION} or frozenset({Act.INFORMATION})


# What a translation may add where the original says nothing that is known; never a yes.
_ADDED = frozenset({Act.PROPOSAL, Act.COMMITMENT, Act.NO_OBJECTION, Act.EXPERIENCE, Act.AMENDMENT})


def _second(found: list[Remark], segment: Segment) -> list[Remark]:
    """Where no cue of its language was found in a sentence, its English translation is read too."""
    english = sentences(segment.translations.get("en", ""))
    if segment.lang == "en" or segment.delegation == CHAIR or len(english) != len(found):
        return found
    silent = frozenset({Act.INFORMATION})
    return [
        replace(each, acts=(classify(told, "en").acts & _ADDED) or each.acts) if each.acts == silent else each
        for each, told in zip(found, english, strict=True)
    ]


def _careful(found: list[Remark], segment: Segment) -> list[Remark]:
    """Where only the translation holds back, the remark that says yes (or else the last) holds back too."""
    english = segment.translations.get("en")
    said = frozenset(act for each in found for act in each.acts)
    if (
        not english
        or segment.lang == "en"
        or segment.delegation == CHAIR
        or said & (HOLDING | {Act.NO_OBJECTION, Act.WITHDRAWAL})
    ):
        return found
    held = frozenset(act for part in sentences(english) for act in classify(part, "en").acts)
    is_yes = Act.SUPPORT in said or any(Act.SUPPORT in classify(part, "en").seen for part in sentences(english))
    held &= {Act.RESERVATION, Act.OBJECTION, Act.DISASSOCIATION} | ({Act.CONDITION} if is_yes else set())
    if not held or not found:
        return found
    place = next((at for at, each in enumerate(found) if Act.SUPPORT in each.acts), len(found) - 1)
    acts = (found[place].acts - {Act.SUPPORT, Act.INFORMATION, Act.COURTESY, Act.PROCEDURE}) | held
    return [*found[:place], replace(found[place], acts=acts), *found[place + 1 :]]
