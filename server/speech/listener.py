"""One microphone's recognition: voice activity leads, looks give tentative words, a final pass ends each utterance.

Finals and Advanceds tile the stream: each starts where the last one ended. Knows no sockets, no database and no threads.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from server.core import phantom
from server.core.agreement import Agreement
from server.core.hypothesis import Advanced, Final, Tentative, Word
from server.core.ordering import RATE_HZ
from server.speech.whisper import Audio, Heard

Pcm = npt.NDArray[np.int16]
Result = Tentative | Final | Advanced
SILENCE_SAMPLES = RATE_HZ // 2  # this much silence ends an utterance
PAD_SAMPLES = RATE_HZ // 5  # room for the first and last sound of a word
MAX_SAMPLES = 20 * RATE_HZ  # an utterance is cut long before the model's 30 s window is full
KEEP_SAMPLES = RATE_HZ // 2  # silence is let go of up to here: a word may be about to start
LOOK_SAMPLES = int(0.8 * RATE_HZ)  # new audio that makes another look worth its time
MIN_LEVEL = 0.0008  # root mean square below which nothing is speech to anybody in the room
SENTENCE_END = ".?!。？！…"
WITHOUT_SPACES = frozenset({"zh", "ja", "th", "yue"})


class Transcriber(Protocol):
    """What a listener needs of a model."""

    name: str

    def words(self, audio: Audio, language: str) -> list[Heard]: ...
    def look(self, audio: Audio, language: str) -> str: ...
    def english(self, audio: Audio, language: str) -> str | None: ...


class VoiceActivity(Protocol):
    """Where somebody speaks."""

    def __call__(self, audio: Audio) -> list[tuple[int, int]]:
        """Spans in samples, in order."""


class Listener:
    """The state of one lease. ``start_sample``: where it begins in the stream."""

    def __init__(
        self,
        transcriber: Transcriber,
        voice: VoiceActivity,
        start_sample: int,
        language: str,
        wants_english: bool = False,
    ) -> None:
        self._transcriber, self._voice = transcriber, voice
        self.start_sample = start_sample
        self._pcm: Pcm = np.zeros(0, np.int16)
        self.language, self._wants_english = language, wants_english
        self._turns: list[tuple[int, str, bool]] = []
        self._is_finished = False
        self._looked_at = start_sample
        self._agreement = Agreement()

    @property
    def end_sample(self) -> int:
        """The first sample that was not fed."""
        return self.start_sample + len(self._pcm)

    def feed(self, start_sample: int, pcm: Pcm) -> None:
        """Take audio. What was fed is ignored when it comes again; what is missing before it counts as silence."""
        if start_sample > self.end_sample:
            pcm = np.concatenate([np.zeros(start_sample - self.end_sample, np.int16), pcm])
        elif start_sample < self.end_sample:
            pcm = pcm[self.end_sample - start_sample :]
        self._pcm = np.concatenate([self._pcm, pcm])

    def turn(self, at_sample: int, language: str, wants_english: bool) -> None:
        """From a place on, the language is another. What lies before is flushed there."""
        self._turns = sorted(
            [turn for turn in self._turns if turn[0] != at_sample] + [(at_sample, language, wants_english)]
        )

    def finish(self) -> None:
        """Nothing more will come: the tail is an utterance too."""
        self._is_finished = True

    @property
    def is_done(self) -> bool:
        """Whether all that was fed has been answered and nothing more will come."""
        return self._is_finished and not len(self._pcm)

    def step(self) -> list[Result]:
        """At most one decode; an empty list when there is nothing to do yet."""
        while self._turns and self._turns[0][0] <= self.start_sample:
            _, self.language, self._wants_english = self._turns.pop(0)
            self._agreement = Agreement()
        boundary = self._turns[0][0] if self._turns else None
        is_cut = boundary is not None and boundary <= self.end_sample
        region = self._pcm[: boundary - self.start_sample] if is_cut and boundary is not None else self._pcm
        is_closed = is_cut or self._is_finished
        if not len(region) or (not is_closed and len(region) < RATE_HZ // 4):
            return []
        return self._listen(region[: MAX_SAMPLES + RATE_HZ], is_closed and len(region) <= MAX_SAMPLES + RATE_HZ)

    def _listen(self, pcm: Pcm, is_closed: bool) -> list[Result]:
        audio: Audio = pcm.astype(np.float32) / 32768.0
        spans = [span for span in self._voice(audio) if _level(audio[span[0] : span[1]]) >= MIN_LEVEL]
        if not spans:
            silent = len(pcm) if is_closed else len(pcm) - KEEP_SAMPLES
            return self._advance(silent) if silent >= RATE_HZ or (is_closed and silent) else []
        begin, end = _utterance(spans)
        has_ended = len(pcm) - end >= SILENCE_SAMPLES
        if has_ended or is_closed or end >= MAX_SAMPLES or len(pcm) >= MAX_SAMPLES + RATE_HZ:
            stop = min(len(pcm), end + PAD_SAMPLES)
            return self._final(
                audio, max(0, begin - PAD_SAMPLES), stop, is_closed and stop + SILENCE_SAMPLES >= len(pcm)
            )
        return self._look(audio, max(0, begin - PAD_SAMPLES))

    def _look(self, audio: Audio, begin: int) -> list[Result]:
        if self.end_sample - self._looked_at < LOOK_SAMPLES:
            return []
        self._looked_at = self.end_sample
        text = self._transcriber.look(audio[begin:], self.language)
        if not text or phantom.is_phantom(text, self.language, len(audio[begin:]) / RATE_HZ, 1.0):
            return []
        joint = "" if self.language in WITHOUT_SPACES else " "
        committed, rest = self._agreement.take(list(text) if not joint else text.split())
        return [Tentative(self.start_sample, self.end_sample, joint.join(committed), joint.join(rest))]

    def _final(self, audio: Audio, begin: int, stop: int, is_tail: bool) -> list[Result]:
        heard = self._transcriber.words(audio[begin:stop], self.language)
        if (
            stop < len(audio) and stop >= MAX_SAMPLES and len(heard) > 1
        ):  # cut in mid-speech: leave the last sentence for the next
            heard, stop = _keep_whole(heard, begin, stop)
        probability = sum(word.probability for word in heard) / len(heard) if heard else 0.0
        text = "".join(word.text for word in heard).strip()
        consumed = len(audio) if is_tail else stop
        if phantom.is_phantom(text, self.language, (stop - begin) / RATE_HZ, probability):
            return self._advance(consumed)
        english = self._transcriber.english(audio[begin:stop], self.language) if self._wants_english else None
        groups = [heard] if english else _sentences(heard)
        results: list[Result] = []
        at = self.start_sample
        for number, group in enumerate(groups):
            words = tuple(_word(word, self.start_sample + begin) for word in group)
            end = (
                self.start_sample + consumed
                if number == len(groups) - 1
                else min(max(at + 1, words[-1].end_sample), self.start_sample + stop)
            )
            confidence = sum(word.probability for word in words) / len(words)
            results.append(
                Final(at, end, "".join(word.text for word in words).strip(), words, self.language, confidence, english)
            )
            at = end
        self._drop(consumed)
        return results

    def _advance(self, samples: int) -> list[Result]:
        start = self.start_sample
        self._drop(samples)
        return [Advanced(start, start + samples)]

    def _drop(self, samples: int) -> None:
        self._pcm = self._pcm[samples:]
        self.start_sample += samples
        self._looked_at = max(self._looked_at, self.start_sample)
        self._agreement = Agreement()


def _level(audio: Audio) -> float:
    return float(np.sqrt(np.mean(np.square(audio)))) if len(audio) else 0.0


def _utterance(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The first utterance: spans joined over pauses shorter than SILENCE_SAMPLES, MAX_SAMPLES at most."""
    begin, end = spans[0]
    for start, stop in spans[1:]:
        if start - end >= SILENCE_SAMPLES or stop - begin > MAX_SAMPLES:
            break
        end = stop
    return begin, min(end, begin + MAX_SAMPLES)


def _keep_whole(heard: list[Heard], begin: int, stop: int) -> tuple[list[Heard], int]:
    """The words up to the last sentence end or, without one, up to the longest pause in the second half."""
    ends = [place for place, word in enumerate(heard[:-1]) if word.text.rstrip()[-1:] in SENTENCE_END]
    pauses = sorted(
        range(len(heard) // 2, len(heard) - 1), key=lambda place: heard[place + 1].start_s - heard[place].end_s
    )
    last = ends[-1] if ends else pauses[-1]
    place = begin + int((heard[last].end_s + heard[last + 1].start_s) / 2 * RATE_HZ)
    return heard[: last + 1], max(begin + 1, min(place, stop))


def _sentences(heard: list[Heard]) -> list[list[Heard]]:
    groups: list[list[Heard]] = [[]]
    for word in heard:
        groups[-1].append(word)
        if word.text.rstrip()[-1:] in SENTENCE_END and len(word.text.strip()) > 2:
            groups.append([])
    return [group for group in groups if group]


def _word(word: Heard, offset: int) -> Word:
    return Word(word.text, offset + int(word.start_s * RATE_HZ), offset + int(word.end_s * RATE_HZ), word.probability)
