"""A whole session as a file: out of one installation, into another, on SQLite and on PostgreSQL; and wicked files."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import tempfile
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server.core.errors import BundleDamaged, BundleNewer, BundleUnsafe, Conflict, NotFound, RoundtableError
from server.documents import minutes
from server.services.hearing import hear, interpret
from server.services.meeting import bundle, convene, floor, glossary, remarks
from server.services.minutes import record, retraction
from server.settings import Settings
from server.storage import bundles, log, rows
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Base, BroughtIn, Meeting, Stream

LOUD = b"".join(((place * 977) % 20_011 - 10_000).to_bytes(2, "little", signed=True) for place in range(1_600))
ROUTES: dict[str, set[str]] = {"en": {"pt"}}
KNOWN = {"en": "English", "pt": "Português"}
Make = Callable[..., Settings]
Change = Callable[[dict[str, bytes]], None]
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


def work(settings: Settings, unit: Callable[[Any], Any]) -> Any:
    database = Database(settings.database)
    try:
        return database.write(unit)
    finally:
        database.close()


def meet(settings: Settings, session: str = "demo", stream: str = "room") -> None:
    """A meeting with lines in two languages, a correction, a retracted line, a loss, what was off the record, sound."""

    def begin(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "대한민국 · 'quoted' · \\", "ko")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, session, "Démo · 시험", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, session, 1_900_000_000_000)
        floor.give_floor(tx, session, "KR", 0, 1_900_000_000_000)
        floor.ask_floor(tx, session, "BR", True, 1_900_000_000_000)
        hear.open_stream(tx, stream, session, "mixed", None, "en", 0, 0)
        booth = interpret.Booth(session, "pt", "i2", "Ana Exemplo")
        interpret.take(tx, booth, ROUTES, 1_000)
        first = interpret.write(tx, booth, interpret.Written("Propomos um projeto."), 1_000)
        assert first is not None
        given = remarks.checked("ko", "시범 사업을 제안합니다.", {"en": "We propose a pilot."}, ("ko", "en"))
        remarks.hand_in(tx, session, f"r-{stream}", "KR", given, remarks.Reader("secretariat", None, "Desk"), 1_000)
        glossary.add(tx, {"en": "single window", "pt": "janela única"})
        log.append(tx, session, log.EVERY_VIEW, "gap", {"stream": stream, "delegation": "KR", "name": "대한민국",
                   "start_ms": 400, "end_ms": 900, "why": "missing"}, 5)  # fmt: skip

    work(settings, begin)
    recording = Recording(settings.recordings / session / stream)
    recording.open_epoch(1, 0)
    recording.write(0, LOUD * 4)
    recording.close()
    for number, text in enumerate(("We propose a pilot.", "Secret words.", "And we thank you.")):
        place = {"start_sample": number * 1_600, "end_sample": (number + 1) * 1_600}
        words = [{"text": text.split()[0], **place, "probability": 0.9}]
        result = {"kind": "final", **place, "text": text, "language": "en", "words": words, "confidence": 0.9}

        def store(tx: Any, each: dict[str, Any] = result) -> None:
            hear.accept(tx, stream, hear.lease(tx, stream)["epoch"], each, ROUTES, "invented", 5)

        work(settings, store)
    work(settings, lambda tx: record.correct(tx, session, f"{stream}-0", 1, "We propose one pilot.", "Ana", ROUTES, 9))
    work(settings, lambda tx: record.translate_by_hand(tx, session, f"{stream}-0", 2, "pt", "Propomos.", 10, "Ana"))
    work(settings, lambda tx: retraction.retract(tx, session, f"{stream}-1600", "Chair", "in confidence", 11))
    work(settings, lambda tx: convene.set_off_record(tx, session, True, 1_900_000_001_000))
    work(settings, lambda tx: convene.set_off_record(tx, session, False, 1_900_000_002_000))
    work(settings, lambda tx: convene.close_session(tx, session, 1_900_000_003_000))


def seen(settings: Settings, session: str) -> dict[str, Any]:
    """All that readers get of a session: minutes, words, losses, every text file, what a joining page reads."""

    def read(tx: Any) -> dict[str, Any]:
        lines, gaps = record.minutes(tx, session, is_timed=True), record.gaps(tx, session, 1)
        meeting = tx.get_one(Meeting, session)
        files = {}
        for language in (None, *meeting.languages):
            made = minutes.record_of(meeting.title, lines, language, gaps, "2031-05-18")
            for form, chosen in minutes.FORMATS.items():
                if form != "pdf":
                    files[form, language] = chosen.render(made, minutes.Printing(session="s"))
        head = log.read(tx, session, "pt", 0, limit=1_000)
        return {"lines": lines, "gaps": gaps, "files": files, "events": head["events"], "head": meeting.head}

    return work(settings, read)  # type: ignore[no-any-return]


def sounds(settings: Settings, session: str) -> dict[str, bytes]:
    folder = settings.recordings / session
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*"))}


def taken_out(settings: Settings, file: Path, session: str = "demo") -> Path:
    database = Database(settings.database)
    try:
        bundle.take_out(database, settings.recordings, session, file)
    finally:
        database.close()
    return file


def brought_in(settings: Settings, file: Path) -> bundle.Brought:
    database = Database(settings.database)
    try:
        return bundle.bring_in(database, settings.recordings, file, file.name, "Desk", 2_000_000_000_000)
    finally:
        database.close()


@pytest.mark.parametrize("target", BOTH)
@pytest.mark.parametrize("source", BOTH)
def test_a_session_comes_whole_into_another_installation(source: str, target: str, make: Make, tmp_path: Path) -> None:
    here, there = make("here", source), make("there", target)
    meet(here)
    work(there, lambda tx: convene.put_delegation(tx, "BR", "Brasil", "pt"))
    file = taken_out(here, tmp_path / "demo.zip")
    assert file.stat().st_mode & 0o777 == 0o600
    came = brought_in(there, file)
    assert (came.session, came.former, came.segments, came.waiting) == ("demo", "demo", 3, ("room",))
    assert seen(there, "demo") == seen(here, "demo")
    assert sounds(there, "demo") == sounds(here, "demo") and len(sounds(here, "demo")) == 2
    recording = Recording(there.recordings / "demo" / "room")
    assert recording.read(1_600, 1_600) == LOUD
    stream = work(there, lambda tx: tx.get_one(Stream, "room"))
    assert (stream.done_sample, stream.end_sample) == (4_800, 6_400)  # the rest is still to be recognised
    delegations = work(there, lambda tx: glossary.delegations(tx))
    assert delegations["BR"] == "Brasil" and "KR" in delegations
    assert work(there, lambda tx: glossary.rows(tx)) == []  # the event's own glossary stays as it is
    row = work(there, lambda tx: tx.scalars(select(BroughtIn)).one())
    assert (row.kind, row.name, row.by, row.facts["former"]) == ("bundle", "demo.zip", "Desk", "demo")
    assert work(there, lambda tx: tx.get_one(Meeting, "demo").closed_at) == 2_000_000_000_000
    again = taken_out(there, tmp_path / "again.zip")
    assert brought_in(make("third"), again).segments == 3


def of_statements() -> set[str]:
    """The tables of statements, which cite sessions and belong to none."""
    found = {"statements"}
    for table in Base.metadata.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return found


def test_everything_that_belongs_to_a_session_is_carried(make: Make, tmp_path: Path) -> None:
    here = make("here")
    meet(here)
    with zipfile.ZipFile(taken_out(here, tmp_path / "demo.zip")) as archive:
        names = set(archive.namelist())
    carried = {name.removeprefix("rows/").removesuffix(".jsonl") for name in names if name.startswith("rows/")}
    shared = {"glossary", "invitations", "enrolments", "signing_keys", *of_statements()}
    assert set(Base.metadata.tables) - carried == {*shared, *rows.LEFT_OUT}
    assert {"minutes/original.json", "minutes/pt.json", "captions/en.vtt", "captions/pt.srt", "captions/original.ttml",
            "glossary/glossary.tbx", "README.txt", "sound/room/00001-0.flac", "manifest.json"} <= names  # fmt: skip


def test_an_id_that_is_taken_gets_another_and_a_session_that_is_here_is_refused(make: Make, tmp_path: Path) -> None:
    here, there = make("here"), make("there")
    meet(here)
    meet(there, stream="other")
    file = taken_out(here, tmp_path / "demo.zip")
    before = seen(there, "demo")
    assert brought_in(there, file).session == "demo-2"
    assert seen(there, "demo") == before
    whole = seen(there, "demo-2")
    assert [each["id"] for each in whole["lines"]] == ["room-0", "room-1600", "room-3200"]
    assert Recording(there.recordings / "demo-2" / "room").read(0, 1_600) == LOUD
    with pytest.raises(Conflict, match="this session is here already, as 'demo-2'"):
        brought_in(there, file)
    assert not (there.recordings / "demo-3").exists()
    with pytest.raises(NotFound):
        taken_out(there, tmp_path / "no.zip", "nothing")
    assert not list(tmp_path.glob("no*"))


def rewritten(file: Path, change: Change, links: dict[str, str] | None = None) -> Path:
    """The archive again, changed."""
    with zipfile.ZipFile(file) as archive:
        members = {each.filename: archive.read(each) for each in archive.infolist()}
    change(members)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, where in (links or {}).items():
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, where)
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def told(change: Callable[[dict[str, Any]], None]) -> Change:
    """A change of the manifest."""

    def apply(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    return apply


def honest(name: str, content: Callable[[bytes], bytes]) -> Change:
    """A change of a file that the manifest agrees with."""

    def apply(members: dict[str, bytes]) -> None:
        members[name] = content(members.get(name, b""))
        fact = {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        told(lambda manifest: manifest["files"].update({name: fact}))(members)

    return apply


def other_sound(members: dict[str, bytes]) -> None:
    """Sound that is whole, and other than what was packed."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(LOUD)
    honest("sound/room/00001-0.flac", lambda _: out.getvalue())(members)


