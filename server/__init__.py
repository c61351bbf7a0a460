"""Roundtable's server. ``python -m server`` runs the web process, ``flask --app server`` the commands."""

from __future__ import annotations

from typing import Any


def create_app() -> Any:
    """The application for ``flask --app server``: its commands, without eventlet and without pages."""
    from flask import Flask
    from flask.cli import NoAppException

    from server.commands import register
    from server.core.errors import RoundtableError
    from server.settings import Settings

    app = Flask("server", static_folder=None)
    try:
        app.config["SETTINGS"] = Settings.from_env()
    except RoundtableError as error:
        raise NoAppException(f"{error.code}: {error.message}") from error
    register(app)
    return app
