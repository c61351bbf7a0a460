"""The calls and pages of a web process without the process: the application on a hall of its own, in one thread."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from flask.testing import FlaskClient

from server.clock import now_ms
from server.links import signer
from server.services.meeting import convene
from server.settings import Settings
from tests.support.hall import Hall, Sent, opened_hall
from tests.support.locked import create_app, furnish


class Desk:
    """Who is signed in calls; ``sent`` is what sockets would have got."""

    def __init__(self, hall: Hall, sent: Sent, settings: Settings) -> None:
        self.hall, self.sent, self._settings = hall, sent, settings
        self.app = create_app(settings)
        self.app.config["WTF_CSRF_ENABLED"] = False
        furnish(self.app, MagicMock(), hall, settings)

    def person(self, role: str, delegation: str | None = None) -> FlaskClient:
        """Somebody with an invitation of this role; ``public`` has none."""
        client = self.app.test_client()
        if role != "public":
            identity = secrets.token_urlsafe(8)
            self.hall.write(lambda tx: convene.invite(tx, identity, role, delegation, f"{role} person", 7, now_ms()))
            client.get(f"/join/{signer(self._settings.secret).dumps(identity)}")
        return client


@contextmanager
def opened_desk(
    folder: Path, prepare: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch, model: str = ""
) -> Iterator[Desk]:
    """A desk whose database, in this folder, was prepared; ``model``: the address of one that suggests wordings."""
    sent = Sent()
    settings = Settings.from_env(
        {"ROUNDTABLE_INSTANCE": str(folder), "ROUNDTABLE_RECORDINGS": str(folder / "recordings")}
        | ({"ROUNDTABLE_DRAFT_URL": model, "ROUNDTABLE_DRAFT_MODEL": "some-model"} if model else {})
    )
    with opened_hall(folder, sent, prepare, monkeypatch) as hall:
        yield Desk(hall, sent, settings)
