"""All microphones of a speech worker, whichever web process they belong to: whose turn it is, and at what pace.

One owner thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from server.core.hearing.pace import LADDER, Pace, Rung, ladder
from server.core.hearing.turns import Turns, Waiting
from server.logs import Log
from server.workers.lanes import Lanes
from server.workers.seat import Owner, Seat

LOG = Log("speech")
LATE = LADDER[-2]  # what is spent on a microphone without a place: no looks, quick finals


class Rota:
    """The seats of a worker. Every ``step`` begins one decoding at most."""

    def __init__(
        self,
        has_smaller_model: bool = False,
        clock: Callable[[], float] = time.monotonic,
        lanes: Lanes | None = None,
    ) -> None:
        """``lanes``: what decodes; by default the owner's own thread."""
        self._rungs, self._clock = ladder(has_smaller_model), clock
        self._lanes = lanes or Lanes(clock=clock)
        self._pace, self._turns = Pace(), Turns()
        self._seats: list[Seat] = []
        self._owners: list[Owner] = []

    @property
    def rung(self) -> Rung:
        """What the worker spends now."""
        return self._rungs[self._pace.level]

    def join(self, owner: Owner) -> None:
        """Tell an owner of every change of pace."""
        self._owners.append(owner)

    def add(self, seat: Seat) -> None:
        """A microphone more."""
        self._seats.append(seat)

    def remove(self, seat: Seat) -> None:
        """A microphone less; one that is not there is no fault."""
        if seat in self._seats:
            self._seats.remove(seat)
            self._turns.forget(seat.name)

    def step(self) -> bool:
        """Hear everybody, deliver what was decoded, begin with whoever's turn it is; True while there may be more."""
        has_more = self._deliver()
        for seat in self._seats:
            seat.hear(self._spent_on(seat))
        self._keep_pace()
        now_s = self._clock()
        for seat in [each for each in self._seats if each.waiting(now_s) is None]:
            has_more = self._begun(seat, None, now_s) or has_more  # lets go of silence
        if not self._lanes.has_room:
            return has_more
        seats = {each.name: each for each in self._seats}
        turn = self._turns.next(filter(None, (each.waiting(now_s) for each in seats.values())))
        if turn is None:
            return has_more
        return self._begun(seats[turn.name], turn, now_s) or has_more

    def _begun(self, seat: Seat, turn: Waiting | None, now_s: float) -> bool:
        """Whether anything came of a seat's turn, or may come now."""
        task = seat.begin(self._spent_on(seat), turn, now_s)
        if task.work is None:
            if task.results:
                seat.owner.deliver(seat, task.results, 0.0, seat.engine)
            return bool(task.results)
        self._lanes.begin((seat, turn, seat.engine), task)
        self._deliver()
        return True

    def _deliver(self) -> bool:
        ended = self._lanes.done()
        for (seat, turn, engine), task, seconds in ended:
            if seat in self._seats:
                self._turns.took(turn, seconds)
                seat.ended(task.results)
                seat.owner.deliver(seat, task.results, seconds, engine)
        return bool(ended)

    def _spent_on(self, seat: Seat) -> Rung:
        if not seat.is_late or self._pace.level > self._rungs.index(LATE):
            return self.rung
        return replace(LATE, is_small=self.rung.is_small)

    def _keep_pace(self) -> None:
        """Only those who have a place and wait for captions set the pace."""
        lag_s = max((each.behind_s for each in self._seats if each.is_live and not each.is_late), default=0.0)
        before, self._pace = self._pace, self._pace.after(lag_s, self._clock(), self._rungs)
        if self._pace.level != before.level:
            LOG.info("pace_changed", pace=self.rung.name, before=self._rungs[before.level].name, lag_s=round(lag_s, 1))
            for owner in self._owners:
                owner.tell_pace(self.rung, lag_s)
