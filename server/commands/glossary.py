"""``flask --app server glossary``: the event's names and terms, and how well they are heard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask

from server.core.translation import glossary as table
from server.core.translation import tbx
from server.languages import CODES
from server.settings import Settings


def register(app: Flask, settings: Settings, spoken_errors: Any) -> None:
    """Hang the commands into the application."""
    from server.services.meeting import glossary
    from server.storage.database import Database
    from server.storage.glossary import Glossary

    def opened() -> Database:
        database = Database(settings.database)
        database.check()
        return database

    @app.cli.group("glossary")
    def group() -> None:
        """Bring in, take out and report on the event's names and terms."""

    @group.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--replace", is_flag=True, help="In the place of all rows that there are.")
    def bring_in(file: Path, replace: bool) -> None:
        """Put the rows of a FILE into the database: a tab-separated table or TBX."""
        with spoken_errors():
            text = file.read_text(encoding="utf-8-sig")
            rows = (tbx.parse if tbx.is_tbx(text) else table.parse)(text, CODES)
            came = opened().write(lambda tx: glossary.bring_in(tx, rows, replace))
            click.echo(f"{came} terms came")

    @group.command("export")
    @click.option("--tbx", "is_tbx", is_flag=True, help="As TBX, for terminology programs.")
    def take_out(is_tbx: bool) -> None:
        """Print the database's rows as a tab-separated table."""
        with spoken_errors():
            write = tbx.write if is_tbx else table.write
            click.echo(write(opened().read(glossary.rows), CODES), nl=False)

    @group.command("report")
    @click.option("--session", help="Of one session alone.")
    def report(session: str | None) -> None:
        """How often each term was heard right, repaired, or never heard."""
        with spoken_errors():
            known, database = Glossary(settings.glossary), opened()
            known.put(*database.read(lambda tx: (glossary.rows(tx), glossary.delegations(tx))))
            found = database.read(lambda tx: glossary.report(tx, known.known, session))
            click.echo("right\trepaired\tlanguage\tterm")
            for each in found:
                never = "\tnever heard" if not each["right"] + each["repaired"] else ""
                click.echo(f"{each['right']}\t{each['repaired']}\t{each['lang']}\t{each['term']}{never}")
