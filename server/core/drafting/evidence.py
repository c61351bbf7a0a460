"""What a draft may be made of: the minutes, in the order of speech. Must not know where they are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

CHAIR = "CHAIR"
_NOTHING: Mapping[str, str] = MappingProxyType({})
# A sentence that a forced cut left in two segments goes on within this time.
_GOES_ON_MS = 3_000
# A small letter, or a mark that only goes on: no sentence begins so.
_GOES_ON = re.compile(r"\s*(?:[a-zà-öø-ÿа-я]|[,;，、；])")
_STOPPED = re.compile(r"[.!?。！？؟…]\W*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """What one speaker said in one piece. Times in milliseconds; ``delegation`` is None where nobody knows who spoke.

    ``rough``: the languages whose translation is rough. ``parts``: all the finals it is joined of, its own id first.
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

    def shown(self, language: str) -> str | None:
        """Its text in ``language``: the original or a stored translation, None without a route."""
        return self.text if self.lang == language else (self.translations.get(language) or None)

    def ids(self) -> tuple[str, ...]:
        """The finals that it is made of."""
        return self.parts or (self.id,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The minutes that a statement is drafted from. ``labels``: the printed names of delegations, where known."""

    segments: tuple[Segment, ...]
    agenda: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)

    def joined(self) -> Evidence:
        """The same, with sentences that stand in two segments put together again."""
        found: list[Segment] = []
        for each in self.segments:
            if found and _goes_on(found[-1], each):
                found[-1] = _joined(found[-1], each)
            else:
                found.append(each)
        return replace(self, segments=tuple(found))

    def by_id(self) -> dict[str, Segment]:
        """The segments by the names of all the finals that they are made of."""
        return {name: each for each in self.segments for name in each.ids()}

    def delegations(self) -> tuple[str, ...]:
        """Who spoke, without the chair, in the order of the first word."""
        return tuple(dict.fromkeys(each.delegation for each in self.segments if each.delegation not in (None, CHAIR)))

    def names(self) -> dict[str, str]:
        """The printed name of each delegation that spoke; one pass, for loops that need many."""
        found: dict[str, str] = {}
        for each in self.segments:
            if each.delegation not in (None, CHAIR) and each.speaker.strip():
                found.setdefault(each.delegation or "", each.speaker.split(",")[-1].strip())
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


def _goes_on(last: Segment, each: Segment) -> bool:
    """True where the same speaker's sentence was cut: it has no end, or what follows has no beginning."""
    same = (last.delegation, last.speaker, last.lang) == (each.delegation, each.speaker, each.lang)
    near = 0 <= each.start_ms - last.end_ms <= _GOES_ON_MS
    return same and near and bool(_GOES_ON.match(each.text) or not _STOPPED.search(last.text))


def _joined(last: Segment, each: Segment) -> Segment:
    both = last.translations.keys() & each.translations.keys()
    translations = {lang: _together(last.translations[lang], each.translations[lang]) for lang in both}
    return replace(
        last,
        end_ms=each.end_ms,
        text=_together(last.text, each.text),
        translations=translations,
        rough=(last.rough | each.rough) & both,
        parts=(*last.ids(), *each.ids()),
    )


def _together(first: str, second: str) -> str:
    """Two texts as one; a stop goes where the second one goes on."""
    if _GOES_ON.match(second):
        first = re.sub(r"[.。]\s*$", "", first)
    return f"{first} {second}"
