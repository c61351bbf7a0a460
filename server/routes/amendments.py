"""The calls of amendments. Each checks the role, runs one unit of work and answers with what it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server.clock import now_ms
from server.routes.access import Person, me, require
from server.routes.api import as_json, body
from server.services.hearing.hall import Hall
from server.services.statement import amended, amendments, decisions, statements
from server.services.statement.amendments import Given
from server.services.statement.decisions import Decision
from server.storage import tables

DECIDES = ("secretariat", "chair")
PROPOSES = ("delegation", *DECIDES)
Work = Callable[[Any, Person], dict[str, Any]]


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements/N/amendments``."""
    calls = Blueprint("amendments", __name__, url_prefix="/api/statements/<statement_id>/amendments")

    def change(statement_id: str, work: Work, *roles: str) -> Response:
        person = require(hall, *roles)

        def run(tx: Any) -> dict[str, Any]:
            statement = statements.get(tx, statement_id, person)
            made = work(tx, person)
            changed = (made["decided"] or {}).get("made") or made["paragraph"] if made["status"] == "accepted" else None
            anchor = tx.get(tables.Paragraph, changed) if changed else None
            shown = None if anchor is None else statements.told_shape(tx, statement, anchor)
            return {"amendment": made, "paragraph": shown, "rev": statement.rev}

        return jsonify(hall.write_beside(run))

    @calls.get("")
    def all_amendments(statement_id: str) -> Response:
        person, chosen = me(hall), request.args.get("paragraph")

        return as_json(hall.read_shared(lambda tx: amended.text(tx, _open_to(tx, statement_id, person), chosen)))

    @calls.get("/<amendment>")
    def one(statement_id: str, amendment: str) -> Response:
        person = me(hall)

        def read(tx: Any) -> dict[str, Any]:
            statement = _open_to(tx, statement_id, person)
            row = amendments.one(tx, statement, amendment)
            return {**amended.shape(tx, statement, row), "steps": amended.history(tx, row)}

        return jsonify(hall.read(read))

    @calls.post("")
    def propose(statement_id: str) -> Response:
        given = body()
        asked = Given(*(given.get(name) for name in Given.__slots__))
        return change(
            statement_id,
            lambda tx, who: amendments.propose(tx, statement_id, asked, who, given.get("by"), now_ms()),
            *PROPOSES,
        )

    @calls.post("/<amendment>/cosponsor")
    def cosponsor(statement_id: str, amendment: str) -> Response:
        given = body()
        is_joining = given.get("join") is not False
        return change(
            statement_id,
            lambda tx, who: amendments.cosponsor(
                tx, statement_id, amendment, is_joining, who, given.get("by"), now_ms()
            ),
            *PROPOSES,
        )

    @calls.post("/<amendment>/withdraw")
    def withdraw(statement_id: str, amendment: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: amendments.withdraw(tx, statement_id, amendment, who, given.get("by"), now_ms()),
            *PROPOSES,
        )

    @calls.post("/<amendment>/accept")
    def accept(statement_id: str, amendment: str) -> Response:
        given = body()
        decision = Decision(
            given.get("rev"), given.get("text"), tuple(given.get("with") or ()), given.get("why"), given.get("after")
        )
        return change(
            statement_id,
            lambda tx, who: decisions.accept(tx, statement_id, amendment, decision, who.name, now_ms()),
            *DECIDES,
        )

    @calls.post("/<amendment>/reject")
    def reject(statement_id: str, amendment: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: decisions.reject(tx, statement_id, amendment, given.get("why"), who.name, now_ms()),
            *DECIDES,
        )

    return calls


def _open_to(tx: Any, statement_id: str, person: Person) -> tables.Statement:
    """A statement whose amendments this person may read: those outside never. Raises NotFound."""
    return statements.at_table(tx, statement_id, person)
