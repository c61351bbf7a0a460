"""Words that a text must hold for a pattern to match in it, so that most patterns of a long list are never tried.

Reads as much of a regular expression as tables of cue words use; where it can't tell, the pattern needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from server.core.drafting.acts import Act

_FEWEST = 2  # characters of a needle; a shorter one stands in any sentence
# Characters that match a plain letter where case does not count, and are no other case of it by themselves.
_KIN = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "\u212a": "k"})
_QUANTIFIER = re.compile(r"[?*+]\??|\{(\d*)(?:,\d*)?\}\??")
_GROUP = re.compile(r"\(\?(?:[a-z]*(?:-[a-z]+)?:|P<\w+>)|\((?!\?)")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_NOTHING: frozenset[str] = frozenset()


def needles(pattern: str) -> frozenset[str]:
    """Strings in small letters one of which is in every text that the pattern matches; empty where none is known."""
    found, end = _branches(pattern, 0)
    if end != len(pattern):
        raise ValueError(f"expected a pattern whose groups are closed; got {pattern!r}")
    return found


def plain(text: str) -> str:
    """A text in the letters that needles are looked for in."""
    return text.translate(_KIN).lower()


class Patterns:
    """Regular expressions by kind, of which a text is asked only for those that may match in it, case aside."""

    def __init__(self, kinds: Mapping[Act, Sequence[str]]) -> None:
        self._listed = [(kind, pattern) for kind, patterns in kinds.items() for pattern in patterns]
        self._always: list[int] = []
        self._where: dict[str, list[int]] = {}
        for at, (_, pattern) in enumerate(self._listed):
            known = needles(pattern)
            for needle in known:
                self._where.setdefault(needle, []).append(at)
            if not known:
                self._always.append(at)

    def of(self, text: str) -> Mapping[Act, Sequence[re.Pattern[str]]]:
        """The patterns that may match in a text or in parts of it: kinds and patterns in the order given."""
        low = plain(text)
        chosen = set(self._always)
        for needle, places in self._where.items():
            if needle in low:
                chosen.update(places)
        found: dict[Act, list[re.Pattern[str]]] = {}
        for at in sorted(chosen):
            kind, pattern = self._listed[at]
            found.setdefault(kind, []).append(_compiled(pattern))
        return found


def spans(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    """The matches that ``first|second|…`` would have: from left to right, none over another."""
    heads = [(match, at) for at, each in enumerate(patterns) if (match := each.search(text))]
    while heads:
        start, end = min(heads, key=lambda each: (each[0].start(), each[1]))[0].span()
        yield start, end
        end = max(end, start + 1)
        heads = [
            (later, at)
            for match, at in heads
            if (later := match if match.start() >= end else patterns[at].search(text, end))
        ]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _branches(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What one of the alternatives needs, up to the end or the bracket that closes them."""
    branches: list[frozenset[str]] = []
    while True:
        found, at = _sequence(pattern, at)
        branches.append(found)
        if at >= len(pattern) or pattern[at] == ")":
            break
        at += 1
    return (frozenset().union(*branches) if all(branches) else _NOTHING), at


def _sequence(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """The most telling of what the parts of one alternative need."""
    known: list[frozenset[str]] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, inner, end = _part(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, end)
        is_there = quantifier is None or not (quantifier[0][0] in "?*" or quantifier[1] in ("0", ""))
        if letter and is_there:
            run += letter
        if not letter or quantifier is not None:
            known.append(_needed(run))
            run = ""
            if is_there:
                known.append(inner)
        at = quantifier.end() if quantifier is not None else end
    known.append(_needed(run))
    return max(known, key=lambda each: (min(map(len, each), default=0), -len(each))), at


def _part(pattern: str, at: int) -> tuple[str, frozenset[str], int]:
    """One part of a sequence: the letter that it is, or what it needs, and where it ends."""
    if pattern[at] == "\\":
        letter = pattern[at + 1]
        return ("" if letter.isalnum() else letter), _NOTHING, at + 2
    if found := _CLASS.match(pattern, at):
        return "", _NOTHING, found.end()
    if found := _LOOK.match(pattern, at):
        return "", _NOTHING, _branches(pattern, found.end())[1] + 1
    if found := _GROUP.match(pattern, at):
        inner, end = _branches(pattern, found.end())
        return "", inner, end + 1
    return ("" if pattern[at] in ".^$" else pattern[at]), _NOTHING, at + 1


def _needed(run: str) -> frozenset[str]:
    return frozenset({plain(run)}) if len(run) >= _FEWEST else _NOTHING
