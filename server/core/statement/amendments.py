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


@dataclass(frozen=True, slots=True)
class Placed:
    """A change, and the places of the words as they are now that it touches; none where it is no replacement."""

    change: Change
    places: tuple[Span, ...]


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
    by_target: dict[str, list[Placed]] = {}
    for each in rows:
        by_target.setdefault(each.target, []).append(placed(each, texts.get(each.target, each.before)))
    found = {mine.change.id: met(mine, beside) for beside in by_target.values() for mine in beside}
    return {each.id: found[each.id] for each in rows}


def placed(change: Change, now: str) -> Placed:
    """A change where the words that it is of stand now."""
    is_replacing = change.kind is Kind.REPLACE
    return Placed(change, _touched(change.before, change.after, now) if is_replacing else ())


def met(one: Placed, others: Iterable[Placed]) -> list[str]:
    """The ids of those of the same target that one change meets."""
    return [
        other.change.id
        for other in others
        if other.change.target == one.change.target and other.change.id != one.change.id and _meet(one, other)
    ]


@lru_cache(maxsize=_KEPT)
def _touched(before: str, after: str, now: str) -> tuple[Span, ...]:
    """Which places of the words as they are now a replacement changes."""
    found = differences.spans(differences.pieces(before, after))
    return found if now == before else differences.carried(found, differences.pieces(before, now))


def _meet(one: Placed, other: Placed) -> bool:
    kind, others = one.change.kind, other.change.kind
    if kind is Kind.REPLACE and others is Kind.REPLACE:  # nearly all are: each of hundreds is asked for each new one
        for mine in one.places:
            for theirs in other.places:
                if mine.meets(theirs):
                    return True
        return False
    kinds = {kind, others}
    if Kind.INSERT in kinds:
        return False
    return Kind.DELETE in kinds or kinds == {Kind.MOVE}
