"""``flask --app server memory``: the translation memory in and out as TMX."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask

from server.clock import now_ms
from server.core.translation import tmx
from server.languages import CODES
from server.settings import Settings


def register(app: Flask, settings: Settings, spoken_errors: Any) -> None:
    """Hang the commands into the application."""
    from server.services.meeting import memory_table
    from server.services.meeting.memory import over_at
    from server.storage.database import Database

    def opened() -> Database:
        database = Database(settings.database)
        database.check()
        return database

    @app.cli.group("memory")
    def group() -> None:
        """Bring in and take out what persons translated."""

    @group.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def bring_in(file: Path) -> None:
        """Add the translations of a TMX FILE."""
        with spoken_errors():
            units, left_out = tmx.parse(tmx.decode(file.read_bytes()), CODES)
            database, came = opened(), 0
            for batch in memory_table.batches(units):
                came += database.write(partial(memory_table.bring_in, units=batch, by="", now=now_ms()))
            click.echo(f"{came} translations came, {len(units) - came} were there; {left_out} units in other languages")

    @group.command("export")
    @click.option("--from", "source", type=click.Choice(CODES), help="Of this language alone.")
    @click.option("--to", "target", type=click.Choice(CODES), help="Into this language alone.")
    def take_out(source: str | None, target: str | None) -> None:
        """Print the translations as TMX, without those of confidential sessions."""
        with spoken_errors():
            over = over_at(settings.retention, now_ms())
            units = opened().read(lambda tx: memory_table.taken_out(tx, over, (source, target)))
            click.echo(tmx.write(units), nl=False)
