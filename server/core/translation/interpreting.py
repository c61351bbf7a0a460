"""What an interpreter's line covers, and when the machine has a language again. Pure. Times in Unix milliseconds.

Recognition and an interpreter hear the same words and neither waits for the other. A line therefore says up to which
final its writer had read, and is the translation of what nobody has translated up to there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from server.core.text.sentences import UNSPACED

# So long after the last sign of its interpreter a language goes back to the machine. Their page gives one every ten
# seconds: three may be lost, and a page that is loaded again finds its language still held.
GONE_MS = 45_000
# So long a reader has the original alone of what the interpreter leaves out; then the machine translates it.
LATE_MS = 60_000
# A line that came before the words that it translates waits so long for them; then nobody goes on speaking, and it
# belongs to the last words that were interpreted.
AHEAD_MS = 30_000
# Who interprets has heard a word or two before they begin: what was begun later is not what they say.
FOLLOWS_MS = 700
# So many lines may wait for words: who is further ahead hears something that no microphone does.
MOST_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A final as it stands in one language. ``by``: who has translated it: nobody yet (""), machine, person.

    ``stored_at``: when it became final; ``voice``: who speaks.
    """

    segment: str
    stored_at: int
    start_ms: int
    voice: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What an interpreter sent. ``segments``: what it translates, none while it waits for words to become final.

    ``replaces``: the line that it corrects. ``began_ms``: when a spoken line was begun, in session time.
    """

    number: int
    text: str
    at: int
    segments: tuple[str, ...] = ()
    replaces: int | None = None
    began_ms: int | None = None


def is_held(seen_at: int, now: int) -> bool:
    """Whether an interpreter who was last seen then still has the language."""
    return now < seen_at + GONE_MS


def covered(said: Iterable[Said], upto: Said | None) -> tuple[str, ...]:
    """What a line translates of what was said, in the order of speech; none: it is ahead and waits for a final.

    ``upto``: the last final that its writer had read (None: all that there are). It covers what nobody has translated
    and what became final no later than that, of one voice only: that which waits longest. Where nothing waits, it
    takes the place of the machine's translation of ``upto`` itself: its writer came later than the machine.
    """
    waiting = sorted((each for each in said if not each.by), key=_arrival)
    read = [each for each in waiting if upto is None or _arrival(each) <= _arrival(upto)]
    if not read:
        return (upto.segment,) if upto is not None and upto.by == "machine" else ()
    return _of_one_voice(read)


def covered_by_voice(said: Iterable[Said], began_ms: int) -> tuple[str, ...]:
    """What a line translates that was spoken from ``began_ms`` (session time) on: who interprets speaks after others.

    It covers what nobody has translated and what was begun before it, of one voice only.
    """
    waiting = sorted((each for each in said if not each.by), key=_arrival)
    return _of_one_voice([each for each in waiting if follows(began_ms, each.start_ms)])


def follows(began_ms: int | None, start_ms: int) -> bool:
    """Whether a line that was begun then may be of what was begun at ``start_ms``; a written one (None) may always."""
    return began_ms is None or start_ms + FOLLOWS_MS <= began_ms


def late(said: Iterable[Said], now: int) -> tuple[str, ...]:
    """What has waited for an interpreter for too long."""
    return tuple(each.segment for each in said if not each.by and each.stored_at + LATE_MS <= now)


def standing(lines: Sequence[Line]) -> list[Line]:
    """The lines that no other one replaces, in the order in which they were sent."""
    replaced = {each.replaces for each in lines}
    return sorted((each for each in lines if each.number not in replaced), key=_first(lines))


def ahead(lines: Sequence[Line]) -> list[Line]:
    """The lines that wait for words to become final."""
    return [each for each in standing(lines) if not each.segments]


def overdue(lines: Sequence[Line], now: int) -> list[Line]:
    """The lines that have waited for too long, where there are interpreted words for them to belong to."""
    waiting = ahead(lines)
    is_late = bool(waiting) and waiting[0].at + AHEAD_MS <= now
    return waiting if is_late and last_place(lines) else []


def last_place(lines: Sequence[Line]) -> tuple[str, ...]:
    """What was interpreted last; none when nothing was."""
    placed = [each.segments for each in standing(lines) if each.segments]
    return placed[-1] if placed else ()


def text_of(lines: Sequence[Line], segments: tuple[str, ...], language: str) -> str:
    """The translation of segments: every line that stands for them, one after another, each as it was written."""
    texts = [each.text for each in standing(lines) if each.segments == segments]
    return ("" if language in UNSPACED else " ").join(texts)


def _of_one_voice(read: Sequence[Said]) -> tuple[str, ...]:
    of_one = takewhile(lambda each: each.voice == read[0].voice, read)
    return tuple(each.segment for each in sorted(of_one, key=lambda each: (each.start_ms, *_arrival(each))))


def _arrival(each: Said) -> tuple[int, int, str]:
    return each.stored_at, each.start_ms, each.segment


def _first(lines: Sequence[Line]) -> Callable[[Line], int]:
    """A correction stands where the line stood that it replaces."""
    replaced = {each.number: each.replaces for each in lines}

    def number(each: Line) -> int:
        found = each.number
        while (earlier := replaced.get(found)) is not None:
            found = earlier
        return found

    return number
