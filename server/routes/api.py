"""What every call has in common, and the calls that ask who is there: oneself, languages, time zones, delegations."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from server import languages
from server.core.errors import BadRequest, UnknownLanguage
from server.routes.access import me, require
from server.routes.render import ui_language
from server.routes.shapes import called, delegations
from server.services.hearing.hall import Hall
from server.services.meeting import convene, zones
from server.wire.bodies import check_body


def blueprint(hall: Hall) -> Blueprint:
    """The calls of ``/api`` that are of no session."""
    api = Blueprint("api", __name__, url_prefix="/api")

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
        require(hall, "secretariat")
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
