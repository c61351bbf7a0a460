"""What every form of a statement says around its text: its standing, its parties, who holds what is in brackets."""

from __future__ import annotations

from server.documents.records import StatementParagraph, StatementRecord
from server.documents.words import day, party, words


def standing(record: StatementRecord) -> str:
    """Draft, or adopted and when."""
    labels = words(record.language)
    if not record.is_adopted:
        return labels["draft"]
    return labels["adopted"].format(day(record.adopted_at or "", record.language)).strip()


def party_names(record: StatementRecord) -> tuple[str, ...]:
    """The parties by name, in the record's order and language."""
    return tuple(party(each, record.language) for each in record.parties)


def owners(paragraph: StatementParagraph, language: str) -> str:
    """``In square brackets: France, Brazil``; empty where nobody holds anything."""
    names = ", ".join(party(each, language) for each in dict.fromkeys(paragraph.bracket_owners))
    return f"{words(language)['brackets']}: {names}" if names else ""
