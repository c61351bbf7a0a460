"""One microphone's recognition: voice activity leads, looks give tentative words, careful passes make them final.

A careful pass comes at the end of an utterance, and every few seconds of one that goes on: then it leaves the newest
words to the next pass, because the model is less right at the end of what it hears. Looks may go on while a pass is
under way. Finals and Advanceds tile the stream: each starts where the last one ended, from the start sample on.
Knows no sockets, no database, no clock and no threads. Positions are samples of the stream at 16 kHz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.core.hearing.hypothesis import Advanced, Final, Tentative, Word
from server.core.hearing.ordering import RATE_HZ
from server.speech.cuts import between, phrase_end, tiles, whole
from server.speech.endpoints import Utterance
from server.speech.passes import CONTEXT_SAMPLES, Passes, is_phantom
from server.speech.port import FULL_EFFORT, Pcm, Transcriber
from server.speech.stretch import Stretch
from server.speech.stretches import Stretches
from server.speech.task import Steps, Task
from server.speech.underway import Underway

Result = Tentative | Final | Advanced
PREROLL_SAMPLES = RATE_HZ  # voice activity is late on soft beginnings
PAD_SAMPLES = RATE_HZ // 5  # room for the last sound of a word
CATCH_UP_SAMPLES = 5 * RATE_HZ  # with more audio than this come since the last step, finals only
BEHIND_SAMPLES = 8 * RATE_HZ  # with more audio than this waiting, finals take the quick way until it is caught up
PHRASE_SAMPLES = int(3.5 * RATE_HZ)  # speech that makes a careful pass worth its time before the utterance ends
RETRY_SAMPLES = 2 * RATE_HZ  # new audio before a pass that could not cut is tried again
RIPE_SAMPLES = int(1.5 * RATE_HZ)  # in mid-speech, words are final when so much was heard after them
HARD_SAMPLES = int(5.5 * RATE_HZ)  # so much speech without the end of a phrase is cut between any two words


class Listener:
    """The state of one lease of one microphone. One owner; every method returns at once, only ``step`` decodes.

    ``begin`` gives the decodings of a step instead, for other threads to do.
    """

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
        self.start_sample = start_sample  # everything before it has been answered
        self._stretches = Stretches(transcriber.voice, start_sample, language, translate_to_english)
        self._is_finished = False
        self._looked_at = self._passed_at = start_sample
        self.is_passing = self.is_looking = False  # such a decoding is under way
        self._ending: tuple[int, Underway] | None = None  # an utterance whose final is under way: where it ends
        self._underway = Underway()
        self._passes = Passes(transcriber, hotwords)
        self.effort = FULL_EFFORT  # what the next steps may spend

    @property
    def language(self) -> str:
        """The language of what is listened to now."""
        return self._stretches.language

    @property
    def end_sample(self) -> int:
        """The first sample that was not fed."""
        return self._stretches.end_sample

    @property
    def backlog_samples(self) -> int:
        """Audio fed since the last step: what live listening leaves small."""
        return sum(stretch.unheard_samples for stretch in self._stretches)

    @property
    def is_done(self) -> bool:
        """Whether all that was fed has been answered and nothing more will come."""
        return self._is_finished and self.start_sample >= self.end_sample

    def has_final(self) -> bool:
        """Whether the next step is a careful pass, as far as what was judged tells."""
        if self.is_passing or not self._stretches:
            return False
        return bool(self._stretches.first.endpoints.ended) or self._is_phrase_due()

    def hear(self) -> None:
        """Judge what came since, without any decoding: ``has_final`` tells what was found."""
        if self._stretches:
            self._stretches.first.hear()

    @property
    def is_catching_up(self) -> bool:
        """Whether so much audio came since it was last judged that only finals are worth their time."""
        return self.backlog_samples > CATCH_UP_SAMPLES

    def wants_look(self) -> bool:
        """Whether enough new audio of an utterance under way has come for a look, as far as what was judged tells."""
        if len(self._stretches) != 1 or self._is_finished or self.is_looking or self.effort.look_every_s is None:
            return False
        points = self._stretches.first.endpoints
        is_new = self.end_sample - self._looked_at >= self.effort.look_every_s * RATE_HZ
        return is_new and points.is_speaking and len(points.ended) == (1 if self._ending else 0)

    def feed(self, start_sample: int, pcm: Pcm) -> None:
        """Take audio (int16, mono, 16 kHz). What was fed is ignored when it comes again.

        A jump ahead is a gap: what lies before it is flushed, and the gap is advanced over.
        """
        self._stretches.feed(start_sample, pcm)

    def turn(self, at_sample: int, language: str, translate_to_english: bool = False) -> None:
        """From a position on, the language is another: what lies before is flushed there in the old one.

        The position may lie ahead of the audio, inside it, or before what has been answered.
        """
        if self._stretches.turn(at_sample, language, translate_to_english, self.start_sample):
            self._underway = Underway()
            self._passes.forget()

    def finish(self) -> None:
        """Nothing more will come: the tail is an utterance too."""
        self._is_finished = True
        self._stretches.close()

    def step(self, may_look: bool = True) -> list[Result]:
        """At most one unit of decoding; an empty list when there is nothing to say yet."""
        return self.begin(may_look).at_once()

    def begin(self, may_look: bool = True, may_pass: bool = True) -> Task:
        """What is to be done next; ``results`` at once where nothing needs to be decoded.

        One pass and one look may be under way at a time.
        """
        return Task(self._next(may_look, may_pass and not self.is_passing))

    def _next(self, may_look: bool, may_pass: bool) -> Steps:
        may_look = may_look and not self.is_catching_up
        while self._stretches:
            stretch = self._stretches.first
            stretch.hear()
            may_look = may_look and self.wants_look()
            if self.is_passing:
                return (yield from self._look(stretch)) if may_look else []
            if stretch.endpoints.ended:
                utterance = stretch.endpoints.ended[0]
                if utterance.end <= self.start_sample:  # a careful pass in mid-speech has answered all of it
                    stretch.endpoints.ended.popleft()
                    continue
                return (yield from self._passed(self._final(stretch, utterance))) if may_pass else []
            if not stretch.is_heard:
                if advanced := self._advance(stretch):
                    return advanced
                if may_pass and self._is_phrase_due():
                    return (yield from self._passed(self._phrase(stretch)))
                return (yield from self._look(stretch)) if may_look else []
            end = self._stretches.pop()
            self._passes.forget()
            self._underway = Underway()
            self._looked_at = max(end, self._looked_at)
            if end > self.start_sample:
                return [self._advanced(end)]
        return []

    def _advance(self, stretch: Stretch) -> list[Result]:
        """Let go of silence, except a pre-roll: a word may be about to start."""
        points = stretch.endpoints
        quiet = (points.position if points.begin is None else points.begin) - PREROLL_SAMPLES
        return [self._advanced(quiet)] if quiet - self.start_sample >= RATE_HZ else []

    def _look(self, stretch: Stretch) -> Steps:
        end, language, underway = self.end_sample, stretch.language, self._underway
        stop, before = self._ending or (0, None)
        start = max(self.start_sample, stop)
        begin = max(start, self._spoken_from() - PREROLL_SAMPLES)
        spoken_s = (end - min(begin, stretch.endpoints.since)) / RATE_HZ
        self._looked_at, self.is_looking = end, True
        words = yield self._passes.look(stretch, begin, end, underway.said, before.said if before else ())
        self.is_looking = False
        if not self._is_current(stretch, language) or self._underway is not underway or underway.heard_to > end:
            return []
        if self.start_sample > start:
            words = self._passes.fresh(words)
        if not words or is_phantom(words, language, spoken_s):
            underway.said = []
            return []
        shown = underway.look(max(begin, self.start_sample), end, words, language)
        return [shown if self._ending is None else self._ending[1].followed_by(shown, language)]

    def _tentative(self, begin: int, end: int, words: Sequence[Word], language: str) -> list[Result]:
        return [self._underway.show(begin, end, words, language)]

    def _passed(self, steps: Steps) -> Steps:
        """A careful pass, while which there is no other."""
        self.is_passing = True
        results = yield from steps
        self.is_passing, self._ending = False, None
        return results

    def _is_current(self, stretch: Stretch, language: str) -> bool:
        """Whether what was heard of it still answers: no turn has divided it or changed its language."""
        return bool(self._stretches) and self._stretches.first is stretch and stretch.language == language

    def _phrase(self, stretch: Stretch) -> Steps:
        """A careful pass in mid-speech, when there is enough: the phrases that are over become final."""
        points, spoken_from, end, language = stretch.endpoints, self._spoken_from(), self.end_sample, stretch.language
        begin = max(self.start_sample, spoken_from - PREROLL_SAMPLES)
        spoken_s = (points.voiced_end - points.since) / RATE_HZ
        is_any = points.voiced_end - spoken_from >= HARD_SAMPLES
        self._passed_at = end
        words = yield self._passes.careful(stretch, begin, end, self.effort)
        if not words or is_phantom(words, language, spoken_s) or not self._is_current(stretch, language):
            return []
        self._looked_at = max(self._looked_at, end)
        words, new = self._underway.joined(words, end)
        end = max(end, self._underway.heard_to)
        ripe = [place for place, word in enumerate(words) if word.end_sample <= self._passed_at - RIPE_SAMPLES]
        size = phrase_end(words, ripe, language, is_any=is_any)
        if not size:
            return [self._underway.show(begin, end, words, language, new)]
        cut = between(words[size - 1], words[size]) if words[size:] else words[-1].end_sample + PAD_SAMPLES
        work = self._passes.english(stretch, begin, cut, self.effort)
        english = (yield work) if work else None
        if not self._is_current(stretch, language):
            return []
        words = self._underway.final(words, size, goes_on=self._passes.goes_on(language))
        results = self._tiled(words[:size], max(cut, self.start_sample + 1), language, english)
        points.advance(self.start_sample)
        self._underway.leave(words, size, language, new)
        rest = words[size:]
        return [*results, *(self._tentative(self.start_sample, end, rest, language) if rest else [])]

    def _spoken_from(self) -> int:
        """Where the utterance under way begins, as far as it has not been answered."""
        begin = self._stretches.first.endpoints.begin
        return self.end_sample if begin is None else max(self.start_sample, begin)

    def _is_phrase_due(self) -> bool:
        if len(self._stretches) != 1 or self._is_finished or self.effort.look_every_s is None:
            return False
        spoken = self._stretches.first.endpoints.voiced_end - self._spoken_from()
        return spoken >= PHRASE_SAMPLES and self.end_sample - self._passed_at >= RETRY_SAMPLES

    def _final(self, stretch: Stretch, utterance: Utterance) -> Steps:
        points, language = stretch.endpoints, stretch.language
        begin = max(self.start_sample, utterance.begin - PREROLL_SAMPLES)
        following = points.position if points.begin is None else points.begin
        following = points.ended[1].begin if len(points.ended) > 1 else following
        stop = min(utterance.end + PAD_SAMPLES, max(utterance.end, following), stretch.tape.end_sample)
        self._passed_at = self.end_sample
        ended, self._underway = self._underway, Underway()
        self._ending = None if utterance.is_forced else (stop, ended)
        effort = self.effort
        if self.end_sample - stop > BEHIND_SAMPLES:
            effort = replace(effort, is_quick=True)
        words = yield self._passes.careful(stretch, begin, stop, effort)
        size, rest, is_again = len(words), list[Word](), False
        if utterance.is_forced and len(words) > 1:
            size, cut = whole(words, begin, stop, language)
            if cut >= utterance.end:
                size = len(words)
            else:
                rest, stop, is_again = words[size:], cut, True
        found = bool(words) and not is_phantom(words[:size], language, utterance.seconds)
        work = self._passes.english(stretch, begin, stop, effort) if found else None
        english = (yield work) if work else None
        if not self._is_current(stretch, language):
            return []
        points.ended.popleft()
        if is_again:
            points.give_back(stop, utterance.end)
        words = ended.final(words, size, goes_on=self._passes.goes_on(language))[:size]
        if not found:
            return [self._advanced(stop)]
        results = self._tiled(words, stop, language, english)
        if rest and not points.ended:
            results += self._tentative(stop, self.end_sample, rest, language)
        if self._underway.shown:  # of the next utterance
            results.append(self._underway.shown)
        return results

    def _tiled(self, words: list[Word], stop: int, language: str, english: str | None) -> list[Result]:
        """The words as finals up to ``stop``: all before it has been answered, and is known to later passes."""
        found = tiles(words, self.start_sample, stop, language, english)
        for each in found:
            self._advanced(each.end_sample)
            if isinstance(each, Final):
                self._passes.know(each.words)
        return list(found)

    def _advanced(self, end_sample: int) -> Advanced:
        """Everything before ``end_sample`` has been answered."""
        start, self.start_sample = self.start_sample, end_sample
        if self._stretches:
            self._stretches.first.tape.forget(end_sample - CONTEXT_SAMPLES)
        return Advanced(start, end_sample)
