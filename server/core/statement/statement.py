"""A statement: paragraphs, numbering, canonical form, life. Must not know how it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from server.core.errors import Conflict
from server.core.statement.brackets import Bracket


class Kind(StrEnum):
    """Where a paragraph stands."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ANNEX = "annex"
    TITLE = "title"
    NOTE = "note"  # what a text says of itself, as a Chair's summary does


class Form(StrEnum):
    """How a statement is worded."""

    COMMUNIQUE = "communique"
    RESOLUTION = "resolution"


class State(StrEnum):
    """The life of a statement."""

    DRAFT = "draft"
    NEGOTIATION = "negotiation"
    ADOPTED = "adopted"
    APPROVED = "approved"
    PUBLISHED = "published"
    CONVERTED = "converted"  # no consensus: its Chair's summary goes on


class Action(StrEnum):
    """What can be done to a statement."""

    EDIT = "edit"
    REDRAFT = "redraft"
    OPEN = "open"
    TAKE_POSITION = "position"
    SILENCE = "silence"
    EXPLAIN = "explain"
    CONVERT = "convert"
    AMEND = "amend"
    ADOPT = "adopt"
    SIGN = "sign"
    APPROVE = "approve"
    PUBLISH = "publish"
    RECTIFY = "rectify"
    REVISE = "revise"


# Comma, semicolon and full stop where they are not those of Latin script.
_MARKS = {"ar": "،؛.", "fa": "،؛.", "ur": "،؛۔", "zh": "，；。", "ja": "、；。"}


def _beside(state: State) -> dict[Action, State]:
    """What is done beside a text that does not change any more: it is signed, corrected and revised by others."""
    return dict.fromkeys((Action.SIGN, Action.RECTIFY, Action.REVISE), state)


# What each state accepts, and the state after it.
ACCEPTED: dict[State, dict[Action, State]] = {
    State.DRAFT: {Action.EDIT: State.DRAFT, Action.REDRAFT: State.DRAFT, Action.OPEN: State.NEGOTIATION},
    State.NEGOTIATION: {
        Action.EDIT: State.NEGOTIATION,
        Action.TAKE_POSITION: State.NEGOTIATION,
        Action.SILENCE: State.NEGOTIATION,
        Action.EXPLAIN: State.NEGOTIATION,
        Action.CONVERT: State.CONVERTED,
        Action.AMEND: State.NEGOTIATION,
        Action.ADOPT: State.ADOPTED,
    },
    State.ADOPTED: {Action.APPROVE: State.APPROVED, **_beside(State.ADOPTED)},
    State.APPROVED: {Action.PUBLISH: State.PUBLISHED, **_beside(State.APPROVED)},
    State.PUBLISHED: _beside(State.PUBLISHED),
    State.CONVERTED: {},
}
# In which the text and all that was fixed with it stay as they are.
SETTLED = frozenset({State.ADOPTED, State.APPROVED, State.PUBLISHED})
VERSION = 2  # of the canonical form; the first one had no number, and its hashes stay true


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters ``start..end`` of a paragraph's text come from these segments."""

    start: int
    end: int
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A delegation heard as a yes that is not counted: a person has to confirm it. ``words``: as a draft shows them."""

    owner: str
    segments: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Only operative ones have a ``number``; ``verb`` is the template's, ``supporters`` are counted.

    ``suffix``: "bis" of one that stands between two numbers and counts under the one before it (3, 3 bis, 4).
    ``leaning`` are supporters that are not counted, and stand nowhere in the text.
    """

    id: str
    kind: Kind
    text: str
    number: str = ""
    citations: tuple[Citation, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    theme: str = ""
    verb: str = ""
    supporters: tuple[str, ...] = ()
    suffix: str = ""
    leaning: tuple[Leaning, ...] = ()

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


def standing(state: State, embargo_until: int | None, now: int) -> State:
    """How a statement stands at a moment: one that is published under embargo is approved until that is over.

    Both times are Unix milliseconds; nothing has to happen at the end of an embargo.
    """
    is_held = embargo_until is not None and now < embargo_until
    return State.APPROVED if state is State.PUBLISHED and is_held else state


def numbered(paragraphs: tuple[Paragraph, ...], language: str = "en") -> tuple[Paragraph, ...]:
    """Numbers and marks: preambular none and a comma, operative numbers and semicolons, the last a full stop.

    Only the mark after the last word changes, so spans stay true. An annex and a note have no number and end with a
    full stop, a title has neither.
    """
    last = max((at for at, each in enumerate(paragraphs) if each.kind is Kind.OPERATIVE), default=-1)
    comma, semicolon, stop = tuple(_MARKS.get(language, ",;."))
    marks = {Kind.PREAMBULAR: comma, Kind.OPERATIVE: semicolon, Kind.ANNEX: stop, Kind.NOTE: stop, Kind.TITLE: ""}
    found, number = [], 0
    for at, each in enumerate(paragraphs):
        is_between = bool(each.suffix) and number > 0
        number += each.kind is Kind.OPERATIVE and not is_between
        mark = stop if at == last else marks[each.kind]
        shown = f"{number} {each.suffix}" if is_between else str(number)
        found.append(replace(each, number=shown if each.kind is Kind.OPERATIVE else "", text=_ended(each.text, mark)))
    return tuple(found)


def labels(paragraphs: tuple[Paragraph, ...]) -> dict[str, str]:
    """What each paragraph is called, by its id: its number, or P1, A1, T1 by its place among those of its kind.

    The number that it has; of paragraphs that were not numbered the place, too.
    """
    seen: Counter[Kind] = Counter()
    found = {}
    for each in paragraphs:
        seen[each.kind] += 1
        letter = "" if each.kind is Kind.OPERATIVE else str(each.kind)[0].upper()
        found[each.id] = each.number or f"{letter}{seen[each.kind]}"
    return found


def canonical(
    statement: Statement, positions: Iterable[Mapping[str, str]], more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What adoption fixes, ready for RFC 8785: strings, integers, flags, lists and objects only.

    ``positions``: the newest of each party on each paragraph or the whole, ``{delegation, paragraph, value, note}``.
    ``more``: what else is fixed under names of its own (explanations, language versions, the document it revises).
    The paragraphs are numbered already: what is hashed is what was shown.
    """
    return {
        "version": VERSION,
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
        **(more or {}),
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
    """The text with its mark; one that ends with a stop of its own script or a question keeps that, as does a quotation
    that ends with a stop."""
    bare = text.rstrip(" ,;.:،؛，；：")
    if bare[-1:] in ("”", "»") and bare[-2:-1] in (".", "!", "?", "。", "？", "！", "؟") and mark in (".", "。", "۔"):
        return bare
    return bare if bare.endswith(("?", "!", "。", "？", "！", "؟")) else bare + mark
