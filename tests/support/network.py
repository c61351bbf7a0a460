"""The network cable out, as far as the system lets a test pull it."""

from __future__ import annotations

import subprocess


def closed() -> list[str]:
    """What goes before a command to give it a network of its own; nothing where the system does not let us."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        if subprocess.run([*words, "true"], capture_output=True).returncode == 0:
            return words
    return []
