"""Who speaks in the demo roundtable, as its transcript has it."""

from __future__ import annotations

from dataclasses import dataclass

from server.demo import transcript


@dataclass(frozen=True, slots=True)
class Delegation:
    """One seat at the table. ``language``: ISO 639-1, the one it speaks."""

    code: str
    name: str
    language: str


def delegations() -> tuple[Delegation, ...]:
    """Every seat in the order of first speech, the chair (``CHAIR``) among them. Reads the transcript's file."""
    seats = {turn.delegation: Delegation(turn.delegation, turn.speaker, turn.lang) for turn in transcript().turns}
    return tuple(seats.values())
