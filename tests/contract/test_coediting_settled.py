"""What pages write in the shared text becomes versions of the minutes once it is calm. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.services.hearing import suggestions
from server.services.minutes import record, settle
from server.storage.database import Database
from server.storage.tables import Suggestion
from tests.support.shared_text import NAMES, ROUTES, TEXTS, Page, furnish, standing, sweeps, versions

pytestmark = pytest.mark.coediting
Open = Callable[[str], Database]

Open = Callable[[str], Database]


@pytest.fixture
def meeting(database: Database) -> Database:
    database.write(furnish)
    return database


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
        suggestions.take(tx, "demo", NAMES[2], 1, "Bia", ROUTES, 2_000)

    meeting.write(take)
    assert standing(meeting)[NAMES[2]] == "各方同意。" and sweeps(meeting, 99_000).held == []
