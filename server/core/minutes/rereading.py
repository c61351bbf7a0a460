"""The second reading against the lines as they stand: which words differ, line by line, and what would be written.

Words are laid on each other by what they say and when. Must not know models, audio or the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.hearing.hypothesis import Word
from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.phantom import is_phantom, without_loops
from server.core.minutes.placed import Placed, aligned, placed_words
from server.core.text.wording import WITHOUT_SPACES, Token, is_hesitation, is_same, text_of, tokens

NEIGHBOUR_TRUST = 0.8  # that a word was not said at all is believed less than the words beside it


@dataclass(frozen=True, slots=True)
class Line:
    """A segment as it stands: its place in samples, its text, and the words heard (empty after a correction)."""

    id: str
    start_sample: int
    end_sample: int
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What the second reading offers for a line. ``confidence``: of the words that differ, 0..1."""

    line: str
    text: str
    words: tuple[Word, ...]
    confidence: float


def offers(lines: Sequence[Line], reread: Sequence[Word], language: str) -> list[Offer]:
    """What the reread words offer for lines that follow each other; a line without a real difference has none.

    A line of which nothing was reread keeps its words: silence is no evidence.
    """
    standing = [word for number, line in enumerate(lines) for word in _placed(line, number, language)]
    heard = placed_words(without_loops(reread), language)
    fresh = [word for word in heard if not is_hesitation(word.token.key, language)]
    pairs = _with_lines(aligned(standing, fresh), standing, fresh, lines)
    found = []
    for number, line in enumerate(lines):
        own = [(was, now) for at, was, now in pairs if at == number]
        first = next((place for place, (at, _, _) in enumerate(pairs) if at == number), 0)
        offer = _offer(line, own, language, (first, len(pairs) - first - len(own)))
        if offer is not None:
            found.append(offer)
    return found


def _placed(line: Line, number: int, language: str) -> list[Placed]:
    """The words of a line with times: those that were heard, or, after a correction, by their share of the letters."""
    found = tokens(line.text, language)
    heard = placed_words(line.words, language)
    if len(heard) == len(found):
        return [replace(was, token=token, line=number) for token, was in zip(found, heard, strict=True)]
    start = line.words[0].start_sample if line.words else line.start_sample
    end = line.words[-1].end_sample if line.words else line.end_sample
    letter = (end - start) / (sum(len(token.core) for token in found) or 1)
    placed, at = list[Placed](), float(start)
    for token in found:
        placed.append(Placed(token, at, at + letter * len(token.core), 1.0, number))
        at += letter * len(token.core)
    return placed


Pair = tuple[Placed | None, Placed | None]


def _with_lines(
    pairs: Sequence[tuple[int | None, int | None]],
    old: Sequence[Placed],
    new: Sequence[Placed],
    lines: Sequence[Line],
) -> list[tuple[int, Placed | None, Placed | None]]:
    """Each pair with its line: that of the old word; a word that nobody had stands where its time is."""
    found: list[tuple[int, Placed | None, Placed | None]] = []
    before = 0
    after = [0] * len(pairs)
    following = len(lines) - 1
    for place in range(len(pairs) - 1, -1, -1):
        was = pairs[place][0]
        following = old[was].line if was is not None else following
        after[place] = following
    for place, (was, now) in enumerate(pairs):
        if was is not None:
            before = old[was].line
        elif now is not None:
            at = new[now].at
            while before < after[place] and at >= lines[before].end_sample:
                before += 1
        found.append((before, None if was is None else old[was], None if now is None else new[now]))
    return found


def _offer(line: Line, pairs: Sequence[Pair], language: str, beside: tuple[int, int]) -> Offer | None:
    """``beside``: how many pairs of other lines stand before and after: far from an edge a loss is believed."""
    words = tuple(now for _, now in pairs if now is not None)
    if not words or not any(was is not None for was, _ in pairs):
        return None
    written: list[Token] = []
    doubts: list[float] = []
    for first, last, is_equal in _runs(pairs, language):
        run = pairs[first:last]
        if is_equal:
            written += _kept(run, bool(written))
            continue
        new = [now for _, now in run if now is not None]
        if (first + beside[0] == 0 or last + beside[1] == len(pairs)) and _is_of_the_edge(run, language):
            written += [was.token for was, _ in run if was is not None]
            continue
        former = pairs[first - 1][1] if written and first else None
        if former is not None:
            written[-1] = _closed(written[-1], former.token.trail)
        written += [now.token for now in new]
        doubts += [now.probability for now in new] or [_beside(pairs, first, last)]
    if not doubts or not written:
        return None
    text = _furnished(written, tokens(line.text, language), language)
    if is_same(tokens(text, language), tokens(line.text, language), language):
        return None
    heard = tuple(
        Word(now.token.space + now.token.written, round(now.start), round(now.end), now.probability) for now in words
    )
    return Offer(line.id, text, heard, round(_mean(doubts), 3))


def _kept(run: Sequence[Pair], is_inside: bool) -> list[Token]:
    """The line's own words; one that no longer begins the line loses the capital of a beginning."""
    words = [was.token for was, _ in run if was is not None]
    was, now = run[0]
    if is_inside and was is not None and now is not None and not was.token.space:
        words[0] = replace(words[0], core=now.token.core)
    return words


def _runs(pairs: Sequence[Pair], language: str) -> list[tuple[int, int, bool]]:
    """Stretches of pairs that say the same, and that do not: ``(first, last, is_equal)``."""
    flags = [was is not None and now is not None and was.token.key == now.token.key for was, now in pairs]
    found: list[tuple[int, int, bool]] = []
    first = 0
    for place in range(1, len(pairs) + 1):
        if place < len(pairs) and flags[place] == flags[first]:
            continue
        old = [was.token for was, _ in pairs[first:place] if was is not None]
        new = [now.token for _, now in pairs[first:place] if now is not None]
        found.append((first, place, flags[first] or is_same(old, new, language)))
        first = place
    return found


def _is_of_the_edge(run: Sequence[Pair], language: str) -> bool:
    """Whether a difference at an end of a reading is the model's own: words get lost there, and courtesies made up."""
    new = [now for _, now in run if now is not None]
    if not new:
        return True
    if any(was is not None for was, _ in run):
        return False
    seconds = (new[-1].end - new[0].start) / RATE_HZ
    return is_phantom(text_of([now.token for now in new]), language, seconds, _mean([now.probability for now in new]))


def _beside(pairs: Sequence[Pair], first: int, last: int) -> float:
    """How sure the reading was of the words around what it does not have."""
    around = [*reversed(pairs[max(0, first - 1) : first]), *pairs[last : last + 1]]
    sure = [now.probability for _, now in around if now is not None]
    return NEIGHBOUR_TRUST * min(sure, default=0.0)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _furnished(written: Sequence[Token], standing: Sequence[Token], language: str) -> str:
    """The text with the line's own capital and closing marks, and spaces where the script has them."""
    words = list(written)
    if language.split("-")[0] not in WITHOUT_SPACES:
        words = [replace(word, space=word.space or " ") for word in words]
    if standing[0].core[:1].isupper():
        words[0] = replace(words[0], core=words[0].core[:1].upper() + words[0].core[1:])
    words[-1] = _closed(words[-1], standing[-1].trail)
    return text_of(words)


def _closed(word: Token, trail: str) -> Token:
    """The word with other marks after it, unless a percent sign, which is a word, would come or go."""
    return word if "%" in word.trail + trail or "％" in word.trail + trail else replace(word, trail=trail)
