"""The benches measure a real server: their figures are there, and nothing is lost or doubled."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.house import ROOT, speak

pytestmark = pytest.mark.slow
PATIENCE_S = 300.0
TEXT = "We propose a data exchange with six administrations. It begins in March. Thank you very much."


def bench(name: str, out: Path, *options: str) -> dict[str, Any]:
    """Run a bench as a person does; returns its JSON."""
    command = [sys.executable, "-m", "bench", name, *options, "--out", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        try:
            told, _ = running.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            running.terminate()  # it ends its server itself
            told, _ = running.communicate(timeout=30)
    assert running.returncode == 0, told
    assert told.strip(), "a table is printed"
    return dict(json.loads(out.read_text(encoding="utf-8")))


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_the_live_bench_tells_how_right_and_how_soon_captions_are(tmp_path: Path) -> None:
    assert shutil.which("espeak-ng"), "espeak-ng is missing: apt-get install espeak-ng sox"
    recording, _ = speak(tmp_path, [("CHAIR", "en-us", TEXT)])
    reference = tmp_path / "reference.txt"
    reference.write_text(TEXT)
    options = ("--audio", str(recording), "--ref", str(reference), "--lang", "en", "--to", "pt")
    made = bench("live", tmp_path / "j.json", *options, "--noise", "made", "--minutes", "0.1")
    clip = next(each for each in made["clips"] if each["words"])
    assert {key: made["nonspeech"][key] for key in ("files", "seconds", "words")} == {
        "files": 3,
        "seconds": 6,
        "words": 0,
    }
    everything = made["pooled"]["all"]
    assert (everything["wer"], everything["clips"]) == (pytest.approx(clip["wer"], abs=0.001), 1)
    assert everything["interval"][0] <= everything["wer"] <= everything["interval"][1]
    assert everything["erasure_finals_only"] == 0
    assert (clip["lost"], clip["doubled"]) == (0, 0)
    assert clip["finals"] > 0 and clip["words"] == 16 and clip["cer"] is None and clip["words_on_nonspeech"] is None
    assert 0 <= clip["wer"] < 0.5 and 0 <= everything["offline"]["wer"] < 0.5
    assert 0.5 < clip["timed_share"] <= 1
    for times in (clip["shown_ms"], clip["committed_ms"], clip["final_ms"], clip["translated_ms"]["pt"]):
        assert set(times) == {"p50", "p95", "max"}
    assert (
        clip["shown_ms"]["p50"]
        <= clip["committed_ms"]["p50"]
        <= clip["final_ms"]["p50"]
        <= clip["translated_ms"]["pt"]["p50"]
    )
    assert clip["erasure"] >= 0 and clip["real_time_factor"] > 0
    assert all(clip["peak_rss_mb"][name] > 10 for name in ("web", "speech", "translate"))
    assert made["machine"]["cores"] and made["machine"]["load"] and made["model"]


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_a_soak_with_a_killed_worker_tells_what_was_lost_how_lag_went_and_what_memory_grew(tmp_path: Path) -> None:
    assert shutil.which("espeak-ng"), "espeak-ng is missing: apt-get install espeak-ng sox"
    recording, _ = speak(tmp_path, [("CHAIR", "en-us", TEXT)])
    options = ("--audio", str(recording), "--soak", "0.1", "--kill-worker", "3", "--plot", str(tmp_path / "lag.svg"))
    made = bench("live", tmp_path / "j.json", *options)["soak"]
    assert [each["kind"] for each in made["faults"]] == ["kill speech"]
    assert [made[name] for name in ("finals_lost", "finals_doubled", "holes", "samples_wrong")] == [0, 0, 0, 0]
    assert made["finals"] > 0 and made["lag"] and made["seconds"] > 6
    assert set(made["memory"]) == {"web", "speech", "translate"}
    assert (tmp_path / "lag.svg").read_text().startswith("<svg")


def test_the_fan_out_bench_counts_every_final_at_every_viewer(tmp_path: Path) -> None:
    options = ("--viewers", "20", "--languages", "4", "--sent", "20", "--rate", "10")
    made = bench("fanout", tmp_path / "j.json", *options)
    assert (made["viewers"], made["languages"], made["sent"]) == (20, 4, 20)
    assert (made["delivered"], made["lost"], made["doubled"]) == (400, 0, 0)
    assert (made["translations"], made["reconnects"]) == (300, 1)
    assert set(made["latency_ms"]) == {"p50", "p95", "p99", "max"}
    assert set(made["late_joiners_ms"]) >= {"p50", "p95"}
    assert set(made["web"]) == {"processes", "rss_mb", "kb_per_viewer", "cpu", "hub_lag_ms_p99"}


@pytest.mark.browser
def test_the_minutes_bench_opens_scrolls_and_hears_a_long_session_in_a_browser(tmp_path: Path) -> None:
    made = bench("minutes", tmp_path / "j.json", "--segments", "200", "--hours", "0.1", "--runs", "1", "--scroll", "1")
    (run,) = made["runs"]
    assert run["opened_ms"] > 0 and run["wave_ms"] > 0 and run["peaks_ms"] > 0
    assert 0 < run["rows"] < 200 and run["frames_per_s"] > 0
