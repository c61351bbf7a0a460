"""One microphone's recognition: voice activity leads, looks give tentative words, a final pass ends each utterance.

Finals and Advanceds tile the stream: each starts where the last one ended, from the listener's start sample on.
Knows no sockets, no database, no clock and no threads. Positions are samples of the stream at 16 kHz.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import deque

import numpy as np

from server.core import phantom, sentences
from server.core.agreement import Agreement
from server.core.hypothesis import Advanced, Final, Tentative, Word
from server.core.ordering import RATE_HZ
from server.speech.endpoints import Utterance
from server.speech.port import WITHOUT_SPACES, Audio, Heard, Pcm, Transcriber
from server.speech.stretch import Stretch

Result = Tentative | Final | Advanced
PREROLL_SAMPLES = RATE_HZ  # voice activity is late on soft beginnings
PAD_SAMPLES = RATE_HZ // 5  # room for the last sound of a word
LEAD_SAMPLES = RATE_HZ // 5  # a segment starts so long before its first word
LOOK_SAMPLES = int(0.6 * RATE_HZ)  # new audio that makes another look worth its time
CATCH_UP_SAMPLES = 5 * RATE_HZ  # with more audio than this come since the last step, finals only
BEHIND_SAMPLES = 8 * RATE_HZ  # with more audio than this waiting, finals take the quick way until it is caught up
GIVE_BACK_SAMPLES = 6 * RATE_HZ  # after a forced cut, at most so much is heard again
MIN_LEVEL = 0.0008  # root mean square of the loudest 100 ms below which nothing is speech to anybody in the room
LEVEL_SAMPLES = RATE_HZ // 10
UNITS = re.compile(r"[0-9A-Za-z.%]+|[^\s\ufffd]")  # characters, but figures and Latin words whole
EDGE_MARKS = " .,!?…-–—:;。，！？、"  # the model closes a sentence wherever the audio stops; only finals keep that


class Listener:
    """The state of one lease of one microphone. One owner; every method returns at once, only ``step`` decodes."""

    def __init__(
        self,
        transcriber: Transcriber,
        start_sample: int,
        language: str,
        *,
        translate_to_english: bool = False,
        hotwords: str = "",
    ) -> None:
        """``hotwords``: names and terms, separated by spaces or commas, that the model should expect."""
        self._transcriber, self._hotwords = transcriber, hotwords
        self.start_sample = start_sample  # everything before it has been answered
        self._end_sample = start_sample
        self._turns: list[tuple[int, str, bool]] = [(start_sample, language, translate_to_english)]
        self._stretches: deque[Stretch] = deque([self._stretch(start_sample)])
        self._is_finished = False
        self._looked_at = start_sample
        self._agreement = Agreement()

    @property
    def language(self) -> str:
        """The language of what is listened to now."""
        return self._stretches[0].language if self._stretches else self._turns[-1][1]

    @property
    def end_sample(self) -> int:
        """The first sample that was not fed."""
        return self._end_sample

    @property
    def backlog_samples(self) -> int:
        """Audio fed since the last step: what live listening leaves small."""
        return sum(stretch.unheard_samples for stretch in self._stretches)

    @property
    def is_done(self) -> bool:
        """Whether all that was fed has been answered and nothing more will come."""
        return self._is_finished and self.start_sample >= self._end_sample

    def has_final(self) -> bool:
        """Whether a finished utterance waits: the next step is a final pass (as far as what was judged tells)."""
        return bool(self._stretches and self._stretches[0].endpoints.ended)

    def hear(self) -> None:
        """Judge what came since, without any decoding: ``has_final`` tells what was found."""
        if self._stretches:
            self._stretches[0].hear()

    def wants_look(self) -> bool:
        """Whether enough new audio of an utterance under way has come for a look, and no hurry forbids it."""
        if len(self._stretches) != 1 or self.backlog_samples > CATCH_UP_SAMPLES or self._is_finished:
            return False
        return self._end_sample - self._looked_at >= LOOK_SAMPLES

    def feed(self, start_sample: int, pcm: Pcm) -> None:
        """Take audio (int16, mono, 16 kHz). What was fed is ignored when it comes again.

        A jump ahead is a gap: what lies before it is flushed, and the gap is advanced over.
        """
        if start_sample > self._end_sample:
            self._close_last()
            self._end_sample = start_sample
            self._stretches.append(self._stretch(start_sample))
        fresh = pcm[self._end_sample - start_sample :]
        while len(fresh):
            boundary = next((turn[0] for turn in self._turns if turn[0] > self._end_sample), None)
            if not self._stretches or self._stretches[-1].is_closed:
                self._stretches.append(self._stretch(self._end_sample))
            take = len(fresh) if boundary is None else min(len(fresh), boundary - self._end_sample)
            self._stretches[-1].tape.append(fresh[:take])
            self._end_sample += take
            fresh = fresh[take:]
            if self._end_sample == boundary:
                self._close_last()

    def turn(self, at_sample: int, language: str, translate_to_english: bool = False) -> None:
        """From a position on, the language is another: what lies before is flushed there in the old one.

        The position may lie ahead of the audio, inside it, or before what has been answered.
        """
        self._turns = [turn for turn in self._turns if turn[0] != at_sample]
        insort(self._turns, (at_sample, language, translate_to_english))
        if at_sample == self._end_sample:
            self._close_last()
        rebuilt: deque[Stretch] = deque()
        for stretch in self._stretches:
            rebuilt.extend(self._divided(stretch, at_sample))
        self._stretches = rebuilt

    def finish(self) -> None:
        """Nothing more will come: the tail is an utterance too."""
        self._is_finished = True
        self._close_last()

    def step(self, may_look: bool = True) -> list[Result]:
        """At most one unit of decoding; an empty list when there is nothing to say yet."""
        while self._stretches:
            stretch = self._stretches[0]
            may_look = may_look and self.wants_look()
            stretch.hear()
            if stretch.endpoints.ended:
                return self._final(stretch, stretch.endpoints.ended.popleft())
            if not stretch.is_heard:
                return self._advance(stretch) or (self._look(stretch) if may_look else [])
            self._stretches.popleft()
            end = self._stretches[0].tape.start_sample if self._stretches else self._end_sample
            self._agreement, self._looked_at = Agreement(), max(end, self._looked_at)
            if end > self.start_sample:
                return [self._advanced(end)]
        return []

    def _stretch(self, start_sample: int) -> Stretch:
        return Stretch(start_sample, *self._label(start_sample), self._transcriber.voice())

    def _label(self, sample: int) -> tuple[str, bool]:
        """Language and whether English is wanted at a position."""
        return next((turn for turn in reversed(self._turns) if turn[0] <= sample), self._turns[0])[1:]

    def _close_last(self) -> None:
        if self._stretches:
            self._stretches[-1].close()

    def _divided(self, stretch: Stretch, at_sample: int) -> list[Stretch]:
        """The stretch as the turns now have it: divided where a turn falls inside, relabelled after it."""
        begin, end = max(stretch.tape.start_sample, self.start_sample), stretch.tape.end_sample
        if begin < at_sample < end:
            head, tail = self._stretch(begin), self._stretch(at_sample)
            head.tape.append(stretch.tape.cut(begin, at_sample))
            head.close()
            tail.tape.append(stretch.tape.cut(at_sample, end))
            if stretch.is_closed:
                tail.close()
            return [head, tail]
        if (stretch.language, stretch.wants_english) != self._label(begin):
            stretch.language, stretch.wants_english = self._label(begin)
            self._agreement = Agreement()
        return [stretch]

    def _advance(self, stretch: Stretch) -> list[Result]:
        """Let go of silence, except a pre-roll: a word may be about to start."""
        points = stretch.endpoints
        quiet = (points.position if points.begin is None else points.begin) - PREROLL_SAMPLES
        return [self._advanced(quiet)] if quiet - self.start_sample >= RATE_HZ else []

    def _look(self, stretch: Stretch) -> list[Result]:
        begin = stretch.endpoints.begin
        if begin is None or not stretch.endpoints.is_speaking:
            return []
        self._looked_at = self._end_sample
        begin = max(self.start_sample, begin - PREROLL_SAMPLES)
        audio = stretch.audio(begin, self._end_sample)
        if _loudest(audio) < MIN_LEVEL:
            return []
        text = self._transcriber.look(audio, stretch.language, self._hotwords).strip("\ufffd").rstrip(EDGE_MARKS)
        if not text or phantom.is_phantom(text, stretch.language, len(audio) / RATE_HZ, 1.0):
            return []
        joint = "" if stretch.language in WITHOUT_SPACES else " "
        words = text.split() if joint else UNITS.findall(text)
        committed, rest = self._agreement.take([words[place] for place in phantom.unrepeated(words)])
        return [Tentative(begin, self._end_sample, joint.join(committed), joint.join(rest))]

    def _final(self, stretch: Stretch, utterance: Utterance) -> list[Result]:
        points = stretch.endpoints
        begin = max(self.start_sample, utterance.begin - PREROLL_SAMPLES)
        following = points.ended[0].begin if points.ended else points.position if points.begin is None else points.begin
        stop = min(utterance.end + PAD_SAMPLES, max(utterance.end, following), stretch.tape.end_sample)
        self._agreement = Agreement()
        audio = stretch.audio(begin, stop)
        is_behind = self._end_sample - stop > BEHIND_SAMPLES
        heard: list[Heard] = []
        if _loudest(audio) >= MIN_LEVEL:
            said = self._transcriber.words(audio, stretch.language, self._hotwords, is_quick=is_behind)
            heard = phantom.without_loops(said)
            heard = _without_afterthoughts(heard, stretch.language not in WITHOUT_SPACES)
        if utterance.is_forced and len(heard) > 1:
            heard, cut = _whole(heard, begin, stop)
            if cut < utterance.end:
                points.give_back(cut, utterance.end)
                stop, audio = cut, audio[: cut - begin]
        text = "".join(word.text for word in heard).strip()
        probability = sum(word.probability for word in heard) / max(1, len(heard))
        spoken_s = (stop - utterance.begin) / RATE_HZ
        if phantom.is_phantom(text, stretch.language, spoken_s, probability):
            return [self._advanced(stop)]
        english = None
        if stretch.wants_english:
            english = self._transcriber.english(audio, stretch.language, is_quick=is_behind)
        english = phantom.said_once(english) if english else None
        words = [
            Word(word.text, begin + int(word.start_s * RATE_HZ), begin + int(word.end_s * RATE_HZ), word.probability)
            for word in heard
        ]
        return self._tiled(words, stop, stretch.language, english)

    def _tiled(self, words: list[Word], stop: int, language: str, english: str | None) -> list[Result]:
        """The silence before the first word, then one final a sentence (or one in all, beside its English)."""
        sizes = sentences.split([word.text for word in words], language not in WITHOUT_SPACES)
        groups: list[list[Word]] = []
        for size in [len(words)] if english else sizes:
            groups.append(words[:size])
            words = words[size:]
        results: list[Result] = []
        first = min(groups[0][0].start_sample - LEAD_SAMPLES, stop - len(groups))
        if first > self.start_sample:
            results.append(self._advanced(first))
        for number, group in enumerate(groups):
            left = len(groups) - 1 - number
            end = (group[-1].end_sample + groups[number + 1][0].start_sample) // 2 if left else stop
            end = max(self.start_sample + 1, min(end, stop - left))
            text = "".join(word.text for word in group).strip()
            confidence = sum(word.probability for word in group) / len(group)
            results.append(Final(self.start_sample, end, text, tuple(group), language, confidence, english))
            self._advanced(end)
        return results

    def _advanced(self, end_sample: int) -> Advanced:
        """Everything before ``end_sample`` has been answered."""
        start, self.start_sample = self.start_sample, end_sample
        if self._stretches:
            self._stretches[0].tape.forget(end_sample)
        return Advanced(start, end_sample)


def _loudest(audio: Audio) -> float:
    """Root mean square of the loudest tenth of a second, 0..1."""
    count = len(audio) // LEVEL_SAMPLES
    if not count:
        return float(np.sqrt(np.mean(np.square(audio)))) if len(audio) else 0.0
    frames = audio[: count * LEVEL_SAMPLES].reshape(count, LEVEL_SAMPLES)
    return float(np.sqrt(np.max(np.mean(np.square(frames), axis=1))))


def _without_afterthoughts(heard: list[Heard], has_spaces: bool) -> list[Heard]:
    """The words without sentences at the end that the model made up; the first sentence always stays."""
    for size in reversed(sentences.split([word.text for word in heard], has_spaces)[1:]):
        last = heard[-size:]
        probability = sum(word.probability for word in last) / size
        text = "".join(word.text for word in last)
        if not phantom.is_afterthought(text, last[-1].end_s - last[0].start_s, probability, has_spaces):
            break
        heard = heard[:-size]
    return heard


def _whole(heard: list[Heard], begin: int, stop: int) -> tuple[list[Heard], int]:
    """After a forced cut: the words up to the last sentence end or, without one, up to the longest pause; and where."""
    earliest = (stop - begin - GIVE_BACK_SAMPLES) / RATE_HZ
    places = [place for place in range(len(heard) - 1) if heard[place].end_s >= earliest]
    if not places:
        return heard, stop
    ends = [place for place in places if sentences.ends_sentence(heard[place].text, heard[place + 1].text)]
    last = ends[-1] if ends else max(places, key=lambda place: heard[place + 1].start_s - heard[place].end_s)
    cut = begin + int((heard[last].end_s + heard[last + 1].start_s) / 2 * RATE_HZ)
    return heard[: last + 1], min(max(begin + 1, cut), stop)
