"""The language matrix for operators: every direction with its engines and figures, their times, the last check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify

from server import hub, languages
from server.core.errors import TranslationAway
from server.models import measured
from server.routes.access import require
from server.routes.shapes import as_served
from server.services.hearing.hall import Hall

UNTOLD: Mapping[str, Any] = {"bleu": None, "origin": "", "legs": []}  # by a worker of an older program


def blueprint(hall: Hall, instance: Path) -> Blueprint:
    """The calls below ``/api/languages/``. ``instance``: the folder in which checks are kept."""
    calls = Blueprint("matrix", __name__, url_prefix="/api/languages")

    def secretariat() -> None:
        require(hall, "secretariat")

    @calls.get("/matrix")
    def matrix() -> Response:
        secretariat()
        return jsonify(shape(hall, hub.native(measured.read, instance)))

    @calls.post("/measure")
    def measure() -> Response:
        secretariat()
        asked = hall.translations.ask_workers("measure")
        if not asked:
            raise TranslationAway("no translate worker is there to measure: python -m server.workers.translate")
        return jsonify(workers=asked)

    return calls


def shape(hall: Hall, kept: measured.Measured) -> dict[str, Any]:
    """The Matrix of the protocol."""
    told = hall.translations.directions()
    directions = [
        {"source": source, "target": target, **UNTOLD, **(as_served(hall, facts) or {})}
        for source, targets in told.items()
        for target, facts in targets.items()
    ]
    named = [
        {"code": code, "name": name, "direction": languages.direction(code)} for code, name in languages.names().items()
    ]
    return {
        "languages": named,
        "directions": directions,
        "engines": hall.engines.health,
        "warmth": hall.engines.warmth,
        "checks": kept["checks"],
        "is_served": hall.translations.is_served,
        "check_command": measured.COMMAND,
    }
