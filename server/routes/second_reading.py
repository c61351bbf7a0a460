"""The calls of the second reading: what it offers, and what a person makes of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.core.errors import Conflict
from server.routes.access import require
from server.routes.api import body
from server.services.hearing import reread, suggestions
from server.services.hearing.hall import Hall
from server.services.meeting import sessions
from server.services.minutes import record

WHO = ("rapporteur", "secretariat")


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/sessions/S/suggestions`` and ``.../segments/G/suggestion``."""
    calls = Blueprint("second_reading", __name__, url_prefix="/api/sessions/<session>")

    @calls.get("/suggestions")
    def all_of(session: str) -> Response:
        require(hall, *WHO)

        def read(tx: Any) -> list[dict[str, Any]]:
            hall.check_kept(sessions.get_session(tx, session))
            return suggestions.listed(tx, session)

        found = hall.read(read)
        states = Counter(each["state"] for each in found)
        counts = {state: states[state] for state in ("open", "accepted", "dismissed", "stale")}
        return jsonify(suggestions=found, counts=counts, progress=hall.readers.progress(session))

    @calls.post("/suggestions/read")
    def read_again(session: str) -> Response:
        person = require(hall, *WHO)
        if hall.readers.mode == "off":
            raise Conflict("the second reading is switched off here (ROUNDTABLE_SECOND_READING)")
        microphones = hall.write(lambda tx: reread.ask(tx, session, person.name, now_ms()))
        return jsonify(microphones=microphones, progress=hall.readers.progress(session))

    @calls.post("/suggestions/accept")
    def accept_all(session: str) -> Response:
        person, routes, confidence = require(hall, *WHO), hall.translations.routes(), float(body()["confidence"])
        count, outcome = hall.write(
            lambda tx: suggestions.take_all(tx, session, confidence, person.name, routes, now_ms())
        )
        hall.apply(outcome)
        return jsonify(accepted=count)

    @calls.post("/segments/<segment>/suggestion/accept")
    def accept(session: str, segment: str) -> Response:
        person, routes, rev = require(hall, *WHO), hall.translations.routes(), int(body().get("rev") or 0)
        hall.apply(hall.write(lambda tx: suggestions.take(tx, session, segment, rev, person.name, routes, now_ms())))
        return jsonify(hall.read(lambda tx: record.one(tx, record.get_segment(tx, session, segment))))

    @calls.post("/segments/<segment>/suggestion/dismiss")
    def dismiss(session: str, segment: str) -> Response:
        person, rev = require(hall, *WHO), int(body().get("rev") or 0)
        hall.write(lambda tx: suggestions.dismiss(tx, session, segment, rev, person.name))
        return jsonify(dismissed=segment)

    return calls
