"""Text that stays as it stands on the screen: a word heard again keeps the form that its reader has seen.

Recognition puts a comma here and a capital there, otherwise each time. Must not know audio or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from server.core.hearing.agreement import normal

ENDS = ".!?…。！？؟।"
LIGHT_MARKS = ",;:،؛、，；："  # a final keeps the seen form of a word when only these differ


class Steady:
    """The words of one utterance that stand on the screen. One owner."""

    def __init__(self) -> None:
        self._seen: list[str] = []

    def under_way(self, words: Sequence[str]) -> list[str]:
        """The words as they are shown: those seen before keep their form, except the last one seen.

        The form of a last word is a guess: its comma or full stop is heard with what follows.
        """
        found = list(words)
        for old, new in self._same(words):
            if old < len(self._seen) - 1:
                found[new] = self._seen[old]
        self._seen = found
        return list(found)

    def final(self, words: Sequence[str], size: int, *, goes_on: bool = False) -> list[str]:
        """The words, of which the first ``size`` become final; the others keep the form that was seen.

        ``goes_on``: they begin inside a sentence, whatever capital the first one has.
        """
        found = list(words)
        begins = "".join(words[size - 1 : size]).rstrip()[-1:] in ENDS  # behind them a sentence does
        for old, new in self._same(words):
            is_seen = old < len(self._seen) - 1
            if new < size:
                is_seen = is_seen and new == 0 and goes_on
            elif new == size:
                is_seen = is_seen and not begins
            if is_seen or _weight(self._seen[old], words[new + 1 :]) == _weight(words[new], words[new + 1 :]):
                found[new] = self._seen[old]
        self._seen = found[size:]
        return found

    def _same(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """The places ``(seen, new)`` of the same words."""
        seen, new = [normal(word) for word in self._seen], [normal(word) for word in words]
        blocks = SequenceMatcher(None, seen, new, autojunk=False).get_matching_blocks()
        return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]


def _weight(word: str, later: Sequence[str]) -> str:
    """What of a word's form is not light; a full stop before a small letter ends no sentence."""
    is_inside = "".join(later[:1]).strip()[:1].islower()
    return "".join(char for char in word if char not in LIGHT_MARKS and not (is_inside and char == "."))
