"""Answers: what a whole table reads anew after a change, as JSON, made once for all who read it in the same moment.

Units of work that read together (``Hall.read_shared``) see one moment; what was made for one of them is true for the
others. Must not know what it says, nor who may read it: each unit asks that for its own person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

_MADE = "answers"


def once(tx: Session, key: tuple[object, ...], make: Callable[[], Mapping[str, Any]]) -> str:
    """The JSON object of this name, made by the first who asks within a reading transaction.

    ``key`` names all that the object depends on but the moment.
    """
    made: dict[tuple[object, ...], str] = tx.info.setdefault(_MADE, {})
    if key not in made:
        made[key] = dumps(make())
    return made[key]


def joined(common: str, own: Mapping[str, Any]) -> str:
    """A JSON object that has fields, with more fields; none of them may be in it already."""
    return f"{common[:-1]},{dumps(own)[1:]}" if own else common


def dumps(told: Mapping[str, Any]) -> str:
    """As compact as an answer goes over the network."""
    return json.dumps(told, separators=(",", ":"))
