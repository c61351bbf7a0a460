"""An original and its translation side by side: which sentences of one say what which sentences of the other say.

By their lengths in characters alone, so it needs no dictionary: Gale and Church, "A Program for Aligning Sentences in
Bilingual Corpora", Computational Linguistics 19 (1993), pages 75-102. Pure text; knows nobody's remarks.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from server.core.text.sentences import cut, is_finished

TIGHT = frozenset({"zh", "yue", "ja", "my", "km", "lo"})  # no space between their sentences
# From the paper: the variance of a translation's length for one character, and how often sentences pair so. There one
# character begets one; here as many as the two whole texts say, or a Chinese translation would look like a summary. In
# short texts, where one sentence that is missing says otherwise, as many as is usual (of NTREX, to one of English).
VARIANCE = 6.8
PRIORS = {(1, 1): 0.89, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011, (1, 0): 0.0049, (0, 1): 0.0049}
PRICES = tuple((move, -math.log(prior)) for move, prior in PRIORS.items())
Move = tuple[int, int]
DENSITY = MappingProxyType(
    {"zh": 0.35, "ja": 0.44, "ko": 0.55, "ar": 0.93, "ru": 1.11, "pt": 1.1, "es": 1.15, "fr": 1.17}
)
FEW_CHARS = 2_000
DOUBTED = (
    2.3  # of pairs that are right so far apart are 3 in 100 of Chinese, 1 or fewer of seven other languages (NTREX)
)
ALONE = 8.0  # no more for a sentence without a counterpart, however long: the paper would rather shift all the others
LEAST = 1e-300  # the logarithm of nothing
# Sentences that pair lie at like places of the texts; looking further costs seconds in a text of a thousand sentences.
BAND = 40
WINDOW_CHARS = 4_000  # sentences are looked for in so much at a time: in a long text that is many times faster
FAR = 2.5  # paragraphs so many times too long were not translated one by one
SHORT_CHARS = 60


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the original and those of the translation that say the same; either may be empty."""

    original: str
    translation: str


def align(original: str, translation: str, source: str, target: str) -> list[Bead]:
    """The beads of two texts in order. All of both texts is in them, once; only spaces and line ends may differ.

    Paragraph by paragraph where both have as many and of like lengths, else over the whole. 100,000 characters take
    about a second.
    """
    one, other = paragraphs(original, source), paragraphs(translation, target)
    ratio = _ratio(one, other, source, target)
    pairs = [([each], [its]) for each, its in zip(one, other, strict=True)] if _are_paired(one, other, ratio) else []
    found: list[Bead] = []
    for before, after in pairs or [(one, other)]:
        sentences = [each for paragraph in before for each in _sentences(paragraph, source)]
        told = [each for paragraph in after for each in _sentences(paragraph, target)]
        found += _beads(sentences, told, source, target, ratio)
    return found


def doubtful(beads: Sequence[Bead], source: str, target: str) -> list[bool]:
    """Which beads a person should look at: a side is missing, or their lengths are unlikely to be each other's."""
    ratio = _ratio([bead.original for bead in beads], [bead.translation for bead in beads], source, target)
    return [
        not bead.original
        or not bead.translation
        or _deviation(len(bead.original), len(bead.translation) / ratio) > DOUBTED
        for bead in beads
    ]


def paragraphs(text: str, language: str) -> list[str]:
    """The paragraphs of a text: what blank lines part; without any, lines, where the one before ends a sentence."""
    blocks = [[line.strip() for line in block.splitlines() if line.strip()] for block in re.split(r"\n\s*\n", text)]
    blocks = [block for block in blocks if block]
    if len(blocks) == 1:
        blocks = _lines(blocks[0], language)
    return [join(block, language) for block in blocks]


def join(parts: Sequence[str], language: str) -> str:
    """Parts of a text as one, with a space between them where the language has spaces."""
    return ("" if language in TIGHT else " ").join(each.strip() for each in parts if each.strip())


def _sentences(text: str, language: str) -> list[str]:
    """The sentences of a paragraph of any length; of what was looked at only the last one may go on behind it."""
    found: list[str] = []
    while len(text) > WINDOW_CHARS:
        whole = cut(text[:WINDOW_CHARS], language)
        found += whole[:-1] or whole
        text = text[sum(map(len, whole[:-1] or whole)) :]
    return found + cut(text, language)


def _ratio(one: Sequence[str], other: Sequence[str], source: str, target: str) -> float:
    """How many characters of the translation stand for one of the original."""
    usual = DENSITY.get(target, 1.0) / DENSITY.get(source, 1.0)
    return (sum(map(len, other)) + FEW_CHARS * usual) / (sum(map(len, one)) + FEW_CHARS)


def _deviation(one: float, other: float) -> float:
    """How far two lengths lie apart, in standard deviations."""
    return abs(one - other) / math.sqrt(VARIANCE * max(1.0, (one + other) / 2))


def _lines(lines: Sequence[str], language: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if found[-1] and is_finished(found[-1][-1], language):
            found.append([])
        found[-1].append(line)
    return found


def _are_paired(one: Sequence[str], other: Sequence[str], ratio: float) -> bool:
    if len(one) != len(other):
        return False
    for before, after in zip(one, other, strict=True):
        wanted, has = len(before), len(after) / ratio
        if max(wanted, has) > SHORT_CHARS and max(wanted, has) > FAR * min(wanted, has):
            return False
    return True


def _beads(one: Sequence[str], other: Sequence[str], source: str, target: str, ratio: float) -> list[Bead]:
    """The cheapest way through two lists of sentences (dynamic programming)."""
    here = list(accumulate((float(len(each.strip())) for each in one), initial=0.0))
    there = list(accumulate((len(each.strip()) / ratio for each in other), initial=0.0))
    scale = there[-1] / here[-1] if here[-1] else 1.0
    band = max(BAND, abs(len(one) - len(other)) + 2)
    costs: list[dict[int, float]] = [{} for _ in here]
    came: list[dict[int, Move]] = [{} for _ in here]
    for row, length in enumerate(here):
        middle = bisect_left(there, length * scale)
        for column in range(max(0, middle - band), min(len(other), middle + band) + 1):
            best = (0.0, (0, 0)) if not row and not column else _best(row, column, here, there, costs)
            if best[0] < math.inf:
                costs[row][column], came[row][column] = best
    found: list[Bead] = []
    row, column = len(one), len(other)
    while row or column:
        rows, columns = came[row][column]
        found.append(Bead(join(one[row - rows : row], source), join(other[column - columns : column], target)))
        row, column = row - rows, column - columns
    return found[::-1]


def _best(
    row: int, column: int, here: Sequence[float], there: Sequence[float], costs: Sequence[dict[int, float]]
) -> tuple[float, Move]:
    """The cheapest last bead of a way that ends there, and what the way costs."""
    best, chosen = math.inf, (0, 0)
    for move, price in PRICES:
        rows, columns = move
        if rows > row:
            continue
        cost = costs[row - rows].get(column - columns, math.inf) + price
        if cost >= best:
            continue
        deviation = _deviation(here[row] - here[row - rows], there[column] - there[column - columns])
        unlikely = -math.log(max(LEAST, math.erfc(deviation / math.sqrt(2))))
        cost += unlikely if rows and columns else min(unlikely, ALONE)
        if cost < best:
            best, chosen = cost, move
    return best, chosen
