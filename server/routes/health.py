"""``/health`` and ``/metrics``: figures only, never a word of what was said nor a name of anything."""

from __future__ import annotations

import hmac
import ipaddress
import time
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import text

from server.core.errors import BadRequest, NotAllowed, RoundtableError
from server.metrics import CONTENT_TYPE, Gauge
from server.services.hearing.hall import Hall

COMPONENTS = ("database", "disk", "neighbours", "speech", "translate")
WELL = ("ok", "low")  # little room is told, and is no reason to send people elsewhere


def blueprint(hall: Hall, metrics_token: str) -> Blueprint:
    """The state of the processes for people, load balancers and Prometheus."""
    health = Blueprint("health", __name__)

    @health.get("/health")
    def state() -> tuple[Response, int]:
        wanted = request.args.get("of", ",".join(COMPONENTS)).split(",")
        if set(wanted) - set(COMPONENTS):
            raise BadRequest(f"of names components with commas between them; there are {', '.join(COMPONENTS)}")
        found = {name: _component(hall, name) for name in wanted}
        is_well = all(each["status"] in WELL for each in found.values())
        body = jsonify(status="ok" if is_well else "degraded", components=found, workers=hall.workers())
        return body, 200 if is_well else 503

    @health.get("/metrics")
    def metrics() -> Response:
        if not _may_measure(metrics_token):
            raise NotAllowed("metrics are read on this machine, or with the token that ROUNDTABLE_METRICS_TOKEN sets")
        return Response(hall.metrics.text(gauges(hall)), content_type=CONTENT_TYPE)

    return health


def gauges(hall: Hall) -> list[Gauge]:
    """What stands now."""
    figures = hall.figures()
    return [
        ("viewers", "Connected pages that read captions.", "", {"": figures["viewers"]}),
        (
            "shared_text",
            "The minutes' editor: pages that have it open, documents in memory, edits that wait to be stored.",
            "of",
            figures["shared"],
        ),
        ("microphones", "Microphones that a page holds now.", "", {"": figures["microphones"]}),
        ("streams", "Streams that are recognised now or wait for a worker.", "state", figures["streams"]),
        ("queue_length", "What waits in the queues.", "queue", figures["queues"]),
        (
            "recognition_lag_seconds",
            "How far recognition is behind the recorded end, at most.",
            "",
            {"": figures["lag"]},
        ),
        ("recognition_pace", "What speech workers give up: 0 nothing.", "", {"": figures["places"]["level"]}),
        (
            "speaking_microphones",
            "Microphones that speak: all, those with late captions, and how many can be borne.",
            "of",
            {key: figures["places"][key] for key in ("taken", "late", "places")},
        ),
        ("worker_up", "Whether a worker of the kind answers.", "kind", figures["up"]),
        ("workers", "Workers that are connected.", "kind", figures["workers"]),
    ]


def _component(hall: Hall, name: str) -> dict[str, Any]:
    if name == "database":
        begun = time.monotonic()
        try:
            hall.read(lambda tx: tx.execute(text("SELECT 1")).scalar())
        except RoundtableError as error:
            return {"status": "away", "code": error.code}
        return {"status": "ok", "ms": round(1000 * (time.monotonic() - begun), 1)}
    if name == "disk":
        return {"status": hall.disk()}
    if name == "neighbours":
        return {"status": "ok" if hall.together.neighbours.is_heard else "away"}
    return {"status": hall.workers()[name]}


def _may_measure(token: str) -> bool:
    """With the token, or from this machine itself and not through a proxy on it."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    is_forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return not is_forwarded and _is_this_machine(request.remote_addr or "")


def _is_this_machine(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)  # how an IPv6 socket names an IPv4 peer
    return (mapped or found).is_loopback
