"""The shared text of the minutes, on SQLite and on PostgreSQL: stored before it is acknowledged, settled once."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bench.editor import MARK, PIECE, SCRIPTS
from server.coediting.shelf import Shelf
from server.core.errors import BadEdit, BadText, Conflict, MinutesLocked, NotFound
from server.services.hearing import hear, reread
from server.services.meeting import convene
from server.services.meeting.convene import CONTROL
from server.services.minutes import coedit, record, settle
from server.services.minutes.coedit import Edit, Saved
from server.services.minutes.settle import Settled
from server.storage.database import Database
from server.storage.tables import Approval, Segment, SharedDocument, SharedUpdate, Suggestion, Unsettled

pytestmark = pytest.mark.coediting
KNOWN = {"en": "English", "pt": "Português"}
ROUTES = {"en": {"pt"}}
TEXTS = ["세관 당국은 🙂 합의했다.", "نؤكد تبادل البيانات.", "各方同意设立工作组。"]
NAMES = [f"room-{16_000 * number}" for number in range(len(TEXTS))]
Open = Callable[[str], Database]


def heard(tx: Any, number: int, text: str) -> None:
    place = {"kind": "final", "start_sample": 16_000 * number, "end_sample": 16_000 * (number + 1)}
    epoch = hear.lease(tx, "room")["epoch"]
    hear.accept(tx, "room", epoch, {**place, "text": text, "language": "en", "words": []}, ROUTES, "invented", 5)


def furnish(tx: Any) -> None:
    """A session in which three lines were said."""
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
    convene.open_session(tx, "demo", 1_000)
    hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
    for number, text in enumerate(TEXTS):
        heard(tx, number, text)


class Page:
    """A page's copy: what it wrote and nobody acknowledged is sent again, whole and in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.lines: pycrdt.Map[Any] = self.doc.get("lines", type=pycrdt.Map)
        self.generation: int | None = None
        self.unsaved: list[bytes] = []
        self.doc.observe(self._changed)
        self._is_own = False

    def opens(self, database: Database, now: int = 10) -> coedit.Opened:
        state = self.doc.get_state()
        found = database.write(lambda tx: coedit.opened(tx, "demo", self.generation, state, now))
        self.generation = found.generation
        self.doc.apply_update(found.content)
        return found

    def writes(self, line: str, place: int, words: str) -> None:
        text = self.lines[line]
        self._does(lambda: text.insert(len(str(text)[:place].encode()), words))

    def erases(self, line: str, words: str) -> bool:
        text = self.lines[line]
        start = str(text).find(words)
        if start >= 0:
            first = len(str(text)[:start].encode())
            self._does(lambda: text.__delitem__(slice(first, first + len(words.encode()))))
        return start >= 0

    def sends(self, database: Database, now: int = 20, is_acknowledged: bool = True) -> Any:
        """The answer to all that is unsaved in one message; ``is_acknowledged``: whether it arrives."""
        content = pycrdt.merge_updates(*self.unsaved) if len(self.unsaved) > 1 else self.unsaved[0]
        (answer,) = sends(database, [Edit(self.generation or 0, content, self.name)], now)
        if is_acknowledged and isinstance(answer, Saved):
            self.unsaved.clear()
        return answer

    def texts(self) -> dict[str, str]:
        return {line: str(self.lines[line]) for line in self.lines}

    def _does(self, work: Callable[[], object]) -> None:
        self._is_own = True
        with self.doc.transaction():
            work()
        self._is_own = False

    def _changed(self, event: Any) -> None:
        if self._is_own:
            self.unsaved.append(event.update)


def sends(database: Database, edits: list[Edit], now: int = 20) -> list[Any]:
    return database.write(lambda tx: coedit.edit(tx, "demo", edits, lambda text: not CONTROL.search(text), now))


def sweeps(database: Database, now: int) -> Settled:
    return database.write(lambda tx: settle.sweep(tx, ROUTES, now))


def versions(database: Database, line: str) -> list[tuple[str, str, str]]:
    shape = database.read(lambda tx: record.one(tx, tx.get_one(Segment, line)))
    return [(each["text"], each["by"], each["why"]) for each in shape["versions"]]


def standing(database: Database) -> dict[str, str]:
    """The document as somebody sees it who opens it now."""
    page = Page("reader")
    page.opens(database)
    return page.texts()


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
    meeting.write(lambda tx: convene.retract(tx, "demo", NAMES[1], "chair", "", 30))
    page.opens(meeting)
    assert page.texts() == {NAMES[0]: TEXTS[0], NAMES[2]: TEXTS[2], "room-48000": "One more."}


def test_what_was_written_in_a_line_is_a_version_before_the_line_is_retracted(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "그래서 ")
    page.sends(meeting)
    meeting.write(lambda tx: convene.retract(tx, "demo", NAMES[0], "chair", "by mistake", 30))
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
    meeting.write(lambda tx: convene.delete_session(tx, "demo"))
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


