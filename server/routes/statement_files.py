"""Files of a statement: in each of its language versions, against an earlier revision, with what anybody can verify."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, request

from server import hub
from server.clock import now_ms
from server.core.errors import BadRequest, NotFound
from server.documents.filenames import disposition, file_name
from server.documents.statement import FORMATS, Printing
from server.routes.access import me
from server.routes.signing import record_of
from server.services.hearing.hall import Hall
from server.services.statement import printed
from server.services.statement.printed import Printed, Wanted
from server.signing.seal import Seal


def blueprint(hall: Hall, fonts: Path, seal: Seal, outside: Callable[[], str]) -> Blueprint:
    """``/api/statements/N/export/<format>``, with ``?lang=`` and, for Word, ``?against=`` and ``?until=``."""
    files = Blueprint("statement_files", __name__, url_prefix="/api/statements")

    @files.get("/<statement_id>/export/<form>")
    def export(statement_id: str, form: str) -> Response:
        person, wanted = me(hall), _wanted(form)
        found = hall.read(lambda tx: printed.read(tx, statement_id, wanted, person, now_ms()))
        proof = evidence = None
        if form == "json" and found.statement["sha256"] is not None:
            proof = record_of(hall, statement_id, person, seal, outside())
        if form == "json" and wanted.language in ("", found.statement["language"]):
            evidence = hall.read(lambda tx: printed.evidence(tx, statement_id, person))
        how = Printing(fonts, proof=proof, evidence=evidence, addresses=f"{outside()}/p", **found.told)
        content = hub.native(FORMATS[form].render, found.statement, how)
        headers = {"Content-Disposition": disposition(_name(found, wanted, form))}
        return Response(content, content_type=FORMATS[form].kind, headers=headers)

    return files


def _wanted(form: str) -> Wanted:
    if form not in FORMATS:
        raise NotFound(f"there is no export {form!r}; there are {', '.join(FORMATS)}")
    wanted = Wanted(*(request.args.get(each, "") for each in ("lang", "against", "until")))
    if (wanted.since or wanted.until) and form != "docx":
        raise BadRequest("only a Word file shows what was changed: leave out against and until, or choose docx")
    return wanted


def _name(found: Printed, wanted: Wanted, form: str) -> str:
    """By symbol, language and the revision that it is compared with."""
    shape, since = found.statement, found.told.get("since")
    symbol = shape.get("symbol") or f"{shape['title']}-{shape['id']}"
    parts = (wanted.language or shape["language"], f"since-{since['label']}" if since else "")
    return file_name(FORMATS[form].ending, symbol, *parts)
