"""Brackets opened, closed and chosen between: what becomes of a paragraph's text, its brackets and its citations.

Places are exact: nothing is looked for in the text. Must not know who does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.brackets import LABELS, OF_DELEGATIONS, Bracket, Hold, group, is_around, regrouped
from server.core.statement.edits import reworded, without
from server.core.statement.statement import Citation, Paragraph

# Before these no space stays where words were taken out.
_TIGHT = (" ", ";", ",", ".", ")", "]", "，", "。", "；", "、", "،", "؛")
Cut = tuple[int, int]
Spanned = TypeVar("Spanned", Bracket, Citation)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that are offered instead, by whom, under which id."""

    id: str
    text: str
    owners: tuple[str, ...]


def opened(paragraph: Paragraph, bracket: Bracket, alternatives: Sequence[Alternative] = ()) -> Paragraph:
    """Signs around the words ``start..end`` of a bracket that is not in the text yet; alternatives stand behind it.

    Raises BadRequest for a span that is none, or that crosses another bracket.
    """
    start, end = bracket.start, bracket.end
    if not (0 <= start < end <= len(paragraph.text)) or not paragraph.text[start:end].strip():
        raise BadRequest("a bracket needs words: start and end are places in the text, end behind start")
    for each in paragraph.brackets:
        is_outside = is_around(each, paragraph.text) or (each.start < start and end < each.end)
        is_within = start <= each.start and each.end <= end
        if not (is_outside or is_within or each.is_beside(start, end)):
            raise BadRequest(f"brackets may stand in each other but not cross; this one crosses one of {each.owner}")
    texts = "".join(f" [{each.text}]" for each in alternatives)
    text = f"{paragraph.text[:start]}[{paragraph.text[start:end]}]{texts}{paragraph.text[end:]}"
    grown = 2 + len(texts)
    moved = [
        replace(each, end=len(text))
        if is_around(each, paragraph.text)
        else _at(each, _moved(each.start, each.end, start, end, grown))
        for each in paragraph.brackets
    ]
    cited = [_at(each, _moved(each.start, each.end, start, end, grown)) for each in paragraph.citations]
    made = replace(bracket, start=start, end=end + 2)
    others = _beside(made, alternatives)
    return replace(paragraph, text=text, brackets=(*moved, made, *others), citations=tuple(cited))


def offered(paragraph: Paragraph, bracket_id: str, alternative: Alternative) -> Paragraph:
    """One more alternative to the words of a bracket, behind the last one. Raises NotFound or BadRequest."""
    one = find(paragraph, bracket_id)
    mine = group(paragraph.brackets, one)
    if len(mine) == len(LABELS):
        raise BadRequest(f"there are {len(LABELS)} alternatives already, {LABELS[-1]} is the last: choose between them")
    first, last = mine[0], max(mine, key=lambda each: each.end)
    words = f" [{alternative.text}]"
    text = paragraph.text[: last.end] + words + paragraph.text[last.end :]
    if is_around(one, paragraph.text):
        raise BadRequest("this bracket holds the whole paragraph: offer another paragraph instead")
    moved = [
        replace(each, end=len(text))
        if is_around(each, paragraph.text)
        else _at(each, _behind(each.start, each.end, last.end, len(words)))
        for each in paragraph.brackets
    ]
    cited = [_at(each, _behind(each.start, each.end, last.end, len(words))) for each in paragraph.citations]
    taken = {each.label for each in mine}
    made = replace(
        first, owner=alternative.owners[0], owners=alternative.owners, id=alternative.id, hold=first.hold,
        start=last.end + 1, end=last.end + len(words), alternative_of=first.alternative_of or first.id,
        label=next(each for each in LABELS if each not in taken), opened_by="", opened_at=0,
    )  # fmt: skip
    return replace(paragraph, text=text, brackets=(*moved, made), citations=tuple(cited))


def closed(
    paragraph: Paragraph, owner: str, hold: Hold | None = None, keeps_words: bool = False, bracket_id: str = ""
) -> Paragraph:
    """The paragraph without a bracket: its words taken out, or kept without the signs. What is held around the whole
    paragraph is its own words, which stay either way.

    Which one: by its id, else the owner's first one (of that kind). Raises NotFound where there is none.
    """
    found = (
        find(paragraph, bracket_id)
        if bracket_id
        else next((each for each in paragraph.brackets if owner in each.holders and hold in (None, each.hold)), None)
    )
    if found is None:
        raise NotFound(f"there is no bracket of {owner!r} in this paragraph")
    return _closed(paragraph, [(found, keeps_words)])


