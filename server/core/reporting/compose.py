"""The draft of a record: turns in reported speech, decisions and action points, each with its segments."""

# ruff: noqa: E501 (a table of patterns)

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.core.drafting.acts import Act
from server.core.drafting.classify import classify
from server.core.drafting.clip import clip
from server.core.drafting.clusters import HOLDS, cluster
from server.core.drafting.corrections import corrections
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.revisions import revised
from server.core.drafting.sentences import sentences, words
from server.core.drafting.templates import LANGUAGES, spoken
from server.core.drafting.templates import table as drafting_table
from server.core.reporting.choose import chosen, is_aside
from server.core.reporting.decisions import Outcome, outcomes
from server.core.reporting.english import expanded
from server.core.reporting.headings import heading_at, headings
from server.core.reporting.items import Item, Kind, Note
from server.core.reporting.speech import carried, ended, tidy, told, without_address
from server.core.reporting.templates import again, lead, table, with_article
from server.core.reporting.voices import Role, Voice

# Words of one item of the summary; a longer turn makes several.
_ITEM_WORDS = 70
_ACTS = {hold: act for act, hold in HOLDS.items()}
# The opening of a decision that the template says in its place.
_AGREED = {
    "en": r"^(?:so |therefore |then |and )?(?:we (?:have |had |also |all |therefore |hereby |then )*(?:agreed?|decided?|resolved?)|it (?:is|was) (?:agreed|decided)) (?=(?:to|that|on|not)\b)",
    "pt": r"^(?:concordamos em|decidimos|acordámos|acordamos|(?:foi|fica|ficou) (?:decidido|acordado)) ",
    "fr": r"^(?:nous (?:avons )?(?:décidé|décidons|convenu|convenons)|il (?:a été|est) (?:décidé|convenu)) (?=(?:de|d['’]|que)\b)",
    "es": r"^(?:(?:decidimos|acordamos|hemos decidido|hemos acordado)|se (?:acordó|decidió|acuerda)|estamos de acuerdo en) ",
}  # fmt: skip


def drafted(evidence: Evidence, language: str, today: datetime.date | None = None) -> tuple[Item, ...]:
    """All items in the order of speech. Pure; ``language``: one of ``drafting.LANGUAGES``, UnknownLanguage for others.

    ``today``: the day of the meeting, for days that were said without their year.
    """
    drafting_table(language)
    return _Drafting(evidence.joined(), language, today).made()


@dataclass(slots=True)
class _Turn:
    """An item of the summary in the making."""

    owner: str
    at: int
    theme: str
    parts: list[str] = field(default_factory=list)
    segments: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    wholes: set[str] = field(default_factory=set)

    def size(self) -> int:
        return sum(len(words(each)) for each in self.parts)


