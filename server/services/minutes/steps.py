"""Steps: what was done to the minutes of a session as a whole, in order. Each function is part of a unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.storage.tables import ApprovalStep

HEARD_LATE = "heard_late"  # words were recognised when the minutes were approved already


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as far as it matters here."""

    role: str
    delegation: str | None
    name: str

    @property
    def called(self) -> str:
        """The name that stands in the record."""
        return self.name or self.role


NOBODY = Actor("", None, "")


def add(tx: Session, session: str, what: str, actor: Actor, why: str, now: int, **facts: Any) -> None:
    """Write down a step."""
    tx.add(
        ApprovalStep(
            session_id=session, what=what, by=actor.called, role=actor.role, why=why, at=now, facts=facts
        )
    )  # fmt: skip


def of(tx: Session, session: str) -> list[dict[str, Any]]:
    """All steps, the first one first."""
    rows = tx.scalars(select(ApprovalStep).where(ApprovalStep.session_id == session).order_by(ApprovalStep.id))
    return [
        {"what": row.what, "by": row.by, "role": row.role, "why": row.why, "at": row.at, "facts": row.facts}
        for row in rows
    ]
