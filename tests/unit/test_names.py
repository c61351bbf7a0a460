"""What countries are called in every language, and what happens to their names in a sentence."""

from __future__ import annotations

import unicodedata

import pytest

from server.languages import country
from tests.support.fake_engine import FakeEngine
from translation.countries import FORMS, OFFICIAL, TABLE, called, every
from translation.languages import LANGUAGES, share_written_in
from translation.names import Countries
from translation.phrasebook import Phrasebook
from translation.translator import Translator


def test_every_country_has_a_short_name_in_every_official_language_and_in_its_script() -> None:
    assert {"BR", "KR", "KP", "FR", "KE", "AE", "EU", "XK"} <= set(every())
    assert len(every()) == 249 + 2, "all codes of ISO 3166-1, the European Union and Kosovo"
    for code, each in every().items():
        for language in OFFICIAL:
            name = each.name(language)
            assert name and share_written_in(name, LANGUAGES[language]) == 1, (code, language, name)
            assert not set(name) & set("&()（）") and " - " not in name, (code, language, name)


def test_the_names_of_a_language_are_different_and_formal_ones_are_many() -> None:
    for language in OFFICIAL:
        for kind in ("short", "formal"):
            names = [
                each.name(language) if kind == "short" else each.formal.get(language, "") for each in every().values()
            ]
            known = [name for name in names if name]
            assert len(known) == len(set(known)), (language, kind)
            assert len(known) >= 120, (language, kind)
        if language not in ("zh", "ko"):
            assert sum(language in each.adjective for each in every().values()) >= 100, language


def test_the_table_has_clean_cells_and_only_forms_that_are_known() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    assert set(columns) == {"code", "form", *OFFICIAL, "de", "it", "ja"}
    seen = set()
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) == len(columns) and cells[1] in FORMS, line
        assert (cells[0], cells[1]) not in seen, line
        seen.add((cells[0], cells[1]))
        for cell in cells:
            assert cell == cell.strip() == unicodedata.normalize("NFC", cell) and "'" not in cell, line


@pytest.mark.parametrize(
    ("name", "source", "target", "rendering"),
    [
        ("Republic of Korea", "en", "pt", "República da Coreia"),
        ("republic of korea", "en", "ja", "大韓民国"),
        ("South Korea", "en", "pt", "Coreia do Sul"),
        ("République fédérative du Brésil", "fr", "ru", "Федеративная Республика Бразилия"),
        ("Federative Republic of Brazil", "en", "de", "Brasilien"),
        ("Côte d'Ivoire", "fr", "ar", "ساحل العاج"),
        ("Holland", "en", "es", "Países Bajos"),
        ("UK", "en", "ko", "영국"),
        ("Greenland", "en", "fr", "Groenland"),
        ("Exampleland", "en", "pt", None),
    ],
)
def test_a_name_alone_is_looked_up(name: str, source: str, target: str, rendering: str | None) -> None:
    assert Countries().find(name, source, target) == rendering


def test_names_are_found_in_a_sentence_the_longest_first() -> None:
    found = Countries().named("Papua New Guinea, Guinea-Bissau and the Republic of Korea thank Nigeria.", "en", "es")
    assert [(each.code, each.rendering) for each in found] == [
        ("PG", "Papúa Nueva Guinea"),
        ("GW", "Guinea-Bisáu"),
        ("KR", "República de Corea"),
        ("NG", "Nigeria"),
    ]
    assert [each.code for each in Countries().named("巴西和刚果民主共和国支持。", "zh", "en")] == ["BR", "CD"]
    assert Countries().named("이것이 말리는 이유란 말이다. 가나요?", "ko", "en") == []
    assert Countries().named("the china cups and a turkey", "en", "pt") == []


