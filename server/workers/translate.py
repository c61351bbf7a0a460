"""The translate worker: takes jobs, answers each with a translation or with the reason why there is none."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import Any

from server import languages, logs
from server.workers.program import run
from server.workers.several import serve
from server.workers.wire import Message, Wire
from translation.endpoint import set_by
from translation.glossary import Glossary
from translation.port import TranslationError
from translation.translator import Translator

LOG = logs.Log("translate")


def main() -> None:
    """Look at what is installed, then serve for ever. A model is loaded with its first sentence."""
    # CTranslate2 and onnxruntime have deadlocked in one process under load.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from server import door
    from server.settings import Settings

    settings = Settings.from_env()
    logs.configure("translate", settings.log, settings.worker_token)
    trust, events = door.trust(settings), ("translate",)
    try:
        translator = Translator.of_folder(settings.models, settings.engines, set_by(*settings.endpoint))
    except TranslationError as error:
        raise SystemExit(f"{error.code}: {error}") from error
    hello = {
        "kind": "translate",
        "name": "translate",
        "engine": settings.engines,
        "capabilities": translator.matrix(),
        "standing": standing(translator),
    }
    LOG.info("ready", directions=sum(len(targets) for targets in translator.matrix().values()))
    wires = [Wire(address, settings.worker_token, hello, events, trust) for address in settings.web_addresses]

    def handle(wire: Wire, message: Message | None) -> bool:
        if message is not None and message[0] == "translate":
            wire.send("translated", answer(translator, message[1]))
        return False

    serve(wires, [partial(handle, wire) for wire in wires])


def standing(translator: Translator) -> dict[str, dict[str, dict[str, Any]]]:
    """{source: {target: {status, engine, via, command}}}: what a reader gets of each, and what would mend it."""
    here = translator.coverage()
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for source in languages.CODES:
        for target in languages.CODES:
            if source != target:
                each = here.status(source, target)
                facts = {"status": str(each.standing), "engine": each.engine, "via": list(each.via)}
                found.setdefault(source, {})[target] = {**facts, "command": each.command}
    return found


def answer(translator: Translator, job: dict[str, Any]) -> dict[str, Any]:
    """The answer to a job: the text with its engine and doubts, or the error's code and words."""
    begun = time.monotonic()
    way = {"source": job["source"], "target": job["target"]}
    try:
        done = translator.translate(
            job["text"],
            job["source"],
            job["target"],
            rough_source=bool(job.get("rough")),
            glossary=_glossary(job.get("glossary") or {}, job["target"]),
        )
    except TranslationError as error:
        LOG.warning("failed", code=error.code, **way)
        return {"job": job["job"], "error": {"code": error.code, "message": str(error)}}
    except Exception as error:  # noqa: BLE001
        LOG.error("broke", error, **way)  # an answer all the same, so that the text does not kill worker after worker
        return {"job": job["job"], "error": {"code": "translation_failed", "message": "the engine broke at this text"}}
    LOG.info("translated", engine=done.engine, seconds=time.monotonic() - begun, **way)
    facts = {"text": done.text, "engine": done.engine, "via": list(done.via)}
    return {"job": job["job"], **facts, "rough": done.rough, "notes": sorted(done.notes)}


def _glossary(given: dict[str, Any], target: str) -> Glossary:
    fixed = {term: {target: rendering} for term, rendering in given.get("fixed", [])}
    return Glossary(frozenset(given.get("keep", [])), fixed)


if __name__ == "__main__":
    run(main)
