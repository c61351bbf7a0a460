"""``flask --app server ...``: what an operator does at the command line."""

from __future__ import annotations

import contextlib
import json
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import requests
import socketio
from flask import Flask

from server import door
from server.commands import backup, glossary, memory, reread, source
from server.core.errors import RoundtableError
from server.settings import Settings
from translation.errors import TranslationError
from translation.packages import INDEX_URL

if TYPE_CHECKING:
    from translation.translator import Translator


def register(app: Flask) -> None:
    """Hang the commands into the application."""
    settings: Settings = app.config["SETTINGS"]

    backup.register(app, settings, _spoken_errors)
    reread.register(app, settings, _spoken_errors)
    source.register(app, settings, _spoken_errors, link)
    glossary.register(app, settings, _spoken_errors)
    memory.register(app, settings, _spoken_errors)

    @app.cli.command("migrate")
    def migrate() -> None:
        """Bring the database to the newest schema."""
        from server.storage.database import Database

        Database(settings.database).migrate()
        click.echo("the database is up to date")

    @app.cli.group("models")
    def models() -> None:
        """List, install, verify and remove models."""

    @models.command("list")
    @click.option("--json", "as_json", is_flag=True, help="As one JSON object: models, directions, warmth, checks.")
    def list_models(as_json: bool) -> None:
        """Every model, its size, its licence and whether it is installed; every pair of languages with its engines."""
        from server.models import listing, measured

        with _spoken_errors(), contextlib.closing(_translator(settings)) as translator:
            found, kept = listing.directions(translator), measured.read(settings.instance)
            every = listing.list_models(settings.models)
            if as_json:
                click.echo(json.dumps({"models": every, "directions": found, **kept}, ensure_ascii=False, indent=1))
                return
            for line in [*map(listing.model_line, every), *listing.direction_lines(found, kept)]:
                click.echo(line)

    @models.command("install")
    @click.argument("names", nargs=-1)
    @click.option("--index", envvar="ROUNDTABLE_ARGOS_INDEX", default=INDEX_URL, show_default=True)
    def install(names: tuple[str, ...], index: str) -> None:
        """Install models by name (whisper-base, whisper-small, firefox-enpt, argos-en-ko...).

        Without a name: all packaged ones, and the argos packages of the demo's languages and Korean where their index
        answers.
        """
        from server.demo.delegations import delegations
        from server.models import listing, packaged
        from server.models.argos import install_wanted
        from translation.argos import check_environment
        from translation.packages import Packages

        with _spoken_errors():
            check_environment()
            argos = [name for name in names if name.startswith("argos-")]
            for name in argos:
                installed = Packages(settings.models, index).install(name, _show_progress)
                click.echo(f"\r{name}: {installed.size_bytes // 1_000_000} MB")
            speech = [name for name in names if listing.is_speech(name)]
            for name in speech:
                click.echo(f"{listing.install_whisper(name, settings.models, click.echo).name}: whole")
            others = [packaged.find(name) for name in names if name not in argos and name not in speech]
            for each in others if names else packaged.PACKAGES:
                click.echo(f"{each.name}: {each.megabytes} MB")
                packaged.install(each, settings.models)
            if not names:
                wanted = {"ko", *(each.language for each in delegations())}
                install_wanted(settings.models, index, wanted, click.echo, _show_progress)

    @models.command("verify")
    def verify() -> None:
        """Read every byte of every installed model."""
        from server.models import packaged
        from server.models.listing import list_whisper, verify_whisper
        from translation.packages import Packages

        with _spoken_errors():
            for each in packaged.PACKAGES:
                if packaged.is_installed(each, settings.models):
                    packaged.verify(each, settings.models)
                    click.echo(f"{each.name}: whole")
            for speech in list_whisper(settings.models)[1:]:
                if speech.installed:
                    is_known = verify_whisper(speech.name, settings.models).verified
                    click.echo(f"{speech.name}: {'whole' if is_known else 'put there by hand, no hashes to compare'}")
            for argos in Packages(settings.models).installed():
                Packages(settings.models).verify(argos.name)
                click.echo(f"{argos.name}: whole")

    @models.command("check")
    @click.argument("directions", nargs=-1, metavar="[en-pt]...")
    def check_translation(directions: tuple[str, ...]) -> None:
        """Translate twelve sentences in each installed direction (or the named ones): BLEU, chrF, terms, speed."""
        from server.models import measured
        from translation.check import check, pairs
        from translation.errors import UnknownLanguage

        with _spoken_errors():
            translator = _translator(settings)
            named = [(each.split("-")[0], each.split("-")[-1]) for each in directions]
            click.echo("direction  engine                  BLEU   chrF  terms  ms a sentence")
            try:
                for each in check(translator, named or pairs(translator)):
                    measured.keep(settings.instance, [asdict(each)], map(asdict, translator.warmth()))
                    terms = "    -" if each.terms is None else f"{each.terms:5.0%}"
                    failed = f"  {each.failed} without an answer" if each.failed else ""
                    click.echo(
                        f"{each.source} to {each.target}   {each.engine:22} {each.bleu:5.1f}  {each.chrf:5.1f}  {terms}"
                        f"  {each.sentence_ms:5.0f}{failed}"
                    )
            except KeyError as error:
                raise UnknownLanguage(f"the set of sentences has no language {error}") from error
            finally:
                translator.close()

    @models.command("remove")
    @click.argument("name")
    def remove(name: str) -> None:
        """Delete a model's files."""
        from server.models import listing, packaged
        from translation.packages import Packages

        with _spoken_errors():
            if name.startswith("argos-"):
                Packages(settings.models).remove(name)
            elif listing.is_speech(name):
                listing.remove_whisper(name, settings.models)
            else:
                packaged.remove(packaged.find(name), settings.models)

    @models.command("bundle")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    def bundle_up(file: Path) -> None:
        """Pack every model and font that is installed into FILE, for a venue without the internet."""
        from server.models import bundle

        with _spoken_errors():
            names = bundle.pack(settings.instance, file)
            click.echo(f"{file}: {file.stat().st_size // 1_000_000} MB, {', '.join(names)}")

    @models.command("unbundle")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def unbundle(file: Path) -> None:
        """Install what a bundle holds, in the place of what is there under the same names."""
        from server.models import bundle

        with _spoken_errors():
            for name in bundle.unpack(file, settings.instance):
                click.echo(f"{name}: installed")

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
        """Play the demo roundtable into the running server and draft its statement."""
        from server.commands.demo import run_demo

        with _spoken_errors():
            token = link(settings, "secretariat", None, "demo", 1).rsplit("/", 1)[1]
            run_demo(settings.address, token, door.trust(settings), speed, door.outside(settings))


def link(settings: Settings, role: str, delegation: str | None, name: str, days: int) -> str:
    """Make an invitation and return its link."""
    from server.clock import now_ms
    from server.links import signer
    from server.services import convene
    from server.storage.database import Database

    identity = secrets.token_urlsafe(12)
    database = Database(settings.database)
    database.check()
    database.write(lambda tx: convene.invite(tx, identity, role, delegation, name, days, now_ms()))
    database.close()
    return f"{door.outside(settings)}/join/{signer(settings.secret).dumps(identity)}"


def _translator(settings: Settings) -> Translator:
    """The translator of these settings. Loads no model."""
    from translation.endpoint import set_by
    from translation.translator import Translator

    return Translator.of_folder(settings.models, settings.engines, set_by(*settings.endpoint), settings.quality)


def _show_progress(done: int, total: int | None) -> None:
    click.echo(f"\r{done // 1_000_000} of {(total or 0) // 1_000_000} MB", nl=False)


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
