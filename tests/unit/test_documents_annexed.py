"""What delegations annex, as it is printed: in its own words, with what they are in the document's language."""

from __future__ import annotations

from typing import Any

import pytest

from server.documents.statement import record_of
from server.documents.statement_annexed import annexed
from server.documents.statement_html import statement_html
from server.documents.words import _labels, party

KINDS = ("explanation", "reservation", "disassociation")


def given(kind: str = "reservation", text: str = "법이 없습니다.", **more: Any) -> dict[str, Any]:
    told = [{"language": "en", "text": "There is no law.", "engine": "invented", "is_machine": True}]
    return {
        "delegation": "KR",
        "kind": kind,
        "paragraph": "p",
        "language": "ko",
        "text": text,
        "translations": told,
        **more,
    }


def test_it_stands_in_its_own_words_under_a_heading_with_a_translation_that_says_who_made_it() -> None:
    own = [{"language": "en", "text": "None.", "engine": "", "is_machine": False}]
    made = list(annexed([given(), given(text="하나\n\n둘", paragraph="", translations=own)], {"p": "3"}, "en"))
    assert [(each.kind, each.text) for each in made] == [
        ("title", f"Reservation: {party('KR', 'en')} (paragraph 3)"),
        ("annex", "법이 없습니다."),
        ("annex", "(Korean → English, machine translation) There is no law."),
        ("title", f"Reservation: {party('KR', 'en')}"),
        ("annex", "하나"), ("annex", "둘"),
        ("annex", "(Korean → English, translation by the delegation) None."),
    ]  # fmt: skip
    assert [each.lang for each in made] == ["", "ko", "", "", "ko", "ko", ""]
    assert len(list(annexed([given(language="en", text="None.")], {}, "en"))) == 2


@pytest.mark.parametrize("language", _labels())
def test_every_language_of_documents_has_the_words(language: str) -> None:
    for kind in KINDS:
        heading = next(annexed([given(kind)], {"p": "3"}, language)).text
        assert "3" in heading and "{" not in heading and (language == "en" or "paragraph 3" not in heading)


def test_the_annex_of_a_statement_ends_with_them() -> None:
    statement = {
        "title": "Joint", "language": "en", "parties": ["KR"], "status": "negotiation", "sha256": None,
        "adopted_at": None, "explanations": [given()],
        "paragraphs": [{"id": "p", "number": "3", "kind": "operative", "text": "We share.", "brackets": []}],
    }  # fmt: skip
    record = record_of(statement)
    assert [each.kind for each in record.annex] == ["title", "annex", "annex"]
    page = statement_html(record).decode()
    assert "법이 없습니다." in page and "machine translation" in page
