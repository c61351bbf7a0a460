"""Two states of a text side by side: which paragraphs stayed, were reworded, moved, came or went, and in which words.

A paragraph is the same by its id, wherever it stands. Must not know where the states are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.core.text.differences import Kind, Piece, pieces


class State(StrEnum):
    """What became of a paragraph; one that was moved may be reworded, too."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of one state; ``label`` is what it is called there."""

    id: str
    label: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph of both states or of one; ``label`` is the newer one, ``label_before`` the older, "" without.

    ``pieces``: the text before and after in one row.
    """

    id: str
    kind: str
    label: str
    label_before: str
    state: State
    pieces: tuple[Piece, ...]


def compared(before: Sequence[Passage], after: Sequence[Passage]) -> list[Compared]:
    """Both states in one row, in the order of the newer one; what is gone stands behind what it stood behind."""
    old, new = {each.id: each for each in before}, {each.id: each for each in after}
    moved = _moved([each.id for each in before if each.id in new], [each.id for each in after if each.id in old])
    behind: dict[str, list[Compared]] = {}
    last = ""
    for each in before:
        if each.id in new:
            last = each.id
        else:
            gone = (Piece(each.text, Kind.GONE),)
            behind.setdefault(last, []).append(Compared(each.id, each.kind, "", each.label, State.GONE, gone))
    found = list(behind.get("", ()))
    for each in after:
        found.append(_compared(old, each, each.id in moved))
        found += behind.get(each.id, ())
    return found


def _compared(old: Mapping[str, Passage], each: Passage, is_moved: bool) -> Compared:
    was = old.get(each.id)
    if was is None:
        return Compared(each.id, each.kind, each.label, "", State.NEW, (Piece(each.text, Kind.NEW),))
    state = State.MOVED if is_moved else State.SAME if was.text == each.text else State.CHANGED
    return Compared(each.id, each.kind, each.label, was.label, state, pieces(was.text, each.text))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest that have to be taken out for the others to stand in the same order: the longest row that kept it."""
    place = {name: at for at, name in enumerate(before)}
    ends: list[int] = []  # the place at which the best row of each length ends
    at_end: list[str] = []
    back: dict[str, str | None] = {}
    for name in after:
        length = bisect_left(ends, place[name])
        back[name] = at_end[length - 1] if length else None
        ends[length : length + 1] = [place[name]]
        at_end[length : length + 1] = [name]
    kept, last = set[str](), at_end[-1] if at_end else None
    while last is not None:
        kept.add(last)
        last = back[last]
    return set(after) - kept
