"""``/speaker``: microphones. Handlers check and enqueue; the hall's pumps write and acknowledge."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import request

from server.clock import now_ms
from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, NotSignedIn, RoundtableError, UnknownLanguage
from server.core.hearing.ordering import Gap, check_audio, check_rate
from server.logs import Log
from server.routes.access import Person, me
from server.services.hearing import hear, session_time
from server.services.hearing.hall import Hall
from server.services.hearing.interpret import Booth
from server.services.hearing.microphones import Microphone, captions
from server.services.hearing.translate import INTERPRETER
from server.services.meeting import roles, sessions
from server.sockets.edge import EdgeNamespace
from server.storage.tables import Delegation, Stream
from server.wire.events import SOURCE_FIELDS

LOG = Log("speaker")
SPEAKERS = ("delegation", "chair", "secretariat")
INTERPRETERS = ("interpreter", "rapporteur", "secretariat")


class SpeakerNamespace(EdgeNamespace):
    """Delegations open their own microphone; the chair and the secretariat any, and the mixed feed of the room.

    Who interprets a language opens one for it, whose words are no captions of the floor.
    """

    def __init__(self, hall: Hall, languages: dict[str, str]) -> None:
        super().__init__("/speaker")
        self._hall, self._languages = hall, languages
        self._held: dict[str, str] = {}

    def on_connect(self, auth: Any = None) -> bool:
        """Only people who are invited. Raises NotSignedIn, NotAllowed."""
        person = me(self._hall, auth)
        if person.role == "public":
            raise NotSignedIn("a microphone needs an invitation; ask the secretariat for a link")
        roles.check_role(person.role, *SPEAKERS, *INTERPRETERS)
        self._hall.guests.came(person.invitation, person.until, request.sid, "/speaker")  # type: ignore[attr-defined]
        LOG.info("connected", socket=request.sid, role=person.role)  # type: ignore[attr-defined]
        return True

    def on_disconnect(self, reason: Any = None) -> None:
        """The microphone waits for its page to come back."""
        self._hall.guests.left(request.sid, "/speaker")  # type: ignore[attr-defined]
        LOG.info("disconnected", socket=request.sid, reason=reason)  # type: ignore[attr-defined]
        stream = self._held.pop(request.sid, None)  # type: ignore[attr-defined]
        microphone = self._hall.microphones.get(stream or "")
        if microphone is not None and microphone.sid == request.sid:  # type: ignore[attr-defined]
            microphone.disconnect()

    def on_audio(self, place: Any, pcm: Any = None) -> None:
        """Take a chunk. Refusals say from where to send again."""
        self._taken(place, lambda microphone: microphone.take(check_audio(place.get("start_sample"), pcm)))

    def on_gap(self, message: Any) -> None:
        """The sender has no audio for a stretch: muted, or given up (overrun), which is told to everybody."""
        gap = Gap(message["from_sample"], message["to_sample"], message["why"])
        self._taken(message, lambda microphone: microphone.take(gap))

    def on_source(self, message: Any) -> None:
        """How the source behind a microphone is, every second: for the pages of the chair and the secretariat."""
        self._mine(message).tell_source({name: message.get(name) for name in SOURCE_FIELDS})

    def on_close(self, message: Any) -> dict[str, Any]:
        """No more will come: write what is queued and let the recognition finish. A second one changes nothing."""
        microphone = self._mine(message)
        microphone.drain()
        end = microphone.written_sample
        if microphone.end_sample is None:
            microphone.end_sample = end
            self._hall.write(lambda tx: _end(tx, microphone.stream, end))
            microphone.stop()
            self._hall.leases.want(microphone.stream, microphone.session)
            LOG.info("microphone_closed", session=microphone.session, stream=microphone.stream, seconds=end / 16_000)
        return {"sample": end}

    def on_open(self, message: dict[str, Any]) -> dict[str, Any]:
        """Open or resume a microphone."""
        person = me(self._hall)
        session, kind, language = message["session"], message.get("kind") or "delegation", str(message["language"])
        check_rate(message.get("rate_hz"))
        if message.get("consent") is not True:
            raise BadRequest("the recording notice must be accepted: consent must be true")
        if language not in self._languages:
            raise UnknownLanguage(f"unknown language {language!r}; there are {', '.join(sorted(self._languages))}")
        delegation = _speaks_for(person, kind, message.get("delegation"))
        booth = self._booth(person, session, language) if kind == INTERPRETER else None
        if booth is None:
            roles.check_role(person.role, *SPEAKERS)
        stream = message.get("stream") or f"{session}-{secrets.token_hex(6)}"
        self._hall.read(lambda tx: _check_place(tx, session, person.role, delegation))
        microphone = self._hall.microphones.get(stream) or Microphone(self._hall, stream, session, kind, delegation)
        microphone.drain()
        written, next_sample = microphone.recording.written_samples(), message.get("next_sample")
        epoch, at_ms = self._hall.write(
            lambda tx: _begin(tx, stream, session, kind, delegation, language, written, next_sample)
        )
        microphone.booth = booth
        self._hall.stages.opened(stream, max(written, next_sample or 0))
        microphone.connect(request.sid, epoch, at_ms)  # type: ignore[attr-defined]
        self._hall.microphones[stream] = microphone
        self._held[request.sid] = stream  # type: ignore[attr-defined]
        self._hall.together.neighbours.hold(stream)
        self._hall.floor.read(session)
        self._hall.leases.want(stream, session)
        self._hall.floor.tell(session)
        self._hall.spoken.tell(stream)
        LOG.info("microphone_opened", session=session, stream=stream, kind=kind, language=language, epoch=epoch)
        standing = captions(self._hall.leases.standing(stream))
        place = {"stream": stream, "epoch": epoch, "expected_sample": microphone.start_sample, "session_ms": at_ms}
        return {**place, "captions": standing}

    def _booth(self, person: Person, session: str, language: str) -> Booth:
        """Who interprets by voice. Raises NotAllowed, Conflict."""
        roles.check_role(person.role, *INTERPRETERS)
        booth = Booth(session, language, person.invitation, person.name or person.role)
        self._hall.interpreters.read()
        if not self._hall.interpreters.has(booth):
            raise Conflict("take the language first: an interpreter's microphone is for the language that they have")
        return booth

    def _taken(self, place: Any, work: Callable[[Microphone], None]) -> None:
        microphone = None
        try:
            microphone = self._mine(place)
            if microphone.end_sample is not None:
                raise Conflict("this microphone is closed; open a new one")
            work(microphone)
        except RoundtableError as error:
            self._hall.metrics.refused.labels(error.code).inc()
            expected = microphone.written_sample if microphone else None
            self.refuse(request.sid, error, expected_sample=expected)  # type: ignore[attr-defined]

    def _mine(self, place: Any) -> Microphone:
        if not isinstance(place, dict):
            raise BadRequest("expected {stream, epoch, ...}")
        microphone = self._hall.microphones.get(str(place.get("stream")))
        if microphone is None or microphone.sid != request.sid:  # type: ignore[attr-defined]
            raise NotFound("this microphone is not open here")
        if place.get("epoch") != microphone.epoch:
            raise BadRequest(f"the microphone is at epoch {microphone.epoch}; found {place.get('epoch')!r}")
        return microphone


def _speaks_for(person: Person, kind: str, delegation: str | None) -> str | None:
    """The delegation of a microphone; that of the room, and an interpreter's, have none. Raises NotAllowed."""
    if person.role != "delegation":
        return delegation if kind == "delegation" else None
    if kind != "delegation" or delegation not in (None, person.delegation):
        raise NotAllowed("a delegation opens its own microphone only")
    return person.delegation


def _begin(
    tx: Any,
    stream: str,
    session: str,
    kind: str,
    delegation: str | None,
    language: str,
    written: int,
    next_sample: int | None,
) -> tuple[int, int]:
    """A microphone's next epoch, and the session time at which its samples go on. Raises NotAllowed."""
    meeting = sessions.get_session(tx, session)
    if meeting.status != "open":
        raise NotAllowed("the session is not open")
    at_ms = session_time.resume_ms(tx, stream, written, next_sample, sessions.session_ms(meeting, now_ms()))
    return hear.open_stream(tx, stream, session, kind, delegation, language, at_ms, written).epoch, at_ms


def _check_place(tx: Any, session: str, role: str, delegation: str | None) -> None:
    sessions.check_may_see(sessions.get_session(tx, session), role)
    if delegation is not None and tx.get(Delegation, delegation) is None:
        raise NotFound(f"there is no delegation {delegation!r}")


def _end(tx: Any, stream: str, end_sample: int) -> None:
    tx.get_one(Stream, stream).end_sample = end_sample
