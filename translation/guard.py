"""Tells a translation from an engine's accident: loops, silence, far too much."""

from __future__ import annotations

LOOP_TIMES = 4  # nobody says the same three words four times in a row


def trouble(source: str, target: str) -> str:
    """Why the target can't be a translation of the source, or an empty string."""
    if source.strip() and not target.strip():
        return "nothing came back"
    if len(target) > 200 and len(target) > 6 * len(source):
        return "far longer than the source"
    words = target.casefold().split()
    for size in (1, 2, 3):
        for start in range(len(words) - size * LOOP_TIMES + 1):
            unit = words[start : start + size]
            if (
                words[start : start + size * LOOP_TIMES] == unit * LOOP_TIMES
                and unit * LOOP_TIMES != source.casefold().split()[: size * LOOP_TIMES]
            ):
                return "it repeats itself"
    return ""
