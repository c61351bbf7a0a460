"""Answers of engines that a reader must not see: loops, lost figures, brackets, months, negations, other languages."""

from __future__ import annotations

import pytest

from translation.commonest import speaks_another
from translation.dates import has_months
from translation.guard import FATAL, has_figures, has_loop, problems
from translation.marks import keeps_negation


@pytest.mark.parametrize(
    "text",
    [
        "matriculados matriculados",
        "we agree, we agree, we agree",
        "na na na na",
        "a b c a b c a b c",
        "데이터데이터데이터데이터",
    ],
)
def test_loops_are_seen(text: str) -> None:
    assert has_loop(text)


@pytest.mark.parametrize("text", ["no, no", "We agree and we agree.", "1 1 1 1", "10 000 000 000", "", "hahaha well"])
def test_ordinary_repetition_is_no_loop(text: str) -> None:
    assert not has_loop(text)


@pytest.mark.parametrize(
    ("before", "after", "target", "expected"),
    [
        ("We agree.", "Concordamos.", "pt", set()),
        ("We agree.", " ", "pt", {"empty"}),
        (
            "We agree.",
            "Concordamos com tudo o que foi dito hoje e ainda com o que será dito amanhã, sem reservas.",
            "pt",
            {"too_long"},
        ),
        ("We share the risk data of all our customs administrations.", "Sim.", "pt", {"too_short"}),
        ("We agree on data.", "Nous sommes d'accord.", "ko", {"script"}),
        ("The WCO AEO TFA", "WCO AEO TFA", "ko", set()),
        ("In 2022, 820,000 came.", "Em 2022, 880.000 vieram.", "pt", {"figures"}),
        ("In 2022, 820,000 came.", "Em 2022 vieram 820.000.", "pt", set()),
        ("We share the data of all.", "We share the data of all.", "pt", {"copied"}),
    ],
)
def test_a_bad_answer_is_named(before: str, after: str, target: str, expected: set[str]) -> None:
    assert problems(before, after, "en", target) == expected


def test_hours_and_ordinals_may_be_written_otherwise() -> None:
    assert has_figures("At 3 p.m. on day 2.", "Às 15h do dia 2.")
    assert has_figures("At 2:30 p.m.", "Às 14:30.")
    assert has_figures("Às 14:30.", "At 2:30 pm.")
    assert has_figures("In the 19th century.", "No século XIX.")
    assert not has_figures("At 3 p.m.", "Às 16h.")
    assert has_figures("٢٠٢٣", "2023")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("It rose by 12%.", "Subiu 12%.", set()),
        ("It rose by 12 percent.", "Subiu 12.", {"figures"}),
        ("It cost EUR 40.", "Custou 40 euros.", set()),
        ("It cost €40.", "Custou 40 reais.", {"figures"}),
        ("R$ 40 is enough.", "R$ 40 chegam.", set()),
        ("The text [and annex] (draft) stays.", "O texto [e anexo] (projeto) fica.", set()),
        ("The text [and annex] stays.", "O texto e o anexo ficam.", {"parentheses"}),
        ('The "single window" stays.', "A «janela única» fica.", set()),
        ('The "single window" stays.', "A janela única fica.", {"quotes"}),
        ('He said: "we agree.', "Ele disse: concordamos.", set()),
        ('A door of 36" and one of 30".', "Uma porta de 36 e outra de 30 polegadas.", set()),
        ("a) first, b) second", "a) primeiro, b) segundo (isto)", set()),
        ("We do not agree.", "Não concordamos.", set()),
        ("We do not agree.", "Concordamos.", {"negation"}),
        ("Our minister can't accept it.", "O nosso ministro aceita.", {"negation"}),
        ("Not only Chile agrees.", "O Chile também concorda.", set()),
        ("Why don't we begin at nine?", "Que tal começarmos às nove?", set()),
        ("See No. 5.", "Veja o n.º 5.", set()),
    ],
)
def test_brackets_money_and_negation_must_arrive(before: str, after: str, found: set[str]) -> None:
    assert problems(before, after, "en", "pt") == found


