"""What the figures were measured on, and what a process used. Linux: reads ``/proc``."""

from __future__ import annotations

import contextlib
import os
import platform
import resource
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = ("faster-whisper", "ctranslate2", "eventlet", "python-socketio", "fxtranslate")
CLEAR_PEAK = "5"  # proc(5), clear_refs: the peak of the resident set starts anew


def describe() -> dict[str, Any]:
    """The processor, cores, memory, versions, and the load average now."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return {
        "cpu": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "load": load(),
    }


def load() -> list[float]:
    """The load average over 1, 5 and 15 minutes."""
    return [round(each, 2) for each in os.getloadavg()]


def cpu_s(pid: int) -> float:
    """Processor seconds that a process has used, all its threads together; 0 when it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def rss_mb(pid: int, key: str = "VmRSS") -> float:
    """The resident set of a process in MiB; ``VmHWM`` is its peak. 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{key}:"):
                return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def clear_peak(pid: int) -> None:
    """Let the peak of a process's resident set start anew; where that is forbidden the peak goes on."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text(CLEAR_PEAK, encoding="ascii")


def raise_file_limit() -> int:
    """Allow as many open files as this user may have; returns how many. Children inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
