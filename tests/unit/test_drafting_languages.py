"""Drafts in Russian and Chinese: counted, held and verified like the others, from turns in these languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.drafting import LANGUAGES, Evidence, Fault, Segment, draft, verify
from server.core.drafting.translated import differences
from server.core.drafting.wording import FIRM, PARTICIPLES, SPOKEN, TABLES, VERBS
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Kind, Paragraph
from server.core.zero import bracketed, recognise
from server.documents import zero_draft

MEETINGS = {
    "ru": {
        "PP": "Мы предлагаем единый реестр изъятых грузов, который обновляется каждые 48 часов.",
        "AA": "Мы полностью поддерживаем это предложение.",
        "BB": "Мы согласны при условии, что имена подозреваемых не будут указаны.",
        "CC": "Мы не можем поддержать этот реестр.",
        "DD": "Мы обязуемся предоставить два сервера до конца года.",
    },
    "zh": {
        "PP": "中方建议设立被扣货物共同登记册，每48小时更新一次。",
        "AA": "我们完全支持这项提案。",
        "BB": "我们同意，但条件是不列出嫌疑人的姓名。",
        "CC": "我们不能支持这个登记册。",
        "DD": "我们承诺在年底前提供两台服务器。",
    },
}
NAMES = {
    "ru": {"PP": "Пеландия", "AA": "Аландия", "BB": "Беландия", "CC": "Целандия", "DD": "Деландия"},
    "zh": {"PP": "甲国", "AA": "乙国", "BB": "丙国", "CC": "丁国", "DD": "戊国"},
}


def meeting(language: str, codes: tuple[str, ...] = ("PP", "AA", "BB", "CC", "DD")) -> Evidence:
    """One turn of each delegation, named s1, s2 and so on, under the names that the language has for them."""
    return Evidence(
        tuple(
            Segment(f"s{at}", at * 9000, at * 9000 + 5000, language, code, NAMES[language][code], told)
            for at, code in enumerate(codes, start=1)
            for told in (MEETINGS[language][code],)
        ),
        title={"ru": "Что изъято", "zh": "扣押之物"}[language],
    )


def proposal(evidence: Evidence, language: str, form: Form = Form.COMMUNIQUE) -> Paragraph:
    return next(each for each in draft(evidence, language, form).paragraphs if each.id.startswith("p"))


@pytest.mark.parametrize("language", MEETINGS)
@pytest.mark.parametrize("form", list(Form))
def test_a_russian_or_chinese_draft_counts_supports_and_holds_conditions_and_objections(
    language: str, form: Form
) -> None:
    evidence = meeting(language)
    made = draft(evidence, language, form).paragraphs
    paragraph = proposal(evidence, language, form)
    assert paragraph.supporters == ("AA",)
    assert [(each.owner, each.hold) for each in paragraph.brackets] == [("BB", Hold.CONDITION), ("CC", Hold.OBJECT)]
    assert [each.kind for each in made if each.id.startswith("c")] == [Kind.OPERATIVE]
    assert all(NAMES[language][code] in " ".join(each.text for each in made) for code in NAMES[language])
    for each in made:
        assert verify(each, evidence, language) == (), each.text


def test_the_sentences_of_a_russian_and_a_chinese_communique_read_as_they_should() -> None:
    found = {language: proposal(meeting(language, ("PP", "AA")), language).text for language in MEETINGS}
    assert found["ru"].startswith("Мы приветствуем предложение (Пеландия): ") and "поддержали: Аландия" in found["ru"]
    assert found["zh"].startswith("我们欢迎甲国的提案：") and "，获乙国支持" in found["zh"]


@pytest.mark.parametrize("language", MEETINGS)
def test_the_verifier_sees_another_figure_a_foreign_name_and_a_dropped_bracket_in_russian_and_chinese(
    language: str,
) -> None:
    evidence = meeting(language)
    paragraph = proposal(evidence, language)

    def faults(changed: Paragraph) -> set[Fault]:
        return {each.fault for each in verify(changed, evidence, language)}

    assert "48" in paragraph.text
    assert Fault.FIGURE in faults(replace(paragraph, text=paragraph.text.replace("48", "24")))
    other = paragraph.text.replace(NAMES[language]["AA"], NAMES[language]["DD"])
    assert Fault.SPEAKER in faults(replace(paragraph, text=other))
    assert Fault.HELD in faults(replace(paragraph, brackets=paragraph.brackets[:1]))


def test_every_working_language_has_every_word_of_the_others() -> None:
    assert set(LANGUAGES) == {"en", "fr", "es", "pt", "ru", "ar", "zh", "ko"}
    for tables in (TABLES, SPOKEN):
        assert len({frozenset(each) for each in tables.values()}) == 1
    assert set(PARTICIPLES) == set(FIRM) == set(VERBS) == set(LANGUAGES)
    for language in LANGUAGES:
        for name, words in TABLES[language].items():
            assert ("{who}" in words) == ("{who}" in TABLES["en"][name]), (language, name)
            assert ("{n}" in words) == ("{n}" in TABLES["en"][name]), (language, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_draft_writes_in_brackets_is_read_back_from_a_zero_draft(language: str) -> None:
    names = {"Aland": "AA"}
    for hold in (Hold.RESERVE, Hold.OBJECT, Hold.AMEND, Hold.DISASSOCIATE, Hold.CONDITION, Hold.UNCLEAR):
        told = TABLES[language][f"hold:{hold}"].format(who="Aland")
        opening = VERBS[language][Form.COMMUNIQUE]["welcome"]
        found = recognise(zero_draft.of_text(f"1. {opening} 48 [{told}“48”].").blocks, language, names)
        (paragraph,) = found.paragraphs
        _, brackets = bracketed(paragraph, language, names)
        assert [(each.owner, each.hold) for each in brackets] == [("AA", hold)], told


def test_how_the_chair_is_spoken_to_is_no_name_that_a_translation_must_have() -> None:
    called = {"CHAIR": {"en": "Chair", "pt": "Presidência"}, "CL": {"en": "Chile", "pt": "Chile"}}
    told = differences("Obrigada, Senhora Presidente.", "pt", "Thank you, Madam Chair.", "en", called)
    assert told == ()
    lost = differences("O Brasil apoia o Chile.", "pt", "Brazil supports it.", "en", called)
    assert [each.text for each in lost] == ["Chile"]
