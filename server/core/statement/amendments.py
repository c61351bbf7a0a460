"""Amendments: what one changes, which of them meet in the same words, and whether one is stale.

An amendment is anchored by a paragraph's id and the SHA-256 of the text it was written against. Nothing here applies
one. Must not know how they are stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from server.core.text import differences
from server.core.text.differences import Piece, Span

_KEPT = 4_096
CHAIR, SECRETARIAT = "CHAIR", "SECRETARIAT"  # who may stand as a sponsor beside the delegations


class Kind(StrEnum):
    """What an amendment does: to a paragraph's words, to the row of paragraphs, or to a paragraph's place."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"


class Status(StrEnum):
    """What became of an amendment: ``merged`` into the wording of another, ``lapsed`` with the one that it amends."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Change:
    """An open amendment as far as it can meet another one.

    ``target``: the id of the paragraph, or of the amendment, whose words it changes; ``before``: those words as it was
    written against them, without closing mark; ``after``: as it would have them.
    """

    id: str
    target: str
    kind: Kind
    before: str
    after: str


def unmarked(text: str) -> str:
    """A paragraph's words without the mark that its place in the text gives it: what amendments are written against."""
    return text.strip().rstrip(" ,;.:،؛，；：。") or text.strip()


def digest(text: str) -> str:
    """The SHA-256 of a paragraph's words without closing mark (UTF-8), as 64 hexadecimal digits."""
    return hashlib.sha256(unmarked(text).encode()).hexdigest()


def made_of(kind: Kind, before: str, after: str) -> tuple[Piece, ...]:
    """What an amendment does to the words, piece by piece."""
    if kind is Kind.REPLACE:
        return differences.pieces(before, after)
    if kind is Kind.INSERT:
        return (Piece(after, differences.Kind.NEW),)
    return (Piece(before, differences.Kind.GONE if kind is Kind.DELETE else differences.Kind.SAME),)


def collisions(changes: Iterable[Change], texts: Mapping[str, str]) -> dict[str, list[str]]:
    """For each change the ids of those that it meets in the same words, both ways, in the order given.

    ``texts``: the words of each target as they are now. What was written against older words is looked at where those
    stand now. A deletion meets everything of its paragraph, a move meets moves; what is put in between meets nothing.
    """
    rows = list(changes)
    places = {each.id: _places(each, texts.get(each.target, each.before)) for each in rows}
    by_target: dict[str, list[Change]] = {}
    for each in rows:
        by_target.setdefault(each.target, []).append(each)
    return {
        each.id: [
            other.id
            for other in by_target[each.target]
            if other is not each and _meet(each, places[each.id], other, places[other.id])
        ]
        for each in rows
    }


def met(one: Change, others: Iterable[Change], now: str) -> list[str]:
    """The ids of those of the same target that one change meets. ``now``: the words of the target as they are."""
    places = _places(one, now)
    return [
        other.id
        for other in others
        if other.id != one.id and other.target == one.target and _meet(one, places, other, _places(other, now))
    ]


def _places(change: Change, now: str) -> tuple[Span, ...]:
    return _touched(change.before, change.after, now) if change.kind is Kind.REPLACE else ()


@lru_cache(maxsize=_KEPT)
def _touched(before: str, after: str, now: str) -> tuple[Span, ...]:
    """Which places of the words as they are now a replacement changes."""
    found = differences.spans(differences.pieces(before, after))
    return found if now == before else differences.carried(found, differences.pieces(before, now))


def _meet(one: Change, ones: tuple[Span, ...], other: Change, others: tuple[Span, ...]) -> bool:
    kinds = {one.kind, other.kind}
    if Kind.INSERT in kinds:
        return False
    if Kind.DELETE in kinds:
        return True
    if Kind.MOVE in kinds:
        return kinds == {Kind.MOVE}
    return any(mine.meets(theirs) for mine in ones for theirs in others)
