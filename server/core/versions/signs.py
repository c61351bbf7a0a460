"""Square brackets in the text of a version: where they stand, and a text taken apart at them and put together again.

What is translated are the words between the signs, so that no engine can lose, add or move one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.core.statement.brackets import NOBODY
from server.core.text.wording import WITHOUT_SPACES

_CUTS = re.compile(r"([\[\]\n])")
_WIDE = str.maketrans({",": "，", ";": "；", ":": "："})
_MARK = " \t,;.:،؛，；：。"


@dataclass(frozen=True, slots=True)
class Pair:
    """Characters ``start..end``, both signs included; ``inside``: the number of the bracket around it, or -1."""

    start: int
    end: int
    inside: int


def bare(text: str) -> str:
    """A paragraph without the mark at its end, which follows from its place."""
    return text.strip().rstrip(_MARK)


def pairs(text: str) -> tuple[Pair, ...] | None:
    """The brackets in the order of their opening signs; None where a sign has no fellow."""
    found: list[Pair] = []
    standing: list[int] = []
    for at, sign in enumerate(text):
        if sign == "[":
            found.append(Pair(at, -1, standing[-1] if standing else -1))
            standing.append(len(found) - 1)
        elif sign == "]":
            if not standing:
                return None
            number = standing.pop()
            found[number] = Pair(found[number].start, at + 1, found[number].inside)
    return None if standing else tuple(found)


def owners(text: str, brackets: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """Who holds each of a source's brackets, in the order of their opening signs; nobody: just a sign."""
    by_span: dict[tuple[int, int], list[str]] = {}
    for each in brackets:
        names = each.get("owners") or [each.get("owner") or ""]
        by_span.setdefault(tuple(each["span"]), []).extend(name for name in names if name not in ("", NOBODY))
    return tuple(tuple(dict.fromkeys(by_span.get((each.start, each.end), ()))) for each in pairs(text) or ())


def ordered(count: int, order: Sequence[int] | None) -> tuple[int, ...]:
    """Which of the source's brackets each one of a version is; as they come where nobody said otherwise."""
    return tuple(order) if order else tuple(range(count))


def faults(source: str, version: str, order: Sequence[int] | None) -> list[str]:
    """What is wrong with a version's brackets, in signs; empty where they are those of the source."""
    given, got = pairs(source) or (), pairs(version)
    if got is None or len(got) != len(given):
        return [f"{_shape(source)} → {_shape(version)}"]
    stands_for = ordered(len(got), order)
    if sorted(stands_for) != list(range(len(given))):
        return [_shape(version)]
    around = [stands_for[each.inside] if each.inside >= 0 else -1 for each in got]
    if any(given[stands_for[at]].inside != around[at] for at in range(len(got))):
        return [f"{_shape(source)} → {_shape(version)}"]
    return []


def bracketed(text: str, holders: Sequence[Sequence[str]], order: Sequence[int] | None) -> list[dict[str, Any]]:
    """``[{span, owners, of}]``: a version's brackets with their holders; ``of``: which of the source's it is."""
    got = pairs(text) or ()
    stands_for = ordered(len(got), order)
    if len(stands_for) != len(got):
        return []
    return [
        {
            "span": [each.start, each.end],
            "of": number,
            "owners": list(holders[number]) if 0 <= number < len(holders) else [],
        }
        for each, number in zip(got, stands_for, strict=True)
    ]


def apart(text: str) -> tuple[str, ...]:
    """The text as what stands between the signs and the signs, in turn: words, sign, words, sign, words."""
    return tuple(_CUTS.split(text))


def asked(text: str) -> str:
    """What is to be translated: the pieces that hold words, one a line, without the marks at their edges.

    Empty where there are no words.
    """
    return "\n".join(_core(each)[1] for each in apart(text) if _has_words(each))


def together(text: str, answer: str, target: str) -> str | None:
    """The translation with the signs where they were; None where not every piece came back."""
    lines = [line.strip() for line in answer.split("\n")]
    wanted = [each for each in apart(text) if _has_words(each)]
    if len(lines) != len(wanted) or not all(lines):
        return None
    rest = iter(lines)
    parts = []
    for each in apart(text):
        before, _, after = _core(each)
        words = re.sub(r"[\[\]\n]", " ", next(rest)) if _has_words(each) else ""
        parts.append(_spaced(before, target) + words + _spaced(after, target) if words else _spaced(each, target))
    return "".join(parts).strip()


def _has_words(piece: str) -> bool:
    return any(each.isalnum() for each in piece)


def _core(piece: str) -> tuple[str, str, str]:
    """A piece without the marks at its edges, and these: a full stop inside belongs to it."""
    if not _has_words(piece):
        return piece, "", ""
    left = len(piece) - len(piece.lstrip(_MARK))
    right = len(piece.rstrip(_MARK))
    return piece[:left], piece[left:right], piece[right:]


def _spaced(marks: str, target: str) -> str:
    """Marks as the target sets them: full width and without spaces where it writes none."""
    return re.sub(" +", "", marks).translate(_WIDE) if target in WITHOUT_SPACES else marks


def _shape(text: str) -> str:
    return "".join(each for each in text if each in "[]") or "—"
