"""What was measured on this machine, in one file of the instance folder: checks of directions, times of engines.

``{"checks": [{source, target, engine, bleu, chrf, terms, sentence_ms, failed, at}], "warmth": [{engine, source, target,
first_ms, sentence_ms, at}]}``, ``at`` in Unix milliseconds. A newer measurement of the same replaces the older one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from server.clock import now_ms

FILE = "measured.json"
COMMAND = "flask --app server models check"
# What tells one measurement of a kind from another.
KEYS: Mapping[str, tuple[str, ...]] = {"checks": ("source", "target"), "warmth": ("engine", "source", "target")}
Measured = dict[str, list[dict[str, Any]]]


def read(instance: Path) -> Measured:
    """What was kept; empty lists where there is nothing or nothing that can be read."""
    try:
        found = json.loads((instance / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    kept = found if isinstance(found, dict) else {}
    return {kind: [each for each in _list(kept.get(kind)) if _is_whole(each, keys)] for kind, keys in KEYS.items()}


def keep(
    instance: Path, checks: Iterable[Mapping[str, Any]] = (), warmth: Iterable[Mapping[str, Any]] = ()
) -> Measured:
    """Put these beside what is kept, each with the time of now, and replace the file at once. Raises OSError."""
    at, found = now_ms(), read(instance)
    for kind, fresh in (("checks", checks), ("warmth", warmth)):
        rows = {_key(each, KEYS[kind]): each for each in found[kind]}
        rows |= {_key(each, KEYS[kind]): {**each, "at": at} for each in fresh}
        found[kind] = [rows[key] for key in sorted(rows)]
    staged = instance / f".{FILE}.{os.getpid()}"
    staged.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    staged.replace(instance / FILE)
    return found


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _is_whole(row: Any, keys: Iterable[str]) -> bool:
    return (
        isinstance(row, dict) and isinstance(row.get("at"), int) and all(isinstance(row.get(key), str) for key in keys)
    )


def _key(row: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in keys)
