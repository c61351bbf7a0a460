"""Told: every durable change of a statement takes its next revision, and is kept for those who follow it.

Works inside a unit of work; what is committed waits in a box that ``following`` empties. Must not know sockets.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.storage.tables import Statement, StatementEvent

ABOUT = (
    "text", "amendments", "positions", "silence", "revisions", "zero", "languages", "commitments", "signing",
    "parties", "life",
)  # fmt: skip
KEPT = 2_000  # events of a statement: who missed more reads it anew
MOST_MISSED = 100
_BOX = "statement events"
_MOST_WAITING = 10_000  # where nobody empties the box (a command, the clock): who follows reads them from the rows


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a statement: ``rev`` is the revision that it made, ``about`` one of ABOUT.

    ``item``: what changed, in the form in which its call lists it, where everybody who may read it sees the same;
    ``at``: Unix milliseconds.
    """

    statement: str
    rev: int
    about: str
    item: Mapping[str, Any] | None = None
    at: int = 0

    def payload(self, is_outside: bool = False) -> dict[str, Any]:
        """The event ``statement``; those outside are told that something changed, not what."""
        facts = {"id": self.statement, "rev": self.rev, "prev": self.rev - 1, "about": self.about, "at": self.at}
        return facts if self.item is None or is_outside else {**facts, "item": dict(self.item)}


def tell(tx: Session, statement: Statement, about: str, item: Mapping[str, Any] | None = None) -> None:
    """The statement is one revision further, and its followers are told when this unit of work is committed."""
    assert about in ABOUT, about
    statement.rev += 1
    made = Told(statement.id, statement.rev, about, item, now_ms())
    kept = dict(item) if item else None
    tx.add(StatementEvent(statement_id=statement.id, seq=made.rev, about=about, item=kept, at=made.at))
    if statement.rev % 100 == 0:
        old = (StatementEvent.statement_id == statement.id, StatementEvent.seq <= statement.rev - KEPT)
        tx.execute(delete(StatementEvent).where(*old))
    tx.info["committed"].append(partial(box_of(tx.info["kept"]).append, made))


def tell_each(tx: Session, names: Iterable[str], about: str) -> None:
    """The same for several statements by their ids."""
    for each in names:
        tell(tx, tx.get_one(Statement, each), about)


def box_of(kept: dict[str, Any]) -> deque[Told]:
    """What was committed in this process and that nobody was told yet, in the order of the commits."""
    box: deque[Told] = kept.setdefault(_BOX, deque(maxlen=_MOST_WAITING))
    return box


def since(tx: Session, statement_id: str, rev: int) -> list[Told] | None:
    """The changes after a revision, in order; None where they are too many, or not all are kept."""
    head = tx.get_one(Statement, statement_id).rev
    after = (StatementEvent.statement_id == statement_id, StatementEvent.seq > rev)
    rows = list(tx.scalars(select(StatementEvent).where(*after).order_by(StatementEvent.seq).limit(MOST_MISSED + 1)))
    if len(rows) > MOST_MISSED or len(rows) != max(0, head - rev):
        return None
    return [Told(row.statement_id, row.seq, row.about, row.item, row.at) for row in rows]
