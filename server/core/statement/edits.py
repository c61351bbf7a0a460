"""A paragraph after a change of wording: where its citations and brackets stand then. Must not know who changed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from server.core.errors import Conflict
from server.core.statement.brackets import Bracket, Hold, is_around, outer, regrouped
from server.core.statement.statement import Citation, Paragraph

# A clause of which less than this share stands says something else.
_ENOUGH = 0.5
Block = tuple[str, int, int, int, int]
Group = tuple[Bracket, list[Bracket]]


def reworded(paragraph: Paragraph, text: str, by: frozenset[str] = frozenset()) -> Paragraph:
    """The paragraph with another text; a citation goes with its clause while half of the clause stands.

    Raises Conflict where words between somebody's brackets are gone or changed: those are closed, not edited away.
    ``by``: whose the new wording is: they may change the words that they alone hold. The original that nobody has
    translated may be replaced, and its bracket goes with it; a bracket around the whole paragraph stays around whatever
    it says.
    """
    blocks = tuple(_blocks(paragraph.text, text))
    kept, lost = _laid(paragraph, text, blocks, by)
    if lost:
        names = ", ".join(dict.fromkeys(lost))
        raise Conflict(f"the text in brackets of {names} must stay as it is: close the bracket first", owners=lost)
    return replace(paragraph, text=text, brackets=regrouped(kept), citations=tuple(_cited(paragraph, blocks, text)))


def _laid(
    paragraph: Paragraph, text: str, blocks: tuple[Block, ...], by: frozenset[str]
) -> tuple[tuple[Bracket, ...], list[str]]:
    """The brackets in the new text, and the owners of those that are not in it.

    What lies within a bracket goes with it; first those that stand where the difference says, then the others at the
    nearest place with their words that no bracket has.
    """
    found: dict[int, Bracket] = {}
    waiting: list[Group] = []
    around = {id(each): replace(each, end=len(text)) for each in paragraph.brackets if is_around(each, paragraph.text)}
    for one, within in outer(each for each in paragraph.brackets if id(each) not in around):
        held = paragraph.text[one.start : one.end]
        start, _ = _moved(one.start, one.end, blocks)
        if text.startswith(held, start) and _is_free(start, start + len(held), found.values()):
            _shift([one, *within], start - one.start, found)
        else:
            waiting.append((one, within))
    lost: list[str] = []
    while waiting:
        one, within = waiting.pop(0)
        place = _nearest(paragraph.text[one.start : one.end], _moved(one.start, one.end, blocks)[0], text, found)
        if place is not None:
            _shift([one, *within], place - one.start, found)
            continue
        if by.issuperset(one.holders):
            start, end = _moved(one.start, one.end, blocks)
            is_signed = text[start : start + 1] == "[" and text[max(start, end - 1) : end] == "]"
            if is_signed and end - start > 1 and _is_free(start, end, found.values()):
                found[id(one)] = replace(one, start=start, end=end)
                lost += [name for each in within if not by.issuperset(each.holders) for name in each.holders]
                continue
        elif one.hold is not Hold.UNTRANSLATED:
            lost += [name for name in one.holders if name not in by]
        waiting = outer(within) + waiting
    found |= around
    return tuple(found[id(each)] for each in paragraph.brackets if id(each) in found), lost


def _shift(brackets: Iterable[Bracket], by: int, found: dict[int, Bracket]) -> None:
    for each in brackets:
        found[id(each)] = replace(each, start=each.start + by, end=each.end + by)


def _nearest(held: str, wanted: int, text: str, found: dict[int, Bracket]) -> int | None:
    places = [
        match.start()
        for match in re.finditer(f"(?={re.escape(held)})", text)
        if _is_free(match.start(), match.start() + len(held), found.values())
    ]
    return min(places, key=lambda place: abs(place - wanted), default=None)


def _is_free(start: int, end: int, taken: Iterable[Bracket]) -> bool:
    return all(each.is_beside(start, end) for each in taken)


def without(paragraph: Paragraph, gone: Sequence[tuple[int, int]], brackets: Iterable[Bracket]) -> Paragraph:
    """The paragraph without these spans of its text, with these brackets of its; ``—`` where no word is left.

    What lies in a span that goes is neither held nor cited any more; a clause is cited while half of it stands.
    """
    cuts = sorted(gone)
    text = "".join(
        paragraph.text[end:start]
        for end, start in zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), None], strict=True)
    )
    all_held = list(brackets)
    around = [replace(each, end=len(text)) for each in all_held if is_around(each, paragraph.text)]
    held = [
        each
        for each in all_held
        if not is_around(each, paragraph.text)
        and not any(each.start >= start and each.end <= end for start, end in cuts)
    ]
    cited = [each for each in paragraph.citations if _kept(each, cuts) >= _ENOUGH]
    if not text.strip():
        return replace(paragraph, text="—", brackets=tuple(replace(each, end=1) for each in around), citations=())
    moved = [replace(each, start=_cut(each.start, cuts), end=_cut(each.end, cuts)) for each in held]
    return replace(
        paragraph,
        text=text,
        brackets=(*around, *moved),
        citations=tuple(replace(each, start=_cut(each.start, cuts), end=_cut(each.end, cuts)) for each in cited),
    )


def _cut(place: int, cuts: Sequence[tuple[int, int]]) -> int:
    return place - sum(min(end, place) - start for start, end in cuts if start < place)


def _kept(citation: Citation, cuts: Sequence[tuple[int, int]]) -> float:
    length = citation.end - citation.start
    return (_cut(citation.end, cuts) - _cut(citation.start, cuts)) / max(1, length)


def _is_inside(citation: Citation, bracket: Bracket) -> bool:
    return bracket.start <= citation.start and citation.end <= bracket.end


def _cited(paragraph: Paragraph, blocks: tuple[Block, ...], text: str) -> Iterator[Citation]:
    """The citations that still stand for something; what replaces an untranslated original is cited as that was."""
    originals = [each for each in paragraph.brackets if each.hold is Hold.UNTRANSLATED]
    for each in paragraph.citations:
        original = next((one for one in originals if _is_inside(each, one)), None)
        span = (each.start, each.end) if original is None else (original.start, original.end)
        start, end = _moved(*span, blocks)
        if text[start:end].strip() and (original is not None or _left(each, blocks) >= _ENOUGH):
            yield replace(each, start=start, end=end)


def _left(citation: Citation, blocks: tuple[Block, ...]) -> float:
    """The share of a clause's characters that still stand."""
    same = (min(citation.end, each[2]) - max(citation.start, each[1]) for each in blocks if each[0] == "equal")
    return sum(max(0, each) for each in same) / max(1, citation.end - citation.start)


def _moved(start: int, end: int, blocks: tuple[Block, ...]) -> tuple[int, int]:
    """The span's place in the new text; what replaced its edges belongs to it, what was added beside it does not."""
    first = next((each for each in blocks if each[1] <= start < each[2]), None)
    last = next((each for each in blocks if each[1] < end <= each[2]), None)
    if first is None or last is None:
        return 0, 0
    left = first[3] + (start - first[1] if first[0] == "equal" else 0)
    right = last[3] + (end - last[1]) if last[0] == "equal" else last[4]
    return left, max(left, right)


def _blocks(before: str, after: str) -> Iterator[Block]:
    """What is equal, replaced, deleted and inserted, word by word, in characters of both texts."""
    old, new = (re.findall(r"\w+|\W", text) for text in (before, after))
    starts = [_offsets(old), _offsets(new)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, starts[0][i1], starts[0][i2], starts[1][j1], starts[1][j2]


def _offsets(tokens: list[str]) -> list[int]:
    found = [0]
    for each in tokens:
        found.append(found[-1] + len(each))
    return found
