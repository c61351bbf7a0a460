"""The walls of the house: who may import whom."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def imported_by(path: Path) -> set[str]:
    """The absolute module names that a file imports, at any depth in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


def test_the_core_imports_only_itself_and_the_standard_library() -> None:
    files = list((ROOT / "server" / "core").rglob("*.py"))
    assert files
    for path in files:
        for name in imported_by(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("server.core"), f"{path} imports {name}"


def test_the_core_does_no_input_or_output_and_has_no_clock_and_no_threads() -> None:
    forbidden = {"socket", "threading", "time", "os", "pathlib", "io", "subprocess", "sqlite3", "urllib", "http"}
    for path in (ROOT / "server" / "core").rglob("*.py"):
        met = {name.split(".")[0] for name in imported_by(path)} & forbidden
        assert not met, f"{path} imports {met}"


def test_translation_is_a_leaf_that_imports_nothing_of_the_server() -> None:
    for path in (ROOT / "translation").rglob("*.py"):
        assert not {name for name in imported_by(path) if name.split(".")[0] == "server"}, path


def test_only_the_web_process_names_eventlet() -> None:
    allowed = {ROOT / "server" / "__main__.py", ROOT / "server" / "hub.py"}
    for path in (ROOT / "server").rglob("*.py"):
        if path not in allowed:
            assert "eventlet" not in {name.split(".")[0] for name in imported_by(path)}, path


def test_a_number_in_an_address_has_a_largest_value() -> None:
    routes = (ROOT / "server" / "routes").glob("*.py")
    assert not [path.name for path in routes if "<int:" in path.read_text(encoding="utf-8")]  # a database overflows


@pytest.mark.parametrize("room", ["core/drafting", "services/hearing", "services/minutes", "services/statement"])
def test_a_large_room_lists_its_modules_and_no_others(room: str) -> None:
    folder = ROOT / "server" / room
    there = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    told = re.findall(r"``(\w+)``", ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or "")
    missing = there - {"__init__"} - set(told)
    assert not missing, f"tell in the first lines of server/{room}/__init__.py where these belong: {sorted(missing)}"
    assert not [name for name in told if name not in there and not (ROOT / "server" / name).exists()]


def test_every_room_says_what_is_in_it() -> None:
    rooms = [path for path in (ROOT / "server").rglob("__init__.py") if "migrations" not in path.parts]
    assert not [str(path) for path in rooms if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
