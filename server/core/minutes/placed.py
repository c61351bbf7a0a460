"""Words with their times, and the cheapest way to lay those of one reading on those of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.hearing.hypothesis import Word
from server.core.hearing.ordering import RATE_HZ
from server.core.text.wording import Token, tokens

# The price of laying a word on a word, on nothing, or far away in time. Two words that share no letter and stand at
# the same place (1.0) are cheaper than one that vanished and one that came (1.4).
_ALONE = 0.7
_OTHER = 1.0
_LIKE = 0.5  # what two words that begin or end alike are cheaper
_DISTANCE = 0.25  # per second between them
_FAR_S = 3.0
_TOO_FAR = 3.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of a text, its place in samples, how sure the model was, and its line's number (-1: of no line)."""

    token: Token
    start: float
    end: float
    probability: float
    line: int = -1

    @property
    def at(self) -> float:
        """The middle of its time."""
        return (self.start + self.end) / 2


def placed_words(words: Sequence[Word], language: str) -> list[Placed]:
    """Words of a model as tokens; what it gives as one and a text writes as several shares its time."""
    found: list[Placed] = []
    for word in words:
        parts = tokens(word.text, language)
        if not parts and found and word.text.strip():
            last = found[-1]
            found[-1] = replace(last, token=replace(last.token, trail=last.token.trail + word.text.strip()))
        gap = word.text[: len(word.text) - len(word.text.lstrip())]
        share = (word.end_sample - word.start_sample) / max(1, len(parts))
        for place, part in enumerate(parts):
            token = replace(part, space=gap) if place == 0 else part
            start = word.start_sample + place * share
            found.append(Placed(token, start, start + share, word.probability))
    return found


def aligned(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[int | None, int | None]]:
    """The cheapest way to lay new words on old ones, as pairs of places in order."""
    price = [[_ALONE * column for column in range(len(new) + 1)]]
    for row, word in enumerate(old, 1):
        before, line = price[-1], [_ALONE * row]
        for column, other in enumerate(new, 1):
            line.append(
                min(before[column - 1] + _price(word, other), before[column] + _ALONE, line[column - 1] + _ALONE)
            )
        price.append(line)
    pairs: list[tuple[int | None, int | None]] = []
    row, column = len(old), len(new)
    while row or column:
        here = price[row][column]
        if row and column and here == price[row - 1][column - 1] + _price(old[row - 1], new[column - 1]):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif column and here == price[row][column - 1] + _ALONE:
            column -= 1
            pairs.append((None, column))
        else:
            row -= 1
            pairs.append((row, None))
    return pairs[::-1]


def _price(old: Placed, new: Placed) -> float:
    apart_s = abs(old.at - new.at) / RATE_HZ
    far = _TOO_FAR if apart_s > _FAR_S else _DISTANCE * apart_s
    one, other = old.token.key, new.token.key
    if one == other:
        return min(far, 2 * _ALONE)
    return _OTHER - _LIKE * _likeness(one, other) + far


def _likeness(one: str, other: str) -> float:
    """The share of letters that two words have in common at their beginning or at their end, 0..1."""
    longest = max(len(one), len(other))
    shortest = min(len(one), len(other))
    head = next((place for place in range(shortest) if one[place] != other[place]), shortest)
    tail = next((place for place in range(shortest) if one[-1 - place] != other[-1 - place]), shortest)
    return max(head, tail) / longest if longest else 0.0