@pytest.mark.parametrize(
    ("source", "target", "before", "after", "has"),
    [
        ("en", "pt", "It starts on the first of March 2027.", "Começa no dia 1 de março de 2027.", True),
        ("en", "pt", "It starts on 1 March.", "Começa a 1 de maio.", False),
        ("en", "pt", "It starts on 1 March 2027.", "Começa em 1/3/2027.", True),
        ("en", "pt", "You may 5 times march.", "Pode marchar 5 vezes.", True),
        ("pt", "en", "Até 30 de junho.", "By 30 June.", True),
        ("pt", "en", "Até 30 de junho.", "By 30 July.", False),
        ("fr", "en", "le 1er août 2026", "on 1 August 2026", True),
        ("ko", "en", "2027년 3월 1일에 시작합니다.", "It starts on 1 March 2027.", True),
        ("ko", "en", "2027년 3월 1일에 시작합니다.", "It starts on 1 May 2027.", False),
        ("en", "ko", "It starts on 1 March 2027.", "2027년 3월 1일에 시작합니다.", True),
        ("en", "zh", "It starts in March 2027.", "2027年5月开始。", False),
        ("ru", "en", "с 5 мая", "from 5 May", True),
        ("en", "ru", "in March 2027", "в марте 2027 года", True),
        ("en", "ru", "in March 2027", "в мае 2027 года", False),
        ("en", "ar", "in March 2027", "في آذار 2027", True),
        ("ko", "en", "3개월 동안 5명", "5 people for 3 months", True),
    ],
)
def test_months_arrive(source: str, target: str, before: str, after: str, has: bool) -> None:
    assert has_months(before, after, source, target) is has
    assert ("figures" not in problems(before, after, source, target)) is has


@pytest.mark.parametrize(
    ("text", "target", "is_wrong"),
    [
        ("Nous avons besoin de données pour la gestion des risques.", "en", True),
        ("We need the data for the management of risks.", "pt", True),
        ("Necesitamos los datos para la gestión de los riesgos.", "pt", True),
        ("Precisamos dos dados e da gestão dos riscos.", "es", True),
        ("Precisamos dos dados e da gestão dos riscos.", "pt", False),
        ("O livro The Lord of the Rings foi lido.", "pt", False),
        ("Concordamos.", "pt", False),
        ("Republic of Korea", "pt", False),
        ("Мы хотим, чтобы они были с нами, и это как раз то, что нужно.", "uk", True),
        ("We need the data for the management of risks.", "he", False),
    ],
)
def test_a_translation_in_another_language_of_the_same_alphabet_is_seen(text: str, target: str, is_wrong: bool) -> None:
    assert speaks_another(text, target) is is_wrong


def test_a_sentence_that_comes_back_in_its_own_language_or_another_is_never_shown() -> None:
    assert "language" in problems(
        "We need data of the customs.", "Necesitamos los datos de la aduana y del puerto.", "en", "pt"
    )
    assert "language" in FATAL


@pytest.mark.parametrize(
    ("source", "target", "before", "after", "keeps"),
    [
        ("pt", "en", "Não concordamos.", "We agree.", False),
        ("ko", "en", "우리는 동의하지 않습니다.", "We do not agree.", True),
        ("en", "ko", "We do not agree.", "우리는 동의합니다.", False),
        ("en", "zh", "We do not agree.", "我们不同意。", True),
        ("en", "ar", "We do not agree.", "لا نوافق.", True),
        ("en", "ar", "We do not agree.", "نوافق.", False),
        ("ru", "en", "Мы не согласны.", "We agree.", False),
        ("en", "th", "We do not agree.", "เราเห็นด้วย", True),
        ("fr", "en", "Chaque personne est d'accord.", "Everybody agrees.", True),
        ("de", "en", "Wir sind noch da.", "We are still here.", True),
        ("zh", "en", "各国的做法不同，是否特别，我们看非洲。", "Countries differ; we look at Africa.", True),
        ("zh", "en", "我们不同意。", "We agree.", False),
        ("zh", "en", "我们没有同意。", "We agree.", False),
        ("ko", "en", "미국은 동의합니다.", "The United States agrees.", True),
        ("en", "pt", "We cannot accept it.", "É inaceitável.", True),
        (
            "en",
            "pt",
            "We do not agree with the important information.",
            "Concordamos com a informação importante.",
            False,
        ),
        ("pt", "en", "Não concordamos com a unidade.", "We agree with the unit until then.", False),
    ],
)
def test_negation_is_looked_for_in_the_languages_that_are_known(
    source: str, target: str, before: str, after: str, keeps: bool
) -> None:
    assert keeps_negation(before, after, source, target) is keeps
