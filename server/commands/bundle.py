"""``flask --app server bundle``: a whole session into a file, and out of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask

from server.clock import now_ms
from server.settings import Settings


def register(app: Flask, settings: Settings, spoken_errors: Any) -> None:
    """Hang both commands into the application."""
    from server import door
    from server.services.meeting import bundle
    from server.services.statement.archived import House
    from server.signing.seal import Seal
    from server.storage.database import Database

    def opened() -> Database:
        database = Database(settings.database)
        database.check()
        return database

    @app.cli.group("bundle")
    def group() -> None:
        """Whole sessions: sound, captions, minutes with every version."""

    @group.command("export")
    @click.argument("session")
    @click.argument("file", type=click.Path(path_type=Path))
    def take_out(session: str, file: Path) -> None:
        """Write SESSION into FILE; the server may be running."""
        with spoken_errors():
            house = House(Seal(settings.secret), f"{door.outside(settings)}/p")
            facts = bundle.take_out(opened(), settings.recordings, session, file, house)
            click.echo(f"{file}: {facts['rows']['segments']} lines, {len(facts['sound'])} files of sound")

    @group.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def bring_in(file: Path) -> None:
        """Bring the session in FILE in; the server may be running."""
        with spoken_errors():
            came = bundle.bring_in(opened(), settings.recordings, file, file.name, "", now_ms())
            click.echo(f"{came.session}: {came.title}, {came.segments} lines")
            if came.waiting:
                click.echo("some of its sound is not recognised yet: that goes on when the server starts again")
