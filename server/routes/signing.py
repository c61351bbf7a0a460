"""The calls of signing: who signed, second factors, a head's signature, and the record that anybody verifies."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import Blueprint, Response, jsonify

from server.clock import now_ms
from server.core.errors import NotFound
from server.routes.access import Person, me
from server.routes.adoption import actor_of
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting.roles import check_role
from server.services.statement import emend, enrol, keys, proof, signatures
from server.services.statement.statements import existing
from server.services.statement.statements import get as find
from server.signing.seal import Seal


def blueprint(hall: Hall, seal: Seal, outside: Callable[[], str]) -> Blueprint:
    """Calls below ``/api/statements/N``. ``outside()``: the address under which this house is reached."""
    calls = Blueprint("signing", __name__, url_prefix="/api/statements/<statement_id>")

    def answer(statement_id: str, person: Person) -> Response:
        who = actor_of(person)
        return jsonify(hall.read(lambda tx: signatures.standing(tx, find(tx, statement_id, person), who, now_ms())))

    @calls.get("/signing")
    def one(statement_id: str) -> Response:
        return answer(statement_id, me(hall))

    @calls.post("/signing/enrol")
    def enrol_head(statement_id: str) -> Response:
        person, given = me(hall), body()
        check_role(person.role, "secretariat")
        handed = hall.write(
            lambda tx: enrol.enrol(
                tx, statement_id, given["delegation"], given.get("person"), actor_of(person), seal, now_ms()
            )
        )
        picture = segno.make(handed.address, error="m").svg_data_uri(scale=5, border=3)
        return jsonify(
            delegation=given["delegation"], person=handed.person, key=handed.key, address=handed.address,
            secret=handed.secret, qr=picture,
        )  # fmt: skip

    @calls.post("/signing/end")
    def end(statement_id: str) -> Response:
        person, given = me(hall), body()
        check_role(person.role, "secretariat")
        hall.write(lambda tx: enrol.take_back(tx, statement_id, given["delegation"], actor_of(person), now_ms()))
        return answer(statement_id, person)

    @calls.post("/signing/sign")
    def sign(statement_id: str) -> Response:
        person, given = me(hall), body()
        error = hall.write(
            lambda tx: signatures.sign(
                tx, statement_id, given["code"], given.get("sha256"), actor_of(person), seal, now_ms()
            )
        )
        if error is not None:
            raise error
        return answer(statement_id, person)

    @calls.post("/corrigenda/<number>/sign")
    def countersign(statement_id: str, number: str) -> Response:
        person, given = me(hall), body()
        error = hall.write(
            lambda tx: signatures.countersign(
                tx, statement_id, number, given["code"], given.get("sha256"), actor_of(person), seal, now_ms()
            )
        )
        if error is not None:
            raise error
        return answer(statement_id, person)

    @calls.get("/corrigenda/<number>")
    def corrigendum(statement_id: str, number: str) -> Response:
        person = me(hall)
        return jsonify(hall.read(lambda tx: emend.document(tx, find(tx, statement_id, person), number)))

    @calls.get("/record")
    def record(statement_id: str) -> Response:
        person = me(hall)
        made = record_of(hall, statement_id, person, seal, outside())
        name = f"record-{statement_id}.json"
        answered = jsonify(made)
        answered.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return answered

    return calls


def record_of(hall: Hall, statement_id: str, person: Person, seal: Seal, outside: str) -> dict[str, object]:
    """The record of an adopted statement; the house gets its key where it has none yet."""
    address = f"{outside}/p/{statement_id}"

    def has_key(tx: object) -> bool:
        row = find(tx, statement_id, person)  # type: ignore[arg-type]
        if row.sha256 is None:
            raise NotFound("this statement is not adopted")
        return keys.current_house(tx) is not None  # type: ignore[arg-type]

    if not hall.read(has_key):
        hall.write(lambda tx: keys.house(tx, seal, now_ms()))
    made: dict[str, object] = hall.read(lambda tx: proof.record(tx, existing(tx, statement_id), person, seal, address))
    return made
