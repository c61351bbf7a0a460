"""What countries are called, for the form in which the secretariat names a delegation."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from server import languages
from server.core.errors import NotFound, UnknownLanguage
from translation.countries import every


def blueprint() -> Blueprint:
    """The calls below ``/api/countries``: nothing of the event, so anybody may ask."""
    calls = Blueprint("countries", __name__, url_prefix="/api/countries")

    @calls.get("")
    def all_countries() -> Response:
        language = request.args.get("lang", "en")
        if language not in languages.CODES:
            raise UnknownLanguage(f"unknown language {language!r}; there are {', '.join(languages.CODES)}")
        found = [{"code": code, "name": each.name(language)} for code, each in sorted(every().items())]
        return jsonify(countries=found)

    @calls.get("/<code>")
    def country(code: str) -> Response:
        found = every().get(code.upper())
        if found is None:
            raise NotFound(f"no country has the code {code!r} here; its name is yours to write")
        return jsonify(found.as_dict())

    return calls
