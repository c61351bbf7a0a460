"""The pages: templates of web/pages with the state that they start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import segno
from flask import Blueprint, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from server.clock import now_ms
from server.core.errors import NotAllowed, NotFound, NotSignedIn, RoundtableError
from server.core.minutes.approval import KEEPERS, State
from server.door import Door
from server.routes.access import me, require, sign_in
from server.routes.published import published
from server.routes.render import Renderer, ui_language
from server.routes.shapes import called, session_shape, sessions_shape
from server.services.hearing.hall import Hall
from server.services.meeting import roles
from server.services.meeting.remarks import HANDS_IN, READS_LATER
from server.services.minutes import dossier, rectify
from server.services.statement import show
from server.services.statement.statements import get as find

HOME = {"secretariat": "/secretariat"}  # everybody else sees the sessions first
STATEMENT_PAGES = ("languages", "sheet", "commitments")
SESSION_PAGES = ("screen", "mic", "chair", "minutes", "interpreter", "remarks", "approval", "record")


def blueprint(hall: Hall, web: Path, describe: Callable[[], Door]) -> Blueprint:
    """All pages, and the files below ``/static``. ``describe``: how this server is reached, for the secretariat."""
    pages = Blueprint("pages", __name__)

    page = Renderer(hall, web)

    @pages.errorhandler(NotFound)
    @pages.errorhandler(NotAllowed)
    def refused(error: RoundtableError) -> ResponseReturnValue:
        """In words for a person in front of a browser; programs get the error."""
        if request.accept_mimetypes.best_match(("application/json", "text/html")) != "text/html":
            return error.as_dict(), error.http_status
        means = "refused.sign_in" if me(hall).role == "public" else "refused.not_yours"
        return page("message", error.http_status, title=f"refused.{error.code}", message=means)

    @pages.app_errorhandler(404)
    def nowhere(_error: HTTPException) -> ResponseReturnValue:
        """An address that leads nowhere."""
        return refused(NotFound("there is nothing at this address"))

    @pages.get("/")
    def home() -> ResponseReturnValue:
        return page("home", sessions=sessions_shape(hall, me(hall)))

    @pages.get("/join/<token>")
    def join(token: str) -> ResponseReturnValue:
        try:
            person = sign_in(hall, token)
        except NotSignedIn:
            return page("message", 401, title="refused.link", message="refused.link_means")
        return redirect(request.args["next"] if _is_local(request.args.get("next", "")) else HOME.get(person.role, "/"))

    @pages.get("/s/<session>")
    def viewer(session: str) -> ResponseReturnValue:
        return page("viewer", session=session_shape(hall, session, me(hall)))

    @pages.get("/s/<session>/<name>")
    def of_session(session: str, name: str) -> ResponseReturnValue:
        if name not in SESSION_PAGES:
            raise NotFound(f"there is no page {name!r}")
        if name == "remarks":
            require(hall, *HANDS_IN, *READS_LATER)
        if name == "approval":
            require(hall, *KEEPERS, "delegation")
        return page(name, session=session_shape(hall, session, me(hall)))

    def statement_of(statement_id: str) -> dict[str, Any]:
        person = me(hall)
        return hall.read(lambda tx: show.shape(tx, find(tx, statement_id, person), person))  # type: ignore[no-any-return]

    @pages.get("/statements/<statement_id>")
    def statement(statement_id: str) -> ResponseReturnValue:
        return page("statement", statement=statement_of(statement_id))

    @pages.get("/statements/<statement_id>/hall")
    def statement_hall(statement_id: str) -> ResponseReturnValue:
        return page("statement_hall", statement=statement_of(statement_id))

    @pages.get("/statements/<statement_id>/adopt")
    def statement_adopt(statement_id: str) -> ResponseReturnValue:
        require(hall, *KEEPERS, "delegation")
        names = {each["code"]: each["called"] for each in hall.read(partial(called, language=ui_language()))}
        return page("adopt", statement=statement_of(statement_id), names=names)

    @pages.get("/statements/<statement_id>/<name>")
    def of_statement(statement_id: str, name: str) -> ResponseReturnValue:
        if name not in STATEMENT_PAGES:
            raise NotFound(f"there is no page {name!r}")
        person = me(hall)
        if name == "sheet" and person.role in roles.OUTSIDERS:
            raise NotAllowed("the last-look sheet is for those at the table")
        found = hall.read(lambda tx: show.brief(find(tx, statement_id, person)))
        return page(f"statement_{name}", statement=found)

    @pages.get("/p/minutes/<session>")
    def public_minutes(session: str) -> ResponseReturnValue:
        person = me(hall)
        shape = session_shape(hall, session, person)
        if shape["minutes"]["state"] != State.PUBLISHED:
            raise NotFound(f"the minutes of {session!r} are not published")
        given, standing = hall.read(
            lambda tx: (
                rectify.given_out(tx, session, "public"),
                dossier.standing(tx, session, person.role, now_ms()),
            )
        )
        lang = request.args.get("lang", "")
        if lang and lang not in given["record"]["languages"]:
            raise NotFound(f"this record has no language {lang!r}")
        return page("minutes_public", shown=published(given, standing, lang), session=shape)

    @pages.get("/secretariat")
    def secretariat() -> ResponseReturnValue:
        require(hall, "secretariat")
        door = describe()
        code = segno.make(door.trust_page or door.address).svg_data_uri(scale=4, border=2)
        return page("secretariat", door={**asdict(door), "qr": code})

    @pages.get("/languages")
    def languages_page() -> ResponseReturnValue:
        require(hall, "secretariat")
        return page("languages")

    @pages.get("/static/<path:name>")
    def static(name: str) -> ResponseReturnValue:
        top = name.split("/", 1)[0]
        return send_from_directory(web if top in ("js", "css", "i18n", "vendor") else web / "js", name)

    return pages


def _is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))
