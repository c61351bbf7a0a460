"""Statements whose files are looked at: made, settled, reworded, issued and translated, with no process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.services.meeting import convene
from server.services.statement import adopt, negotiate, reword, statements
from server.signing.seal import Seal
from server.storage.tables import LanguageChoice, VersionText
from tests.support.adoption import DESK as EVA
from tests.support.adoption import override_all
from tests.support.desk import Desk, opened_desk

NOW = 1_795_600_000_000


def opened(folder: Path) -> Iterator[Desk]:
    """A desk with three delegations and a session."""

    def furnish(tx: Any) -> None:
        for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil"), ("FR", "France")):
            convene.put_delegation(tx, code, name, "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})

    with pytest.MonkeyPatch.context() as patch, opened_desk(folder, furnish, patch) as desk:
        yield desk


def made(desk: Desk, *texts: str, sessions: Sequence[str] = ()) -> str:
    """A statement under negotiation with operative paragraphs; returns its id."""

    def make(tx: Any) -> str:
        row = negotiate.create(tx, "Joint", [], "en", "communique", ["KR", "BR"], "Eva", NOW, visibility="parties")
        row.sessions = list(sessions)
        last = None
        for place, text in enumerate(texts):
            last = reword.add(tx, row.id, last, "operative", text, None, "Eva", NOW + place)
        negotiate.open_it(tx, row.id, row.rev, "Eva", NOW)
        return str(row.id)

    return str(desk.hall.write(make))


def settle(desk: Desk, statement: str) -> None:
    """It is adopted and published at once."""

    def work(tx: Any) -> None:
        row = statements.existing(tx, statement)
        override_all(tx, statement, NOW)
        adopt.adopt(tx, statement, row.rev, EVA, Seal(desk.app.config["SECRET_KEY"]), NOW + 1)
        adopt.approve(tx, statement, row.rev, EVA, NOW + 2)
        override_all(tx, statement, NOW + 2)
        adopt.publish(tx, statement, row.rev, None, EVA, NOW + 3)

    desk.hall.write(work)


def post(person: FlaskClient, path: str, **given: Any) -> Any:
    """What a call answers that goes well."""
    answer = person.post(path, json=given)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def reworded(eva: FlaskClient, statement: str, text: str, new: str) -> None:
    """A paragraph gets another wording by a person."""
    shape = eva.get(f"/api/statements/{statement}").get_json()
    found = next(each for each in shape["paragraphs"] if text in each["text"])
    answer = eva.put(f"/api/statements/{statement}/paragraphs/{found['id']}", json={"rev": found["rev"], "text": new})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def issue(eva: FlaskClient, statement: str) -> str:
    """A revision is issued; returns its label."""
    rev = eva.get(f"/api/statements/{statement}").get_json()["rev"]
    return str(post(eva, f"/api/statements/{statement}/revisions", rev=rev)["revision"]["label"])


def translated(desk: Desk, statement: str, language: str, *rows: tuple[str, str], authentic: str = "en") -> None:
    """A version of a statement: title and paragraphs, each ``(text, state)``; ``authentic``: which of both are."""

    def work(tx: Any) -> None:
        row, by = statements.existing(tx, statement), {"by": "Eva", "role": "secretariat", "at": NOW}
        chosen = [{"code": code, "is_authentic": code in authentic.split()} for code in ("en", language)]
        tx.add(LanguageChoice(statement_id=statement, languages=chosen, prevails="", **by))
        sources = {"title": row.title, **{each.id: each.text for each in statements.rows(tx, statement)}}
        for (place, source), (text, state) in zip(sources.items(), rows, strict=True):
            facts = {"rev": 1, "state": state, "text": text, "order": [], "source_rev": 1, "source_text": source}
            version = VersionText(statement_id=statement, paragraph_id=place, language=language, engine="", note="")
            for name, value in {**facts, **by}.items():
                setattr(version, name, value)
            tx.add(version)

    desk.hall.write(work)
