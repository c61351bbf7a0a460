"""What people type first works: one process alone, every process under honcho, and words where something is missing."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from server import demo
from server.settings import ROOT
from server.storage.recording import Recording
from tests.support.house import models, speak
from tests.support.ports import free_port

pytestmark = pytest.mark.slow
PATIENCE_S = 180.0


# The tests themselves may run where Ctrl-C is ignored, in the background.
AS_FROM_A_TERMINAL = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"
)


class Program:
    """A program started as a newcomer would, with a folder of its own for what it stores."""

    def __init__(self, folder: Path, *command: str, has_models: bool = False, **environ: str) -> None:
        (folder / "instance").mkdir(parents=True, exist_ok=True)
        if has_models:
            (folder / "instance" / "models").symlink_to(models())
        own = {"ROUNDTABLE_INSTANCE": str(folder / "instance"), "ROUNDTABLE_RECORDINGS": str(folder / "recordings")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environ = {**os.environ, **own, "PATH": path, "PYTHONUNBUFFERED": "1", **environ}
        self.log = folder / "output.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", AS_FROM_A_TERMINAL, *command],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def text(self) -> str:
        """What it said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it says something."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if found := re.search(pattern, self.text()):
                return found
            assert self.process.poll() is None or re.search(pattern, self.text()), self.text()
            time.sleep(0.1)
        raise AssertionError(f"{pattern} was not said: {self.text()}")

    def interrupt(self) -> int:
        """Ctrl-C: SIGINT to all of its processes, as a terminal sends it."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def end(self) -> None:
        """Kill what is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def started(folder: Path, *command: str, **more: str | bool) -> Iterator[Program]:
    program = Program(folder, *command, **more)  # type: ignore[arg-type]
    try:
        yield program
    finally:
        program.end()


def get(address: str) -> requests.Response:
    with requests.get(address, timeout=60) as answer:
        return answer


def test_python_m_server_alone_migrates_says_where_it_is_and_how_to_sign_in_and_serves(tmp_path: Path) -> None:
    port = str(free_port())
    with started(tmp_path, sys.executable, "-m", "server", PORT=port) as program:
        said = program.wait_for(r"Roundtable is at (http://127\.0\.0\.1:\d+)\s.*?sign in with: (flask .*)")
        assert said[1].endswith(f":{port}")
        assert "Roundtable" in get(said[1] + "/").text
        assert get(said[1] + "/health").json()["workers"] == {"speech": "away", "translate": "away"}
        invited = subprocess.run(said[2].split(), cwd=ROOT, env=program.environ, capture_output=True, text=True)
        link = invited.stdout.strip()
        assert link.startswith(said[1] + "/join/"), invited.stderr
        with requests.Session() as http:
            assert http.get(link, timeout=60).ok
            assert http.get(said[1] + "/api/me", timeout=60).json()["role"] == "secretariat"
        second = subprocess.run(
            [sys.executable, "-m", "server"],
            cwd=ROOT,
            env=program.environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        assert second.returncode and f"PORT={port} can't be used" in second.stderr and "choose another" in second.stderr
        assert "Traceback" not in second.stderr
        assert oct((tmp_path / "instance" / "secret").stat().st_mode)[-3:] == "600"
        assert program.interrupt() == 0
        assert "Traceback" not in program.text()


def test_without_models_the_speech_worker_names_the_command_that_brings_them(tmp_path: Path) -> None:
    with started(tmp_path, sys.executable, "-m", "server.workers.speech", PORT=str(free_port())) as program:
        assert program.process.wait(PATIENCE_S) == 1
        assert "model_missing" in program.text() and "flask --app server models install whisper-base" in program.text()
        assert "Traceback" not in program.text()


@pytest.mark.parametrize(
    ("command", "key", "value"),
    [
        ("-m server", "PORT", "eighty"),
        ("-m server.workers.speech", "ROUNDTABLE_DEVICE", "abacus"),
        ("-m server.workers.translate", "ROUNDTABLE_TRANSLATE", "babelfish"),
        ("-m server.workers.clock", "ROUNDTABLE_RETENTION", "everything"),
        ("-m flask --app server models list", "PORT", "80000"),
    ],
)
def test_a_bad_setting_ends_each_program_with_its_key_and_value(
    tmp_path: Path, command: str, key: str, value: str
) -> None:
    with started(tmp_path, sys.executable, *command.split(), **{key: value}) as program:
        assert program.process.wait(PATIENCE_S) in (1, 2)  # 2: flask's own, for a command line that it can't serve
        assert "bad_setting" in program.text() and key in program.text() and value in program.text()
        assert "Traceback" not in program.text()


def test_playing_into_a_server_that_is_not_there_says_so(tmp_path: Path) -> None:
    play = ["-m", "flask", "--app", "server", "play", str(demo.recording_path()), "--session", "demo"]
    with started(tmp_path, sys.executable, *play, PORT=str(free_port())) as program:
        assert program.process.wait(PATIENCE_S) == 1
        assert "flask --app server migrate" in program.text() and "Traceback" not in program.text()
    migrate = ["-m", "flask", "--app", "server", "migrate"]
    assert (
        subprocess.run([sys.executable, *migrate], cwd=ROOT, env=program.environ, capture_output=True).returncode == 0
    )
    with started(tmp_path, sys.executable, *play, PORT=str(free_port())) as program:
        assert program.process.wait(PATIENCE_S) == 1
        assert "can't be reached" in program.text() and "Traceback" not in program.text()


@pytest.mark.models
def test_honcho_starts_every_line_of_the_procfile_on_the_port_that_is_given_and_ctrl_c_keeps_what_was_said(
    tmp_path: Path,
) -> None:
    port = str(free_port())
    recording, _ = speak(tmp_path, [("KR", "en-us", "We propose a data exchange with six administrations. " * 3)])
    with started(tmp_path, "honcho", "start", PORT=port, has_models=True) as program:
        address = program.wait_for(r"Roundtable is at (http://127\.0\.0\.1:\d+)")[1]
        assert address.endswith(f":{port}")
        deadline = time.monotonic() + PATIENCE_S
        while get(address + "/health").json()["status"] != "ok":
            assert time.monotonic() < deadline and program.process.poll() is None, program.text()
            time.sleep(0.2)
        invite = ["flask", "--app", "server", "invite", "secretariat"]
        link = subprocess.run(invite, cwd=ROOT, env=program.environ, capture_output=True, text=True).stdout.strip()
        with requests.Session() as http:
            http.get(link, timeout=60)
            token = http.get(address + "/api/me", timeout=60).json()["csrf"]
            body = {"id": "demo", "title": "Demo", "languages": ["en", "pt"]}
            assert http.post(address + "/api/sessions", json=body, headers={"X-CSRFToken": token}, timeout=60).ok
        play = ["flask", "--app", "server", "play", str(recording), "--session", "demo"]
        player = subprocess.Popen(
            play, cwd=ROOT, env=program.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        folder = tmp_path / "recordings" / "demo"
        while not list(folder.glob("*/*.s16le")) or written(folder) < 32_000:
            assert time.monotonic() < deadline, program.text()
            time.sleep(0.1)
        program.interrupt()
        player.wait(PATIENCE_S)
        assert "Traceback" not in program.text(), program.text()
    assert list(folder.glob("*/*.json")), "the recording was not closed"
    assert written(folder) >= 32_000


def written(folder: Path) -> int:
    return max((Recording(each).written_samples() for each in folder.iterdir()), default=0)
