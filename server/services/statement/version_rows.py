"""Version rows: the languages of a statement as a person receives them (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from server.core.statement.statement import State
from server.core.text.marked import marked
from server.core.versions import signs
from server.services.hearing.translate import Routes, no_route
from server.services.statement import checked, versions
from server.services.statement.checked import Rows
from server.services.statement.parties import Reader, sits
from server.services.statement.revise import REVISERS
from server.services.statement.versions import MISSING, Choice, Version
from server.storage import tables

Direction = Callable[[str], str]


def shape(
    tx: Session, statement: tables.Statement, who: Reader, routes: Routes, is_served: bool, direction: Direction
) -> dict[str, Any]:
    """The languages of the protocol. ``is_served``: whether a translate worker is there."""
    found = versions.choice(tx, statement)
    rows, said = checked.terms(tx), checked.marks(tx, statement.id)
    source = versions.sources(tx, statement)
    return {
        "rev": statement.rev,
        "working": statement.language,
        "direction": direction(statement.language),
        "is_authentic": statement.language in found.authentic,
        "prevails": found.prevails,
        "clause": versions.clause(tx, statement, statement.language),
        "source": [
            {"id": each.id, "kind": str(each.kind), "number": each.number, "rev": each.rev, "text": each.shown,
             "owners": [list(names) for names in each.owners]}
            for each in source
        ],
        "versions": [
            {
                **_version(tx, statement, language, found, rows, said, who),
                "direction": direction(language),
                "route": _route(statement.language, language, routes, is_served),
            }
            for language in found.others(statement.language)
        ],
        "can": _can(statement, who),
    }  # fmt: skip


def _version(
    tx: Session, statement: tables.Statement, language: str, chosen: Choice, rows: Rows,
    said: Iterable[tables.VersionMark], who: Reader,
) -> dict[str, Any]:  # fmt: skip
    every, marks = versions.versions(tx, statement, language), list(said)
    words, now = versions.shown(every, language), versions.digest(every, language)
    signed = versions.sign_off(tx, statement.id, language)
    is_fixed = statement.adopted_at is not None and language in chosen.authentic
    is_outside = not sits(statement, who)
    return {
        "language": language,
        "is_authentic": language in chosen.authentic,
        "prevails": chosen.prevails == language,
        "clause": versions.clause(tx, statement, language),
        "is_fixed": is_fixed or statement.status == State.PUBLISHED,
        "sha256": now,
        "paragraphs": [
            _paragraph(each, words[each.source.id], statement.language, language, rows, marks, is_outside)
            for each in every
        ],
        "sign_off": None
        if signed is None
        else {
            "by": "" if is_outside else signed.by, "role": signed.role, "at": signed.at, "sha256": signed.sha256,
            "is_current": signed.sha256 == now,
        },
    }  # fmt: skip


def _paragraph(
    version: Version, text: str, source: str, target: str, rows: Rows, said: Iterable[tables.VersionMark],
    is_outside: bool,
) -> dict[str, Any]:  # fmt: skip
    row = version.row
    kept = checked.right(version, target, said)
    found = [] if is_outside else checked.faults(version, source, target, rows)
    before = row.source_text if row is not None else ""
    return {
        "id": version.source.id, "rev": row.rev if row is not None else 0, "text": text, "state": version.state,
        "source_rev": row.source_rev if row is not None else 0, "is_stale": version.is_stale,
        "is_waiting": version.state == MISSING and row is None and bool(signs.asked(version.source.text)),
        "pieces": [asdict(each) for each in marked(before, version.source.text, source, is_exact=True)]
        if version.is_stale
        else [],
        "brackets": signs.bracketed(text, version.source.owners, row.order if row is not None else None),
        "engine": row.engine if row is not None else "", "note": row.note if row is not None else "",
        "checks": [
            {"fault": str(each.fault), "text": each.text, "right": _right(kept.get((str(each.fault), each.text)))}
            for each in found
        ],
        "by": "" if row is None or is_outside else row.by, "at": row.at if row is not None and row.by else None,
    }  # fmt: skip


def _right(mark: tables.VersionMark | None) -> dict[str, Any] | None:
    return None if mark is None else {"by": mark.by, "at": mark.at}


def _route(source: str, target: str, routes: Routes, is_served: bool) -> dict[str, str]:
    """``{state: live, away or missing, note}``: the note of a missing one has the command that brings it."""
    if target in routes.get(source, set()):
        return {"state": "live" if is_served else "away", "note": ""}
    if not routes:
        return {"state": "away", "note": ""}
    return {"state": "missing", "note": no_route(source, target, routes)}


def _can(statement: tables.Statement, who: Reader) -> list[str]:
    if statement.status == State.PUBLISHED or who.role not in REVISERS:
        return []
    may_choose = who.role == "secretariat" and statement.adopted_at is None
    return ["revise", "sign", *(["choose", "again"] if may_choose else ["again"] if who.role == "secretariat" else [])]
