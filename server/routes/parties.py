"""Who may come near a statement: asked once before every call and page of one, so that none can forget it."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from server.routes.access import me
from server.services.hearing.hall import Hall
from server.services.statement.statements import get as find


def guard(hall: Hall) -> Callable[[], None]:
    """Before a request whose address names a ``statement_id``: NotFound where this person may not know of it."""

    def check() -> None:
        statement_id = (request.view_args or {}).get("statement_id")
        if statement_id is not None:
            me(hall, then=lambda tx, person: find(tx, statement_id, person))

    return check
