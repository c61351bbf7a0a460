"""The words of an utterance under way, as their readers see them: what is committed, shown and kept back.

Must not know audio or models. One owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from server.core.hearing.agreement import Agreement, normal
from server.core.hearing.hypothesis import Tentative, Word
from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.seam import following
from server.core.hearing.steady import Steady
from server.core.text.wording import WITHOUT_SPACES
from server.speech.cuts import units, worded

SHOWN = 0.3  # words at the end that the model believes less are kept back
SURE = 0.5  # and such ones are not committed yet
HALF = 0.5  # and so are those that were perhaps cut off
WHOLE_SAMPLES = RATE_HZ // 8  # before the end of what was heard words are whole
DOUBT = 0.4  # nor is anything behind a word that is believed less, before so much was heard after it
DOUBT_SAMPLES = int(1.2 * RATE_HZ)
TRUSTED = 0.95  # words that the model believes so much, with so much sound after them, need no second guess
TRUSTED_SAMPLES = int(0.85 * RATE_HZ)
EDGE_SAMPLES = RATE_HZ // 2  # words nearer to where hearing stopped are heard better later


class Underway:
    """One utterance. ``said``: the newest guess at it; ``heard_to``: the sample up to which it was made.

    ``shown``: what stands on the screen.
    """

    def __init__(self) -> None:
        self.said: list[Word] = []
        self.heard_to = 0
        self.shown: Tentative | None = None
        self._heard: list[Word] = []  # the newest look
        self._agreement, self._steady = Agreement(), Steady()
        self._visible = 0  # so many words or characters of it are on the screen

    def look(self, start_sample: int, end_sample: int, words: Sequence[Word], language: str) -> Tentative:
        """A look: what it reads otherwise inside what is shown is shown once another one reads it so."""
        settled, size = reread(self.said, self._heard, words)
        self._heard = list(words)
        return self.show(start_sample, end_sample, settled, language, size)

    def show(
        self, start_sample: int, end_sample: int, words: Sequence[Word], language: str, new: int | None = None
    ) -> Tentative:
        """A guess: what is committed of it and what else is shown. What was shown is not hidden for a doubt.

        ``new``: only so many of its first words may be committed, the others were not heard again; None: all.
        """
        self.said, self.heard_to = list(words), end_sample
        words = worded(words, self._steady.under_way([word.text for word in words]))
        shown = units(words, language)
        sure, kept = (len(units(words[: _believed(words, least, end_sample)], language)) for least in (SURE, SHOWN))
        firm = takewhile(lambda word: word.probability >= DOUBT or _is_old(word, end_sample, DOUBT_SAMPLES), words)
        sure = min(sure, len(units(words[:new], language)), len(units(list(firm), language)))
        trusted = takewhile(lambda word: _is_trusted(word, end_sample), words)
        committed, rest = self._agreement.take(shown, sure, len(units(list(trusted), language)))
        rest = rest[: max(0, len(rest) + max(kept, self._visible) - len(shown))]
        self._visible = len(committed) + len(rest)
        joint = _joint(language)
        self.shown = Tentative(start_sample, end_sample, joint.join(committed), joint.join(rest))
        return self.shown

    def followed_by(self, later: Tentative, language: str) -> Tentative:
        """What stands on the screen while the next utterance is under way already."""
        before = self.shown
        if before is None:
            return later
        joint, new = _joint(language), [later.committed] if later.committed else []
        committed = [before.committed, *([] if before.text else new)]
        text = [before.text, *(new if before.text else []), later.text]
        return Tentative(
            before.start_sample, later.end_sample, joint.join(filter(None, committed)), joint.join(filter(None, text))
        )

    def joined(self, words: Sequence[Word], end_sample: int) -> tuple[list[Word], int]:
        """The words that were heard up to a sample and, after them, what was said since; how many are the former."""
        if self.heard_to <= end_sample:
            return list(words), len(words)
        whole = [word for word in words if word.end_sample <= end_sample - EDGE_SAMPLES]
        return whole + following(whole, self.said), len(whole)

    def final(self, words: Sequence[Word], size: int, *, goes_on: bool) -> list[Word]:
        """The words, of which the first ``size`` become final: in the form that was seen, where it is the same.

        ``goes_on``: they begin inside a sentence.
        """
        return worded(words, self._steady.final([word.text for word in words], size, goes_on=goes_on))

    def leave(self, words: Sequence[Word], size: int, language: str, new: int) -> None:
        """Of the words, of which the first ``new`` were heard again, the first ``size`` are final and gone."""
        self._agreement.take(units(words, language), len(units(words[:new], language)))
        gone = len(units(words[:size], language))
        self._agreement.leave(units(words[size:], language), max(0, len(self._agreement.committed) - gone))
        self.said, self._visible = [], max(0, self._visible - gone)


def _joint(language: str) -> str:
    return "" if language in WITHOUT_SPACES else " "


def _is_trusted(word: Word, end_sample: int) -> bool:
    return word.probability >= TRUSTED and _is_old(word, end_sample, TRUSTED_SAMPLES)


def _is_old(word: Word, end_sample: int, samples: int) -> bool:
    return word.end_sample <= end_sample - samples


def _believed(words: Sequence[Word], least: float, end_sample: int) -> int:
    """How many words there are without those at the end that are less probable, or perhaps half heard."""
    for size in range(len(words), 0, -1):
        is_whole = words[size - 1].end_sample <= end_sample - WHOLE_SAMPLES
        if words[size - 1].probability >= (least if is_whole else max(least, HALF)):
            return size
    return 0


def reread(shown: Sequence[Word], before: Sequence[Word], words: Sequence[Word]) -> tuple[list[Word], int]:
    """``words`` with what is shown in the place of what they read otherwise inside it, unless ``before`` did so too.

    Also how many words there are before the first such place.
    """
    old, new, last = ([normal(word.text) for word in each] for each in (shown, words, before))
    found, sure = list[Word](), None
    for _, first, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_same = old[first:end] == new[begin:stop]
        is_more = end == len(old) and stop > begin  # the end of what is shown is a guess
        if is_same or is_more or _is_in(new[max(0, begin - 1) : stop + 1], last, is_end=end == len(old)):
            found += words[begin:stop]
        else:
            sure = len(found) if sure is None else sure
            found += shown[first:end]
    return found, len(found) if sure is None else sure


def _is_in(some: Sequence[str], words: Sequence[str], *, is_end: bool) -> bool:
    if is_end:
        return words[len(words) - len(some) :] == some
    return any(words[at : at + len(some)] == some for at in range(len(words) - len(some) + 1))
