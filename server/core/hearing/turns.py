"""Turns: whose audio a speech worker takes next. Fair by the time that each microphone has cost. Pure; knows no model.

Start-time fair queueing (Goyal, Vin, Cheng 1996): who waits is served before all that have cost more since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LOOK_PATIENCE_S = 1.0  # after so long a look goes before the next final of somebody else
LATE_WEIGHT = 4.0  # a microphone above what the workers can bear gets a quarter of the share of another


@dataclass(frozen=True, slots=True)
class Waiting:
    """A microphone that has something to do: a final (a phrase that has ended), or else a look.

    ``behind``: how much audio waits, in any unit; ``waits_s``: for how long it has had no turn.
    """

    name: str
    is_final: bool
    behind: float = 0.0
    waits_s: float = 0.0
    is_late: bool = False


class Turns:
    """Remembers what each microphone has cost. One owner."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}
        self._tags: dict[str, float] = {}
        self._now = 0.0  # the tag of whoever was served last: an idle microphone saves nothing up
        self._was_final = False

    def next(self, waiting: Iterable[Waiting]) -> Waiting | None:
        """Whose turn it is; None when nobody waits.

        Finals go before looks, but after a final a look that has waited LOOK_PATIENCE_S goes first: one busy microphone
        can't take the words under way from the others. In each kind whoever has cost least, and of equals whoever is
        least behind: the newest audio.
        """
        everybody = list(waiting)
        self._tags = {each.name: self._tag(each.name) for each in everybody}
        finals = [each for each in everybody if each.is_final]
        looks = [each for each in everybody if not each.is_final]
        overdue = [each for each in looks if each.waits_s >= LOOK_PATIENCE_S]
        found = min(overdue if self._was_final and overdue else finals or looks, key=self._order, default=None)
        self._was_final = self._was_final if found is None else found.is_final
        return found

    def took(self, turn: Waiting, seconds: float) -> None:
        """A turn was taken and cost so much time."""
        tag = self._tag(turn.name)
        self._tags.pop(turn.name, None)
        self._now = max(self._now, tag)
        self._spent[turn.name] = tag + seconds * (LATE_WEIGHT if turn.is_late else 1.0)

    def forget(self, name: str) -> None:
        """A microphone is gone."""
        self._spent.pop(name, None)
        self._tags.pop(name, None)

    def _tag(self, name: str) -> float:
        """What it had spent when it began to wait."""
        return self._tags.get(name, max(self._spent.get(name, 0.0), self._now))

    def _order(self, each: Waiting) -> tuple[float, float, str]:
        return self._tags[each.name], each.behind, each.name
