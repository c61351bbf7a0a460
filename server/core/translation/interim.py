"""Interim: the words of one microphone that have no final translation yet, and what is shown of a translation of them.

Pure. What is final there but waits for its translation comes first, then the agreed words under way; all of it is
translated as one text and shared out again. The end of a sentence that goes on is the least certain part of its
translation, so its last word is held back (masking, arXiv 1912.03393), and what stands on a screen changes only when
two translations in a row want it so. On the growing beginnings of 80 sentences (en to pt, one to four words more each
time) that took back 0.61 words for each word of the last text, 2.0 words behind; a mask of two words alone 1.16, 1.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.hearing.agreement import normal
from server.core.text.sentences import UNSPACED, is_finished, joined
from server.core.text.stops import SPACED_ENDS, WIDE_ENDS
from server.core.translation.sharing import share

MOST_PIECES = 8  # as many as a page keeps apart from the text
HELD_BACK = 1  # words
HELD_BACK_UNSPACED = 2  # characters
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


class Shown:
    """What a screen has of one microphone in one language, without what has its final translation. One owner."""

    def __init__(self) -> None:
        self._shown: tuple[Piece, ...] = ()
        self._newest: tuple[Piece, ...] = ()
        self._size = 0

    @property
    def share(self) -> float:
        """How much of the newest translation is shown, by its words: 0 to 1."""
        count = sum(len(_words(each.text, each.language)) for each in self._shown)
        return min(1.0, count / self._size) if self._size else 0.0

    def text(self, parts: Sequence[Piece], target: str) -> str:
        """What stands of the translation of these parts."""
        words = _words_from(self._shown, parts[0].start_sample, target)
        return ("" if target in UNSPACED else " ").join(words)

    def take(self, parts: Sequence[Piece], translation: str, target: str, *, is_open: bool) -> tuple[Piece, ...]:
        """Each part with its share of the newest translation, as it is shown now; parts without a word are left out.

        ``is_open``: words were under way behind the last part, so that the last of its translation are held back.
        """
        last = parts[-1]
        whole = translation.strip()
        if not is_finished(last.text, last.language):
            whole = _unfinished(whole, target, is_open)
        now, self._size = _words(whole, target), len(_words(translation.strip(), target))
        first = parts[0].start_sample
        before, newest = (_words_from(each, first, target) for each in (self._shown, self._newest))
        self._newest = _shared(parts, now, target)
        self._shown = _shared(parts, steady(before, newest, now), target)
        return self._shown


def steady(shown: Sequence[str], before: Sequence[str], now: Sequence[str]) -> list[str]:
    """The words to show: what stands changes only where the last two translations agree about all that it says."""
    same = _common(shown, now)
    if same == len(shown) or _common(before, now) >= min(len(now), len(shown)):
        return [*shown[:same], *now[same:]]
    return list(shown)


def _common(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (one, other) in pairs if normal(one) != normal(other)), min(len(some), len(others)))


def _words(text: str, language: str) -> list[str]:
    return list(text) if language in UNSPACED else text.split()


def _words_from(parts: Sequence[Piece], sample: int, language: str) -> list[str]:
    """The words of the parts that start there or later."""
    return [word for each in parts if each.start_sample >= sample for word in _words(each.text, language)]


def _shared(parts: Sequence[Piece], words: Sequence[str], target: str) -> tuple[Piece, ...]:
    text = ("" if target in UNSPACED else " ").join(words)
    shares = share(text, [each.text for each in parts], parts[0].language, target) if len(parts) > 1 else [text]
    return tuple(
        replace(part, text=own, language=target) for part, own in zip(parts, shares, strict=True) if own.strip()
    )


def _unfinished(text: str, language: str, is_open: bool) -> str:
    """A translation of half a sentence without the stop that the engine sets behind it, and without its last words."""
    bare = text.rstrip(_STOPS)
    if not is_open:
        return bare
    if language in UNSPACED:
        return bare[:-HELD_BACK_UNSPACED]
    return " ".join(bare.split()[:-HELD_BACK])
