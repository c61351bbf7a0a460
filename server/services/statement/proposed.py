"""Proposed: what a new amendment needs to know of the others of its statement, read once by all who propose in one
transaction. Changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.core.errors import Conflict
from server.core.statement.amendments import Placed, met, placed
from server.services.statement import amended
from server.storage import shared
from server.storage.tables import Amendment, AmendmentStep

MOST = 2_000  # of a statement
# What every amendment asks. Written out once: that takes longer than answering it.
_MINE = Amendment.statement_id == bindparam("statement")
_NUMBERS = select(Amendment.number).where(_MINE).order_by(Amendment.number.desc()).limit(1)
_SENT = (
    select(Amendment.id)
    .join(AmendmentStep)
    .where(_MINE, Amendment.key == bindparam("key"), AmendmentStep.what == "proposed")
    .where(AmendmentStep.delegation == bindparam("code"))
    .limit(1)
)


@dataclass(slots=True)
class Others:
    """The other amendments to a statement, and those that were proposed within this transaction.

    ``last``: the newest number; ``sent``: by sponsor and key, of this transaction alone; ``open``: those that change
    the same words, by what they change and by those words, in the order of their numbers.
    """

    statement_id: str
    last: int
    sent: dict[tuple[str, str], Amendment] = field(default_factory=dict)
    open: dict[tuple[str, str], list[Placed]] = field(default_factory=dict)

    def next(self) -> int:
        """The next number. Raises Conflict where there are as many as can be."""
        if self.last >= MOST:
            raise Conflict(f"a statement has {MOST} amendments at most")
        return self.last + 1

    def sent_before(self, tx: Session, code: str, key: str) -> Amendment | None:
        """What a sponsor sent under this key; an empty one says nothing."""
        if not key:
            return None
        here = self.sent.get((code, key))
        if here is not None:
            return here
        asked = {"statement": self.statement_id, "key": key, "code": code}
        found = tx.connection().scalar(_SENT, asked)  # those that wait to be written are among ``sent``
        return None if found is None else tx.get_one(Amendment, found)

    def meet(self, tx: Session, row: Amendment, now: str) -> list[str]:
        """The ids of those that a new amendment meets. ``now``: the words that it changes as they are."""
        mine = placed(amended.change(row), now)
        return met(mine, self._beside(tx, row, now))

    def put(self, row: Amendment, now: str | None) -> None:
        """An amendment was proposed: those after it know of it. ``now``: as for ``meet``, None where it meets none."""
        self.last = row.number
        if row.key:
            self.sent[row.sponsors[0], row.key] = row
        if now is not None:
            self.open[_words(row, now)].append(placed(amended.change(row), now))

    def _beside(self, tx: Session, row: Amendment, now: str) -> list[Placed]:
        key = _words(row, now)
        if key not in self.open:
            self.open[key] = [placed(each, now) for each in amended.beside(tx, self.statement_id, row)]
        return self.open[key]


def _words(row: Amendment, now: str) -> tuple[str, str]:
    return row.of or row.paragraph_id or "", now


def others(tx: Session, statement_id: str) -> Others:
    """The other amendments to a statement, for one that is proposed now."""
    return shared.once(
        tx,
        ("amendments", statement_id),
        lambda: Others(statement_id, tx.scalar(_NUMBERS, {"statement": statement_id}) or 0),
    )
