"""The event's glossary: the secretariat reads, edits, brings in and takes out its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy.orm import Session

from server.core.translation import glossary as table
from server.core.translation import tbx
from server.languages import CODES
from server.routes.access import require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting import glossary


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/glossary``."""
    calls = Blueprint("glossary", __name__, url_prefix="/api")

    def secretariat() -> None:
        require(hall, "secretariat")

    def answer() -> Response:
        hall.read_glossary()
        known = hall.glossary.known

        def read(tx: Session) -> dict[str, Any]:
            return {"rows": glossary.numbered(tx), "report": glossary.report(tx, known)}

        return jsonify({**hall.read(read), "filed": hall.glossary.filed(), "languages": list(CODES)})

    def done(work: Callable[[Session], object]) -> Response:
        hall.write(work)
        return answer()

    @calls.get("/glossary")
    def all_rows() -> Response:
        secretariat()
        return answer()

    @calls.post("/glossary")
    def add() -> Response:
        secretariat()
        words = table.check(body()["words"], CODES)
        return done(lambda tx: glossary.add(tx, words))

    @calls.put("/glossary/<int(max=9007199254740991):number>")
    def change(number: int) -> Response:
        secretariat()
        words = table.check(body()["words"], CODES)
        return done(lambda tx: glossary.change(tx, number, words))

    @calls.delete("/glossary/<int(max=9007199254740991):number>")
    def remove(number: int) -> Response:
        secretariat()
        return done(lambda tx: glossary.remove(tx, number))

    @calls.post("/glossary/import")
    def bring_in() -> Response:
        secretariat()
        given = body()
        read = tbx.parse if tbx.is_tbx(given["text"]) else table.parse
        rows, is_whole = read(given["text"], CODES), bool(given.get("replace"))
        return done(lambda tx: glossary.bring_in(tx, rows, is_whole))

    @calls.get("/glossary.tsv")
    def take_out() -> Response:
        secretariat()
        text = table.write(hall.read(glossary.rows), CODES)
        name = {"Content-Disposition": 'attachment; filename="glossary.tsv"'}
        return Response(text, mimetype="text/tab-separated-values", headers=name)

    @calls.get("/glossary.tbx")
    def take_out_tbx() -> Response:
        secretariat()
        name = {"Content-Disposition": 'attachment; filename="glossary.tbx"'}
        return Response(tbx.write(hall.read(glossary.rows), CODES), mimetype="application/x-tbx", headers=name)

    return calls
