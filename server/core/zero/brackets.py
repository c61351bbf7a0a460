"""Brackets of a zero draft as a statement keeps them: an owner and a reason for each, where the text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from server.core.brackets import NOBODY, Bracket, Hold
from server.core.drafting.templates import LANGUAGES, spoken, table
from server.core.drafting.wording import SPOKEN
from server.core.zero.held import Held, owners_of
from server.core.zero.recognise import Found

_HOLDS = (Hold.RESERVE, Hold.OBJECT, Hold.AMEND, Hold.DISASSOCIATE, Hold.CONDITION, Hold.UNCLEAR)


def bracketed(found: Found, language: str, names: Mapping[str, str]) -> tuple[str, tuple[Bracket, ...]]:
    """The text of a recognised paragraph and what is held in it, one bracket for each owner.

    Text that stands in one bracket as a whole, with its owners named beside it, is held without the signs. ``names``:
    as in ``recognise``.
    """
    codes = {name.casefold(): code for name, code in names.items()} | {c.casefold(): c for c in names.values()}
    sides = list(dict.fromkeys(code for name in found.sides for code in owners_of(name, codes) or (name,)))
    if sides and len(found.held) == 1 and _is_whole(found) and not _read(found.text, found.held[0], language, codes)[0]:
        bare = found.text[1:-1].strip()
        return bare, tuple(Bracket(owner, Hold.RESERVE, 0, len(bare)) for owner in sides)
    if sides and not found.held:
        return found.text, tuple(Bracket(owner, Hold.RESERVE, 0, len(found.text)) for owner in sides)
    read = [(each, *_read(found.text, each, language, codes)) for each in found.held]
    named = {owner for _, owners, _ in read for owner in owners}
    left = [owner for owner in sides if owner not in named]
    return found.text, tuple(_brackets(read, left))


def _is_whole(found: Found) -> bool:
    return (found.held[0].start, found.held[0].end) == (0, len(found.text))


def _brackets(read: Sequence[tuple[Held, tuple[str, ...], Hold]], left: list[str]) -> Iterator[Bracket]:
    """Owners named beside the text alone go to the brackets that name none, in order; the last takes the rest."""
    nameless = sum(not owners for _, owners, _ in read)
    for each, owners, hold in read:
        chosen = owners
        if not owners:
            nameless -= 1
            chosen = tuple(left[:1] if nameless else left) or (NOBODY,)
            del left[: len(chosen)]
        for owner in chosen:
            yield Bracket(owner, hold, each.start, each.end)


def _read(text: str, held: Held, language: str, codes: Mapping[str, str]) -> tuple[tuple[str, ...], Hold]:
    """Who holds it and why, by the words that a draft puts into its brackets, else by the names before a colon."""
    inside = text[held.start : held.end]
    if language in LANGUAGES:
        for hold in _HOLDS:
            pattern = re.escape(table(language)[f"hold:{hold}"]).replace(r"\{who\}", r"(?P<who>[^“\[\]]{1,80}?)")
            found = re.match(rf"\[{pattern}", inside)
            owners = owners_of(found["who"], codes) if found else ()
            if owners:
                return owners, hold
        untold = table(language)["not translated"]
        if any(inside.startswith(f"[{spoken(code, language)}") for code in SPOKEN[language]) and untold in inside:
            return _before(text, held, codes), Hold.UNTRANSLATED
    if held.owners and inside.rstrip("]").rstrip().endswith("”"):
        return held.owners, Hold.CONFLICT
    return held.owners, Hold.AMEND if held.owners else Hold.OPEN


def _before(text: str, held: Held, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Whoever is named right before a bracket: "Japan: [in Japanese..."."""
    head = re.search(r"([^:“”\[\]]{1,80}):\s*$", text[: held.start])
    return owners_of(head[1], codes) if head else ()
