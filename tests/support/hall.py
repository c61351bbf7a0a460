"""A hall with a database of its own and no sockets: what it sends is kept, and its work runs where it is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from server.services.hearing import hear
from server.storage.database import Database
from server.storage.glossary import Glossary

with warnings.catch_warnings(action="ignore"):  # eventlet says that it is old
    from server import hub
    from server.services.hearing.hall import Hall
    from server.services.statement.following import room

__all__ = ["Hall", "Sent", "opened_hall", "room", "say"]


class Sent(list[tuple[str, Any]]):
    """What went to sockets: ``(event, payload)``."""

    def __call__(self, event: str, payload: Any, **_: Any) -> None:
        self.append((event, payload))

    def texts(self, event: str) -> list[str]:
        """The texts of the translations into Portuguese among them, or of the jobs."""
        return [told["text"] for name, told in self if name == event and told.get("lang", "pt") == "pt"]


@contextmanager
def opened_hall(
    folder: Path, sent: Sent, prepare: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hall]:
    """A hall whose database was prepared, with a translate worker for English to Portuguese."""
    monkeypatch.setattr(hub, "native", lambda work, *args: work(*args))
    database = Database(f"sqlite:///{folder / 'roundtable.sqlite'}")
    database.migrate()
    database.write(prepare)
    made = Hall(database, folder, sent, lambda *_: None, Glossary(folder / "none.tsv"))
    made.translations.add_worker("w", {"en": {"pt": "invented"}})
    yield made
    database.close()


def say(hall: Hall, text: str, **more: Any) -> str:
    """A line is heard on the microphone ``room``; returns its segment. ``more``: other facts of the result."""

    def store(tx: Any) -> tuple[str, Any]:
        lease = hear.lease(tx, "room")
        start = lease["start_sample"]
        place = {"kind": "final", "start_sample": start, "end_sample": start + 16_000}
        result = {**place, "text": text, "language": "en", **more}
        routes = hall.translations.routes()
        return f"room-{start}", hear.accept(tx, "room", lease["epoch"], result, routes, "invented", 5)

    segment, outcome = hall.write(store)
    hall.apply(outcome)
    return str(segment)
