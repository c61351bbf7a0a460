"""The demo roundtable: a recording of our own, its script and who speaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RECORDING = FOLDER / "roundtable.opus"
TRANSCRIPT = FOLDER / "transcript.jsonl"
SESSION = "demo"
LANGUAGES = ["en", "pt"]


def turns() -> list[dict[str, Any]]:
    """The turns in the order of speech: id, start_ms, end_ms, lang, speaker, delegation, text."""
    lines = [json.loads(line) for line in TRANSCRIPT.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "start_ms" in line]


def delegations() -> list[tuple[str, str, str]]:
    """``(code, name, language)`` of everybody who speaks."""
    return list({turn["delegation"]: (turn["delegation"], turn["speaker"], turn["lang"]) for turn in turns()}.values())
