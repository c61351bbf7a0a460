"""Paragraphs go from the hall to a translate worker, behind captions, and come back as versions that are told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.core.errors import Internal
from server.services.minutes.steps import Actor
from server.services.statement import render, revise, reword, versions
from server.storage.tables import Paragraph, ParagraphVersion, Statement
from tests.support.hall import Hall, Sent, opened_hall

DESK = Actor("secretariat", None, "Iris Exemplo")
TEXTS = ("We welcome the report;", "We invite members to [share data].")


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def hall(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    with opened_hall(tmp_path, sent, furnish, monkeypatch) as made:
        yield made


def furnish(tx: Any) -> None:
    tx.add(
        Statement(
            id="s", title="Joint", language="en", form="communique", status="draft", rev=1, parties=["KR"], sessions=[],
            omitted=[],
        )
    )  # fmt: skip
    tx.flush()
    for place, text in enumerate(TEXTS):
        tx.add(
            Paragraph(
                id=f"p{place}", statement_id="s", place=place, kind="operative", rev=1, text=text, brackets=[],
                citations=[], problems=[],
            )
        )  # fmt: skip
        tx.flush()
        tx.add(ParagraphVersion(paragraph_id=f"p{place}", rev=1, text=text, by="Iris", at=1))


def choose(hall: Hall) -> None:
    given = [{"code": "pt", "is_authentic": True}, {"code": "ko", "is_authentic": False}]
    hall.write(lambda tx: revise.choose(tx, "s", rev(hall), given, "", ("en", "pt", "ko"), DESK, 1))


def rev(hall: Hall) -> int:
    return int(hall.read(lambda tx: tx.get_one(Statement, "s").rev))


def jobs(sent: Sent) -> list[dict[str, Any]]:
    return [payload for event, payload in sent if event == "translate"]


def answer(hall: Hall, job: dict[str, Any], monkeypatch: pytest.MonkeyPatch, **given: Any) -> None:
    """The worker of the hall answers through its namespace."""
    from server.sockets.worker import WorkerNamespace

    class Request:
        sid = "w"

    monkeypatch.setattr("server.sockets.worker.request", Request)
    WorkerNamespace(hall, "token").on_translated({"job": job["job"], "engine": "invented", **given})


def texts(hall: Hall) -> list[str]:
    def read(tx: Any) -> list[str]:
        return [each.text for each in versions.versions(tx, tx.get_one(Statement, "s"), "pt")]

    return list(hall.read(read))


def test_every_paragraph_with_a_route_is_translated_one_at_a_time_and_told_when_all_are(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.renderer.sweep()
    assert jobs(sent) == []
    choose(hall)
    before = rev(hall)
    hall.renderer.sweep()
    hall.renderer.sweep()
    told = ["Conjunta", "Saudamos o relatório", "Convidamos os membros a\npartilhar dados"]
    for count, text in enumerate(told, 1):
        assert len(jobs(sent)) == count  # the next one goes out when this one came back
        assert rev(hall) == before
        answer(hall, jobs(sent)[-1], monkeypatch, text=text)
    assert texts(hall) == ["Conjunta", "Saudamos o relatório", "Convidamos os membros a [partilhar dados]"]
    assert rev(hall) == before + 1
    hall.renderer.sweep()
    assert len(jobs(sent)) == 3
    assert {each["target"] for each in jobs(sent)} == {"pt"}  # nothing reaches Korean


def test_a_paragraph_reworded_while_it_is_away_goes_out_again_in_its_new_words(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(hall)
    hall.renderer.sweep()
    answer(hall, jobs(sent)[-1], monkeypatch, text="Conjunta")
    hall.write(lambda tx: reword.edit(tx, "s", "p0", 1, "We welcome the new report;", "Iris", 5))
    hall.renderer.sweep()
    answer(hall, jobs(sent)[-1], monkeypatch, text="Saudamos o relatório")
    assert texts(hall)[1] == ""  # of the words before
    answer(hall, jobs(sent)[-1], monkeypatch, text="Convidamos os membros a\npartilhar dados")
    assert jobs(sent)[-1]["text"] == "We welcome the new report"
    answer(hall, jobs(sent)[-1], monkeypatch, text="Saudamos o novo relatório")
    assert texts(hall)[1] == "Saudamos o novo relatório"


def test_what_failed_waits_for_a_person_who_asks_again(hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(hall)
    hall.renderer.sweep()
    error = {"code": "no_route", "message": "no engine"}
    for _ in range(3):
        answer(hall, jobs(sent)[-1], monkeypatch, error=error)
    hall.renderer.sweep()
    assert len(jobs(sent)) == 3 and texts(hall) == ["", "", ""]
    assert hall.renderer.again("s", "pt") == 3 and len(jobs(sent)) == 4


def test_a_database_that_is_away_costs_a_sweep_and_nothing_else(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: Any) -> None:
        raise Internal

    choose(hall)
    monkeypatch.setattr(render, "watched", away)
    hall.renderer.sweep()
    monkeypatch.undo()


def test_a_verb_that_came_back_on_no_rung_is_asked_for_once_more_with_the_verb_fixed(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(hall)
    hall.renderer.sweep()
    answer(hall, jobs(sent)[-1], monkeypatch, text="Conjunta")
    answer(hall, jobs(sent)[-1], monkeypatch, text="Abordamos o relatório")
    answer(hall, jobs(sent)[-1], monkeypatch, text="Chamamos os membros a\npartilhar dados")
    assert texts(hall)[1] == "Abordamos o relatório"
    again = jobs(sent)[-1]
    assert again["glossary"]["fixed"] == [["We welcome", "Acolhemos com satisfação"]]
    answer(hall, again, monkeypatch, text="Acolhemos com satisfação o relatório")
    assert texts(hall)[1] == "Acolhemos com satisfação o relatório"
    answer(hall, jobs(sent)[-1], monkeypatch, text="Abordamos os membros a\npartilhar dados")
    assert texts(hall)[2] == "Chamamos os membros a [partilhar dados]"  # no better than the first
    assert len(jobs(sent)) == 5
