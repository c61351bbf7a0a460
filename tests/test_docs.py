"""What the documents name is there: links, pictures, modules, commands, settings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest
from flask import Flask

from bench.__main__ import COMMANDS
from server import commands
from server.core import errors
from server.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
# Decisions and the changelog tell of their time; the others of today.
TODAY = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL = [*TODAY, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
ROOMS = ("core", "services", "storage", "routes", "sockets", "workers", "speech", "documents", "wire", "models")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_link_leads_to_a_file_that_is_there(path: Path) -> None:
    links = re.findall(r"\]\(((?!https?:|#|mailto:)[^)\s#]+)", text(path))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_picture_stands_in_a_document() -> None:
    told = "".join(map(text, TODAY))
    assert not [path.name for path in (ROOT / "docs" / "screenshots").iterdir() if path.name not in told]


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.name)
def test_a_module_that_is_named_is_there(path: Path) -> None:
    named = re.findall(rf"`(?:server/)?((?:{'|'.join(ROOMS)})/[a-z_/]+)(?:\.py|\.[a-z_]+)?`", text(path))
    assert not [name for name in named if not _is_there(ROOT / "server" / name)]


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.name)
def test_a_bench_that_is_named_is_there(path: Path) -> None:
    assert set(re.findall(r"python -m bench ([a-z]+)", text(path))) <= set(COMMANDS)


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.name)
def test_a_command_that_is_named_is_there(path: Path) -> None:
    named = set(re.findall(r"flask --app server ([a-z][a-z-]+)(?: ([a-z][a-z-]+)\b)?", text(path)))
    assert not [name for name in named if not _is_command(*name)]


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.name)
def test_a_setting_that_is_named_is_read_somewhere(path: Path) -> None:
    named = set(re.findall(r"\bROUNDTABLE_[A-Z0-9_]+\b", text(path)))
    assert not sorted(name for name in named if not _is_read(name))


def test_every_code_of_an_error_stands_in_the_protocol() -> None:
    told = text(ROOT / "docs" / "protocol.md")
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    codes = {each.code for each in kinds if issubclass(each, errors.RoundtableError)} - {"error"}
    assert codes and not {code for code in codes if f"`{code}`" not in told}


def _is_there(path: Path) -> bool:
    """A folder, or a module."""
    return path.is_dir() or path.with_suffix(".py").is_file()


def _is_read(name: str) -> bool:
    """Read by its name, or as one of several with one beginning."""
    return name in _sources() or f"{name.rpartition('_')[0]}_{{" in _sources()


def _is_command(name: str, sub: str) -> bool:
    command = _commands().get(name)
    if isinstance(command, click.Group):
        return not sub or sub in command.commands
    return command is not None


@cache
def _commands() -> dict[str, click.Command]:
    app = Flask("server")
    app.config["SETTINGS"] = Settings.from_env()
    commands.register(app)
    return dict(app.cli.commands)


@cache
def _sources() -> str:
    places = (ROOT / "server", ROOT / "translation", ROOT / "bench", ROOT / "tests")
    return "".join(text(path) for place in places for path in place.rglob("*.py") if path.name != "test_docs.py")
