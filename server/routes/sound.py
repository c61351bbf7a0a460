"""The sound of a session, whoever spoke into which microphone, and how loud it is over time."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server import hub
from server.core.errors import NotFound
from server.routes.access import me
from server.routes.minutes import wav
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.minutes import sound
from server.services.minutes.sound import Tracks
from server.storage.peaks import PEAK_MS


def blueprint(hall: Hall) -> Blueprint:
    """``/api/sessions/S/sound`` and ``/api/sessions/S/peaks``."""
    calls = Blueprint("sound", __name__, url_prefix="/api/sessions/<session>")

    def tracks_of(session: str) -> Tracks:
        person = me(hall)
        session_shape(hall, session, person)
        if not hall.has_sound(session):
            raise NotFound("the sound of this session is no longer kept")
        return hall.read(lambda tx: sound.tracks(tx, session, person.role))  # type: ignore[no-any-return]

    @calls.get("/sound")
    def of_span(session: str) -> Response:
        found = tracks_of(session)
        span = sound.check_span(request.args.get("from_ms"), request.args.get("to_ms"))
        pcm = hub.native(sound.mixed, hall.recordings / session, found, *span)
        if not pcm:
            raise NotFound("nothing was recorded in this span")
        return Response(wav(pcm), mimetype="audio/wav")

    @calls.get("/peaks")
    def peaks(session: str) -> Response:
        line = hub.native(sound.waveform, hall.recordings / session, tracks_of(session))
        asked = request.args.get("after", "0")
        after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0
        headers = {"X-Peak-Ms": str(PEAK_MS)}
        return Response(line[after:], mimetype="application/octet-stream", headers=headers)

    return calls
