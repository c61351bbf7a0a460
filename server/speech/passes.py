"""What looks and careful passes hear after the words that are final already.

Both may begin inside known words: the model is surer of a word with something before it. Positions are samples of the
stream at 16 kHz. Must not know when to listen; that is the listener's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from server.core import phantom, sentences
from server.core.hypothesis import Word
from server.core.ordering import RATE_HZ
from server.core.seam import seam
from server.speech.port import WITHOUT_SPACES, Audio, Effort, Heard, Transcriber
from server.speech.stretch import Stretch

PASS_SAMPLES = int(13.4 * RATE_HZ)  # a careful pass hears so much, context included
CONTEXT_SAMPLES = 9 * RATE_HZ  # of which so much may be final already
GLANCE_SAMPLES = int(3.4 * RATE_HZ)  # a look hears a context only as far as both fit in the smallest window
GLANCE_CONTEXT_SAMPLES = int(2.5 * RATE_HZ)
PAUSE_SAMPLES = RATE_HZ // 2  # longer pauses are no better to begin at
LEAST_CONTEXT_SAMPLES = int(1.2 * RATE_HZ)  # a cut may fall inside a word: it is heard again whole
SILENCE_SAMPLES = 3 * RATE_HZ  # what was said before a longer silence is no context
KNOWN_SAMPLES = 30 * RATE_HZ  # words older than this are no context for anything
UNHEARD_SAMPLES = 2 * RATE_HZ  # so much speech without a word was left out
MIN_LEVEL = 0.0008  # root mean square of the loudest 100 ms below which nothing is speech to anybody in the room
LEVEL_SAMPLES = RATE_HZ // 10


class Passes:
    """The words that are final, and the model that hears on from them. One owner."""

    def __init__(self, transcriber: Transcriber, hotwords: str) -> None:
        self._transcriber, self._hotwords = transcriber, hotwords
        self._known: deque[Word] = deque()

    def know(self, words: Sequence[Word]) -> None:
        """These words are final."""
        self._known.extend(words)
        while self._known and self._known[0].start_sample < self._known[-1].end_sample - KNOWN_SAMPLES:
            self._known.popleft()

    def forget(self) -> None:
        """What comes goes on from nothing: another language, a gap."""
        self._known.clear()

    def look(self, stretch: Stretch, begin: int, end: int, said: Sequence[Word]) -> list[Word]:
        """A guess at what is said from ``begin`` on, where ``said`` was heard before.

        Only as much is heard again as goes through the smallest window: what was said before that stays as it is.
        """
        held = [word for word in said if word.end_sample <= end - GLANCE_SAMPLES + LEAST_CONTEXT_SAMPLES]
        if held and end - begin > GLANCE_SAMPLES:
            begin = held[-1].end_sample
        else:
            held = []
        if loudest(stretch.audio(begin, end)) < MIN_LEVEL:
            return held
        first, known = self._context(stretch, begin, end, GLANCE_SAMPLES, GLANCE_CONTEXT_SAMPLES, held)
        words = self._glance(stretch, first, begin, end, known)
        if known and not words and stretch.endpoints.voiced_end - begin > UNHEARD_SAMPLES:
            words = self._glance(stretch, begin, begin, end, ())
        if words and self._known and not known and not sentences.is_finished(self._known[-1].text, stretch.language):
            words[0] = replace(words[0], text=_continued(words[0].text))
        return held + phantom.without_loops(words)

    def careful(self, stretch: Stretch, begin: int, end: int, effort: Effort) -> list[Word]:
        """What is said in ``[begin, end)``: with a context, unless ``effort`` is quick.

        The model may stop at a pause or another voice and leave out what follows: that is heard again on its own.
        """
        if loudest(stretch.audio(begin, end)) < MIN_LEVEL:
            return []
        first, known = begin, list[Word]()
        if not effort.is_quick:
            first, known = self._context(stretch, begin, end, PASS_SAMPLES, CONTEXT_SAMPLES)
        words = self._pass(stretch, first, begin, end, known, effort)
        left = words[-1].end_sample if words else begin
        if min(end, stretch.endpoints.voiced_end) - left > UNHEARD_SAMPLES and (words or known):
            words += self._pass(stretch, left, left, end, (), effort)
        return words

    def english(self, stretch: Stretch, begin: int, stop: int, effort: Effort) -> str | None:
        """Rough English of what is said in ``[begin, stop)``, where it is wanted and can be had."""
        if not stretch.wants_english or not effort.wants_english:
            return None
        english = self._transcriber.english(stretch.audio(begin, stop), stretch.language, is_quick=effort.is_quick)
        return phantom.said_once(english) if english else None

    def _glance(self, stretch: Stretch, first: int, begin: int, end: int, known: Sequence[Word]) -> list[Word]:
        heard = self._transcriber.look(stretch.audio(first, end), stretch.language, self._hotwords)
        return _fresh(heard, first, known, begin)

    def _pass(
        self, stretch: Stretch, first: int, begin: int, end: int, known: Sequence[Word], effort: Effort
    ) -> list[Word]:
        heard = self._transcriber.words(
            stretch.audio(first, end), stretch.language, self._hotwords, beam=effort.beam, is_quick=effort.is_quick
        )
        words = phantom.without_loops(_fresh(heard, first, known, begin))
        return _without_afterthoughts(words, stretch.language not in WITHOUT_SPACES)

    def _context(
        self, stretch: Stretch, begin: int, end: int, longest: int, most: int, held: Sequence[Word] = ()
    ) -> tuple[int, list[Word]]:
        """Where to begin, and the known words from there: at the longest pause, the earliest of several."""
        known = [*self._known, *held]
        if not known or begin - known[-1].end_sample > SILENCE_SAMPLES:
            return begin, []
        fitting = min(end - longest, begin - LEAST_CONTEXT_SAMPLES)
        earliest = max(stretch.tape.start_sample, fitting, begin - most)
        places = [place for place, word in enumerate(known) if word.start_sample >= earliest]
        if not places:
            return begin, []
        pauses = {
            place: min(PAUSE_SAMPLES, known[place].start_sample - known[place - 1].end_sample) if place else 0
            for place in places
        }
        best = max(places, key=lambda place: (pauses[place], -place))
        before = known[best - 1].end_sample if best else earliest
        return max(earliest, (min(before, known[best].start_sample) + known[best].start_sample) // 2), known[best:]


def loudest(audio: Audio) -> float:
    """Root mean square of the loudest tenth of a second, 0..1."""
    count = len(audio) // LEVEL_SAMPLES
    if not count:
        return float(np.sqrt(np.mean(np.square(audio)))) if len(audio) else 0.0
    frames = audio[: count * LEVEL_SAMPLES].reshape(count, LEVEL_SAMPLES)
    return float(np.sqrt(np.max(np.mean(np.square(frames), axis=1))))


def is_phantom(words: Sequence[Word], language: str, spoken_s: float) -> bool:
    """Whether these are words that the model makes up where nobody speaks."""
    text = "".join(word.text for word in words).strip()
    probability = sum(word.probability for word in words) / max(1, len(words))
    return phantom.is_phantom(text, language, spoken_s, probability)


def _fresh(heard: list[Heard], first: int, known: Sequence[Word], begin: int) -> list[Word]:
    """The words after the known ones, at their positions in the stream; none starts before ``begin``."""
    if known:
        heard = heard[seam([word.text for word in known], heard, (known[-1].end_sample - first) / RATE_HZ) :]
    words = [(word, max(begin, first + int(word.start_s * RATE_HZ))) for word in heard]
    return [
        Word(word.text, start, max(start, first + int(word.end_s * RATE_HZ)), word.probability) for word, start in words
    ]


def _continued(word: str) -> str:
    """A word that the model began a sentence with, inside one: without its capital, as far as that is known."""
    plain = word.strip()
    is_capital = plain[:1].isupper() and plain[1:2].islower()
    return word.replace(plain[:1], plain[:1].lower(), 1) if is_capital else word


def _without_afterthoughts(words: list[Word], has_spaces: bool) -> list[Word]:
    """The words without sentences at the end that the model made up; the first sentence always stays."""
    for size in reversed(sentences.split([word.text for word in words], has_spaces)[1:]):
        last = words[-size:]
        probability = sum(word.probability for word in last) / size
        seconds = (last[-1].end_sample - last[0].start_sample) / RATE_HZ
        if not phantom.is_afterthought("".join(word.text for word in last), seconds, probability, has_spaces):
            break
        words = words[:-size]
    return words
