"""What is read again at once: whole turns of one speaker in one language, or parts of them that fit a model's window.

Must not know models, audio or the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.core.hearing.ordering import RATE_HZ

MOST_SAMPLES = 28 * RATE_HZ  # a Whisper window is 30 s; it needs padding after the last word
LONGEST_PAUSE_SAMPLES = 5 * RATE_HZ  # over a longer silence a model makes up words
PAD_SAMPLES = RATE_HZ * 2 // 5  # a first or last sound is softer than voice activity hears
SENTENCE_SAMPLES = RATE_HZ // 2  # the end of a sentence is worth a pause of so much
SENTENCE_ENDS = ".!?…。！？؟।"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment's place in samples, its language, who speaks, the text that stands; a retracted one is never read."""

    start_sample: int
    end_sample: int
    language: str
    speaker: str | None
    text: str
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """From where to where a stream is read again. ``audio_...``: with a margin; ``before``: the text before it."""

    start_sample: int
    end_sample: int
    audio_start: int
    audio_end: int
    language: str
    before: str


def next_passage(stretches: Sequence[Stretch], done_sample: int) -> Passage | None:
    """The next passage of a stream whose segments, in order, are read up to ``done_sample``; None when all is read."""
    first = next(
        (at for at, each in enumerate(stretches) if each.end_sample > done_sample and not each.is_retracted), None
    )
    if first is None:
        return None
    last = first
    while last + 1 < len(stretches) and _belongs(stretches, first, last + 1):
        last += 1
    if last + 1 < len(stretches) and _is_turn(stretches, last + 1):
        last = _best_end(stretches, first, last)
    start, end = stretches[first].start_sample, stretches[last].end_sample
    former = stretches[first - 1] if first else None
    following = stretches[last + 1] if last + 1 < len(stretches) else None
    return Passage(
        start_sample=start,
        end_sample=end,
        audio_start=max(0, start - PAD_SAMPLES, former.end_sample if former else 0),
        audio_end=min(end + PAD_SAMPLES, following.start_sample) if following else end + PAD_SAMPLES,
        language=stretches[first].language,
        before=former.text if former and _is_turn(stretches, first) else "",
    )


def _is_turn(stretches: Sequence[Stretch], at: int) -> bool:
    """Whether a segment goes on the turn of the one before it."""
    before, here = stretches[at - 1], stretches[at]
    pause = here.start_sample - before.end_sample
    return (
        not (before.is_retracted or here.is_retracted)
        and (before.language, before.speaker) == (here.language, here.speaker)
        and pause <= LONGEST_PAUSE_SAMPLES
    )


def _belongs(stretches: Sequence[Stretch], first: int, at: int) -> bool:
    return _is_turn(stretches, at) and stretches[at].end_sample - stretches[first].start_sample <= MOST_SAMPLES


def _best_end(stretches: Sequence[Stretch], first: int, last: int) -> int:
    """The last segment before the best cut: the longest pause or end of a sentence in the second half of the window."""
    start = stretches[first].start_sample
    late = [at for at in range(first, last + 1) if stretches[at].end_sample - start >= MOST_SAMPLES // 2 or at == last]

    def worth(at: int) -> tuple[int, int]:
        pause = stretches[at + 1].start_sample - stretches[at].end_sample
        is_end = stretches[at].text.rstrip("\"'”’»)").endswith(tuple(SENTENCE_ENDS))
        return pause + (SENTENCE_SAMPLES if is_end else 0), at

    return max(late, key=worth)
