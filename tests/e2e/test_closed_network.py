"""Everything works with the network cable out: the whole chain where only loopback is, and nothing tries to get out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.settings import ROOT
from tests.support import chain
from tests.support.house import speak
from tests.support.network import closed

pytestmark = [pytest.mark.models, pytest.mark.slow]
TURNS = [
    ("BR", "pt-br", "Senhora presidente, o Brasil concorda com a proposta e pede mais três meses."),
    ("KR", "en-us", "We propose a data exchange with six administrations. Thank you very much."),
]


def test_speech_becomes_captions_minutes_and_a_printed_statement_without_any_network(tmp_path: Path) -> None:
    recording, script = speak(tmp_path, TURNS)
    attempts = tmp_path / "attempts"
    environ = {
        **os.environ, "PYTHONWARNINGS": "ignore", "ROUNDTABLE_TEST_GUARD": str(attempts),
        "PYTHONPATH": str(ROOT / "tests" / "support" / "guard"),
    }  # fmt: skip
    probe = [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 5)"]
    outside = subprocess.run([*closed(), *probe], env=environ, capture_output=True, text=True)
    assert "the network is closed" in outside.stderr and attempts.read_text(), outside.stderr
    attempts.unlink()
    done = subprocess.run(
        [*closed(), sys.executable, "-m", chain.__name__, str(tmp_path / "house"), str(recording), str(script),
        *closed()[:1]],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "whole", done.stdout
    assert not attempts.exists(), attempts.read_text()
    for name in ("web", "speech", "translate"):
        log = (tmp_path / "house" / f"{name}.log").read_text()
        assert "Traceback" not in log and '"event": "fault"' not in log, f"{name}: {log[-3000:]}"
