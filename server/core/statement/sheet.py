"""The last look at a statement: what is open before it is adopted or published. Must not know how it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What a line of the sheet is about, in the order of the sheet."""

    BRACKETS = "open_brackets"
    AMENDMENTS = "open_amendments"
    SILENCE = "silence_running"
    SILENT = "silent_parties"
    OUTDATED = "outdated_positions"
    NUMBERS = "duplicate_numbers"
    EVIDENCE = "unsupported"
    REVIEWS = "not_reviewed"
    STALE = "stale_versions"
    UNSIGNED = "unsigned_versions"
    FIGURES = "figures_differ"
    VERSIONS = "versions_differ"


@dataclass(frozen=True, slots=True)
class Line:
    """One open thing. ``text``: the words in question; the other fields say where, as far as it has a place.

    ``detail``: which kind of fault, position or state it is.
    """

    what: What
    text: str = ""
    paragraph: str = ""
    language: str = ""
    delegations: tuple[str, ...] = ()
    detail: str = ""
    label: str = ""

    @property
    def key(self) -> str:
        """By which an override knows it again: the same thing in the same words."""
        return "|".join((self.paragraph, self.language, ",".join(self.delegations), self.detail, self.text))


def grouped(lines: Iterable[Line]) -> dict[What, list[Line]]:
    """The lines by what they are about, all kinds in the order of the sheet, each line once."""
    found: dict[What, dict[str, Line]] = {what: {} for what in What}
    for each in lines:
        found[each.what].setdefault(each.key, each)
    return {what: list(each.values()) for what, each in found.items()}


def left(lines: Iterable[Line], overridden: Mapping[str, Sequence[str]]) -> list[Line]:
    """The lines that nobody took upon them. ``overridden``: {what: keys} of those that somebody did."""
    known = {(what, key) for what, keys in overridden.items() for key in keys}
    return [each for each in lines if (str(each.what), each.key) not in known]
