"""Splitting, masking, dressing, judging, formulas, glossary, memory: what happens to text around an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation import masking, sentences
from translation.cache import Cache
from translation.dressing import dress, undress
from translation.errors import BadText, UnknownLanguage
from translation.glossary import Glossary
from translation.languages import LANGUAGES, base_code, language, share_written_in
from translation.names import Countries
from translation.phrasebook import Phrasebook, without_article
from translation.translator import check


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Mr. Silva agrees. He signs.", ["Mr. Silva agrees.", "He signs."]),
        ("en", "It rose by 4.2 percent. See No. 7 and Art. 3.", ["It rose by 4.2 percent.", "See No. 7 and Art. 3."]),
        ("en", "Is it so? “Yes!” she said. No.", ["Is it so?", "“Yes!” she said.", "No."]),
        ("en", "J. F. Example spoke for the U.S. delegation.", ["J. F. Example spoke for the U.S. delegation."]),
        ("en", "No. We disagree.", ["No.", "We disagree."]),
        ("en", "one line without a stop", ["one line without a stop"]),
        ("pt", "A Sra. Exemplo falou. Obrigado!", ["A Sra. Exemplo falou.", "Obrigado!"]),
        ("fr", "M. Exemple remercie. Et vous ?", ["M. Exemple remercie.", "Et vous ?"]),
        ("zh", "谢谢主席。我们同意！对吗？", ["谢谢主席。", "我们同意！", "对吗？"]),
        ("ja", "「はい。」と言いました。以上です。", ["「はい。」", "と言いました。", "以上です。"]),
        ("ko", "감사합니다. 동의합니다.", ["감사합니다.", "동의합니다."]),
        ("ar", "هل توافقون؟ نعم. شكرا.", ["هل توافقون؟", "نعم.", "شكرا."]),
        ("ru", "Это ст. 5 соглашения. Спасибо.", ["Это ст. 5 соглашения.", "Спасибо."]),
        ("en", "  \t ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(code: str, text: str, expected: list[str]) -> None:
    assert sentences.split(text, code) == expected


def test_a_sentence_too_long_for_a_model_is_cut_at_clauses_and_loses_nothing() -> None:
    long = ", ".join(f"delegation number {n} reports on its window" for n in range(30)) + "."
    parts = sentences.split(long, "en")
    assert len(parts) > 1
    assert all(len(part) <= sentences.LONGEST_CHARS for part in parts)
    assert " ".join(parts) == long


def test_text_without_any_place_to_cut_is_cut_anyway() -> None:
    parts = sentences.split("海" * 300, "zh")
    assert "".join(parts) == "海" * 300
    assert max(map(len, parts)) <= sentences.LONGEST_CHARS_UNSPACED


@given(st.text(alphabet=st.sampled_from("ab .!?。\n\r，0"), max_size=120))
def test_paragraphs_joined_again_are_the_text(text: str) -> None:
    assert "".join(a + b for a, b in sentences.paragraphs(text)) == text


@given(st.text(alphabet=st.sampled_from("aB .!?。，01“”)"), max_size=600), st.sampled_from(["en", "zh", "ar"]))
def test_no_letter_is_lost_by_splitting(text: str, code: str) -> None:
    assert "".join("".join(sentences.split(text, code)).split()) == "".join(text.split())


def test_sentences_are_joined_as_their_language_joins_them() -> None:
    assert sentences.join(["One.", " ", "Two."], "en") == "One. Two."
    assert sentences.join(["一。", "二。"], "zh") == "一。二。"
    assert sentences.join(["WCO", "AEO"], "ja") == "WCO AEO"


FRAGILE = (
    "Write to a.b-c@example.org, see https://example.org/x#y?z=1, @wco #data {name} <b> 😀👍🏽 1,234.50 and 2023-05."
)


def test_what_a_model_would_spoil_comes_back_untouched() -> None:
    masked = masking.mask(FRAGILE, "en", "ko")
    for spoiled in ("example", "@", "#", "{", "<", "😀", "1,234"):
        assert spoiled not in masked.text
    assert masking.unmask(masked.text, masked) == FRAGILE


@given(st.text(alphabet=st.sampled_from("ab X7K9@#{}<>.,:/19 é海"), max_size=80), st.booleans(), st.integers(0, 1))
def test_masking_and_unmasking_give_the_text_back(text: str, covers_all: bool, family: int) -> None:
    masked = masking.mask(text, "en", "en", covers_all_numbers=covers_all, family=family)
    whole = masking.unmask(masked.text, masked)
    assert whole is None or whole == text
    parts = masking.around(masked)
    assert "".join(before + value for before, value in parts) == text


def test_a_stand_in_that_was_lost_or_doubled_is_noticed() -> None:
    masked = masking.mask("See a@example.org.", "en", "pt")
    name = masked.pieces[0][0]
    assert masking.unmask("Veja.", masked) is None
    assert masking.unmask(f"Veja {name} {name}.", masked) is None
    assert masking.unmask(f"Veja {name}a.", masked) is None
    assert masking.unmask(f"Veja {name}.", masked) == "Veja a@example.org."


@pytest.mark.parametrize(
    ("number", "source", "target", "before", "expected"),
    [
        ("1,234.5", "en", "pt", "about ", "1.234,5"),
        ("4.2", "en", "fr", "by ", "4,2"),
        ("1.234,5", "pt", "en", "", "1,234.5"),
        ("350,000", "en", "de", "", "350.000"),
        ("350,000", "en", "ko", "", "350,000"),
        ("4.2", "en", "pt", "see section ", "4.2"),
        ("12/05/2023", "en", "pt", "on ", "12/05/2023"),
        ("10:42", "en", "pt", "at ", "10:42"),
        ("1.2.3", "en", "pt", "", "1.2.3"),
        ("12\u202f500,5", "fr", "en", "", "12,500.5"),
    ],
)
def test_figures_take_the_separators_of_the_target(
    number: str, source: str, target: str, before: str, expected: str
) -> None:
    assert masking.localise(number, source, target, before) == expected


def test_fixed_terms_are_whole_words_and_the_longest_wins() -> None:
    terms = {"AEO": "OEA", "AEO mutual recognition": "reconhecimento mútuo de OEA", "세계관세기구": "WCO"}
    masked = masking.mask("AEO mutual recognition and AEO, not XAEOX.", "en", "pt", terms)
    assert [value for _, value in masked.pieces] == ["reconhecimento mútuo de OEA", "OEA"]
    assert "XAEOX" in masked.text
    assert masking.mask("세계관세기구는 회의", "ko", "en", terms).pieces[0][1] == "WCO"


def test_a_sentence_is_dressed_for_the_engine_and_undressed_again() -> None:
    assert dress("hello there", "en").text == "Hello there."
    assert undress("Olá.", dress("hello", "en"), "pt") == "olá"
    shouted = dress("THE DATA OF X7 IS SAFE", "en", frozenset({"X7"}))
    assert shouted.text == "The data of X7 is safe."
    assert undress("Os dados de X7 são seguros.", shouted, "pt") == "OS DADOS DE X7 SÃO SEGUROS"
    assert dress("Is it?", "en").text == "Is it?"
    assert dress("WCO", "en").text == "WCO."
    assert dress("同意", "zh").text == "同意。"


def test_languages_are_found_by_any_tag_and_strangers_are_refused() -> None:
    assert base_code("pt_BR") == base_code(" PT-br ") == "pt"
    assert language("zh-Hans-CN").native == "中文"
    assert language("ar").direction == "rtl"
    assert {"en", "pt", "fr", "es", "zh", "ja", "ko", "ar", "ru", "de", "it"} <= set(LANGUAGES)
    with pytest.raises(UnknownLanguage, match="known are"):
        language("tlh")


def test_the_script_of_a_text_is_measured() -> None:
    assert share_written_in("감사합니다 WCO", language("ko")) == pytest.approx(5 / 8)
    assert share_written_in("123", language("ko")) == 1.0


def test_formulas_are_known_by_heart_with_and_without_a_name() -> None:
    book = Phrasebook.read()
    thanks, floor = book.find("thank you", "en", "pt"), book.find("Brazil has the floor.", "en", "pt")
    assert thanks is not None
    assert floor is not None
    assert (thanks.text, thanks.name) == ("Obrigado.", "")
    assert (floor.text, floor.name) == ("{} tem a palavra.", "Brazil")


@pytest.mark.parametrize(
    "sentence",
    ["Thank you, we share your view on data.", "Thank you, and good night.", "Thank you, Brazil. We agree.", "Hm."],
)
def test_a_sentence_that_only_begins_like_a_formula_goes_to_the_engine(sentence: str) -> None:
    assert Phrasebook.read().find(sentence, "en", "pt") is None


def test_every_formula_keeps_its_name_in_every_language() -> None:
    for row in Phrasebook.read()._rows:
        assert len(row) == 11
        assert len({text.count("{}") for text in row.values()}) == 1, row


def test_countries_have_their_name_in_every_language() -> None:
    countries = Countries()
    assert countries.find("kenya", "en", "pt") == "Quênia"
    assert countries.find("Brasil", "pt", "ko") == "브라질"
    assert countries.find("Korea", "en", "pt") == "Coreia"
    assert countries.find("Republic of Korea", "en", "fr") == "République de Corée"
    assert countries.find("Ms. Example", "en", "pt") is None
    assert countries.find("World", "en", "pt") is None


def test_names_lose_their_article_in_a_formula() -> None:
    assert without_article("A República da Coreia", "pt") == "República da Coreia"
    assert without_article("l'Italie", "fr") == "Italie"
    assert without_article("Algeria", "en") == "Algeria"
    assert without_article("Argentina", "pt") == "Argentina"


def test_a_glossary_fixes_terms_in_the_last_leg_only() -> None:
    glossary = Glossary(frozenset({"WCO", " "}), {"AEO": {"pt": "OEA"}, "": {"pt": "x"}})
    assert glossary.terms("pt", "pt-BR") == {"WCO": "WCO", "AEO": "OEA"}
    assert glossary.terms("en", "pt") == {"WCO": "WCO", "AEO": "AEO"}
    assert glossary.terms("fr", "fr") == {"WCO": "WCO"}


def test_the_memory_is_bounded_and_forgets_the_oldest() -> None:
    cache = Cache(2)
    cache.put("a", "1")
    cache.put("b", "2")
    assert cache.get("a") == "1"
    cache.put("c", "3")
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == ("1", None, "3", 2)
    cache.clear()
    assert len(cache) == 0


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b", "a\x1b[31m", "half \ud800", "x" * 20_001])
def test_text_that_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(BadText):
        check(text)


def test_line_breaks_tabs_and_any_script_are_text() -> None:
    check("one\r\n\ttwo\n한국어 العربية \u200f 😀")
