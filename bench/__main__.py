"""``python -m bench COMMAND ...``: a table and JSON for each of COMMANDS. Imports what is asked for."""

from __future__ import annotations

import importlib
import importlib.util
import signal
import sys
from types import FrameType

COMMANDS = (
    "draft",
    "placing",
    "agreeing",
    "pledging",
    "roundtables",
    "teach",
    "live",
    "fanout",
    "translate",
    "chaos",
    "reread",
    "fragments",
    "summary",
    "minutes",
    "coedit",
    "negotiate",
    "versions",
)


def main(arguments: list[str]) -> int:
    """The exit status: 2 where the command is unknown or not there yet."""
    name = arguments[0] if arguments else ""
    found = [each for each in COMMANDS if importlib.util.find_spec(f"bench.{each}") is not None]
    if name not in found:
        print(f"expected one of {', '.join(found)}; got {name or 'nothing'}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _end)
    status: int = importlib.import_module(f"bench.{name}").main(arguments[1:])
    return status


def _end(_number: int, _frame: FrameType | None) -> None:
    """Asked to end: leave through every ``finally``, so that no server of a bench stays behind."""
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
