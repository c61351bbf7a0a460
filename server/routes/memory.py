"""The translation memory: offered in the minutes; looked through, brought in and taken out by the secretariat."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from server import hub
from server.clock import now_ms
from server.core.errors import UnknownLanguage
from server.core.text import plain
from server.core.translation import tmx
from server.languages import CODES
from server.routes.access import require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting import memory, memory_table, sessions
from server.wire.rules import shown

LONGEST_SEARCH = 200


def blueprint(hall: Hall) -> Blueprint:
    """The calls below ``/api/memory``, and the one of a line of the minutes."""
    calls = Blueprint("memory", __name__, url_prefix="/api")

    def over() -> int | None:
        return memory.over_at(hall.retention, now_ms())

    def answer(**more: object) -> Response:
        words = plain.CONTROL.sub(" ", request.args.get("words", "")[:LONGEST_SEARCH])
        return jsonify({**hall.read(partial(memory_table.listed, words=words, over=over())), **more})

    @calls.get("/memory")
    def look_through() -> Response:
        require(hall, "secretariat")
        return answer()

    @calls.delete("/memory/<int(max=9007199254740991):number>")
    def remove(number: int) -> Response:
        require(hall, "secretariat")
        hall.write(lambda tx: memory_table.remove(tx, number))
        return answer()

    @calls.post("/memory/import")
    def bring_in() -> Response:
        person = require(hall, "secretariat")
        units, left_out = hub.native(tmx.parse, body()["text"], CODES)
        came = 0
        for batch in memory_table.batches(units):
            came += hall.write(partial(memory_table.bring_in, units=batch, by=person.role, now=now_ms()))
        return answer(came=came, left_out=left_out)

    @calls.get("/memory.tmx")
    def take_out() -> Response:
        require(hall, "secretariat")
        direction = request.args.get("source"), request.args.get("target")
        unknown = [code for code in direction if code and code not in CODES]
        if unknown:
            raise UnknownLanguage(f"unknown language {shown(unknown[0])}; there are {', '.join(CODES)}")

        def read(tx: Session) -> str:
            return tmx.write(memory_table.taken_out(tx, over(), direction))

        name = {"Content-Disposition": 'attachment; filename="memory.tmx"'}
        return Response(hall.read(read), mimetype="application/x-tmx+xml", headers=name)

    @calls.get("/sessions/<session>/segments/<segment>/memory")
    def offers(session: str, segment: str) -> Response:
        require(hall, "rapporteur", "secretariat")
        language = request.args.get("lang", "")

        def read(tx: Session) -> list[dict[str, Any]]:
            hall.check_kept(sessions.get_session(tx, session))
            return memory.offers(tx, session, segment, language, over())

        return jsonify(offers=hall.read(read))

    return calls
