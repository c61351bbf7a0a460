"""Brackets of a zero draft as a statement keeps them: with owners and a reason, where the text names them.

The signs stay in the text; names and labels written into them ("FR:", "bis:") become structure and leave it, and
"[shall / should]" becomes "[shall] [should]", two wordings to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.core.drafting.templates import LANGUAGES, spoken, table
from server.core.drafting.wording import SPOKEN
from server.core.statement.brackets import NOBODY, Bracket, Hold
from server.core.zero.held import Held
from server.core.zero.owners import codes_of, owners_of
from server.core.zero.recognised import Found

_HOLDS = (Hold.RESERVE, Hold.OBJECT, Hold.AMEND, Hold.DISASSOCIATE, Hold.CONDITION, Hold.UNCLEAR)


@dataclass(frozen=True, slots=True)
class _Read:
    """Who holds a bracket and why; ``is_worded``: its words themselves say so, and stay."""

    owners: tuple[str, ...]
    hold: Hold
    is_worded: bool = False


def bracketed(found: Found, language: str, names: Mapping[str, str]) -> tuple[str, tuple[Bracket, ...]]:
    """The text of a recognised paragraph and what is held in it; ids of the brackets are "1", "2"...

    Text that stands in one bracket as a whole, with its owners named beside it, is held without the signs. ``names``:
    as in ``recognise``.
    """
    codes = codes_of(names)
    sides = tuple(dict.fromkeys(code for name in found.sides for code in owners_of(name, codes) or (name,)))
    read = [_read(found.text, each, language, codes) for each in found.held]
    if sides and len(read) == 1 and _is_whole(found) and not read[0].owners:
        bare = found.text[1:-1].strip()
        return bare, (_around(bare, sides, Hold.RESERVE, "1"),)
    if sides and not read:
        return found.text, (_around(found.text, sides, Hold.RESERVE, "1"),)
    named = {owner for each in read for owner in each.owners}
    return _Writing(found, _owned(read, [each for each in sides if each not in named])).written()


def _is_whole(found: Found) -> bool:
    held, text = found.held[0], found.text
    return (held.start, held.end) == (0, len(text)) and text[:1] == "[" and text[-1:] == "]"


def _around(text: str, owners: tuple[str, ...], hold: Hold, identity: str) -> Bracket:
    return Bracket(owners[0], hold, 0, len(text), id=identity, owners=owners, is_whole=True)


def _owned(read: Sequence[_Read], left: list[str]) -> list[_Read]:
    """Owners named beside the text alone go to the brackets that name none, in order; the last takes the rest."""
    nameless = [at for at, each in enumerate(read) if not each.owners]
    made = list(read)
    for at in nameless:
        chosen = tuple(left if at == nameless[-1] else left[:1]) or (NOBODY,)
        del left[: len(chosen)]
        made[at] = _Read(chosen, read[at].hold, read[at].is_worded)
    return made


def _read(text: str, held: Held, language: str, codes: Mapping[str, str]) -> _Read:
    """Who holds it and why, by the words that a draft puts into its brackets, else by the names before a colon."""
    inside = text[held.start : held.end]
    if language in LANGUAGES:
        for hold in _HOLDS:
            pattern = re.escape(table(language)[f"hold:{hold}"]).replace(r"\{who\}", r"(?P<who>[^“\[\]]{1,80}?)")
            found = re.match(rf"\[{pattern}", inside)
            owners = owners_of(found["who"], codes) if found else ()
            if owners:
                return _Read(owners, hold, is_worded=True)
        untold = table(language)["not translated"]
        if any(inside.startswith(f"[{spoken(code, language)}") for code in SPOKEN[language]) and untold in inside:
            return _Read(_before(text, held, codes), Hold.UNTRANSLATED, is_worded=True)
    if held.owners and inside.rstrip("]").rstrip().endswith("”"):
        return _Read(held.owners, Hold.CONFLICT, is_worded=True)
    return _Read(held.owners, Hold.AMEND if held.owners else Hold.OPEN)


def _before(text: str, held: Held, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Whoever is named right before a bracket: "Japan: [in Japanese..."."""
    head = re.search(r"([^:“”\[\]]{1,80}):\s*$", text[: held.start])
    return owners_of(head[1], codes) if head else ()


@dataclass(slots=True)
class _Writing:
    """The text written anew, with the place of each bracket in it."""

    found: Found
    read: Sequence[_Read]
    _parts: list[str] = field(default_factory=list)
    _brackets: list[Bracket] = field(default_factory=list)
    _ids: dict[int, str] = field(default_factory=dict)
    _whole: list[int] = field(default_factory=list)

    def written(self) -> tuple[str, tuple[Bracket, ...]]:
        self._write(0, len(self.found.text), None)
        text = "".join(self._parts)
        around = [
            _around(text, self.read[at].owners, self.read[at].hold, str(len(self._brackets) + number))
            for number, at in enumerate(self._whole, 1)
        ]
        ordered = sorted(self._brackets, key=lambda each: (each.start, -each.end))
        return text, (*around, *ordered)

    def _write(self, start: int, end: int, within: int | None) -> None:
        """The characters ``start..end`` with the brackets that lie in them and in no other than ``within``."""
        place = start
        for at, each in enumerate(self.found.held):
            if each.within != within or each.start < start or each.end > end:
                continue
            self._put(" " if self._is_choice(at) else self.found.text[place : each.start])
            self._bracket(at, each)
            place = max(each.end, min(each.after, end))
        self._put(self.found.text[place:end])

    def _is_choice(self, at: int) -> bool:
        """Whether a bracket is offered in the place of the one before it; worded ones stay side by side."""
        return self.found.held[at].beside is not None and not self.read[at].is_worded

    def _bracket(self, at: int, held: Held) -> None:
        read = self.read[at]
        if held.is_bare:
            self._whole.append(at)  # it has one sign, or none: the paragraph is held
            self._write(held.start, held.end, at)
            return
        is_worded = read.is_worded or (held.label and held.beside is None and not held.owners)
        begin, end = (held.start + 1, held.end - 1) if is_worded else (held.begin, held.finish)
        first = self._ids.get(held.beside) if held.beside is not None and self._is_choice(at) else None
        if not held.alternatives:
            self._ids[at] = self._signed(at, begin, end, held.label if first else "", first)
            return
        for number, each in enumerate(held.alternatives):
            self._put(" " if number else "")
            made = self._signed(
                at, each.start, each.end, each.label, self._ids.get(at) if number else first, each.owners
            )
            self._ids.setdefault(at, made)

    def _signed(
        self, at: int, begin: int, end: int, label: str, first: str | None, owners: tuple[str, ...] = ()
    ) -> str:
        start, identity = self._length(), str(len(self._brackets) + 1)
        self._brackets.append(Bracket("", Hold.OPEN, 0, 0, id=identity))
        mine = len(self._brackets) - 1
        self._put("[")
        self._write(begin, end, at)
        self._put("]")
        read = self.read[at]
        holders, hold = (owners, Hold.AMEND) if owners else (read.owners, read.hold)
        self._brackets[mine] = Bracket(
            holders[0], hold, start, self._length(), id=identity, owners=holders, label=label, alternative_of=first
        )
        return identity

    def _put(self, text: str) -> None:
        self._parts.append(text)

    def _length(self) -> int:
        return sum(map(len, self._parts))
