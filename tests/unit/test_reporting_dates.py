"""Days by which something is to be done, as people say them."""

from __future__ import annotations

import datetime

import pytest

from server.core.reporting.dates import due

TODAY = datetime.date(2026, 11, 30)  # a Monday


@pytest.mark.parametrize(
    ("language", "text", "said", "day"),
    [
        ("en", "Canada will send the list by 31 March.", "by 31 March", "2027-03-31"),
        ("en", "The group will report by the fifteenth of November.", "by the fifteenth of November", "2027-11-15"),
        ("en", "It starts on the first of March 2028.", "on the first of March 2028", "2028-03-01"),
        ("en", "We will host it in May 2027.", "in May 2027", "2027-05"),
        ("en", "The report is due before December 2027.", "before December 2027", "2027-11-30"),
        ("en", "By the end of June 2027 we will be done.", "By the end of June 2027", "2027-06-30"),
        ("en", "I will send it tomorrow.", "tomorrow", "2026-12-01"),
        ("en", "I will send it by Friday.", "by Friday", "2026-12-04"),
        ("en", "We will decide next week.", "next week", "2026-12-13"),
        ("en", "We will answer within two weeks.", "within two weeks", "2026-12-14"),
        ("en", "We will answer within three months.", "within three months", "2027-02-28"),
        ("en", "We will report at the next meeting.", "at the next meeting", ""),
        ("en", "March 5 would be fine.", "March 5", "2027-03-05"),
        ("pt", "O relatório será entregue até 15 de novembro.", "até 15 de novembro", "2027-11-15"),
        ("pt", "Enviaremos a lista até amanhã.", "amanhã", "2026-12-01"),
        ("fr", "Le rapport est attendu avant le 30 juin 2027.", "avant le 30 juin 2027", "2027-06-30"),
        ("fr", "Nous répondrons dans deux semaines.", "dans deux semaines", "2026-12-14"),
        ("es", "El grupo publicará la lista antes del 30 de junio.", "antes del 30 de junio", "2027-06-30"),
    ],
)
def test_a_day_is_found_with_the_words_for_it(language: str, text: str, said: str, day: str) -> None:
    found = due(text, language, TODAY)
    assert found is not None and (found.said, found.day) == (said, day)


@pytest.mark.parametrize("text", ["We may march on.", "In 2024 we certified 520 companies.", "No day is named here."])
def test_what_is_no_day_is_none(text: str) -> None:
    assert due(text, "en", TODAY) is None


def test_without_the_day_of_the_meeting_a_year_is_never_invented() -> None:
    found = due("We will send it by 31 March.", "en", None)
    assert found is not None and (found.said, found.day) == ("by 31 March", "")


def test_a_day_that_no_calendar_has_is_left_open() -> None:
    found = due("We will send it by 31 June 2027.", "en", TODAY)
    assert found is not None and found.day == ""
