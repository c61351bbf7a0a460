"""Which words of a paragraph stand there as translated."""

from __future__ import annotations

from server.core.statement.statement import Citation, Kind, Paragraph
from server.services.statement import reviews

LINE = {"id": "s1", "lang": "pt", "translations": {"en": {"text": "We scan every parcel."}}, "text": "Nós lemos tudo."}


def told(text: str, kind: Kind) -> list[str]:
    paragraph = Paragraph("e1", kind, text, citations=(Citation(0, len(text), ("s1",)),))
    return [text[each.start : each.end] for each in reviews.told(paragraph, {"s1": LINE}, {}, "en")]


def test_an_annex_that_only_names_who_told_something_has_nothing_to_review() -> None:
    assert told("Experience shared: Brazil.", Kind.ANNEX) == []


def test_words_of_an_annex_that_stand_there_as_translated_are_to_be_reviewed() -> None:
    assert told("Experience shared: Brazil: “We scan every parcel”.", Kind.ANNEX) == ["We scan every parcel"]


def test_words_outside_the_annex_are_to_be_reviewed_without_quotation_marks_too() -> None:
    assert told("Brazil scans every parcel.", Kind.OPERATIVE) == ["Brazil scans every parcel."]
