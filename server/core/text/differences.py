"""What two wordings have in common and what differs, word by word; also where scripts put no space between words.

Places are code points. Must not know what the wordings are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

# Scripts without spaces (Thai, Lao, Burmese, Khmer, kana, Han): a sign with its marks is a word of its own.
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
)
_WORD = re.compile(rf"[{_SIGNS}][{_MARKS}]*|[^\W{_SIGNS}]+(?:['’\-][^\W{_SIGNS}]+)*[{_MARKS}]*|\s+|.", re.S)
_WIDE = re.compile(f"[{_SIGNS}]")
MOST_COMPARED = 4_000_000  # pairs of words, two wordings of ten pages; beyond it what differs is shown as one piece
_KEPT = 4_096


class Kind(StrEnum):
    """What became of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came. Same and gone together are the text before, same and new the text after."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Span:
    """Code points ``start..end``; of what is put in where nothing goes both are the same."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether they overlap or touch."""
        return self.start <= other.end and other.start <= self.end


@lru_cache(maxsize=_KEPT)
def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The text before and the text after in one row of pieces; of what was replaced the old stands before the new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    middle, wanted = old[first : len(old) - last], new[first : len(new) - last]
    found = [("".join(old[:first]),) * 2]
    if len(middle) * len(wanted) > MOST_COMPARED:
        found.append(("".join(middle), "".join(wanted)))
    else:
        found += _steps(middle, wanted)
    found.append(("".join(old[len(old) - last :]),) * 2)
    return tuple(_rowed(_joined(found)))


def spans(found: Iterable[Piece]) -> tuple[Span, ...]:
    """Which places of the text before something happens to; neighbours are one."""
    made: list[Span] = []
    place = 0
    for each in found:
        end = place + (len(each.text) if each.kind is not Kind.NEW else 0)
        if each.kind is not Kind.SAME:
            if made and made[-1].end == place:
                made[-1] = Span(made[-1].start, end)
            else:
                made.append(Span(place, end))
        place = end
    return tuple(made)


def carried(places: Iterable[Span], found: Sequence[Piece]) -> tuple[Span, ...]:
    """Where places of the text before stand in the text after; what is gone stands where it stood."""
    return tuple(Span(_carried(each.start, found, False), _carried(each.end, found, True)) for each in places)


def as_dicts(found: Iterable[Piece]) -> list[dict[str, str]]:
    """Pieces as the pages receive them."""
    return [{"text": each.text, "kind": str(each.kind)} for each in found]


def _carried(place: int, found: Sequence[Piece], is_end: bool) -> int:
    """An end goes behind what was put in at it, a start stays before it."""
    before = after = 0
    for each in found:
        if each.kind is Kind.NEW:
            if before > place or (before == place and not is_end):
                break
            after += len(each.text)
            continue
        reach = before + len(each.text)
        if place < reach or (place == reach and not is_end and each.kind is Kind.SAME):
            return after + (place - before if each.kind is Kind.SAME else 0)
        before = reach
        after += len(each.text) if each.kind is Kind.SAME else 0
    return after


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of what stood and what stands; equal ones stayed."""
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[i:j]), "".join(new[k:m])


def _joined(steps: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Changes with nothing but a space or one sign between them are read as one."""
    found: list[tuple[str, str]] = []
    for each in steps:
        if each == ("", ""):
            continue
        is_bridge = len(found) > 1 and _is_slight(found[-1]) and each[0] != each[1] and found[-2][0] != found[-2][1]
        if is_bridge:
            between, before = found.pop(), found.pop()
            found.append((before[0] + between[0] + each[0], before[1] + between[1] + each[1]))
        elif found and (found[-1][0] == found[-1][1]) == (each[0] == each[1]):
            found[-1] = (found[-1][0] + each[0], found[-1][1] + each[1])
        else:
            found.append(each)
    return found


def _is_slight(step: tuple[str, str]) -> bool:
    text = step[0]
    return step[0] == step[1] and (not text.strip() or (len(text) == 1 and _WIDE.match(text) is not None))


def _rowed(steps: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for before, after in steps:
        if before == after:
            yield Piece(before, Kind.SAME)
            continue
        if before:
            yield Piece(before, Kind.GONE)
        if after:
            yield Piece(after, Kind.NEW)


def _alike(ones: Sequence[str], others: Sequence[str]) -> int:
    pairs = zip(ones, others, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ones), len(others)))
