"""Zero drafts the way that people write them: owners, alternatives, numbers and marks in eight languages."""

# ruff: noqa: E501 (tables of drafts)

from __future__ import annotations

import pytest

from server.core.statement.brackets import NOBODY, Hold
from server.core.statement.statement import Kind
from server.core.zero import bracketed
from server.core.zero.blocks import parted, suffix
from server.core.zero.owners import codes_of, owners_of
from server.documents import zero_draft
from tests.support.zero import HERE, read, shown


def held(text: str, language: str = "en") -> tuple[str, list[tuple[str, tuple[str, ...], str]]]:
    """The words of one paragraph, and of its brackets the words, who holds them and which alternative they are."""
    (found,) = read(f"1. {text}", language).paragraphs
    words, brackets = bracketed(found, language, zero_draft.names_of(HERE, language))
    return words, [(words[one.start + 1 : one.end - 1], one.holders, one.label) for one in brackets]


@pytest.mark.parametrize(
    "written",
    [
        "[within 48 hours, Brazil]", "[within 48 hours, BR]", "[Brazil: within 48 hours]", "[BR: within 48 hours]",
        "[within 48 hours – BR]", "[Brazil – within 48 hours]", "[within 48 hours (Brazil)]", "[within 48 hours] (BR)",
        "[within 48 hours]BR", "[Brazil proposes: within 48 hours]", "[the Federative Republic of Brazil: within 48 hours]",
    ],
)  # fmt: skip
def test_whoever_is_named_before_behind_or_beside_the_words_of_a_bracket_holds_it(written: str) -> None:
    assert held(f"We answer {written} of the request") == (
        "We answer [within 48 hours] of the request", [("within 48 hours", ("BR",), "")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written", "words"),
    [
        ("fr", "[Corée, Brésil : dans les 48 heures]", "dans les 48 heures"),
        ("es", "[en 48 horas, República de Corea y Brasil]", "en 48 horas"),
        ("pt", "[em 48 horas – Coreia, Brasil]", "em 48 horas"),
        ("ru", "[в течение 48 часов, Республика Корея и Бразилия]", "в течение 48 часов"),
        ("ar", "[جمهورية كوريا، البرازيل: خلال ٤٨ ساعة]", "خلال ٤٨ ساعة"),
        ("zh", "[48小时内，大韩民国、巴西]", "48小时内"),
        ("ko", "[대한민국, 브라질: 48시간 이내]", "48시간 이내"),
        ("en", "[within 48 hours (대한민국, Brasil)]", "within 48 hours"),
    ],
)
def test_owners_are_named_in_the_language_of_the_text_or_in_any_other(language: str, written: str, words: str) -> None:
    assert held(written, language)[1] == [(words, ("KR", "BR"), "")]


@pytest.mark.parametrize(
    "written",
    [
        "[in Lanternport, Republic of Korea]", "[customs of Kenya, Brazil]", "[note: this]", "[NB: not yet]",
        "[customs, ports and airports]", "[of Kenya]", "[to be agreed, later]",
    ],
)  # fmt: skip
def test_a_place_a_list_of_countries_and_a_remark_own_nothing(written: str) -> None:
    assert held(f"We meet {written}")[1] == [(written[1:-1], (NOBODY,), "")]


def test_names_with_an_and_in_them_are_one() -> None:
    codes = codes_of(zero_draft.names_of(HERE, "en"))
    assert owners_of("Kenya, Trinidad and Tobago and the Republic of Korea", codes) == ("KE", "TT", "KR")
    assert owners_of("Kenya and so on", codes) == owners_of("it", codes) == ()


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("[shall] [should] [may]", ["shall", "should", "may"]),
        ("[shall][should]", ["shall", "should"]),
        ("[shall] / [should]", ["shall", "should"]),
        ("[shall / should]", ["shall", "should"]),
        ("[by the end of the year 2027] [by the end of the year 2028]", ["by the end of the year 2027", "by the end of the year 2028"]),
        ("[Option 1: every year] [Option 2: every two years]", ["every year", "every two years"]),
        ("[KR: within two days of the request made; BR: within a week of its answer]", ["within two days of the request made", "within a week of its answer"]),
    ],
)  # fmt: skip
def test_wordings_side_by_side_are_alternatives_of_one_place(written: str, choices: list[str]) -> None:
    _, found = held(f"We {written} act")
    assert [(words, label) for words, _, label in found] == list(
        zip(choices, ("", "bis", "ter", "quater"), strict=False)
    )


def test_alternatives_have_owners_of_their_own_and_may_stand_in_a_bracket() -> None:
    text, found = held("We [KR: shall / BR: should] act [on [all] [most] data, Kenya] [and publish them]")
    assert text == "We [shall] [should] act [on [all] [most] data] [and publish them]"
    assert found == [
        ("shall", ("KR",), ""),
        ("should", ("BR",), "bis"),
        ("on [all] [most] data", ("KE",), ""),
        ("all", (NOBODY,), ""),
        ("most", (NOBODY,), "bis"),
        ("and publish them", (NOBODY,), ""),
    ]


def test_a_choice_that_only_its_place_tells_and_an_owner_who_is_not_here_are_told() -> None:
    made = read("1. We [shall] [should] act [by 2027] [by 2028] and [JP: at once].")
    assert [(each.code, each.text) for each in made.warnings] == [("choice", "[shall] [should]"), ("owner", "JP")]


