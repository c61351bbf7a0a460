"""A text under negotiation as a file: who proposes what stands under each paragraph, in every language."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from server.documents.compilation import compiled
from server.documents.compilation_docx import compilation_docx
from server.documents.words import every_language

LANGUAGES = ("en", "ko", "pt", "fr", "es", "ru", "ar", "zh", "ja", "de", "it")
TEXT = "We invite [nine] administrations to share data;"


def amendment(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"a{number}", "number": f"A{number}", "paragraph": "p1", "kind": "replace", "of": None, "after": None,
        "by": "D1", "cosponsors": [], "note": "", "is_stale": False, "text": "ten",
        "pieces": [
            {"text": "We invite ", "kind": "same"}, {"text": "nine", "kind": "gone"}, {"text": "ten", "kind": "new"},
        ],
        **more,
    }  # fmt: skip


def view(language: str = "en", **more: Any) -> dict[str, Any]:
    start = TEXT.index("[")
    bracket = {"span": [start, start + 6], "owners": ["D1", "FR"], "label": "bis", "is_whole": False}
    return {
        "title": "Joint statement", "language": language, "reading": 2, "brackets": 1, "amendments": 2,
        "revision": {"label": "Rev.1", "at": 1_700_000_000_000, "sha256": "ab" * 32},
        "names": {"D1": "Invented Land", "D2": "Other Land"},
        "before": [], "taken_out": [amendment(9)], "whole": [],
        "paragraphs": [
            {"id": "p1", "label": "1", "number": "1", "kind": "operative", "text": TEXT, "brackets": [bracket],
             "amendments": [
                 amendment(1, cosponsors=["D2"], is_stale=True), amendment(2, of="a1"), amendment(3, by="SECRETARIAT"),
             ],
             "proposals": [{"delegation": "D2", "text": "by June"}]},
            {"id": "p2", "label": "2", "number": "2", "kind": "operative", "text": "We agree.", "brackets": [],
             "amendments": [amendment(4, kind="move", after="p1", pieces=[])], "proposals": []},
        ],
        **more,
    }  # fmt: skip


def lines(content: bytes) -> list[str]:
    return [row.text for row in docx.Document(io.BytesIO(content)).paragraphs]


def test_under_each_paragraph_stands_who_proposes_what_with_whom() -> None:
    found = lines(compilation_docx(compiled(view())))
    assert found[1].startswith("Compilation of amendments\nSecond reading\nRev.1, ")
    assert "In square brackets: [nine] bis: Invented Land, France" in found[2]
    assert found[3] == (
        "A1 amends the text; proposed by Invented Land; supported by Other Land\nWe invite nineten\n"
        "the text was changed since"
    )
    assert found[4].startswith("A2 amends A1; proposed by Invented Land")
    assert found[5].startswith("A3 amends the text; proposed by Secretariat")
    assert found[6] == "Other Land\nby June"
    assert "A4 moves the paragraph (behind 1); proposed by Invented Land" in found
    assert found[-2] == "To paragraphs that were taken out" and found[-1].startswith("A9 ")


def test_what_goes_is_struck_through_and_what_comes_underlined() -> None:
    document = docx.Document(io.BytesIO(compilation_docx(compiled(view()))))
    runs = {run.text: run.font for row in document.paragraphs for run in row.runs}
    assert runs["nine"].strike and runs["ten"].underline and not runs["We invite "].strike


def test_a_bracket_around_a_whole_paragraph_gets_its_signs() -> None:
    row = {**view()["paragraphs"][1], "brackets": [{"span": [0, 9], "owners": ["D1"], "label": "", "is_whole": True}]}
    [passage] = compiled(view(paragraphs=[row])).passages
    assert passage.parts == (("[We agree.]", True),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words_and_a_clean_text_has_no_amendments(language: str) -> None:
    assert len(lines(compilation_docx(compiled(view(language))))) > 8
    clean = view(language)
    for name in ("before", "taken_out", "whole", "amendments"):
        del clean[name]
    clean["paragraphs"] = [
        {key: each[key] for key in each if key not in ("amendments", "proposals")} for each in clean["paragraphs"]
    ]
    assert len(lines(compilation_docx(compiled(clean)))) == 4


def test_the_words_have_the_same_gaps_in_every_language() -> None:
    english = every_language()[0]
    for labels in every_language():
        assert {key: text.count("{}") for key, text in labels.items()} == {
            key: text.count("{}") for key, text in english.items()
        }
