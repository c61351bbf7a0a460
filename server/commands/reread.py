"""``flask --app server reread SESSION``: the second reading for the secretariat, which goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click
from flask import Flask

from server.clock import now_ms
from server.core.errors import Conflict
from server.services.hearing import reread, suggestions
from server.settings import Settings
from server.storage.database import Database


def register(app: Flask, settings: Settings, spoken_errors: Callable[[], AbstractContextManager[Any]]) -> None:
    """Hang the command into the application."""

    @app.cli.command("reread")
    @click.argument("session")
    @click.option("--state", "only_state", is_flag=True, help="Only say how far the second reading is.")
    def command(session: str, only_state: bool) -> None:
        """Have a session's recording read again with the best speech model, as soon as nobody speaks.

        What it would change is offered on the page of the minutes; nothing is changed by itself.
        """
        with spoken_errors():
            if settings.second_reading == "off":
                raise Conflict("the second reading is switched off by ROUNDTABLE_SECOND_READING=off")
            database = Database(settings.database)
            try:
                database.check()
                if not only_state:
                    count = database.write(lambda tx: reread.ask(tx, session, "secretariat", now_ms()))
                    click.echo(f"{session}: {count} microphones are read again when nobody speaks")
                click.echo(_told(*database.read(lambda tx: _state(tx, session))))
            finally:
                database.close()


def _state(tx: Any, session: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return reread.progress(tx, session, now_ms()), suggestions.listed(tx, session)


def _told(progress: dict[str, Any], found: list[dict[str, Any]]) -> str:
    done, total = (round(progress[key] / 1000) for key in ("done_ms", "total_ms"))
    states = [each["state"] for each in found]
    model = f" with {progress['engine']}" if progress["engine"] else ""
    return (
        f"{done} of {total} s of speech read again{model}; suggestions: {states.count('open')} open, "
        f"{states.count('accepted')} accepted, {states.count('dismissed')} dismissed"
    )