def chosen(paragraph: Paragraph, bracket_id: str) -> Paragraph:
    """One of several alternatives stays without its signs, the others leave the text. Raises NotFound, BadRequest."""
    one = find(paragraph, bracket_id)
    mine = group(paragraph.brackets, one)
    if len(mine) < 2:
        raise BadRequest("there is nothing to choose from: this bracket has no alternatives")
    return _closed(paragraph, [(each, each is one) for each in mine])


def lifted(paragraph: Paragraph, bracket_id: str, holder: str, note: str | None = None) -> Paragraph:
    """One of those who hold a bracket lifts it: the others hold it on; with the last one it is closed.

    The words stay, without signs; those leave the text that were offered instead of others, or that only say who holds
    what: ``note`` is what these say without the holder, None for other words. Raises NotFound, NotAllowed for who does
    not hold it, Conflict for what no delegation can lift.
    """
    one = find(paragraph, bracket_id)
    if holder not in one.holders:
        raise NotAllowed(f"this bracket is held by {', '.join(one.holders)}: who holds it lifts it")
    if one.hold not in OF_DELEGATIONS:
        raise Conflict(f"this bracket stands because the words are {one.hold}: the secretariat closes it")
    left = tuple(each for each in one.holders if each != holder)
    if left:
        return handed(paragraph, bracket_id, left, note)
    is_offered = one.alternative_of is not None
    if not is_offered and len(group(paragraph.brackets, one)) > 1:
        raise Conflict("others offer words in the place of these: the chair or the secretariat chooses between them")
    return _closed(paragraph, [(one, not (is_offered or note is not None))])


def handed(paragraph: Paragraph, bracket_id: str, holders: tuple[str, ...], note: str | None = None) -> Paragraph:
    """A bracket is held by these from now on; ``note``: what it says then, where its words only say who holds what."""
    one = find(paragraph, bracket_id)
    if note:
        text = f"{paragraph.text[: one.start]}[{note}]{paragraph.text[one.end :]}"
        paragraph = reworded(paragraph, text, frozenset(one.holders))
        one = find(paragraph, bracket_id)
    held = (replace(each, owner=holders[0], owners=holders) if each is one else each for each in paragraph.brackets)
    return replace(paragraph, brackets=tuple(held))


def find(paragraph: Paragraph, bracket_id: str) -> Bracket:
    """A bracket by its id. Raises NotFound."""
    found = next((each for each in paragraph.brackets if each.id and each.id == bracket_id), None)
    if found is None:
        raise NotFound(f"there is no bracket {bracket_id!r} in this paragraph")
    return found


def _closed(paragraph: Paragraph, ends: Sequence[tuple[Bracket, bool]]) -> Paragraph:
    cuts: list[Cut] = []
    for each, keeps_words in ends:
        if is_around(each, paragraph.text):
            continue
        signs = [(each.start, each.start + 1), (each.end - 1, each.end)]
        cuts += signs if keeps_words else [_tidy(paragraph.text, each)]
    left = [each for each in paragraph.brackets if not any(each is one for one, _ in ends)]
    made = without(paragraph, _merged(cuts), left)
    return replace(made, brackets=regrouped(made.brackets))


def _tidy(text: str, bracket: Bracket) -> Cut:
    """The words with the space that would be left over."""
    start, end = bracket.start, bracket.end
    if end == len(text) or text[end] in _TIGHT:
        start -= len(text[:start]) - len(text[:start].rstrip())
    if not text[:start].strip() or text[:start].endswith("["):
        end += len(text[end:]) - len(text[end:].lstrip())
        start = len(text[:start].rstrip())
    return start, end


def _merged(cuts: Sequence[Cut]) -> list[Cut]:
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _beside(first: Bracket, alternatives: Sequence[Alternative]) -> list[Bracket]:
    found, place = [], first.end
    for label, each in zip(LABELS[1:], alternatives, strict=False):
        end = place + len(each.text) + 3
        found.append(
            replace(
                first, owner=each.owners[0], owners=each.owners, id=each.id, start=place + 1, end=end, label=label,
                alternative_of=first.id,
            )
        )  # fmt: skip
        place = end
    return found


def _moved(begin: int, finish: int, start: int, end: int, grown: int) -> tuple[int, int]:
    """A span of the text before, where ``start..end`` got signs; with what stands behind, the text has grown so much.

    What begins or ends where the bracket does lies within its signs.
    """
    left = begin + (0 if begin < start else 1 if begin < end else grown)
    right = finish + (0 if finish <= start else 1 if finish <= end else grown)
    return left, right


def _behind(begin: int, finish: int, place: int, grown: int) -> tuple[int, int]:
    """A span of the text before, where so many characters were put in at a place."""
    return begin + (grown if begin >= place else 0), finish + (grown if finish > place else 0)


def _at(each: Spanned, span: tuple[int, int]) -> Spanned:
    return replace(each, start=span[0], end=span[1])
