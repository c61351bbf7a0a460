"""Where a line is parted when somebody splits it: between which words of its text, and of what was heard.

Pure; places are code points of a text, times milliseconds of the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.core.minutes.realign import Heard, Placed


@dataclass(frozen=True, slots=True)
class Cut:
    """``place``: where the second part begins in the text; ``word``: its first heard word.

    ``end_ms``: of the first part; ``start_ms``: of the second.
    """

    place: int
    word: int
    end_ms: int
    start_ms: int


def cut(placed: Sequence[Placed], heard: Sequence[Heard], place: int) -> Cut:
    """The boundary nearest to a place. There are two words at least. Heard words that nobody kept go by their time."""
    number = min(range(1, len(placed)), key=lambda each: abs(placed[each].start - place))
    before, after = placed[number - 1], placed[number]
    word = max((each.heard + 1 for each in placed[:number] if each.heard is not None), default=0)
    most = min((each.heard for each in placed[number:] if each.heard is not None), default=len(heard))
    border = (before.end_ms + after.start_ms) / 2
    while word < most and (heard[word].start_ms + heard[word].end_ms) / 2 < border:
        word += 1
    return Cut(after.start, word, before.end_ms, after.start_ms)


def place_in(placed: Sequence[Placed], text: str, found: Cut) -> int:
    """Where the same boundary is in another text of the line (``placed``: its words)."""
    number = 1 + max(
        (at for at, each in enumerate(placed) if each.heard is not None and each.heard < found.word), default=-1
    )
    while number < len(placed) and placed[number].heard is None and placed[number].start_ms < found.start_ms:
        number += 1
    return placed[number].start if number < len(placed) else len(text)


def parted(text: str, place: int) -> tuple[str, str]:
    """A text in two, without the spaces between."""
    return text[:place].rstrip(), text[place:].lstrip()


def terms_parted(
    terms: Sequence[dict[str, Any]], text: str, place: int, word: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What a line keeps of its terms (``span`` in its text, ``words`` heard), in two; a repair over the cut is none."""
    first: list[dict[str, Any]] = []
    second: list[dict[str, Any]] = []
    begin = len(text) - len(parted(text, place)[1])
    for each in terms:
        if "span" not in each or each["span"][1] <= place:
            first.append(each)
        elif each["span"][0] >= begin:
            second.append(moved(each, -begin, -word))
    return first, second


def moved(term: dict[str, Any], characters: int, heard: int) -> dict[str, Any]:
    """A term in a text that begins elsewhere."""
    if "span" not in term:
        return term
    span, of = ([each + by for each in term[key]] for key, by in (("span", characters), ("words", heard)))
    return {**term, "span": span, "words": of}