# Settling


def test_a_line_becomes_a_version_when_nobody_changed_it_for_two_seconds_by_all_who_wrote_it(meeting: Database) -> None:
    pages = [Page("Ana"), Page("Bia")]
    for now, page in enumerate(pages):
        page.opens(meeting)
        page.writes(NAMES[0], 0, f"{page.name} ")
        page.sends(meeting, now=1_000 + now * 1_500)
    assert not meeting.read(lambda tx: settle.is_due(tx, 4_499)) and sweeps(meeting, 4_499).lines == []
    assert meeting.read(lambda tx: settle.is_due(tx, 4_500))
    done = sweeps(meeting, 4_500)
    assert [(each.segment, each.rev, each.by) for each in done.lines] == [(NAMES[0], 2, "Ana, Bia")]
    assert [event.payload["status"] for event in done.outcome.events][:1] == ["corrected"]
    assert [(job.target, job.rev) for job in done.outcome.jobs] == [("pt", 2)]
    assert versions(meeting, NAMES[0])[1:] == [(standing(meeting)[NAMES[0]], "Ana, Bia", "corrected")]
    assert sweeps(meeting, 99_000).lines == []


def test_a_line_whose_editor_is_left_is_settled_at_once_unless_another_one_writes_in_it(meeting: Database) -> None:
    pages = [Page("Ana"), Page("Bia")]
    for page in pages:
        page.opens(meeting)
        page.writes(NAMES[0], 0, f"{page.name} ")
        page.sends(meeting, now=9_000)

    def leaves(name: str, now: int) -> list[str]:
        return [
            each.by for each in meeting.write(lambda tx: settle.left(tx, "demo", NAMES[0], name, ROUTES, now)).lines
        ]

    assert leaves("Ana", 9_100) == [] and leaves("nobody", 9_100) == []
    assert leaves("Bia", 9_200) == ["Ana, Bia"] and leaves("Bia", 9_300) == []


def test_of_several_processes_that_settle_at_once_one_does_it(meeting: Database, url: str, opened: Open) -> None:
    page = Page("Ana")
    page.opens(meeting)
    for line in NAMES:
        page.writes(line, 0, "now ")
    page.sends(meeting, now=1_000)
    databases = [meeting, opened(url), opened(url)]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda each: sweeps(each, 9_000), databases * 2))
    assert sorted(line.segment for each in done for line in each.lines) == sorted(NAMES)
    assert [len(versions(meeting, line)) for line in NAMES] == [2, 2, 2]


def test_a_process_that_dies_before_a_line_is_settled_loses_nothing(meeting: Database, url: str, opened: Open) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "kept ")
    page.sends(meeting, now=1_000, is_acknowledged=False)
    successor = opened(url)
    assert [each.by for each in sweeps(successor, 9_000).lines] == ["Ana"]
    assert versions(successor, NAMES[0])[-1][0] == "kept " + TEXTS[0]


def test_the_same_text_makes_no_version_and_an_empty_one_waits_until_somebody_writes(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[0], 0, "x")
    page.erases(NAMES[0], "x")
    page.writes(NAMES[0], len(TEXTS[0]), "  ")
    page.erases(NAMES[2], TEXTS[2])
    page.sends(meeting, now=1_000)
    done = sweeps(meeting, 9_000)
    assert [each.segment for each in done.lines] == [NAMES[0]]
    assert [(each.segment, each.code) for each in done.held] == [(NAMES[2], "empty")]
    assert [len(versions(meeting, line)) for line in NAMES] == [1, 1, 1]
    assert sweeps(meeting, 99_000).held == [] and Page("Bia").opens(meeting).empty == (NAMES[2],)
    page.writes(NAMES[2], 0, "新的")
    page.sends(meeting, now=100_000)
    assert [each.segment for each in sweeps(meeting, 109_000).lines] == [NAMES[2]]
    assert Page("Bia").opens(meeting).empty == ()


