"""The minutes sentence by sentence: who did what by saying it, and how it reads in the working language."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from server.core.drafting.acts import EMPTY, HOLDING, Act, Strength
from server.core.drafting.classify import Reading, classify, knows, plainly
from server.core.drafting.evidence import CHAIR, Evidence, Segment
from server.core.drafting.negation import NEGATION
from server.core.drafting.sentences import content, sentences, words

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
_BUT = re.compile(
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
_PROMISE = re.compile(
    r"compromet|engag|обязу|обеща|беру на себя|берём на себя|약속|承诺|保证|لتزم|تعهد",
    re.IGNORECASE,
)
_PROPOSE = re.compile(
    r"prop|sug|recom|предлаг|предлож|рекоменд|اقتر|قترح|مقترح|建议|提议|倡议|제안|제의|건의", re.IGNORECASE
)
_HEAD = re.compile(
    r"(?:(?:and|but|so|now|well),? )?(?:on|as (?:to|for|regards)|regarding|with (?:regard|respect) to|for|to) (?:the|this|that|those|these|your|our|\\w+'s) ",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r", (?:(?:and|but) )?(?=(?:on|as (?:to|for|regards)|regarding|with (?:regard|respect) to) (?:the|this|that|those|these|your|our|\\w+'s) )",
    re.IGNORECASE,
)
_SEMICOLON = re.compile(r"(?<=[;；؛])\s*")
# Letters by which a name is known again in another form of it: "Korea", "Korean".
_OWN = 4
_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})
# What either of two readings may bring.
_FORWARD = frozenset(
    {Act.PROPOSAL, Act.COMMITMENT, Act.CORRECTION, Act.DISPUTE, Act.EXPERIENCE, Act.FACT, Act.CONDITIONAL_SUPPORT}
)
_PLAIN = frozenset({Act.FACT, Act.QUESTION, Act.CLAIM, Act.COURTESY, Act.PROCEDURE, Act.INFORMATION})
_FALLBACK = ("en", "fr", "es", "pt", "zh")


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """One sentence; two remarks are equal only when they are the same one.

    ``at`` is its place in the meeting, ``shown`` its text in the working language, None without a route.

    ``sentence`` and ``language`` are the words it is known by: those in the working language, else the original, else a
    translation. ``said`` is the original sentence, the whole turn where it could not be told apart. ``topic`` holds the
    stems of original and translations, so that remarks in two languages can meet. ``english`` is the sentence as the
    learned reader was asked it, empty where there is none.
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
        for each in _own(_read(segment, language), names):
            found.append(replace(each, at=len(found)))
    return tuple(found)


def english(evidence: Evidence) -> tuple[str, ...]:
    """Every English sentence of the minutes, each once: what a learned reader is asked."""
    told = (_parts(text) for each in evidence.joined().segments if (text := each.shown("en")))
    return tuple(dict.fromkeys(part for parts in told for part in parts))


def _read(segment: Segment, language: str) -> list[Remark]:
    text, read_in = _known_by(segment, language)
    parts = _parts(text)
    readings = _answered(parts, read_in, segment)
    acts = _acts(parts, readings, segment)
    heard = [(reading.seen, reading.strength) for reading in readings]
    for other, lang in _others(segment, read_in):
        apart = _parts(other)
        second = _answered(apart, lang, segment)
        told = _acts(apart, second, segment)
        if read_in == "en":
            told = [_firm(part, each, its) for part, each, its in zip(apart, second, told, strict=True)]
        original = (read_in == segment.lang, lang == segment.lang)
        if len(apart) == len(parts):
            acts = [
                _both(mine, its, original, _may_turn_back(one if original[0] else two))
                for mine, its, one, two in zip(acts, told, parts, apart, strict=True)
            ]
            heard = [
                (seen | each.seen, min(strength, each.strength))
                for (seen, strength), each in zip(heard, second, strict=True)
            ]
        else:
            acts = _apart(acts, told, original, _may_turn_back(other))
    said = _said(segment, parts, read_in)
    shown = list(parts) if read_in == language else [None] * len(parts)
    told_in_english = _parts(segment.shown("en") or "")
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


def _firm(sentence: str, reading: Reading, acts: frozenset[Act]) -> frozenset[Act]:
    """Beside English, whose verbs are known best, another language promises or proposes only by a verb of doing so."""
    weak = set()
    for act, verb in ((Act.COMMITMENT, _PROMISE), (Act.PROPOSAL, _PROPOSE)):
        start, end = reading.cues.get(act, (0, 0))
        if not verb.search(sentence[start:end]):
            weak.add(act)
    return acts - weak or frozenset({Act.INFORMATION})


def _parts(text: str) -> tuple[str, ...]:
    """The sentences, those with semicolons in pieces: "to the operation, yes; to the laboratory, not yet"."""
    pieces = (part for each in sentences(text) for part in _SEMICOLON.split(each))
    return tuple(part.strip() for each in pieces for part in _headed(each) if part.strip(" .;"))


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


def _answered(parts: Sequence[str], language: str, segment: Segment) -> list[Reading]:
    readings = [classify(part, language) for part in parts]
    if segment.delegation == CHAIR:
        return readings
    return [_answering(part, reading) for part, reading in zip(parts, readings, strict=True)]


