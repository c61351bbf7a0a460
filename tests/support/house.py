"""A whole Roundtable for a test: real processes, a database and recordings of its own, on a free port of loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import requests

from server.commands import link
from server.settings import Settings
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"BR": "Brazil", "FR": "France", "KE": "Kenya", "KR": "Republic of Korea"}
ROOM = {"BR": "en", "KR": "en"}
PATIENCE_S = 120.0  # CI runs two houses on two cores, each with its browsers and models


def models() -> Path:
    """The folder with the installed models."""
    return Path(os.environ.get("ROUNDTABLE_INSTANCE", ROOT / "instance")) / "models"


def verified_by(root: Path | None) -> str | bool:
    """What requests believes: one root, or the system's."""
    return str(root) if root else True


class House:
    """Starts and stops the Procfile's processes. Use as a context manager. A failing test shows the logs."""

    running: ClassVar[list[House]] = []

    def __init__(self, folder: Path, host: str = "127.0.0.1", root: str = "", **environ: str) -> None:
        """``host``: where to look for it; ``root``: by HTTPS, verified by this file of the folder."""
        self.port, self.http_port = int(environ.get("PORT", free_port())), free_port()
        self.folder = folder
        self.address = f"http{'s' if root else ''}://{host}:{self.port}"
        self.root = folder / root if root else None
        (folder / "instance").mkdir(parents=True)
        (folder / "instance" / "models").symlink_to(models())
        (folder / "instance" / "fonts").symlink_to(models().parent / "fonts")
        self.environ = {
            **os.environ,
            "ROUNDTABLE_INSTANCE": str(folder / "instance"),
            "ROUNDTABLE_RECORDINGS": str(folder / "recordings"),
            "PORT": str(self.port),
            "ROUNDTABLE_HTTP_PORT": str(self.http_port),
            "FLASK_APP": "server",
            "PYTHONWARNINGS": "ignore",
            "OMP_NUM_THREADS": "2",
            **environ,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        House.running.append(self)

    def __enter__(self) -> House:
        try:
            for name in ("web", "speech", "translate"):
                self.start(name)
            self.wait(self.is_up, "the web process")
            self.wait(lambda: self._get("/health")["status"] == "ok", "both workers")
        except BaseException:
            self.__exit__()
            raise
        return self

    @classmethod
    @contextmanager
    def web_only(cls, folder: Path, host: str = "127.0.0.1", root: str = "", **environ: str) -> Iterator[House]:
        """The web process alone: for what needs no model."""
        opened = cls(folder, host, root, **environ)
        try:
            opened.start("web")
            opened.wait(opened.is_up, "the web process")
            yield opened
        finally:
            opened.__exit__()

    def __exit__(self, *_: object) -> None:
        House.running.remove(self)
        for process in self.processes.values():
            process.kill()
            process.wait()

    def start(self, name: str, label: str = "") -> None:
        """Start one process of the Procfile; under a ``label`` beside another of its kind."""
        module = "server" if name == "web" else f"server.workers.{name}"
        with (self.folder / f"{label or name}.log").open("ab") as log:
            command = [sys.executable, "-m", module]
            self.processes[label or name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def settings(self) -> Settings:
        """The settings of its processes."""
        return Settings.from_env(self.environ)

    def kill(self, name: str) -> None:
        """kill -9."""
        self.processes[name].kill()
        self.processes[name].wait()

    def flask(self, *arguments: str) -> str:
        """Run ``flask --app server ...``; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments], cwd=ROOT, env=self.environ, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def play(self, file: Path, session: str, *options: str) -> subprocess.Popen[bytes]:
        """Start playing a file."""
        command = [sys.executable, "-m", "flask", "play", str(file), "--session", session, *options]
        return subprocess.Popen(command, cwd=ROOT, env=self.environ)

    def person(self, role: str, delegation: str | None = None) -> Person:
        """A signed-in person, with the invitation that ``flask invite`` makes, without a process of its own for it."""
        token = link(self.settings(), role, delegation, role, 7).rsplit("/", 1)[1]
        return Person(self.address, f"{self.address}/join/{token}", self.root)

    @contextmanager
    def convened(
        self, languages: Sequence[str] = ("en",), title: str = "Demo", delegations: Mapping[str, str] = ROOM
    ) -> Iterator[Person]:
        """The secretariat of an open session ``demo``. ``delegations``: code and language of each that sits there."""
        person = self.person("secretariat")
        for code, language in delegations.items():
            assert person.post("/api/delegations", code=code, name=NAMES[code], language=language).ok
        assert person.post("/api/sessions", id="demo", title=title, languages=list(languages)).ok
        assert person.post("/api/sessions/demo/open").ok
        try:
            yield person
        finally:
            person.close()

    def public(self) -> Person:
        """Somebody without an invitation."""
        return Person(self.address, None, self.root)

    def wait(self, is_true: Any, what: str, seconds: float = PATIENCE_S) -> None:
        """Wait for something to become true; fails with the processes' logs."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_true():
                return
            time.sleep(0.1)
        raise AssertionError(f"{what} did not come within {seconds} s\n{self.logs()}")

    def logs(self) -> str:
        """The ends of the processes' logs, and which of them has ended."""
        ended = [
            f"{name} ended with {process.poll()}"
            for name, process in self.processes.items()
            if process.poll() is not None
        ]
        return "\n".join(
            ended + [f"== {path.name}\n{path.read_text()[-2000:]}" for path in sorted(self.folder.glob("*.log"))]
        )

    def is_up(self) -> bool:
        """Whether the web process answers."""
        try:
            return (self.root is None or self.root.is_file()) and bool(self._get("/health"))
        except requests.RequestException:
            return False

    def health(self) -> Any:
        """What ``/health`` says."""
        return self._get("/health")

    def _get(self, path: str) -> Any:
        with requests.get(self.address + path, timeout=30, verify=verified_by(self.root)) as answer:
            return answer.json()


class Person:
    """A browser's session without the browser."""

    def __init__(self, address: str, link: str | None, root: Path | None = None) -> None:
        self.address, self.http, self.link = address, requests.Session(), link
        self.http.verify = verified_by(root)
        self.http.trust_env = False  # REQUESTS_CA_BUNDLE would replace what is believed
        if link:
            self.http.get(link, timeout=60, allow_redirects=False)
        self.me = self.get("/api/me").json()

    def get(self, path: str) -> requests.Response:
        """GET."""
        return self.http.get(self.address + path, timeout=60)

    def post(self, path: str, **body: Any) -> requests.Response:
        """POST a JSON object with the CSRF token."""
        return self.call("POST", path, **body)

    def call(self, method: str, path: str, **body: Any) -> requests.Response:
        """Any method."""
        return self.http.request(
            method, self.address + path, json=body, headers={"X-CSRFToken": self.me["csrf"]}, timeout=60
        )

    def close(self) -> None:
        """Give the connections back."""
        self.http.close()


def speak(folder: Path, turns: Iterable[tuple[str, str, str]]) -> tuple[Path, Path]:
    """A recording made with espeak-ng and its script. ``turns``: (delegation, espeak voice, text)."""
    parts, script, at_s = [], [], 0.0
    for number, (delegation, voice, text) in enumerate(turns):
        part = folder / f"turn{number}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", "145", "-w", str(part), text], check=True)
        subprocess.run(["sox", str(part), "-r", "16000", str(part) + ".16k.wav", "pad", "0.3", "0.9"], check=True)
        seconds = float(
            subprocess.run(["soxi", "-D", str(part) + ".16k.wav"], check=True, capture_output=True, text=True).stdout
        )
        script.append(
            {
                "id": f"s{number}",
                "start_ms": int(at_s * 1000),
                "end_ms": int((at_s + seconds) * 1000),
                "delegation": delegation,
                "text": text,
            }
        )
        parts.append(str(part) + ".16k.wav")
        at_s += seconds
    recording, transcript = folder / "roundtable.wav", folder / "script.jsonl"
    subprocess.run(["sox", *parts, str(recording)], check=True)
    transcript.write_text("\n".join(json.dumps(turn) for turn in script))
    return recording, transcript
