"""The calls of the shared statement. Each checks the role, runs one unit of work and answers with the statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.routes.access import Person, me, require
from server.routes.api import as_json, body
from server.routes.zero_drafts import submitted
from server.services.hearing.hall import Hall
from server.services.statement import (
    brackets,
    corrected,
    negotiate,
    parties,
    reword,
    sensed,
    show,
    silences,
    stances,
    symbols,
)
from server.services.statement.statements import get as find


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements``."""
    statements = Blueprint("statements", __name__, url_prefix="/api/statements")

    def answer(statement_id: str, person: Person) -> Response:
        return as_json(hall.read_shared(lambda tx: show.text(tx, find(tx, statement_id, person), person)))

    def change(statement_id: str, work: Callable[[Any, Any], Any], role: str = "secretariat") -> Response:
        person = require(hall, role)
        hall.write(lambda tx: work(tx, person))
        return answer(statement_id, person)

    @statements.get("")
    def all_statements() -> Response:
        person = me(hall)

        def read(tx: Any) -> list[dict[str, Any]]:
            return [
                {
                    "id": row.id,
                    "symbol": symbols.symbol(tx, row),
                    "title": row.title,
                    "language": row.language,
                    "status": show.status(row),
                    "parties": row.parties,
                    "visibility": row.visibility,
                    "sha256": row.sha256,
                    "silence_until": silences.ends(tx, row, now_ms()) if row.adopted_at is None else None,
                }
                for row in parties.seen(tx, person)
            ]

        return jsonify(statements=hall.read(read))

    @statements.post("")
    def create() -> Response:
        person = require(hall, "secretariat")
        given, brought = submitted()
        sessions, members = given.get("sessions") or [], given.get("parties") or []
        sense = sensed.of_sessions(hall, sessions)
        made = hall.write(
            lambda tx: negotiate.create(
                tx, given.get("title"), sessions, str(given.get("language") or "en"),
                str(given.get("form") or "communique"), members, person.name, now_ms(), given.get("observers") or [],
                given.get("visibility") or "table", brought, sense,
            ).id
        )  # fmt: skip
        return answer(made, person)

    @statements.get("/<statement_id>")
    def one(statement_id: str) -> Response:
        return answer(statement_id, me(hall))

    @statements.get("/<statement_id>/stances")
    def stances_of(statement_id: str) -> Response:
        person = me(hall)
        return jsonify(hall.read(lambda tx: stances.shape(tx, find(tx, statement_id, person))))

    @statements.put("/<statement_id>")
    def entitle(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: negotiate.entitle(
                tx,
                statement_id,
                given.get("rev"),
                given.get("title"),
                given.get("parties"),
                given.get("observers"),
                given.get("visibility"),
            ),
        )

    @statements.post("/<statement_id>/redraft")
    def redraft(statement_id: str) -> Response:
        given = body()
        require(hall, "secretariat")
        sense = sensed.of_statement(hall, statement_id)
        return change(
            statement_id,
            work=lambda tx, who: negotiate.redraft(tx, statement_id, given.get("rev"), who.name, now_ms(), sense),
        )

    @statements.post("/<statement_id>/open")
    def open_it(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: negotiate.open_it(tx, statement_id, given.get("rev"), who.name, now_ms()),
        )

    @statements.post("/<statement_id>/paragraphs")
    def add(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: reword.add(
                tx, statement_id, given.get("after"), given.get("kind"), given.get("text"), given.get("segments"),
                who.name, now_ms(),
            ),
        )  # fmt: skip

    @statements.put("/<statement_id>/paragraphs/<paragraph>")
    def edit(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: reword.edit(
                tx, statement_id, paragraph, given.get("rev"), given.get("text"), who.name, now_ms()
            ),
        )

    @statements.delete("/<statement_id>/paragraphs/<paragraph>")
    def take_out(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: reword.take_out(tx, statement_id, paragraph, given.get("rev"), who.name, now_ms()),
        )

    @statements.post("/<statement_id>/paragraphs/<paragraph>/move")
    def move(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: reword.move(tx, statement_id, paragraph, given.get("rev"), given.get("after")),
        )

    @statements.post("/<statement_id>/paragraphs/<paragraph>/seen")
    def corrections_seen(statement_id: str, paragraph: str) -> Response:
        return change(
            statement_id, work=lambda tx, who: corrected.seen(tx, statement_id, paragraph, who.name, now_ms())
        )

    @statements.post("/<statement_id>/paragraphs/<paragraph>/restore")
    def bring_back(statement_id: str, paragraph: str) -> Response:
        return change(
            statement_id, work=lambda tx, who: reword.bring_back(tx, statement_id, paragraph, who.name, now_ms())
        )

    @statements.post("/<statement_id>/paragraphs/<paragraph>/brackets/close")
    def close_bracket(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            work=lambda tx, who: brackets.close(
                tx, statement_id, paragraph, given.get("rev"), str(given.get("owner")), given.get("kind"),
                given.get("keep") is True, who.name, now_ms(), given.get("bracket") or "",
            ),
        )  # fmt: skip

    return statements
