"""Leases: which speech worker recognises which stream, and the audio on its way to it.

Owned by the hub; what is lost with it is taken up again from the recordings.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from server import hub
from server.core.errors import NotFound
from server.logs import Log
from server.services.hearing import hear, session_time
from server.services.hearing.admission import LATE, Admission
from server.services.hearing.lease import Lease
from server.services.hearing.speech_workers import SpeechWorkers
from server.storage.recording import Recording

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("leases")
MOVE_S = 10.0  # a microphone that moves is heard again from its last final: no more than one in so long
AWAY_S = 15.0  # a page comes back within seconds; after so long the last words of its microphone are brought to an end


class Leases:
    """Which speech worker recognises which stream."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.workers = SpeechWorkers()
        self._held: dict[str, Lease] = {}
        self._wanting: dict[str, str] = {}
        self._leasing: set[str] = set()
        self._reached: dict[str, int] = {}
        self.admission = Admission(self._held)
        self._moved_s = 0.0

    @property
    def is_served(self) -> bool:
        """Whether a speech worker is there and answers."""
        return bool(self.workers.living())

    def of(self, stream: str) -> Lease | None:
        """The current lease of a stream."""
        return self._held.get(stream)

    def lag_ms(self, stream: str) -> int | None:
        """How far recognition is behind the recorded end of a stream; None when nothing is left to recognise."""
        lease = self._held.get(stream)
        session = lease.session if lease is not None else self._wanting.get(stream)
        if session is None:
            return None
        microphone = self._hall.microphones.get(stream)
        if microphone is not None:
            end = microphone.written_sample
        else:
            end = Recording(self._hall.recordings / session / stream).written_samples()
        return max(0, end - self._reached.get(stream, 0)) // session_time.SAMPLES_PER_MS

    def lags(self) -> dict[str, int]:
        """The largest lag of each session that has something to recognise, in milliseconds."""
        found: dict[str, int] = {}
        sessions = {**self._wanting, **{stream: lease.session for stream, lease in self._held.items()}}
        for stream, session in sessions.items():
            found[session] = max(found.get(session, 0), self.lag_ms(stream) or 0)
        return found

    def reached(self, stream: str, epoch: int, sample: int) -> None:
        """What was recognised of a stream, words under way included, reaches up to a sample."""
        lease = self._held.get(stream)
        if lease is not None and lease.epoch == epoch:
            self._reached[stream] = max(self._reached.get(stream, 0), sample)

    def counts(self) -> dict[str, float]:
        """Streams that are recognised now, of these the late ones, and those that wait for a worker."""
        late = sum(lease.is_late for lease in self._held.values())
        return {"recognised": len(self._held), "late": late, "waiting": len(self._wanting)}

    def add_worker(self, worker: str, engine: str, microphones: int | None = None, speaks_english: bool = True) -> None:
        """A speech worker is ready: it gets what nobody recognises. It can bear so many ``microphones`` at once."""
        self.workers.add(worker, engine, speaks_english)
        self.admission.add(worker, microphones)
        for stream in list(self._wanting):
            self.want(stream, self._wanting[stream])

    def drop_worker(self, worker: str) -> None:
        """A worker is gone: others take its streams over from the recording."""
        self.workers.remove(worker)
        self.admission.remove(worker)
        for stream, lease in list(self._held.items()):
            if lease.worker == worker:
                self._end(stream)
                self.want(stream, lease.session)

    def sweep(self) -> None:
        """Take the leases of workers that are gone, and of silent ones where others live; lease what waits.

        Then places are given anew, and where workers are unevenly loaded a microphone moves.
        """
        living = self.workers.living()
        for stream, lease in list(self._held.items()):
            if lease.worker not in self.workers or (living and lease.worker not in living):
                self._end(stream)
                self.want(stream, lease.session)
        for stream, session in list(self._wanting.items()):
            self.want(stream, session)
        for stream, lease in self._held.items():
            lease.recorded(self._is_recorded(stream))
        self._settle()
        self._move()

    def want(self, stream: str, session: str) -> None:
        """Have a stream recognised, now or as soon as a worker comes."""
        lease = self._held.get(stream)
        if lease is not None and lease.is_ended and self._is_live(stream):
            self._end(stream)  # it was away for long and has come back
        elif lease is not None:
            lease.signal.set()
            return
        living = self.workers.living()
        self._wanting[stream] = session
        if not living or stream in self._leasing:
            return
        self._leasing.add(stream)
        try:
            if not self._hall.together.may_take(stream):
                self._wanting.pop(stream, None)  # another web process has it recognised
                return
            facts = self._hall.write(lambda tx: hear.lease(tx, stream, self._hall.glossary.hotwords))
            languages = self._hall.languages(session)
        except NotFound:
            self._wanting.pop(stream, None)  # deleted meanwhile
            return
        finally:
            self._leasing.discard(stream)
        self._wanting.pop(stream, None)
        facts["turns"] = [self._with_english(turn, languages) for turn in facts["turns"]]
        worker = self.admission.choose(living)
        lease = Lease(worker, facts, session, languages)
        self._held[stream] = lease
        lease.recorded(self._is_recorded(stream))
        self._reached[stream] = facts["start_sample"]
        self._hall.spoken.leased(stream)
        LOG.info("leased", session=session, stream=stream, epoch=lease.epoch, worker=worker)
        self._hall.emit("lease", facts, to=worker, namespace="/worker")
        hub.spawn(self._pump, stream, lease, facts["end_sample"])
        self._settle()
        self._hall.tell_captions(stream)  # whoever speaks on meanwhile was told that they are late, or away

    def turn(self, session: str, stream: str, at_sample: int, language: str) -> None:
        """The language changes at a place of a stream."""
        lease = self._held.get(stream)
        if lease is not None:
            message = {
                "stream": stream,
                "epoch": lease.epoch,
                **self._with_english({"at_sample": at_sample, "language": language}, lease.languages),
            }
            self._hall.emit("turn", message, to=lease.worker, namespace="/worker")

    def streams(self) -> set[str]:
        """What is recognised here, or waits for it."""
        return {*self._held, *self._wanting}

    def lost(self, stream: str, epoch: int) -> None:
        """The worker let go of a lease whose result was not stored: leased anew at the next sweep, if it is ours."""
        lease = self._held.get(stream)
        if lease is not None and lease.epoch == epoch:
            self._end(stream)
            self._wanting[stream] = lease.session

    def audio_came(self, stream: str) -> None:
        """There is more of a stream on disk."""
        lease = self._held.get(stream)
        if lease is None:
            return
        lease.signal.set()
        if lease.speaks_since_s is None and self._is_recorded(stream):  # somebody begins to speak
            lease.recorded(True)
            self._settle()
            self._hall.tell_captions(stream)

    def standing(self, stream: str) -> str:
        """How a microphone's words become captions: ``live``, ``late`` or ``away`` when no worker is there.

        Of one that has not spoken yet: how they would.
        """
        living, lease = self.workers.living(), self._held.get(stream)
        if not living:
            return "away"
        has_place = lease is not None and lease.speaks_since_s is not None
        is_late = lease.is_late if lease is not None and has_place else self.admission.is_full(living)
        return LATE if is_late else "live"

    def heard(self, stream: str, epoch: int, sample: int) -> None:
        """A worker has taken in a stream up to a sample."""
        lease = self._held.get(stream)
        if lease is not None and lease.epoch == epoch:
            lease.heard = max(lease.heard, sample)
            lease.signal.set()

    def finished(self, stream: str) -> None:
        """All of a closed stream is recognised."""
        self._end(stream)
        self._wanting.pop(stream, None)
        self._reached.pop(stream, None)

    def refused(self, stream: str, epoch: int) -> None:
        """A result did not fit. If its lease is the current one, worker and database disagree: it begins anew."""
        lease = self._held.get(stream)
        if lease is not None and lease.epoch == epoch:
            self._end(stream)
            self.want(stream, lease.session)

    def _settle(self) -> None:
        """Give places anew; workers and pages hear of what changed."""
        for stream, lease in self.admission.settle():
            LOG.info("place_changed", session=lease.session, stream=stream, is_late=lease.is_late)
            message = {"stream": stream, "epoch": lease.epoch, "is_late": lease.is_late}
            self._hall.emit("place", message, to=lease.worker, namespace="/worker")
            self._hall.tell_captions(stream)

    def _move(self) -> None:
        stream = self.admission.move(self.workers.living()) if time.monotonic() - self._moved_s > MOVE_S else None
        if stream is not None:
            self._moved_s = time.monotonic()
            session = self._held[stream].session
            LOG.info("moved", session=session, stream=stream)
            self._end(stream)
            self.want(stream, session)

    def _is_recorded(self, stream: str) -> bool:
        microphone = self._hall.microphones.get(stream)
        return microphone is not None and microphone.is_live and microphone.level is not None

    def _is_live(self, stream: str) -> bool:
        microphone = self._hall.microphones.get(stream)
        return microphone is not None and microphone.is_live

    def _end_of(self, stream: str, lease: Lease, end_sample: int | None) -> int | None:
        """Where a stream ends: where it was closed, or what there is of one whose page is gone for long."""
        microphone = self._hall.microphones.get(stream)
        closed = end_sample if microphone is None else microphone.end_sample
        is_away = not self._is_live(stream) and time.monotonic() - lease.fed_s > AWAY_S
        return lease.sent if closed is None and is_away else closed

    def _end(self, stream: str) -> None:
        lease = self._held.pop(stream, None)
        if lease is not None:
            lease.is_current = False
            LOG.info("lease_ended", session=lease.session, stream=stream, epoch=lease.epoch, worker=lease.worker)
            lease.signal.set()
            self._hall.emit("release", {"stream": stream, "epoch": lease.epoch}, to=lease.worker, namespace="/worker")

    def _with_english(self, turn: dict[str, Any], languages: list[str]) -> dict[str, Any]:
        """Ask for speech translation only where English is wanted and no text engine makes it."""
        language = turn["language"]
        has_text_route = "en" in self._hall.translations.routes().get(language, set())
        return {**turn, "english": language != "en" and bool(set(languages) - {language}) and not has_text_route}

    def _pump(self, stream: str, lease: Lease, end_sample: int | None) -> None:
        recording = Recording(self._hall.recordings / lease.session / stream)
        while lease.is_current:
            end = self._end_of(stream, lease, end_sample)
            pcm = recording.read(lease.sent, 16_000) if lease.may_feed else b""
            if pcm:
                self._hall.emit(
                    "audio",
                    ({"stream": stream, "epoch": lease.epoch, "start_sample": lease.sent}, pcm),
                    to=lease.worker,
                    namespace="/worker",
                )
                lease.sent += len(pcm) // 2
                lease.fed_s = time.monotonic()
                hub.sleep(0)
            elif end is not None and lease.sent >= end and not lease.is_ended:
                lease.is_ended = True
                self._hall.emit(
                    "end",
                    {"stream": stream, "epoch": lease.epoch, "at_sample": end},
                    to=lease.worker,
                    namespace="/worker",
                )
            else:
                lease.signal.wait(0.5)
