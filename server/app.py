"""The web application: pages, calls, sockets and how errors are answered. No logic."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, jsonify, request
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from server import door, languages, wording
from server.core.errors import Internal, NotFound, RoundtableError
from server.logs import Log
from server.routes import (
    accesslog,
    adoption,
    amendments,
    api,
    approval,
    as_written,
    brackets,
    bundles,
    commitments,
    countries,
    explanations,
    exports,
    floor,
    glossary,
    health,
    imports,
    interpreting,
    invitations,
    lines,
    matrix,
    memory,
    minutes,
    pages,
    parties,
    positions,
    public,
    records,
    remarks,
    revisions,
    second_reading,
    sessions,
    sheet,
    signing,
    silence,
    sound,
    statement_files,
    statement_sources,
    statements,
    uploads,
    versions,
    zero_drafts,
)
from server.services.hearing.hall import Hall
from server.settings import ROOT, Settings
from server.signing.seal import Seal
from server.sockets.edge import guard_packets, note_fault
from server.sockets.minutes import MinutesNamespace
from server.sockets.queue import RoomQueue
from server.sockets.speaker import SpeakerNamespace
from server.sockets.viewer import ViewerNamespace
from server.sockets.worker import WorkerNamespace
from server.wire.rules import is_plain

LOG = Log("app")
# Calls that need nothing but the hall.
OF_THE_HALL = (
    amendments,
    api,
    approval,
    as_written,
    brackets,
    commitments,
    explanations,
    floor,
    glossary,
    imports,
    interpreting,
    lines,
    memory,
    minutes,
    positions,
    remarks,
    second_reading,
    sheet,
    silence,
    sound,
    statements,
    versions,
    zero_drafts,
)
MAX_BODY_BYTES = 1 << 20
MAX_FRAME_BYTES = 1 << 20  # a chunk of audio is 3,200 bytes; a worker's results are the longest


def create_app(settings: Settings) -> Flask:
    """The Flask application without its parts (for the command line and for ``create_web``)."""
    app = Flask("server", template_folder=str(ROOT / "web" / "pages"), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="roundtable",
        SESSION_COOKIE_SECURE=settings.is_secure,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SETTINGS=settings,
    )
    return app


def create_sockets(app: Flask, queue: RoomQueue | None) -> SocketIO:
    """The socket server. Only pages of our own origin may connect. ``queue`` joins it to those of other processes."""
    sockets = SocketIO(
        app,
        async_mode="eventlet",
        max_http_buffer_size=MAX_FRAME_BYTES,
        ping_interval=10,
        ping_timeout=20,
        async_handlers=False,
        **({"client_manager": queue} if queue else {}),
        logger=logging.getLogger("socketio.server"),  # ours; its own would print messages with their values
        engineio_logger=logging.getLogger("engineio.server"),
    )
    guard_packets(sockets)
    return sockets


def furnish(app: Flask, sockets: SocketIO, hall: Hall, settings: Settings) -> None:
    """Hang pages, calls and namespaces into the application."""
    app.before_request(uploads.allow)  # before anything looks at the body
    CSRFProtect(app)
    web: Path = ROOT / "web"
    outside = door.outside_of(settings)
    app.before_request(_make_nonce)  # an error may be answered with a page
    app.before_request(_check_address)
    app.before_request(parties.guard(hall))
    app.after_request(_secure)
    for each in OF_THE_HALL:
        app.register_blueprint(each.blueprint(hall))
    app.register_blueprint(pages.blueprint(hall, web, lambda: door.describe(settings, outside())))
    app.register_blueprint(public.blueprint(hall, web, Seal(settings.secret), outside))
    app.register_blueprint(sessions.blueprint(hall, outside))
    app.register_blueprint(invitations.blueprint(hall, settings.secret, outside))
    app.register_blueprint(statement_sources.blueprint(hall, wording.of(*settings.wording)))
    app.register_blueprint(adoption.blueprint(hall, Seal(settings.secret)))
    app.register_blueprint(signing.blueprint(hall, Seal(settings.secret), outside))
    app.register_blueprint(revisions.blueprint(hall, settings.instance / "fonts"))
    app.register_blueprint(countries.blueprint())
    app.register_blueprint(matrix.blueprint(hall, settings.instance))
    app.register_blueprint(records.blueprint(hall, settings.instance / "fonts"))
    app.register_blueprint(exports.blueprint(hall, settings.instance / "fonts"))
    app.register_blueprint(statement_files.blueprint(hall, settings.instance / "fonts", Seal(settings.secret), outside))
    app.register_blueprint(bundles.blueprint(hall, Seal(settings.secret), outside))
    app.register_blueprint(health.blueprint(hall, settings.metrics_token))
    accesslog.keep(app)
    app.register_error_handler(RoundtableError, _answer_error)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_fault)
    sockets.on_namespace(ViewerNamespace(hall))
    sockets.on_namespace(SpeakerNamespace(hall, languages.names()))
    sockets.on_namespace(MinutesNamespace(hall))
    sockets.on_namespace(WorkerNamespace(hall, settings.worker_token))


def _check_address() -> None:
    for value in (request.view_args or {}).values():
        if not is_plain(str(value)):
            raise NotFound("there is nothing at this address")


def _make_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _secure(response: Response) -> Response:
    nonce = f"'nonce-{g.get('csp_nonce', '')}'"
    policy = (
        f"default-src 'self'; script-src 'self' {nonce}; style-src 'self' {nonce}; connect-src 'self' ws: wss:; "
        "img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if not request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _answer_error(error: RoundtableError) -> tuple[Any, int]:
    LOG.info("refused", code=error.code, status=error.http_status)
    return jsonify(error.as_dict()), error.http_status


def _answer_http(error: HTTPException) -> tuple[Any, int]:
    codes = {404: "not_found", 405: "not_allowed", 413: "too_large", 500: "internal"}
    code = "bad_csrf" if isinstance(error, CSRFError) else codes.get(error.code or 500, "bad_request")
    return jsonify({"error": {"code": code, "message": error.description, "details": {}}}), error.code or 500


def _answer_fault(error: Exception) -> tuple[Any, int]:
    note_fault(f"{request.method} {request.endpoint}", error)
    return _answer_error(Internal())
