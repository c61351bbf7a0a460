"""The translate worker: takes jobs, answers each with a translation or with the reason why there is none."""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from functools import partial
from typing import Any

from server import languages, logs
from server.models import measured
from server.workers.program import run
from server.workers.several import serve
from server.workers.warming import Warming
from server.workers.wire import Message, Wire
from translation.endpoint import set_by
from translation.glossary import Glossary
from translation.port import TranslationError
from translation.translator import Translator

LOG = logs.Log("translate")


def main() -> None:
    """Look at what is installed, then serve for ever; small models are loaded while nothing else is to be done."""
    # CTranslate2 and onnxruntime have deadlocked in one process under load.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from server import door
    from server.settings import Settings

    settings = Settings.from_env()
    logs.configure("translate", settings.log, settings.worker_token)
    trust, events = door.trust(settings), ("translate", "measure")
    try:
        endpoint = set_by(*settings.endpoint)
        translator = Translator.of_folder(settings.models, settings.engines, endpoint, settings.quality)
    except TranslationError as error:
        raise SystemExit(f"{error.code}: {error}") from error
    hello: dict[str, Any] = {"kind": "translate", "name": "translate", "engine": settings.engines}
    hello |= told(translator)
    LOG.info("ready", directions=sum(len(targets) for targets in translator.matrix().values()))
    wires = [Wire(address, settings.worker_token, hello, events, trust) for address in settings.web_addresses]

    def tell() -> None:
        hello.update(told(translator))  # a web process that comes back hears it too
        for wire in wires:
            wire.send("measured", {key: hello[key] for key in ("capabilities", "standing", "engines", "warmth")})
        try:
            measured.keep(settings.instance, warmth=hello["warmth"])
        except OSError as error:
            LOG.warning("times_not_kept", error)

    warming = Warming(translator, tell)

    def handle(wire: Wire, message: Message | None) -> bool:
        if message is None:
            return warming.idle()
        if message[0] == "translate":
            wire.send("translated", answer(translator, message[1]))
        elif message[0] == "measure":
            warming.ask()
        return False

    with closing(translator):  # a model must end in the thread that has it
        serve(wires, [partial(handle, wire) for wire in wires])


def told(translator: Translator) -> dict[str, Any]:
    """What the web process is told of the engines: what they reach, how well, how they are, and how long they take."""
    count = Counter(name for name, _ in translator.legs())
    engines = [
        {"name": name, "is_ok": each.is_ok, "detail": each.detail, "directions": count[name]}
        for name, each in translator.health().items()
    ]
    reached = {"capabilities": translator.matrix(), "standing": standing(translator)}
    kept = {
        (name, *pair): {"terms_by": each.ways[0].name.lower(), "terms_kept": each.shares[0]}
        for name, pair, each in translator.kept()
    }
    warmth = [asdict(each) | kept.get((each.engine, each.source, each.target), {}) for each in translator.warmth()]
    return {**reached, "engines": engines, "warmth": warmth}


def standing(translator: Translator) -> dict[str, dict[str, dict[str, Any]]]:
    """{source: {target: Status.as_dict()}}: what a reader gets of each, by which engines, and what would mend it."""
    here = translator.coverage()
    return {
        source: {target: here.status(source, target).as_dict() for target in languages.CODES if target != source}
        for source in languages.CODES
    }


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
            shown=str(job.get("shown") or ""),
            before=str(job.get("before") or ""),
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