def test_paragraphs_between_two_keep_their_numbers() -> None:
    made = read(
        "1. We meet.\n\n2. We share.\n\n2 bis. [We rest.]\n\n2ter [We train.] (KR)\n\n2 alt. We wait.\n\n3. We part."
    )
    assert [number for number, _ in shown(made)] == ["1", "2", "2 bis", "2 ter", "2 alt", "3"]
    assert made.warnings == ()
    assert shown(made)[2:4] == [("2 bis", "[We rest];"), ("2 ter", "[We train];")]


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("3 bis. We", "bis"), ("3-бис. Мы", "bis"), ("٣ مكررا - تقرر", "bis"), ("第三条之二 决定", "bis"), ("三之三、决定", "ter"),
        ("3의2. 우리는", "bis"), ("제3조의3 우리는", "ter"), ("OP3 ter Decides", "ter"), ("3A. We", "A"), ("3. We", ""), ("三、决定", ""),
    ],
)  # fmt: skip
def test_what_follows_a_number_is_read_in_every_language(label: str, named: str) -> None:
    assert suffix(parted(label)[1]) == named


@pytest.mark.parametrize(
    "text", ["2.5 percent of it", "5 – 10 members", "1 800 persons", "10:30 in the hall", "2.5 مليون"]
)
def test_figures_at_the_head_of_a_text_are_no_numbers_of_it(text: str) -> None:
    assert parted(text)[3] == text


def test_the_marks_of_a_draft_stand_above_its_title_and_are_told() -> None:
    for above, language in (
        ("ZERO DRAFT – Rev.1, as of 12 May 2027", "en"), ("PROJET ZÉRO du 12 mai 2027", "fr"), ("BORRADOR CERO", "es"),
        ("НУЛЕВОЙ ПРОЕКТ от 12 мая 2027 г.", "ru"), ("مسودة صفرية", "ar"), ("零草案", "zh"), ("영초안 (2027년 5월 12일)", "ko"), ("PROJETO ZERO", "pt"),
    ):  # fmt: skip
        made = read(f"{above}\n\nOn trust [and data]\n\n1. X.", language)
        assert (made.title, [(each.code, each.text) for each in made.warnings]) == (
            "On trust [and data]",
            [("left", above)],
        )
    assert read("Draft declaration\n\n1. We meet.").title == "Draft declaration"


def test_resolutions_number_their_paragraphs_as_op_and_pp() -> None:
    made = read(
        "PP1 Recalling 2025,\nPP2 bis Mindful of it,\nOP1 Decides to meet;\nOP1 bis [Decides to rest;]\nOP2. Agrees."
    )
    assert [(str(each.kind), each.number) for each in made.paragraphs] == [
        ("preambular", ""), ("preambular", ""), ("operative", "1"), ("operative", "1 bis"), ("operative", "2"),
    ]  # fmt: skip


def test_numbers_within_numbers_sections_and_loose_numbers_find_their_places() -> None:
    made = read("A\n\n1. General\n1.1 We share:\n1) data;\n2) risks.\n1.2 We train.\n2. Next\n2.1 We meet.")
    assert [(str(each.kind)[:3], each.text) for each in made.paragraphs] == [
        ("tit", "1. General"), ("ope", "We share:\n1) data;\n2) risks."), ("ope", "We train."), ("tit", "2. Next"), ("ope", "We meet."),
    ]  # fmt: skip
    assert [text for _, text in shown(read("1 We meet\n2 We share\n3 [We rest]"))] == [
        "We meet;",
        "We share;",
        "[We rest].",
    ]
    assert [number for number, _ in shown(read("(1) We meet.\n(2) We share.\n(3) We rest."))] == ["1", "2", "3"]
    recital = read("(1) Recalling 2025,\n(2) Recalling 2026,\n1. We meet.")
    assert [(each.kind, each.text) for each in recital.paragraphs][1] == (Kind.PREAMBULAR, "Recalling 2026,")


def test_bullets_under_a_heading_are_paragraphs_and_others_within_them_lists() -> None:
    made = read("Communiqué\n\nTrade\n\n• We share:\n- data;\n- risks.\n• We meet.")
    assert [each.text for each in made.paragraphs] == ["Trade", "We share:\n- data;\n- risks.", "We meet."]


def test_lines_that_end_early_with_a_stop_part_paragraphs_and_full_ones_do_not() -> None:
    short = "Rappelant la déclaration de 2026,\nReconnaissant le rôle des bureaux,\n\n1. Nous nous réunissons encore une fois."
    assert len(read(short, "fr").paragraphs) == 3
    wrapped = (
        "1. We share the risk data of goods and of persons, and of all that\nKenya, Brazil and the others ask for, with the "
        "contact points of\nKorea.\n\n2. We meet in the spring of the year."
    )
    assert len(read(wrapped).paragraphs) == 2


def test_words_of_a_whole_paragraph_are_held_by_whoever_is_named_beside_it() -> None:
    (found,) = read("1. [We note the work.] (KE)").paragraphs
    _, (bracket,) = bracketed(found, "en", zero_draft.names_of(HERE, "en"))
    assert (bracket.hold, bracket.holders) == (Hold.AMEND, ("KE",))


def test_a_text_without_numbers_is_one_guess() -> None:
    made = read(
        "Statement\n\n" + "\n\n".join(f"The leaders of place {sign} share all that they have." for sign in "ABCDE")
    )
    assert [(each.code, each.paragraph) for each in made.warnings] == [("kind", None)]
    assert len(made.paragraphs) == 5