@pytest.mark.parametrize(
    ("change", "links", "error"),
    [
        (lambda members: members.update({"minutes/pt.json": b"{}"}), None, BundleDamaged),
        (lambda members: members.pop("manifest.json"), None, BundleDamaged),
        (lambda members: members.update({"manifest.json": b"{]"}), None, BundleDamaged),
        (lambda members: members.update({"manifest.json": b"[" * 100_000}), None, BundleDamaged),
        (lambda members: members.pop("rows/segments.jsonl"), None, BundleDamaged),
        (told(lambda manifest: manifest.update(format="other")), None, BundleDamaged),
        (told(lambda manifest: manifest.update(version=3)), None, BundleNewer),
        (told(lambda manifest: manifest.update(revision="9999")), None, BundleNewer),
        (told(lambda manifest: manifest["session"].update(id="other")), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"].clear()), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"]["sound/room/00001-0.flac"].update(samples=10)), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"]["sound/room/00001-0.flac"].update(samples="x")), None, BundleDamaged),
        (other_sound, None, BundleDamaged),
        (
            honest("rows/segments.jsonl", lambda rows: rows.replace(b'"start_ms": 0', b'"start_ms": "x"')),
            None,
            BundleDamaged,
        ),
        (honest("rows/segments.jsonl", lambda rows: rows + b"{broken\n"), None, BundleDamaged),
        (honest("rows/segments.jsonl", lambda rows: rows.replace(b'"demo"', b'"else"')), None, BundleDamaged),
        (honest("rows/secrets.jsonl", lambda _: b"{}\n"), None, BundleDamaged),
        (honest("rows/invitations.jsonl", lambda _: b""), None, BundleDamaged),
        (honest("rows/streams.jsonl", lambda rows: rows.replace(b'"room"', b'"../room"')), None, BundleDamaged),
        (honest("../outside", lambda _: b"x"), None, BundleUnsafe),
        (honest("/outside", lambda _: b"x"), None, BundleUnsafe),
        (honest("sound/../outside/00001-0.flac", lambda _: b"x"), None, BundleUnsafe),
        (honest("rows/../../outside.jsonl", lambda _: b"x"), None, BundleUnsafe),
        (lambda members: None, {"rows/extra.jsonl": "/etc/passwd"}, BundleUnsafe),
        (lambda members: None, {"sound/room/00002-0.flac": "/etc/passwd"}, BundleUnsafe),
    ],
)
def test_a_damaged_newer_or_wicked_bundle_is_refused_and_nothing_is_touched(
    change: Change, links: dict[str, str] | None, error: type[RoundtableError], make: Make, tmp_path: Path
) -> None:
    here, there = make("here"), make("there")
    meet(here)
    file = rewritten(taken_out(here, tmp_path / "demo.zip"), change, links)
    with pytest.raises(error) as refused:
        brought_in(there, file)
    assert refused.value.code in ("bundle_damaged", "bundle_unsafe", "bundle_newer")
    assert work(there, lambda tx: tx.scalars(select(Meeting)).all()) == []
    assert list(there.recordings.iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_bundle_that_was_cut_off_is_refused(share: float, make: Make, tmp_path: Path) -> None:
    here, there = make("here"), make("there")
    meet(here)
    whole = taken_out(here, tmp_path / "demo.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BundleDamaged):
        brought_in(there, tmp_path / "cut.zip")
    assert list(there.recordings.iterdir()) == []


def test_a_bomb_is_refused_before_it_is_unpacked(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = make("here"), make("there")
    meet(here)
    file = rewritten(taken_out(here, tmp_path / "demo.zip"), honest("minutes/big.json", lambda _: b" " * (8 << 20)))
    assert file.stat().st_size < 1 << 20
    monkeypatch.setattr(bundles, "MOST_BYTES", 4 << 20)
    with pytest.raises(BundleUnsafe, match="at most when it is unpacked"):
        brought_in(there, file)
    monkeypatch.setattr(bundles, "MOST_FILES", 3)
    with pytest.raises(BundleUnsafe, match="3 files at most"):
        brought_in(there, file)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of two little files."""
    file = tmp_path_factory.mktemp("small") / "small.zip"
    facts = {"revision": "r", "session": {"id": "demo"}, "sound": {}}
    with bundles.writing(file, facts) as out:
        out.put("minutes/pt.json", '{"text": "não"}'.encode() * 20)
        out.put("README.txt", b"words")
    return file.read_bytes()


@given(data=st.data())
def test_a_byte_that_is_changed_anywhere_never_brings_other_content_in(small: bytes, data: st.DataObject) -> None:
    place, value = data.draw(st.integers(0, len(small) - 1)), data.draw(st.integers(0, 255))
    changed = small[:place] + bytes([value]) + small[place + 1 :]
    with tempfile.TemporaryDirectory() as name:
        file, folder = Path(name) / "changed.zip", Path(name) / "out"
        file.write_bytes(changed)
        folder.mkdir()
        try:
            bundles.extract(file, folder)
        except (BundleDamaged, BundleUnsafe, BundleNewer):
            return
        assert (folder / "README.txt").read_bytes() == b"words"
        assert json.loads((folder / "minutes/pt.json").read_bytes()[:16]) == {"text": "não"}
