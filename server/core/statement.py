"""A statement: paragraphs, numbering, canonical form, life. Must not know how it is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from server.core.brackets import Bracket
from server.core.errors import Conflict


class Kind(StrEnum):
    """Where a paragraph stands."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ANNEX = "annex"


class Form(StrEnum):
    """How a statement is worded."""

    COMMUNIQUE = "communique"
    RESOLUTION = "resolution"


class State(StrEnum):
    """The life of a statement."""

    DRAFT = "draft"
    OPEN = "open"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class Action(StrEnum):
    """What can be done to a statement."""

    EDIT = "edit"
    REDRAFT = "redraft"
    OPEN = "open"
    TAKE_POSITION = "take_position"
    ADOPT = "adopt"
    PUBLISH = "publish"


# What each state accepts, and the state after it.
ACCEPTED: dict[State, dict[Action, State]] = {
    State.DRAFT: {Action.EDIT: State.DRAFT, Action.REDRAFT: State.DRAFT, Action.OPEN: State.OPEN},
    State.OPEN: {Action.EDIT: State.OPEN, Action.TAKE_POSITION: State.OPEN, Action.ADOPT: State.ADOPTED},
    State.ADOPTED: {Action.PUBLISH: State.PUBLISHED},
    State.PUBLISHED: {},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters ``start..end`` of a paragraph's text come from these segments."""

    start: int
    end: int
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Only operative ones have a ``number``; ``verb`` is the template's, ``supporters`` are counted."""

    id: str
    kind: Kind
    text: str
    number: str = ""
    citations: tuple[Citation, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    theme: str = ""
    verb: str = ""
    supporters: tuple[str, ...] = ()

    def cited(self) -> tuple[str, ...]:
        """The segments behind it, each once, in the order of the text."""
        return tuple(dict.fromkeys(name for each in self.citations for name in each.segments))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it stands."""

    title: str
    language: str
    form: Form
    parties: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    state: State = State.DRAFT


def after(state: State, action: Action) -> State:
    """The state after ``action``. Raises Conflict that names what the state accepts and what came."""
    accepted = ACCEPTED[state]
    if action not in accepted:
        expected = ", ".join(accepted) or "nothing more"
        raise Conflict(
            f"a statement in state {state} accepts {expected}; got {action}",
            state=state,
            expected=list(accepted),
            got=action,
        )
    return accepted[action]


def numbered(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Numbers and marks: preambular none and a comma, operative numbers and semicolons, the last a full stop.

    Only the mark after the last word changes, so spans stay true. An annex has no number and ends with a full stop.
    """
    last = max((at for at, each in enumerate(paragraphs) if each.kind is Kind.OPERATIVE), default=-1)
    found, number = [], 0
    for at, each in enumerate(paragraphs):
        if each.kind is Kind.OPERATIVE:
            number += 1
            found.append(replace(each, number=str(number), text=_ended(each.text, "." if at == last else ";")))
        else:
            found.append(replace(each, number="", text=_ended(each.text, "," if each.kind is Kind.PREAMBULAR else ".")))
    return tuple(found)


def canonical(statement: Statement) -> dict[str, Any]:
    """What is hashed and signed, ready for RFC 8785: strings, integers, booleans, lists and objects only."""
    return {
        "title": statement.title,
        "language": statement.language,
        "form": str(statement.form),
        "parties": sorted(statement.parties),
        "paragraphs": [_canonical(each) for each in numbered(statement.paragraphs)],
    }


def _canonical(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "kind": str(paragraph.kind),
        "number": paragraph.number,
        "text": paragraph.text,
        "brackets": [
            {"owner": each.owner, "kind": str(each.hold), "span": [each.start, each.end], "open": each.is_open}
            for each in paragraph.brackets
        ],
        "citations": [
            {"span": [each.start, each.end], "segments": list(each.segments)} for each in paragraph.citations
        ],
    }


def _ended(text: str, mark: str) -> str:
    return text.rstrip(" ,;.") + mark
