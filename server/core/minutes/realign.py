"""The words that were heard, laid on the text as it stands: where in the text each is, and when it was said.

What nobody changed keeps its own time; new and changed words share the time of what they replaced, or that between
their neighbours. By word difference (Myers' problem, with Ratcliff and Obershelp's way of ``difflib``). Characters are
code points, times milliseconds of the session. Pure; must not know where words come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from server.core.text.wording import Token, placed, tokens

FIRST_ASTRAL = 0x10000  # from here on a character takes two units of UTF-16


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of the model, as it was heard. ``confidence``: its probability, 0..1, None where nobody said it."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of the text: ``[start, end)`` in its characters, and its time.

    ``heard``: which of the heard words it is, None (and no ``confidence``) for a word that was not heard so.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int
    confidence: float | None = None
    heard: int | None = None


def realign(heard: Sequence[Heard], text: str, language: str, start_ms: int, end_ms: int) -> list[Placed]:
    """The words of a text in order with the times of its line, which lasts from ``start_ms`` to ``end_ms``.

    Times never go back and never leave the line; between the words stands nothing but spaces.
    """
    written = placed(text, language)
    if not written:
        blank = len(text) - len(text.lstrip())
        return [Placed(blank, len(text.rstrip()), start_ms, max(start_ms, end_ms))] if text.strip() else []
    known = _known(heard, language, start_ms, max(start_ms, end_ms))
    found: list[Placed] = []
    for is_same, low, high, first, last in _runs([each.key for each in known], [each.key for each, _, _ in written]):
        run = written[first:last]
        if is_same:
            found += [_kept(word, *place[1:]) for word, place in zip(known[low:high], run, strict=True)]
            continue
        begin = known[low].start_ms if low < high else known[low - 1].end_ms if low else start_ms
        end = known[high - 1].end_ms if low < high else known[low].start_ms if low < len(known) else end_ms
        found += _shared(run, begin, max(begin, end))
    return found


def unchanged(heard: Sequence[str], text: str, language: str) -> frozenset[int]:
    """Which of the heard words stand in a text as they were heard; case and marks do not count."""
    numbers, keys = [], []
    for number, parts in enumerate(_parts(heard, language)):
        for token in parts:
            numbers.append(number)
            keys.append(token.key)
    written = [token.key for token in tokens(text, language)]
    return frozenset(
        number for is_same, low, high, _, _ in _runs(keys, written) if is_same for number in numbers[low:high]
    )


def in_utf16(text: str, places: Sequence[int]) -> list[int]:
    """Places in a text (code points, rising) as JavaScript counts them."""
    if not any(ord(sign) >= FIRST_ASTRAL for sign in text):
        return list(places)
    found, units, at = [], 0, 0
    for place in places:
        units += sum(2 if ord(sign) >= FIRST_ASTRAL else 1 for sign in text[at:place])
        at = max(at, place)
        found.append(units)
    return found


def from_utf16(text: str, place: int) -> int:
    """A place that JavaScript counted, in code points; one inside a character stands before it."""
    units = 0
    for at, sign in enumerate(text):
        units += 2 if ord(sign) >= FIRST_ASTRAL else 1
        if units > place:
            return at
    return len(text)


@dataclass(frozen=True, slots=True)
class _Sound:
    """A token of a heard word: what it is compared by, and its share of the word's time."""

    key: str
    start_ms: int
    end_ms: int
    confidence: float | None
    heard: int


Run = tuple[bool, int, int, int, int]


def _runs(old: list[str], new: list[str]) -> list[Run]:
    """Stretches that are the same, and that are not: ``(is_same, from, to, from, to)``."""
    if old == new:
        return [(True, 0, len(old), 0, len(new))] if old else []
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(tag == "equal", *places) for tag, *places in opcodes]  # type: ignore[misc]  # there are four


def _known(heard: Sequence[Heard], language: str, start_ms: int, end_ms: int) -> list[_Sound]:
    """The heard words as tokens; what a model gives as one and a text writes as several shares its time.

    Times that go back or leave the line are mended here, before anything is compared: the same whatever is edited.
    """
    found: list[_Sound] = []
    at = start_ms
    every = _parts([word.text for word in heard], language)
    for number, (word, parts) in enumerate(zip(heard, every, strict=True)):
        begin = min(max(word.start_ms, at), end_ms)
        at = min(max(word.end_ms, begin), end_ms)
        for place, part in enumerate(parts):
            since = begin + (at - begin) * place // len(parts)
            until = begin + (at - begin) * (place + 1) // len(parts)
            found.append(_Sound(part.key, since, until, word.confidence, number))
    return found


def _parts(words: Sequence[str], language: str) -> list[list[Token]]:
    """The tokens of each word. Words with spaces between them are taken apart together: several times as fast."""
    if (
        all(word[:1].isspace() and len(word.split()) == 1 for word in words[1:])
        and len("".join(words[:1]).split()) == 1
    ):
        found = tokens("".join(words), language)
        if len(found) == len(words):  # as many as there are spaces: each is one
            return [[token] for token in found]
    return [tokens(word, language) for word in words]


def _kept(word: _Sound, start: int, end: int) -> Placed:
    return Placed(start, end, word.start_ms, word.end_ms, word.confidence, word.heard)


def _shared(run: Sequence[tuple[Token, int, int]], start_ms: int, end_ms: int) -> list[Placed]:
    """Words that share a time by their letters."""
    total, done, found = sum(len(word.core) for word, _, _ in run) or 1, 0, []
    for word, start, end in run:
        since = start_ms + (end_ms - start_ms) * done // total
        done += len(word.core)
        found.append(Placed(start, end, since, start_ms + (end_ms - start_ms) * done // total))
    return found
