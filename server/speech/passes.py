"""What looks and careful passes hear after the words that are final already.

Both may begin inside known words: the model is surer of a word with something before it. Positions are samples of the
stream at 16 kHz. Must not know when to listen; that is the listener's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

import numpy as np

from server.core.hearing import phantom
from server.core.hearing.agreement import normal
from server.core.hearing.hypothesis import Word
from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.seam import following, seam
from server.core.text import sentences
from server.core.text.wording import WITHOUT_SPACES
from server.speech.port import Audio, Effort, Heard, Transcriber
from server.speech.stretch import Stretch

PASS_SAMPLES = int(13.4 * RATE_HZ)  # a careful pass hears so much, context included
CONTEXT_SAMPLES = 9 * RATE_HZ  # of which so much may be final already
GLANCE_SAMPLES = int(5.4 * RATE_HZ)  # a look hears a context only as far as both fit
GLANCE_CONTEXT_SAMPLES = int(4.2 * RATE_HZ)
PAUSE_SAMPLES = RATE_HZ // 2  # longer pauses are no better to begin at
LEAST_CONTEXT_SAMPLES = int(1.2 * RATE_HZ)  # a cut may fall inside a word: it is heard again whole
BREATH_SAMPLES = int(0.6 * RATE_HZ)  # after a longer pause a look that hears what was before it stops there too often
SILENCE_SAMPLES = 3 * RATE_HZ  # what was said before a longer silence is no context
KNOWN_SAMPLES = 30 * RATE_HZ  # words older than this are no context for anything
UNHEARD_SAMPLES = 2 * RATE_HZ  # so much speech without a word was left out
UNSEEN_SAMPLES = int(1.2 * RATE_HZ)  # the same of a look, which costs little to make again
# After a silence, a word that ends with the known ones, or no later than so, was read of their sound: it is not new.
SILENCE_BETWEEN_SAMPLES = RATE_HZ // 2
LATE_S = 0.1
TOO_SHORT = 0.5  # of the time that words take, in which nobody says them
MIN_LEVEL = 0.0008  # root mean square of the loudest 100 ms below which nothing is speech to anybody in the room
LEVEL_SAMPLES = RATE_HZ // 10
Hear = Callable[[], list[Word]]


@dataclass(frozen=True, slots=True)
class Sound:
    """Audio from a position of the stream on."""

    first: int
    audio: Audio

    def since(self, begin: int) -> Sound:
        """What of it is later."""
        return Sound(begin, self.audio[begin - self.first :])


class Passes:
    """The words that are final, and the model that hears on from them. One owner.

    What it returns is heard when it is called, on any thread: it holds the sound as it was.
    """

    def __init__(self, transcriber: Transcriber, hotwords: str) -> None:
        self._transcriber, self._hotwords = transcriber, hotwords
        self._known: deque[Word] = deque()

    def know(self, words: Sequence[Word]) -> None:
        """These words are final."""
        self._known.extend(words)
        while self._known and self._known[0].start_sample < self._known[-1].end_sample - KNOWN_SAMPLES:
            self._known.popleft()

    def fresh(self, words: Sequence[Word]) -> list[Word]:
        """Of words that were heard before others became final, those after these."""
        return following(self._known, words)

    def goes_on(self, language: str) -> bool:
        """Whether the words that are final end inside a sentence."""
        return bool(self._known) and not sentences.is_finished(self._known[-1].text, language)

    def forget(self) -> None:
        """What comes goes on from nothing: another language, a gap."""
        self._known.clear()

    def look(self, stretch: Stretch, begin: int, end: int, said: Sequence[Word], before: Sequence[Word] = ()) -> Hear:
        """To guess at what is said from ``begin`` on, where ``said`` was heard before.

        ``before``: words between those that are final and ``begin``. Only GLANCE_SAMPLES are heard again: what was said
        before that stays as it is.
        """
        held = [word for word in said if word.end_sample <= end - GLANCE_SAMPLES + LEAST_CONTEXT_SAMPLES]
        if held and end - begin > GLANCE_SAMPLES:
            begin = held[-1].end_sample
        else:
            held = []
        if loudest(stretch.audio(begin, end)) < MIN_LEVEL:
            return lambda: held
        first, known = begin, list[Word]()
        earlier = [*self._known, *before, *held]
        voiced = begin if stretch.endpoints.begin is None else max(begin, stretch.endpoints.begin)
        if held or (earlier and voiced - earlier[-1].end_sample <= BREATH_SAMPLES):
            first, known = self._context(stretch, begin, end, GLANCE_SAMPLES, GLANCE_CONTEXT_SAMPLES, [*before, *held])
        sound, language = Sound(first, stretch.audio(first, end)), stretch.language
        is_long = stretch.endpoints.voiced_end - begin > UNSEEN_SAMPLES
        goes_on = not known and not held and not before and self.goes_on(language)

        def hear() -> list[Word]:
            words = self._glance(sound, begin, known, language)
            if known and not words and is_long:
                words = self._glance(sound.since(begin), begin, (), language)
            if words and goes_on:
                words[0] = replace(words[0], text=_continued(words[0].text))
            return held + phantom.without_echo(phantom.without_loops(words))

        return hear

    def careful(self, stretch: Stretch, begin: int, end: int, effort: Effort) -> Hear:
        """To hear what is said in ``[begin, end)``: with a context, unless ``effort`` is quick.

        The model may stop at a pause or another voice and leave out what follows: that is heard again on its own.
        """
        if loudest(stretch.audio(begin, end)) < MIN_LEVEL:
            return list
        first, known = begin, list[Word]()
        if not effort.is_quick:
            first, known = self._context(stretch, begin, end, PASS_SAMPLES, CONTEXT_SAMPLES)
        sound, language = Sound(first, stretch.audio(first, end)), stretch.language
        voiced_end = min(end, stretch.endpoints.voiced_end)

        def hear() -> list[Word]:
            words = self._pass(sound, begin, known, language, effort)
            left = words[-1].end_sample if words else begin
            if voiced_end - left > UNHEARD_SAMPLES and (words or known):
                words = _once(words, self._pass(sound.since(left), left, (), language, effort))
            return words

        return hear

    def english(self, stretch: Stretch, begin: int, stop: int, effort: Effort) -> Callable[[], str | None] | None:
        """To hear rough English of what is said in ``[begin, stop)``; None where it is not wanted."""
        if not stretch.wants_english or not effort.wants_english:
            return None
        audio, language = stretch.audio(begin, stop), stretch.language

        def hear() -> str | None:
            english = self._transcriber.english(audio, language, is_quick=effort.is_quick)
            return phantom.said_once(english) if english else None

        return hear

    def _glance(self, sound: Sound, begin: int, known: Sequence[Word], language: str) -> list[Word]:
        heard = self._transcriber.look(sound.audio, language, self._hotwords)
        return _fresh(heard, sound.first, known, begin)

    def _pass(self, sound: Sound, begin: int, known: Sequence[Word], language: str, effort: Effort) -> list[Word]:
        heard = self._transcriber.words(
            sound.audio, language, self._hotwords, beam=effort.beam, is_quick=effort.is_quick
        )
        words = phantom.without_loops(_fresh(heard, sound.first, known, begin))
        return _without_afterthoughts(words, language not in WITHOUT_SPACES)

    def _context(
        self, stretch: Stretch, begin: int, end: int, longest: int, most: int, later: Sequence[Word] = ()
    ) -> tuple[int, list[Word]]:
        """Where to begin, and the known words from there: at the longest pause, the earliest of several."""
        known = [*self._known, *later]
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
        known_to_s = (known[-1].end_sample - first) / RATE_HZ
        heard = heard[seam([word.text for word in known], heard, known_to_s) :]
        if begin - known[-1].end_sample >= SILENCE_BETWEEN_SAMPLES:
            heard = list(dropwhile(lambda word: word.end_s < known_to_s + LATE_S, heard))
    words = [(word, max(begin, first + int(word.start_s * RATE_HZ))) for word in heard]
    return [
        Word(word.text, start, max(start, first + int(word.end_s * RATE_HZ)), word.probability) for word, start in words
    ]


def _once(words: list[Word], again: list[Word]) -> list[Word]:
    """What was heard, then what was heard again behind it. Words whose times were far too short to say them in, and
    that come again at the beginning of the latter, were said then, and once.
    """
    texts, later = ([normal(word.text) for word in each] for each in (words, again))
    for size in range(min(len(words), len(again)), 1, -1):
        if texts[-size:] == later[:size]:
            first, second = (each[-1].end_sample - each[0].start_sample for each in (words[-size:], again[:size]))
            return (words[:-size] if first < TOO_SHORT * second else words) + again
    return words + again


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
