"""A paragraph after a change of wording: where its citations and brackets stand then. Must not know who changed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from server.core.brackets import Bracket, Hold, is_around
from server.core.errors import Conflict, NotFound
from server.core.statement import Citation, Paragraph

# A clause of which less than this share stands says something else.
_ENOUGH = 0.5
Block = tuple[str, int, int, int, int]


def reworded(paragraph: Paragraph, text: str) -> Paragraph:
    """The paragraph with another text; a citation goes with its clause while half of the clause stands.

    Raises Conflict where words between somebody's brackets are gone or changed: those are closed, not edited away.
    The original that nobody has translated may be replaced, and its bracket goes with it; a bracket around the whole
    paragraph stays around whatever it says.
    """
    blocks = tuple(_blocks(paragraph.text, text))
    kept, lost = [], []
    for each in paragraph.brackets:
        if is_around(each, paragraph.text):
            kept.append(replace(each, end=len(text)))
            continue
        held = paragraph.text[each.start : each.end]
        start, _ = _moved(each.start, each.end, blocks)
        if text[start : start + len(held)] != held:
            start = text.find(held)
        if start >= 0:
            kept.append(replace(each, start=start, end=start + len(held)))
        elif each.hold is not Hold.UNTRANSLATED:
            lost.append(each.owner)
    if lost:
        names = ", ".join(dict.fromkeys(lost))
        raise Conflict(f"the text in brackets of {names} must stay as it is: close the bracket first", owners=lost)
    return replace(paragraph, text=text, brackets=tuple(kept), citations=tuple(_cited(paragraph, blocks, text)))


def closed(paragraph: Paragraph, owner: str, hold: Hold | None = None, keeps_words: bool = False) -> Paragraph:
    """The paragraph without the owner's first bracket (of that kind): its words taken out, or kept without the signs.

    What is held around the whole paragraph is its own words, which stay either way.

    Raises NotFound where the owner holds nothing there.
    """
    found = next((each for each in paragraph.brackets if each.owner == owner and hold in (None, each.hold)), None)
    if found is None:
        raise NotFound(f"there is no bracket of {owner!r} in this paragraph")
    if is_around(found, paragraph.text):
        return replace(paragraph, brackets=tuple(each for each in paragraph.brackets if each is not found))
    before, words = paragraph.text[: found.start], paragraph.text[found.start : found.end]
    after = paragraph.text[found.end :]
    middle = words.removeprefix("[").removesuffix("]") if keeps_words else ""
    if not middle:
        before = before.rstrip() if after[:1] in ("", " ", ";", ",", ".") else before
    text = (before + middle + after).strip() or "—"
    rest = replace(paragraph, brackets=tuple(each for each in paragraph.brackets if each is not found))
    return _without(rest, found, text, keeps_words)


def _without(paragraph: Paragraph, gone: Bracket, text: str, keeps_words: bool) -> Paragraph:
    """Spans moved; what stood only in the bracket that is gone is cited no longer."""
    inside = () if keeps_words else tuple(each for each in paragraph.citations if _is_inside(each, gone))
    left = replace(paragraph, citations=tuple(each for each in paragraph.citations if each not in inside))
    within = tuple(each for each in left.brackets if not (gone.start <= each.start and each.end <= gone.end))
    return reworded(replace(left, brackets=left.brackets if keeps_words else within), text)


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
