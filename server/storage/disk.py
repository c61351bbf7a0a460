"""How much room there is where the recordings and the database lie."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from server.core.errors import BadSetting

LOW_BYTES = 2_000_000_000  # some seventeen hours of one microphone
FULL_BYTES = 50_000_000
MICROPHONE_BYTES_AN_HOUR = 16_000 * 2 * 3_600


def state(*folders: Path) -> str:
    """``ok``, ``low`` or ``full``: of the folder that has the least room."""
    free = min(shutil.disk_usage(folder).free for folder in folders)
    return "full" if free < FULL_BYTES else "low" if free < LOW_BYTES else "ok"


def check(*folders: Path) -> list[str]:
    """Warnings for the organiser, each with its remedy. Raises BadSetting for a folder that can't be written."""
    warnings = []
    for folder in folders:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise BadSetting(
                f"{folder} can't be written ({error.strerror}): make room, or give it to this user"
            ) from error
        free = shutil.disk_usage(folder).free
        if free < LOW_BYTES:
            hours = free // MICROPHONE_BYTES_AN_HOUR
            warnings.append(
                f"{folder} has {free // 1_000_000} MB left, {hours} hours of one microphone: delete old sessions, "
                "set ROUNDTABLE_RETENTION_DAYS, or choose a larger disk with ROUNDTABLE_RECORDINGS"
            )
    return warnings
