"""What positions add up to at a moment: consensus is the absence of objection; counts are computed, never typed.

Nothing is agreed until everything is agreed: a paragraph is agreed provisionally until the whole is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from server.core.statement.obstacles import What, obstacles
from server.core.statement.positions import BLOCKING, WHOLE, Value
from server.core.statement.table import Mark, Table, Word

# Who holds these joins in, if with words of its own.
CONSENTING = frozenset({Value.AGREE, Value.AGREE_AD_REFERENDUM, Value.NO_OBJECTION, Value.RESERVE})
# Who holds these of the words as they read now has settled what it held back in the room.
SETTLING = CONSENTING - {Value.RESERVE}


class Level(StrEnum):
    """How far a paragraph, or the whole, is agreed."""

    OPEN = "open"  # a bracket, an objection or an amendment stands
    PENDING = "pending"  # nothing stands in the way; some are still to answer, or to confirm
    AD_REFERENDUM = "ad_referendum"  # all have answered, some ad referendum
    PROVISIONAL = "provisional"  # agreed, until the whole is
    AGREED = "agreed"
    ADOPTED = "adopted"


def counts(words: Iterable[Word]) -> dict[Value, int]:
    """How many parties hold each value, in the order of the nine; values nobody holds are left out."""
    found = Counter(each.value for each in words)
    return {value: found[value] for value in Value if found[value]}


def counts_on(matrix: Mapping[str, Mapping[str, Word]], paragraph: str = WHOLE) -> dict[Value, int]:
    """The same on one paragraph or on the whole: every party is counted once."""
    return counts(row[paragraph] for row in matrix.values())


def unanswered(matrix: Mapping[str, Mapping[str, Word]], paragraph: str = WHOLE) -> tuple[str, ...]:
    """The parties that are still to answer."""
    return tuple(party for party, row in matrix.items() if row[paragraph].value is Value.NO_REPLY)


def levels(table: Table, matrix: Mapping[str, Mapping[str, Word]] | None = None) -> dict[str, Level]:
    """How far the whole (``""``) and each paragraph are agreed. ``matrix``: that of the table, where it is there.

    What was adopted is that, whatever any party held of it then.
    """
    if table.statement.adopted_at is not None:
        return dict.fromkeys((WHOLE, *(each.id for each in table.statement.paragraphs)), Level.ADOPTED)
    matrix = table.matrix() if matrix is None else matrix
    hindered = {each.paragraph for each in obstacles(table) if each.what is not What.SILENCE}
    found = {
        each.id: _level([row[each.id] for row in matrix.values()], each.id in hindered)
        for each in table.statement.paragraphs
    }
    whole = _level([row[WHOLE] for row in matrix.values()], bool(hindered))
    if whole in (Level.PROVISIONAL, Level.AD_REFERENDUM):
        whole = min((whole, *found.values()), key=list(Level).index)
    if table.silent_until_ms is not None:
        whole = min(whole, Level.PENDING, key=list(Level).index)
    if whole is Level.PROVISIONAL:
        return {WHOLE: Level.AGREED, **dict.fromkeys(found, Level.AGREED)}
    return {WHOLE: whole, **found}


def settled(table: Table, matrix: Mapping[str, Mapping[str, Word]] | None = None) -> frozenset[tuple[str, str]]:
    """(paragraph, party) where a party holds nothing back of the words as they are now: by its own word on the
    paragraph or on the whole, or by the silence that it kept over them. ``matrix``: as for ``levels``."""
    matrix = table.matrix() if matrix is None else matrix
    return frozenset(
        (place, party)
        for party, row in matrix.items()
        for place, word in row.items()
        if word.value in SETTLING and Mark.OUTDATED not in word.marks
    )


def is_agreed(table: Table) -> bool:
    """Whether everything is: no bracket, objection or amendment is open, and every party stands by the words as they
    are now, or kept silence over them."""
    return levels(table)[WHOLE] in (Level.AGREED, Level.ADOPTED)


def _level(words: list[Word], is_hindered: bool) -> Level:
    if is_hindered or any(each.value in BLOCKING for each in words):
        return Level.OPEN
    if not any(each.value in CONSENTING for each in words):
        return Level.PENDING
    if any(each.value is Value.NO_REPLY or Mark.OUTDATED in each.marks for each in words):
        return Level.PENDING
    is_unconfirmed = any(each.value is Value.AGREE_AD_REFERENDUM for each in words)
    return Level.AD_REFERENDUM if is_unconfirmed else Level.PROVISIONAL
