"""A translation of several segments, shared out among them: each gets the part that says what it said.

Pure text. Where words change their order between two languages the parts are near, not exact; all of it is there, once.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from types import MappingProxyType

from server.core.text.sentences import UNSPACED, is_finished
from server.core.text.stops import CLOSERS, NEVER_LAST, OPENERS, SPACED_ENDS, WIDE_ENDS

_PHRASE = ",;:，；：、،—–"
_ENDS = SPACED_ENDS + WIDE_ENDS
_UNSPACED_PLACE = re.compile(r"(?<=[^\sA-Za-z0-9])(?=[^\s])|(?<=[A-Za-z0-9])(?=[^\sA-Za-z0-9.,%])|\s+")
_FRENCH = re.compile(r"[?!:;»](?:\s|$)")  # marks that French sets a space before
# A cut away from where lengths put it costs its distance, in shares of the whole, plus what it cuts through.
# By what stands there in the source and in the translation: the end of a sentence, of a phrase, or neither.
_COST = MappingProxyType(
    {
        ("end", "end"): 0.0, ("end", "phrase"): 0.15, ("end", ""): 0.35,
        ("phrase", "end"): 0.10, ("phrase", "phrase"): 0.0, ("phrase", ""): 0.10,
        ("", "end"): 0.15, ("", "phrase"): 0.03, ("", ""): 0.0,
    }
)  # fmt: skip
_COST_TORN = 0.08  # behind an article or a preposition


def share(translation: str, texts: Sequence[str], source: str, target: str) -> list[str]:
    """The parts of ``translation``, one for each of the ``texts`` that it was made of, in order.

    A cut goes where a mark of the same kind stands as in the source, near the same share of the length. The parts
    joined (with a space in languages that have them) are the translation; one is empty only where there are fewer
    words than texts.
    """
    whole = translation.strip()
    places = _places(whole, target)
    if len(texts) < 2 or not places:
        return [whole, *[""] * (len(texts) - 1)][: len(texts)]
    if len(places) < len(texts) - 1:
        cuts = [*places, *[len(whole)] * (len(texts) - 1 - len(places))]
    else:
        cuts = _best(whole, places, texts, source, target)
    bounds = [0, *cuts, len(whole)]
    return [whole[begin:end].strip() for begin, end in itertools.pairwise(bounds)]


def _places(text: str, language: str) -> list[int]:
    """Where the text may be cut: between words, never before a mark that belongs to the word before it."""
    if language not in UNSPACED:
        spaces = [space.end() for space in re.finditer(r"(?<=\S)\s+(?=\S)", text)]
        return [at for at in spaces if not _FRENCH.match(text, at)]
    found = [match.end() for match in _UNSPACED_PLACE.finditer(text) if 0 < match.end() < len(text)]
    tight = _PHRASE + _ENDS + CLOSERS
    return [at for at in found if text[at] not in tight and text[at - 1] not in OPENERS and not _is_mark(text[at])]


def _is_mark(letter: str) -> bool:
    """Vowels and tones of Thai and its neighbours that stand on the letter before them."""
    return "\u0e30" <= letter <= "\u0e3a" or "\u0e47" <= letter <= "\u0e4e"


def _best(text: str, places: list[int], texts: Sequence[str], source: str, target: str) -> list[int]:
    """The cheapest cuts in rising order, one less than there are texts (dynamic programming)."""
    lengths = [max(1, len(each.strip())) for each in texts]
    wanted = [sum(lengths[: number + 1]) / sum(lengths) for number in range(len(texts) - 1)]
    marks = [_kind(each, source) for each in texts[:-1]]
    kinds = [_kind(text[:at], target) for at in places]
    torn = [text[:at].split()[-1].casefold() in NEVER_LAST.get(target, ()) for at in places]
    costs: list[list[float]] = []
    froms: list[list[int]] = []
    for number, share_wanted in enumerate(wanted):
        row, came = [], []
        best, best_at = (0.0, -1) if number == 0 else (float("inf"), -1)
        for place, at in enumerate(places):
            if number and place and costs[-1][place - 1] < best:
                best, best_at = costs[-1][place - 1], place - 1
            own = abs(at / len(text) - share_wanted) + _COST[marks[number], kinds[place]] + _COST_TORN * torn[place]
            row.append(best + own)
            came.append(best_at)
        costs.append(row)
        froms.append(came)
    place = min(range(len(places)), key=lambda each: costs[-1][each])
    cuts = [places[place]]
    for number in range(len(wanted) - 1, 0, -1):
        place = froms[number][place]
        cuts.append(places[place])
    return cuts[::-1]


def _kind(text: str, language: str) -> str:
    """What stands last in a text: the end of a sentence, the end of a phrase, or neither."""
    if is_finished(text, language):
        return "end"
    return "phrase" if text.rstrip(f"{CLOSERS} ").endswith(tuple(_PHRASE)) else ""
