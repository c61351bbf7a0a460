"""``/health`` and ``/metrics``: figures only, never a word of what was said."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.services.hall import Hall


def blueprint(hall: Hall) -> Blueprint:
    """The state of the processes for people and for Prometheus."""
    health = Blueprint("health", __name__)

    @health.get("/health")
    def state() -> tuple[Response, int]:
        workers = hall.workers()
        neighbours = "ok" if hall.together.neighbours.is_heard else "away"
        disk = hall.disk()
        is_well = disk != "full" and all(value == "ok" for value in (*workers.values(), neighbours))
        status = "ok" if is_well else "degraded"
        return jsonify(status=status, workers=workers, neighbours=neighbours, disk=disk), 200

    @health.get("/metrics")
    def metrics() -> Response:
        workers = hall.workers()
        lines = ["# TYPE roundtable_worker_up gauge"]
        lines += [f'roundtable_worker_up{{kind="{kind}"}} {int(value == "ok")}' for kind, value in workers.items()]
        lines += ["# TYPE roundtable_microphones gauge", f"roundtable_microphones {len(hall.microphones)}"]
        return Response("\n".join(lines) + "\n", mimetype="text/plain")

    return health
