"""The shared text of the minutes, on SQLite and on PostgreSQL: stored before it is acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from bench.editor import MARK
from server.coediting.shelf import Shelf
from server.core.errors import BadEdit, BadText, Conflict, MinutesLocked, NotFound
from server.services.meeting import deletion
from server.services.minutes import coedit, retraction
from server.services.minutes.coedit import Edit, Saved
from server.storage.database import Database
from server.storage.tables import Approval, SharedDocument, SharedUpdate, Unsettled
from tests.support.shared_text import NAMES, TEXTS, Page, furnish, heard, sends, standing, sweeps, versions

pytestmark = pytest.mark.coediting
Open = Callable[[str], Database]


@pytest.fixture
def meeting(database: Database) -> Database:
    database.write(furnish)
    return database


# Lines


def test_nothing_is_stored_of_a_session_until_somebody_opens_it_and_then_every_line_stands_once(
    meeting: Database, url: str, opened: Open
) -> None:
    assert meeting.read(lambda tx: tx.scalar(select(func.count()).select_from(SharedDocument))) == 0
    assert standing(meeting) == dict(zip(NAMES, TEXTS, strict=True))
    assert standing(opened(url)) == standing(meeting)
    assert meeting.read(lambda tx: tx.get_one(SharedDocument, "demo").head) == 1


def test_new_finals_are_lines_at_once_and_a_retracted_one_is_none(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    meeting.write(lambda tx: heard(tx, 3, "One more."))
    meeting.write(lambda tx: retraction.retract(tx, "demo", NAMES[1], "chair", "", 30))
    page.opens(meeting)
    assert page.texts() == {NAMES[0]: TEXTS[0], NAMES[2]: TEXTS[2], "room-48000": "One more."}


def test_what_was_written_in_a_line_is_a_version_before_the_line_is_retracted(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "그래서 ")
    page.sends(meeting)
    meeting.write(lambda tx: retraction.retract(tx, "demo", NAMES[0], "chair", "by mistake", 30))
    assert [each[1:] for each in versions(meeting, NAMES[0])] == [
        ("", "heard"), ("Ana", "corrected"), ("chair", "retracted: by mistake"),
    ]  # fmt: skip
    assert versions(meeting, NAMES[0])[-1][0] == "그래서 " + TEXTS[0]
    page.writes(NAMES[0], 0, "too late")
    answer = page.sends(meeting)
    assert isinstance(answer, Saved) and answer.is_lost
    assert sweeps(meeting, 99_000).lines == []


def test_a_deleted_session_leaves_nothing_of_its_text_and_its_pages_are_told(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "x")
    page.sends(meeting)
    meeting.write(lambda tx: deletion.delete_session(tx, "demo"))
    for table in (SharedDocument, SharedUpdate, Unsettled):
        assert meeting.read(lambda tx, one=table: tx.scalar(select(func.count()).select_from(one))) == 0
    page.writes(NAMES[0], 0, "y")
    with pytest.raises(NotFound):
        page.sends(meeting)
    meeting.write(furnish)
    page.unsaved.clear()
    page.opens(meeting, now=11)
    assert isinstance(sends(meeting, [Edit(10, b"\0\0", "Ana")])[0], Conflict)


# Edits


def test_edits_of_a_batch_are_each_taken_or_refused_and_a_refused_one_changes_nothing(
    meeting: Database, url: str, opened: Open
) -> None:
    pages = [Page(name) for name in ("Ana", "Bia", "Caio")]
    for each in pages:
        each.opens(meeting)
    pages[0].writes(NAMES[2], 0, "一")
    pages[1].writes(NAMES[2], 0, "议" * 6_000)
    pages[2].writes(NAMES[2], 2, "🙂")
    generation = pages[0].generation or 0
    batch = [Edit(generation, each.unsaved[0], each.name) for each in pages]
    answers = sends(meeting, [*batch, Edit(generation, b"junk", "Dora"), Edit(9, batch[0].content, "Eva")])
    assert [type(each) for each in answers] == [Saved, BadText, Saved, BadEdit, Conflict]
    assert standing(meeting)[NAMES[2]] == standing(opened(url))[NAMES[2]] == "一各方🙂同意设立工作组。"
    assert answers[4].details == {"generation": generation}
    assert meeting.read(lambda tx: {row.by for row in tx.scalars(select(Unsettled))}) == {"Ana", "Caio"}


def test_a_unit_that_fails_leaves_nothing_in_memory_or_in_the_rows(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "never ")

    def fails(tx: Any) -> None:
        coedit.edit(tx, "demo", [Edit(page.generation or 0, page.unsaved[0], "Ana")], lambda _: True, 20)
        raise RuntimeError("the process dies here")

    with pytest.raises(RuntimeError):
        meeting.write(fails)
    assert standing(meeting)[NAMES[0]] == TEXTS[0]
    assert coedit.shelf_of(meeting.kept).news and not any(
        each.sender or each.number > 1 for each in coedit.shelf_of(meeting.kept).news
    )
    assert isinstance(page.sends(meeting), Saved)
    assert standing(meeting)[NAMES[0]] == "never " + TEXTS[0]


def test_several_processes_that_write_at_once_all_have_everything(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url), opened(url)]
    pages = [Page(f"Editor {number}") for number in range(6)]
    for number, page in enumerate(pages):
        page.opens(databases[number % 3])

    def types(number: int) -> None:
        for word in range(5):
            pages[number].writes(NAMES[word % 3], 0, f"‹{number}.{word}›")
            assert isinstance(pages[number].sends(databases[number % 3]), Saved)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(types, range(6)))
    found = [standing(each) for each in databases]
    assert found[0] == found[1] == found[2]
    assert Counter(MARK.findall("".join(found[0].values()))) == {
        (str(n), str(w)): 1 for n in range(6) for w in range(5)
    }
    numbers = meeting.read(lambda tx: [each.number for each in coedit.after(tx, "demo", 0)])
    assert numbers == list(range(1, 32))


def test_many_updates_become_one_row_and_who_follows_from_before_misses_nothing(
    meeting: Database, url: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coedit, "MOST_ROWS", 30)
    monkeypatch.setattr(coedit, "LAST_ROWS", 5)
    page, follower = Page("Ana"), Page("follower")
    page.opens(meeting)
    follower.opens(meeting)
    for word in range(100):
        page.writes(NAMES[word % 3], 0, f"‹한{1}.{word}›")
        page.sends(meeting)
    rows = meeting.read(lambda tx: coedit.after(tx, "demo", 0))
    assert len(rows) <= 31 and rows[-1].number == 101
    for each in meeting.read(lambda tx: coedit.after(tx, "demo", 1)):
        follower.doc.apply_update(each.content)
    assert follower.texts() == page.texts() == standing(opened(url))


def test_documents_that_nobody_has_open_leave_the_memory(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    shelf: Shelf = coedit.shelf_of(meeting.kept)
    assert len(shelf) == 1
    shelf.keep({"another"})
    assert len(shelf) == 0
    page.writes(NAMES[0], 0, "still ")
    assert isinstance(page.sends(meeting), Saved) and standing(meeting)[NAMES[0]].startswith("still ")


def test_approved_minutes_are_read_only_and_what_is_being_written_stands_in_the_way_of_approval(
    meeting: Database,
) -> None:
    page = Page("Ana")
    assert not page.opens(meeting).is_locked
    page.writes(NAMES[0], 0, "soon ")
    page.sends(meeting, now=1_000)
    assert meeting.read(lambda tx: coedit.being_written(tx, "demo")) == 1
    sweeps(meeting, 9_000)
    assert meeting.read(lambda tx: coedit.being_written(tx, "demo")) == 0
    page.writes(NAMES[0], 0, "late ")
    page.sends(meeting, now=10_000)
    meeting.write(lambda tx: tx.add(Approval(session_id="demo", state="approved", rev=1)))
    assert page.opens(meeting).is_locked and meeting.read(lambda tx: coedit.heads(tx, ["demo"]))["demo"][2]
    page.writes(NAMES[1], 0, "too late ")
    with pytest.raises(MinutesLocked):
        page.sends(meeting)
    assert [each.code for each in sweeps(meeting, 99_000).held] == ["minutes_locked"]
    assert [each[0] for each in versions(meeting, NAMES[0])] == [TEXTS[0], "soon " + TEXTS[0]]
