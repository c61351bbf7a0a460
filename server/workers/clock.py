"""The clock: what has to happen though nobody asks for it. No model, no eventlet, one process.

Whatever depends on a deadline looks at the deadline itself when it is read; the clock only tidies up.
"""

from __future__ import annotations

import shutil
import signal
import threading
from pathlib import Path

from server import logs
from server.clock import now_ms
from server.core.errors import BadSetting, RoundtableError
from server.core.minutes.retention import Retention
from server.services.meeting import deletion, keep
from server.services.statement import reminders
from server.storage.database import Database
from server.workers.program import run

TICK_S = 60.0
RETRY_S = 2.0
LOG = logs.Log("clock")


class Clock:
    """One tick does everything that is due; done twice, or by two clocks at once, it changes nothing more."""

    def __init__(self, database: Database, recordings: Path, retention: Retention) -> None:
        self._database, self._recordings, self._retention = database, recordings, retention

    def tick(self, now: int) -> dict[str, int]:
        """Do what is due at ``now`` (Unix milliseconds); returns how many of each were deleted, or told."""
        done = {"invitations": self._database.write(lambda tx: keep.sweep_invitations(tx, now)), "sessions": 0}
        done["reminders"] = self._database.write(lambda tx: reminders.send(tx, now))
        for session in self._database.read(lambda tx: keep.ended_sessions(tx, self._retention, now)):
            done["sessions"] += self._end(session)
        return done

    def _end(self, session: str) -> int:
        """The sound goes first: should we be interrupted, the row is there to say what is left to do."""
        folder = self._recordings / session
        had_sound = folder.is_dir()
        if had_sound:
            self._database.write(lambda tx: keep.give_up_sound(tx, session))
            shutil.rmtree(folder)
        if self._retention.takes == "sessions":
            self._database.write(lambda tx: deletion.delete_session(tx, session))
            return 1
        return int(had_sound)


def main() -> None:
    """Tick until the process is asked to end."""
    from server.settings import Settings
    from server.storage.running import running

    settings = Settings.from_env()
    logs.configure("clock", settings.log, settings.worker_token)
    database, is_over = Database(settings.database), threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: is_over.set())
    clock = Clock(database, settings.recordings, settings.retention)
    with running(settings.instance):
        _wait_for_tables(database, is_over)
        while not is_over.is_set():
            _tick(clock)
            is_over.wait(TICK_S)
    database.close()


def _tick(clock: Clock) -> None:
    try:
        done = clock.tick(now_ms())
    except Exception as error:  # noqa: BLE001
        LOG.error("tick_failed", error)  # the next will do its work
        return
    if done["sessions"] or done["invitations"]:
        LOG.info("deleted", sessions=done["sessions"], invitations=done["invitations"])
    if done["reminders"]:
        LOG.info("reminded", statements=done["reminders"])


def _wait_for_tables(database: Database, is_over: threading.Event) -> None:
    """The web process makes them; it starts at the same time."""
    said = ""
    while not is_over.is_set():
        try:
            database.check()
        except RoundtableError as error:
            if isinstance(error, BadSetting) and said != error.message:
                LOG.warning("waits", error)  # the database is not there, or of another revision
            said = error.message
            is_over.wait(RETRY_S)
        else:
            return


if __name__ == "__main__":
    run(main)
