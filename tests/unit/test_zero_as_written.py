"""Zero drafts the way that people write them: owners, alternatives, numbers and marks in eight languages."""

# ruff: noqa: E501 (tables of drafts)

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from server.core.errors import BadDocument
from server.core.statement.brackets import NOBODY, Hold
from server.core.statement.statement import Kind, Paragraph, numbered
from server.core.zero import Recognised, Tracked, bracketed, recognise
from server.core.zero.blocks import parted, suffix
from server.core.zero.owners import codes_of, owners_of
from server.documents import zero_draft

HERE = {"BR": "Brazil", "KE": "Kenya", "KR": "Republic of Korea", "FR": "France", "TT": "Trinidad and Tobago"}


def read(text: str, language: str = "en", name: str = "") -> Recognised:
    found = zero_draft.read(text.encode(), name) if name else zero_draft.of_text(text)
    return recognise(found.blocks, language, zero_draft.names_of(HERE, language), {*HERE, "CHAIR"})


def shown(made: Recognised, language: str = "en") -> list[tuple[str, str]]:
    """Numbers and words as the statement has them."""
    called = zero_draft.names_of(HERE, language)
    paragraphs = tuple(
        Paragraph(str(at), each.kind, bracketed(each, language, called)[0], suffix=each.suffix)
        for at, each in enumerate(made.paragraphs)
    )
    return [(each.number, each.text) for each in numbered(paragraphs, language)]


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


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
INSERTED = "<w:ins w:id='{}' w:author='{}' w:date='2027-05-10T10:00:00Z'>" + RUN + "</w:ins>"
DELETED = "<w:del w:id='{}' w:author='{}'><w:r><w:delText xml:space='preserve'>{}</w:delText></w:r></w:del>"


def reviewed() -> bytes:
    """A Word document with changes of two delegations and of somebody else."""
    document = docx.Document()
    document.add_paragraph("Zero draft of 12 May 2027")
    document.add_paragraph("On data", style="Title")
    first = document.add_paragraph("We share ", style="List Number")
    for xml in (
        INSERTED.format(1, "Delegation of Brazil", "within 48 hours "), DELETED.format(2, "Kim (KR)", "at once "), RUN.format("of it "),
        INSERTED.format(3, "A. Stranger", "all data"), RUN.format("."),
    ):  # fmt: skip
        for each in list(parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>")):
            first._p.append(each)
    document.add_paragraph("We rest.", style="List Number")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("how", "text", "owners"),
    [
        (Tracked.ACCEPTED, "We share within 48 hours of it all data;", []),
        (Tracked.REJECTED, "We share at once of it;", []),
        (Tracked.BRACKETS, "We share [within 48 hours] [at once] of it [all data];", [("BR",), ("KR",), (NOBODY,)]),
    ],
)
def test_changes_of_reviewers_are_accepted_never_made_or_brackets_and_always_told(
    how: Tracked, text: str, owners: list[tuple[str, ...]]
) -> None:
    found, called = zero_draft.read(reviewed(), "a.docx"), zero_draft.names_of(HERE, "en")
    made = recognise(found.blocks, "en", called, {*HERE, "CHAIR"}, how)
    assert shown(made)[0][1] == text
    _, brackets = bracketed(made.paragraphs[0], "en", called)
    assert [each.holders for each in brackets] == owners
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[0].changes] == [
        ("inserted", "Delegation of Brazil", "within 48 hours"), ("deleted", "Kim (KR)", "at once"), ("inserted", "A. Stranger", "all data"),
    ]  # fmt: skip


def test_pages_keep_starts_types_and_values_of_lists_tables_notes_and_changes() -> None:
    page = (
        "<html><p class=MsoTitle>On data</p><p><i>Recalling</i> 2026<sup><a href='#f1'>1</a></sup>,</p>"
        "<ol start=4><li>We share:<ol type=I><li>data;</li><li>risks.</li></ol></li><li value=7>We rest:"
        "<ol style='list-style-type: lower-alpha' start=27><li>in spring.</li></ol></li></ol>"
        "<table><tr><th>Country</th><th>Contact</th></tr><tr><td>Kenya</td><td>A. Invented</td></tr></table>"
        "<table><tr><td>8 bis.</td><td>We <del datetime=2027>never</del> <ins title=Brazil>always</ins> meet.</td></tr></table>"
        "<p id=f1>1. Adopted in Lanternport.</p></html>"
    )
    made = read(page, name="a.html")
    assert made.title == "On data"
    assert [(str(each.kind)[:3], each.number, each.text) for each in made.paragraphs] == [
        ("pre", "", "Recalling 2026¹,"),
        ("ope", "4", "We share:\n(I) data;\n(II) risks."),
        ("ope", "7", "We rest:\n(aa) in spring.\nCountry | Contact\nKenya | A. Invented"),
        ("ope", "8 bis", "We always meet."),
        ("ann", "", "¹ Adopted in Lanternport."),
    ]
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[3].changes] == [
        ("deleted", "", "never"),
        ("inserted", "Brazil", "always"),
    ]
    assert [each.code for each in made.warnings] == ["numbers", "numbers", "numbers", "note"]


