"""``python -m server``: the web process. Patches sockets before anything else is imported.

Threads stay native: all database work runs on them, and a green lock held across two of them would stop the hub.
"""

from __future__ import annotations

import gc
import signal
import warnings
from typing import TYPE_CHECKING

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that it is deprecated we know: docs/decisions/0002
    import eventlet

eventlet.monkey_patch(thread=False)

if TYPE_CHECKING:
    from server.settings import Settings


def main() -> None:
    """Serve until interrupted; an error of ours at the start ends it with one line."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what service managers and honcho send
    from server import checks, logs
    from server.core.errors import RoundtableError
    from server.settings import Settings
    from server.storage.running import running

    try:
        settings = Settings.from_env()
        logs.configure("web", settings.log, settings.worker_token)
        limit = checks.raise_file_limit()
        for warning in [*checks.check_start(settings), *checks.check_files(limit)]:
            print(f"Attention: {warning}", flush=True)
        with running(settings.instance):
            _serve(settings, limit)
    except RoundtableError as error:
        raise SystemExit(f"{error.code}: {error.message}") from error


def _serve(settings: Settings, limit: int) -> None:
    from server import door, hub, logs, wiring

    web = wiring.build_web(settings)
    serve = wiring.open_door(settings, web.app)
    lines = door.announcement(settings)
    hub.spawn(wiring.keep_going, web)
    hub.spawn(hub.probe, web.hall.metrics.hub_lag.observe)
    log = logs.Log("web")
    log.info("started", port=settings.port, files=limit)
    print("\n".join(lines), flush=True)
    gc.collect()
    gc.freeze()  # what there is now stays: looking it all through took 0.2 s now and then, in which nobody was answered
    try:
        serve()
    except KeyboardInterrupt:
        pass
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # the tails are written, however often it is pressed
        for microphone in web.hall.microphones.values():
            microphone.stop(is_last=True)
        log.info("stopped")


if __name__ == "__main__":
    main()
