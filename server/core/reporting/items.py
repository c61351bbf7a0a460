"""One item of a record of a session. Must not know how it was made or where it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an item is: a turn of the summary record, something decided, something that somebody is to do."""

    SUMMARY = "summary"
    DECISION = "decision"
    ACTION = "action"


class Note(StrEnum):
    """What a reader should know of an item. ``quoted``: the words as they were; ``claimed``: one speaker says so."""

    QUOTED = "quoted"
    UNTRANSLATED = "untranslated"
    ROUGH = "rough"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it is drafted. ``segments``: the finals that it is made of.

    ``owner``: delegations' codes or speakers' names, empty where nobody was named; ``due``: an ISO day or month,
    empty where none was said or none can be told; ``due_said``: the words for it. ``at``: its place in the meeting.
    """

    kind: Kind
    text: str
    segments: tuple[str, ...]
    at: int
    theme: str = ""
    owner: str = ""
    due: str = ""
    due_said: str = ""
    notes: tuple[Note, ...] = ()
