"""The register of commitments of an adopted statement, and its file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from server.clock import now_ms
from server.documents.filenames import disposition, file_name
from server.documents.words import words
from server.routes.access import Person, me
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.minutes.steps import Actor
from server.services.statement import commitments, draft, symbols
from server.services.statement.statements import get as find


def blueprint(hall: Hall) -> Blueprint:
    """``/api/statements/N/commitments``. A change answers with the register as this person may see it."""
    calls = Blueprint("commitments", __name__, url_prefix="/api/statements/<statement_id>")

    def answer(statement_id: str, person: Person) -> Response:
        return jsonify(hall.read(lambda tx: commitments.shape(tx, find(tx, statement_id, person), person, now_ms())))

    def actor_of(person: Person) -> Actor:
        return Actor(person.role, person.delegation, person.name)

    @calls.get("/commitments")
    def listed(statement_id: str) -> Response:
        return answer(statement_id, me(hall))

    @calls.post("/commitments")
    def add(statement_id: str) -> Response:
        person, given = me(hall), body()
        hall.write(lambda tx: commitments.add(tx, statement_id, given, actor_of(person), now_ms()))
        return answer(statement_id, person)

    @calls.post("/commitments/draft")
    def write_draft(statement_id: str) -> Response:
        person = me(hall)
        hall.write(lambda tx: commitments.write_draft(tx, statement_id, actor_of(person), now_ms()))
        return answer(statement_id, person)

    @calls.put("/commitments/<commitment>")
    def edit(statement_id: str, commitment: str) -> Response:
        person, given = me(hall), body()
        hall.write(lambda tx: commitments.edit(tx, statement_id, commitment, given, actor_of(person), now_ms()))
        return answer(statement_id, person)

    @calls.get("/commitments.csv")
    def as_csv(statement_id: str) -> Response:
        person = me(hall)
        lang = request.args.get("lang", "en")
        labels = words(lang)

        def read(tx: Any) -> tuple[bytes, str]:
            statement = find(tx, statement_id, person)
            called = draft.names_in(tx, lang)
            found = commitments.as_csv(tx, statement, person, now_ms(), lambda key: labels[f"commitment_{key}"], called)
            return found, symbols.symbol(tx, statement) or statement.title

        table, symbol = hall.read(read)
        name = file_name("csv", symbol, labels["commitment_file"])
        return Response(table, mimetype="text/csv", headers={"Content-Disposition": disposition(name)})

    return calls
