"""Structured logs: one JSON object a line on stderr, with codes, counts and durations, and never what was said.

A fact is a number, a yes or no, or a short word without spaces; anything else is withheld. Names of sessions, streams,
statements and people are replaced by tags, which are the same in every process of this installation and nowhere else.
An error is told by its type and place: its message may quote what people said. Text of libraries is told as its
template, without the values. ``configure`` is called once, by each program's ``main``.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from server.core.errors import RoundtableError

TAGGED = frozenset({"session", "stream", "segment", "statement", "invitation", "delegation", "worker", "socket"})
_WORD = re.compile(r"[\w.:/+<>@=-]{1,80}", re.ASCII)
_WITHHELD = "(withheld)"
_FRAMES = 4  # the innermost places of an error
_ROOT = Path(__file__).resolve().parent.parent
# Without a level these get a handler of their library's, which prints messages with their values.
_LOUD = ("socketio.server", "socketio.client", "engineio.server", "engineio.client")


class Log:
    """Tells events of one part of the house. Any thread may call it; never raises."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(f"roundtable.{name}")

    def debug(self, event: str, **facts: object) -> None:
        """For somebody who looks for a fault."""
        self._tell(logging.DEBUG, event, None, facts)

    def info(self, event: str, **facts: object) -> None:
        """What happens in an ordinary session."""
        self._tell(logging.INFO, event, None, facts)

    def warning(self, event: str, error: BaseException | None = None, **facts: object) -> None:
        """Something is worse than it should be, and the house goes on."""
        self._tell(logging.WARNING, event, error, facts)

    def error(self, event: str, error: BaseException | None = None, **facts: object) -> None:
        """Something failed for somebody."""
        self._tell(logging.ERROR, event, error, facts)

    def _tell(self, level: int, event: str, error: BaseException | None, facts: dict[str, object]) -> None:
        if self._logger.isEnabledFor(level):
            details = (type(error), error, error.__traceback__) if error is not None else None
            self._logger.log(level, event, exc_info=details, extra={"facts": facts}, stacklevel=3)


class Formatter(logging.Formatter):
    """Makes the line of one record."""

    def __init__(self, process: str, key: str) -> None:
        super().__init__()
        self._process, self._key = process, key.encode()

    def format(self, record: logging.LogRecord) -> str:
        """The JSON object; see the module for what it may hold."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": moment, "level": record.levelname.lower(), "process": self._process}
        facts = getattr(record, "facts", None)
        if facts is None:
            place = f"{record.module}:{record.lineno}"
            line |= {"event": "library", "logger": record.name, "place": place, "text": _template(record)}
        else:
            line |= {"event": record.msg, **{name: self._fact(name, value) for name, value in facts.items()}}
        if record.exc_info and record.exc_info[0] is not None:
            kind, error, trace = record.exc_info
            line |= {"error": kind.__name__, "places": _places(trace)}
            if isinstance(error, RoundtableError):
                line["code"] = error.code
        return json.dumps(line, ensure_ascii=True)

    def _fact(self, name: str, value: object) -> object:
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float):
            return round(value, 3)
        if name in TAGGED:
            return self.tag(str(value)) if value else ""
        text = str(value).replace(" ", "_")
        return text if _WORD.fullmatch(text) or not text else _WITHHELD

    def tag(self, name: str) -> str:
        """What stands for a name."""
        return hmac.new(self._key, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:10]


def configure(process: str, level: str, key: str) -> None:
    """Send everything that this process logs, warns of or dies of to stderr as JSON lines.

    ``level``: debug, info, warning or error, for the house's own events; libraries are heard from ``warning`` on.
    ``key``: the secret of the tags, the same for all processes.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter(process, key))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("roundtable").setLevel(level.upper())
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    log = Log("process")

    def died(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.error("died", error.with_traceback(trace))

    sys.excepthook = died
    threading.excepthook = lambda args: log.error("thread_died", args.exc_value)


def _template(record: logging.LogRecord) -> str:
    """A library's words without the values in them; words without a place for values may hold them already."""
    return str(record.msg) if record.args else _WITHHELD


def _places(trace: Any) -> list[str]:
    found = traceback.extract_tb(trace)[-_FRAMES:] if trace is not None else []
    return [f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in found]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
