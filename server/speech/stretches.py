"""What one microphone was fed, as stretches: a new one begins at each gap and at each change of language."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable, Iterator

from server.speech.port import Pcm, VoiceStream
from server.speech.stretch import Stretch


class Stretches:
    """Those that are not answered, the oldest first. One owner. Positions are samples of the stream at 16 kHz."""

    def __init__(self, voice: Callable[[], VoiceStream], start_sample: int, language: str, wants_english: bool) -> None:
        """``voice``: a fresh voice activity detector for each."""
        self._voice = voice
        self._turns = [(start_sample, language, wants_english)]
        self.end_sample = start_sample  # the first sample that was not fed
        self._all = deque([self._new(start_sample)])

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Stretch]:
        return iter(self._all)

    @property
    def first(self) -> Stretch:
        """The one that is listened to; there is one."""
        return self._all[0]

    @property
    def language(self) -> str:
        """The language of what is listened to now."""
        return self._all[0].language if self._all else self._turns[-1][1]

    def feed(self, start_sample: int, pcm: Pcm) -> None:
        """Take audio (int16, mono, 16 kHz). What was fed is ignored when it comes again. A jump ahead is a gap."""
        if start_sample > self.end_sample:
            self.close()
            self.end_sample = start_sample
            self._all.append(self._new(start_sample))
        fresh = pcm[self.end_sample - start_sample :]
        while len(fresh):
            boundary = next((turn[0] for turn in self._turns if turn[0] > self.end_sample), None)
            if not self._all or self._all[-1].is_closed:
                self._all.append(self._new(self.end_sample))
            take = len(fresh) if boundary is None else min(len(fresh), boundary - self.end_sample)
            self._all[-1].tape.append(fresh[:take])
            self.end_sample += take
            fresh = fresh[take:]
            if self.end_sample == boundary:
                self.close()

    def turn(self, at_sample: int, language: str, wants_english: bool, answered: int) -> bool:
        """From a position on, the language is another; whether that changes one that was begun.

        ``answered``: everything before that sample has been.
        """
        self._turns = [turn for turn in self._turns if turn[0] != at_sample]
        insort(self._turns, (at_sample, language, wants_english))
        if at_sample == self.end_sample:
            self.close()
        before, self._all = self._all, deque()
        is_changed = False
        for stretch in before:
            begin = max(stretch.tape.start_sample, answered)
            if begin < at_sample < stretch.tape.end_sample:
                self._all.extend(self._halves(stretch, begin, at_sample))
                continue
            label = self._label(begin)
            is_changed = is_changed or (stretch.language, stretch.wants_english) != label
            stretch.language, stretch.wants_english = label
            self._all.append(stretch)
        return is_changed

    def close(self) -> None:
        """No more audio of the last one will come."""
        if self._all:
            self._all[-1].close()

    def pop(self) -> int:
        """The first one is answered; where the next one begins, or what will be fed."""
        self._all.popleft()
        return self._all[0].tape.start_sample if self._all else self.end_sample

    def _new(self, start_sample: int) -> Stretch:
        return Stretch(start_sample, *self._label(start_sample), self._voice())

    def _label(self, sample: int) -> tuple[str, bool]:
        """Language and whether English is wanted at a position."""
        return next((turn for turn in reversed(self._turns) if turn[0] <= sample), self._turns[0])[1:]

    def _halves(self, stretch: Stretch, begin: int, at_sample: int) -> tuple[Stretch, Stretch]:
        head, tail = self._new(begin), self._new(at_sample)
        head.tape.append(stretch.tape.cut(begin, at_sample))
        head.close()
        tail.tape.append(stretch.tape.cut(at_sample, stretch.tape.end_sample))
        if stretch.is_closed:
            tail.close()
        return head, tail
