"""Every call that changes something in a session says what it does to approved minutes: none can forget it."""

from __future__ import annotations

import ast
from pathlib import Path

from server.settings import Settings
from server.wire.bodies import BODIES, BODILESS
from tests.support.locked import FREE, LOCKED, changing, rules

ROOT = Path(__file__).resolve().parents[2]


def test_the_body_of_every_call_that_changes_something_has_a_shape(tmp_path: Path) -> None:
    environ = {"ROUNDTABLE_INSTANCE": str(tmp_path), "ROUNDTABLE_RECORDINGS": str(tmp_path / "recordings")}
    found = changing(Settings.from_env(environ)).keys()
    assert found - BODIES.keys() - BODILESS == set(), "enter the new calls in server/wire/bodies"
    assert {*BODIES, *BODILESS} - found == set(), "these calls are gone: take them out of server/wire/bodies"
    assert not BODIES.keys() & BODILESS


def test_every_call_that_changes_a_session_stands_in_the_table_of_the_lock(tmp_path: Path) -> None:
    environ = {"ROUNDTABLE_INSTANCE": str(tmp_path), "ROUNDTABLE_RECORDINGS": str(tmp_path / "recordings")}
    found = rules(Settings.from_env(environ)).keys()
    assert found - {*LOCKED, *FREE} == set(), "enter the new calls in tests/support/locked.py"
    assert {*LOCKED, *FREE} - found == set(), "these calls are gone: take them out of tests/support/locked.py"
    assert not LOCKED.keys() & FREE.keys()


def test_no_statement_writes_rows_of_minutes_past_the_lock() -> None:
    """``update(Segment)`` and its like are not seen by a flush: for a whole session's end, or where a flush follows."""
    guarded, found = {"Segment", "Version", "Translation", "FloorSpan"}, set()
    for path in (ROOT / "server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            names = {each.id for each in ast.walk(node.args[0]) if isinstance(each, ast.Name)}
            names |= {each.attr for each in ast.walk(node.args[0]) if isinstance(each, ast.Attribute)}
            if node.func.id in ("update", "delete", "insert") and names & guarded:
                found.add(f"{path.relative_to(ROOT)}: {node.func.id} {', '.join(sorted(names & guarded))}")
    assert found == {
        "server/services/minutes/attribute.py: update Version",  # a version is added in the same unit of work
        "server/services/meeting/deletion.py: delete Translation",
        "server/services/meeting/deletion.py: delete Version",
    }
