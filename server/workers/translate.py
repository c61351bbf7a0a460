"""The translate worker: takes jobs, answers each with a translation or with the reason why there is none."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from server.workers.program import run
from server.workers.several import serve
from server.workers.wire import Message, Wire


def main() -> None:
    """Warm the engines up, then serve for ever."""
    os.environ.setdefault(
        "OMP_NUM_THREADS", "1"
    )  # CTranslate2 and onnxruntime have deadlocked in one process under load
    from server import door
    from server.settings import Settings
    from translation.port import TranslationError
    from translation.translator import Translator

    settings = Settings.from_env()
    translator = Translator.of_folder(settings.models, settings.engines)
    hello = {"kind": "translate", "name": "translate", "engine": settings.engines, "capabilities": translator.matrix()}
    trust, events = door.trust(settings), ("translate",)
    wires = [Wire(address, settings.worker_token, hello, events, trust) for address in settings.web_addresses]

    def handle(wire: Wire, message: Message | None) -> bool:
        if message is None or message[0] != "translate":
            return False
        job: dict[str, Any] = message[1]
        try:
            done = translator.translate(job["text"], job["source"], job["target"])
            wire.send(
                "translated", {"job": job["job"], "text": done.text, "engine": done.engine, "via": list(done.via)}
            )
        except TranslationError as error:
            wire.send("translated", {"job": job["job"], "error": {"code": error.code, "message": str(error)}})
        return False

    serve(wires, [partial(handle, wire) for wire in wires])


if __name__ == "__main__":
    run(main)
