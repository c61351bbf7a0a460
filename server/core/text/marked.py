"""One text in pieces against another, word by word: what both say, what is gone, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from server.core.text.wording import text_of, tokens


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an offered text. ``kind``: same, gone (stands in the text, not in what is offered) or new."""

    kind: str
    text: str


def marked(text: str, offered: str, language: str, is_exact: bool = False) -> list[Piece]:
    """An offered text in pieces against the text that stands; same and new together are the offered text.

    ``is_exact``: capitals and marks count, too.
    """
    old, new = tokens(text, language), tokens(offered, language)
    pieces: list[Piece] = []
    stood, offers_now = ([word.written if is_exact else word.key for word in each] for each in (old, new))
    matcher = SequenceMatcher(None, stood, offers_now, autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag != "equal" and low < high:
            pieces.append(Piece("gone", text_of(old[low:high])))
        if first < last:
            space = new[first].space if first else ""
            pieces.append(Piece("same" if tag == "equal" else "new", space + text_of(new[first:last])))
    return pieces
