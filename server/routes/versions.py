"""The calls of a statement's language versions: chosen, revised, checked, signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from server import languages
from server.clock import now_ms
from server.core.errors import NotAllowed
from server.routes.access import Person, me, require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.minutes.steps import Actor
from server.services.statement import revise, version_rows
from server.services.statement.statements import get as find

Work = Callable[[Any, Actor, int], Any]


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements/N/languages``. A change answers with all versions as this person sees them."""
    calls = Blueprint("versions", __name__, url_prefix="/api/statements/<statement_id>/languages")

    def answer(statement_id: str, person: Person) -> Response:
        queue = hall.translations
        routes, is_served = queue.routes(), queue.is_served
        return jsonify(
            hall.read(
                lambda tx: version_rows.shape(
                    tx, find(tx, statement_id, person), person, routes, is_served, languages.direction
                )
            )
        )

    def change(statement_id: str, work: Work) -> Response:
        person = me(hall)
        actor = Actor(person.role, person.delegation, person.name)
        hall.write(lambda tx: work(tx, actor, now_ms()))
        return answer(statement_id, person)

    @calls.get("")
    def every(statement_id: str) -> Response:
        return answer(statement_id, me(hall))

    @calls.post("")
    def choose(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who, now: revise.choose(
                tx, statement_id, given.get("rev"), given.get("languages"), given.get("prevails"), languages.CODES,
                who, now,
            ),
        )  # fmt: skip

    @calls.put("/<language>/paragraphs/<paragraph>")
    def write(statement_id: str, language: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who, now: revise.write(
                tx, statement_id, language, paragraph, given.get("rev"), given.get("text"), given.get("order"), who, now
            ),
        )

    @calls.post("/<language>/paragraphs/<paragraph>/right")
    def mark(statement_id: str, language: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who, now: revise.mark(
                tx, statement_id, language, paragraph, given.get("fault"), given.get("text"), who, now
            ),
        )

    @calls.post("/<language>/sign-off")
    def sign(statement_id: str, language: str) -> Response:
        given = body()
        return change(
            statement_id, lambda tx, who, now: revise.sign(tx, statement_id, language, given.get("sha256"), who, now)
        )

    @calls.post("/<language>/again")
    def again(statement_id: str, language: str) -> Response:
        require(hall, "secretariat")
        hall.read(lambda tx: revise.check_language(tx, statement_id, language))
        if not hall.translations.is_served:
            raise NotAllowed("no translate worker is connected: start one, then ask again")
        count = hall.renderer.again(statement_id, language)
        return jsonify(asked=count)

    return calls
