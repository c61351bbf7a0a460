"""A whole Roundtable of a bench's own: real processes, its own database and recordings, on a free port of loopback.

The models are those of the installed instance.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from server.core.errors import RoundtableError
from server.settings import ROOT, Settings

MODULES = {"web": "server", "speech": "server.workers.speech", "translate": "server.workers.translate"}
KEPT = (
    "ROUNDTABLE_WHISPER",
    "ROUNDTABLE_DEVICE",
    "ROUNDTABLE_TRANSLATE",
)  # what is measured; the rest is the house's own
PATIENCE_S = 120.0
# Below those that the system gives to outgoing connections: a server that is started again finds its port free.
PORTS = range(10_000, 12_000)


class BenchFailed(RoundtableError):
    """A measurement could not be made."""

    code = "bench_failed"


class House:
    """The processes, by name. ``settings`` are theirs."""

    def __init__(self, folder: Path) -> None:
        installed = Settings.from_env()
        instance = folder / "instance"
        instance.mkdir(parents=True)
        (instance / "models").symlink_to(installed.models.resolve())
        port = _free_port()
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDTABLE_") or name in KEPT}
        self.environ = {
            **kept, "ROUNDTABLE_INSTANCE": str(instance), "ROUNDTABLE_RECORDINGS": str(folder / "recordings"),
            "PORT": str(port), "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        self.settings = Settings.from_env(self.environ)
        self.address = self.settings.address
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start one process of the Procfile; its output goes to a log in the house's folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", MODULES[name]], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """kill -9."""
        self.processes[name].kill()
        self.processes[name].wait()

    def pid(self, name: str) -> int:
        """The process's number."""
        return self.processes[name].pid

    def health(self) -> dict[str, str]:
        """``ok`` or ``away`` for speech and translate; empty while the web process does not answer."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=2) as answer:
                return dict(json.load(answer)["workers"])
        except urllib.error.HTTPError as error:  # 503: something is away, and the answer says what
            with error:
                return dict(json.load(error)["workers"])
        except (OSError, ValueError):
            return {}

    def is_well(self) -> bool:
        """Whether the web process and both workers answer."""
        return self.health() == {"speech": "ok", "translate": "ok"}

    def wait(self, is_true: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
        """Wait until something is so. Raises BenchFailed with the ends of the processes' logs."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_true():
                return
            time.sleep(0.1)
        logs = "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in sorted(self.folder.glob("*.log")))
        raise BenchFailed(f"{what} did not come within {seconds:.0f} s\n{logs}")

    def token(self, role: str = "secretariat") -> str:
        """A sign-in token of a role."""
        from server.commands import link

        return link(self.settings, role, None, "bench", 1).rsplit("/", 1)[1]

    def end(self) -> None:
        """End every process: SIGTERM, and SIGKILL for one that is not gone in ten seconds."""
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def opened(names: Sequence[str] = ("web", "speech", "translate")) -> Iterator[House]:
    """A house in a temporary folder, its processes up and well; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
        house = House(Path(folder))
        try:
            for name in names:
                house.start(name)
            house.wait(lambda: bool(house.health()), "the web process")
            if len(names) > 1:
                house.wait(house.is_well, "both workers")
            yield house
        finally:
            house.end()


def finish(made: dict[str, Any], out: Path) -> None:
    """Write a bench's JSON."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


def _free_port() -> int:
    """A port of loopback that nobody listens on now; benches that start beside each other look at different ones."""
    for step in range(len(PORTS)):
        port = PORTS[(os.getpid() + step) % len(PORTS)]
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise BenchFailed(f"no port from {PORTS.start} to {PORTS.stop - 1} is free")
