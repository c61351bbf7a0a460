"""Bundle: a whole session as one file, and such a file as a session of this installation.

Both block for as long as they read, pack and compare; call them on a native thread.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import BackupDamaged, BundleDamaged, BundleNewer, Conflict, DiskFull
from server.core.hearing.ordering import BYTES_PER_SAMPLE
from server.core.translation import glossary as table
from server.core.translation import tbx
from server.documents import minutes
from server.languages import CODES
from server.services.meeting import glossary, sessions
from server.services.minutes import dossier, record
from server.services.statement import archived
from server.services.statement.archived import House
from server.storage import bundles, flac, rows, schema
from server.storage.database import Database
from server.storage.recording import Recording, describe
from server.storage.tables import BroughtIn, Meeting, Stream

BUNDLE = "bundle"
STREAM = re.compile(r"[A-Za-z0-9_-]{1,160}")
SESSION = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LONGEST_ID = 60
README = """This is a whole session of Roundtable.

minutes/   the minutes as JSON, in every language and as they were said, with all their versions
captions/  captions for the recording
sound/     what the microphones recorded, as FLAC: one folder for each microphone, one file for each of its connections,
           named by the connection's number and the place (in samples at 16 kHz) at which it begins
glossary/  the names and terms of the event when the bundle was made
statements/ the statements made from the session, in each language: to read (HTML), to work on (DOCX), and as JSON; of
           an adopted one the JSON holds what anybody can verify: flask --app server statements check FILE.json.
           They are not brought in elsewhere.
rows/      what an installation of Roundtable needs to bring the session in
manifest.json has the size and the SHA-256 of every file.

Another installation brings it in on the page of its secretariat, or by: flask --app server bundle import FILE
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a bundle. ``former``: its id where it was made; ``waiting``: microphones not yet recognised."""

    session: str
    former: str
    title: str
    segments: int
    waiting: tuple[str, ...]


def take_out(
    database: Database, recordings: Path, session: str, file: Path, house: House | None = None
) -> dict[str, Any]:
    """Write a session into FILE; returns the manifest's facts. Without a ``house`` statements stay away.

    Raises NotFound, Conflict (FILE exists), DiskFull or KeysSealed.
    """
    if file.exists():
        raise Conflict(f"{file} exists: choose another name")
    made_at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    facts: dict[str, Any] = {"made_at": made_at, "revision": schema.newest(), "sound": {}}
    try:
        with (
            tempfile.TemporaryDirectory(dir=file.parent, prefix=".bundle-") as name,
            bundles.writing(file, facts) as out,
        ):
            folder = Path(name)
            for place, content in database.read(lambda tx: _read(tx, session, folder, facts, house)).items():
                out.put(place, content)
            for path in sorted(folder.glob("*.jsonl")):
                out.add(f"rows/{path.name}", path)
            for raw in sorted((recordings / session).glob("*/*.s16le")):
                _add_sound(out, raw, folder / "sound.flac", facts["sound"])
    except OSError as error:
        raise DiskFull(
            f"the bundle can't be written: {error.strerror or error}; make room, or name another disk"
        ) from error
    return facts


def bring_in(database: Database, recordings: Path, file: Path, name: str, by: str, now: int) -> Brought:
    """Make the session of a bundle a session of this installation: all of it, or nothing.

    Where its id is taken it gets another one. Raises BundleDamaged, BundleUnsafe, BundleNewer, DiskFull, or Conflict
    when this very session is here already.
    """
    with tempfile.TemporaryDirectory(dir=recordings, prefix=".bundle-") as temporary:
        folder = Path(temporary)
        manifest = bundles.extract(file, folder)
        if not schema.is_known(manifest["revision"]):
            raise BundleNewer(f"this bundle is of revision {manifest['revision'][:40]}: a newer Roundtable made it")
        scratch = Database(f"sqlite:///{folder / 'scratch.sqlite'}")
        try:
            former = _loaded(scratch, folder / "rows", manifest)
            streams = scratch.read(lambda tx: set(tx.scalars(select(Stream.id))))
            _unpack_sounds(folder, manifest["sound"], streams)
            session = database.read(lambda tx: _free(tx, recordings, former))
            place = recordings / session
            (folder / "raw").rename(place)
            try:
                fact = {"former": former, "made_at": str(manifest.get("made_at", ""))[:40]}
                row = BroughtIn(session_id=session, kind=BUNDLE, name=name[:200], sha256=_sum(file), stream_id=None,
                                facts=fact, by=by, at=now)  # fmt: skip
                return database.write(lambda tx: _put(tx, scratch, recordings, former, row, now))
            except BaseException:
                shutil.rmtree(place, ignore_errors=True)
                raise
        finally:
            scratch.close()


def _read(tx: Session, session: str, folder: Path, facts: dict[str, Any], house: House | None) -> dict[str, bytes]:
    """The rows go into the folder; returns the files that people and other programs read."""
    meeting = sessions.get_session(tx, session)
    facts["session"] = {"id": session, "title": meeting.title, "languages": meeting.languages}
    facts["rows"] = rows.write(tx.connection(), session, folder)
    segments, gaps = record.minutes(tx, session, is_timed=True), record.gaps(tx, session, now_ms())
    standing = dossier.standing(tx, session, "secretariat", now_ms())
    terms = glossary.rows(tx)
    opened = meeting.opened_at
    date = datetime.datetime.fromtimestamp(opened / 1000, datetime.UTC).isoformat(timespec="seconds") if opened else ""
    files = {
        "README.txt": README.encode(),
        "glossary/glossary.tsv": table.write(terms, CODES).encode(),
        "glossary/glossary.tbx": tbx.write(terms, CODES).encode(),
    }
    for language in (None, *meeting.languages):
        made = minutes.record_of(meeting.title, segments, language, gaps, date, standing)
        for form in ("json", "vtt", "srt", "ttml"):
            chosen, place = minutes.FORMATS[form], "minutes" if form == "json" else "captions"
            content = chosen.render(made, minutes.Printing(session=session))
            files[f"{place}/{language or 'original'}.{chosen.ending}"] = content
    statements = archived.files(tx, session, house) if house is not None else {}
    return files | {f"{bundles.STATEMENTS}{name}": content for name, content in statements.items()}


def _add_sound(out: bundles.Writer, raw: Path, packed: Path, told: dict[str, Any]) -> None:
    if raw.stat().st_size < BYTES_PER_SAMPLE:
        return
    sound = flac.pack(raw, packed)
    name = f"sound/{raw.parent.name}/{raw.stem}.flac"
    out.add(name, packed)
    told[name] = {"samples": sound.samples, "sha256": sound.sha256}
    packed.unlink()


def _loaded(scratch: Database, folder: Path, manifest: dict[str, Any]) -> str:
    """The rows in a database of their own, which brings those of an older program to today's form."""
    schema.migrate(scratch.url, manifest["revision"])
    try:
        former = scratch.write(lambda tx: rows.load(tx.connection(), folder))
    except BackupDamaged as error:
        raise BundleDamaged(error.message) from error
    scratch.migrate()
    strange = [stream for stream in scratch.read(_streams) if not STREAM.fullmatch(stream)]
    if former != manifest["session"]["id"] or not SESSION.fullmatch(former) or strange:
        raise BundleDamaged("the rows are not those of the session that the manifest names")
    return former


