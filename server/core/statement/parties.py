"""Who sits at a statement, and who may read it. Must not know how it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.core.minutes.approval import KEEPERS


class Visibility(StrEnum):
    """Who at the table may read a statement: all of it, or its parties and observers alone."""

    TABLE = "table"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Seats:
    """Codes of delegations. Observers read, and take no position. ``is_public``: it is published, everybody reads."""

    visibility: Visibility
    parties: tuple[str, ...]
    observers: tuple[str, ...] = ()
    is_public: bool = False


def may_read(seats: Seats, role: str, delegation: str | None) -> bool:
    """Whether a person of this role, and of this delegation where the role is ``delegation``, may know of it."""
    if seats.is_public or role in KEEPERS:
        return True
    if role != "delegation":
        return False
    return seats.visibility is Visibility.TABLE or delegation in (*seats.parties, *seats.observers)
