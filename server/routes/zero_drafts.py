"""The calls about zero drafts: what would become of a file, and what the room says of it."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server import hub
from server.clock import now_ms
from server.core.errors import BadRequest, TooLarge
from server.core.text import plain
from server.core.zero import Tracked
from server.documents import zero_draft
from server.routes.access import me, require
from server.routes.api import body
from server.routes.render import ui_language
from server.routes.shapes import called
from server.services.hearing.hall import Hall
from server.services.statement import sensed, zero
from server.services.statement.statements import get as find
from server.services.statement.zero import Brought
from server.wire.bodies import check_body
from translation.countries import every

FORM = "multipart/form-data"
LISTS = ("sessions", "parties", "observers")
LONGEST_NAME = 200


def blueprint(hall: Hall) -> Blueprint:
    """``POST /api/statements/preview``, ``/api/statements/N/zero`` and its refresh."""
    calls = Blueprint("zero_drafts", __name__, url_prefix="/api/statements")

    @calls.post("/preview")
    def preview() -> Response:
        require(hall, "secretariat")
        given, brought = submitted()
        if brought is None:
            raise BadRequest("a file or a text is expected; found neither")
        language = str(given.get("language") or "en")
        ui = ui_language()
        told, here = hall.read(lambda tx: (zero.preview(tx, brought, language), called(tx, ui)))
        return jsonify({**told, "names": _names(told["paragraphs"], here, ui)})

    @calls.get("/<statement_id>/zero")
    def read(statement_id: str) -> Response:
        person = me(hall)
        return jsonify(hall.read(lambda tx: zero.shape(tx, find(tx, statement_id, person), person)))

    @calls.post("/<statement_id>/zero/refresh")
    def refresh(statement_id: str) -> Response:
        person = require(hall, "secretariat", "rapporteur")
        given = body()
        sense = sensed.of_statement(hall, statement_id)
        hall.write(lambda tx: zero.refresh(tx, statement_id, given.get("rev"), person.name, now_ms(), sense))

        def told(tx: Any) -> dict[str, Any]:
            row = find(tx, statement_id, person)
            return {**zero.shape(tx, row, person), "rev": row.rev}

        return jsonify(hall.read(told))

    return calls


def _names(paragraphs: list[dict[str, Any]], here: list[dict[str, str]], ui: str) -> dict[str, str]:
    """What whoever holds a bracket is called in the interface's language, also a country that is no delegation here."""
    known = {each["code"]: each["called"] for each in here}
    owners = {code for each in paragraphs for bracket in each["brackets"] for code in bracket["owners"]}
    found = {code: known.get(code) or (every()[code].name(ui) if code in every() else "") for code in owners}
    return {code: name for code, name in sorted(found.items()) if name}


def submitted() -> tuple[dict[str, Any], Brought | None]:
    """The fields of a call that may bring a zero draft, as a form with a ``file`` or as JSON with a ``text``.

    Raises BadRequest, TooLarge, BadDocument or UnsafeDocument.
    """
    if request.mimetype != FORM:
        given = body()
        text, how = given.get("text"), _tracked(given)
        if not isinstance(text, str) or not text.strip():
            return given, None
        return given, Brought(hub.native(zero_draft.of_text, text), tracked=how)
    fields: dict[str, Any] = {name: value for name, value in request.form.items() if name not in LISTS and value}
    fields |= {name: request.form.getlist(name) for name in LISTS if request.form.getlist(name)}
    check_body(request.endpoint, fields)
    how = _tracked(fields)
    file = request.files.get("file")
    if file is None or not file.filename:
        text = fields.get("text", "")
        return fields, Brought(hub.native(zero_draft.of_text, text), tracked=how) if text.strip() else None
    with closing(file):
        data = file.stream.read(zero_draft.MOST_BYTES + 1)
    if len(data) > zero_draft.MOST_BYTES:
        raise TooLarge(f"this file is too large: {zero_draft.MOST_BYTES >> 20} MB at most; paste its text")
    name = plain.CONTROL.sub(" ", file.filename)[-LONGEST_NAME:]
    return fields, Brought(hub.native(zero_draft.read, data, name), name, hashlib.sha256(data).hexdigest(), how)


def _tracked(given: dict[str, Any]) -> Tracked:
    """What becomes of changes that reviewers left in it; accepted where nobody says."""
    how = given.get("tracked") or Tracked.ACCEPTED
    if how not in tuple(Tracked):
        raise BadRequest(f"tracked is {', '.join(Tracked)}; found {how!r}")
    return Tracked(how)
