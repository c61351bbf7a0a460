"""The calls of brackets. Each checks the role, runs one unit of work and answers with the paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.routes.access import RUNS, Person, me, require
from server.routes.adoption import actor_of
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.statement import bracketed, brackets, statements
from server.storage import tables

Work = Callable[[Any, Person], tables.Paragraph]


def blueprint(hall: Hall) -> Blueprint:
    """``/api/statements/N/brackets`` and all calls below ``.../paragraphs/P/brackets``."""
    calls = Blueprint("brackets", __name__, url_prefix="/api/statements/<statement_id>")

    def change(statement_id: str, work: Work, roles: tuple[str, ...] = RUNS) -> Response:
        person = require(hall, *roles)

        def run(tx: Any) -> dict[str, Any]:
            statement = statements.get(tx, statement_id, person)
            row = work(tx, person)
            return {"paragraph": statements.told_shape(tx, statement, row), "rev": statement.rev}

        return jsonify(hall.write_beside(run))

    @calls.get("/brackets")
    def all_brackets(statement_id: str) -> Response:
        person = me(hall)

        def read(tx: Any) -> dict[str, Any]:
            statement = statements.at_table(tx, statement_id, person)
            return {**bracketed.listed(tx, statement), "rev": statement.rev}

        return jsonify(hall.read(read))

    @calls.post("/paragraphs/<paragraph>/brackets")
    def open_one(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: brackets.open_bracket(
                tx, statement_id, paragraph, given.get("rev"), given, who.name, now_ms()
            ),
        )

    @calls.post("/paragraphs/<paragraph>/brackets/offer")
    def offer(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: brackets.offer(
                tx, statement_id, paragraph, given.get("rev"), given["bracket"], given.get("text"),
                given.get("owners"), who.name, now_ms(),
            ),
        )  # fmt: skip

    @calls.post("/paragraphs/<paragraph>/brackets/choose")
    def choose(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: brackets.choose(
                tx, statement_id, paragraph, given.get("rev"), given["bracket"], who.name, now_ms()
            ),
        )

    @calls.post("/paragraphs/<paragraph>/brackets/owners")
    def hand(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: brackets.hand(
                tx, statement_id, paragraph, given.get("rev"), given["bracket"], given.get("owners"), who.name,
                now_ms(),
            ),
        )  # fmt: skip

    @calls.post("/paragraphs/<paragraph>/brackets/<bracket>/close")
    def lift(statement_id: str, paragraph: str, bracket: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who: brackets.lift(
                tx, statement_id, paragraph, given.get("rev"), bracket, actor_of(who), now_ms()
            ),
            ("delegation",),
        )

    return calls
