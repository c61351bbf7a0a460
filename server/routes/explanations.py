"""The calls of explanations of position, reservations and disassociations, and the way to the Chair's summary."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.routes.access import Person, me
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting.roles import check_role
from server.services.minutes.steps import Actor
from server.services.statement import convert, explanations, show
from server.services.statement.statements import get as find

HANDS_IN = ("delegation", "secretariat")


def blueprint(hall: Hall) -> Blueprint:
    """Calls below ``/api/statements/N/explanations``, and ``/api/statements/N/convert``."""
    calls = Blueprint("explanations", __name__, url_prefix="/api/statements")

    @calls.get("/<statement_id>/explanations")
    def everything(statement_id: str) -> Response:
        person = me(hall)

        def read(tx: Session) -> dict[str, Any]:
            row = find(tx, statement_id, person)
            return {"explanations": explanations.everything(tx, row, person), "rev": row.rev}

        return jsonify(hall.read(read))

    @calls.post("/<statement_id>/explanations")
    def hand_in(statement_id: str) -> Response:
        person, now = me(hall), now_ms()
        check_role(person.role, *HANDS_IN)
        given = body()

        def work(tx: Session) -> dict[str, Any]:
            made = explanations.hand_in(tx, statement_id, given, _actor(person), now)
            return {"explanation": explanations.shape(tx, made, person), "rev": find(tx, statement_id, person).rev}

        return jsonify(hall.write(work))

    @calls.post("/<statement_id>/explanations/<identity>/withdraw")
    def withdraw(statement_id: str, identity: str) -> Response:
        person, now = me(hall), now_ms()
        check_role(person.role, *HANDS_IN)

        def work(tx: Session) -> dict[str, Any]:
            explanations.withdraw(tx, statement_id, identity, _actor(person), now)
            row = find(tx, statement_id, person)
            return {"explanations": explanations.everything(tx, row, person), "rev": row.rev}

        return jsonify(hall.write(work))

    @calls.post("/<statement_id>/convert")
    def to_summary(statement_id: str) -> Response:
        person, now = me(hall), now_ms()
        check_role(person.role, "secretariat", "chair")
        rev = body().get("rev")

        def work(tx: Session) -> dict[str, Any]:
            made = convert.convert(tx, statement_id, rev, _actor(person), now)
            return show.shape(tx, made, person)

        return jsonify(hall.write(work))

    return calls


def _actor(person: Person) -> Actor:
    return Actor(person.role, person.delegation, person.name)
