"""LocalAgreement-2: what two consecutive hypotheses agree on is committed (arXiv 2307.14743).

Must not know audio or models; words are strings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def normal(word: str) -> str:
    """A word as it is compared: NFKC, case-folded, without punctuation."""
    if word.isascii() and word.isalnum():  # most words: the same, many times as fast
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


class Agreement:
    """The committed and the tentative words of one utterance. One owner.

    Committed words never change, only the newest gets the marks and the capital that it has among others.
    """

    def __init__(self) -> None:
        self.committed: list[str] = []
        self._last: list[str] = []

    def take(self, words: Sequence[str], sure: int | None = None, trusted: int = 0) -> tuple[list[str], list[str]]:
        """The newest hypothesis of the whole utterance; returns (committed, tentative).

        ``sure``: only so many of its first words may be committed now; None: all. ``trusted``: so many of them are,
        though no other hypothesis has them yet.

        A hypothesis that reads the committed words otherwise (one more, one fewer, another spelling) goes on from the
        place that fits them best, so that no word is shown twice or skipped.
        """
        place = _place(self.committed, words)
        fresh = list(words[place:])
        if fresh and place and self.committed and normal(self.committed[-1]) == normal(words[place - 1]):
            self.committed[-1] = words[place - 1]
        most = min(len(fresh), len(self._last), len(fresh) if sure is None else sure - place)
        agreed = 0
        while agreed < most and normal(fresh[agreed]) == normal(self._last[agreed]):
            agreed += 1
        agreed = max(agreed, min(len(fresh), trusted - place))
        self.committed += fresh[:agreed]
        self._last = fresh[agreed:]
        return list(self.committed), list(self._last)

    def leave(self, rest: Sequence[str], committed: int) -> None:
        """The words before ``rest`` are final now; the first so many of it stay committed."""
        self.committed, self._last = list(rest[:committed]), []


def _place(committed: Sequence[str], words: Sequence[str]) -> int:
    """After how many of ``words`` the committed ones end: the prefix at the smallest edit distance."""
    known, seen = [normal(word) for word in committed], [normal(word) for word in words]
    if seen[: len(known)] == known:
        return len(known)
    row = list(range(len(seen) + 1))
    for number, word in enumerate(known, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(seen, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return min(range(len(row)), key=lambda place: (row[place], abs(place - len(known))))
