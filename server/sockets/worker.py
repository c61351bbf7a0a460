"""``/worker``: speech and translate workers, which prove themselves by the worker token."""

from __future__ import annotations

import hmac
from functools import partial
from typing import Any

from flask import request

from server.clock import now_ms
from server.core.errors import BadRequest, NotAllowed, RoundtableError
from server.core.translation.notes import note_of
from server.logs import Log
from server.services.hearing import group, hear, translate
from server.services.hearing.hall import Hall
from server.services.meeting import glossary
from server.services.statement import render
from server.sockets.edge import EdgeNamespace
from server.storage import log

LOG = Log("worker")
FOR_GOOD = ("no_route", "unknown_language", "bad_text")  # why a text can't be translated, now or in a while


class WorkerNamespace(EdgeNamespace):
    """Takes results into the database, each in one transaction, and hands out work."""

    def __init__(self, hall: Hall, token: str) -> None:
        super().__init__("/worker")
        self._hall, self._token = hall, token
        self._kinds: dict[str, str] = {}
        self._engines: dict[str, str] = {}

    def on_connect(self, auth: Any = None) -> bool:
        """Raises NotAllowed for a stranger's token."""
        given = auth.get("token") if isinstance(auth, dict) else ""
        if not hmac.compare_digest(str(given).encode(errors="replace"), self._token.encode()):
            raise NotAllowed("this is not the worker token of this house: it stands in instance/worker-token")
        return True

    def on_disconnect(self, reason: Any = None) -> None:
        """What the worker held goes to another."""
        sid = request.sid  # type: ignore[attr-defined]
        kind = self._kinds.pop(sid, "")
        self._engines.pop(sid, None)
        LOG.warning("worker_gone", worker=sid, kind=kind, reason=reason)
        if kind == "speech":
            self._hall.leases.drop_worker(sid)
        elif kind == "translate":
            self._hall.translations.drop_worker(sid)
        elif kind == "reread":
            self._hall.readers.drop(sid)

    def on_hello(self, message: dict[str, Any]) -> dict[str, Any]:
        """A worker is ready."""
        sid = request.sid  # type: ignore[attr-defined]
        self._kinds[sid] = message["kind"]
        LOG.info("worker_came", worker=sid, kind=message["kind"], engine=message["engine"])
        if message["kind"] == "speech":
            able = message.get("capabilities")
            speaks = not isinstance(able, dict) or able.get("english") is not False
            self._hall.leases.add_worker(sid, str(message["engine"]), _microphones(able), speaks)
        elif message["kind"] == "reread":
            self._engines[sid] = str(message["engine"])
            self._hall.readers.add(sid)
        else:
            standing = message.get("standing")
            self._hall.translations.add_worker(sid, _matrix(message.get("capabilities")), _matrix(standing or {}))
            self._hall.engines.told(message)
            self._hall.translations.put(self._hall.unanswered(self._hall.read(group.pending)))
        return {"worker": sid}

    def on_measured(self, message: dict[str, Any]) -> None:
        """What a translate worker reaches now, how its engines are and how long they take."""
        if self._kinds.get(request.sid) == "translate":  # type: ignore[attr-defined]
            self._hall.translations.told(_matrix(message.get("capabilities")), _matrix(message.get("standing")))
            self._hall.engines.told(message)

    def on_beat(self, message: Any = None) -> None:
        """The worker lives."""
        queued = message.get("queue", 0) if isinstance(message, dict) else 0
        self._hall.leases.workers.beat(request.sid, queued)  # type: ignore[attr-defined]

    def on_pace(self, message: dict[str, Any]) -> None:
        """A speech worker gives something up because it can't follow, or takes it up again."""
        LOG.info("pace", worker=request.sid, pace=message["pace"], lag_ms=message["lag_ms"])  # type: ignore[attr-defined]
        self._hall.leases.admission.paced(request.sid, message["pace"])  # type: ignore[attr-defined]

    def on_heard(self, message: dict[str, Any]) -> None:
        """Flow control: the worker has taken audio in."""
        self._hall.leases.heard(message["stream"], message["epoch"], message["sample"])

    def on_language(self, message: dict[str, Any]) -> None:
        """The speech is not in the declared language of its microphone, or is again."""
        self._hall.spoken.warn(message["stream"], message["epoch"], message.get("heard"))

    def on_tentative(self, message: dict[str, Any]) -> None:
        """Words under way go to the screens, unless captions are paused."""
        lease = self._hall.leases.of(message["stream"])
        if lease is None or lease.epoch != message["epoch"] or message["stream"] not in self._hall.microphones:
            return
        stream, start, end = message["stream"], int(message["start_sample"]), int(message["end_sample"])
        self._hall.leases.reached(stream, lease.epoch, end)
        self._hall.stages.recognised(stream, end, message.get("decode_ms"), is_final=False)
        booth = self._hall.microphones[stream].booth
        if booth is not None:
            self._hall.interpreters.speaking(booth, stream, start, f"{message['committed']} {message['text']}".strip())
            return
        self._hall.waiting.heard(stream)
        repair, language = self._hall.glossary.repair, message["language"]

        def look(tx: Any) -> tuple[Any, tuple[str, str]]:
            said = glossary.under_way(repair, language, message["committed"], message["text"])
            return hear.under_way(tx, stream, start, end), said

        facts, (committed, rest) = self._hall.read(look)
        if facts is not None:
            shown = {
                "session": lease.session,
                "seg": f"{stream}-{start}",
                "lang": language,
                "committed": committed,
                "text": rest,
                "sent_at": now_ms(),
                **facts,
            }
            others = self._hall.interim.hear(shown, lease.languages)
            self._hall.publisher.tentative(lease.session, [log.FLOOR_VIEW, *others], shown)

    def on_results(self, message: dict[str, Any]) -> dict[str, Any]:
        """Store results in order; stops at the first that is not current."""
        engine, stream, epoch = self._hall.leases.workers.engine(request.sid), message["stream"], message["epoch"]  # type: ignore[attr-defined]
        routes, patience = self._hall.translations.routes(), self._hall.waiting.patience
        try:
            for result in message["results"]:
                by = str(result.get("engine") or engine)
                take = partial(hear.accept, stream_id=stream, epoch=epoch, result=result, routes=routes, engine=by)
                outcome = self._hall.write(
                    partial(take, now=now_ms(), repair=self._hall.glossary.repair, patience=patience)
                )
                if outcome is None:
                    LOG.info("result_not_current", stream=stream, epoch=epoch)
                    self._hall.leases.refused(stream, epoch)
                    return {"accepted": False}
                if outcome.events:
                    self._hall.stages.recognised(
                        stream, int(result["end_sample"]), message.get("decode_ms"), is_final=True
                    )
                self._hall.apply(outcome)
                self._hall.metrics.finals.inc(bool(outcome.events))
                microphone = self._hall.microphones.get(stream)
                if microphone is not None and microphone.booth is not None:
                    self._hall.interpreters.spoke(microphone.booth)
                self._hall.leases.reached(stream, epoch, int(result["end_sample"]))
        except RoundtableError as error:
            self._hall.leases.lost(stream, epoch)
            return error.as_dict()
        if message.get("is_end"):
            self._hall.leases.finished(stream)
            self._hall.waiting.finish(stream)
        return {"accepted": True}

    def on_unit(self, message: dict[str, Any]) -> dict[str, Any]:
        """A reader has nothing to do: the next unit of the second reading with its sound, if nobody speaks.

        ``look``: it only asks whether nobody does.
        """
        sid = request.sid  # type: ignore[attr-defined]
        if message.get("look") or self._kinds.get(sid) != "reread":
            return {"is_free": self._hall.readers.is_free, "unit": None}
        return self._hall.readers.next(sid)

    def on_reread(self, message: dict[str, Any]) -> dict[str, Any]:
        """Store what a reader offers, if its unit is still current."""
        sid = request.sid  # type: ignore[attr-defined]
        return {"accepted": self._hall.readers.took(sid, message, self._engines.get(sid, ""))}

    def on_translated(self, message: dict[str, Any]) -> None:
        """Store a translation or its failure; of words under way it is only shown."""
        if self._hall.interim.answered(request.sid, message):  # type: ignore[attr-defined]
            return
        job = self._hall.translations.answered(request.sid, message["job"])  # type: ignore[attr-defined]
        if job is None:
            return
        error, engine = message.get("error"), message.get("engine") or ""
        text, rough = message.get("text") or "", job.rough or bool(message.get("rough"))
        notes = [*(message.get("notes") or []), *(["rough"] if rough else [])]
        why = str(error["message"]) if error else ""
        self._hall.metrics.translations.labels(engine, str(error["code"]) if error else "done").inc()

        once_more: list[translate.Job] = []

        def store(tx: Any) -> list[log.Event]:
            once_more.clear()  # of an attempt that the database took back
            if job.is_document:
                once_more.extend(render.rendered(tx, job, text, engine, why, now_ms(), note_of(notes)))
                return []
            return translate.translated(tx, job, text, engine, rough, why, now_ms(), note_of(notes))

        try:
            self._hall.publish(self._hall.write(store))
        except RoundtableError:
            self._hall.translations.later(job)
            raise
        self._hall.translations.put(once_more)
        if error and error["code"] not in FOR_GOOD:
            self._hall.translations.again(job)


def _microphones(capabilities: Any) -> int | None:
    """How many microphones a speech worker can bear at once; None when it does not say. Raises BadRequest."""
    found = capabilities.get("microphones") if isinstance(capabilities, dict) else None
    if found is not None and (not isinstance(found, int) or isinstance(found, bool) or found < 1):
        raise BadRequest(f"microphones must be a whole number from 1; found {found!r}")
    return found


def _matrix(given: Any) -> dict[str, dict[str, Any]]:
    """What a translate worker says of directions: ``{source: {target: engine or standing}}``. Raises BadRequest."""
    is_matrix = isinstance(given, dict) and all(isinstance(targets, dict) for targets in given.values())
    if not is_matrix:
        raise BadRequest("capabilities must be {source: {target: engine}}")
    return dict(given)
