"""What stands in the way of adoption, out of it: for tests that are about what comes after."""

from __future__ import annotations

from typing import Any

from server.services.minutes.steps import Actor
from server.services.statement import sheet, statements

DESK = Actor("secretariat", None, "Eva Exemplo")


def override_all(tx: Any, statement_id: str, now: int, who: Actor = DESK) -> list[str]:
    """Everything that is open on the last-look sheet is taken upon somebody by name; returns the kinds."""
    row = statements.existing(tx, statement_id)
    kinds = list(dict.fromkeys(str(each.what) for each in sheet.blocking(tx, row, now)))
    for each in kinds:
        sheet.override(tx, statement_id, each, "for this test", who, now)
    return kinds


def take_upon(person: Any, path: str) -> Any:
    """The same over HTTP, for somebody of the secretariat; returns the statement as it is then."""
    sheet_of = person.get(f"{path}/sheet").json()
    for kind, lines in sheet_of.items():
        if isinstance(lines, list) and any(isinstance(each, dict) and each.get("is_blocking") for each in lines):
            answer = person.post(f"{path}/sheet/override", what=kind, why="for this test")
            assert answer.ok, answer.text
    return person.get(path).json()
