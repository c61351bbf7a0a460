"""A zero draft as recognised: its paragraphs, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass

from server.core.statement.statement import Form, Kind
from server.core.zero.blocks import Change
from server.core.zero.held import Held


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should look at. ``paragraph``: the place of the paragraph, None for the whole.

    ``code``: unclosed, unopened, empty, owner (unknown), kind (guessed), choice (guessed), numbers (counted otherwise),
    note (from the foot of a page to the annex), left (stands above the title and is not taken over).
    """

    code: str
    text: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph as recognised. ``number``: as it was written in the file; the statement counts its own.

    ``suffix``: of a paragraph between two ("bis"), which the statement keeps. ``sides``: who holds what is in brackets,
    where the file names them beside the text. ``changes``: what reviewers changed and remarked in it.
    """

    kind: Kind
    text: str
    number: str = ""
    held: tuple[Held, ...] = ()
    sides: tuple[str, ...] = ()
    suffix: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A zero draft. ``form`` is a guess; the warnings are in the order of the text."""

    title: str
    form: Form
    paragraphs: tuple[Found, ...]
    warnings: tuple[Notice, ...]