def test_a_correction_made_elsewhere_is_in_the_shared_text_and_leaves_what_is_being_written(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.writes(NAMES[2], len(TEXTS[2]), "明年报告。")
    page.sends(meeting, now=1_000)
    meeting.write(lambda tx: record.correct(tx, "demo", NAMES[2], 1, "各方都同意设立工作组。", "Bia", ROUTES, 1_500))
    assert standing(meeting)[NAMES[2]] == "各方都同意设立工作组。明年报告。"
    sweeps(meeting, 9_000)
    assert [each[0] for each in versions(meeting, NAMES[2])] == [
        TEXTS[2], "各方都同意设立工作组。", "各方都同意设立工作组。明年报告。",
    ]  # fmt: skip


def test_a_suggestion_that_is_taken_stands_in_the_shared_text_also_of_an_emptied_line(meeting: Database) -> None:
    page = Page("Ana")
    page.opens(meeting)
    page.erases(NAMES[2], TEXTS[2])
    page.sends(meeting, now=1_000)
    facts = {"words": [], "engine": "invented", "confidence": 0.9, "state": "open", "by": "", "at": 1}

    def take(tx: Any) -> None:
        tx.add(Suggestion(segment_id=NAMES[2], rev=1, session_id="demo", text="各方同意。", **facts))
        tx.flush()
        reread.take(tx, "demo", NAMES[2], 1, "Bia", ROUTES, 2_000)

    meeting.write(take)
    assert standing(meeting)[NAMES[2]] == "各方同意。" and sweeps(meeting, 99_000).held == []


# Any order of things


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["write", "write", "write", "erase", "send", "send", "lose", "open", "restart", "settle", "correct"]
        ),
        st.integers(0, 2),  # page
        st.integers(0, 1),  # process
        st.integers(0, 2),  # line
        st.floats(0, 1),  # place
    ),
    max_size=30,
)


@pytest.fixture(scope="session")
def furnished(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the three lines, to copy."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("furnished") / "roundtable.sqlite"))
    database = Database(f"sqlite:///{path}")
    database.write(furnish)
    database.close()
    return path


class World:
    """Two web processes on one database, three pages."""

    def __init__(self, path: Path) -> None:
        self._url = f"sqlite:///{path}"
        self.processes = [Database(self._url), Database(self._url)]
        self.pages = [Page(f"Editor {number}") for number in range(3)]
        self.now = 1_000
        self.wanted: dict[str, str] = {}
        self.words = 0
        for page in self.pages:
            page.opens(self.processes[0])

    def does(self, action: str, page: Page, at: int, line: str, place: float) -> None:
        self.now += 700
        process = self.processes[at]
        if action == "write":
            pieces = PIECE.findall(page.texts()[line])
            page.writes(line, len("".join(pieces[: round(place * len(pieces))])), self._word(line))
        elif action == "erase":
            mine = [word for word, where in self.wanted.items() if where == line]
            if mine and page.erases(line, mine[0]):
                del self.wanted[mine[0]]
        elif action in ("send", "lose") and page.unsaved:
            assert isinstance(page.sends(process, self.now, action == "send"), Saved)
        elif action == "open":
            page.opens(process, self.now)
        elif action == "restart":
            process.close()
            self.processes[at] = Database(self._url)
        elif action == "settle":
            sweeps(process, self.now)
        elif action == "correct":
            self._correct(process, line)

    def _word(self, line: str) -> str:
        self.words += 1
        word = f"‹{SCRIPTS[self.words % len(SCRIPTS)]}0.{self.words}›"
        self.wanted[word] = line
        return word

    def _correct(self, process: Database, line: str) -> None:
        def work(tx: Any) -> None:
            segment = record.one(tx, tx.get_one(Segment, line))
            text = segment["text"] + self._word(line)
            record.correct(tx, "demo", line, segment["rev"], text, "Elsewhere", ROUTES, self.now)

        process.write(work)

    def ends(self) -> list[dict[str, str]]:
        """What each copy and the minutes say when everybody is back."""
        for at, page in enumerate(self.pages):
            page.opens(self.processes[at % 2], self.now)
            if page.unsaved:
                assert isinstance(page.sends(self.processes[at % 2], self.now), Saved)
        for at, page in enumerate(self.pages):
            page.opens(self.processes[(at + 1) % 2], self.now)
        for process in self.processes:
            sweeps(process, self.now + 10_000)
        minutes = self.processes[0].read(lambda tx: {each["id"]: each["text"] for each in record.minutes(tx, "demo")})
        return [*(page.texts() for page in self.pages), standing(self.processes[1]), minutes]

    def close(self) -> None:
        for each in self.processes:
            each.close()


@settings(max_examples=60)
@given(ACTIONS)
def test_in_any_order_of_edits_cuts_resends_and_restarts_all_copies_are_equal_and_every_word_stands_once(
    furnished: Path, actions: list[tuple[str, int, int, int, float]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(shutil.copy(furnished, Path(folder) / "roundtable.sqlite")))
        try:
            for action, page, at, line, place in actions:
                world.does(action, world.pages[page], at, NAMES[line], place)
            copies = world.ends()
        finally:
            world.close()
    assert all(copy == copies[0] for copy in copies)
    found = [(word.group(0), line) for line, text in copies[0].items() for word in MARK.finditer(text)]
    assert Counter(found) == dict.fromkeys(world.wanted.items(), 1)
    assert {line: MARK.sub("", text) for line, text in copies[0].items()} == dict(zip(NAMES, TEXTS, strict=True))
