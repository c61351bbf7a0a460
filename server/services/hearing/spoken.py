"""Spoken: the language that each microphone is declared to speak, and what recognition thinks of it.

A declared language changes only when a person says so. The warnings are the hub's and can be lost: each lease of a
speech worker begins its check anew.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import Conflict, NotAllowed, NotFound, UnknownLanguage
from server.logs import Log
from server.services.hearing import hear, session_time
from server.services.hearing.translate import INTERPRETER, Outcome
from server.storage import log
from server.storage.recording import Recording
from server.storage.tables import LanguageTurn, Stream

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("spoken")


def current(tx: Session, stream: Stream) -> str:
    """The language that a microphone is declared to speak now."""
    return str(session_time.turns(tx, stream)[-1]["language"])


def declare(
    tx: Session, session: str, stream_id: str, language: str, at_sample: int, by: str, now: int
) -> Outcome | None:
    """From a position on, a microphone speaks a language; None when it does already. Raises NotFound, Conflict."""
    stream = get_stream(tx, session, stream_id)
    if stream.kind == INTERPRETER:
        raise Conflict("an interpreter's microphone speaks the language that they have; take another one to change it")
    if stream.end_sample is not None:
        raise Conflict(f"the microphone {stream_id!r} was closed; its words keep the language in which they were heard")
    if current(tx, stream) == language:
        return None
    at_sample = max(
        at_sample, int(session_time.turns(tx, stream)[-1]["at_sample"])
    )  # never before a turn that is made already
    tx.merge(LanguageTurn(stream_id=stream_id, at_sample=at_sample, language=language, by=by, at=now))
    tx.flush()
    code = stream.delegation if stream.kind != "mixed" else None
    payload = {
        "stream": stream_id,
        "delegation": code,
        "name": hear.speaker_name(tx, code),
        "language": language,
        "at_sample": at_sample,
    }
    return Outcome([log.append(tx, session, log.EVERY_VIEW, "language", payload, now)])


def get_stream(tx: Session, session: str, stream_id: str) -> Stream:
    """A microphone of a session. Raises NotFound."""
    stream = tx.get(Stream, stream_id)
    if stream is None or stream.session_id != session:
        raise NotFound(f"there is no microphone {stream_id!r} in this session")
    return stream


def check_may_declare(stream: Stream, role: str, delegation: str | None) -> None:
    """Raise NotAllowed unless the chair, the secretariat or the microphone's own delegation asks."""
    is_own = role == "delegation" and stream.kind != "mixed" and stream.delegation == delegation
    if role not in ("chair", "secretariat") and not is_own:
        raise NotAllowed("the language of a microphone is changed by the chair, the secretariat or its own delegation")


class Spoken:
    """The way of a change to the worker and the pages, and the warnings of this web process."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._sounds: dict[str, str] = {}

    def sounds_like(self, stream: str) -> str | None:
        """The language that the speech sounds like, where it is not the declared one; None without a doubt."""
        return self._sounds.get(stream)

    def change(self, session: str, stream: str, language: str, known: Collection[str], by: str) -> None:
        """Declare another language for a microphone from what it says now on. Raises UnknownLanguage and more."""
        if language not in known:
            raise UnknownLanguage(f"unknown language {language!r}; there are {', '.join(sorted(known))}")
        now, at_sample = now_ms(), self._position(session, stream)
        outcome = self._hall.write(lambda tx: declare(tx, session, stream, language, at_sample, by, now))
        if outcome is None:
            return
        self._hall.apply(outcome)
        at_sample = outcome.events[0].payload["at_sample"]
        LOG.info("language_changed", session=session, stream=stream, language=language)
        facts = {"session": session, "stream": stream, "at_sample": at_sample, "language": language}
        self.changed(**facts)
        self._hall.together.neighbours.tell("language", **facts)

    def changed(self, session: str, stream: str, at_sample: int, language: str) -> None:
        """Tell the worker and the page of a microphone that are connected to this process."""
        self._sounds.pop(stream, None)
        self._hall.leases.turn(session, stream, at_sample, language)
        self.tell(stream, language)

    def warn(self, stream: str, epoch: int, heard: str | None) -> None:
        """What a speech worker thinks of a microphone whose lease it holds; None takes a warning back."""
        lease = self._hall.leases.of(stream)
        if lease is None or lease.epoch != epoch or heard == self._sounds.get(stream):
            return
        LOG.info("language_doubted" if heard else "language_fits", session=lease.session, stream=stream, heard=heard)
        self.note(stream, heard)
        self._hall.together.neighbours.tell("sounds", stream=stream, heard=heard)

    def note(self, stream: str, heard: str | None) -> None:
        """Keep a warning, or let go of it, and tell the microphone's page."""
        self._sounds.pop(stream, None)
        if heard:
            self._sounds[stream] = heard
        self.tell(stream)

    def leased(self, stream: str) -> None:
        """Another lease begins, and with it another check."""
        if stream in self._sounds:
            self.note(stream, None)

    def forget(self, stream: str) -> None:
        """The microphone is gone."""
        self._sounds.pop(stream, None)

    def tell(self, stream: str, language: str | None = None) -> None:
        """Tell the page that holds a microphone what it is declared to speak, and what it sounds like."""
        microphone = self._hall.microphones.get(stream)
        if microphone is None or not microphone.sid:
            return
        declared = language or self._hall.read(lambda tx: _current(tx, stream))
        told = {"stream": stream, "language": declared, "sounds_like": self._sounds.get(stream)}
        microphone.tell("language", told)

    def _position(self, session: str, stream: str) -> int:
        """The end of what a microphone has sent: what comes after it is said in the new language."""
        microphone = self._hall.microphones.get(stream)
        if microphone is not None:
            return microphone.written_sample
        return Recording(self._hall.recordings / session / stream).written_samples()


def _current(tx: Any, stream_id: str) -> str:
    stream = tx.get(Stream, stream_id)
    return current(tx, stream) if stream is not None else ""
