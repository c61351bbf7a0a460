"""Free ports of loopback for servers that tests start."""

from __future__ import annotations

import os
import random
import socket

# Below those that the system gives to outgoing connections (from 32768 on, on Linux): none of these is taken between
# the look and the start of the server.
_FIRST, _LAST = 12_000, 32_000
_given: set[int] = set()


def free_port() -> int:
    """A port that nobody uses now and that was not given out before; test processes beside each other share none."""
    turn = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    of = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = random.SystemRandom().randrange(_FIRST, _LAST)
        if port % of == turn and port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
