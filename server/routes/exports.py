"""Files of minutes, and the schemas of what is JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from server import hub
from server.clock import now_ms
from server.core.errors import BadRequest, NotFound, UnknownLanguage
from server.documents import changes, minutes
from server.documents.filenames import disposition, file_name
from server.routes.access import me
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.meeting import sessions
from server.services.minutes import dossier, record

Format = TypeVar("Format")
VERBATIM = "verbatim"
SCHEMAS = ("minutes", "statement")
SCHEMA_FOLDER = Path(minutes.__file__).parent / "schemas"


def blueprint(hall: Hall, fonts: Path) -> Blueprint:
    """``/api/sessions/S/export/<format>`` and the schemas of what is JSON."""
    exports = Blueprint("exports", __name__, url_prefix="/api")

    @exports.get("/sessions/<session>/export/<form>")
    def of_session(session: str, form: str) -> BaseResponse:
        person = me(hall)
        shape = session_shape(hall, session, person)
        kind = request.args.get("kind") or VERBATIM
        if kind != VERBATIM:  # another record of the session has files of its own
            lang = request.args.get("lang")
            return redirect(url_for("records.export", session=session, kind=kind, form=form, lang=lang))
        chosen = _format(minutes.FORMATS, form)
        language = request.args.get("lang") or None
        if language and language not in [each["code"] for each in shape["languages"]]:
            raise UnknownLanguage(f"this session has no language {language!r}")
        against = changes.parse(request.args.get("against", ""))
        if against and form != "docx":
            raise BadRequest("only a Word file shows what was changed: leave out against, or choose docx")

        def read(tx: Session) -> tuple[list[Any], list[Any], int | None, dict[str, Any]]:
            opened_at, now = sessions.get_session(tx, session).opened_at, now_ms()
            standing = dossier.standing(tx, session, person.role, now)
            return record.minutes(tx, session, is_timed=True), record.gaps(tx, session, now), opened_at, standing

        found, gaps, opened_at, standing = hall.read(read)
        segments = [record.seen_by(each, person.role) for each in found]
        date = _date(opened_at)
        made = minutes.record_of(shape["title"], segments, language, gaps, date, standing)
        parts = (date[:10], language or "original", standing["state"], "changes" if against else "")
        name = file_name(chosen.ending, shape["title"], *parts)
        printing = minutes.Printing(fonts, against, session)
        return _file(hub.native(chosen.render, made, printing), chosen.kind, name)

    @exports.get("/schemas/<name>.schema.json")
    def schema(name: str) -> Response:
        if name not in SCHEMAS:
            raise NotFound(f"there is no schema {name!r}; there are {', '.join(SCHEMAS)}")
        return jsonify(json.loads((SCHEMA_FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))

    return exports


def _format(formats: Mapping[str, Format], form: str) -> Format:
    if form not in formats:
        raise NotFound(f"there is no export {form!r}; there are {', '.join(formats)}")
    return formats[form]


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": disposition(name)})


def _date(opened_at: int | None) -> str:
    """When the session was opened, as ISO 8601 in UTC; empty for one that never was."""
    if opened_at is None:
        return ""
    return datetime.datetime.fromtimestamp(opened_at / 1000, datetime.UTC).isoformat(timespec="seconds")