class _Drafting:
    """One draft in the making."""

    def __init__(self, evidence: Evidence, language: str, today: datetime.date | None) -> None:
        self._evidence, self._language, self._today = evidence, language, today
        self._names = evidence.names()
        self._remarks = remarks(evidence, language)
        self._revisions = corrections(self._remarks)
        self._headings = headings(self._remarks, evidence, language)
        self._proper = _proper_words(self._remarks, evidence)

    def made(self) -> tuple[Item, ...]:
        heard = cluster(self._remarks, self._evidence)
        found = outcomes(self._remarks, heard.proposals, heard.loose, self._evidence, self._language, self._today)
        return tuple(sorted((*self._summary(), *map(self._outcome, found)), key=lambda each: each.at))

    def _summary(self) -> list[Item]:
        turns: list[_Turn] = []
        for each in chosen(self._remarks, self._revisions):
            theme = heading_at(self._headings, each.at)
            if not turns or not self._goes_on(turns[-1], each, theme):
                turns.append(_Turn(each.owner, each.at, theme))
            self._tell(turns[-1], each)
        return [
            Item(
                Kind.SUMMARY, " ".join(each.parts), tuple(dict.fromkeys(each.segments)), each.at, each.theme,
                each.owner if each.owner != "?" else "", notes=tuple(dict.fromkeys(each.notes)),
            )
            for each in turns
            if each.parts
        ]  # fmt: skip

    def _goes_on(self, turn: _Turn, remark: Remark, theme: str) -> bool:
        """True for the same speaker with nobody in between, the same item of the agenda, and room left."""
        between = self._remarks[turn.at : remark.at]
        is_same = turn.owner == remark.owner and theme == turn.theme and turn.size() < _ITEM_WORDS
        return is_same and all(one.owner == turn.owner or is_aside(one) for one in between)

    def _tell(self, turn: _Turn, remark: Remark) -> None:
        code, name = remark.segment.delegation, self._name(remark)
        opening = (again if turn.parts else lead)(self._language, code, name)
        turn.segments += remark.ids
        if remark.shown is None:
            turn.parts.append(self._untranslated(remark, opening))
            turn.notes.append(Note.UNTRANSLATED)
            return
        if remark.shown in turn.wholes:
            return
        turn.wholes.add(remark.shown)
        for sentence in sentences(remark.shown, self._language):
            opening = (again if turn.parts else lead)(self._language, code, name)
            text, by = self._current(sentence, remark)
            made = told(text, self._language, self._voice(remark), opening)
            part = made.text
            if by:
                mark = table(self._language)["corrected"]
                part = f"{part}{mark}" if made.is_quoted else f"{part[:-1]}{mark}."
                turn.segments += by
                turn.notes.append(Note.CORRECTED)
            if self._is_rough(remark):
                part += table(self._language)["rough"]
                turn.notes.append(Note.ROUGH)
            turn.notes += [Note.QUOTED] if made.is_quoted else []
            turn.parts.append(part)

    def _outcome(self, outcome: Outcome) -> Item:
        remark = outcome.remark
        notes = [Note.CONTESTED] if outcome.held else []
        notes += [Note.CLAIMED] if outcome.is_claim else []
        segments = list(remark.ids)
        if remark.shown is None:
            text = self._untranslated(remark, lead(self._language, remark.segment.delegation, self._name(remark)))
            notes.append(Note.UNTRANSLATED)
        else:
            sentence, by = self._current(remark.shown, remark)
            text, is_quoted = self._decided(outcome, sentence) or self._promised(outcome, sentence)
            notes += [Note.QUOTED] if is_quoted else []
            if by:
                segments += by
                notes.append(Note.CORRECTED)
            if self._is_rough(remark):
                text += table(self._language)["rough"]
                notes.append(Note.ROUGH)
        for each, hold in outcome.held:
            text += self._hold(each, str(hold))
            segments += each.ids
        day = outcome.due
        return Item(
            outcome.kind, text, tuple(dict.fromkeys(segments)), remark.at, heading_at(self._headings, remark.at),
            outcome.owner, day.day if day else "", day.said if day else "", tuple(dict.fromkeys(notes)),
        )  # fmt: skip

    def _decided(self, outcome: Outcome, sentence: str) -> tuple[str, bool] | None:
        """ "It was agreed to…" where the words themselves open like a decision; a contested one is the speaker's word."""
        pattern = _AGREED.get(self._language)
        bare = without_address(sentence, self._language)
        if self._language == "en":
            bare = expanded(bare)
        match = re.match(pattern, bare, re.IGNORECASE) if pattern and outcome.kind is Kind.DECISION else None
        if match is None:
            return None
        key = "claim" if outcome.held or outcome.is_claim or outcome.remark.segment.delegation is None else "agreed"
        who = self._inside(outcome.remark)
        opening = table(self._language)[key].format(who=who)
        rest = carried(bare[match.end() :], self._language, self._voice(outcome.remark, is_room=True))
        return None if rest is None else (ended(f"{opening}{rest}"), False)

    def _promised(self, outcome: Outcome, sentence: str) -> tuple[str, bool]:
        """ "Portugal would send its alerts": the promise alone where it can be cut out, else the whole sentence."""
        remark = outcome.remark
        voice, opening = self._voice(remark), lead(self._language, remark.segment.delegation, self._name(remark))
        if outcome.kind is Kind.ACTION and remark.segment.delegation not in (None, CHAIR):
            alone = self._alone(without_address(sentence, self._language), remark, voice)
            if alone is not None:
                return alone, False
        made = told(sentence, self._language, voice, opening)
        return made.text, made.is_quoted

    def _alone(self, sentence: str, remark: Remark, voice: Voice) -> str | None:
        """What a delegation is to do, under its name and without "said that"; None where the rules don't carry it."""
        if self._language != "en":
            return None
        cut = clip(sentence, Act.COMMITMENT, "en")
        is_cut = cut != sentence.rstrip(" .") and cut[:1].islower()
        is_cut = is_cut and Act.COMMITMENT in classify(f"{voice.name} {cut}", "en").seen
        made = told(f"{voice.name} {cut}" if is_cut else sentence, "en", voice, "")
        text = made.text.removeprefix(table("en")["said"])
        if made.is_quoted or not (text.startswith((" ", voice.name))):
            return None
        text = text if text.startswith(voice.name) else f"{voice.name}{text}"
        return text[0].upper() + text[1:]

    def _hold(self, remark: Remark, hold: str) -> str:
        """Who held what against it, in brackets, in the words of the statement's drafter."""
        labels = drafting_table(self._language)
        shown, language = (remark.shown, self._language) if remark.shown else (remark.sentence, remark.language)
        said = tidy(clip(shown, _ACTS[next(each for each in _ACTS if str(each) == hold)], language), language)
        return f" [{labels[f'hold:{hold}'].format(who=self._inside(remark))}“{said}”]"

    def _untranslated(self, remark: Remark, opening: str) -> str:
        language = spoken(remark.segment.lang, self._language)
        original = remark.sentence if remark.language == remark.segment.lang else remark.segment.text
        return ended(
            opening
            + table(self._language)["original"].format(language=language, words=tidy(original, remark.segment.lang))
        )

    def _current(self, sentence: str, remark: Remark) -> tuple[str, tuple[str, ...]]:
        """The sentence with figures that its speaker corrected later, and the segments of the correction."""
        made = revised(sentence, self._language, remark, self._revisions)
        return (made.text, made.by) if made.is_whole else (sentence, ())

    def _is_rough(self, remark: Remark) -> bool:
        return self._language in remark.segment.rough and remark.segment.lang != self._language

    def _name(self, remark: Remark) -> str:
        code = remark.segment.delegation
        if code == CHAIR:
            return ""
        return self._names.get(code or "", "") or remark.segment.speaker.strip()

    def _inside(self, remark: Remark) -> str:
        """The speaker inside a sentence."""
        if remark.segment.delegation == CHAIR or not remark.segment.delegation:
            opening = lead(self._language, remark.segment.delegation, self._name(remark))
            is_name = not remark.segment.delegation and bool(self._name(remark))
            return opening if is_name or self._language in ("ko", "ar") else opening[0].lower() + opening[1:]
        return with_article(self._name(remark), self._language)

    def _voice(self, remark: Remark, is_room: bool = False) -> Voice:
        code, name = remark.segment.delegation, self._name(remark)
        if code == CHAIR or is_room:
            return Voice(Role.CHAIR, "the Chair", (), self._proper)
        if not code:
            return Voice(Role.PERSON, name or "?", (), self._proper)
        last = name.split()[-1] if name.split() else ""
        aliases = {name, code, remark.segment.speaker.split(",")[-1].strip(), last if len(last) > 3 else ""} - {""}
        return Voice(Role.DELEGATION, with_article(name, self._language), tuple(sorted(aliases)), self._proper)


def _proper_words(remarks: Sequence[Remark], evidence: Evidence) -> frozenset[str]:
    """Words that have a capital in the middle of a sentence somewhere in the meeting, and the names of who speaks."""
    found = {word for name in evidence.names().values() for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()}
    for each in remarks:
        for text in {each.sentence, each.shown or ""}:
            found |= set(re.findall(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][^\W\d_]+", text))
    return frozenset(found)


__all__ = ["LANGUAGES", "drafted"]
