"""Templates of web/pages with the state that a page starts from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from server import languages
from server.core.drafting import LANGUAGES
from server.documents.words import apart
from server.routes.access import me
from server.services.hearing.hall import Hall
from server.services.meeting import zones

UI_LANGUAGES = ("en", "ko", "pt")


def messages(web: Path, ui: str) -> dict[str, str]:
    """The interface's strings in a language; English where one is missing."""
    found: dict[str, str] = {}
    for code in ("en", ui):
        path = web / "i18n" / f"{code}.json"
        if path.is_file():
            found.update(json.loads(path.read_text(encoding="utf-8")))
    return found


def ui_language() -> str:
    """The interface's language for who asks: as they chose, else as their browser prefers."""
    cookie = request.cookies.get("ui", "")
    return cookie if cookie in UI_LANGUAGES else (request.accept_languages.best_match(UI_LANGUAGES) or "en")


class Renderer:
    """Makes pages."""

    def __init__(self, hall: Hall, web: Path) -> None:
        self._hall, self.web = hall, web

    def __call__(
        self, name: str, status: int = 200, shown: dict[str, Any] | None = None, **more: Any
    ) -> ResponseReturnValue:
        """``shown``: what the template alone needs; the rest goes into the page's data, too."""
        person, ui = me(self._hall), ui_language()
        strings = messages(self.web, ui)
        boot = {
            "me": {
                "role": person.role,
                "delegation": person.delegation,
                "name": person.name,
                "time_zone": self._hall.read(lambda tx: zones.one(tx, person.delegation)),
                "csrf": generate_csrf(),
            },
            "session": None,
            "statement": None,
            "drafting": LANGUAGES,
            "ui": ui,
            "messages": strings,
            "languages": [
                {"code": code, "name": each, "direction": languages.direction(code)}
                for code, each in languages.names().items()
            ],
            **more,
        }
        return render_template(
            f"{name}.html",
            t=lambda key, **params: fill(strings.get(key) or key, params),
            ui=ui,
            boot=boot,
            csp_nonce=g.csp_nonce,
            **more,
            **(shown or {}),
        ), status


def fill(text: str, params: dict[str, object]) -> str:
    """Put values in for ``{name}``; words from right to left are set apart from those around them."""
    for name, value in params.items():
        text = text.replace("{" + name + "}", apart(str(value)))
    return text
