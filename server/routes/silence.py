"""The calls of silence procedures: opened, objected to, withdrawn; and the text that each was on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import NotFound
from server.routes.access import RUNS, me
from server.routes.api import as_json, body
from server.services.hearing.hall import Hall
from server.services.meeting.roles import check_role
from server.services.minutes.steps import Actor
from server.services.statement import consensus, silence, silences
from server.services.statement.statements import at_table
from server.services.statement.statements import get as find


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/statements/N/silence``."""
    calls = Blueprint("silence", __name__, url_prefix="/api/statements")

    def change(statement_id: str, roles: tuple[str, ...], work: Callable[[Session, Actor, int], Any]) -> Response:
        """The moment of a call is that at which it came, however long it waits for its turn to write."""
        person, now = me(hall), now_ms()
        check_role(person.role, *roles)
        actor = Actor(person.role, person.delegation, person.name)

        def run(tx: Session) -> dict[str, Any]:
            effect = work(tx, actor, now)
            row = find(tx, statement_id, person)
            return {**silences.shape(tx, row, consensus.table(tx, row, now), person), "effect": effect, "rev": row.rev}

        return jsonify(hall.write(run))

    @calls.get("/<statement_id>/silence")
    def show(statement_id: str) -> Response:
        person = me(hall)

        def read(tx: Session) -> str:
            row = at_table(tx, statement_id, person)
            return silences.text(tx, row, lambda: consensus.table(tx, row, now_ms()), person)

        return as_json(hall.read_shared(read))

    @calls.get("/<statement_id>/silence/<identity>")
    def text(statement_id: str, identity: str) -> Response:
        person = me(hall)

        def read(tx: Session) -> tuple[str, str]:
            rows = silences.every(tx, at_table(tx, statement_id, person))
            found = next((each for each in rows if each.id == identity), None)
            if found is None:
                raise NotFound(f"there is no silence procedure {identity!r} on this statement")
            return found.text, found.text_sha256

        fixed, digest = hall.read(read)
        return jsonify(text=json.loads(fixed), sha256=digest)

    @calls.post("/<statement_id>/silence")
    def open_one(statement_id: str) -> Response:
        given = body()

        def work(tx: Session, actor: Actor, now: int) -> None:
            silence.open_(
                tx, statement_id, given.get("rev"), given.get("expires_at"), given.get("hours"), given.get("reminders"),
                actor, now,
            )  # fmt: skip

        return change(statement_id, RUNS, work)

    @calls.post("/<statement_id>/silence/object")
    def object_to_it(statement_id: str) -> Response:
        given, person = body(), me(hall)
        return change(
            statement_id,
            ("delegation", "secretariat"),
            lambda tx, actor, now: silence.object_(
                tx, find(tx, statement_id, person), given.get("text"), given.get("paragraph"), given.get("delegation"),
                given.get("told_by"), actor, now,
            ),
        )  # fmt: skip

    @calls.post("/<statement_id>/silence/withdraw")
    def withdraw(statement_id: str) -> Response:
        given, person = body(), me(hall)
        return change(
            statement_id,
            RUNS,
            lambda tx, actor, now: silence.withdraw(tx, find(tx, statement_id, person), given.get("why"), actor, now),
        )

    return calls
