"""Interpreters: the hub's side of languages that a person has, and what every web process knows of them.

What is kept here can be lost: it is read again every two seconds, and a deadline is looked at whenever somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from server.clock import now_ms
from server.core.translation.interpreting import is_held
from server.logs import Log
from server.services.hearing import holdings, interpret, session_time
from server.services.hearing.interpret import Booth, Written
from server.services.hearing.translate import INTERPRETER
from server.storage.tables import Segment

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("interpreters")
NOBODY = ("", "", 0)


class Interpreters:
    """Who has which language now. Owned by the hub."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._held: dict[tuple[str, str], tuple[str, str, int]] = {}
        self._readings = self._read = 0

    def holds(self, session: str, language: str) -> bool:
        """Whether a person interprets this language of a session now; never blocks."""
        return self.holder(session, language) is not None

    def holder(self, session: str, language: str) -> str | None:
        """The name of who interprets a language now; never blocks."""
        _, name, seen_at = self._held.get((session, language), NOBODY)
        return name if is_held(seen_at, now_ms()) else None

    def has(self, booth: Booth) -> bool:
        """Whether the language is this person's now; never blocks."""
        holder, _, seen_at = self._held.get((booth.session, booth.language), NOBODY)
        return holder == booth.invitation and is_held(seen_at, now_ms())

    def read(self) -> None:
        """What the database has of it; of readings at once the newest counts."""
        self._readings += 1
        reading = self._readings
        rows = self._hall.read(lambda tx: [_facts(row) for row in holdings.everywhere(tx, now_ms())])
        if reading < self._read:
            return
        before, self._held, self._read = self._held, dict(rows), reading
        if {key: row[0] for key, row in before.items()} != {key: row[0] for key, row in self._held.items()}:
            for session in {each.session for each in self._hall.microphones.values() if each.booth is not None}:
                self._hall.floor.tell(session)

    def sweep(self) -> None:
        """Do what is due though nobody asks."""
        now = now_ms()
        if self._hall.read(lambda tx: interpret.is_due(tx, now)):
            self._hall.apply(self._hall.write(partial(interpret.sweep, routes=self._routes, now=now)))
        self.read()

    def take(self, booth: Booth) -> None:
        """A person takes a language, or says again that it is theirs. Raises what ``interpret.take`` does."""
        self._change(lambda tx: interpret.take(tx, booth, self._routes, now_ms()))
        LOG.info("language_taken", session=booth.session, language=booth.language)

    def release(self, booth: Booth, may_end_others: bool) -> None:
        """The machine has it again. Raises what ``interpret.release`` does."""
        self._change(lambda tx: interpret.release(tx, booth, may_end_others, self._routes, now_ms()))
        LOG.info("language_released", session=booth.session, language=booth.language)

    def dismiss(self, invitation: str, by: str) -> None:
        """The invitation was revoked."""
        self._change(lambda tx: interpret.dismiss(tx, invitation, by, self._routes, now_ms()))

    def keep(self, booth: Booth) -> dict[str, Any]:
        """A sign of life; returns how what they wrote stands. Raises Conflict."""

        def work(tx: Any) -> dict[str, Any]:
            interpret.keep(tx, booth, now_ms())
            return interpret.desk(tx, booth, now_ms())

        return self._hall.write(work)  # type: ignore[no-any-return]

    def write(self, booth: Booth, written: Written) -> dict[str, Any]:
        """A line of theirs; returns how what they wrote stands. Raises what ``interpret.write`` does."""

        def work(tx: Any) -> Any:
            row, outcome = interpret.write(tx, booth, written, now_ms())
            return row.id, outcome, interpret.desk(tx, booth, now_ms())

        number, outcome, desk = self._hall.write(work)
        self._show(booth, [])
        self._hall.apply(outcome)
        return {"line": number, **desk}

    def typing(self, booth: Booth, text: str, upto: str | None) -> None:
        """Words of a line that is being written, for the readers of the language; never stored. Raises NotFound."""
        found = self._hall.read(lambda tx: [_part(each) for each in interpret.under_way(tx, booth, upto, now_ms())])
        self._show(booth, [{**found[0], "end_ms": found[-1]["end_ms"], "text": text}] if found and text else [])

    def speaking(self, booth: Booth, stream: str, start_sample: int, text: str) -> None:
        """Words under way of an interpreter's microphone, for the readers of the language; never stored."""

        def look(tx: Any) -> list[dict[str, Any]]:
            began_ms = session_time.session_ms(session_time.epochs_of(tx, stream), start_sample)
            return [_part(each) for each in interpret.voice_under_way(tx, booth, began_ms, now_ms())]

        parts = self._hall.read(look)
        self._show(booth, [{**parts[0], "end_ms": parts[-1]["end_ms"], "text": text}] if parts and text else [])

    def spoke(self, booth: Booth) -> None:
        """A line was spoken to its end: its words are under way no more."""
        self._show(booth, [])

    def _show(self, booth: Booth, parts: list[dict[str, Any]]) -> None:
        """Show words under way, or that there are none any more; they are no microphone's."""
        now = now_ms()
        facts = {"session": booth.session, "stream": f"interpreter-{booth.language}", "lang": booth.language}
        source = parts[0].pop("src_lang") if parts else ""
        told = {
            **facts,
            "src_lang": source,
            "rough": False,
            "share": 1,
            "parts": parts,
            "heard_at": now,
            "sent_at": now,
        }
        self._hall.publisher.interim(booth.session, booth.language, told)

    def skip(self, booth: Booth, upto: str | None) -> dict[str, Any]:
        """What waits for them up to a final is left to the machine. Raises Conflict, NotFound."""

        def work(tx: Any) -> Any:
            count, outcome = interpret.skip(tx, booth, upto, self._routes, now_ms())
            return count, outcome, interpret.desk(tx, booth, now_ms())

        count, outcome, desk = self._hall.write(work)
        self._hall.apply(outcome)
        return {"skipped": count, **desk}

    def _change(self, work: Callable[[Any], Any]) -> None:
        self._hall.apply(self._hall.write(work))
        self.read()
        self._hall.together.neighbours.tell("interpreters")

    @property
    def _routes(self) -> dict[str, set[str]]:
        return self._hall.translations.routes()


def _part(segment: Segment) -> dict[str, Any]:
    facts = {"seg": segment.id, "speaker": segment.speaker, "delegation": segment.delegation}
    return {
        **facts,
        "engine": INTERPRETER,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "src_lang": segment.language,
    }


def _facts(row: Any) -> tuple[tuple[str, str], tuple[str, str, int]]:
    return (row.session_id, row.language), (row.holder, row.name, row.seen_at)
