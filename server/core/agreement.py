"""LocalAgreement-2: what two consecutive hypotheses agree on is committed (arXiv 2307.14743).

Must not know audio or models; words are strings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def normal(word: str) -> str:
    """A word as it is compared: NFKC, case-folded, without punctuation."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


class Agreement:
    """The committed and the tentative words of one utterance. Committed words never change. One owner."""

    def __init__(self) -> None:
        self.committed: list[str] = []
        self._last: list[str] = []

    def take(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The newest hypothesis of the whole utterance; returns (committed, tentative)."""
        fresh = list(words[len(self.committed) :])
        agreed = 0
        while agreed < min(len(fresh), len(self._last)) and normal(fresh[agreed]) == normal(self._last[agreed]):
            agreed += 1
        self.committed += fresh[:agreed]
        self._last = fresh[agreed:]
        return list(self.committed), list(self._last)
