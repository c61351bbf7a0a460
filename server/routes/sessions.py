"""The calls of a session as it is held: planned, opened, paused, closed; what is off the record, what is retracted.

Each checks the role, runs one unit of work and publishes what it says.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from typing import Any

import segno
from flask import Blueprint, Response, jsonify

from server import languages
from server.clock import now_ms
from server.core.errors import BadRequest
from server.routes.access import RUNS, me, require
from server.routes.api import body
from server.routes.shapes import session_shape, sessions_shape
from server.services.hearing import spoken
from server.services.hearing.hall import Hall
from server.services.hearing.translate import Outcome
from server.services.meeting import convene, deletion
from server.services.minutes import retraction
from server.storage.recording import Recording


def blueprint(hall: Hall, outside: Callable[[], str]) -> Blueprint:
    """Calls below ``/api/sessions``. ``outside()``: the address that a phone can open, without a slash at its end."""
    calls = Blueprint("sessions", __name__, url_prefix="/api/sessions")

    def answer(session: str) -> Response:
        return jsonify(session_shape(hall, session, me(hall)))

    def change(session: str, work: Callable[[Any], Outcome]) -> Response:
        """Whatever changes what is kept of what is said: microphones are told."""
        hall.apply(hall.write(work))
        hall.floor.changed(session)
        hall.floor.tell(session)
        return answer(session)

    @calls.get("")
    def listed() -> Response:
        return jsonify(sessions=sessions_shape(hall, me(hall)))

    @calls.post("")
    def create() -> Response:
        require(hall, "secretariat")
        given = body()
        identity = given.get("id") or f"s-{secrets.token_hex(4)}"
        chosen = given.get("languages") or ["en"]
        if not isinstance(chosen, list):
            raise BadRequest("languages must be a list of codes")
        hall.write(
            lambda tx: convene.create_session(
                tx,
                str(identity),
                given.get("title") or "",
                given.get("visibility") or "public",
                chosen,
                languages.names(),
            )
        )
        return answer(str(identity))

    @calls.get("/<session>")
    def state(session: str) -> Response:
        return answer(session)

    @calls.delete("/<session>")
    def delete(session: str) -> Response:
        require(hall, "secretariat")
        streams = hall.write(lambda tx: deletion.delete_session(tx, session))
        hall.deleted(streams)
        for stream in streams:
            Recording(hall.recordings / session / stream).delete()
        return jsonify(deleted=session)

    @calls.post("/<session>/open")
    def open_session(session: str) -> Response:
        require(hall, *RUNS)
        return change(session, lambda tx: convene.open_session(tx, session, now_ms()))

    @calls.post("/<session>/close")
    def close_session(session: str) -> Response:
        require(hall, *RUNS)
        return change(session, lambda tx: convene.close_session(tx, session, now_ms()))

    @calls.post("/<session>/pause")
    def pause(session: str) -> Response:
        require(hall, *RUNS)
        is_paused = bool(body().get("paused"))
        hall.apply(hall.write(lambda tx: convene.set_paused(tx, session, is_paused, now_ms())))
        hall.floor.pause_changed(session)
        return answer(session)

    @calls.post("/<session>/off-record")
    def off_record(session: str) -> Response:
        require(hall, *RUNS)
        is_on = bool(body().get("on"))
        return change(session, lambda tx: convene.set_off_record(tx, session, is_on, now_ms()))

    @calls.post("/<session>/streams/<stream>/language")
    def declare_language(session: str, stream: str) -> Response:
        person = me(hall)
        session_shape(hall, session, person)
        language = str(body()["language"])
        found = hall.read(lambda tx: spoken.get_stream(tx, session, stream))
        spoken.check_may_declare(found, person.role, person.delegation)
        hall.spoken.change(session, stream, language, languages.names(), person.name or person.role)
        return answer(session)

    @calls.post("/<session>/retract")
    def retract(session: str) -> Response:
        person = require(hall, *RUNS)
        given = body()
        segment, outcome = hall.write(
            lambda tx: retraction.retract(
                tx, session, given.get("segment"), person.name, given.get("why") or "", now_ms()
            )
        )
        hall.apply(outcome)
        return jsonify(segment=segment)

    @calls.get("/<session>/qr.svg")
    def qr_code(session: str) -> Response:
        session_shape(hall, session, me(hall))
        out = io.BytesIO()
        segno.make(f"{outside()}/s/{session}").save(out, kind="svg", scale=6, border=2)
        return Response(out.getvalue(), mimetype="image/svg+xml")

    return calls
