"""Changes that reviewers left in a file: taken as accepted, as never made, or as brackets that each of them holds.

A reader of a format writes signs of its own around them into the text of a block; here these signs become words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from server.core.zero.blocks import Block, Change
from server.core.zero.owners import owners_of

# Signs of private use that no reader lets in from a file: what opens an insertion or a deletion, and what closes it.
INSERTED, DELETED, CLOSED = "\ue010", "\ue011", "\ue012"
_FIRST = 0xE100  # the change by its place in the block's list
MOST_CHANGES = 2_000
PRIVATE = dict.fromkeys(range(57344, _FIRST + MOST_CHANGES))


class Tracked(StrEnum):
    """What becomes of the changes."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    BRACKETS = "brackets"


@dataclass(slots=True)
class Writing:
    """The changes of a block while its text is read."""

    changes: list[Change]

    def around(self, kind: str, by: str, at: str, text: str) -> str:
        """A changed piece of text with its signs; nothing for none."""
        if not text or len(self.changes) >= MOST_CHANGES:
            return text if kind == "inserted" else ""
        self.changes.append(Change(kind, by, at))
        sign = INSERTED if kind == "inserted" else DELETED
        return f"{sign}{chr(_FIRST + len(self.changes) - 1)}{text}{CLOSED}"


def settled(blocks: Iterable[Block], how: Tracked, codes: Mapping[str, str]) -> Iterator[Block]:
    """The blocks without signs, each with its changes and their words; those whose end was changed are one where so."""
    waiting: Block | None = None
    for each in blocks:
        made = _settled(each, how, codes)
        if waiting is not None:
            made = replace(
                waiting, text=waiting.text + made.text, joins=made.joins, changes=(*waiting.changes, *made.changes)
            )
        waiting = made if _goes_on(made, how) else None
        if waiting is None:
            yield made
    if waiting is not None:
        yield waiting


def _goes_on(block: Block, how: Tracked) -> bool:
    """Whether its end is gone: it was taken out, or it was put in and that is not accepted."""
    return block.joins == ("inserted" if how is Tracked.REJECTED else "deleted")


def _settled(block: Block, how: Tracked, codes: Mapping[str, str]) -> Block:
    signs = (INSERTED, DELETED)
    parts: list[str] = []
    stack: list[tuple[str, int, list[str]]] = []
    words: dict[int, str] = {}
    at = 0
    while at < len(block.text):
        sign = block.text[at]
        if sign in signs:
            stack.append((sign, ord(block.text[at + 1]) - _FIRST, parts))
            parts, at = [], at + 2
            continue
        if sign == CLOSED:
            opened, number, before = stack.pop()
            words[number] = "".join(parts)
            before.append(_as(how, opened, words[number], block.changes[number].by, codes))
            parts = before
        else:
            parts.append(sign)
        at += 1
    changes = tuple(
        replace(each, words=" ".join((each.words or words.get(number, "")).split()))
        for number, each in enumerate(block.changes)
    )
    return replace(block, text="".join(parts), changes=changes)


def _as(how: Tracked, sign: str, words: str, by: str, codes: Mapping[str, str]) -> str:
    """What a changed piece reads now. A name that is no delegation's is not written into a bracket."""
    if how is not Tracked.BRACKETS:
        return words if (sign == INSERTED) == (how is Tracked.ACCEPTED) else ""
    bare = words.strip()
    if not bare or "\n" in bare:
        return words
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    owners = ", ".join(delegations(by, codes))
    return f"{lead}[{owners}: {bare}]{trail}" if owners else f"{lead}[{bare}]{trail}"


def delegations(author: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Whose an author is, by a name or a code in theirs: "Delegation of Brazil", "Kim (KR)", "BR"."""
    for sign in "()[],;/–—-_":
        author = author.replace(sign, " , ")
    tokens = author.replace("Delegation of", ",").replace("Delegación de", ",").replace("Délégation", ",").split(",")
    found = [owners_of(each, codes) for each in tokens if each.strip()]
    return tuple(dict.fromkeys(code for each in found for code in each if code in codes))
