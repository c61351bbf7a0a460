"""The calls of positions on a statement: the matrix, taking one, and what agreements ad referendum count as."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.statement.statement import labels
from server.documents.filenames import disposition, file_name
from server.documents.positions_csv import positions_csv
from server.documents.words import words
from server.routes.access import me, require
from server.routes.api import as_json, body
from server.services.hearing.hall import Hall
from server.services.minutes.steps import Actor
from server.services.statement import consensus, draft, positions, statements, symbols
from server.services.statement.statements import at_table
from server.services.statement.statements import get as find


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements/N/positions``, and ``/api/statements/N/terms``."""
    calls = Blueprint("positions", __name__, url_prefix="/api/statements")

    @calls.get("/<statement_id>/positions")
    def all_positions(statement_id: str) -> Response:
        person = me(hall)
        return as_json(
            hall.read_shared(lambda tx: consensus.text(tx, find(tx, statement_id, person), person, now_ms()))
        )

    @calls.get("/<statement_id>/positions.csv")
    def as_csv(statement_id: str) -> Response:
        person, lang = me(hall), request.args.get("lang", "en")

        def read(tx: Session) -> tuple[bytes, str]:
            row = find(tx, statement_id, person)
            found = consensus.shape(tx, row, person, now_ms())
            text = statements.read(tx, row).paragraphs
            called = labels(text)
            made = positions_csv(found, list(called.items()), draft.names_in(tx, lang), lang)
            return made, symbols.symbol(tx, row, text) or row.title

        table, symbol = hall.read(read)
        name = file_name("csv", symbol, words(lang)["positions_file"])
        return Response(table, mimetype="text/csv", headers={"Content-Disposition": disposition(name)})

    @calls.get("/<statement_id>/positions/<delegation>")
    def history(statement_id: str, delegation: str) -> Response:
        person = me(hall)
        found = hall.read(
            lambda tx: positions.history(tx, at_table(tx, statement_id, person), delegation, person, now_ms())
        )
        return jsonify(delegation=delegation, positions=found)

    @calls.post("/<statement_id>/positions")
    def take(statement_id: str) -> Response:
        person = require(hall, "delegation", "secretariat")
        given, actor, now = body(), Actor(person.role, person.delegation, person.name), now_ms()

        def work(tx: Session) -> dict[str, object]:
            made = positions.take(
                tx, statement_id, str(given.get("paragraph") or ""), given.get("value"), given.get("note"),
                given.get("until"), given.get("delegation"), given.get("told_by"), actor, now,
            )  # fmt: skip
            return {"position": made, "rev": find(tx, statement_id, person).rev}

        return jsonify(hall.write_beside(work))

    @calls.put("/<statement_id>/terms")
    def set_terms(statement_id: str) -> Response:
        person = require(hall, "secretariat")
        given, now = body(), now_ms()

        def work(tx: Session) -> dict[str, object]:
            positions.set_terms(tx, statement_id, given.get("rev"), given.get("until"), given.get("lapsed", "no_reply"))
            return consensus.shape(tx, find(tx, statement_id, person), person, now)

        return jsonify(hall.write_beside(work))

    return calls
