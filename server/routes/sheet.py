"""The last-look sheet of a statement: what is open, and overriding it by name."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.core.errors import NotAllowed
from server.routes.access import Person, me
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.minutes.steps import Actor
from server.services.statement import sheet
from server.services.statement.parties import sits
from server.services.statement.statements import get as find


def blueprint(hall: Hall) -> Blueprint:
    """``/api/statements/N/sheet``: at the table alone."""
    calls = Blueprint("sheet", __name__, url_prefix="/api/statements/<statement_id>/sheet")

    def answer(statement_id: str, person: Person) -> Response:
        return jsonify(hall.read(lambda tx: sheet.shape(tx, find(tx, statement_id, person), person, now_ms())))

    @calls.get("")
    def one(statement_id: str) -> Response:
        person = me(hall)
        if not hall.read(lambda tx: sits(find(tx, statement_id, person), person)):
            raise NotAllowed("the last-look sheet is for those at the table")
        return answer(statement_id, person)

    @calls.post("/override")
    def override(statement_id: str) -> Response:
        person, given = me(hall), body()
        actor = Actor(person.role, person.delegation, person.name)
        hall.write(lambda tx: sheet.override(tx, statement_id, given.get("what"), given.get("why"), actor, now_ms()))
        return answer(statement_id, person)

    return calls
