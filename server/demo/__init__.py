"""The demo roundtable: a recording of our own, what is said in it and what a good draft makes of it.

Played by a command and used by tests and benches; the server itself never needs it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.demo.transcript import Transcript, read_transcript


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of the recording, in milliseconds from its first sample."""

    start_ms: int
    end_ms: int


# The first three turns, all in English: long enough to judge live captions, short enough to play in real time.
EXCERPT = Excerpt(start_ms=0, end_ms=45_000)
SESSION = "demo"
LANGUAGES = ("en", "pt")

_FOLDER = Path(__file__).parent


def recording_path() -> Path:
    """The recording: Opus in an Ogg file, mono, 24 kHz."""
    return _FOLDER / "roundtable.opus"


def transcript_path() -> Path:
    """The transcript's file, JSON lines."""
    return _FOLDER / "transcript.jsonl"


def transcript() -> Transcript:
    """What is said in the recording, with exact times. Reads the file at each call."""
    return read_transcript(transcript_path())


def gold() -> dict[str, Any]:
    """What each turn does: proposals, supports, conditions and so on, by turn id. Reads the file at each call."""
    return dict(json.loads((_FOLDER / "gold.json").read_text(encoding="utf-8")))
