"""``/speaker``: microphones. Handlers check and enqueue; the hall's pumps write and acknowledge."""

from __future__ import annotations

import secrets
from typing import Any

from flask import request
from flask_socketio import Namespace, emit

from server.clock import now_ms
from server.core.errors import BadRequest, NotAllowed, NotFound, RoundtableError, UnknownLanguage
from server.core.ordering import check_audio, check_gap
from server.routes.access import me
from server.services import convene, hear
from server.services.hall import Hall
from server.services.microphones import Microphone

DRAIN_TURNS = 200


class SpeakerNamespace(Namespace):
    """Delegations open their own microphone; the chair and the secretariat may open any, and the mixed feed of the room."""

    def __init__(self, hall: Hall, languages: dict[str, str]) -> None:
        super().__init__("/speaker")
        self._hall, self._languages = hall, languages
        self._held: dict[str, str] = {}

    def on_connect(self, auth: Any = None) -> bool:
        """Only people who are invited."""
        person = me(self._hall, auth)
        self._hall.connected(person.invitation, request.sid, "/speaker")  # type: ignore[attr-defined]
        return person.role in ("delegation", "chair", "secretariat")

    def on_disconnect(self, reason: Any = None) -> None:
        """The microphone waits for its page to come back."""
        self._hall.disconnected(request.sid, "/speaker")  # type: ignore[attr-defined]
        stream = self._held.pop(request.sid, None)  # type: ignore[attr-defined]
        microphone = self._hall.microphones.get(stream or "")
        if microphone is not None and microphone.sid == request.sid:  # type: ignore[attr-defined]
            microphone.disconnect()

    def on_open(self, message: Any) -> dict[str, Any]:
        """Open or resume a microphone."""
        try:
            return self._open(message if isinstance(message, dict) else {})
        except RoundtableError as error:
            return error.as_dict()

    def on_audio(self, place: Any, pcm: Any = None) -> None:
        """Take a chunk. Refusals say from where to send again."""
        microphone = None
        try:
            microphone = self._mine(place)
            microphone.take(check_audio(place.get("start_sample"), pcm))
        except RoundtableError as error:
            expected = microphone.ordering.expected_sample if microphone else None
            emit("refused", {"code": error.code, "message": error.message, "expected_sample": expected})

    def on_gap(self, message: Any) -> None:
        """The sender has no audio for a stretch: muted, or given up (overrun), which is told to everybody."""
        microphone = None
        try:
            microphone = self._mine(message)
            microphone.take(check_gap(message.get("from_sample"), message.get("to_sample"), message.get("why")))
        except RoundtableError as error:
            expected = microphone.ordering.expected_sample if microphone else None
            emit("refused", {"code": error.code, "message": error.message, "expected_sample": expected})

    def on_close(self, message: Any) -> dict[str, Any]:
        """No more will come: write what is queued and let the recognition finish."""
        try:
            microphone = self._mine(message)
            microphone.drain()
            end = microphone.ordering.expected_sample
            microphone.end_sample = end
            self._hall.write(lambda tx: _end(tx, microphone.stream, end))
            microphone.stop()
            self._hall.leases.want(microphone.stream, microphone.session)
            return {"sample": end}
        except RoundtableError as error:
            return error.as_dict()

    def _open(self, message: dict[str, Any]) -> dict[str, Any]:
        person = me(self._hall)
        session, kind, language = message.get("session"), message.get("kind", "delegation"), message.get("language")
        delegation = message.get("delegation") if kind == "delegation" else None
        if kind not in ("delegation", "mixed") or not isinstance(session, str):
            raise BadRequest("expected {session, kind: delegation or mixed, language, consent: true}")
        if message.get("consent") is not True:
            raise BadRequest("the recording notice must be accepted: consent must be true")
        if language not in self._languages:
            raise UnknownLanguage(f"unknown language {language!r}; there are {', '.join(sorted(self._languages))}")
        if person.role == "delegation":
            if kind != "delegation" or delegation not in (None, person.delegation):
                raise NotAllowed("a delegation opens its own microphone only")
            delegation = person.delegation
        stream = message.get("stream") or f"{session}-{secrets.token_hex(6)}"
        if not isinstance(stream, str) or not stream.replace("-", "").isalnum() or len(stream) > 90:
            raise BadRequest("a stream's name has letters, digits and hyphens")
        role = person.role
        self._hall.read(lambda tx: convene.check_may_see(convene.get_session(tx, session), role))
        microphone = self._hall.microphones.get(stream) or Microphone(self._hall, stream, session, kind, delegation)
        microphone.drain()
        written = microphone.recording.written_samples()

        def begin(tx: Any) -> tuple[int, int]:
            meeting = convene.get_session(tx, session)
            if meeting.status != "open":
                raise NotAllowed("the session is not open")
            now = convene.session_ms(meeting, now_ms())
            at_ms = hear.resume_ms(tx, stream, written, message.get("next_sample"), now)
            return hear.open_stream(tx, stream, session, kind, delegation, str(language), at_ms, written).epoch, at_ms

        epoch, at_ms = self._hall.write(begin)
        microphone.connect(request.sid, epoch, at_ms)  # type: ignore[attr-defined]
        self._hall.microphones[stream] = microphone
        self._held[request.sid] = stream  # type: ignore[attr-defined]
        self._hall.leases.want(stream, session)
        self._hall.tell_microphones(session)
        return {"stream": stream, "epoch": epoch, "expected_sample": microphone.start_sample, "session_ms": at_ms}

    def _mine(self, place: Any) -> Microphone:
        if not isinstance(place, dict):
            raise BadRequest("expected {stream, epoch, ...}")
        microphone = self._hall.microphones.get(str(place.get("stream")))
        if microphone is None or microphone.sid != request.sid:  # type: ignore[attr-defined]
            raise NotFound("this microphone is not open here")
        if place.get("epoch") != microphone.epoch:
            raise BadRequest(f"the microphone is at epoch {microphone.epoch}; found {place.get('epoch')!r}")
        return microphone


def _end(tx: Any, stream: str, end_sample: int) -> None:
    from server.storage.tables import Stream

    tx.get_one(Stream, stream).end_sample = end_sample