def _acts(parts: Sequence[str], readings: Sequence[Reading], segment: Segment) -> list[frozenset[Act]]:
    """The acts of each sentence in one language."""
    if segment.delegation == CHAIR:
        return [_of_the_chair(part, reading) for part, reading in zip(parts, readings, strict=True)]
    leans = any(_YES & each.seen and not (HOLDING - {Act.CONDITION}) & each.acts for each in readings)
    return [
        _unclouded(part, _with_condition(part, reading, leans)) for part, reading in zip(parts, readings, strict=True)
    ]


def _both(mine: frozenset[Act], its: frozenset[Act], original: tuple[bool, bool], clouded: bool) -> frozenset[Act]:
    """What two readings of one sentence come to: what either holds back is held, a yes is one that both could say.

    ``original``: which of the two is the sentence as it was said. A yes that stands in a translation alone counts only
    where nothing in the original could turn it back (``clouded``).
    """
    held = (mine | its) & HOLDING
    told = (mine | its) & _FORWARD
    if Act.WITHDRAWAL in mine | its:
        return frozenset({Act.WITHDRAWAL}) | (told - held) | ((mine & its) & {Act.SUPPORT})
    if Act.AMENDMENT in held or (
        {Act.SUPPORT, Act.PROPOSAL} <= mine | its
        and not {Act.SUPPORT, Act.PROPOSAL} <= mine
        and not {
            Act.SUPPORT,
            Act.PROPOSAL,
        }
        <= its
    ):
        told -= {Act.PROPOSAL}
    found = held | told
    if Act.NO_OBJECTION in mine | its and not held & {Act.OBJECTION, Act.DISASSOCIATION}:
        found |= {Act.NO_OBJECTION}
    both_say = Act.SUPPORT in mine and Act.SUPPORT in its
    as_said = Act.SUPPORT in (mine if original[0] else its if original[1] else frozenset())
    is_yes = both_say or as_said or (Act.SUPPORT in mine | its and not clouded)
    if is_yes and not held and (Act.NO_OBJECTION not in found or both_say):
        found |= {Act.SUPPORT}
    if held and (mine | its) & {Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITIONAL_SUPPORT} and Act.CONDITION in held:
        found |= {Act.CONDITIONAL_SUPPORT}
    return found or frozenset((mine if mine - EMPTY else its) & _PLAIN) or (mine & its) or mine


def _apart(
    mine: Sequence[frozenset[Act]], told: Sequence[frozenset[Act]], original: tuple[bool, bool], clouded: bool
) -> list[frozenset[Act]]:
    """The same where the sentences of two languages do not stand side by side: the turn as a whole is compared."""
    all_told = frozenset(act for each in told for act in each)
    found = list(mine)
    said = frozenset(act for each in mine for act in each)
    if original[1] and Act.SUPPORT not in all_told and clouded:
        found = [each - {Act.SUPPORT} or frozenset({Act.INFORMATION}) for each in found]
    missing = (all_told & HOLDING) - said
    if said & HOLDING:
        # The other language may sort the same words otherwise; a turn that holds back does so in both.
        missing &= {Act.OBJECTION, Act.DISASSOCIATION} if not said & {Act.OBJECTION, Act.DISASSOCIATION} else set()
    if missing and Act.WITHDRAWAL not in said and found:
        place = next((at for at, each in enumerate(found) if Act.SUPPORT in each or Act.NO_OBJECTION in each), -1)
        if place < 0:
            place = next((at for at in range(len(found) - 1, -1, -1) if found[at] - EMPTY), len(found) - 1)
        found[place] = (found[place] - {Act.SUPPORT, Act.INFORMATION, Act.COURTESY, Act.PROCEDURE}) | missing
    silent = [at for at, each in enumerate(found) if each == {Act.INFORMATION}]
    forward = (all_told & {Act.PROPOSAL, Act.COMMITMENT}) - said
    if forward and len(silent) == 1:
        found[silent[0]] = frozenset(forward)
    return found


def _said(segment: Segment, parts: Sequence[str], read_in: str) -> list[str]:
    """For each sentence what was said in the original: its own sentence, or the whole turn."""
    if read_in == segment.lang:
        return list(parts)
    apart = _parts(segment.text)
    return list(apart) if len(apart) == len(parts) else [segment.text] * len(parts)


def _heard_in(segment: Segment, parts: Sequence[str]) -> list[tuple[str, ...]]:
    """For each sentence of the original the finals that it was heard in."""
    found, at = [], 0
    for part in parts:
        begin = segment.text.index(part, at)
        at = begin + len(part)
        found.append(segment.ids_of(begin, at))
    return found


def _may_turn_back(sentence: str) -> bool:
    """True for words that could make a no of a yes: where a cue is unknown, they are taken to."""
    return bool(NEGATION.search(sentence) or _BUT.search(sentence))


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
            and ((cue.startswith(f"{name} ") and not cue.startswith(f"{name} and ")) or head.endswith(name))
        ):
            return True
    return False


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
    if Act.SUPPORT not in acts or acts & HOLDING or not _BUT.search(sentence):
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