@pytest.mark.parametrize(
    ("before", "after", "source", "target"),
    [
        ("Kenya supports it.", "O Quénia apoia.", "en", "pt"),
        ("Kenya supports it.", "O QUÊNIA APOIA.", "en", "pt"),
        ("The proposals of Canada stand.", "As propostas canadianas mantêm-se.", "en", "pt"),
        ("Kenya's view is known.", "La posición keniana es conocida.", "en", "es"),
        ("A proposta da Alemanha.", "Germany's proposal.", "pt", "en"),
        ("A proposta da Alemanha.", "The German proposal.", "pt", "en"),
        ("The proposal of Brazil stands.", "A proposta brasileira mantém-se.", "en", "pt"),
        ("The delegation of China agrees.", "Делегация Китая согласна.", "en", "ru"),
        ("The delegation of Russia agrees.", "Российская делегация согласна.", "en", "ru"),
        ("The delegation of Egypt agrees.", "يوافق الوفد المصري.", "en", "ar"),
        ("A delegação da França apoia.", "The French delegation supports it.", "pt", "en"),
        ("Os Estados Unidos apoiam.", "The U.S. supports it.", "pt", "en"),
        ("Jordan scored again.", "Jordan marcou outra vez.", "en", "pt"),
        ("We thank all of you.", "Agradecemos a todos.", "en", "pt"),
    ],
)
def test_a_name_that_arrived_by_any_of_its_forms_is_not_lost(before: str, after: str, source: str, target: str) -> None:
    assert Countries().lost(before, after, source, target) == []


def test_a_country_that_became_another_is_lost() -> None:
    found = Countries().lost("Niger and Mali agree.", "A Nigéria e o Mali concordam.", "en", "pt")
    assert [each.code for each in found] == ["NE"]
    lost = Countries().lost("Austria and Mali agree.", "A Austrália e o Mali concordam.", "en", "pt")
    assert [each.code for each in lost] == ["AT"]


def test_a_name_that_the_engine_takes_for_another_is_put_right_once() -> None:
    def confuses(sentence: str, source: str, target: str) -> str:
        return (
            sentence.replace("The delegation of", "A delegação de")
            .replace("Austria", "Austrália")
            .replace("supports the plan", "apoia o plano")
        )

    engine = FakeEngine({("en", "pt")}, confuses)
    done = Translator([engine], phrases=Phrasebook([])).translate(
        "The delegation of Austria supports the plan.", "en", "pt"
    )
    assert (done.text, done.notes) == ("A delegação de Áustria apoia o plano.", frozenset())
    assert sum(len(batch) == 1 for batch in engine.batches) == 2


def test_a_name_that_cannot_be_put_right_is_noted_and_costs_one_try() -> None:
    engine = FakeEngine({("en", "pt")}, lambda *_: "A delegação apoia o plano que nos foi apresentado aqui.")
    done = Translator([engine], phrases=Phrasebook([])).translate(
        "The delegation of Austria supports the plan.", "en", "pt"
    )
    assert done.notes == {"names"} and sum(len(batch) == 1 for batch in engine.batches) == 2


def test_a_delegations_name_comes_from_the_same_table() -> None:
    assert country("CD", "en") == "Democratic Republic of the Congo"
    assert country("GL", "fr") == "Groenland"
    assert country("WCO", "en") == country("chair", "fr") == ""


@pytest.mark.parametrize(
    ("code", "name", "language", "shown"),
    [
        ("KR", "Republic of Korea", "ko", "대한민국"), ("KR", "the Republic of Korea", "pt", "República da Coreia"),
        ("BR", "Brasil", "ko", "브라질"), ("BR", "Brazil", "pt", "Brasil"), ("KE", "Kenya", "en", "Kenya"),
        ("KR", "Korea Invented Customs", "ko", "Korea Invented Customs"),
        ("XX", "Brazil", "ko", "Brazil"), ("KE", "Brazil", "ko", "Brazil"),
    ],
)  # fmt: skip
def test_a_country_registered_by_one_of_its_names_is_called_as_the_reader_calls_it(
    code: str, name: str, language: str, shown: str
) -> None:
    assert called(code, name, language) == shown
