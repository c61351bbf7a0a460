"""The text on a reader's screen over time, and when each word of it came to stay. Pure.

The screen is the one of ``web/js/state/captions.js``: finals in the order of speech and, behind them, the newest words
under way that start where the last final ends or later. A final may cover only the first part of what was under way:
the words under way that follow it carry the rest. One microphone. Times are seconds on one clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile, zip_longest
from typing import Any

from bench.words import Laid, laid, shown_units, units
from server.core.hearing.ordering import RATE_HZ

# A state that the next one replaced so soon was not read: a final and the words under way behind it come in a row.
GLANCE_S = 0.1
# A final's end is known in milliseconds: words under way that start so little before it are those behind it.
EDGE_SAMPLES = 320
SPARE_UNITS = 20  # how much longer than the words under way their final may be


@dataclass(frozen=True, slots=True)
class Line:
    """A final: where it starts and ends in its stream, when it arrived, its units and what a reader sees.

    ``end``: what is under way is behind it when it starts here or later.
    """

    segment: str
    sample: int
    end: int
    at_s: float
    words: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Underway:
    """Words of an utterance that is not over."""

    sample: int
    at_s: float
    committed: tuple[str, ...]
    words: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What stands on the screen from a moment on: so many finals, and perhaps words under way."""

    at_s: float
    finals: int
    underway: Underway | None


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen's whole history. ``shown_s`` and ``committed_s``: since when each unit of ``words`` has stayed.

    ``committed`` units were promised, and the finals have another one, or none, in the place of ``committed_changed``.
    """

    lines: tuple[Line, ...]
    words: tuple[str, ...]
    line_of: tuple[int, ...]
    shown_s: tuple[float, ...]
    committed_s: tuple[float, ...]
    committed: int
    committed_changed: int
    states: tuple[State, ...]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """What a reader saw, one text after the other."""
        for state in self.states:
            finals = tuple(word for each in self.lines[: state.finals] for word in each.seen)
            yield finals + (state.underway.seen if state.underway else ())


def line(at_s: float, event: Mapping[str, Any]) -> Line:
    """A final as it arrived."""
    text, language = str(event["text"]), str(event["src_lang"])
    sample = place(str(event["seg"]))
    length = (int(event.get("end_ms", 0)) - int(event.get("start_ms", 0))) * RATE_HZ // 1000
    end = sample + max(1, length - EDGE_SAMPLES)
    return Line(str(event["seg"]), sample, end, at_s, tuple(units(text, language)), tuple(shown_units(text, language)))


def underway(at_s: float, message: Mapping[str, Any]) -> Underway:
    """Words under way as they arrived."""
    committed, rest, language = str(message["committed"]), str(message["text"]), str(message["lang"])
    sure = tuple(units(committed, language))
    seen = (*shown_units(committed, language), *shown_units(rest, language))
    return Underway(place(str(message["seg"])), at_s, sure, (*sure, *units(rest, language)), seen)


def place(segment: str) -> int:
    """The sample at which a segment starts: its name is its stream and that sample."""
    return int(segment.rsplit("-", 1)[1])


def screen(lines: Sequence[Line], underways: Sequence[Underway]) -> Screen:
    """The history of what arrived."""
    ordered = tuple(sorted(lines, key=lambda each: each.sample))
    words = tuple(word for each in ordered for word in each.words)
    line_of = tuple(number for number, each in enumerate(ordered) for _ in each.words)
    firsts = tuple(accumulate((len(each.words) for each in ordered), initial=0))
    states = _states(ordered, underways)
    lasting = tuple(
        each for each, later in zip_longest(states, states[1:]) if later is None or later.at_s - each.at_s >= GLANCE_S
    )
    arrived = [ordered[number].at_s for number in line_of]
    shown = _since(words, arrived, firsts, lasting, is_committed=False)
    committed = _since(words, arrived, firsts, lasting, is_committed=True)
    count, changed = _changes(words, firsts, states)
    return Screen(ordered, words, line_of, shown, committed, count, changed, lasting)


def _states(lines: Sequence[Line], underways: Sequence[Underway]) -> list[State]:
    """The screen after each arrival. A final ends the words under way that start before its end, and bars late ones."""
    states: list[State] = []
    finals, done, current = 0, 0, None
    arrivals: list[Line | Underway] = sorted([*lines, *underways], key=lambda each: each.at_s)
    for each in arrivals:
        if isinstance(each, Line):
            finals, done = finals + 1, max(done, each.end)
            if current is not None and current.sample < done:
                current = None
        elif each.sample >= done:
            current = each
        states.append(State(each.at_s, finals, current))
    return states


def _since(
    words: Sequence[str], arrived: Sequence[float], firsts: Sequence[int], states: Sequence[State], *,
    is_committed: bool,
) -> tuple[float, ...]:  # fmt: skip
    """Since when each unit has stood at its place without a break; its final's arrival at the latest."""
    since: list[float | None] = [None] * len(words)
    closed, there = 0, set[int]()
    for state in states:
        first, before = firsts[state.finals], there
        there = _there(words, first, state, is_committed=is_committed)
        for at in before - there:
            since[at] = None if at >= first else since[at]
        for at in {*range(closed, first), *there}:
            since[at] = state.at_s if since[at] is None else since[at]
        closed = first
    return tuple(final if moment is None else min(moment, final) for moment, final in zip(since, arrived, strict=True))


def _there(words: Sequence[str], first: int, state: State, *, is_committed: bool) -> set[int]:
    """The places at which the words under way are right; ``first`` is the place behind the finals."""
    if state.underway is None:
        return set()
    given = state.underway.committed if is_committed else state.underway.words
    return {first + each.place for each in _laid(given, words, first) if each.is_equal}


def _changes(words: Sequence[str], firsts: Sequence[int], states: Sequence[State]) -> tuple[int, int]:
    """Of the units that were committed: all, and those that the finals changed.

    A unit is judged once: when the first final after it comes, or when the words under way no longer begin with it.
    """
    count = changed = 0
    promised: tuple[str, ...] = ()
    judged = 0  # so many of the promised units have been
    before = State(0.0, 0, None)
    for state in states:
        is_final = state.finals > before.finals
        committed = state.underway.committed if state.underway else ()
        kept = 0 if is_final else _common(promised, committed)
        places = _laid(promised, words, firsts[before.finals])
        for each in places[max(judged, kept) :] if is_final or state.underway else ():
            count, changed = count + 1, changed + (not each.is_equal)
        if is_final:
            ended = firsts[state.finals] - firsts[before.finals]
            promised = promised[sum(each.place < ended for each in places) :]
            judged = len(promised)
        elif state.underway:
            promised, judged = committed, min(judged, kept)
        before = state
    return count, changed


def _laid(given: Sequence[str], words: Sequence[str], first: int) -> list[Laid]:
    return laid(given, words[first : first + len(given) + SPARE_UNITS])


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many units both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
