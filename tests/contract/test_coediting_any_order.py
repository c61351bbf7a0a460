"""In any order of edits, cuts, resends and restarts all copies of the shared text come out equal."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.editor import MARK, PIECE, SCRIPTS
from server.services.minutes import record
from server.services.minutes.coedit import Saved
from server.storage.database import Database
from server.storage.tables import Segment
from tests.support.shared_text import NAMES, ROUTES, TEXTS, Page, furnish, standing, sweeps

pytestmark = pytest.mark.coediting


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
