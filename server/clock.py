"""The wall clock of the adapters and services; the core never reads it."""

from __future__ import annotations

import time


def now_ms() -> int:
    """Unix time in milliseconds."""
    return int(time.time() * 1000)
