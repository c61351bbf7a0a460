"""One log line for each request (route, how it ended, how long it took) and one for each change that somebody made.

No address, query, name or secret stands in them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request, session

from server.logs import Log

ROUTE = "roundtable.route"
LOG = Log("access")
Start = Callable[..., Any]


class AccessLog:
    """Around the whole application, socket connections included; these are told when they end."""

    def __init__(self, inner: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request (WSGI)."""
        begun, status, route = time.monotonic(), [0], ["none"]
        environ[ROUTE] = route  # a box, since the socket server hands a copy on

        def start(line: str, *args: Any, **more: Any) -> Any:
            status[0] = int(line.split(" ", 1)[0])
            return start_response(line, *args, **more)

        try:
            return self._inner(environ, start)
        finally:
            is_socket = str(environ.get("PATH_INFO", "")).startswith("/socket.io")
            LOG.info(
                "request",
                method=environ.get("REQUEST_METHOD", ""),
                route="/socket.io" if is_socket else route[0],
                status=status[0] or (101 if is_socket else 500),
                seconds=time.monotonic() - begun,
            )


def keep(app: Flask) -> None:
    """Log every request of an application. Call it after the socket server was put in."""
    app.before_request(_note_route)
    app.after_request(_tell_change)
    app.wsgi_app = AccessLog(app.wsgi_app)  # type: ignore[method-assign]


def _note_route() -> None:
    """The rule of the address, in which names stand as ``<session>``."""
    if request.url_rule is not None and ROUTE in request.environ:
        request.environ[ROUTE][0] = str(request.url_rule)


def _tell_change(response: Response) -> Response:
    """Who did what to which thing: floor, pause, correction, adoption and the rest."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and response.status_code < 400 and request.endpoint:
        names = {name: value for name, value in (request.view_args or {}).items() if name != "token"}
        if "statement_id" in names:
            names["statement"] = names.pop("statement_id")
        LOG.info("changed", what=request.endpoint, invitation=session.get("invitation"), **names)
    return response
