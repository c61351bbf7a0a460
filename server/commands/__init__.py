"""``flask --app server ...``: what an operator does at the command line, a module for each group of commands.

Services and storage do the work; what needs the running server asks it as any client does.
"""

from __future__ import annotations

import secrets
from typing import Any

import click
import requests
import socketio
from flask import Flask

from server import door
from server.commands import backup, bundle, glossary, memory, models, reread, source, statements
from server.core.errors import RoundtableError
from server.settings import Settings
from translation.errors import TranslationError


def register(app: Flask) -> None:
    """Hang the commands into the application."""
    settings: Settings = app.config["SETTINGS"]

    backup.register(app, settings, _spoken_errors)
    bundle.register(app, settings, _spoken_errors)
    reread.register(app, settings, _spoken_errors)
    source.register(app, settings, _spoken_errors, link)
    glossary.register(app, settings, _spoken_errors)
    memory.register(app, settings, _spoken_errors)
    models.register(app, settings, _spoken_errors)
    statements.register(app)

    @app.cli.command("migrate")
    def migrate() -> None:
        """Bring the database to the newest schema."""
        from server.storage.database import Database

        Database(settings.database).migrate()
        click.echo("the database is up to date")

    @app.cli.group("fonts")
    def fonts() -> None:
        """Install and verify the fonts of printed statements."""

    @fonts.command("install")
    def install_fonts() -> None:
        """Fetch the fonts for Hangul, Han, Kana and Arabic, checked by SHA-256."""
        from server.documents import fonts as printing

        with _spoken_errors():
            printing.install_fonts(settings.instance / "fonts")

    @fonts.command("verify")
    def verify_fonts() -> None:
        """Read every byte of every font."""
        from server.documents import fonts as printing

        with _spoken_errors():
            printing.verify_fonts(settings.instance / "fonts")
            click.echo("the fonts are whole")

    @app.cli.command("invite")
    @click.argument("role")
    @click.option("--delegation")
    @click.option("--name", default="")
    @click.option("--days", default=7)
    def invite(role: str, delegation: str | None, name: str, days: int) -> None:
        """Print a sign-in link for a role."""
        with _spoken_errors():
            click.echo(link(settings, role, delegation, name or role, days))

    @app.cli.command("play")
    @click.argument("file", type=click.Path(exists=True))
    @click.option("--session", required=True)
    @click.option("--delegation")
    @click.option("--language", default="en")
    @click.option("--script", type=click.Path(exists=True), help="A transcript whose turns move the floor.")
    @click.option("--speed", default=1.0, help="1: real time; 0: as fast as it is acknowledged.")
    @click.option("--until", type=float, help="Seconds of the file to play.")
    def play(**given: Any) -> None:
        """Play a recording into a session as a microphone."""
        from server.commands.play import play as run

        with _spoken_errors():
            token = link(settings, "secretariat", None, "player", 1).rsplit("/", 1)[1]
            run(settings.address, token, **given, trust=door.trust(settings))

    @app.cli.command("demo")
    @click.option("--speed", default=1.0, help="4 shows the whole chain in under a minute and a half.")
    def demo(speed: float) -> None:
        """Play the demo roundtable into the running server, draft its statement and have its delegations agree."""
        from server.commands.demo import run_demo

        with _spoken_errors():
            token = link(settings, "secretariat", None, "demo", 1).rsplit("/", 1)[1]
            run_demo(settings.address, token, door.trust(settings), speed, door.outside(settings))


def link(settings: Settings, role: str, delegation: str | None, name: str, days: int) -> str:
    """Make an invitation and return its link."""
    from server.clock import now_ms
    from server.links import signer
    from server.services.meeting import convene
    from server.storage.database import Database

    identity = secrets.token_urlsafe(12)
    database = Database(settings.database)
    database.check()
    database.write(lambda tx: convene.invite(tx, identity, role, delegation, name, days, now_ms()))
    database.close()
    return f"{door.outside(settings)}/join/{signer(settings.secret).dumps(identity)}"


class _spoken_errors:  # noqa: N801
    """An error of ours ends the command with one line."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, _trace: Any) -> None:
        if isinstance(error, (RoundtableError, TranslationError)):
            raise click.ClickException(f"{error.code}: {error.message}")
        if isinstance(error, requests.ConnectionError):  # whose own words hold the invitation
            raise click.ClickException("the server can't be reached; start it with: make run")
        if isinstance(error, socketio.exceptions.ConnectionError):
            raise click.ClickException(f"the server refuses the connection: {error}")
