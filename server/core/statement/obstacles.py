"""What stands in the way of adopting a statement, and what is to be confirmed before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.core.errors import Conflict
from server.core.statement.positions import BLOCKING, WHOLE, Value, deadline_ms, is_lapsed
from server.core.statement.statement import labels
from server.core.statement.table import Mark, Table


class What(StrEnum):
    """What may stand in the way of adoption."""

    BRACKET = "bracket"
    POSITION = "position"
    AMENDMENT = "amendment"
    RETRACTED = "retracted"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way of adoption. ``text`` says it in words; ``is_outdated``: of an earlier wording."""

    what: What
    text: str
    paragraph: str = WHOLE
    delegation: str = ""
    value: str = ""
    number: str = ""
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed before adoption: ``outdated``, ``ad_referendum`` (by ``until_ms``) or ``lapsed``."""

    delegation: str
    paragraph: str
    why: str
    until_ms: int | None = None


def obstacles(table: Table) -> tuple[Obstacle, ...]:
    """What stands in the way of adoption. Words of those who are no party do not count; no party's objection is lost:
    one on a paragraph stands though its delegation has agreed to the whole since."""
    called = labels(table.statement.paragraphs)
    places = {key: f"paragraph {label}" for key, label in called.items()} | {WHOLE: "the whole"}
    found = [
        Obstacle(What.BRACKET, f"open bracket of {' and '.join(each.holders)} ({each.hold}) in {places[paragraph.id]}",
                 paragraph.id, each.owner, str(each.hold))
        for paragraph in table.statement.paragraphs for each in paragraph.brackets
    ]  # fmt: skip
    found += [
        Obstacle(What.RETRACTED, f"{places[each]} quotes a retracted line", each)
        for each in table.retracted if each in places
    ]  # fmt: skip
    found += [
        Obstacle(What.POSITION, f"{each.delegation}: {each.value} on {places[each.paragraph]}", each.paragraph,
                 each.delegation, str(each.value), is_outdated=table.is_outdated(each))
        for each in table.effective().values() if each.value in BLOCKING
    ]  # fmt: skip
    found += [
        Obstacle(
            What.AMENDMENT,
            f"amendment {each.number} of {each.by} is open on {places.get(each.paragraph, 'the text')}",
            each.paragraph,
            each.by,
            number=each.number,
        )
        for each in table.open_amendments()
    ]
    if table.silent_until_ms is not None:
        found.append(Obstacle(What.SILENCE, "the silence procedure has not ended"))
    return tuple(found)


def questions(table: Table) -> tuple[Question, ...]:
    """What is to be confirmed before adoption; objections of an earlier wording are obstacles already."""
    found = []
    for each in table.effective().values():
        until_ms = deadline_ms(each, table.terms)
        place = (each.delegation, each.paragraph)
        if is_lapsed(each, table.terms, table.now_ms):
            found.append(Question(*place, str(Mark.LAPSED), until_ms))
        elif each.value is Value.AGREE_AD_REFERENDUM:
            found.append(Question(*place, "ad_referendum", until_ms))
        if each.value not in BLOCKING and table.is_outdated(each):
            found.append(Question(*place, str(Mark.OUTDATED)))
    return tuple(found)


def require_adoptable(table: Table) -> None:
    """Raises Conflict that lists all that stands in the way."""
    standing = [each.text for each in obstacles(table)]
    if standing:
        raise Conflict(f"it can't be adopted yet: {'; '.join(standing)}", obstacles=standing)
