"""The glossary in the database, and how well its terms are heard. Each function is one unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.text.wording import WITHOUT_SPACES
from server.core.translation.glossary import joined
from server.core.translation.terms import Repaired, words_of
from server.storage.tables import Delegation, GlossaryRow, Segment

Repair = Callable[[str, str], Repaired]


def as_heard(text: str, _language: str) -> Repaired:
    """The repair of an event without a glossary."""
    return Repaired(text)


def rows(tx: Session) -> list[dict[str, str]]:
    """The rows in the order in which they came."""
    return [dict(row.words) for row in tx.scalars(select(GlossaryRow).order_by(GlossaryRow.id))]


def numbered(tx: Session) -> list[dict[str, Any]]:
    """The rows with their numbers, for the page that edits them."""
    return [{"id": row.id, "words": row.words} for row in tx.scalars(select(GlossaryRow).order_by(GlossaryRow.id))]


def delegations(tx: Session) -> dict[str, str]:
    """The delegations' names by their codes."""
    return {row.code: row.name for row in tx.scalars(select(Delegation).order_by(Delegation.code))}


def add(tx: Session, words: dict[str, str]) -> None:
    """One row more."""
    tx.add(GlossaryRow(words=words))


def change(tx: Session, number: int, words: dict[str, str]) -> None:
    """Other words in a row. Raises NotFound."""
    _row(tx, number).words = words


def remove(tx: Session, number: int) -> None:
    """A row less. Raises NotFound."""
    tx.delete(_row(tx, number))


def bring_in(tx: Session, table: list[dict[str, str]], is_whole: bool) -> int:
    """These rows in the place of all that there were, or beside them where they are new; returns how many came."""
    if is_whole:
        tx.execute(delete(GlossaryRow))
    known = rows(tx)
    fresh = [dict(row) for row in joined(known, table)[len(joined(known, [])) :]]
    for words in fresh:
        tx.add(GlossaryRow(words=words))
        tx.flush()  # numbers in the order of the table
    return len(fresh)


def shown(repaired: Repaired, words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a segment keeps of its terms: repairs with their places, and the terms that were heard right."""
    pieces = [str(each.get("text", "")) for each in words]
    repairs = [
        {
            "term": each.term,
            "heard": each.heard,
            "span": [each.start, each.end],
            "words": list(words_of(pieces, each)) if pieces else [],
        }
        for each in repaired.repairs
    ]
    return [*repairs, *({"term": term} for term in repaired.right)]


def under_way(repair: Repair, language: str, committed: str, rest: str) -> tuple[str, str]:
    """Words under way as they are shown, repaired as the final will be; a repair over the border counts to the rest."""
    joint = "" if language in WITHOUT_SPACES or not committed or not rest else " "
    found = repair(f"{committed}{joint}{rest}", language)
    cut = found.place(len(committed))
    return found.text[:cut].rstrip(), found.text[cut:].lstrip()


def report(tx: Session, known: Callable[[str], list[str]], session: str | None = None) -> list[dict[str, Any]]:
    """``[{term, lang, right, repaired}]``: how often each term was heard right and how often it had to be repaired.

    Every term of the languages that were spoken stands in it, never heard ones with zeros. Counted from the words as
    they came: a term counts from when it stood in the glossary.
    """
    right, repaired, spoken = Counter[tuple[str, str]](), Counter[tuple[str, str]](), set[str]()
    rows = select(Segment.language, Segment.terms).where(Segment.stands)
    for language, terms in tx.execute(rows if session is None else rows.where(Segment.session_id == session)):
        spoken.add(language)
        for each in terms:
            (repaired if "heard" in each else right)[each["term"], language] += 1
    pairs = {(term, language) for language in spoken for term in known(language)} | set(right) | set(repaired)
    found = [
        {"term": term, "lang": language, "right": right[term, language], "repaired": repaired[term, language]}
        for term, language in pairs
    ]
    return sorted(found, key=lambda each: (-each["repaired"], -each["right"], each["lang"], each["term"]))


def _row(tx: Session, number: int) -> GlossaryRow:
    found = tx.get(GlossaryRow, number)
    if found is None:
        raise NotFound("there is no such term; somebody may have removed it")
    return found
