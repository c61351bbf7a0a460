"""The calls that make a statement final: adoption, approval, publication, corrigenda and revisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.routes.access import Person, require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.minutes.steps import Actor
from server.services.statement import adopt, emend, show, succession
from server.services.statement.statements import get as find
from server.signing.seal import Seal

Work = Callable[[Any, Actor, int], Any]


def blueprint(hall: Hall, seal: Seal) -> Blueprint:
    """Calls below ``/api/statements/N``. Each answers with the Statement, ``revise`` with the new one."""
    calls = Blueprint("adoption", __name__, url_prefix="/api/statements/<statement_id>")

    def answer(statement_id: str, person: Person) -> Response:
        return jsonify(hall.read(lambda tx: show.shape(tx, find(tx, statement_id, person), person)))

    def change(statement_id: str, work: Work, *roles: str) -> Response:
        person = require(hall, *roles)
        hall.write(lambda tx: work(tx, actor_of(person), now_ms()))
        return answer(statement_id, person)

    @calls.post("/adopt")
    def adopt_it(statement_id: str) -> Response:
        rev = body().get("rev")
        return change(
            statement_id, lambda tx, who, now: adopt.adopt(tx, statement_id, rev, who, seal, now), "secretariat"
        )

    @calls.post("/approve")
    def approve(statement_id: str) -> Response:
        rev = body().get("rev")
        return change(
            statement_id, lambda tx, who, now: adopt.approve(tx, statement_id, rev, who, now), "secretariat", "chair"
        )

    @calls.post("/publish")
    def publish(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who, now: adopt.publish(
                tx, statement_id, given.get("rev"), given.get("embargo_until"), who, now
            ),
            "secretariat",
            "chair",
        )

    @calls.post("/embargo")
    def embargo(statement_id: str) -> Response:
        given = body()
        return change(
            statement_id,
            lambda tx, who, now: adopt.set_embargo(tx, statement_id, given.get("rev"), given.get("until"), who, now),
            "secretariat",
            "chair",
        )

    @calls.post("/corrigenda")
    def add_corrigendum(statement_id: str) -> Response:
        given = body()
        return change(statement_id, lambda tx, who, now: emend.emend(tx, statement_id, given, who, now), "secretariat")

    @calls.post("/revise")
    def revise(statement_id: str) -> Response:
        person = require(hall, "secretariat")
        made = hall.write(lambda tx: succession.revise(tx, statement_id, actor_of(person), now_ms()))
        return answer(made, person)

    return calls


def actor_of(person: Person) -> Actor:
    """A person, as units of work write them down."""
    return Actor(person.role, person.delegation, person.name)
