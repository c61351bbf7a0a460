"""The calls of a session as it is held: who asks, sessions, the floor. Each checks the role, runs one unit of work and
publishes what it says."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

import segno
from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from server import languages
from server.clock import now_ms
from server.core.errors import BadRequest, UnknownLanguage
from server.routes.access import Person, me
from server.routes.render import ui_language
from server.routes.shapes import called, delegations, session_shape, sessions_shape
from server.services.hearing import spoken
from server.services.hearing.hall import Hall
from server.services.meeting import convene, zones
from server.storage.recording import Recording
from server.wire.bodies import check_body

RUNS = ("chair", "secretariat")


def blueprint(hall: Hall, outside: Callable[[], str]) -> Blueprint:
    """All calls below ``/api``. ``outside()``: the address that a phone can open, without a slash at its end."""
    api = Blueprint("api", __name__, url_prefix="/api")

    def answer(session: str) -> Response:
        return jsonify(session_shape(hall, session, me(hall)))

    def require(*roles: str) -> Person:
        person = me(hall)
        convene.check_role(person.role, *roles)
        return person

    @api.get("/me")
    def who() -> Response:
        person = me(hall)
        facts = {"role": person.role, "delegation": person.delegation, "name": person.name}
        return jsonify(**facts, time_zone=hall.read(lambda tx: zones.one(tx, person.delegation)), csrf=generate_csrf())

    @api.get("/languages")
    def all_languages() -> Response:
        return jsonify(
            languages=[
                {"code": code, "name": name, "direction": languages.direction(code)}
                for code, name in languages.names().items()
            ]
        )

    @api.get("/time-zones")
    def time_zones() -> Response:
        return jsonify(time_zones=zones.names())

    @api.get("/delegations")
    def all_delegations() -> Response:
        return jsonify(delegations=hall.read(partial(called, language=ui_language())))

    @api.post("/delegations")
    def put_delegation() -> Response:
        require("secretariat")
        given = body()
        if given.get("language") not in languages.names():
            known = ", ".join(languages.names())
            raise UnknownLanguage(f"unknown language {given.get('language')!r}; there are {known}")
        hall.write(
            lambda tx: convene.put_delegation(
                tx, str(given.get("code")), given.get("name") or "", str(given.get("language")), given.get("time_zone")
            )
        )
        return jsonify(delegations=hall.read(delegations))

    @api.get("/sessions")
    def sessions() -> Response:
        return jsonify(sessions=sessions_shape(hall, me(hall)))

    @api.post("/sessions")
    def create() -> Response:
        require("secretariat")
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

    @api.get("/sessions/<session>")
    def state(session: str) -> Response:
        return answer(session)

    @api.delete("/sessions/<session>")
    def delete(session: str) -> Response:
        require("secretariat")
        streams = hall.write(lambda tx: convene.delete_session(tx, session))
        hall.deleted(streams)
        for stream in streams:
            Recording(hall.recordings / session / stream).delete()
        return jsonify(deleted=session)

    @api.post("/sessions/<session>/open")
    def open_session(session: str) -> Response:
        require(*RUNS)
        hall.apply(hall.write(lambda tx: convene.open_session(tx, session, now_ms())))
        hall.floor.changed(session)
        hall.floor.tell(session)
        return answer(session)

    @api.post("/sessions/<session>/close")
    def close_session(session: str) -> Response:
        require(*RUNS)
        hall.apply(hall.write(lambda tx: convene.close_session(tx, session, now_ms())))
        hall.floor.changed(session)
        hall.floor.tell(session)
        return answer(session)

    @api.post("/sessions/<session>/floor")
    def give_floor(session: str) -> Response:
        require(*RUNS)
        given = body()
        code = given.get("delegation")

        def work(tx: Any) -> Any:
            meeting = convene.get_session(tx, session)
            at_ms = given.get("at_ms", convene.session_ms(meeting, now_ms()))
            if not isinstance(at_ms, int) or isinstance(at_ms, bool) or at_ms < 0:
                raise BadRequest(f"at_ms must be a whole number of milliseconds; found {at_ms!r}")
            return convene.give_floor(tx, session, code, at_ms, now_ms())

        hall.apply(hall.write(work))
        hall.floor.changed(session)
        hall.floor.moved(session)
        return answer(session)

    @api.post("/sessions/<session>/floor/<action>")
    def ask_floor(session: str, action: str) -> Response:
        if action == "mend":
            return mend(session)
        if action not in ("ask", "withdraw"):
            raise BadRequest(f"the floor is asked for or withdrawn from; found {action!r}")
        person = require("delegation")
        session_shape(hall, session, person)
        hall.apply(
            hall.write(lambda tx: convene.ask_floor(tx, session, str(person.delegation), action == "ask", now_ms()))
        )
        return answer(session)

    def mend(session: str) -> Response:
        require(*RUNS)
        given = body()
        outcome = hall.write(
            lambda tx: convene.mend_floor(
                tx, session, str(given.get("delegation")), given.get("from_ms") or 0, given.get("to_ms"), now_ms()
            )
        )
        hall.apply(outcome)
        return jsonify(segments=sorted({event.payload["seg"] for event in outcome.events}))

    @api.post("/sessions/<session>/pause")
    def pause(session: str) -> Response:
        require(*RUNS)
        is_paused = bool(body().get("paused"))
        hall.apply(hall.write(lambda tx: convene.set_paused(tx, session, is_paused, now_ms())))
        hall.floor.pause_changed(session)
        return answer(session)

    @api.post("/sessions/<session>/off-record")
    def off_record(session: str) -> Response:
        require(*RUNS)
        is_on = bool(body().get("on"))
        hall.apply(hall.write(lambda tx: convene.set_off_record(tx, session, is_on, now_ms())))
        hall.floor.changed(session)
        hall.floor.tell(session)
        return answer(session)

    @api.post("/sessions/<session>/streams/<stream>/language")
    def declare_language(session: str, stream: str) -> Response:
        person = me(hall)
        session_shape(hall, session, person)
        language = str(body()["language"])
        found = hall.read(lambda tx: spoken.get_stream(tx, session, stream))
        spoken.check_may_declare(found, person.role, person.delegation)
        hall.spoken.change(session, stream, language, languages.names(), person.name or person.role)
        return answer(session)

    @api.post("/sessions/<session>/retract")
    def retract(session: str) -> Response:
        person = require(*RUNS)
        given = body()
        segment, outcome = hall.write(
            lambda tx: convene.retract(tx, session, given.get("segment"), person.name, given.get("why") or "", now_ms())
        )
        hall.apply(outcome)
        return jsonify(segment=segment)

    @api.get("/sessions/<session>/qr.svg")
    def qr_code(session: str) -> Response:
        session_shape(hall, session, me(hall))
        out = io.BytesIO()
        segno.make(f"{outside()}/s/{session}").save(out, kind="svg", scale=6, border=2)
        return Response(out.getvalue(), mimetype="image/svg+xml")

    return api


def as_json(text: str) -> Response:
    """An answer that is JSON already."""
    return Response(text, mimetype="application/json")


def body() -> dict[str, Any]:
    """The JSON object of the request, its fields checked by ``server.wire.bodies``. Raises BadRequest."""
    try:
        given = request.get_json(silent=True)
    except RecursionError as error:
        raise BadRequest("this JSON is nested too deeply") from error
    if not isinstance(given, dict):
        raise BadRequest("a JSON object is expected")
    check_body(request.endpoint, given)
    return given
