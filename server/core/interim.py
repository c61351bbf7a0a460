"""Interim: the words of one microphone that have no final translation yet, and what is shown of a translation of them.

Pure. What is final there but waits for its translation comes first, then the agreed words under way; all of it is
translated as one text and shared out again. The end of a sentence that goes on is the least certain part of its
translation, so its last words are held back (masking, arXiv 1912.03393).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.sentences import UNSPACED, is_finished, joined
from server.core.sharing import share
from server.core.stops import SPACED_ENDS, WIDE_ENDS

MOST_PIECES = 8  # as many as a page keeps apart from the text
HELD_BACK = 2  # words
HELD_BACK_UNSPACED = 3  # characters
_STOPS = f"{SPACED_ENDS}{WIDE_ENDS}… "


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one segment: final, or agreed so far. ``start_ms``, ``end_ms``: session time."""

    segment: str
    text: str
    language: str
    speaker: str | None
    delegation: str | None
    start_ms: int
    end_ms: int

    @property
    def start_sample(self) -> int:
        """Where the segment starts in its stream, by its name."""
        return int(self.segment.rpartition("-")[2])


class Said:
    """What a microphone said that has no final translation. One owner."""

    def __init__(self) -> None:
        self._final: dict[str, tuple[Piece, set[str]]] = {}
        self._now: Piece | None = None

    @property
    def language(self) -> str:
        """The language of the newest words; empty when there are none."""
        newest = self._now or next((piece for piece, _ in reversed(self._final.values())), None)
        return newest.language if newest is not None else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._final and self._now is None

    def hear(self, piece: Piece | None) -> None:
        """The agreed words under way; None when there are none."""
        self._now = piece if piece is not None and piece.text else None

    def end(self, piece: Piece, targets: set[str]) -> None:
        """Words became final, or were corrected, and wait for their translation into these languages."""
        self._final[piece.segment] = (piece, set(targets))
        if self._now is not None and self._now.start_sample <= piece.start_sample:
            self._now = None
        for segment in list(self._final)[:-MOST_PIECES]:
            del self._final[segment]

    def take_out(self, segment: str) -> None:
        """Words were retracted."""
        self._final.pop(segment, None)

    def translated(self, segment: str, target: str) -> None:
        """A final translation, or the word that there is none, has come."""
        if segment in self._final:
            piece, targets = self._final[segment]
            targets.discard(target)
            if not targets:
                del self._final[piece.segment]

    def parts(self, target: str) -> tuple[Piece, ...]:
        """What is to be translated, in the order of speech, all of one language; the last one may be under way."""
        waiting = sorted(
            (piece for piece, targets in self._final.values() if target in targets), key=lambda each: each.start_sample
        )
        parts = [*waiting, *([self._now] if self._now is not None else [])]
        language = self.language
        begin = next((at + 1 for at in range(len(parts) - 1, -1, -1) if parts[at].language != language), 0)
        return tuple(parts[begin:])

    def is_under_way(self, segment: str) -> bool:
        """Whether a segment's words are not final yet."""
        return self._now is not None and self._now.segment == segment


def text_of(parts: Sequence[Piece]) -> str:
    """One text of all parts."""
    text = ""
    for each in parts:
        text = joined(text, each.text, each.language)
    return text


def shared(parts: Sequence[Piece], translation: str, target: str, is_open: bool) -> tuple[Piece, ...]:
    """Each part with its share of the translation, as it may be shown; parts without a word are left out.

    ``is_open``: words are still under way behind the last part, so that its last words are held back.
    """
    texts = [each.text for each in parts]
    shares = share(translation, texts, parts[0].language, target) if len(parts) > 1 else [translation.strip()]
    if not is_finished(texts[-1], parts[-1].language):
        shares[-1] = _unfinished(shares[-1], target, is_open)
    return tuple(replace(part, text=text, language=target) for part, text in zip(parts, shares, strict=True) if text)


def _unfinished(text: str, language: str, is_open: bool) -> str:
    """A translation of half a sentence without the stop that the engine sets behind it, and without its last words."""
    bare = text.rstrip(_STOPS)
    if not is_open:
        return bare
    if language in UNSPACED:
        return bare[:-HELD_BACK_UNSPACED]
    return " ".join(bare.split()[:-HELD_BACK])
