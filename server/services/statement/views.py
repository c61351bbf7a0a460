"""Views of a text under negotiation: clean, and the compilation of all that was proposed, paragraph by paragraph.

Reads only. What a page shows and what the files print are these rows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from server.core.statement.positions import Value
from server.services.statement import amended, draft, revisions, statements, symbols
from server.storage import tables


def clean(tx: Session, statement: tables.Statement) -> dict[str, Any]:
    """The text as it stands, with its brackets, and which revision was issued last."""
    last = revisions.latest(tx, statement)
    rows, text = revisions.frozen(tx, statement), statements.read(tx, statement).paragraphs
    return {
        "id": statement.id, "symbol": symbols.symbol(tx, statement, text), "title": statement.title,
        "language": statement.language, "rev": statement.rev, "status": statement.status, "reading": statement.reading,
        "revision": None if last is None else revisions.shape(last),
        "parties": statement.parties, "names": draft.names_in(tx, statement.language),
        "brackets": sum(len(each["brackets"]) for each in rows), "paragraphs": rows,
    }  # fmt: skip


def compilation(tx: Session, statement: tables.Statement) -> dict[str, Any]:
    """The same, and under each paragraph every open amendment with its sponsors and what parties proposed in words.

    ``before``: what is to be put in before all paragraphs; ``taken_out``: amendments of paragraphs that are gone.
    """
    made = clean(tx, statement)
    open_ones = [each for each in amended.listed(tx, statement) if each["status"] == "open"]
    standing = {each["id"] for each in made["paragraphs"]}
    proposals = _proposals(tx, statement)
    under: dict[str, list[dict[str, Any]]] = {}
    for each in open_ones:
        under.setdefault(each["paragraph"] or "", []).append(each)
    return {
        **made,
        "before": under.get("", []),
        "paragraphs": [
            {**each, "amendments": under.get(each["id"], []), "proposals": proposals.get(each["id"], [])}
            for each in made["paragraphs"]
        ],
        "whole": proposals.get("", []),
        "taken_out": [each for name, rows in under.items() if name and name not in standing for each in rows],
        "amendments": len(open_ones),
    }


def _proposals(tx: Session, statement: tables.Statement) -> dict[str, list[dict[str, Any]]]:
    """What parties propose in their positions, in words, by paragraph: the newest of each."""
    newest: dict[tuple[str, str], Any] = {}
    for each in statements.positions(tx, statement.id):
        newest[each.delegation, each.paragraph] = each
    found: dict[str, list[dict[str, Any]]] = {}
    for (party, paragraph), each in sorted(newest.items()):
        if each.value is Value.PROPOSE_AMENDMENT and each.note and party in statement.parties:
            found.setdefault(paragraph, []).append({"delegation": party, "text": each.note, "at": each.at_ms})
    return found
