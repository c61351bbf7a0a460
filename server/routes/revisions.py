"""The calls of revisions, readings and views. Each checks the role and runs one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server import hub
from server.clock import now_ms
from server.core.errors import NotFound
from server.documents import compilation as compilation_files
from server.documents.filenames import disposition, file_name
from server.routes.access import RUNS, me, require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.statement import revisions, statements, views
from server.storage import tables

VIEWS = {"clean": views.clean, "compilation": views.compilation}
Read = Callable[[Any, tables.Statement], dict[str, Any]]


def blueprint(hall: Hall, fonts: Path) -> Blueprint:
    """``/api/statements/N/revisions``, ``/reading`` and ``/view``. ``fonts``: the folder of those that files embed."""
    calls = Blueprint("revisions", __name__, url_prefix="/api/statements/<statement_id>")

    def shown(statement_id: str, read: Read) -> dict[str, Any]:
        person = me(hall)

        def run(tx: Any) -> dict[str, Any]:
            statement = statements.at_table(tx, statement_id, person)
            return read(tx, statement)

        return hall.read(run)  # type: ignore[no-any-return]

    def change(statement_id: str, work: Callable[[Any, str], dict[str, Any]]) -> Response:
        person = require(hall, *RUNS)

        def run(tx: Any) -> dict[str, Any]:
            statement = statements.get(tx, statement_id, person)
            made = work(tx, person.name)
            return {**made, "rev": statement.rev}

        return jsonify(hall.write(run))

    @calls.get("/revisions")
    def all_revisions(statement_id: str) -> Response:
        return jsonify(
            shown(
                statement_id,
                lambda tx, statement: {
                    "revisions": revisions.listed(tx, statement), "reading": statement.reading, "rev": statement.rev,
                },
            )
        )  # fmt: skip

    @calls.post("/revisions")
    def issue(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, by: {
                "revision": revisions.shape(
                    revisions.issue(tx, statement_id, given.get("rev"), given.get("note"), by, now_ms())
                )
            },
        )

    @calls.post("/reading")
    def read_on(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, by: {
                "reading": revisions.read_on(
                    tx, statement_id, given.get("rev"), given.get("reading"), by, now_ms()
                ).reading
            },
        )

    @calls.get("/revisions/compare")
    def compare(statement_id: str) -> Response:
        start, end = request.args.get("from", ""), request.args.get("to", revisions.NOW)
        return jsonify(shown(statement_id, lambda tx, statement: revisions.compare(tx, statement, start, end)))

    @calls.get("/revisions/<number>")
    def one(statement_id: str, number: str) -> Response:
        return jsonify(
            shown(
                statement_id,
                lambda tx, statement: revisions.whole(tx, statement, revisions.one(tx, statement, number)),
            )
        )

    @calls.get("/view/clean")
    def clean(statement_id: str) -> Response:
        return jsonify(shown(statement_id, views.clean))

    @calls.get("/view/compilation")
    def compilation(statement_id: str) -> Response:
        return jsonify(shown(statement_id, views.compilation))

    @calls.get("/view/<view>/export/<form>")
    def export(statement_id: str, view: str, form: str) -> Response:
        if view not in VIEWS or form not in compilation_files.FORMATS:
            raise NotFound(f"there are the views {', '.join(VIEWS)} as {', '.join(compilation_files.FORMATS)}")
        render, kind = compilation_files.FORMATS[form]
        found = shown(statement_id, VIEWS[view])
        name = file_name(form, found["symbol"] or found["title"], view, found["language"])
        made = hub.native(render, compilation_files.compiled(found), fonts)
        return Response(made, mimetype=kind, headers={"Content-Disposition": disposition(name)})

    return calls