def test_markdown_has_a_head_with_its_title_and_notes() -> None:
    made = read(
        '---\ndate: 2027\ntitle: "On\n  data"\n---\n\n*Recalling* 2026[^1],\n\n1. We meet.\n\n* * *\n\n[^1]: In\n    Lanternport.\n',
        name="a.md",
    )
    assert (made.title, [each.text for each in made.paragraphs]) == (
        "On data",
        ["Recalling 2026¹,", "We meet.", "¹ In Lanternport."],
    )


NOTES = b"<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='5'><w:p><w:r><w:t>Adopted.</w:t></w:r></w:p></w:footnote></w:footnotes>"
COMMENTS = b"<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:comment w:id='2' w:author='Kim'><w:p><w:r><w:t>Reserve.</w:t></w:r></w:p></w:comment></w:comments>"


def test_notes_of_a_word_document_go_to_the_annex_and_comments_are_told() -> None:
    text = "1. We share<w:r><w:footnoteReference w:id='5'/></w:r><w:r><w:t> it.</w:t></w:r><w:r><w:commentReference w:id='2'/></w:r>"
    body = f"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>{text.split('<')[0]}</w:t></w:r>{text[text.index('<') :]}</w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("word/footnotes.xml", NOTES)
        archive.writestr("word/comments.xml", COMMENTS)
    made = recognise(zero_draft.read(out.getvalue(), "a.docx").blocks, "en", {})
    assert [each.text for each in made.paragraphs] == ["We share¹ it.", "¹ Adopted."]
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[0].changes] == [("comment", "Kim", "Reserve.")]


def locked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"x")
    data = bytearray(out.getvalue())
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flag] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (locked(), "locked"),
        (b"\xd0\xcf\x11\xe0" + bytes(64), "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b"\x89PNG\r\n\x1a\n", "unknown"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<html><p></p></html>", "empty"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_with_it(data: bytes, fault: str) -> None:
    with pytest.raises(BadDocument) as refused:
        zero_draft.read(data, "a.docx")
    assert refused.value.details["fault"] == fault


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "데이터에 관한 공동성명\n\n1. 우리는 위험 데이터를 공유한다."),
        ("gb18030", "关于数据的联合声明\n\n1. 我们共享风险数据。"),
        ("cp1251", "Совместное заявление\n\n1. Мы обмениваемся данными."),
        ("cp1256", "بيان مشترك بشأن البيانات\n\n1. نتبادل بيانات المخاطر."),
        ("cp1252", "Déclaration à l'égard des données\n\n1. Nous échangeons."),
        ("utf-8", "데이터에 관한 공동성명\n\n1. 우리는 위험 데이터를 공유한다."),
        ("utf-16", "بيان مشترك بشأن البيانات\n\n1. نتبادل بيانات المخاطر."),
    ],
)
def test_a_text_in_an_encoding_of_old_is_read_in_its_own_letters(encoding: str, text: str) -> None:
    found = zero_draft.read(text.encode(encoding), "a.txt")
    title, first = (each.text for each in found.blocks)
    assert (title, first) == tuple(text.split("\n\n"))
    assert found.encoding == ("" if encoding in ("utf-8", "utf-16", "cp1252") else encoding)


def test_the_head_of_a_markdown_file_is_read_as_yaml_quotes_it() -> None:
    made = read(
        '---\ntitle: "Leaders\\u2019 statement on\\_the\\\n  \\ region"\n---\n\n##Aims\n\n1. We meet.\n', name="a.md"
    )
    assert (made.title, [each.text for each in made.paragraphs]) == (
        "Leaders\u2019 statement on the region",
        ["Aims", "We meet."],
    )


def test_a_text_without_numbers_is_one_guess() -> None:
    made = read(
        "Statement\n\n" + "\n\n".join(f"The leaders of place {sign} share all that they have." for sign in "ABCDE")
    )
    assert [(each.code, each.paragraph) for each in made.warnings] == [("kind", None)]
    assert len(made.paragraphs) == 5
