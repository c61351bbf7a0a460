"""The calls about where a statement comes from and what it rests on. Each checks the role and runs one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from flask import Blueprint, Response, jsonify

from server import hub
from server.clock import now_ms
from server.routes.access import require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.statement import show, sources, suggest
from server.services.statement.statements import get as find

WRITES = ("secretariat", "rapporteur")


class Wording(Protocol):
    """What suggests wordings; ``name`` is the model's."""

    name: str

    def suggest(self, paragraph: str, lines: Sequence[str], language: str) -> str:
        """May block; raises NoModel, Overloaded or ModelFailed."""
        ...


def blueprint(hall: Hall, wording: Wording) -> Blueprint:
    """The calls below ``/api/statements/N`` on evidence and sources."""
    calls = Blueprint("statement_sources", __name__, url_prefix="/api/statements")

    def change(statement_id: str, paragraph: str, work: Callable[[Any, Any], Any]) -> Response:
        person = require(hall, *WRITES)
        hall.write(lambda tx: work(tx, person))
        told = hall.read(lambda tx: show.shape(tx, find(tx, statement_id, person), person))
        made = next((each for each in told["paragraphs"] if each["id"] == paragraph), None)
        return jsonify(paragraph=made, rev=told["rev"])

    @calls.post("/<statement_id>/paragraphs/<paragraph>/keep")
    def keep(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            paragraph,
            lambda tx, who: sources.keep(
                tx, statement_id, paragraph, given.get("rev"), given.get("fault"), given.get("text"), given.get("why"),
                who.name, now_ms(),
            ),
        )  # fmt: skip

    @calls.post("/<statement_id>/paragraphs/<paragraph>/reviews")
    def review(statement_id: str, paragraph: str) -> Response:
        given = body()
        return change(
            statement_id,
            paragraph,
            lambda tx, who: sources.review(
                tx, statement_id, paragraph, given.get("rev"), given.get("segment"), given.get("span"),
                given.get("text"), who.name, now_ms(),
            ),
        )  # fmt: skip

    @calls.post("/<statement_id>/paragraphs/<paragraph>/suggest")
    def suggestion(statement_id: str, paragraph: str) -> Response:
        require(hall, "secretariat", "chair", "rapporteur")
        if not wording.name:
            wording.suggest("", (), "")
        given = hall.read(lambda tx: suggest.asked(tx, statement_id, paragraph))
        text = hub.native(wording.suggest, given.paragraph.text, given.lines, given.language)
        shown, problems = suggest.judged(given, text)
        return jsonify(text=shown, problems=problems, engine=wording.name)

    return calls
