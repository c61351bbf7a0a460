"""The text on a reader's screen over time, and when each word of it came to stay. Pure.

The screen is the one of ``web/js/state/captions.js``: finals in the order of speech and, behind them, the newest words
under way of an utterance of which no final has come. One microphone. Times are seconds on one clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.words import begun, shown_units, units

# A state that the next one replaced so soon was not read: the finals of one utterance come in a row.
GLANCE_S = 0.1
SPARE_UNITS = 20  # how much longer than the words under way their final may be


@dataclass(frozen=True, slots=True)
class Line:
    """A final: where it starts in its stream, when it arrived, its units and what a reader sees."""

    segment: str
    sample: int
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
    """A screen's whole history. ``shown_s`` and ``committed_s``: since when each unit of ``words`` has stayed."""

    lines: tuple[Line, ...]
    words: tuple[str, ...]
    line_of: tuple[int, ...]
    shown_s: tuple[float, ...]
    committed_s: tuple[float, ...]
    committed: int
    committed_changed: int
    texts: tuple[tuple[str, ...], ...]


def line(at_s: float, event: Mapping[str, Any]) -> Line:
    """A final as it arrived."""
    text, language = str(event["text"]), str(event["src_lang"])
    sample = place(str(event["seg"]))
    return Line(str(event["seg"]), sample, at_s, tuple(units(text, language)), tuple(shown_units(text, language)))


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
    states = _states(ordered, underways)
    lasting = [
        each
        for each, later in zip(states, [*states[1:], None], strict=True)
        if later is None or later.at_s - each.at_s >= GLANCE_S
    ]
    shown = _since(ordered, words, line_of, lasting, is_committed=False)
    committed = _since(ordered, words, line_of, lasting, is_committed=True)
    count, changed = _changes(ordered, words, line_of, states)
    texts = tuple(_text(ordered, each) for each in lasting)
    return Screen(ordered, words, line_of, shown, committed, count, changed, texts)


def _states(lines: Sequence[Line], underways: Sequence[Underway]) -> list[State]:
    """The screen after each arrival. A final ends the words under way that start at or before it, and bars late."""
    states: list[State] = []
    finals, done, current = 0, -1, None
    arrivals: list[Line | Underway] = sorted([*lines, *underways], key=lambda each: each.at_s)
    for each in arrivals:
        if isinstance(each, Line):
            finals, done = finals + 1, max(done, each.sample)
            if current is not None and current.sample <= done:
                current = None
        elif each.sample > done:
            current = each
        states.append(State(each.at_s, finals, current))
    return states


def _since(
    lines: Sequence[Line], words: Sequence[str], line_of: Sequence[int], states: Sequence[State], *, is_committed: bool
) -> tuple[float, ...]:
    """Since when each unit has stood at its place without a break; its final's arrival at the latest."""
    since: list[float | None] = [None] * len(words)
    for state in states:
        there = _there(words, line_of, state, is_committed=is_committed)
        for at in range(len(words)):
            if line_of[at] < state.finals or at in there:
                since[at] = state.at_s if since[at] is None else since[at]
            else:
                since[at] = None
    arrived = [lines[line_of[at]].at_s for at in range(len(words))]
    return tuple(final if moment is None else min(moment, final) for moment, final in zip(since, arrived, strict=True))


def _there(words: Sequence[str], line_of: Sequence[int], state: State, *, is_committed: bool) -> set[int]:
    """The places at which the words under way are right."""
    if state.underway is None:
        return set()
    given = state.underway.committed if is_committed else state.underway.words
    first = sum(number < state.finals for number in line_of)
    return {first + at for at in begun(given, words[first : first + len(given) + SPARE_UNITS])}


def _changes(
    lines: Sequence[Line], words: Sequence[str], line_of: Sequence[int], states: Sequence[State]
) -> tuple[int, int]:
    """Of the committed units that stood when the first final of their utterance came: all, and those it changed."""
    count = changed = 0
    for before, after in pairwise(states):
        if after.finals > before.finals and before.underway is not None and after.underway is None:
            count += len(before.underway.committed)
            changed += len(before.underway.committed) - len(_there(words, line_of, before, is_committed=True))
    return count, changed


def _text(lines: Sequence[Line], state: State) -> tuple[str, ...]:
    """What a reader sees."""
    finals = tuple(word for each in lines[: state.finals] for word in each.seen)
    return finals + (state.underway.seen if state.underway else ())
