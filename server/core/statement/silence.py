"""The silence procedure: a text, fixed and hashed when it is opened, is agreed at the exact millisecond at which nobody
has objected in writing or proposed an amendment.

Everything is computed from the moments that are stored: no process has to be awake at the expiry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.core.errors import BadRequest
from server.core.statement.statement import Statement

HOUR_MS = 3_600_000
MOST_HOURS = 24 * 366
MOST_REMINDERS = 10
# When nobody says otherwise: a day before, and an hour before, as far as there is so much time.
REMINDERS_MS = (24 * HOUR_MS, HOUR_MS)


class State(StrEnum):
    """How a silence procedure stands."""

    RUNNING = "running"
    BROKEN = "broken"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"


class Effect(StrEnum):
    """What written words of a party do to it."""

    BREAKS = "breaks"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Silence:
    """Moments in Unix milliseconds; None: it did not happen."""

    opened_at: int
    expires_at: int
    broken_at: int | None = None
    withdrawn_at: int | None = None

    def state(self, now_ms: int) -> State:
        """How it stands at a moment; what comes at the very expiry comes after it."""
        if self.broken_at is not None:
            return State.BROKEN
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        return State.RUNNING if now_ms < self.expires_at else State.PASSED

    def effect(self, now_ms: int) -> Effect:
        """What an objection or an amendment that comes at a moment does."""
        return Effect.BREAKS if self.state(now_ms) is State.RUNNING else Effect.LATE

    def due(self, reminders: Iterable[int], now_ms: int) -> tuple[int, ...]:
        """The reminders (milliseconds before the expiry) whose time has come while it runs, the earliest first."""
        if self.state(now_ms) is not State.RUNNING:
            return ()
        return tuple(sorted((each for each in reminders if now_ms >= self.expires_at - each), reverse=True))


def expiry(now_ms: int, expires_at: object, hours: object) -> int:
    """When a procedure that is opened now ends: at a moment, or after whole hours. Raises BadRequest."""
    if (expires_at is None) == (hours is None):
        raise BadRequest("say when silence ends: either expires_at (Unix milliseconds) or hours")
    given = hours if expires_at is None else expires_at
    if not isinstance(given, int) or isinstance(given, bool):
        raise BadRequest(f"expires_at and hours are whole numbers; found {given!r}")
    end = now_ms + given * HOUR_MS if expires_at is None else given
    if not now_ms < end <= now_ms + MOST_HOURS * HOUR_MS:
        raise BadRequest(f"silence ends after now and within {MOST_HOURS} hours; found {end - now_ms} ms from now")
    return end


def reminders(given: object, length_ms: int) -> tuple[int, ...]:
    """Milliseconds before the expiry, the earliest reminder first; those for which there is no time are left out.

    None: the usual ones. Raises BadRequest.
    """
    if given is None:
        given = list(REMINDERS_MS)
    if not isinstance(given, list) or len(given) > MOST_REMINDERS:
        raise BadRequest(f"reminders must be a list of milliseconds before the end, {MOST_REMINDERS} at most")
    for each in given:
        if not isinstance(each, int) or isinstance(each, bool) or each <= 0:
            raise BadRequest(f"a reminder comes some milliseconds before the end; found {each!r}")
    return tuple(sorted({each for each in given if each < length_ms}, reverse=True))


def fixed(statement: Statement) -> dict[str, Any]:
    """What a silence procedure is on, ready for RFC 8785: the words as they are shown, and their order."""
    return {
        "title": statement.title,
        "language": statement.language,
        "form": str(statement.form),
        "paragraphs": [
            {"id": each.id, "kind": str(each.kind), "number": each.number, "text": each.text}
            for each in statement.paragraphs
        ],
    }
