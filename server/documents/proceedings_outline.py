"""The outline that a summary, decisions or participants have in every form: sections of points, or of a table.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.documents import proceedings_words as told
from server.documents.records import DecisionsRecord, Participant, ParticipantsRecord, RecordedItem, SummaryRecord
from server.documents.words import party, words

Record = SummaryRecord | DecisionsRecord | ParticipantsRecord


@dataclass(frozen=True, slots=True)
class Point:
    """One item in words. ``is_held``: nobody has accepted it yet; ``below``: who, until when, where it was said."""

    text: str
    is_held: bool = False
    number: str = ""
    notes: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a heading, which may be empty; or rows of a table under its heads."""

    heading: str = ""
    points: tuple[Point, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Point | str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole record. ``kind`` is its name in its language, ``standing``: how far it is."""

    kind: str
    standing: str
    sections: tuple[Section, ...]


def outline(record: Record) -> Outline:
    """The outline of a record; one that is empty says so."""
    labels = words(record.language)
    if isinstance(record, ParticipantsRecord):
        rows = tuple(_participant(each, record.language) for each in record.participants)
        return _told("participants", record, (Section(rows=rows),) if rows else ())
    if isinstance(record, SummaryRecord):
        sections = [
            Section(theme, tuple(_point(each, record.language, "") for each in items))
            for theme, items in told.by_theme(record.items)
        ]
        return _told("summary", record, sections)
    decisions, actions = record.of_kind("decision"), record.of_kind("action")
    sections = []
    if decisions:
        points = tuple(_point(each, record.language, str(number)) for number, each in enumerate(decisions, 1))
        sections.append(Section(labels["decisions"], points))
    if actions:
        heads = (labels["actions"], labels["owner"], labels["due"])
        sections.append(
            Section(labels["actions"], (), heads, tuple(_action(each, record.language) for each in actions))
        )
    return _told("decisions_actions", record, sections)


def _told(kind: str, record: Record, sections: Iterable[Section]) -> Outline:
    labels = words(record.language)
    found = tuple(sections) or (Section(points=(Point(labels["nothing"]),)),)
    return Outline(labels[kind], told.standing(record), found)


def _point(item: RecordedItem, language: str, number: str) -> Point:
    labels = words(language)
    charge = [f"{labels['owner']}: {told.owners(item, language)}"] if item.owners else []
    charge += [f"{labels['due']}: {told.due(item, language)}"] if told.due(item, language) else []
    below = " · ".join(each for each in (*charge, told.sources(item)) if each)
    return Point(told.wording(item), not item.is_accepted, number, told.notes(item, language), below)


def _action(item: RecordedItem, language: str) -> tuple[Point | str, ...]:
    point = Point(told.wording(item), not item.is_accepted, "", told.notes(item, language), told.sources(item))
    return point, told.owners(item, language), told.due(item, language)


def _participant(each: Participant, language: str) -> tuple[Point | str, ...]:
    name = party(each.delegation, language) if each.delegation else ""
    name = name if name and name != each.delegation else each.name
    return Point(name, below=", ".join(each.people)), told.role(each, language), told.spoke(each, language)
