"""What every call that changes something in a session does to approved minutes. A new call must be entered here.

``LOCKED``: refused with ``minutes_locked``; its body, for a line ``room-0`` at revision 1. ``FREE``: touches no line.
"""

from __future__ import annotations

import warnings
from typing import Any
from unittest.mock import MagicMock

from werkzeug.routing import Rule

from server.settings import Settings

with warnings.catch_warnings(action="ignore"):  # eventlet says that it is old
    from server.app import create_app, furnish

LINE = "room-0"
LOCKED: dict[str, dict[str, Any]] = {
    "sessions.open_session": {},
    "floor.give": {"delegation": "KR"},
    "sessions.off_record": {"on": True},
    "sessions.retract": {"segment": LINE, "why": "misheard"},
    "minutes.correct": {"rev": 1, "text": "Changed."},
    "minutes.translation": {"rev": 1, "lang": "pt", "text": "Mudado."},
    "as_written.take": {"rev": 1},
    "lines.check": {"rev": 1},
    "lines.uncheck": {"rev": 1},
    "lines.merge": {"rev": 1, "next": "room-1", "next_rev": 1},
    "lines.restore": {"rev": 1, "version": 1},
    "lines.speaker": {"rev": 1, "speaker": "Somebody else", "delegation": "BR"},
    "lines.split": {"rev": 1, "at": 5},
    "second_reading.accept": {"rev": 1},
    "second_reading.accept_all": {"confidence": 0.1},
}
FREE: dict[str, str] = {
    "sessions.delete": "deletes the session with its record",
    "sessions.close_session": "an approved one is closed",
    "floor.ask": "the list of those who ask; mend is tried apart",
    "sessions.pause": "what screens show",
    "sessions.declare_language": "of what will be said",
    "second_reading.read_again": "makes suggestions",
    "second_reading.dismiss": "answers a suggestion",
    "remarks.hand_in": "a text beside the minutes",
    "remarks.replace": "a text beside the minutes",
    "remarks.withdraw": "a text beside the minutes",
    "interpreting.take": "refused: the session is closed",
    "interpreting.release": "nobody interprets a session whose minutes are approved",
    "interpreting.beat": "nobody interprets a session whose minutes are approved",
    "interpreting.write": "nobody interprets a session whose minutes are approved",
    "interpreting.typing": "words under way, never stored",
    "interpreting.skip": "nobody interprets a session whose minutes are approved",
    "records.write_draft": "a record beside the minutes, with versions of its own",
    "records.add": "a record beside the minutes",
    "records.edit": "a record beside the minutes",
    "records.accept": "a record beside the minutes",
    "records.dismiss": "a record beside the minutes",
    "records.restore": "a record beside the minutes",
    "records.move": "a record beside the minutes",
    "records.approve": "of records beside the minutes, which have a lock of their own",
    "records.reopen": "of records beside the minutes",
    "approval.review": "refused by the state",
    "approval.window": "refused by the state",
    "approval.back": "refused by the state",
    "approval.approve_them": "refused by the state",
    "approval.publish": "the record stays as it is",
    "approval.make_proposal": "received late, without effect",
    "approval.withdraw": "answers a proposal",
    "approval.accept": "refused by the state",
    "approval.decline": "refused by the state",
    "approval.sign": "a name beside a language version",
    "approval.add_corrigendum": "stands beside the record",
    "approval.withhold": "a corrigendum; the record stays as it is",
}


def rules(settings: Settings) -> dict[str, Rule]:
    """The addresses below a session that answer to another method than GET, by their endpoint."""
    return {name: each for name, each in changing(settings).items() if "session" in each.arguments}


def changing(settings: Settings) -> dict[str, Rule]:
    """Every address that answers to another method than GET, by its endpoint."""
    app = create_app(settings)
    furnish(app, MagicMock(), MagicMock(), settings)
    found = app.url_map.iter_rules()
    return {each.endpoint: each for each in found if {"POST", "PUT", "PATCH", "DELETE"} & (each.methods or set())}
