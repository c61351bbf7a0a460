"""How a worker's program begins and ends: a fault of ours in one line, Ctrl-C without a trace."""

from __future__ import annotations

import signal
from collections.abc import Callable

from server.core.errors import RoundtableError


def run(work: Callable[[], None]) -> None:
    """Run a program until it is interrupted. Raises SystemExit with the code and the remedy of an error."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what service managers and honcho send
    try:
        work()
    except RoundtableError as error:
        raise SystemExit(f"{error.code}: {error.message}") from error
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # a terminal and the supervisor both ask
