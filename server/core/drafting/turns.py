"""What the sentences of one turn do, in one language: who speaks, and what the others of the turn make of each."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import Reading, classify, plainly
from server.core.drafting.evidence import CHAIR, Segment

# Words that make a condition of a yes, but as often only a clause of a description.
_WEAK_CONDITION = re.compile(
    r"(?:if|once|unless|(?:as|so) long|depends|subject|si|se|caso|tant|dépend|depende|sujeto|sujeito"
    r"|если|только если|зависит|اذا|رهن|如果|只要|只有|除非|取决)|(?:다면|라면|으면)$",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:agreement|support|consent|approval|accord|soutien|apoio|apoyo|acuerdo|acordo|ready|happy|willing|fine|yes|prepared"
    r"|(?:could|can|would|may|might|shall|will) (?:\w+ )?(?:support|join|accept|agree|live|go|sign|be|consider|endorse|follow|do|say|take|have|come|participate)"
    r"|poder?i\w+|podemos|pode|pourr\w+|peut|pouvons|podr\w+|puede"
    r"|disposé\w*|disposto|dispuest\w+)\b|可以|能够|愿意|同意|支持|мо(?:жем|жет|гу)|готов\w*|поддерж\w+|соглас\w+"
    r"|ندعم|نؤيد|نوافق|نقبل|يمكن\w*|مستعد\w*|지지|동의|찬성|수용|받아들|함께",
    re.IGNORECASE,
)
BUT = re.compile(
    r"(?<!nothing )\b(?:but(?! also)|however|except|although|though|only(?= (?!because))"
    r"|pero|salvo|excepto|mas|porém|exceto|cependant|toutefois|sauf|mais)\b"
    r"|\b(?:но|однако|кроме|только|لكن|ولكن|غير ان|الا ان|باستثناء)\b|하지만|그러나|다만|지만|但|不过|除了",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\bagrees?\b|\bconcordamos\b|\bconvenons\b|\bacordamos\b|同意", re.IGNORECASE)
# A chair that says what it will do itself conducts the meeting.
_CONDUCTS = re.compile(
    r"(?!(?:and |also )?(?:we|(?:\w+ )?(?:secretariat|administrations|parties|members|group|nous|nosotros|nós|vamos|我们|本组))\b)",
    re.IGNORECASE,
)
_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})


def answered(parts: Sequence[str], language: str, segment: Segment) -> list[Reading]:
    readings = [classify(part, language) for part in parts]
    if segment.delegation == CHAIR:
        return readings
    return [_answering(part, reading) for part, reading in zip(parts, readings, strict=True)]


def acts_in(parts: Sequence[str], readings: Sequence[Reading], segment: Segment) -> list[frozenset[Act]]:
    """The acts of each sentence in one language."""
    if segment.delegation == CHAIR:
        return [_of_the_chair(part, reading) for part, reading in zip(parts, readings, strict=True)]
    leans = any(_YES & each.seen and not (HOLDING - {Act.CONDITION}) & each.acts for each in readings)
    return [
        _unclouded(part, _with_condition(part, reading, leans)) for part, reading in zip(parts, readings, strict=True)
    ]


def _of_the_chair(sentence: str, reading: Reading) -> frozenset[Act]:
    """A chair's "we have consensus" is a claim: only its proposals and undertakings count."""
    if Act.CLAIM in reading.seen:
        return frozenset({Act.CLAIM})
    if Act.PROCEDURE in reading.seen:
        return frozenset({Act.PROCEDURE})
    acts = reading.acts & {Act.PROPOSAL, Act.COMMITMENT, Act.CORRECTION}
    start, end = reading.cues.get(Act.COMMITMENT, (0, 0))
    if _CONDUCTS.match(sentence[start:end]):
        acts -= {Act.COMMITMENT}
    return acts or frozenset({Act.PROCEDURE})


def _answering(sentence: str, reading: Reading) -> Reading:
    """A delegation that "agrees to set up" something answers a proposal; only a chair speaks so for the room."""
    start, end = reading.cues.get(Act.COMMITMENT, (0, 0))
    if not _AGREES.search(sentence[start:end]):
        return reading
    cues: dict[Act, tuple[int, int]] = {act: span for act, span in reading.cues.items() if act is not Act.COMMITMENT}
    return replace(reading, cues={**cues, **({} if HOLDING & cues.keys() else {Act.SUPPORT: (start, end)})})


def _unclouded(sentence: str, acts: frozenset[Act]) -> frozenset[Act]:
    """A yes with a "but" that no cue explains is left for a person to read: it may hold back."""
    if Act.SUPPORT not in acts or acts & HOLDING or not BUT.search(sentence):
        return acts
    return acts - {Act.SUPPORT} | {Act.INFORMATION}


def _with_condition(sentence: str, reading: Reading, leans: bool) -> frozenset[Act]:
    """A clause with "if" is a condition only where somebody leans to a yes, or says what they can or would do."""
    if (
        Act.CONDITION not in reading.cues
        or leans
        or Act.CONDITIONAL_SUPPORT in reading.cues
        or {Act.SUPPORT, Act.NO_OBJECTION} & reading.seen
        or _LEANS.search(plainly(sentence, "en"))
    ):
        return reading.acts
    if not _WEAK_CONDITION.match(sentence[reading.cues[Act.CONDITION][0] :]):
        return reading.acts
    return reading.acts - {Act.CONDITION} or frozenset({Act.INFORMATION})
