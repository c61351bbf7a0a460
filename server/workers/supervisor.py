"""Starts the Procfile's processes and starts each again, with back-off, when it ends. Ctrl-C ends them all."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests

from server import door, logs
from server.core.errors import RoundtableError
from server.settings import ROOT, Settings
from server.tls.trust import Trust

LOG = logs.Log("supervisor")
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
ENDING_S = 10.0
SIGN_IN = ("secretariat", "chair", "rapporteur", "interpreter")  # those who look after an event, each with a link
STEADY_S = 60.0  # after so long a life a process starts again at once


class Child:
    """One line of the Procfile."""

    def __init__(self, name: str, command: str) -> None:
        self.name = name
        words = shlex.split(command)
        self._command = [sys.executable, *words[1:]] if words[0] == "python" else words
        self._wait_s, self._next_at, self._started_at = FIRST_WAIT_S, 0.0, 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def tend(self, now: float) -> None:
        """Start the process when it is due; note when it ended."""
        if self._process is not None and self._process.poll() is not None:
            code, self._process = self._process.returncode, None
            if now - self._started_at > STEADY_S:
                self._wait_s = FIRST_WAIT_S
            self._next_at = now + self._wait_s
            print(f"{self.name} ended with {code}; starting it again in {self._wait_s:.0f} s", flush=True)
            LOG.warning("child_ended", child=self.name, code=code, wait_seconds=self._wait_s)
            self._wait_s = min(LONGEST_WAIT_S, self._wait_s * 2)
        if self._process is None and now >= self._next_at:
            self._started_at = now
            self._process = subprocess.Popen(self._command, cwd=ROOT)
            LOG.info("child_started", child=self.name, pid=self._process.pid)

    @property
    def pid(self) -> int | None:
        """Its process, or None while it waits to be started."""
        return self._process.pid if self._process is not None else None

    @property
    def waits_until(self) -> float:
        """The time from which it may be started again."""
        return self._next_at

    def end(self) -> None:
        """Ask it to end; kill it after ten seconds. SIGTERM: a shell lets its background jobs ignore SIGINT."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def children(procfile: Path) -> list[Child]:
    """The processes that a Procfile names."""
    lines = [
        line.split(":", 1) for line in procfile.read_text().splitlines() if ":" in line and not line.startswith("#")
    ]
    return [Child(name.strip(), command.strip()) for name, command in lines]


def main() -> None:
    """Run until Ctrl-C."""
    from server.commands import link

    if sys.stderr.isatty():  # somebody watches: what goes well is not told line by line
        os.environ.setdefault("ROUNDTABLE_LOG", "warning")
    try:
        settings = Settings.from_env()
        trust, outside = door.trust(settings), door.outside(settings)
        links = {role: link(settings, role, None, role, 30) for role in SIGN_IN}
    except RoundtableError as error:
        raise SystemExit(f"{error.code}: {error.message}") from error
    logs.configure("supervisor", settings.log, settings.worker_token)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop ends the children, too
    running = children(ROOT / "Procfile")
    print(f"Roundtable starts at {outside}. Sign in as:")
    for role, address in links.items():
        print(f"  {role:12} {address}", flush=True)
    player: subprocess.Popen[bytes] | None = None
    try:
        while True:
            for child in running:
                child.tend(time.monotonic())
            if player is not None:
                player.poll()
            elif "--demo" in sys.argv and _is_well(settings.address, trust):
                print(f"The demo plays at {outside}/s/demo", flush=True)
                player = subprocess.Popen(
                    [sys.executable, "-W", "ignore", "-m", "flask", "--app", "server", "demo", "--speed", sys.argv[-1]],
                    cwd=ROOT,
                )
            time.sleep(0.2)
    except KeyboardInterrupt:
        for child in running:
            child.end()
        if player is not None:
            player.terminate()
            player.wait()


def _is_well(address: str, trust: Trust) -> bool:
    """Whether the web process and both workers answer."""
    try:
        with trust.session() as http, http.get(f"{address}/health", timeout=2) as answer:
            return bool(answer.json()["status"] == "ok")
    except (requests.RequestException, ValueError, KeyError):
        return False


if __name__ == "__main__":
    main()
