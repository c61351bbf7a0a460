"""Remarks in front of the translate workers: what is said as it was handed in never reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.core.errors import DatabaseAway
from server.services.hearing import hear
from server.services.meeting import convene, floor, remarks
from server.services.meeting.remarks import Reader
from server.services.minutes import record
from tests.support.hall import Hall, Sent, opened_hall, say

KNOWN = {"en": "", "pt": "", "ja": ""}
TEXT = """Chair, distinguished colleagues, we thank you for the work of this year.

We propose a pilot of six ports, provided that personal data are protected by the law of each country.
We ask the secretariat to report on it before the end of the year."""
TOLD = """Senhor Presidente, ilustres colegas, agradecemos o trabalho deste ano.

Propomos um piloto em seis portos, desde que os dados pessoais estejam protegidos pela lei de cada país.
Pedimos ao secretariado que informe sobre ele antes do fim do ano."""
KOREA = Reader("delegation", "KR", "Invented Delegate")


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def hall(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A hall with a translate worker, an open session, and remarks of the delegation that has the floor."""

    def prepare(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "s", "Session", "public", ["en", "pt", "ja"], KNOWN)
        convene.open_session(tx, "s", 1)
        floor.give_floor(tx, "s", "KR", 0, 1)
        hear.open_stream(tx, "room", "s", "mixed", None, "en", 0, 0)
        given = remarks.checked("en", TEXT, {"pt": TOLD}, KNOWN)
        remarks.hand_in(tx, "s", "r-1", "KR", given, KOREA, 5)

    with opened_hall(tmp_path, sent, prepare, monkeypatch) as made:
        yield made


def told(hall: Hall, segment: str, language: str = "pt") -> tuple[str, str, str]:
    found = next(each for each in hall.read(lambda tx: record.minutes(tx, "s")) if each["id"] == segment)
    row = found["translations"][language]
    return row["text"], row["engine"], row["note"]


def test_what_is_read_gets_the_translation_that_was_handed_in_and_reaches_no_worker(hall: Hall, sent: Sent) -> None:
    first = say(hall, "Chair, distinguished colleagues, we thank you for the work of this year.")
    assert told(hall, first) == (
        "Senhor Presidente, ilustres colegas, agradecemos o trabalho deste ano.",
        "remarks",
        "",
    )
    pieces = (
        "We propose a pilot of six ports,",
        "provided that personal data are protected by the law of each country.",
    )
    parts = [say(hall, each) for each in pieces]
    assert [told(hall, each)[0] for each in parts] == [
        "Propomos um piloto em seis portos,",
        "desde que os dados pessoais estejam protegidos pela lei de cada país.",
    ]
    assert {told(hall, each)[1:] for each in parts} == {("remarks", "")}
    assert sent.texts("translate") == []


def test_what_parts_from_the_text_is_marked_and_the_rest_goes_to_the_machine(hall: Hall, sent: Sent) -> None:
    parted = say(hall, "We ask the secretariat to report on it before the end of next year.")
    assert told(hall, parted) == (
        "Pedimos ao secretariado que informe sobre ele antes do fim do ano.",
        "remarks",
        "delivery",
    )
    say(hall, "Let me add that the weather is fine.")
    assert sent.texts("translate") == ["Let me add that the weather is fine."]


def test_only_who_handed_it_in_gets_it(hall: Hall, sent: Sent) -> None:
    hall.write(lambda tx: floor.give_floor(tx, "s", "BR", 0, 2))
    say(hall, "We ask the secretariat to report on it before the end of the year.")
    assert len(sent.texts("translate")) == 1


def test_another_language_goes_to_the_machine(hall: Hall, sent: Sent) -> None:
    hall.translations.add_worker("w", {"en": {"pt": "invented", "ja": "invented"}})
    say(hall, "We ask the secretariat to report on it before the end of the year.")
    assert [each["target"] for name, each in sent if name == "translate"] == ["ja"]


def test_where_no_engine_has_a_way_the_translation_that_was_handed_in_is_there_all_the_same(hall: Hall) -> None:
    japanese = (
        "議長、ご列席の皆様、今年一年のご尽力に心より感謝申し上げます。\n\n"
        "私たちは六つの港での試行を提案します。ただし、個人データが各国の法律によって保護されることを条件とします。\n\n"
        "事務局には、年末までにこれについて報告するよう求めます。"
    )
    given = remarks.checked("en", TEXT, {"ja": japanese}, KNOWN)
    hall.write(lambda tx: remarks.replace(tx, "s", "r-1", 1, given, KOREA, 6))
    line = say(hall, "Chair, distinguished colleagues, we thank you for the work of this year.")
    assert told(hall, line, "ja") == (japanese.splitlines()[0], "remarks", "")


def test_recognitions_own_rough_english_gives_way_to_what_was_handed_in(hall: Hall, sent: Sent) -> None:
    text = "Nous proposons un projet pilote dans six ports. Nous remercions la présidence."
    given = remarks.checked(
        "fr", text, {"en": "We propose a pilot of six ports. We thank the Chair."}, {"fr": "", **KNOWN}
    )
    hall.write(lambda tx: remarks.hand_in(tx, "s", "r-2", "KR", given, KOREA, 6))
    line = say(hall, "Nous proposons un projet pilote dans six ports.", language="fr", english="A pilot of ports.")
    assert told(hall, line, "en") == ("We propose a pilot of six ports.", "remarks", "")


def test_a_persons_correction_is_translated_by_machine_unless_it_says_what_was_handed_in(
    hall: Hall, sent: Sent
) -> None:
    line = say(hall, "We ask the secretariat to report on it before the end of next year.")
    routes = hall.translations.routes()
    wording = "We ask the secretariat to report on it before the end of the next year."
    hall.apply(hall.write(lambda tx: record.correct(tx, "s", line, 1, wording, "Invented Rapporteur", routes, 9)))
    assert sent.texts("translate") == [wording]
    written = "We ask the secretariat to report on it before the end of the year."
    hall.apply(hall.write(lambda tx: record.correct(tx, "s", line, 2, written, "Invented Rapporteur", routes, 9)))
    assert told(hall, line) == ("Pedimos ao secretariado que informe sobre ele antes do fim do ano.", "remarks", "")


def test_what_was_withdrawn_or_replaced_is_not_used(hall: Hall, sent: Sent) -> None:
    given = remarks.checked("en", TEXT, {"pt": TOLD.replace("Pedimos", "Solicitamos")}, KNOWN)
    hall.write(lambda tx: remarks.replace(tx, "s", "r-1", 1, given, KOREA, 6))
    line = say(hall, "We ask the secretariat to report on it before the end of the year.")
    assert told(hall, line)[0].startswith("Solicitamos")
    hall.write(lambda tx: remarks.withdraw(tx, "s", "r-1", 2, KOREA, 7))
    say(hall, "We ask the secretariat to report on it before the end of the year.")
    assert len(sent.texts("translate")) == 1


def test_a_database_that_is_away_costs_the_remarks_and_not_the_translation(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(work: Any) -> Any:
        raise DatabaseAway("away")

    monkeypatch.setattr(hall, "read", away)
    say(hall, "We ask the secretariat to report on it before the end of the year.")
    assert len(sent.texts("translate")) == 1
