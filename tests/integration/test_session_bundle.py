"""A whole session as a file: out of one installation, into another, on SQLite and on PostgreSQL."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotFound
from server.services.meeting import convene, glossary
from server.settings import Settings
from server.storage import rows
from server.storage.recording import Recording
from server.storage.tables import Base, BroughtIn, Meeting, Stream
from tests.support.carried import LOUD, brought_in, meet, seen, sounds, taken_out, work

Make = Callable[..., Settings]
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


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
