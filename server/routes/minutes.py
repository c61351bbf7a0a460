"""The calls of a session's minutes: read, corrected, translated by hand, heard line by line."""

from __future__ import annotations

import io
import wave
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server.clock import now_ms
from server.core.errors import NotFound
from server.routes.access import me, require
from server.routes.api import body
from server.routes.shapes import session_shape
from server.services.hearing.hall import Hall
from server.services.meeting import roles, sessions
from server.services.minutes import record
from server.storage.recording import Recording

EDITORS = ("rapporteur", "secretariat")


def blueprint(hall: Hall) -> Blueprint:
    """``minutes`` and ``segments`` below ``/api/sessions/S``; what else is done with lines stands in ``lines``."""
    calls = Blueprint("minutes", __name__, url_prefix="/api/sessions/<session>")

    @calls.get("/minutes")
    def minutes(session: str) -> Response:
        person = me(hall)
        shape = session_shape(hall, session, person)
        is_brief, language, names = (request.args.get(each) for each in ("brief", "lang", "segments"))

        def read(tx: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
            found = (
                record.brief(tx, session, language or "", None if names is None else names.split(","))
                if is_brief == "1"
                else record.minutes(tx, session)
            )
            return found, record.gaps(tx, session, now_ms()), sessions.get_session(tx, session).head

        segments, gaps, head = hall.read(read)
        seen = [record.seen_by(each, person.role) for each in segments]
        return jsonify(segments=seen, gaps=gaps, session=shape, head=head)

    @calls.post("/segments/<segment>/correct")
    def correct(session: str, segment: str) -> Response:
        person = require(hall, *EDITORS)
        given, routes = body(), hall.translations.routes()
        hall.apply(
            hall.write(
                lambda tx: record.correct(
                    tx, session, segment, given.get("rev") or 0, given.get("text") or "", person.name, routes, now_ms()
                )
            )
        )
        return jsonify(hall.read(lambda tx: record.one(tx, record.get_segment(tx, session, segment))))

    @calls.post("/segments/<segment>/translation")
    def translation(session: str, segment: str) -> Response:
        person = require(hall, *EDITORS)
        given = body()
        hall.apply(
            hall.write(
                lambda tx: record.translate_by_hand(
                    tx,
                    session,
                    segment,
                    given.get("rev") or 0,
                    str(given.get("lang")),
                    given.get("text") or "",
                    now_ms(),
                    person.role,
                )
            )
        )
        return jsonify(hall.read(lambda tx: record.one(tx, record.get_segment(tx, session, segment))))

    @calls.get("/segments/<segment>/audio")
    def audio(session: str, segment: str) -> Response:
        person = me(hall)
        session_shape(hall, session, person)
        found = hall.read(lambda tx: record.get_segment(tx, session, segment))
        if found.retracted_by is not None and person.role not in roles.KEEPERS:
            raise NotFound(f"there is no segment {segment!r} in this session")
        if not hall.has_sound(session):
            raise NotFound("the sound of this session is no longer kept")
        recording = Recording(hall.recordings / session / found.stream_id)
        pcm, at = b"", found.start_sample
        while at < found.end_sample and (part := recording.read(at, found.end_sample - at)):
            pcm += part
            at += len(part) // 2
        return Response(wav(pcm), mimetype="audio/wav")

    return calls


def wav(pcm: bytes) -> bytes:
    """A WAV file around s16le mono 16 kHz."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(pcm)
    return out.getvalue()
