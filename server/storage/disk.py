"""How much room there is where the recordings lie."""

from __future__ import annotations

import shutil
from pathlib import Path

from server.checks import FULL_BYTES, LOW_BYTES


def state(folder: Path, full_bytes: int = FULL_BYTES, low_bytes: int = LOW_BYTES) -> str:
    """``ok``, ``low`` or ``full``: below the room that a start asks for."""
    free = shutil.disk_usage(folder).free
    return "full" if free < full_bytes else "low" if free < low_bytes else "ok"
