"""The words of an utterance under way, as their readers see them: what is committed, shown and kept back.

Must not know audio or models. One owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from server.core.agreement import Agreement
from server.core.hypothesis import Tentative, Word
from server.core.ordering import RATE_HZ
from server.core.steady import Steady
from server.speech.cuts import units, worded
from server.speech.port import WITHOUT_SPACES

SHOWN = 0.3  # words at the end that the model believes less are kept back
SURE = 0.5  # and such ones are not committed yet
TRUSTED = 0.95  # words that the model believes so much, with so much sound after them, need no second guess
TRUSTED_SAMPLES = RATE_HZ


class Underway:
    """One utterance. ``said``: the newest guess at it."""

    def __init__(self) -> None:
        self.said: list[Word] = []
        self._agreement, self._steady = Agreement(), Steady()
        self._visible = 0  # so many words or characters of it are on the screen

    def show(self, start_sample: int, end_sample: int, words: Sequence[Word], language: str) -> Tentative:
        """A new guess: what is committed of it and what else is shown. What was shown is not hidden for a doubt."""
        self.said = list(words)
        words = worded(words, self._steady.under_way([word.text for word in words]))
        shown = units(words, language)
        sure, kept = (len(units(words[: _believed(words, least)], language)) for least in (SURE, SHOWN))
        trusted = takewhile(lambda word: _is_trusted(word, end_sample), words)
        committed, rest = self._agreement.take(shown, sure, len(units(list(trusted), language)))
        rest = rest[: max(0, len(rest) + max(kept, self._visible) - len(shown))]
        self._visible = len(committed) + len(rest)
        joint = "" if language in WITHOUT_SPACES else " "
        return Tentative(start_sample, end_sample, joint.join(committed), joint.join(rest))

    def final(self, words: Sequence[Word], size: int) -> list[Word]:
        """The first ``size`` of the words as they become final: in the form that was seen, where it is the same."""
        return worded(words[:size], self._steady.final([word.text for word in words], size))

    def leave(self, words: Sequence[Word], size: int, language: str) -> None:
        """Of the words, newly heard, the first ``size`` are final and gone."""
        self._agreement.take(units(words, language))
        gone = len(units(words[:size], language))
        self._agreement.leave(units(words[size:], language), max(0, len(self._agreement.committed) - gone))
        self.said, self._visible = [], max(0, self._visible - gone)


def _is_trusted(word: Word, end_sample: int) -> bool:
    return word.probability >= TRUSTED and word.end_sample <= end_sample - TRUSTED_SAMPLES


def _believed(words: Sequence[Word], least: float) -> int:
    """How many words there are without those at the end that are less probable."""
    return next((size for size in range(len(words), 0, -1) if words[size - 1].probability >= least), 0)
