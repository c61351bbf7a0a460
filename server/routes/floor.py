"""The calls of the floor: who has it, who asks for it, whose words were said before a late click."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.core.errors import BadRequest
from server.routes.access import RUNS, me, require
from server.routes.api import body
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.meeting import floor
from server.services.meeting.sessions import get_session, session_ms


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/sessions/S/floor``."""
    calls = Blueprint("floor", __name__, url_prefix="/api/sessions/<session>/floor")

    def answer(session: str) -> Response:
        return jsonify(session_shape(hall, session, me(hall)))

    @calls.post("")
    def give(session: str) -> Response:
        require(hall, *RUNS)
        given = body()
        code = given.get("delegation")

        def work(tx: Any) -> Any:
            meeting = get_session(tx, session)
            at_ms = given.get("at_ms", session_ms(meeting, now_ms()))
            if not isinstance(at_ms, int) or isinstance(at_ms, bool) or at_ms < 0:
                raise BadRequest(f"at_ms must be a whole number of milliseconds; found {at_ms!r}")
            return floor.give_floor(tx, session, code, at_ms, now_ms())

        hall.apply(hall.write(work))
        hall.floor.changed(session)
        hall.floor.moved(session)
        return answer(session)

    @calls.post("/<action>")
    def ask(session: str, action: str) -> Response:
        if action == "mend":
            return mend(session)
        if action not in ("ask", "withdraw"):
            raise BadRequest(f"the floor is asked for or withdrawn from; found {action!r}")
        person = require(hall, "delegation")
        session_shape(hall, session, person)
        hall.apply(
            hall.write(lambda tx: floor.ask_floor(tx, session, str(person.delegation), action == "ask", now_ms()))
        )
        return answer(session)

    def mend(session: str) -> Response:
        require(hall, *RUNS)
        given = body()
        outcome = hall.write(
            lambda tx: floor.mend_floor(
                tx, session, str(given.get("delegation")), given.get("from_ms") or 0, given.get("to_ms"), now_ms()
            )
        )
        hall.apply(outcome)
        return jsonify(segments=sorted({event.payload["seg"] for event in outcome.events}))

    return calls
