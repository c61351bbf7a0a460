"""Positions and what they add up to: consensus is the absence of objection; counts are computed, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.core.errors import Conflict
from server.core.statement import Statement, labels

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


@dataclass(frozen=True, slots=True)
class Position:
    """A delegation's word on a paragraph, or on the whole (``""``). ``at_ms`` is when, ``by`` the person.

    ``note`` is what the delegation adds in words: the reason of a reservation, the wording of an amendment.
    """

    delegation: str
    paragraph: str
    value: Value
    at_ms: int
    by: str
    note: str = ""


def latest(positions: Iterable[Position]) -> dict[tuple[str, str], Position]:
    """The newest position by ``(delegation, paragraph)``; of equal times the later one listed."""
    found: dict[tuple[str, str], Position] = {}
    for each in positions:
        key = (each.delegation, each.paragraph)
        if key not in found or each.at_ms >= found[key].at_ms:
            found[key] = each
    return found


def stance(positions: Mapping[tuple[str, str], Position], party: str, paragraph: str) -> Value:
    """What a party holds of a paragraph: its word on it, else its word on the whole, else no reply."""
    own = positions.get((party, paragraph)) or positions.get((party, WHOLE))
    return own.value if own else Value.NO_REPLY


def counts(positions: Iterable[Position], parties: Iterable[str], paragraph: str = WHOLE) -> dict[Value, int]:
    """How many parties hold each value; every party is counted once, values nobody holds are left out."""
    newest = latest(positions)
    return dict(Counter(stance(newest, party, paragraph) for party in dict.fromkeys(parties)))


def unanswered(positions: Iterable[Position], parties: Iterable[str], paragraph: str = WHOLE) -> tuple[str, ...]:
    """The parties that are still to answer."""
    newest = latest(positions)
    return tuple(party for party in dict.fromkeys(parties) if stance(newest, party, paragraph) is Value.NO_REPLY)


def obstacles(statement: Statement, positions: Iterable[Position], retracted: Iterable[str] = ()) -> tuple[str, ...]:
    """What stands in the way of adoption, in words. Words of those who are no party do not count.

    ``retracted``: ids of paragraphs that quote a line which was retracted since.
    """
    called = labels(statement.paragraphs)
    places = {key: f"paragraph {label}" for key, label in called.items()} | {WHOLE: "the whole"}
    found = [
        f"open bracket of {each.owner} ({each.hold}) in {places[paragraph.id]}"
        for paragraph in statement.paragraphs for each in paragraph.brackets
    ]  # fmt: skip
    found += [f"{places[each]} quotes a retracted line" for each in retracted]
    for (party, paragraph), each in latest(positions).items():
        if party in statement.parties and each.value in BLOCKING and paragraph in places:
            found.append(f"{party}: {each.value} on {places[paragraph]}")
    return tuple(found)


def require_adoptable(statement: Statement, positions: Iterable[Position], retracted: Iterable[str] = ()) -> None:
    """Raises Conflict that lists all that stands in the way."""
    standing = obstacles(statement, positions, retracted)
    if standing:
        raise Conflict(f"it can't be adopted yet: {'; '.join(standing)}", obstacles=list(standing))
