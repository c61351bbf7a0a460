"""The calls of the shared statement. Each checks the role, runs one unit of work and answers with the statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import select

from server.clock import now_ms
from server.core.errors import BadRequest
from server.routes.access import me
from server.routes.api import body
from server.services import convene, negotiate
from server.services.hall import Hall
from server.storage.tables import Statement


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements``."""
    statements = Blueprint("statements", __name__, url_prefix="/api/statements")

    def answer(statement_id: str, role: str) -> Response:
        return jsonify(hall.read(lambda tx: negotiate.shape(tx, negotiate.get(tx, statement_id, role), role)))

    def change(statement_id: str, *roles: str, work: Callable[[Any, Any], Any]) -> Response:
        person = me(hall)
        convene.check_role(person.role, *roles)
        hall.write(lambda tx: work(tx, person))
        hall.emit("statement", {"id": statement_id}, namespace="/viewer")
        return answer(statement_id, person.role)

    @statements.get("")
    def all_statements() -> Response:
        role = me(hall).role

        def read(tx: Any) -> list[dict[str, Any]]:
            rows = tx.scalars(select(Statement).order_by(Statement.id))
            seen = [row for row in rows if role != "public" or row.status == "published"]
            return [
                {
                    "id": row.id,
                    "title": row.title,
                    "language": row.language,
                    "status": row.status,
                    "parties": row.parties,
                    "sha256": row.sha256,
                }
                for row in seen
            ]

        return jsonify(statements=hall.read(read))

    @statements.post("")
    def create() -> Response:
        person = me(hall)
        convene.check_role(person.role, "secretariat")
        given = body()
        sessions, parties = given.get("sessions"), given.get("parties") or []
        if not isinstance(sessions, list) or not isinstance(parties, list):
            raise BadRequest("sessions and parties must be lists")
        made = hall.write(
            lambda tx: negotiate.create(
                tx, given.get("title", ""), [str(each) for each in sessions], str(given.get("language", "en")), str(given.get("form", "communique")),
                [str(each) for each in parties], person.name, now_ms(),
            ).id
        )  # fmt: skip
        return answer(made, person.role)

    @statements.get("/<statement_id>")
    def one(statement_id: str) -> Response:
        return answer(statement_id, me(hall).role)

    @statements.post("/<statement_id>/<action>")
    def act(statement_id: str, action: str) -> Response:
        given = body()
        rev = given.get("rev", 0)
        if action == "positions":
            return change(
                statement_id, "delegation",
                work=lambda tx, who: negotiate.take_position(
                    tx, statement_id, given.get("paragraph") or "", str(who.delegation), str(given.get("value")), str(given.get("note") or ""), who.name, now_ms()
                ),
            )  # fmt: skip
        if action == "redraft":
            return change(
                statement_id,
                "secretariat",
                work=lambda tx, who: negotiate.redraft(tx, statement_id, rev, who.name, now_ms()),
            )
        if action not in ("open", "adopt", "publish"):
            raise BadRequest(f"a statement is opened, adopted or published; found {action!r}")
        return change(
            statement_id, "secretariat", work=lambda tx, who: negotiate.advance(tx, statement_id, action, rev, now_ms())
        )

    @statements.put("/<statement_id>/paragraphs/<paragraph>")
    def edit(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id, "secretariat",
            work=lambda tx, who: negotiate.edit(tx, statement_id, paragraph, given.get("rev", 0), given.get("text", ""), who.name, now_ms()),
        )  # fmt: skip

    @statements.post("/<statement_id>/paragraphs/<paragraph>/brackets/close")
    def close_bracket(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id, "secretariat",
            work=lambda tx, who: negotiate.close_bracket(tx, statement_id, paragraph, given.get("rev", 0), str(given.get("owner")), who.name, now_ms()),
        )  # fmt: skip

    return statements