def _streams(tx: Session) -> list[str]:
    return list(tx.scalars(select(Stream.id)))


def _unpack_sounds(folder: Path, told: dict[str, Any], streams: set[str]) -> None:
    """Every file of sound as it was recorded, in ``raw/<microphone>``."""
    (folder / "raw").mkdir()
    found = {path.relative_to(folder).as_posix() for path in folder.glob("sound/*/*.flac")}
    if found != set(told) or any(name.split("/")[1] not in streams for name in found):
        raise BundleDamaged("the sound is not that of the session's microphones")
    sounds = {name: _sound(each) for name, each in told.items()}
    needed = sum(each.samples for each in sounds.values()) * BYTES_PER_SAMPLE
    if needed > bundles.MOST_BYTES or shutil.disk_usage(folder).free < needed + bundles.ROOM_BYTES:
        raise DiskFull(f"the sound needs {needed >> 20} MB on the disk of the recordings: make room there")
    for name, sound in sounds.items():
        target = folder / "raw" / name.split("/")[1] / (Path(name).stem + ".s16le")
        target.parent.mkdir(exist_ok=True)
        flac.unpack(folder / name, target, sound)
        (folder / name).unlink()
        describe(target)


def _sound(told: Any) -> flac.Sound:
    samples, sha256 = (told.get("samples"), told.get("sha256")) if isinstance(told, dict) else (None, None)
    if not isinstance(samples, int) or isinstance(samples, bool) or samples < 1 or not isinstance(sha256, str):
        raise BundleDamaged("the manifest can't be read: it does not say how long the sound is")
    return flac.Sound(samples, sha256)


def _free(tx: Session, recordings: Path, wanted: str) -> str:
    """The id, or another one where it is taken."""
    for candidate in _candidates(wanted):
        if tx.get(Meeting, candidate) is None and not (recordings / candidate).exists():
            return candidate
    raise AssertionError("numbers never end")


def _candidates(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted[:LONGEST_ID].rstrip('-')}-{number}"
        number += 1


def _put(tx: Session, scratch: Database, recordings: Path, former: str, row: BroughtIn, now: int) -> Brought:
    session = row.session_id
    if tx.get(Meeting, session) is not None:
        raise Conflict(f"there is a session {session!r} by now: bring the bundle in again")
    streams = set(scratch.read(_streams))
    for stream in tx.scalars(select(Stream).where(Stream.id.in_(streams)).limit(1)):
        raise Conflict(
            f"this session is here already, as {stream.session_id!r}: delete that one first", session=stream.session_id
        )
    try:
        counts = scratch.read(lambda source: rows.bring_in(source.connection(), tx.connection(), former, session))
    except IntegrityError as error:
        raise Conflict("a part of this session is here already: delete the session that it belongs to first") from error
    meeting = tx.get_one(Meeting, session)
    if meeting.status == "open":
        meeting.status = "closed"  # nobody meets here
    if meeting.status == "closed":
        meeting.closed_at = now  # how long it is kept counts from now
    waiting = []
    for stream in tx.scalars(select(Stream).where(Stream.session_id == session)):
        if stream.end_sample is None:
            stream.end_sample = Recording(recordings / session / stream.id).written_samples()
        waiting += [stream.id] if stream.done_sample < stream.end_sample else []
    tx.add(row)
    tx.flush()
    return Brought(session, former, meeting.title, counts.get("segments", 0), tuple(waiting))


def _sum(file: Path) -> str:
    with file.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()
