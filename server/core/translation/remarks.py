"""Remarks handed in beforehand, with one translation: which of their sentences somebody is saying now.

Words are compared bare, in order; where the speaker leaves the text, it is not found or said to part from it. Pure;
must not know who may read remarks, or when.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from server.core.text.sentences import UNSPACED, is_finished
from server.core.text.stops import NEVER_LAST
from server.core.text.wording import FIGURES, Token, is_hesitation, text_of, tokens
from server.core.translation.alignment import Bead, join
from server.core.translation.sharing import share

# Chosen on 320 sentences of news (NTREX) in six languages, read with invented recognition errors: with 15 % of the
# words wrong 97-98 % are found in English, Portuguese, Russian and Japanese, 93-95 % in Chinese and Korean, with 20 %
# 88-94 %; at 0.75 throughout 90-97 % and 77-87 %. None was taken for another; of 600 other sentences none was found.
SAID, SAID_SHORT, LONG_WORDS = 0.7, 0.75, 8  # the lower one from so many words on, and for what comes next
# One word wrong in thirty; and what differs may only be a word that carries no meaning.
VERBATIM = 0.97
# A part of a sentence is found by fewer words than the whole: it must be surer, and longer, unless it goes on from
# what was found last.
PART_SAID, PART_WORDS = 0.85, 8
SHORT_WORDS = 3  # so few words are found only where they are the same
MOST_BEADS = 6
MOST_WORDS = 400  # a sentence that was heard has fifty at most
# Words at the edge of a sentence that were misheard or left out: it counts as said to its edge.
SLACK, SLACK_SHARE = 2, 0.15
FOLLOWS = 0.04  # what comes next in the text is believed before what is as like elsewhere
NEAR_BEADS = 3
TRIED = 40  # how many runs are compared word by word
CHARS_A_WORD = 2  # of scripts without spaces
_PERCENT = re.compile(r"\s*(?:[%％]|\bper ?cent\b|\bpour cent\b|\bpor ?cento\b|\bpor ciento\b)", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-‐‑–/](?=\w)")


@dataclass(frozen=True, slots=True)
class Found:
    """Words [start, end) of the remarks are being said; ``text`` is their translation.

    ``is_parted``: what is said is not quite what is written there, or not all of a sentence of it.
    """

    start: int
    end: int
    likeness: float
    is_parted: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Beads [first, last) that may be what is said; ``most`` is the likeness that they can't be above."""

    first: int
    last: int
    most: float


