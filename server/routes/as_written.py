"""The calls by which the minutes get the words that a delegation had handed in, as it wrote them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from server import hub
from server.clock import now_ms
from server.core.errors import Conflict
from server.routes.access import require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting.remarks import Reader
from server.services.minutes import as_written, record
from server.storage import lock

WHO = ("rapporteur", "secretariat")


def blueprint(hall: Hall) -> Blueprint:
    """``/api/sessions/S/as-written`` and ``/api/sessions/S/segments/G/as-written``."""
    calls = Blueprint("as_written", __name__, url_prefix="/api/sessions/<session>")

    def offers(session: str, names: list[str]) -> tuple[Reader, dict[str, dict[str, Any]]]:
        person = require(hall, *WHO)
        by = Reader(person.role, person.delegation, person.name)
        found = hall.read(lambda tx: as_written.asked(tx, session, names, by, now_ms()))
        return by, hub.native(as_written.offered, *found)

    @calls.get("/as-written")
    def all_of(session: str) -> Response:
        names = [each for each in request.args.get("segments", "").split(",") if each]
        return jsonify(offers=offers(session, names)[1])

    @calls.post("/segments/<segment>/as-written")
    def take(session: str, segment: str) -> Response:
        given, routes = body(), hall.translations.routes()
        by, found = offers(session, [segment])
        hall.read(lambda tx: lock.require_open(tx, session))
        offer = found.get(segment)
        if offer is None or offer["rev"] != given["rev"]:
            raise Conflict("what was handed in is not offered for this line as it stands now")
        place = (session, segment, offer["rev"], offer["text"])
        hall.apply(hall.write(lambda tx: record.correct(tx, *place, by.name, routes, now_ms(), as_written.WHY)))
        return jsonify(hall.read(lambda tx: record.one(tx, record.get_segment(tx, session, segment))))

    return calls
