"""What a draft may be made of: the minutes, in the order of speech. Must not know where they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

CHAIR = "CHAIR"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Segment:
    """One final of the minutes. Times in milliseconds; ``delegation`` is None where nobody knows who spoke."""

    id: str
    start_ms: int
    end_ms: int
    lang: str
    delegation: str | None
    speaker: str
    text: str
    translations: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)

    def shown(self, language: str) -> str | None:
        """Its text in ``language``: the original or a stored translation, None without a route."""
        return self.text if self.lang == language else (self.translations.get(language) or None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The minutes that a statement is drafted from."""

    segments: tuple[Segment, ...]
    agenda: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    title: str = ""

    def by_id(self) -> dict[str, Segment]:
        return {each.id: each for each in self.segments}

    def delegations(self) -> tuple[str, ...]:
        """Who spoke, without the chair, in the order of the first word."""
        return tuple(dict.fromkeys(each.delegation for each in self.segments if each.delegation not in (None, CHAIR)))

    def names(self) -> dict[str, str]:
        """The printed name of each delegation that spoke; one pass, for loops that need many."""
        found: dict[str, str] = {}
        for each in self.segments:
            if each.delegation not in (None, CHAIR) and each.speaker.strip():
                found.setdefault(each.delegation or "", each.speaker.split(",")[-1].strip())
        return {code: found.get(code, code) for code in self.delegations()}

    def name(self, delegation: str | None) -> str:
        """The name as printed: what stands last in the speaker's label ("Head of delegation, France" is France)."""
        if delegation is None:
            return "?"
        labels = (each.speaker for each in self.segments if each.delegation == delegation and each.speaker.strip())
        return next(labels, delegation).split(",")[-1].strip()


def from_records(records: Iterable[Mapping[str, Any]]) -> Evidence:
    """Evidence from a transcript's lines, the optional first one included; ``text_xx`` is its text in xx."""
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
            )
        )
    return Evidence(
        tuple(segments), tuple(head.get("agenda", ())), tuple(head.get("parties", ())), str(head.get("roundtable", ""))
    )
