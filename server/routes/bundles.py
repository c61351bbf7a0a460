"""Whole sessions in and out, for the secretariat."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Blueprint, Response, jsonify, request

from server import hub
from server.clock import now_ms
from server.core.errors import Overloaded
from server.core.text import plain
from server.documents.filenames import disposition, file_name
from server.routes.access import require
from server.routes.uploads import BLOCK_BYTES, received
from server.services.hearing.hall import Hall
from server.services.meeting import bundle, sessions
from server.services.statement.archived import House
from server.signing.seal import Seal

LONGEST_NAME = 200


def blueprint(hall: Hall, seal: Seal, outside: Callable[[], str]) -> Blueprint:
    """``GET /api/sessions/S/bundle`` and ``POST /api/bundles``. ``outside()``: the address of this house."""
    calls = Blueprint("bundles", __name__, url_prefix="/api")
    at_work: set[str] = set()

    @calls.get("/sessions/<session>/bundle")
    def take_out(session: str) -> Response:
        require(hall, "secretariat")
        hall.read(lambda tx: hall.check_kept(sessions.get_session(tx, session)))
        temporary = tempfile.TemporaryDirectory(dir=hall.recordings, prefix=".bundle-")
        file = Path(temporary.name) / "session.zip"
        try:
            facts = hub.native(
                bundle.take_out, hall.database, hall.recordings, session, file, House(seal, f"{outside()}/p")
            )
            size = file.stat().st_size
        except BaseException:
            temporary.cleanup()
            raise
        name = file_name("zip", facts["session"]["title"], facts["made_at"][:10], "session")
        headers = {"Content-Disposition": disposition(name), "Content-Length": str(size)}
        answer = Response(_blocks(file), mimetype="application/zip", headers=headers)
        answer.call_on_close(temporary.cleanup)
        return answer

    @calls.post("/bundles")
    def bring_in() -> Response:
        person = require(hall, "secretariat")
        if at_work:
            raise Overloaded("another session is being brought in: wait until it is there, then send this one again")
        at_work.add("bundle")
        try:
            name = plain.CONTROL.sub(" ", request.args.get("name", ""))[:LONGEST_NAME]
            with received(hall.recordings) as file:
                came = hub.native(
                    bundle.bring_in, hall.database, hall.recordings, file, name, person.name or person.role, now_ms()
                )
        finally:
            at_work.discard("bundle")
        for stream in came.waiting:
            hall.leases.want(stream, came.session)
        return jsonify(session=came.session, former=came.former, title=came.title, segments=came.segments)

    return calls


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while block := content.read(BLOCK_BYTES):
            yield block
