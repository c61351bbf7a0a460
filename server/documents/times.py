"""Session time in the ways that documents write it. Milliseconds in, text out."""

from __future__ import annotations


def clock(ms: int) -> str:
    """``hh:mm:ss``."""
    return stamp(ms, ".")[:-4]


def stamp(ms: int, mark: str) -> str:
    """``hh:mm:ss`` and milliseconds after ``mark``: a comma for SubRip, a full stop for WebVTT."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def duration(ms: int) -> str:
    """ISO 8601, for ``<time datetime>``: ``PT3M12.5S``."""
    return f"PT{ms // 60_000}M{ms / 1000 % 60:g}S"
