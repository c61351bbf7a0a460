"""How long a closed session or its sound is kept. Must not know files or the database."""

from __future__ import annotations

from dataclasses import dataclass

DAY_MS = 86_400_000
TAKES = ("recordings", "sessions")


@dataclass(frozen=True, slots=True)
class Retention:
    """``days`` after a session was closed its recordings, or all of it, are deleted; 0 keeps everything."""

    days: int = 0
    takes: str = "recordings"

    def latest_closing(self, now: int) -> int | None:
        """Sessions closed at or before this moment are over; None when nothing ever is. Unix milliseconds."""
        return now - self.days * DAY_MS if self.days else None

    def is_over(self, status: str, closed_at: int | None, now: int) -> bool:
        """Whether the time of a session has come. One that was opened again has time."""
        latest = self.latest_closing(now)
        return latest is not None and status == "closed" and closed_at is not None and closed_at <= latest

    def takes_session(self, status: str, closed_at: int | None, now: int) -> bool:
        """Whether all of the session is over, not only its sound."""
        return self.takes == "sessions" and self.is_over(status, closed_at, now)
