"""The calls of approval: from a draft through review to an approved, published record, and its corrigenda."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import select

from server import hub
from server.clock import now_ms
from server.core.errors import ReviewOver
from server.core.hearing.ordering import RATE_HZ
from server.core.minutes import approval as rules
from server.core.minutes.approval import Standing
from server.routes.access import Person, me
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.hearing.publish import room
from server.services.meeting import sessions
from server.services.minutes import approve, dossier, propose, rectify
from server.services.minutes import sign as signing
from server.services.minutes.steps import Actor
from server.storage import log
from server.storage.recording import Recording
from server.storage.tables import Stream

Work = Callable[[Any, Actor, int], Any]


def blueprint(hall: Hall) -> Blueprint:
    """All calls below ``/api/sessions/S/approval``. A change answers with the Approval as this person may see it."""
    calls = Blueprint("approval", __name__, url_prefix="/api/sessions/<session>/approval")

    def actor(session: str) -> Actor:
        """Who asks. Raises NotFound where they may not know of the session."""
        person = me(hall)
        hall.read(lambda tx: _check_may_see(hall, tx, session, person))
        return Actor(person.role, person.delegation, person.name)

    def answer(session: str, who: Actor) -> Response:
        unheard = unrecognised_s(hall, session)
        return jsonify(hall.read(lambda tx: dossier.shape(tx, session, who, unheard, now_ms())))

    def change(session: str, work: Work) -> Response:
        who = actor(session)
        hall.write(lambda tx: work(tx, who, now_ms()))
        tell(hall, session)
        return answer(session, who)

    @calls.get("")
    def one(session: str) -> Response:
        who = actor(session)
        if request.args.get("brief"):
            return jsonify(hall.read(lambda tx: dossier.brief(tx, session, who, now_ms())))
        return answer(session, who)

    @calls.post("/review")
    def review(session: str) -> Response:
        given = body()
        return change(
            session,
            lambda tx, who, now: approve.review(
                tx, session, given["days"], given.get("why"), who, given.get("rev"), now
            ),
        )

    @calls.post("/window")
    def window(session: str) -> Response:
        given = body()
        return change(
            session,
            lambda tx, who, now: approve.set_window(
                tx, session, given["days"], given.get("why"), who, given.get("rev"), now
            ),
        )

    @calls.post("/back")
    def back(session: str) -> Response:
        given = body()
        return change(
            session, lambda tx, who, now: approve.back(tx, session, given.get("why"), who, given.get("rev"), now)
        )

    @calls.post("/approve")
    def approve_them(session: str) -> Response:
        who, given, unheard = actor(session), body(), unrecognised_s(hall, session)
        hall.apply(
            hall.write(
                lambda tx: approve.approve(tx, session, given["confirmed"], unheard, who, given.get("rev"), now_ms())
            )
        )
        tell(hall, session)
        return answer(session, who)

    @calls.post("/publish")
    def publish(session: str) -> Response:
        given = body()
        return change(session, lambda tx, who, now: approve.publish(tx, session, who, given.get("rev"), now))

    @calls.get("/lines")
    def lines(session: str) -> Response:
        who = actor(session)
        whose = rules.speaks_for(who.role, who.delegation, request.args.get("delegation") or None)
        return jsonify(lines=hall.read(lambda tx: propose.own_lines(tx, session, whose)))

    @calls.post("/proposals")
    def make_proposal(session: str) -> Response:
        who, given, identity = actor(session), body(), f"c-{secrets.token_hex(6)}"

        def write(tx: Any) -> tuple[dict[str, Any], str]:
            made = propose.propose(
                tx, session, identity, given["segment"], given.get("rev") or 0, given.get("text"), given.get("why"),
                given.get("delegation") or None, who, now_ms(),
            )  # fmt: skip
            return propose.shape(tx, made, who), made.state

        shape, state = hall.write(write)
        tell(hall, session)
        if state == Standing.LATE:
            raise ReviewOver(
                "the days for corrections are over: yours was received late, the secretariat sees it, nothing changes",
                proposal=shape,
            )
        return answer(session, who)

    @calls.post("/proposals/<proposal>/withdraw")
    def withdraw(session: str, proposal: str) -> Response:
        return change(session, lambda tx, who, now: propose.withdraw(tx, session, proposal, who, now))

    @calls.post("/proposals/<proposal>/accept")
    def accept(session: str, proposal: str) -> Response:
        who, given, routes = actor(session), body(), hall.translations.routes()
        hall.apply(
            hall.write(lambda tx: propose.accept(tx, session, proposal, given.get("rev") or 0, who, routes, now_ms()))
        )
        tell(hall, session)
        return answer(session, who)

    @calls.post("/proposals/<proposal>/decline")
    def decline(session: str, proposal: str) -> Response:
        given = body()
        return change(session, lambda tx, who, now: propose.decline(tx, session, proposal, given.get("why"), who, now))

    @calls.post("/versions/<language>/sign")
    def sign(session: str, language: str) -> Response:
        given = body()
        return change(session, lambda tx, who, now: signing.sign(tx, session, language, given["sha256"], who, now))

    @calls.post("/corrigenda")
    def add_corrigendum(session: str) -> Response:
        given = body()
        return change(
            session,
            lambda tx, who, now: rectify.rectify(
                tx, session, given["segment"], given.get("lang") or "", given.get("text"), given.get("why"), who, now
            ),
        )

    @calls.post("/withhold")
    def withhold(session: str) -> Response:
        who, given = actor(session), body()
        _, outcome = hall.write(
            lambda tx: rectify.withhold(tx, session, given["segment"], given.get("why"), who, now_ms())
        )
        hall.apply(outcome)
        tell(hall, session)
        return answer(session, who)

    @calls.get("/record")
    def record(session: str) -> Response:
        who = actor(session)
        return jsonify(hall.read(lambda tx: rectify.given_out(tx, session, who.role)))

    return calls


def tell(hall: Hall, session: str) -> None:
    """Whoever reads the session is told that something moved on the way to approval; what, they ask for."""
    for view in (log.FLOOR_VIEW, *hall.languages(session)):
        hall.emit("approval", {"session": session}, room=room(session, view), namespace="/viewer")


def unrecognised_s(hall: Hall, session: str) -> int:
    """Seconds of a session's recording that are not recognised yet."""

    def streams(tx: Any) -> list[tuple[str, int, int | None]]:
        rows = tx.scalars(select(Stream).where(Stream.session_id == session))
        return [(row.id, row.done_sample, row.end_sample) for row in rows]

    def written(stream: str) -> int:
        return Recording(hall.recordings / session / stream).written_samples()

    left: int = sum(
        max(0, (hub.native(written, each) if end is None else end) - done) for each, done, end in hall.read(streams)
    )
    return round(int(left) / RATE_HZ)


def _check_may_see(hall: Hall, tx: Any, session: str, person: Person) -> None:
    meeting = sessions.get_session(tx, session)
    sessions.check_may_see(meeting, person.role)
    hall.check_kept(meeting)
