"""The JSON body of every call that changes something, by its endpoint: in one module for each room of services.

A call that changes something stands in ``BODIES`` of its room, or in ``BODILESS`` where it reads no JSON object.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.wire.bodies import meeting, minutes, statement
from server.wire.rules import Fields, check

BODIES: Mapping[str, Fields] = {**meeting.BODIES, **minutes.BODIES, **statement.BODIES}
BODILESS = meeting.BODILESS | minutes.BODILESS | statement.BODILESS


def check_body(endpoint: str | None, body: object) -> None:
    """Check the JSON body of a call. Raises BadRequest."""
    check(BODIES.get(endpoint or "", {}), body)
