"""Where utterances begin and end, from the probability of speech in each window. Knows no audio and no model."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from server.core.hearing.ordering import RATE_HZ
from server.speech.port import WINDOW_SAMPLES

ON = 0.5  # Silero's own threshold for the start of speech
OFF = 0.35  # and, once in speech, for its end
MIN_VOICED = 3  # windows: less than 0.1 s is a click
# The longer somebody has spoken, the shorter the pause that ends the utterance: (seconds so far, silence in seconds).
PATIENCE = ((0.0, 0.5), (8.0, 0.35), (13.0, 0.2))
MAX_SAMPLES = 18 * RATE_HZ  # 18 s, 6 s given back and the margins stay well inside the model's 30 s window
SEARCH_SAMPLES = 8 * RATE_HZ  # a forced cut falls on the longest pause of the last eight seconds
MIN_DIP = 3  # windows: a shorter dip may be a stop consonant


@dataclass(frozen=True, slots=True)
class Utterance:
    """Samples between which somebody spoke. ``is_forced``: cut in mid-speech, without any pause.

    ``since``: where the speech began, what was answered in mid-speech included; None: at ``begin``.
    """

    begin: int
    end: int
    is_forced: bool = False
    since: int | None = None

    @property
    def seconds(self) -> float:
        """How long somebody spoke."""
        return (self.end - (self.begin if self.since is None else min(self.since, self.begin))) / RATE_HZ


class Endpointer:
    """Takes probabilities, yields utterances. ``position``: the first sample not yet judged. One owner."""

    def __init__(self, start_sample: int) -> None:
        self.position = start_sample
        self.ended: deque[Utterance] = deque()
        self.begin: int | None = None  # of the utterance under way, as far as it has not been answered
        self.since = start_sample  # where it began
        self._voiced = 0
        self._voiced_end = start_sample
        self._dips: list[tuple[int, int]] = []

    @property
    def is_speaking(self) -> bool:
        """Whether an utterance is under way that is more than a click."""
        return self.begin is not None and self._voiced >= MIN_VOICED

    def take(self, probabilities: Iterable[float]) -> None:
        """Judge further windows; finished utterances are appended to ``ended``."""
        for probability in probabilities:
            start, self.position = self.position, self.position + WINDOW_SAMPLES
            is_pausing = self.begin is None or start > self._voiced_end
            if probability >= (ON if is_pausing else OFF):
                self._hear(start)
            elif self.begin is not None and start >= self._voiced_end + self._patience() - WINDOW_SAMPLES:
                self._end(self._voiced_end)

    def close(self, end_sample: int) -> None:
        """Nothing more will come: an utterance under way ends at the last sample."""
        near = end_sample - self._voiced_end <= 2 * WINDOW_SAMPLES
        self.position = end_sample
        self._end(end_sample if near else self._voiced_end)

    @property
    def voiced_end(self) -> int:
        """The sample after the last voice."""
        return self._voiced_end

    def advance(self, sample: int) -> None:
        """What lies before a sample of the utterance under way has been answered."""
        if self.begin is not None and sample > self.begin:
            self.begin = sample
            self._voiced = max(0, self._voiced_end - sample) // WINDOW_SAMPLES
            self._dips = [dip for dip in self._dips if dip[0] >= sample]

    def give_back(self, sample: int, cut: int) -> None:
        """After a forced cut at ``cut``: what follows it starts earlier, at ``sample``."""
        if self.ended and self.ended[0].begin == cut:
            self.ended[0] = replace(self.ended[0], begin=sample)
        elif not self.ended and self.begin == cut:
            self.begin = sample
        else:  # the speaker stopped at the very cut
            self.ended.appendleft(Utterance(sample, cut))

    def _hear(self, start: int) -> None:
        if self.begin is None:
            self.begin, self.since, self._voiced, self._dips = start, start, 0, []
        elif start > self._voiced_end:
            self._dips.append((self._voiced_end, start))
        self._voiced += 1
        self._voiced_end = self.position
        if self.position - self.begin >= MAX_SAMPLES:
            self._cut()

    def _patience(self) -> int:
        assert self.begin is not None
        so_far = (self._voiced_end - self.begin) / RATE_HZ
        return int(next(silence for start, silence in reversed(PATIENCE) if so_far >= start) * RATE_HZ)

    def _end(self, end: int) -> None:
        if self.begin is not None and self._voiced >= MIN_VOICED:
            self.ended.append(Utterance(self.begin, end, since=self.since))
        self.begin, self._voiced = None, 0

    def _cut(self) -> None:
        assert self.begin is not None
        least = MIN_DIP * WINDOW_SAMPLES
        dips = [dip for dip in self._dips if dip[0] >= self.position - SEARCH_SAMPLES and dip[1] - dip[0] >= least]
        begin = self.position
        if dips:
            end, begin = max(dips, key=lambda dip: (dip[1] - dip[0], dip[0]))
            self.ended.append(Utterance(self.begin, end))
        else:
            self.ended.append(Utterance(self.begin, self.position, is_forced=True))
        self.begin = begin
        self._voiced = (self._voiced_end - begin) // WINDOW_SAMPLES
        self._dips = [dip for dip in self._dips if dip[0] >= begin]
