"""Turns: units of work that wait for the writer at the same moment are committed together, each as if it were alone.

Committing waits for the disk. Seventy-five delegations who act in one instant would wait for it seventy-five times in a
row; those that came while others wrote share one transaction (``Database.write_all``), and nobody is answered before
all of it is committed. Must not know what the units do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from server.core.errors import DatabaseAway, DiskFull

Work = Callable[[Any], Any]
# Of a unit that failed by these nobody knows what the database has kept of the transaction.
OF_THE_DATABASE = (DatabaseAway, DiskFull)


@dataclass(slots=True, eq=False)
class Turn:
    """A unit of work that waits; it may be run more than once before it is committed.

    ``committed``: what is called once it is.
    """

    work: Work
    value: Any = None
    error: BaseException | None = None
    committed: list[Callable[[], object]] = field(default_factory=list)

    def run(self, tx: Any) -> None:
        """Do the work; what an attempt before this one left to be called is forgotten."""
        self.committed.clear()
        self.value = self.work(tx)

    def result(self) -> Any:
        """What the unit returned; raises what it raised, or why nothing was committed."""
        if self.error is not None:
            raise self.error
        return self.value

    def fail(self, error: BaseException) -> None:
        """Nothing of it is stored; the first reason stays."""
        self.error = self.error or error

    def end(self) -> None:
        """It is committed, or it failed. What is to be called now fails this unit alone."""
        if self.error is not None:
            return
        try:
            for each in self.committed:
                each()
        except Exception as error:  # noqa: BLE001 - the caller gets it
            self.error = error
