"""A statement: paragraphs, numbering, canonical form, life. Must not know how it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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
    TITLE = "title"


class Form(StrEnum):
    """How a statement is worded."""

    COMMUNIQUE = "communique"
    RESOLUTION = "resolution"


class State(StrEnum):
    """The life of a statement."""

    DRAFT = "draft"
    NEGOTIATION = "negotiation"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class Action(StrEnum):
    """What can be done to a statement."""

    EDIT = "edit"
    REDRAFT = "redraft"
    OPEN = "open"
    TAKE_POSITION = "position"
    ADOPT = "adopt"
    PUBLISH = "publish"


# Comma, semicolon and full stop where they are not those of Latin script.
_MARKS = {"ar": "،؛.", "fa": "،؛.", "ur": "،؛۔", "zh": "，；。", "ja": "、；。"}
# What each state accepts, and the state after it.
ACCEPTED: dict[State, dict[Action, State]] = {
    State.DRAFT: {Action.EDIT: State.DRAFT, Action.REDRAFT: State.DRAFT, Action.OPEN: State.NEGOTIATION},
    State.NEGOTIATION: {
        Action.EDIT: State.NEGOTIATION,
        Action.TAKE_POSITION: State.NEGOTIATION,
        Action.ADOPT: State.ADOPTED,
    },
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
    """A statement as it stands. ``parties`` are codes; ``adopted_at`` is Unix milliseconds, None until then."""

    title: str
    language: str
    form: Form
    parties: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    state: State = State.DRAFT
    adopted_at: int | None = None


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


def numbered(paragraphs: tuple[Paragraph, ...], language: str = "en") -> tuple[Paragraph, ...]:
    """Numbers and marks: preambular none and a comma, operative numbers and semicolons, the last a full stop.

    Only the mark after the last word changes, so spans stay true. An annex has no number and ends with a full stop,
    a title has neither.
    """
    last = max((at for at, each in enumerate(paragraphs) if each.kind is Kind.OPERATIVE), default=-1)
    comma, semicolon, stop = tuple(_MARKS.get(language, ",;."))
    marks = {Kind.PREAMBULAR: comma, Kind.OPERATIVE: semicolon, Kind.ANNEX: stop, Kind.TITLE: ""}
    found, number = [], 0
    for at, each in enumerate(paragraphs):
        number += each.kind is Kind.OPERATIVE
        mark = stop if at == last else marks[each.kind]
        found.append(
            replace(each, number=str(number) if each.kind is Kind.OPERATIVE else "", text=_ended(each.text, mark))
        )
    return tuple(found)


def labels(paragraphs: tuple[Paragraph, ...]) -> dict[str, str]:
    """What each paragraph is called, by its id: its number, or P1, A1, T1 by its place among those of its kind."""
    seen: Counter[Kind] = Counter()
    found = {}
    for each in paragraphs:
        seen[each.kind] += 1
        letter = "" if each.kind is Kind.OPERATIVE else str(each.kind)[0].upper()
        found[each.id] = f"{letter}{seen[each.kind]}"
    return found


def canonical(statement: Statement, positions: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """What adoption fixes, ready for RFC 8785: strings, integers, lists and objects only.

    ``positions``: the newest of each party on each paragraph or the whole, ``{delegation, paragraph, value, note}``.
    The paragraphs are numbered already: what is hashed is what was shown.
    """
    return {
        "title": statement.title,
        "language": statement.language,
        "form": str(statement.form),
        "parties": list(statement.parties),
        "adopted_at": statement.adopted_at,
        "paragraphs": [_canonical(each) for each in statement.paragraphs],
        "positions": [
            {key: each[key] for key in ("delegation", "paragraph", "value", "note")}
            for each in sorted(positions, key=lambda each: (each["delegation"], each["paragraph"]))
        ],
    }


def _canonical(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "kind": str(paragraph.kind),
        "number": paragraph.number,
        "text": paragraph.text,
        "citations": [
            {"span": [each.start, each.end], "segments": list(each.segments)} for each in paragraph.citations
        ],
    }


def _ended(text: str, mark: str) -> str:
    """The text with its mark; one that ends with a stop of its own script or a question keeps that."""
    bare = text.rstrip(" ,;.:،؛，；：")
    return bare if bare.endswith(("?", "!", "。", "？", "！", "؟")) else bare + mark
