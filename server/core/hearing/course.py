"""Where the sound of a live source belongs in time: positions count from the moment at which the source was started.

Right after a connection a stream may send seconds at once (a burst) that it had kept. The end of the burst is now, its
beginning some seconds ago: so a connection is listened to for a moment, then its sound is put at its place; what
overlaps with what is there already is cut, what is missing is a gap. Knows how many samples, not which; has no clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.core.hearing.drift import DriftMeter, Steering
from server.core.hearing.ordering import RATE_HZ

LISTEN_S = 1.0  # so long a new connection is listened to before its sound is placed
FAST_S = 60.0  # more within that moment is no burst (HLS begins with three segments): a recording read at full speed
HOLD_S = 5.0  # while a source is away the last seconds are left open: a burst may still bring them
FIRST_GAP_S, MOST_GAP_S = 5.0, 300.0  # an outage is declared in parts that double, not every second
AHEAD_S = 1.0  # sound further ahead of the clock waits


@dataclass(frozen=True, slots=True)
class Placed:
    """A connection's first sound: ``gap`` samples are missing before it, ``cut`` samples of it are known already."""

    gap: int = 0
    cut: int = 0
    is_recording: bool = False


class Course:
    """The position of one source. One owner."""

    def __init__(self, began_s: float) -> None:
        self._began_s = began_s
        self.position = 0  # where the next sample goes
        self.meter, self._steering = DriftMeter(), Steering()
        self._arrivals: list[tuple[float, int]] = []
        self._samples = 0
        self._is_placed = False
        self._gap_s = FIRST_GAP_S

    @property
    def ppm(self) -> float:
        """The correction that is applied now, in samples per million that are taken out."""
        return self._steering.ppm

    def position_at(self, at_s: float) -> int:
        """The sample that is captured at a moment."""
        return round((at_s - self._began_s) * RATE_HZ)

    def ahead_s(self, at_s: float) -> float:
        """How far the end of what came lies ahead of a moment; negative when behind."""
        return (self.position - self.position_at(at_s)) / RATE_HZ

    def connected(self) -> None:
        """A new connection: listen first."""
        self._arrivals, self._samples, self._is_placed, self._gap_s = [], 0, False, FIRST_GAP_S
        self.meter.restart()
        self._steering.restart()

    def listen(self, at_s: float, samples: int) -> Placed | None:
        """While a connection is new: samples arrived. None: keep them and go on; else all that is kept is placed."""
        self._samples += samples
        self._arrivals.append((at_s, self._samples))
        is_recording = self._samples >= FAST_S * RATE_HZ
        if at_s - self._arrivals[0][0] < LISTEN_S and not is_recording:
            return None
        self._is_placed = True
        if is_recording:
            return Placed(is_recording=True)
        lead_s = max(came / RATE_HZ - moment for moment, came in self._arrivals)
        first = self.position_at(-lead_s)
        return Placed(gap=max(0, first - self.position), cut=min(self._samples, max(0, self.position - first)))

    @property
    def is_placed(self) -> bool:
        """Whether the connection's first sound has been placed."""
        return self._is_placed

    def advance(self, at_s: float, came: int, put: int) -> int:
        """``came`` samples arrived and became ``put`` in the output.

        Returns the samples that turn out to be missing, mostly 0.
        """
        self._samples += came
        self.position += put
        self.meter.add(at_s, self._samples)
        missing_s = self._steering.add(at_s, self.ahead_s(at_s), self.meter.ppm)
        if not missing_s:
            return 0
        self.meter.restart()
        return round(missing_s * RATE_HZ)

    def held(self) -> None:
        """The source was made to wait: what arrived until now says nothing about its clock."""
        self.meter.restart()
        self._steering.restart()

    def skip(self, samples: int) -> None:
        """A gap was declared."""
        self.position += samples

    def away(self, at_s: float) -> int:
        """The source is away: the samples of the gap to declare now, mostly 0."""
        behind_s = -self.ahead_s(at_s) - HOLD_S
        if behind_s < self._gap_s:
            return 0
        self._gap_s = min(MOST_GAP_S, self._gap_s * 2)
        return round(behind_s * RATE_HZ)
