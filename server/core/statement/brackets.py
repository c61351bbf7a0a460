"""Square brackets as structure: who holds which words, and why; what is offered instead. Must not know a statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

_MARKS = " ,;.:،؛؟。，；：！？!?"
NOBODY = "?"  # the owner of a bracket that names none
# What an alternative is called, after the first wording that needs no name.
LABELS = ("", "bis", "ter", "quater")


class Hold(StrEnum):
    """Why text stands in brackets."""

    RESERVE = "reserve"
    OBJECT = "object"
    AMEND = "amend"
    DISASSOCIATE = "disassociate"
    CONDITION = "condition"
    CONFLICT = "conflict"
    UNTRANSLATED = "untranslated"
    UNCLEAR = "unclear"
    OPEN = "open"  # not agreed, and no reason is named: what came in brackets with a zero draft


# What a delegation holds, and so may lift itself; what is unclear, not translated or contradicted is held for the text.
OF_DELEGATIONS = frozenset({Hold.RESERVE, Hold.OBJECT, Hold.AMEND, Hold.DISASSOCIATE, Hold.CONDITION, Hold.OPEN})


@dataclass(frozen=True, slots=True)
class Bracket:
    """Characters ``start..end`` of a paragraph's text, both signs included, held by delegations until closed.

    ``owner`` is the first of ``owners`` (none given: it alone). ``alternative_of``: the id of the bracket whose words
    these are offered instead of, ``label`` what it is called then. ``opened_at``: Unix milliseconds, 0 where nobody
    wrote it down. ``is_whole``: it holds the whole paragraph whatever it says, and its signs are no characters of it.
    """

    owner: str
    hold: Hold
    start: int
    end: int
    id: str = ""
    owners: tuple[str, ...] = ()
    label: str = ""
    alternative_of: str | None = None
    opened_by: str = ""
    opened_at: int = 0
    is_whole: bool = False

    @property
    def holders(self) -> tuple[str, ...]:
        """All who hold it."""
        return self.owners or (self.owner,)

    def contains(self, other: Bracket) -> bool:
        """Whether another one lies within it; of equal ones each contains the other."""
        return self.start <= other.start and other.end <= self.end

    def is_beside(self, start: int, end: int) -> bool:
        """Whether it has nothing in common with a span."""
        return self.end <= start or end <= self.start


def is_around(bracket: Bracket, text: str) -> bool:
    """Whether a bracket holds a whole paragraph as it reads: its signs are no characters of the text.

    The mark after the last word is the numbering's and counts to neither. One that has an id was asked that when it was
    opened, and keeps the answer whatever is opened within it.
    """
    if bracket.id:
        return bracket.is_whole
    return bracket.start == 0 and not text.startswith("[") and not text[bracket.end :].strip(_MARKS)


def outer(brackets: Iterable[Bracket]) -> list[tuple[Bracket, list[Bracket]]]:
    """Those that lie in no other, in the order of the text, each with those within it."""
    found: list[tuple[Bracket, list[Bracket]]] = []
    for each in sorted(brackets, key=lambda each: (each.start, -each.end)):
        if found and found[-1][0].contains(each):
            found[-1][1].append(each)
        else:
            found.append((each, []))
    return found


def group(brackets: Iterable[Bracket], one: Bracket) -> list[Bracket]:
    """A bracket and those that are alternatives with it, the first wording before them."""
    first = one.alternative_of or one.id
    if not first:
        return [one]
    mine = [each for each in brackets if first in (each.id, each.alternative_of)]
    return sorted(mine, key=lambda each: LABELS.index(each.label))


def regrouped(brackets: Sequence[Bracket]) -> tuple[Bracket, ...]:
    """Where the first wording is gone the next takes its place; one that is left alone is an alternative no more."""
    ids = {each.id for each in brackets}
    heads: dict[str, str] = {}
    made = []
    for each in brackets:
        of = each.alternative_of
        head = of if of is None or of in ids else heads.setdefault(of, each.id)
        made.append(replace(each, alternative_of=None if head == each.id else head))
    firsts = {each.alternative_of for each in made}
    return tuple(
        replace(each, label="") if each.alternative_of is None and each.id not in firsts else each for each in made
    )


def with_written(text: str, brackets: Sequence[Bracket]) -> tuple[Bracket, ...]:
    """The brackets of a text that a person wrote, with those that stand in it by their signs alone: held by nobody.

    What lies within a bracket that is known already belongs to whoever holds that; a sign alone is none.
    """
    known = [each for each in brackets if not is_around(each, text)]
    opened: list[int] = []
    found: list[Bracket] = []
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            found.append(Bracket(NOBODY, Hold.OPEN, opened.pop(), place + 1))
    new = [each for each in found if not any(one.contains(each) for one in known)]
    return (*brackets, *(each for each in new if text[each.start + 1 : each.end - 1].strip()))


def is_well_formed(text: str, brackets: Sequence[Bracket]) -> bool:
    """Whether each begins and ends with its sign, and any two lie apart or one within the other.

    One around the whole paragraph has no signs in it.
    """
    signed = [each for each in brackets if not is_around(each, text)]
    is_signed = all(
        0 <= each.start < each.end <= len(text) and text[each.start] == "[" and text[each.end - 1] == "]"
        for each in signed
    )
    return is_signed and all(
        one.is_beside(other.start, other.end) or one.contains(other) or other.contains(one)
        for at, one in enumerate(signed)
        for other in signed[at + 1 :]
    )
