"""The calls of single lines of the minutes: their words and versions, whose they are, splitting and merging."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server.clock import now_ms
from server.core.errors import BadRequest
from server.routes.access import Person, me
from server.routes.api import body
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.meeting.roles import check_role
from server.services.minutes import lines, record, recut, words

EDITS = ("rapporteur", "secretariat")
READS = ("secretariat", "chair", "rapporteur", "delegation")


def blueprint(hall: Hall) -> Blueprint:
    """``/api/sessions/S/words`` and what is below ``/api/sessions/S/segments/G``."""
    calls = Blueprint("lines", __name__, url_prefix="/api/sessions/<session>")

    def reader(session: str, *roles: str) -> Person:
        person = me(hall)
        session_shape(hall, session, person)
        check_role(person.role, *roles)
        return person

    def segment_of(session: str, segment: str, role: str) -> dict[str, Any]:
        found = hall.read(lambda tx: record.one(tx, record.get_segment(tx, session, segment)))
        return record.seen_by(found, role)

    def shown(session: str, segment: str, person: Person) -> Response:
        return jsonify(segment_of(session, segment, person.role))

    def change(session: str, segment: str, work: Callable[[Any, str], Any]) -> Response:
        person = reader(session, *EDITS)
        hall.apply(hall.write(lambda tx: work(tx, person.name)))
        return shown(session, segment, person)

    @calls.get("/segments/<segment>")
    def one(session: str, segment: str) -> Response:
        person = me(hall)
        session_shape(hall, session, person)
        return shown(session, segment, person)

    @calls.get("/words")
    def words_of(session: str) -> Response:
        reader(session, *READS)
        names = [each for each in request.args.get("segments", "").split(",") if each]
        found = hall.read(partial(words.of_lines, session=session, names=names))
        return jsonify(words=found, doubt=words.DOUBT)

    @calls.get("/segments/<segment>/versions")
    def versions(session: str, segment: str) -> Response:
        person = me(hall)
        session_shape(hall, session, person)
        return jsonify(versions=segment_of(session, segment, person.role)["versions"])

    @calls.get("/segments/<segment>/compare")
    def compare(session: str, segment: str) -> Response:
        person = reader(session, *READS)
        revs = [request.args.get(name, "") for name in ("from", "to")]
        if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in revs):
            raise BadRequest("from and to are the numbers of two versions")
        return jsonify(pieces=lines.compare(segment_of(session, segment, person.role), *map(int, revs)))

    @calls.post("/segments/<segment>/restore")
    def restore(session: str, segment: str) -> Response:
        given, routes = body(), hall.translations.routes()
        place = (session, segment, given["rev"], given["version"])
        return change(session, segment, lambda tx, by: lines.restore(tx, *place, by, routes, now_ms()))

    @calls.post("/segments/<segment>/speaker")
    def speaker(session: str, segment: str) -> Response:
        given = body()
        voice = (given.get("speaker") or "", given.get("delegation") or None)
        return change(
            session, segment, lambda tx, by: lines.rename(tx, session, segment, given["rev"], *voice, by, now_ms())
        )

    @calls.post("/segments/<segment>/check")
    def check(session: str, segment: str) -> Response:
        person, given = reader(session, *EDITS), body()
        place = (session, segment, given["rev"], given.get("word"))
        hall.write(lambda tx: lines.check(tx, *place, person.name, now_ms()))
        return shown(session, segment, person)

    @calls.delete("/segments/<segment>/check")
    def uncheck(session: str, segment: str) -> Response:
        person, given = reader(session, *EDITS), body()
        hall.write(lambda tx: lines.uncheck(tx, session, segment, given["rev"]))
        return shown(session, segment, person)

    @calls.post("/segments/<segment>/split")
    def split(session: str, segment: str) -> Response:
        person, given, routes = reader(session, *EDITS), body(), hall.translations.routes()
        place = (session, segment, given["rev"], given["at"])
        names, outcome = hall.write(lambda tx: recut.split(tx, *place, person.name, routes, now_ms()))
        hall.apply(outcome)
        return jsonify(segments=[segment_of(session, each, person.role) for each in names])

    @calls.post("/segments/<segment>/merge")
    def merge(session: str, segment: str) -> Response:
        person, given, routes = reader(session, *EDITS), body(), hall.translations.routes()
        one, other = (segment, given["rev"]), (given["next"], given["next_rev"])
        name, outcome = hall.write(lambda tx: recut.merge(tx, session, one, other, person.name, routes, now_ms()))
        hall.apply(outcome)
        return shown(session, name, person)

    return calls
