"""The calls of invitations: who may sign in, by a link that is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import segno
from flask import Blueprint, Response, jsonify
from sqlalchemy import select

from server.clock import now_ms
from server.core.errors import BadRequest, Conflict, NotFound
from server.links import signer
from server.routes.access import require
from server.routes.api import body
from server.services.hearing.hall import Hall
from server.services.meeting import convene
from server.storage.tables import Invitation


def blueprint(hall: Hall, secret: str, outside: Callable[[], str]) -> Blueprint:
    """All calls below ``/api/invitations``. ``outside()``: the address that a phone can open."""
    calls = Blueprint("invitations", __name__, url_prefix="/api/invitations")

    @calls.get("")
    def invitations() -> Response:
        require(hall, "secretariat")
        return jsonify(
            invitations=hall.read(
                lambda tx: [
                    invitation_shape(row) for row in tx.scalars(select(Invitation).order_by(Invitation.expires_at))
                ]
            )
        )

    @calls.post("")
    def invite() -> Response:
        require(hall, "secretariat")
        given = body()
        identity = secrets.token_urlsafe(12)
        days = given.get("days", 7)
        if not isinstance(days, int):
            raise BadRequest(f"days must be a whole number; found {days!r}")
        shape = hall.write(
            lambda tx: invitation_shape(
                convene.invite(
                    tx,
                    identity,
                    str(given.get("role")),
                    given.get("delegation"),
                    given.get("name") or "",
                    days,
                    now_ms(),
                )
            )
        )
        address = f"{outside()}/join/{signer(secret).dumps(identity)}"
        return jsonify({**shape, "link": address, "qr": segno.make(address).svg_data_uri(scale=4, border=2)})

    @calls.post("/<identity>/revoke")
    def revoke(identity: str) -> Response:
        person = require(hall, "secretariat")

        def work(tx: Any) -> dict[str, Any]:
            row = tx.get(Invitation, identity)
            if row is None:
                raise NotFound("there is no such invitation")
            if row.revoked_at is not None:
                raise Conflict("this invitation was revoked already")
            row.revoked_at = now_ms()
            return invitation_shape(row)

        shape = hall.write(work)
        hall.guests.cut(identity)
        hall.interpreters.dismiss(identity, person.name)
        return jsonify(shape)

    return calls


def invitation_shape(row: Invitation) -> dict[str, Any]:
    """An Invitation of the protocol, without its link."""
    return {
        "id": row.id,
        "role": row.role,
        "delegation": row.delegation,
        "name": row.name,
        "expires_at": row.expires_at,
        "revoked_at": row.revoked_at,
    }
