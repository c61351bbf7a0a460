"""What a draft may be made of: the minutes, in the order of speech. Must not know where they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from server.core.text.sentences import goes_on, is_finished, joined

CHAIR = "CHAIR"
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NAMELESS: Mapping[str, Mapping[str, str]] = MappingProxyType({})
# A sentence that was cut at a phrase end goes on within this time.
_GOES_ON_MS = 3_000
# So far back in the meeting a speaker's own last words are looked for.
_LOOKED_BACK_MS = 60_000


@dataclass(frozen=True, slots=True)
class Segment:
    """What one speaker said in one piece. Times in milliseconds; ``delegation`` is None where nobody knows who spoke.

    ``rough``: the languages whose translation is rough. ``parts``: all the finals it is joined of, its own id first;
    ``starts``: where each of them begins in ``text``. ``reviewed``: wordings of parts of it that a person accepted, as
    ``(language, wording)``.
    """

    id: str
    start_ms: int
    end_ms: int
    lang: str
    delegation: str | None
    speaker: str
    text: str
    translations: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    rough: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    reviewed: tuple[tuple[str, str], ...] = ()

    def shown(self, language: str) -> str | None:
        """Its text in ``language``: the original or a stored translation, None without a route."""
        return self.text if self.lang == language else (self.translations.get(language) or None)

    def ids(self) -> tuple[str, ...]:
        """The finals that it is made of."""
        return self.parts or (self.id,)

    def ids_of(self, begin: int, end: int) -> tuple[str, ...]:
        """The finals that a stretch of ``text`` was heard in."""
        ends = (*self.starts[1:], len(self.text))
        found = zip(self.ids(), self.starts or (0,), ends, strict=True)
        return tuple(each for each, start, stop in found if start < end and begin < stop) or self.ids()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The minutes that a statement is drafted from. ``labels``: the printed names of delegations, where known.

    ``called``: what other languages call them, ``{code: {language: name}}``; ``spoke``: who spoke, where ``segments``
    are not all of the minutes.
    """

    segments: tuple[Segment, ...]
    agenda: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    called: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NAMELESS, hash=False)
    spoke: tuple[str, ...] = ()

    def joined(self) -> Evidence:
        """The same, with sentences that stand in several segments put together again, whoever spoke in between."""
        found: list[Segment] = []
        for each in self.segments:
            place = _before(found, each)
            if place is None:
                found.append(each)
            else:
                found[place] = _joined(found[place], each)
        return replace(self, segments=tuple(found))

    def by_id(self) -> dict[str, Segment]:
        """The segments by the names of all the finals that they are made of."""
        return {name: each for each in self.segments for name in each.ids()}

    def delegations(self) -> tuple[str, ...]:
        """Who spoke, without the chair, in the order of the first word."""
        heard = (each.delegation for each in self.segments if each.delegation not in (None, CHAIR))
        return tuple(dict.fromkeys((*heard, *self.spoke)))

    def names(self) -> dict[str, str]:
        """The printed name of each delegation that spoke; one pass, for loops that need many."""
        found: dict[str, str] = {}
        for each in self.segments:
            if each.delegation not in (None, CHAIR) and each.delegation not in found and each.speaker.strip():
                found[each.delegation or ""] = each.speaker.split(",")[-1].strip()
        return {code: self.labels.get(code) or found.get(code, code) for code in self.delegations()}

    def name(self, delegation: str | None) -> str:
        """The name as printed: what stands last in the speaker's label ("Head of delegation, France" is France)."""
        if delegation is None:
            return "?"
        if self.labels.get(delegation):
            return self.labels[delegation]
        spoken = (each.speaker for each in self.segments if each.delegation == delegation and each.speaker.strip())
        return next(spoken, delegation).split(",")[-1].strip()


def from_records(records: Iterable[Mapping[str, Any]]) -> Evidence:
    """Evidence from a transcript's lines, the optional first one included.

    ``text_xx`` is its text in xx, ``rough`` lists the rough ones of these.
    """
    segments, head = [], {}
    for record in records:
        if "id" not in record:
            head = dict(record)
            continue
        translations = {key[5:]: str(text) for key, text in record.items() if key.startswith("text_") and text}
        segments.append(
            Segment(
                str(record["id"]),
                int(record["start_ms"]),
                int(record["end_ms"]),
                record["lang"],
                record.get("delegation") or None,
                record.get("speaker") or "",
                record["text"],
                MappingProxyType(translations),
                frozenset(record.get("rough", ())),
            )
        )
    return Evidence(
        tuple(segments), tuple(head.get("agenda", ())), tuple(head.get("parties", ())), str(head.get("roundtable", ""))
    )


def _before(found: list[Segment], each: Segment) -> int | None:
    """The place of the segment whose sentence goes on in ``each``: its speaker's last one, if it was just now."""
    for place in range(len(found) - 1, -1, -1):
        last = found[place]
        if (last.delegation, last.speaker) == (each.delegation, each.speaker):
            return place if last.lang == each.lang and _goes_on(last, each) else None
        if each.start_ms - last.start_ms > _LOOKED_BACK_MS:
            return None
    return None


def _goes_on(last: Segment, each: Segment) -> bool:
    """True where a sentence was cut: the first piece has no end, or what follows has no beginning."""
    is_near = 0 <= each.start_ms - last.end_ms <= _GOES_ON_MS
    return is_near and (goes_on(each.text, each.lang) or not is_finished(last.text, last.lang))


def _joined(last: Segment, each: Segment) -> Segment:
    both = last.translations.keys() & each.translations.keys()
    translations = {lang: joined(last.translations[lang], each.translations[lang], lang) for lang in both}
    text = joined(last.text, each.text, last.lang)
    return replace(
        last,
        end_ms=each.end_ms,
        text=text,
        translations=translations,
        rough=(last.rough | each.rough) & both,
        parts=(*last.ids(), *each.ids()),
        starts=(*(last.starts or (0,)), len(text) - len(each.text.strip())),
        reviewed=tuple(dict.fromkeys((*last.reviewed, *each.reviewed))),
    )
