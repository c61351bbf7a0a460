"""Pace: what a speech worker gives up when it can't follow, and when it takes it up again.

The ladder of docs/operations.md. Pure: the caller brings the lag and the time (seconds of any monotonic clock).
Must not know models or microphones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

# A careful final takes about a second on two cores and two microphones may end together: less is no lag but work.
CALM_LAG_S = 2.0
WORSEN_S = 1.0  # a rung down shows in the lag only after a decoding or two
CALM_S = 10.0  # several phrases long: what has been followed for so long can be followed a little better
MOST_CALM_S = 80.0
RELAPSE_S = 60.0  # what goes wrong within a minute of getting better was got better too early


@dataclass(frozen=True, slots=True)
class Rung:
    """What a worker spends. ``name``: its stable code. ``over_s``: the lag above which it comes to it.

    ``look_every_s``: seconds of new audio between two looks, None for no looks at all.
    """

    name: str
    over_s: float
    look_every_s: float | None
    beam: int = 5
    wants_english: bool = True
    is_quick: bool = False
    is_small: bool = False


FULL = Rung("full", 0.0, 0.25)
# Looks go last: without them nobody reads a word before its phrase has ended, while a narrower beam and short windows
# cost a few words in a hundred.
LADDER = (
    FULL,
    Rung("fewer_looks", 4.0, 1.0),
    Rung("no_english", 5.0, 2.0, wants_english=False),
    Rung("smaller_beam", 6.0, 2.0, beam=2, wants_english=False),
    Rung("quick_finals", 8.0, 2.0, beam=2, wants_english=False, is_quick=True),
    Rung("no_looks", 11.0, None, beam=1, wants_english=False, is_quick=True),
    Rung("smaller_model", 14.0, None, beam=1, wants_english=False, is_quick=True, is_small=True),
)
NAMES = tuple(rung.name for rung in LADDER)


def ladder(has_smaller_model: bool) -> tuple[Rung, ...]:
    """The rungs that a worker has."""
    return LADDER if has_smaller_model else LADDER[:-1]


@dataclass(frozen=True, slots=True)
class Pace:
    """On which rung a worker stands, and what it remembers of how it came there.

    It goes down one rung a second at most, and up one rung after ``patience_s`` without lag: ten seconds, and twice as
    long (up to 80 s) each time that it had to go down again within a minute of going up. So it can't go up, down and up
    again in less than ten seconds, nor do so over and over in less than 80; and without lag it is at the top again
    after 80 s a rung at the latest.
    """

    level: int = 0
    patience_s: float = CALM_S
    changed_s: float = float("-inf")
    bettered_s: float = float("-inf")
    calm_since_s: float | None = None

    def after(self, lag_s: float, now_s: float, rungs: tuple[Rung, ...] = LADDER) -> Pace:
        """The pace when recognition is ``lag_s`` behind at ``now_s``; times must not go back."""
        calm_since_s = None
        if lag_s <= CALM_LAG_S:
            calm_since_s = now_s if self.calm_since_s is None else self.calm_since_s
        kept = replace(self, calm_since_s=calm_since_s)
        if self.level + 1 < len(rungs) and lag_s > rungs[self.level + 1].over_s:
            return kept._down(now_s) if now_s - self.changed_s >= WORSEN_S else kept
        if calm_since_s is not None and now_s - max(calm_since_s, self.changed_s) >= self.patience_s:
            return kept._up(now_s)
        return kept

    def _down(self, now_s: float) -> Pace:
        was_bettered = self.bettered_s > float("-inf") and self.bettered_s == self.changed_s
        patience_s = self.patience_s
        if was_bettered:
            is_relapse = now_s - self.bettered_s < RELAPSE_S
            patience_s = min(MOST_CALM_S, 2 * patience_s) if is_relapse else CALM_S
        return replace(self, level=self.level + 1, changed_s=now_s, patience_s=patience_s)

    def _up(self, now_s: float) -> Pace:
        if self.level == 0:
            return replace(self, patience_s=CALM_S) if now_s - self.changed_s >= RELAPSE_S else self
        return replace(self, level=self.level - 1, changed_s=now_s, bettered_s=now_s)
