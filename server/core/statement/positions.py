"""Positions: the nine values, what each holds at a moment, and which of them hinder. Consensus is in ``consensus``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from server.core.errors import BadRequest

WHOLE = ""


class Value(StrEnum):
    """The nine positions."""

    AGREE = "agree"
    AGREE_AD_REFERENDUM = "agree_ad_referendum"
    NO_OBJECTION = "no_objection"
    RESERVE = "reserve"
    PROPOSE_AMENDMENT = "propose_amendment"
    OBJECT = "object"
    DISASSOCIATE = "disassociate"
    NOT_A_PARTY = "not_a_party"
    NO_REPLY = "no_reply"


# A reservation or a disassociation is annexed and lets the others go on; these two do not.
BLOCKING = frozenset({Value.OBJECT, Value.PROPOSE_AMENDMENT})
# What an agreement ad referendum may count as when its deadline is over and nothing came.
LAPSED = (Value.NO_REPLY, Value.NO_OBJECTION, Value.AGREE)


@dataclass(frozen=True, slots=True)
class Position:
    """A delegation's word on a paragraph, or on the whole (``""``). ``at_ms`` is when, ``by`` the person.

    ``note`` is what the delegation adds in words: the reason of a reservation, the wording of an amendment.
    ``until_ms``: by when an agreement ad referendum is to be confirmed, as the delegation itself says. ``told_by``: how
    the secretariat, which wrote it down, was told; empty where the delegation did it itself.
    """

    delegation: str
    paragraph: str
    value: Value
    at_ms: int
    by: str
    note: str = ""
    until_ms: int | None = None
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the secretariat set for agreements ad referendum: by when, and what they count as afterwards."""

    until_ms: int | None = None
    lapsed: Value = Value.NO_REPLY


def latest(positions: Iterable[Position]) -> dict[tuple[str, str], Position]:
    """The newest position by ``(delegation, paragraph)``; of equal times the later one listed."""
    found: dict[tuple[str, str], Position] = {}
    for each in positions:
        key = (each.delegation, each.paragraph)
        if key not in found or each.at_ms >= found[key].at_ms:
            found[key] = each
    return found


def deadline_ms(position: Position, terms: Terms) -> int | None:
    """By when an agreement ad referendum is to be confirmed: the earlier of its own time and the statement's."""
    if position.value is not Value.AGREE_AD_REFERENDUM:
        return None
    return min((each for each in (position.until_ms, terms.until_ms) if each is not None), default=None)


def is_lapsed(position: Position, terms: Terms, now_ms: int) -> bool:
    """Whether its deadline is over. From the very millisecond of the deadline it is."""
    until_ms = deadline_ms(position, terms)
    return until_ms is not None and now_ms >= until_ms


def value_at(position: Position, terms: Terms, now_ms: int) -> Value:
    """What a position counts as at a moment."""
    return terms.lapsed if is_lapsed(position, terms, now_ms) else position.value


def terms_of(until_ms: int | None, lapsed: object) -> Terms:
    """Terms from outside. Raises BadRequest."""
    if lapsed not in LAPSED:
        raise BadRequest(f"a lapsed agreement ad referendum counts as {', '.join(LAPSED)}; found {lapsed!r}")
    return Terms(until_ms, Value(str(lapsed)))
