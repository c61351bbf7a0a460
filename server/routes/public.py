"""The public pages of statements: the list, each language version, corrigenda, and the page that verifies."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from server import languages
from server.clock import now_ms
from server.core.errors import NotFound, RoundtableError
from server.core.statement.statement import SETTLED, State
from server.core.statement.symbols import corrected
from server.documents import words
from server.documents.filenames import disposition
from server.documents.verifier import verifier_html
from server.routes.access import PUBLIC, Person, me
from server.routes.published import moment
from server.routes.render import UI_LANGUAGES, Renderer, messages, ui_language
from server.routes.signing import record_of
from server.services.hearing.hall import Hall
from server.services.statement import adopted, commitments, draft, emend, parties, proclaim, show, symbols
from server.services.statement.statements import get as find
from server.signing.seal import Seal
from server.storage.tables import Statement

FIRST_SIGNS = 16  # of a fingerprint, where it is printed beside the code


def blueprint(hall: Hall, web: Path, seal: Seal, outside: Callable[[], str]) -> Blueprint:
    """All pages below ``/p``. ``outside()``: the address under which this house is reached."""
    pages, page = Blueprint("public", __name__), Renderer(hall, web)

    @pages.errorhandler(NotFound)
    def nothing(error: RoundtableError) -> ResponseReturnValue:
        """The same words for what there is not and for what is not published yet, in the reader's language.

        Where a statement is published, but not in this language, the page leads to those that there are; who may read
        it otherwise gets the way to it.
        """
        given, person = request.view_args or {}, me(hall)

        def read(tx: Any) -> dict[str, Any]:
            try:
                row = find(tx, given.get("statement_id", ""), person)
            except NotFound:
                return {"back": "", "versions": []}
            is_settled = row.canonical is not None
            tongues = proclaim.languages(tx, row) if "lang" in given and is_settled else []
            back = f"/p/{row.id}" if is_settled else f"/statements/{row.id}"
            return {"back": back, "versions": [each["language"] for each in tongues]}

        lang = words.known((given.get("lang", ""), *(code for code, _ in request.accept_languages)))
        facts = {"lang": lang, "words": words.words(lang), "direction": languages.direction, "tongue": _tongue}
        return page(
            "not_published", 404, shown={**facts, "statement": given.get("statement_id", ""), **hall.read(read)}
        )

    def opened(tx: Any, statement_id: str, person: Person) -> Statement:
        """An adopted statement. Raises NotFound; for outsiders before it is published, too."""
        row = find(tx, statement_id, person)
        if State(row.status) not in SETTLED:
            raise NotFound("this statement is not published")
        return row

    @pages.get("/p")
    def every() -> ResponseReturnValue:
        def read(tx: Any) -> list[dict[str, Any]]:
            found = [row for row in parties.seen(tx, PUBLIC) if row.canonical is not None]
            return [_listed(tx, row) for row in sorted(found, key=lambda row: row.published_at or 0, reverse=True)]

        return page("published", shown={"statements": hall.read(read)})

    @pages.get("/p/<statement_id>")
    def one(statement_id: str) -> ResponseReturnValue:
        person, wanted = me(hall), [code for code, _ in request.accept_languages]
        lang = hall.read(lambda tx: proclaim.preferred(tx, opened(tx, statement_id, person), wanted))
        return shown(statement_id, lang)

    @pages.get("/p/<statement_id>/<lang>")
    def version(statement_id: str, lang: str) -> ResponseReturnValue:
        return shown(statement_id, lang)

    def shown(statement_id: str, lang: str) -> ResponseReturnValue:
        person = me(hall)
        found = hall.read(lambda tx: proclaim.shape(tx, opened(tx, statement_id, person), lang, person, now_ms()))
        is_public = hall.read(lambda tx: show.status(opened(tx, statement_id, person))) == State.PUBLISHED
        labels = words.words(lang)
        address = f"{outside()}/p/{statement_id}"
        facts = {
            "it": found,
            "words": labels,
            "arrow": "←" if words.direction(lang) == "rtl" else "→",
            "has_register": hall.read(lambda tx: bool(commitments.newest(tx, statement_id))),
            "day": lambda at: words.day(_iso(at), lang),
            "set_in": lambda name: words.set_in(name, lang),
            "tongue": _tongue,
            "named": lambda code: words.language_name(code, lang),
            "authentic": words.listed(
                (words.language_name(each["language"], lang) for each in found["languages"] if each["is_authentic"]),
                lang,
            ),
            "direction": languages.direction,
            "address": address,
            "is_public": is_public,
            "first_signs": found["sha256"][:FIRST_SIGNS],
            "qr": segno.make(f"{address}/verify", error="m").svg_inline(scale=3, border=0, omitsize=True),
        }
        says = {"same": labels["public_same"], "differs": labels["public_differs"]}
        return page("public", shown=facts, verified={"id": statement_id, "names": {}, "lang": lang, "says": says})

    @pages.get("/p/<statement_id>/corr/<number>")
    def corrigendum(statement_id: str, number: str) -> ResponseReturnValue:
        person = me(hall)

        def read(tx: Any) -> dict[str, Any]:
            row = opened(tx, statement_id, person)
            named = emend.one(tx, statement_id, number)
            it = proclaim.shape(tx, row, named.language, person, now_ms())
            one = next(each for each in it["corrigenda"] if each["number"] == named.number)
            return {"it": it, "one": one, "symbol": corrected(it["symbol"] or row.id, one["number"])}

        found = hall.read(read)
        lang = found["one"]["language"]
        return page(
            "corrigendum",
            shown={
                **found,
                "words": words.words(lang),
                "day": lambda at: words.day(_iso(at), lang),
                "set_in": lambda name: words.set_in(name, lang),
                "direction": languages.direction,
            },
        )

    @pages.get("/p/<statement_id>/verify")
    def verify(statement_id: str) -> ResponseReturnValue:
        person = me(hall)
        ui = ui_language()
        facts, names = hall.read(lambda tx: _told(tx, opened(tx, statement_id, person), ui))
        more = {"title": facts["title"], "language": facts["language"], "id": statement_id}
        return page("verify", shown=more, verified={"id": statement_id, "names": names})

    @pages.get("/p/<statement_id>/verify.html")
    def verifier(statement_id: str) -> ResponseReturnValue:
        person = me(hall)

        def read(tx: Any) -> dict[str, dict[str, str]]:
            return {code: _told(tx, opened(tx, statement_id, person), code)[1] for code in UI_LANGUAGES}

        names = hall.read(read)
        record = record_of(hall, statement_id, person, seal, outside())
        texts = {
            code: {key: text for key, text in messages(web, code).items() if key.startswith("verify.")}
            for code in UI_LANGUAGES
        }
        made = verifier_html(record, names, texts, web)
        name = disposition(f"verify-{statement_id}.html")
        return Response(made, content_type="text/html; charset=utf-8", headers={"Content-Disposition": name})

    return pages


def _told(tx: Any, row: Statement, language: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What was adopted, and its parties as the reader's language calls them."""
    facts = adopted.facts(row)
    names = draft.names_in(tx, language)
    return facts, {code: names.get(code, code) for code in facts["parties"]}


def _listed(tx: Any, row: Statement) -> dict[str, Any]:
    facts = adopted.facts(row)
    tongues = [each["language"] for each in proclaim.languages(tx, row)]
    return {
        "id": row.id,
        "symbol": symbols.symbol(tx, row),
        "title": facts["title"],
        "language": facts["language"],
        "direction": languages.direction(facts["language"]),
        "languages": [{"code": code, "name": languages.names().get(code, code)} for code in tongues],
        "parties": len(facts["parties"]),
        "adopted": moment(facts["adopted_at"]),
        "published": moment(row.published_at or facts["adopted_at"]),
    }


def _tongue(code: str) -> str:
    """A language as it calls itself."""
    return languages.names().get(code, words.language_name(code, code))


def _iso(at: int) -> str:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat(timespec="seconds")
