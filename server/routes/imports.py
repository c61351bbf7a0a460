"""Recordings and transcripts from elsewhere, for the secretariat. The file is the body, what is meant the query."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server import hub, languages
from server.clock import now_ms
from server.core.errors import BadRequest, BadTranscript, Overloaded
from server.core.minutes import written
from server.core.minutes.transcript import Fault, Transcript
from server.core.text import encodings, plain
from server.routes.access import Person, require
from server.routes.uploads import received
from server.services.hearing.hall import Hall
from server.services.meeting import brought
from server.services.meeting.brought import File, Wanted
from server.speech import brought as sound
from server.storage.recording import describe
from server.wire.bodies.meeting import QUERIES
from server.wire.rules import check

LONGEST_NAME = 200
SHOWN_LINES, SHOWN_FAULTS = 40, 100
STREAM_FILE = f"{brought.CONNECTION:05d}-0.s16le"


def blueprint(hall: Hall) -> Blueprint:
    """The calls below ``/api/imports``."""
    calls = Blueprint("imports", __name__, url_prefix="/api")
    at_work: set[str] = set()

    def secretary() -> Person:
        person = require(hall, "secretariat")
        return person

    @calls.get("/imports")
    def listed() -> Response:
        secretary()
        told = hall.read(brought.listed)
        return jsonify(imports=[{**each, "is_away": not hall.leases.is_served} for each in told])

    @calls.post("/imports/recording")
    def recording() -> Response:
        person, given = secretary(), _query("imports.recording")
        wanted, name = _wanted(given), _name(given)
        stream = f"f-{secrets.token_hex(8)}"
        if at_work:
            raise Overloaded("another recording is being read: wait until it is there, then send this one again")
        at_work.add(stream)
        try:
            with received(hall.recordings) as file:
                raw = file.with_name("raw.s16le")
                samples = hub.native(sound.decode, file, raw, name)
                about = File(name, hub.native(_sum, file), person.name or person.role)
                place = hall.recordings / wanted.session / stream
                hub.native(_settle, raw, place / STREAM_FILE)
            try:
                is_recognised = given.get("recognise") != "0"
                hall.write(
                    lambda tx: brought.put_recording(
                        tx, wanted, about, stream, samples, given["language"], given.get("delegation") or None,
                        is_recognised, languages.names(), now_ms(),
                    )
                )  # fmt: skip
            except BaseException:
                shutil.rmtree(place, ignore_errors=True)
                with contextlib.suppress(OSError):  # of a session that is there, others' sound lies beside it
                    place.parent.rmdir()
                raise
        finally:
            at_work.discard(stream)
        if is_recognised:
            hall.leases.want(stream, wanted.session)
        return jsonify(session=wanted.session, stream=stream, length_ms=samples // 16)

    @calls.post("/imports/preview")
    def preview() -> Response:
        secretary()
        given = _query("imports.preview")
        with received(hall.recordings) as file:
            found, decoded = hub.native(_read, file, given["language"])
        return jsonify(_shape(found, decoded))

    @calls.post("/imports/transcript")
    def transcript() -> Response:
        person, given = secretary(), _query("imports.transcript")
        wanted, stream = _wanted(given), f"t-{secrets.token_hex(8)}"
        with received(hall.recordings) as file:
            found, decoded = hub.native(_read, file, given["language"])
            about = File(_name(given), hub.native(_sum, file), person.name or person.role)
        if (found.faults and given.get("skip") != "1") or not found.lines:
            raise BadTranscript(
                f"{len(found.faults)} lines can't be taken",
                errors=[_fault(each) for each in found.faults[:SHOWN_FAULTS]],
            )
        facts = {"form": found.form, "encoding": decoded.encoding, "faults": len(found.faults)}
        routes = hall.translations.routes()
        hall.apply(
            hall.write(
                lambda tx: brought.put_transcript(
                    tx,
                    wanted,
                    about,
                    stream,
                    found.lines,
                    given["language"],
                    facts,
                    routes,
                    languages.names(),
                    now_ms(),
                )
            )
        )
        return jsonify(session=wanted.session, lines=len(found.lines), left_out=len(found.faults) + found.left_out)

    return calls


def _query(endpoint: str) -> dict[str, str]:
    given = {key: value for key, value in request.args.items() if value}
    check(QUERIES[endpoint], given)
    return given


def _name(given: Mapping[str, str]) -> str:
    return plain.CONTROL.sub(" ", given.get("name", ""))[:LONGEST_NAME].strip() or "file"


def _wanted(given: Mapping[str, str]) -> Wanted:
    """The session that is meant: the one that is named, else a new one."""
    opened_at = given.get("opened_at", "")
    if opened_at and not (opened_at.isascii() and opened_at.isdigit() and len(opened_at) < 16):
        raise BadRequest("opened_at must be a moment in Unix milliseconds")
    moment = int(opened_at) if opened_at else None
    if given.get("session"):
        return Wanted(given["session"], is_new=False, opened_at=moment)
    if not given.get("title"):
        raise BadRequest("name the session that it goes into, or the title of a new one")
    chosen = tuple(filter(None, given.get("languages", "").split(","))) or (given["language"],)
    visibility = given.get("visibility", "participants")
    return Wanted(f"s-{secrets.token_hex(4)}", True, given["title"], visibility, chosen, moment)


def _settle(raw: Path, target: Path) -> None:
    """Put a recording where the product looks for it, and describe it."""
    target.parent.mkdir(parents=True)
    shutil.move(raw, target)
    describe(target)


def _sum(file: Path) -> str:
    with file.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


def _read(file: Path, language: str) -> tuple[Transcript, encodings.Decoded]:
    """The transcript in a file, without the lines in languages that nobody here knows."""
    decoded = encodings.decode(file.read_bytes())
    found, known = written.parse(decoded.text, language), languages.names()
    lines = []
    for line in found.lines:
        code = line.language.split("-")[0].lower()
        if code and code not in known:
            found.fault(line.number, "language", f"{line.language}: {line.text}")
        else:
            lines.append(replace(line, language=code))
    found.lines = lines
    found.faults.sort(key=lambda each: each.line)
    return found, decoded


def _shape(found: Transcript, decoded: encodings.Decoded) -> dict[str, Any]:
    """What is shown before it is brought in."""
    speakers: dict[str, int] = {}
    for line in found.lines:
        who = line.speaker or line.delegation
        speakers[who] = speakers.get(who, 0) + 1
    return {
        "form": found.form, "title": found.title, "encoding": decoded.encoding, "is_guessed": decoded.is_guessed,
        "is_timed": found.is_timed, "count": len(found.lines), "left_out": found.left_out,
        "lines": [
            {"number": line.number, "speaker": line.speaker or line.delegation, "text": line.text,
             "lang": line.language, "start_ms": line.start_ms, "end_ms": line.end_ms}
            for line in found.lines[:SHOWN_LINES]
        ],
        "speakers": [{"name": name, "count": count} for name, count in speakers.items()],
        "errors": [_fault(each) for each in found.faults[:SHOWN_FAULTS]], "error_count": len(found.faults),
    }  # fmt: skip


def _fault(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "fault": fault.fault, "text": fault.text}
