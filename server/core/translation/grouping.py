"""Which pieces of speech are translated together: a sentence that recognition handed on in pieces, up to some limits.

Pure; knows no database. Times in Unix milliseconds where they say when, in milliseconds otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.core.text.sentences import UNSPACED, is_finished

# Speech that goes on after such a pause begins something new.
GAP_MS = 3_000
# Longer texts gain nothing: the engines are made for sentences, and the reader of a translation waits.
MOST_PIECES, MOST_CHARS, MOST_CHARS_UNSPACED = 5, 350, 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A final: ``text`` is what will be translated, ``said`` what was heard; ``stored_at`` says when it was stored.

    ``is_waiting``: its translation is wanted and stands in no group yet. ``is_rough``: ``text`` is a translation.
    """

    segment: str
    rev: int
    said: str
    text: str
    language: str
    delegation: str | None
    start_ms: int
    end_ms: int
    stored_at: int
    is_waiting: bool
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the first piece of a sentence waits for the rest, and how long when nobody goes on speaking."""

    wait_ms: int = 8_000
    quiet_ms: int = 2_500


@dataclass(frozen=True, slots=True)
class Grouped:
    """``closed``: groups to translate now, each of pieces in order; ``look_at``: when to look again at the others."""

    closed: tuple[tuple[Piece, ...], ...]
    look_at: int | None


def group(pieces: Sequence[Piece], patience: Patience, now: int, heard_at: int = 0, is_over: bool = False) -> Grouped:
    """The groups of one microphone's pieces for one language; ``pieces`` in order, from the first that waits on.

    ``heard_at``: when words under way were last heard there; ``is_over``: nothing more will come.
    """
    closed: list[tuple[Piece, ...]] = []
    open_group: list[Piece] = []
    for each in pieces:
        if open_group and not (each.is_waiting and _follows(open_group[-1], each)):
            closed.append(tuple(open_group))
            open_group = []
        if each.is_waiting:
            open_group.append(each)
            if is_finished(each.said, each.language) or _is_full(open_group):
                closed.append(tuple(open_group))
                open_group = []
    if not open_group:
        return Grouped(tuple(closed), None)
    late = open_group[0].stored_at + patience.wait_ms
    quiet = max(heard_at, open_group[-1].stored_at) + patience.quiet_ms
    if is_over or now >= min(late, quiet):
        return Grouped((*closed, tuple(open_group)), None)
    return Grouped(tuple(closed), min(late, quiet))


def _follows(before: Piece, after: Piece) -> bool:
    """Whether the same speaker goes on: in the same language, without a long pause."""
    kinds = ((each.rev, each.language, each.delegation, each.is_rough) for each in (before, after))
    return next(kinds) == next(kinds) and after.start_ms - before.end_ms <= GAP_MS


def _is_full(pieces: Sequence[Piece]) -> bool:
    most = MOST_CHARS_UNSPACED if pieces[0].language in UNSPACED else MOST_CHARS
    return len(pieces) >= MOST_PIECES or sum(len(each.said) for each in pieces) >= most
