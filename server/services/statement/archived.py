"""Archived: the statements that were made from a session, as files in each of their languages. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import KeysSealed, NotFound
from server.documents.filenames import file_name
from server.documents.statement import FORMATS, Printing
from server.services.minutes.steps import Actor
from server.services.statement import printed, proclaim, proof, versions
from server.services.statement.printed import Wanted
from server.signing.seal import Seal
from server.storage import tables

FORMS = ("html", "docx", "json")  # none of them needs fonts
DESK = Actor("secretariat", None, "")


@dataclass(frozen=True, slots=True)
class House:
    """Who gives the records out: its ``seal``, and ``addresses``, where its public pages of statements begin."""

    seal: Seal
    addresses: str


def files(tx: Session, session: str, house: House) -> dict[str, bytes]:
    """What a bundle has of each statement that cites the session, by name: symbol and language, as the desk sees it.

    Adopted ones hold their record in the JSON, signed now.
    """
    found: dict[str, bytes] = {}
    for row in tx.scalars(select(tables.Statement).order_by(tables.Statement.id)):
        if session in row.sessions:
            for language in _languages(tx, row):
                found |= dict(_rendered(tx, row, language, house))
    return found


def _languages(tx: Session, row: tables.Statement) -> list[str]:
    if row.canonical is not None:
        return [str(each["language"]) for each in proclaim.languages(tx, row)]
    return list(versions.choice(tx, row).languages)


def _rendered(tx: Session, row: tables.Statement, language: str, house: House) -> Iterator[tuple[str, bytes]]:
    made = printed.read(tx, row.id, Wanted(language), DESK, now_ms())
    evidence = printed.evidence(tx, row.id, DESK) if language == row.language else None
    how = Printing(Path(), proof=_proof(tx, row, house), evidence=evidence, addresses=house.addresses, **made.told)
    for form in FORMS:
        symbol = made.statement["symbol"] or row.id
        yield file_name(FORMATS[form].ending, symbol, language), FORMATS[form].render(made.statement, how)


def _proof(tx: Session, row: tables.Statement, house: House) -> dict[str, Any] | None:
    """None before the adoption, and where the house has no key, or lost the secret that opens it."""
    if row.canonical is None:
        return None
    try:
        return proof.record(tx, row, DESK, house.seal, f"{house.addresses}/{row.id}")
    except (NotFound, KeysSealed):
        return None
