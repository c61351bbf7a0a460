"""The calls of interpreters: take a language, write its lines, leave lines to the machine, let go."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.core.text.plain import plain_text
from server.routes.access import Person, require
from server.routes.api import body
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.hearing.interpret import Booth, Written

MAX_CHARACTERS = 1_000  # a line is a sentence or two
WHO = ("interpreter", "rapporteur", "secretariat")
MAY_END_OTHERS = ("chair", "secretariat")


def blueprint(hall: Hall) -> Blueprint:
    """The calls below ``/api/sessions/S/languages/L``."""
    calls = Blueprint("interpreting", __name__, url_prefix="/api/sessions/<session>/languages/<language>")

    def booth(session: str, language: str, *roles: str) -> tuple[Booth, Person]:
        """Who asks, for which language. Raises NotAllowed, NotFound."""
        person = require(hall, *roles)
        session_shape(hall, session, person)
        return Booth(session, language, person.invitation, person.name or person.role), person

    @calls.post("/take")
    def take(session: str, language: str) -> Response:
        mine, person = booth(session, language, *WHO)
        hall.interpreters.take(mine)
        return jsonify(session_shape(hall, session, person))

    @calls.post("/release")
    def release(session: str, language: str) -> Response:
        mine, person = booth(session, language, *WHO, *MAY_END_OTHERS)
        hall.interpreters.release(mine, person.role in MAY_END_OTHERS)
        return jsonify(session_shape(hall, session, person))

    @calls.post("/beat")
    def beat(session: str, language: str) -> Response:
        return jsonify(hall.interpreters.keep(booth(session, language, *WHO)[0]))

    @calls.post("/lines")
    def write(session: str, language: str) -> Response:
        mine, given = booth(session, language, *WHO)[0], body()
        text = plain_text(given["text"], MAX_CHARACTERS)
        written = Written(text, given.get("upto"), given.get("replaces"), given.get("key"))
        return jsonify(hall.interpreters.write(mine, written))

    @calls.post("/typing")
    def typing(session: str, language: str) -> Response:
        mine, given = booth(session, language, *WHO)[0], body()
        text = given["text"].strip()
        hall.interpreters.typing(mine, plain_text(text, MAX_CHARACTERS) if text else "", given.get("upto"))
        return jsonify({})

    @calls.post("/skip")
    def skip(session: str, language: str) -> Response:
        mine, given = booth(session, language, *WHO)[0], body()
        return jsonify(hall.interpreters.skip(mine, given.get("upto")))

    return calls
