"""Who speaks, as reported speech calls them. Must not know any language's grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """A delegation speaks as "it", a person as "they", a chair for the meeting."""

    DELEGATION = "delegation"
    CHAIR = "chair"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a sentence. ``name``: as printed inside a sentence ("the Republic of Korea").

    ``aliases``: other forms in which a speaker may name themself. ``proper``: words of the meeting that are written
    with a capital wherever they stand.
    """

    role: Role
    name: str
    aliases: tuple[str, ...] = ()
    proper: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Reported:
    """A sentence in reported speech. ``is_direct``: it goes on from the lead without "said that" ("supported…")."""

    text: str
    is_direct: bool = False