class Remarks:
    """Remarks and their translation, ready to be found in. Never changes: any thread may ask."""

    def __init__(self, beads: Sequence[Bead], source: str, target: str) -> None:
        self._source, self._target = source, target
        self.beads = _with_original(beads, target)
        known: dict[str, str] = {}
        said = [[known.setdefault(word, word) for word in _said(bead.original, source)] for bead in self.beads]
        self._words = [word for words in said for word in words]
        self._starts = list(accumulate((len(words) for words in said), initial=0))
        self._bags = [Counter(words) for words in said]
        self._weight = CHARS_A_WORD if source in UNSPACED else 1

    def find(self, heard: str, after: int = 0) -> Found | None:
        """What of the remarks is said by ``heard``, or None; ``after``: the ``end`` of what was found last.

        A few milliseconds for three hundred sentences.
        """
        words = _said(heard, self._source)
        if not words or len(words) > MOST_WORDS:
            return None
        best: tuple[float, int, int, float] | None = None
        for run in self._runs(words, after):
            if best is not None and run.most + FOLLOWS <= best[0]:
                break
            spoken = self._span(words, run, after)
            if spoken is None:
                continue
            start, end, likeness = spoken
            worth = likeness + self._bonus(start, after)
            if self._is_said(words, start, end, likeness, after) and (best is None or worth > best[0]):
                best = (worth, start, end, likeness)
        return None if best is None else self._found(heard, words, best[1], best[2], best[3], after)

    def _runs(self, words: Sequence[str], after: int) -> Iterator[_Run]:
        """The runs that may be it by the words that they have in common, the likeliest first."""
        wanted = Counter(words)
        known = wanted.keys()
        common = [sum(min(bag[word], wanted[word]) for word in bag.keys() & known) for bag in self._bags]
        found: list[tuple[float, _Run]] = []
        for first, begins in enumerate(common):
            if not begins:
                continue
            shared = inner = 0
            for last in range(first + 1, min(first + MOST_BEADS, len(common)) + 1):
                shared += common[last - 1]
                inner += self._starts[last - 1] - self._starts[last - 2] if last - first > 2 else 0
                if 2 * len(words) < SAID * (len(words) + inner):
                    break
                most = min(shared, len(words))
                bound = 2 * most / (len(words) + max(most, inner))
                if common[last - 1] and bound >= SAID:
                    whole = 2 * most / (len(words) + self._starts[last] - self._starts[first])
                    found.append((bound + whole + self._bonus(self._starts[first], after), _Run(first, last, bound)))
        found.sort(key=lambda each: -each[0])
        return iter(sorted((run for _, run in found[:TRIED]), key=lambda run: -run.most))

    def _bonus(self, start: int, after: int) -> float:
        """What comes next is believed before what is as like, and what comes soon before what comes late."""
        beads = abs(bisect_right(self._starts, start) - bisect_right(self._starts, after))
        return FOLLOWS / (1 + beads) if start + SLACK >= after and beads <= NEAR_BEADS else 0.0

    def _span(self, words: Sequence[str], run: _Run, after: int) -> tuple[int, int, float] | None:
        """From which word to which one the run is said, and how like that is."""
        offset = self._starts[run.first]
        written = self._words[offset : self._starts[run.last]]
        if 2 * _common(words, written) < SAID * (len(words) + _common(words, written)):
            return None
        blocks = [each for each in SequenceMatcher(None, written, words, False).get_matching_blocks() if each.size]
        blocks = _tight(blocks, len(words))
        same = sum(each.size for each in blocks)
        start = offset + blocks[0].a - min(blocks[0].b, blocks[0].a)
        rest = len(words) - blocks[-1].b - blocks[-1].size
        end = offset + min(len(written), blocks[-1].a + blocks[-1].size + rest)
        start, end = self._snapped(start, after), self._snapped(end, None)
        return (start, end, 2 * same / (len(words) + end - start)) if start < end else None

    def _snapped(self, place: int, after: int | None) -> int:
        """A place between words, moved to the edge of a sentence, or to the end of what was found last, if near."""
        if after is not None and abs(place - after) <= SLACK:
            return after
        bead = min(bisect_right(self._starts, place), len(self._starts) - 1) - 1
        low, high = self._starts[bead], self._starts[bead + 1]
        slack = max(SLACK, round((high - low) * SLACK_SHARE))
        if min(place - low, high - place) > slack:
            return place
        return low if place - low <= high - place else high

    def _is_said(self, words: Sequence[str], start: int, end: int, likeness: float, after: int) -> bool:
        if len(words) <= SHORT_WORDS * self._weight:
            return likeness >= VERBATIM and (start in self._starts or start == after) and end in self._starts
        goes_on = 0 < after == start
        if end in self._starts and (goes_on or start in self._starts):
            is_sure = start == after or len(words) >= LONG_WORDS * self._weight
            return likeness >= (SAID if is_sure else SAID_SHORT)
        return likeness >= PART_SAID and (goes_on or len(words) >= PART_WORDS * self._weight)

    def _found(
        self, heard: str, words: Sequence[str], start: int, end: int, likeness: float, after: int
    ) -> Found | None:
        parts, is_whole = list[str](), True
        for bead in range(bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)):
            low, high = self._starts[bead], self._starts[bead + 1]
            if low == high:
                continue
            is_whole = is_whole and bool(self.beads[bead].translation)
            parts.append(self._part(bead, max(start, low) - low, min(end, high) - low))
        text = join(parts, self._target)
        is_cut = (start not in self._starts and start != after) or (
            end not in self._starts and is_finished(heard, self._source)
        )
        is_same = likeness >= VERBATIM and self._is_verbatim(words, self._words[start:end])
        return Found(start, end, likeness, is_cut or not is_same or not is_whole, text) if text else None

    def _part(self, bead: int, start: int, end: int) -> str:
        """The translation of words [start, end) of a bead: all of it, or a share."""
        whole = self.beads[bead].translation
        if end - start == self._starts[bead + 1] - self._starts[bead] or not whole:
            return whole
        said = _tokens(self.beads[bead].original, self._source)
        texts = [text_of(part) for part in (said[:start], said[start:end], said[end:])]
        shares = share(whole, [each for each in texts if each], self._source, self._target)
        return shares[1 if start else 0]

    def _is_verbatim(self, words: Sequence[str], written: Sequence[str]) -> bool:
        """Whether what differs are words that carry no meaning: figures and negations do."""
        empty = NEVER_LAST.get(self._source, frozenset())
        changes = SequenceMatcher(None, written, words, False).get_opcodes()
        return all(
            word in empty
            for tag, low, high, first, last in changes
            if tag != "equal"
            for word in [*written[low:high], *words[first:last]]
        )


def _with_original(beads: Sequence[Bead], target: str) -> list[Bead]:
    """Beads that can be said: a sentence that only the translation has goes with the one before it."""
    found: list[Bead] = []
    waiting = ""
    for bead in beads:
        if not bead.original and found:
            found[-1] = replace(found[-1], translation=join([found[-1].translation, bead.translation], target))
        elif not bead.original:
            waiting = join([waiting, bead.translation], target)
        else:
            found.append(replace(bead, translation=join([waiting, bead.translation], target)))
            waiting = ""
    return found


def _tokens(text: str, language: str) -> list[Token]:
    """The words of a text without hesitations."""
    found = tokens(_HYPHEN.sub(" ", _PERCENT.sub("%", text)), language)
    return [each for each in found if each.key and not is_hesitation(each.key, language)]


def _said(text: str, language: str) -> list[str]:
    """Words as they are compared: number words from two on are figures, and a per cent sign counts to its figure."""
    figures = {word: str(number) for number, word in enumerate(FIGURES.get(language, "").split()) if number > 1}
    keys = [each.key.rstrip("%") or each.key for each in _tokens(text, language)]
    return [figures.get(key, key) for key in keys]


def _common(words: Sequence[str], written: Sequence[str]) -> int:
    """The length of the longest common subsequence.

    All of a column at once, in the bits of one number: Hyyrö, "Bit-Parallel LCS-length Computation Revisited", AWOCA
    2004.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << place
    everything = (1 << len(words)) - 1
    open_places = everything
    for word in written:
        met = open_places & places.get(word, 0)
        open_places = (open_places + met | open_places - met) & everything
    return len(words) - open_places.bit_count()


def _tight(blocks: Sequence[Any], count: int) -> list[Any]:
    """Matching blocks without those at the edges that stretch the span more than they add."""
    kept = list(blocks)

    def worth(some: Sequence[Any]) -> float:
        span = some[-1].a + some[-1].size - some[0].a
        return float(2 * sum(each.size for each in some) / (count + span))

    while len(kept) > 1:
        best = max(kept[1:], kept[:-1], key=worth)
        if worth(best) <= worth(kept):
            break
        kept = best
    return kept
