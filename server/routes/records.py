"""The calls of a session's other records: summary, decisions and actions, participants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from server import hub
from server.clock import now_ms
from server.core.errors import NotFound, UnknownLanguage
from server.documents.filenames import disposition, file_name
from server.documents.proceedings import FORMATS
from server.routes.access import Person, me, require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.hearing.publish import room
from server.services.meeting import sessions
from server.services.meeting.roles import check_role
from server.services.minutes import record_drafts, recorded, records, seal
from server.services.minutes.records import By
from server.services.minutes.steps import Actor
from server.storage.log import FLOOR_VIEW
from server.storage.tables import Meeting


def blueprint(hall: Hall, fonts: Path) -> Blueprint:
    """All calls below ``/api/sessions/S/record``."""
    calls = Blueprint("records", __name__, url_prefix="/api/sessions/<session>/record")

    def seen(tx: Session, session: str, person: Person) -> Meeting:
        meeting = sessions.get_session(tx, session)
        sessions.check_may_see(meeting, person.role)
        hall.check_kept(meeting)
        return meeting

    def shaped(tx: Session, session: str, language: str, person: Person) -> dict[str, Any]:
        meeting = seen(tx, session, person)
        wanted = language or (record_drafts.languages(meeting) or list(meeting.languages))[0]
        if wanted not in meeting.languages:
            raise UnknownLanguage(f"this session has no language {wanted!r}")
        return recorded.shape(tx, meeting, wanted, person.role)

    def change(session: str, language: str, work: Callable[[Session, By], Any]) -> Response:
        """A change of items by somebody who edits them."""
        person = require(hall, *recorded.EDITORS)
        return done(session, language, person, lambda tx: work(tx, By(person.name or person.role, now_ms())))

    def settle(session: str, work: Callable[[Session, str, Actor], None]) -> Response:
        """Approved, or opened again."""
        person, language = me(hall), in_language()
        actor = Actor(person.role, person.delegation, person.name)
        return done(session, language, person, lambda tx: work(tx, language, actor))

    def done(session: str, language: str, person: Person, work: Callable[[Session], Any]) -> Response:
        """Run a change, tell those who look on, answer with the record."""

        def write(tx: Session) -> tuple[list[str], dict[str, Any]]:
            meeting = seen(tx, session, person)
            work(tx)
            tx.flush()
            return list(meeting.languages), shaped(tx, session, language, person)

        languages, made = hall.write(write)
        for view in (FLOOR_VIEW, *languages):
            told = {"session": session, "language": made["language"], "head": made["head"]}
            hall.emit("record", told, room=room(session, view), namespace="/viewer")
        return jsonify(made)

    def in_language() -> str:
        return request.args.get("lang", "")

    @calls.get("")
    def one(session: str) -> Response:
        person, language = me(hall), in_language()
        return jsonify(hall.read(lambda tx: shaped(tx, session, language, person)))

    @calls.post("/draft")
    def write_draft(session: str) -> Response:
        person, language = me(hall), str(body()["language"])
        check_role(person.role, *recorded.EDITORS)

        def read(tx: Session) -> record_drafts.Basis:
            seen(tx, session, person)
            return record_drafts.basis(tx, session, language)

        # The draft is made between two transactions: nobody who captions or corrects waits for it.
        basis = hall.read(read)
        made = hub.native(record_drafts.drafted, basis)
        return change(session, language, lambda tx, by: record_drafts.store(tx, basis, made, by))

    @calls.post("/items")
    def add(session: str) -> Response:
        given = body()
        language = str(given["language"])
        return change(session, language, lambda tx, by: records.add(tx, session, language, given, by))

    @calls.put("/items/<item>")
    def edit(session: str, item: str) -> Response:
        given = body()
        return change(session, in_language(), lambda tx, by: records.edit(tx, session, item, given["rev"], given, by))

    @calls.post("/items/<item>/accept")
    def accept(session: str, item: str) -> Response:
        rev = body()["rev"]
        return change(session, in_language(), lambda tx, by: records.accept(tx, session, item, rev, by))

    @calls.post("/items/<item>/dismiss")
    def dismiss(session: str, item: str) -> Response:
        rev = body()["rev"]
        return change(session, in_language(), lambda tx, by: records.set_aside(tx, session, item, rev, by))

    @calls.post("/items/<item>/restore")
    def restore(session: str, item: str) -> Response:
        rev = body()["rev"]
        return change(session, in_language(), lambda tx, by: records.bring_back(tx, session, item, rev, by))

    @calls.post("/items/<item>/move")
    def move(session: str, item: str) -> Response:
        given = body()
        after = given.get("after") or None
        return change(session, in_language(), lambda tx, by: records.move(tx, session, item, given["rev"], after, by))

    @calls.post("/approve")
    def approve(session: str) -> Response:
        head = body()["head"]
        return settle(session, lambda tx, language, actor: seal.approve(tx, session, language, head, actor, now_ms()))

    @calls.post("/reopen")
    def reopen(session: str) -> Response:
        why = body()["why"]
        return settle(session, lambda tx, language, actor: seal.reopen(tx, session, language, why, actor, now_ms()))

    @calls.get("/approved/<int(max=2147483647):number>")
    def approved(session: str, number: int) -> Response:
        person, language = me(hall), in_language()

        def read(tx: Session) -> dict[str, Any]:
            seen(tx, session, person)
            return seal.sealed(tx, session, language, number, person.role)

        return jsonify(hall.read(read))

    @calls.get("/export/<kind>/<form>")
    def export(session: str, kind: str, form: str) -> Response:
        person, language = me(hall), in_language()
        if kind not in FORMATS or form not in FORMATS[kind]:
            there_are = ", ".join(f"{name}/{each}" for name, forms in FORMATS.items() for each in forms)
            raise NotFound(f"there is no export {kind}/{form}; there are {there_are}")
        render, mime = FORMATS[kind][form]
        made = hall.read(lambda tx: shaped(tx, session, language, person))
        ending = {"markdown": "md"}.get(form, form)
        name = file_name(ending, made["title"], made["date"][:10], kind, made["language"])
        headers = {"Content-Disposition": disposition(name)}
        return Response(hub.native(render, made, fonts), content_type=mime, headers=headers)

    return calls
