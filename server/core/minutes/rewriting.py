"""Rewriting: the least that has to change for one text to become another; whoever writes in it keeps their place.

Places are code points. Must not know who writes, or where texts are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space behind it, a mark; a character in scripts without spaces (Thai, Lao, Burmese, Khmer, kana, Han).
_PIECE = re.compile(
    r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\s*|\s+|.", re.S
)
MOST_COMPARED = 90_000  # pairs of pieces, five times those of a long line; beyond it the middle is replaced as one


@dataclass(frozen=True, slots=True)
class Edit:
    """From ``start`` on ``gone`` code points go, and ``new`` comes in their place."""

    start: int
    gone: int
    new: str


def edits(before: str, after: str) -> list[Edit]:
    """What makes ``after`` of ``before``, in order; every ``start`` is a place in ``before``."""
    ones, others = _PIECE.findall(before), _PIECE.findall(after)
    first = _alike(ones, others)
    last = _alike(ones[first:][::-1], others[first:][::-1])
    middle, wanted = ones[first : len(ones) - last], others[first : len(others) - last]
    place = sum(map(len, ones[:first]))
    if len(middle) * len(wanted) > MOST_COMPARED:
        return [_trimmed(place, "".join(middle), "".join(wanted))]
    found: list[Edit] = []
    for kind, i, j, k, m in SequenceMatcher(None, middle, wanted, autojunk=False).get_opcodes():
        gone, new = "".join(middle[i:j]), "".join(wanted[k:m])
        if kind != "equal":
            found.append(_trimmed(place, gone, new))
        place += len(gone)
    return found


def applied(text: str, changes: Sequence[Edit]) -> str:
    """A text after edits of it."""
    for each in reversed(changes):
        text = text[: each.start] + each.new + text[each.start + each.gone :]
    return text


def merged(base: str, ours: str, theirs: str) -> list[Edit]:
    """The edits of ``ours`` that bring in what ``theirs`` changed of ``base``; what ours changed stays.

    Where both wrote at one place both texts stand there; what both changed alike is changed once.
    """
    mine = edits(base, ours)
    places, kept = _places(base, mine)
    found = []
    for each in edits(base, theirs):
        if each in mine:
            continue
        spans = _spans([places[at] for at in range(each.start, each.start + each.gone) if kept[at]])
        spans = spans or [(places[each.start], 0)]
        found += [Edit(start, gone, each.new if at == 0 else "") for at, (start, gone) in enumerate(spans)]
    return [each for each in found if each.gone or each.new]


def _places(base: str, mine: Sequence[Edit]) -> tuple[list[int], list[bool]]:
    """Where in ours each code point of the base stands (and the end of it), and whether it is still there."""
    places, kept = list(range(len(base) + 1)), [True] * len(base)
    for each in mine:
        end = each.start + each.gone
        kept[each.start : end] = [False] * each.gone
        shift = len(each.new) - each.gone
        after = places[each.start] + len(each.new)
        for at in range(each.start, end):
            places[at] = after
        places[end:] = [place + shift for place in places[end:]]
    return places, kept


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places as ``(start, length)``."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _trimmed(place: int, gone: str, new: str) -> Edit:
    """Without what both begin and end with."""
    first = _alike(gone, new)
    last = _alike(gone[first:][::-1], new[first:][::-1])
    return Edit(place + first, len(gone) - first - last, new[first : len(new) - last])


def _alike(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many pieces both begin with."""
    pairs = zip(ones, others, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ones), len(others)))
