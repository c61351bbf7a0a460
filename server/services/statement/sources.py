"""Sources: a person accepts a translation that a paragraph rests on, or keeps what lacks evidence. Units of work."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.services.minutes import lineage
from server.services.statement import draft, kept, reviews, reword, statements, told


def review(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, segment: object, span: object, text: object,
    by: str, now: int,
) -> None:  # fmt: skip
    """Accept how a line is translated in a paragraph, perhaps in a better wording, which is a new version of it."""
    statement, row = reword.current(tx, statement_id, paragraph_id, rev)
    standing, ways = statements.paragraph(row), lineage.ways(tx, statement.sessions)
    cited = draft.led(standing, ways).cited()
    minutes = {each["id"]: each for each in draft.minutes_of(tx, statement.sessions, cited)}
    made = reviews.accept(
        tx, row, standing, minutes, ways, statement.language, segment, span, text, by, now
    )  # fmt: skip
    if made.text != standing.text:
        draft.keep(tx, statement, row, made, by, now)
    else:
        told.tell(tx, statement, "text")


def keep(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, fault: object, text: object, why: object, by: str,
    now: int,
) -> None:  # fmt: skip
    """Keep what the verifier finds in a paragraph, knowingly; undone when its text changes."""
    statement, row = reword.current(tx, statement_id, paragraph_id, rev)
    kept.keep(tx, row, fault, text, why, by, now)
    told.tell(tx, statement, "text")
