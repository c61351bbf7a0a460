"""Who has the floor and what is off the record, as spans of session time.

Applied by position, never by arrival. Must not know sockets or the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A span of session time in milliseconds; ``end_ms`` None: until further notice. ``owner``: a delegation's code."""

    start_ms: int
    end_ms: int | None
    owner: str | None = None
    language: str | None = None

    def overlap_ms(self, start_ms: int, end_ms: int) -> int:
        """How much of start_ms..end_ms lies in the span."""
        end = end_ms if self.end_ms is None else min(end_ms, self.end_ms)
        return max(0, end - max(start_ms, self.start_ms))


def holder(spans: Iterable[Span], start_ms: int, end_ms: int) -> Span | None:
    """The span that holds most of a stretch of speech, or None when nobody had the floor."""
    best = max(spans, key=lambda span: span.overlap_ms(start_ms, end_ms), default=None)
    return best if best is not None and best.overlap_ms(start_ms, max(end_ms, start_ms + 1)) > 0 else None


def has_held(spans: Iterable[Span], closed: Sequence[Span], owner: str, now_ms: int) -> bool:
    """Whether a delegation has had the floor by now, for any time at which the session was not closed."""
    turns = (
        (each.start_ms, now_ms if each.end_ms is None else min(now_ms, each.end_ms))
        for each in spans
        if each.owner == owner
    )
    return any(low < high and kept(low, high, closed, None) for low, high in turns)


def kept(
    start_ms: float, end_ms: float, off_record: Sequence[Span], floor: Sequence[Span] | None
) -> list[tuple[float, float]]:
    """The parts of a stretch that may be recorded: under the floor (None: no floor needed), never off the record."""
    allowed = [(start_ms, end_ms)] if floor is None else []
    for span in floor or ():
        low, high = max(start_ms, span.start_ms), min(end_ms, end_ms if span.end_ms is None else span.end_ms)
        if low < high:
            allowed.append((low, high))
    for hidden in off_record:
        hidden_end = float("inf") if hidden.end_ms is None else hidden.end_ms
        allowed = [
            part
            for low, high in allowed
            for part in ((low, min(high, hidden.start_ms)), (max(low, hidden_end), high))
            if part[0] < part[1]
        ]
    return sorted(allowed)
