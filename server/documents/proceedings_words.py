"""What every form of a summary, of decisions and of participants says around their words. Knows no format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from server.documents.records import DecisionsRecord, Participant, ParticipantsRecord, RecordedItem, SummaryRecord
from server.documents.times import clock
from server.documents.words import day, party, words

_NOTES = {
    "quoted": "quoted",
    "contested": "contested",
    "claimed": "claimed",
    "corrected": "figure_corrected",
    "rough": "rough",
    "untranslated": "untranslated_here",
}
# So many times of speaking are told one by one.
_MOST_TURNS = 12


def wording(item: RecordedItem) -> str:
    """The text, in square brackets until it is accepted."""
    return item.text if item.is_accepted else f"[{item.text}]"


def notes(item: RecordedItem, language: str) -> str:
    """What a reader should know of an item; that words are quoted is seen."""
    labels = words(language)
    return "; ".join(labels[_NOTES[each]] for each in item.notes if each in _NOTES and each != "quoted")


def owners(item: RecordedItem, language: str) -> str:
    """Who is to do it, by name."""
    return ", ".join(party(each, language) for each in item.owners)


def due(item: RecordedItem, language: str) -> str:
    """The day as the language writes it, with the words that were said for it."""
    told = _day(item.due, language)
    said = words(language)["due_said"].format(item.due_said) if item.due_said else ""
    return f"{told} ({said})" if told and said else told or said


def sources(item: RecordedItem) -> str:
    """Where it was said: speaker and time of each line."""
    return " · ".join(
        f"{each.speaker}, {clock(each.start_ms)}" if each.speaker else clock(each.start_ms) for each in item.sources
    )


def role(participant: Participant, language: str) -> str:
    """What somebody was there as."""
    labels = words(language)
    return labels["chair"] if participant.role == "chair" else labels[f"role_{participant.role}"]


def spoke(participant: Participant, language: str) -> str:
    """When somebody spoke, as ``hh:mm:ss``; of many times the first ones and how many more there are."""
    if not participant.turns:
        return words(language)["silent"]
    shown = ", ".join(clock(start) for start, _ in participant.turns[:_MOST_TURNS])
    more = len(participant.turns) - _MOST_TURNS
    return f"{shown} (+{more})" if more > 0 else shown


def by_theme(items: Sequence[RecordedItem]) -> Iterator[tuple[str, list[RecordedItem]]]:
    """The items under their headings, in order; a heading that comes again opens again."""
    group: list[RecordedItem] = []
    for each in items:
        if group and each.theme != group[0].theme:
            yield group[0].theme, group
            group = []
        group.append(each)
    if group:
        yield group[0].theme, group


def _day(due: str, language: str) -> str:
    if len(due) == 7:
        # A month: the language's long day without its number would need a pattern of its own.
        return due
    return day(due, language) if due else ""


def standing(record: SummaryRecord | DecisionsRecord | ParticipantsRecord) -> str:
    """How far a record is: not all accepted, or approved, when and under which hash; "" for nothing to say."""
    if isinstance(record, ParticipantsRecord):
        return ""
    labels = words(record.language)
    if any(not each.is_accepted for each in record.items):
        return labels["not_accepted"]
    if record.seal is None:
        return ""
    number = f" ({record.seal.number})" if record.seal.number > 1 else ""
    approved = labels["minutes_approved"].format(day(record.seal.day, record.language))
    return f"{approved}{number} · SHA-256 {record.seal.sha256}"
