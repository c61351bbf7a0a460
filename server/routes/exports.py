"""Files of minutes and statements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from flask import Blueprint, Response, request

from server import hub
from server.clock import now_ms
from server.core.errors import NotFound, UnknownLanguage
from server.documents import minutes, statement
from server.routes.access import me
from server.routes.shapes import session_shape
from server.services import record, show
from server.services.hall import Hall
from server.services.statements import get as find

Format = TypeVar("Format")


def blueprint(hall: Hall, fonts: Path) -> Blueprint:
    """``/api/sessions/S/export/<format>`` and ``/api/statements/N/export/<format>``."""
    exports = Blueprint("exports", __name__, url_prefix="/api")

    @exports.get("/sessions/<session>/export/<form>")
    def of_session(session: str, form: str) -> Response:
        person = me(hall)
        shape = session_shape(hall, session, person)
        render, kind = _format(minutes.FORMATS, form)
        language = request.args.get("lang") or None
        if language and language not in [each["code"] for each in shape["languages"]]:
            raise UnknownLanguage(f"this session has no language {language!r}")
        found, gaps = hall.read(
            lambda tx: (record.minutes(tx, session, is_timed=True), record.gaps(tx, session, now_ms()))
        )
        segments = [record.seen_by(each, person.role) for each in found]
        return _file(
            hub.native(render, shape["title"], segments, language, gaps),
            kind,
            f"{session}{'-' + language if language else ''}.{form}",
        )

    @exports.get("/statements/<statement_id>/export/<form>")
    def of_statement(statement_id: str, form: str) -> Response:
        role = me(hall).role
        render, kind = _format(statement.FORMATS, form)
        shape = hall.read(lambda tx: show.shape(tx, find(tx, statement_id, role), role))
        return _file(hub.native(render, shape, fonts), kind, f"statement-{statement_id}.{form}")

    return exports


def _format(formats: Mapping[str, Format], form: str) -> Format:
    if form not in formats:
        raise NotFound(f"there is no export {form!r}; there are {', '.join(formats)}")
    return formats[form]


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
