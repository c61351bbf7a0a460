"""Places: which worker a microphone goes to, who speaks beyond what a worker can bear, who should move. Pure.

A place is taken by a microphone that is being recorded; one without the floor takes none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNTOLD = 40  # of a worker that does not say how many it can bear


@dataclass(frozen=True, slots=True)
class Bearer:
    """A worker. ``most``: microphones that it can bear at once; ``taken``: those that speak; ``held``: its leases."""

    name: str
    most: int
    taken: int = 0
    held: int = 0

    def load(self, more: int = 0) -> float:
        """1 when every place is taken."""
        return (self.taken + more) / self.most

    @property
    def is_full(self) -> bool:
        """Whether no place is free."""
        return self.taken >= self.most


def choose(bearers: Sequence[Bearer]) -> str:
    """The worker that has the most room for one more; of equals the one with the fewest leases."""
    return min(bearers, key=lambda each: (each.load(1), each.held, each.name)).name


def late(speaking: Sequence[str], most: int) -> frozenset[str]:
    """Who of one worker's microphones, in the order in which they began to speak, gets late captions."""
    return frozenset(speaking[most:])


def uneven(bearers: Sequence[Bearer]) -> tuple[str, str] | None:
    """(from, to): two workers between which a microphone should move; None when moving would help nobody.

    After the move the giver is still at least as loaded as the taker, so nothing moves back.
    """
    if len(bearers) < 2:
        return None
    giver = max(bearers, key=lambda each: (each.load(), each.name))
    taker = min(bearers, key=lambda each: (each.load(1), each.name))
    if giver.name == taker.name or giver.taken == 0:
        return None
    return (giver.name, taker.name) if giver.load(-1) >= taker.load(1) and giver.load() > taker.load(1) else None
