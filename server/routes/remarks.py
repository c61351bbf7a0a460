"""The calls of remarks handed in beforehand, and of the files that they come in."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from server import hub, languages
from server.clock import now_ms
from server.core.errors import BadRequest, NotFound
from server.core.translation.alignment import align, doubtful
from server.documents import handed_in
from server.routes.access import me
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting import remarks, sessions
from server.services.meeting.remarks import HANDS_IN, Handed, Reader
from server.services.meeting.roles import check_role
from server.storage.tables import Remarks


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/sessions/S/remarks``, and ``/api/remarks/text``."""
    calls = Blueprint("remarks", __name__, url_prefix="/api")

    def reader(*roles: str) -> Reader:
        person = me(hall)
        if roles:
            check_role(person.role, *roles)
        return Reader(person.role, person.delegation, person.name)

    def answer(tx: Session, row: Remarks, by: Reader) -> dict[str, Any]:
        return remarks.shape(tx, row, by, now_ms(), has_texts=True)

    def kept(session: str, tx: Session) -> None:
        hall.check_kept(sessions.get_session(tx, session))

    @calls.get("/sessions/<session>/remarks")
    def all_of(session: str) -> Response:
        by = reader()

        def read(tx: Session) -> list[dict[str, Any]]:
            kept(session, tx)
            now = now_ms()
            return [remarks.shape(tx, row, by, now) for row in remarks.readable(tx, session, by, now)]

        return jsonify(remarks=hall.read(read))

    @calls.get("/sessions/<session>/remarks/<identity>")
    def one(session: str, identity: str) -> Response:
        by = reader()

        def read(tx: Session) -> dict[str, Any]:
            kept(session, tx)
            return answer(tx, remarks.one(tx, session, identity, by, now_ms()), by)

        return jsonify(hall.read(read))

    @calls.get("/sessions/<session>/remarks/<identity>/pairs")
    def pairs(session: str, identity: str) -> Response:
        by, language = reader(), request.args.get("lang", "")

        def read(tx: Session) -> tuple[str, str, str]:
            kept(session, tx)
            row = remarks.one(tx, session, identity, by, now_ms())
            told = remarks.translations(tx, row)
            if row.withdrawn_at is not None or language not in told:
                raise NotFound(f"these remarks have no translation {language!r}")
            return row.text, told[language], row.language

        text, told, source = hall.read(read)
        return jsonify(pairs=hub.native(_pairs, text, told, source, language))

    @calls.post("/sessions/<session>/remarks")
    def hand_in(session: str) -> Response:
        by, given = reader(*HANDS_IN), body()
        delegation = given.get("delegation") or by.delegation
        if not delegation:
            raise BadRequest("say whose remarks these are: delegation is missing")
        handed, identity = _handed(given), f"r-{secrets.token_hex(6)}"

        def write(tx: Session) -> dict[str, Any]:
            return answer(tx, remarks.hand_in(tx, session, identity, delegation, handed, by, now_ms()), by)

        return jsonify(hall.write(write))

    @calls.put("/sessions/<session>/remarks/<identity>")
    def replace(session: str, identity: str) -> Response:
        by, given = reader(*HANDS_IN), body()
        handed, rev = _handed(given), given.get("rev") or 0
        return jsonify(
            hall.write(lambda tx: answer(tx, remarks.replace(tx, session, identity, rev, handed, by, now_ms()), by))
        )

    @calls.post("/sessions/<session>/remarks/<identity>/withdraw")
    def withdraw(session: str, identity: str) -> Response:
        by, rev = reader(*HANDS_IN), body().get("rev") or 0
        return jsonify(
            hall.write(lambda tx: answer(tx, remarks.withdraw(tx, session, identity, rev, by, now_ms()), by))
        )

    @calls.post("/remarks/text")
    def text() -> Response:
        reader(*HANDS_IN)
        return jsonify(text=remarks.tidy(hub.native(handed_in.text_of, request.get_data())))

    return calls


def _pairs(text: str, told: str, source: str, target: str) -> list[dict[str, Any]]:
    beads = align(text, told, source, target)
    return [
        {"original": bead.original, "translation": bead.translation, "is_doubtful": is_doubtful}
        for bead, is_doubtful in zip(beads, doubtful(beads, source, target), strict=True)
    ]


def _handed(given: dict[str, Any]) -> Handed:
    return remarks.checked(given["language"], given["text"], given.get("translations") or {}, languages.names())
