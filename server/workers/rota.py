"""All microphones of a speech worker, whichever web process they belong to: whose turn it is, and at what pace.

One owner thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from server.core.pace import LADDER, Pace, Rung, ladder
from server.core.turns import Turns, Waiting
from server.logs import Log
from server.workers.seat import Owner, Seat

LOG = Log("speech")
DECODED_S = 0.05  # voice activity and letting go of silence take less, any decoding takes more
LATE = LADDER[-2]  # what is spent on a microphone without a place: no looks, quick finals


class Rota:
    """The seats of a worker. Every ``step`` decodes at most once."""

    def __init__(self, has_smaller_model: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._rungs, self._clock = ladder(has_smaller_model), clock
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
        """Hear everybody, then decode for whoever's turn it is; True while there may be more to do."""
        for seat in self._seats:
            seat.hear(self._spent_on(seat))
        self._keep_pace()
        has_more, begun_s = False, self._clock()
        for seat in [each for each in self._seats if each.waiting(0.0) is None]:
            has_more = self._stepped(seat, may_look=False) or has_more  # lets go of silence
            if self._clock() - begun_s > DECODED_S:  # it had a phrase to decode after all: that was a turn
                self._turns.took(Waiting(seat.name, True, is_late=seat.is_late), self._clock() - begun_s)
                self._seats.sort(key=lambda each: each is seat)  # next time the others come first
                return True
        now_s = self._clock()
        seats = {each.name: each for each in self._seats}
        turn = self._turns.next(filter(None, (each.waiting(now_s) for each in seats.values())))
        if turn is None:
            return has_more
        has_more = self._stepped(seats[turn.name], may_look=not turn.is_final) or has_more
        seconds = self._clock() - now_s
        self._turns.took(turn, seconds)
        return has_more or seconds > DECODED_S

    def _stepped(self, seat: Seat, may_look: bool) -> bool:
        begun_s, engine = self._clock(), seat.engine
        results = seat.step(self._spent_on(seat), may_look, begun_s)
        seat.owner.deliver(seat, results, self._clock() - begun_s, engine)
        return bool(results)

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
