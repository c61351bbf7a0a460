"""Zero drafts: files of every kind become title, preamble, numbered text and brackets; hostile ones are refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadDocument, RoundtableError, TooLarge, UnsafeDocument
from server.core.statement.brackets import NOBODY, is_well_formed
from server.core.statement.statement import Form, Kind
from server.core.zero import Recognised, bracketed, held_in, recognise, tongue
from server.core.zero.openings import PARTICIPLES, VERBS, Opening, opening
from server.core.zero.owners import codes_of
from server.documents import zero_draft

NAMES = {"France": "FR", "Brazil": "BR", "Republic of Korea": "KR", "Kenya": "KE"}


def read(data: bytes | str, name: str = "draft.txt", language: str = "en") -> Recognised:
    found = zero_draft.of_text(data) if isinstance(data, str) else zero_draft.read(data, name)
    return recognise(found.blocks, language, NAMES)


def kinds(made: Recognised) -> list[tuple[str, str]]:
    return [(str(each.kind)[:3], each.text) for each in made.paragraphs]


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_with_lists_headings_and_italics_is_taken_apart() -> None:
    document = docx.Document()
    document.add_paragraph("Joint statement on data", style="Title")
    document.add_paragraph("Background", style="Heading 1")
    opened = document.add_paragraph()
    opened.add_run("Recalling").italic = True
    opened.add_run(" the meeting of 2026,")
    own = document.add_paragraph()
    own.add_run("Heedful").italic = True
    own.add_run(" of what was said,")
    document.add_paragraph("We share risk data:", style="List Number")
    document.add_paragraph("on containers;", style="List Bullet")
    document.add_paragraph("on persons.", style="List Bullet")
    document.add_paragraph("We meet again [in Busan].", style="List Number")
    document.add_paragraph("Annex I", style="Heading 1")
    document.add_paragraph("Experience of Kenya.")
    made = read(saved(document), "zero.docx")
    assert made.title == "Joint statement on data" and made.form is Form.COMMUNIQUE
    assert kinds(made) == [
        ("tit", "Background"),
        ("pre", "Recalling the meeting of 2026,"),
        ("pre", "Heedful of what was said,"),
        ("ope", "We share risk data:\n• on containers;\n• on persons."),
        ("ope", "We meet again [in Busan]."),
        ("ann", "Experience of Kenya."),
    ]
    assert [each.number for each in made.paragraphs if each.kind is Kind.OPERATIVE] == ["1", "2"]


def test_tracked_changes_are_taken_as_they_would_be_accepted() -> None:
    document = docx.Document()
    first, second = document.add_paragraph(), document.add_paragraph()
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    for xml in (
        run.format("1. We "),
        f"<w:ins w:id='1' w:author='A'>{run.format('always ')}</w:ins>",
        "<w:del w:id='2' w:author='A'><w:r><w:delText>never </w:delText></w:r></w:del>",
        f"<w:moveFrom w:id='3' w:author='A'>{run.format('elsewhere ')}</w:moveFrom>",
        run.format("share "),
    ):
        wrapped = parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>")
        for each in list(wrapped):
            first._p.append(each)
    first._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='4' w:author='A'/></w:rPr>"))
    second.add_run("data.")
    document.add_paragraph("2. We meet.")
    assert kinds(read(saved(document), "zero.docx")) == [("ope", "We always share data."), ("ope", "We meet.")]


def test_html_markdown_and_plain_text_give_the_same_paragraphs() -> None:
    page = (
        "<html><head><title>x</title><style>p {}</style></head><body><h1>Data</h1><p><em>Recalling</em> 2026,</p>"
        "<ol><li>We share:<ol type=a><li>risk data;</li><li>[alerts].</li></ol></li><li>"
        "<p>We <del>never</del> meet.</p></li></ol></body></html>"
    )
    marks = "# Data\n\n*Recalling* 2026,\n\n1. We share:\n   (a) risk data;\n   (b) [alerts].\n2. We **meet**.\n"
    plain = "Data\n\nRecalling 2026,\n\n1. We share:\n(a) risk data;\n(b) [alerts].\n2. We\nmeet."
    wanted = [
        ("pre", "Recalling 2026,"),
        ("ope", "We share:\n(a) risk data;\n(b) [alerts]."),
        ("ope", "We meet."),
    ]
    for data, name in ((page, "a.html"), (marks, "a.md"), (plain, "a.txt")):
        made = read(data.encode(), name)
        assert (made.title, kinds(made)) == ("Data", wanted), name


@pytest.mark.parametrize("language", sorted(VERBS))
def test_in_each_language_its_participles_open_the_preamble_and_its_verbs_the_operative_text(language: str) -> None:
    comma = {"ar": "،", "zh": "，"}.get(language, ",")
    for each in PARTICIPLES[language]:
        told = f"세관을 {each}{comma}" if language == "ko" else f"{each.replace('?', '')} x{comma}"
        assert opening(told, language) is Opening.PARTICIPLE, each
    for each in VERBS[language]:
        told = f"세관을 {each}." if language == "ko" else f"{each} x;"
        assert opening(told, language) in (Opening.VERB, Opening.WE), each


def test_a_chinese_and_an_arabic_and_a_russian_draft_are_read_by_their_own_marks() -> None:
    chinese = read("联合声明\n\n回顾二〇二六年会议，\n\n一、决定共享数据；\n\n二、我们再次开会。", language="zh")
    assert kinds(chinese) == [("pre", "回顾二〇二六年会议，"), ("ope", "决定共享数据；"), ("ope", "我们再次开会。")]
    arabic = read("وإذ تشير إلى الاجتماع،\n\n١. تقرر تبادل البيانات؛\n(أ) الحاويات؛\n\n٢. تدعو الأعضاء.", language="ar")
    assert kinds(arabic) == [
        ("pre", "وإذ تشير إلى الاجتماع،"),
        ("ope", "تقرر تبادل البيانات؛\n(أ) الحاويات؛"),
        ("ope", "تدعو الأعضاء."),
    ]
    russian = read("Напоминая о встрече,\n\nПостановляет обмениваться данными;\n\nПросит секретариат.", language="ru")
    assert [kind for kind, _ in kinds(russian)] == ["pre", "ope", "ope"] and russian.form is Form.RESOLUTION


CODES = codes_of(NAMES)


def test_brackets_are_nested_labelled_owned_and_leave_a_choice() -> None:
    text = "We [shall / should] share [FR, Brazil: all [risk] data] [bis: some] by [2027] / [2028] (KE)."
    held, faults = held_in(text, CODES)
    shown = {text[each.start : each.end]: each for each in held}
    assert faults == ()
    choice = shown["[shall / should]"]
    assert [(text[one.start : one.end], one.label) for one in choice.alternatives] == [("shall", ""), ("should", "bis")]
    assert shown["[FR, Brazil: all [risk] data]"].owners == ("FR", "BR")
    assert held[shown["[risk]"].within or 0] is shown["[FR, Brazil: all [risk] data]"]
    assert shown["[bis: some]"].label == "bis"
    assert (shown["[2028]"].label, held[shown["[2028]"].beside or 0]) == ("bis", shown["[2027]"])
    assert shown["[2028]"].owners == ("KE",)
    assert shown["[2027]"].alternatives == ()


def test_words_with_a_slash_in_a_longer_bracket_are_no_alternatives_and_strangers_own_nothing() -> None:
    text = "We ask [all customs/border agencies of the region to help] and [note: this] and [G77: that]."
    held, _ = held_in(text, CODES)
    assert [each.alternatives for each in held] == [(), (), ()]
    assert [each.owners for each in held] == [(), (), ("G77",)]


WRITTEN = {
    "en": "Recalling the meeting in Lanternport, the members agree to share data with all of the regions.",
    "fr": "Rappelant la réunion de Lanternport, les membres conviennent de partager des données dans les régions.",
    "es": "Recordando la reunión de Lanternport, los miembros acuerdan compartir los datos con las regiones del mundo.",
    "pt": "Recordando a reunião de Lanternport, os membros concordam em partilhar os dados com as regiões do mundo.",
    "ru": "Напоминая о встрече в Лантернпорте (Lanternport), члены договорились обмениваться данными.",
    "ar": "إذ تشير إلى الاجتماع المعقود في Lanternport، تتفق الأطراف على تبادل البيانات.",
    "zh": "回顾在Lanternport举行的会议，各方同意交换数据。",
    "ko": "Lanternport 회의를 상기하며 당사국은 자료를 나누기로 한다.",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_the_language_of_a_text_is_known_by_its_letters_and_commonest_words(language: str) -> None:
    assert tongue(WRITTEN[language]) == language


@pytest.mark.parametrize("text", ["", "Lanternport 2027", "Register: data, data, data."])
def test_a_text_that_says_nothing_clearly_is_in_no_language(text: str) -> None:
    assert tongue(text) == ""


ONE_EXPRESSION = (
    "[and/or]", "[et/ou]", "[y/o]", "[и/или]", "[和/或]", "[및/또는]", "[resolution 70/1]", "[резолюция 70/1]",
    "[第70/1号决议]", "[A/RES/70/1]", "[A/70/L.1]", "[RT/2026/L.3/Rev.1]", "[12/05/2027]", "[in 2026/27]",
    "[قبل 1 أيار/مايو 2027]", "[في كانون الثاني/يناير]", "[و/أو]",
)  # fmt: skip


@pytest.mark.parametrize("bracket", ONE_EXPRESSION)
def test_a_slash_within_one_expression_leaves_no_choice(bracket: str) -> None:
    held, _ = held_in(f"We {bracket};", {})
    assert [each.alternatives for each in held] == [()]


@pytest.mark.parametrize(
    "bracket", ["[shall/should]", "[5/10 per cent]", "[2027/2028]", "[FAO/WHO]", "[A/RES/70/1 / A/RES/71/2]"]
)
def test_a_slash_between_two_wordings_leaves_the_choice(bracket: str) -> None:
    held, _ = held_in(f"We {bracket};", {})
    assert [len(each.alternatives) for each in held] == [2]


def test_what_does_not_close_is_held_to_the_end_and_what_stands_between_is_held_whole() -> None:
    made = read("1. We share [all data.\n\n2. We meet.\n\n3. We write] often.\n\n4. We rest.")
    texts = [[each.text[one.start : one.end] for one in each.held] for each in made.paragraphs]
    assert texts == [["[all data."], ["We meet."], ["We write]"], []]
    assert [(each.code, each.paragraph) for each in made.warnings] == [("unclosed", 0)]
    stray = read("1. We share] all.\n\n2. We […] meet.")
    assert [(each.code, each.paragraph) for each in stray.warnings] == [("unopened", 0), ("empty", 1)]


def test_numbers_that_the_statement_counts_otherwise_and_guesses_are_told() -> None:
    made = read("1. We share.\n\n3. We meet.\n\n3 bis. We write.\n\nThe rest is silence.")
    assert [(each.code, each.text) for each in made.warnings] == [
        ("numbers", "3 → 2"), ("numbers", "3 bis → 2 bis"), ("kind", "The rest is silence."),
    ]  # fmt: skip


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x", "."), data)
    return out.getvalue()


BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + BODY % b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (packed(word__document_xxml=LAUGHS), "a.docx", UnsafeDocument),
        (packed(word__document_xxml=LAUGHS.decode().encode("utf-16")), "a.docx", UnsafeDocument),
        (packed(word__document_xxml=BODY % (b" " * (17 << 20))), "a.docx", UnsafeDocument),
        (packed(word__document_xxml=BODY % b"", word__vbaProject_xbin=b"x"), "a.docm", UnsafeDocument),
        (packed(word__document_xxml=BODY % b""), "a.docx", BadDocument),
        (packed(word__document_xxml=b"<w:document"), "a.docx", BadDocument),
        (packed(other=b"x"), "a.docx", BadDocument),
        (b"PK\x03\x04 broken", "a.docx", BadDocument),
        (b"%PDF-1.7", "a.pdf", BadDocument),
        (b"\x00\x01\x02", "a.txt", BadDocument),
        (b"   \n", "a.txt", BadDocument),
        (b"x" * (zero_draft.MOST_BYTES + 1), "a.txt", TooLarge),
        (b"x" * (zero_draft.MOST_TEXT_BYTES + 1), "a.txt", TooLarge),
        (b"1. We meet.\n\n" * 4_001, "a.txt", TooLarge),
        (b"<p>x</p><script>alert(1)</script>", "a.html", UnsafeDocument),
        (b"<p onclick=x()>x</p>", "a.html", UnsafeDocument),
        (b"<a href=' java\nscript:x()'>x</a>", "a.html", UnsafeDocument),
        (b"# x\n\n<script>alert(1)</script>", "a.md", UnsafeDocument),
    ],
)
def test_bombs_programs_and_what_is_too_large_or_unreadable_are_refused_by_their_codes(
    data: bytes, name: str, error: type[RoundtableError]
) -> None:
    with pytest.raises(error):
        zero_draft.read(data, name)


@pytest.mark.parametrize(("data", "fault"), [(b"", "empty"), (b" \n", "empty"), (b"\x00\x01", "unknown")])
def test_a_file_without_a_text_says_which_fault_it_has(data: bytes, fault: str) -> None:
    with pytest.raises(BadDocument) as refused:
        zero_draft.read(data, "a.txt")
    assert refused.value.details == {"fault": fault}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["html", "md", "txt", "docx"]))
def test_whatever_comes_is_read_or_refused(data: bytes, ending: str) -> None:
    try:
        made = read(data, f"a.{ending}")
    except RoundtableError:
        return
    for each in made.paragraphs:
        assert all(0 <= one.start < one.end <= len(each.text) for one in each.held)


def test_what_a_bracket_says_of_itself_becomes_structure_and_leaves_the_text() -> None:
    (found,) = read("1. We [shall / should] share [FR, Brazil: all [risk] data] by [2027] / [2028] (KE).").paragraphs
    text, brackets = bracketed(found, "en", NAMES)
    assert text == "We [shall] [should] share [all [risk] data] by [2027] [2028]."
    told = [(text[one.start : one.end], one.holders, str(one.hold), one.label) for one in brackets]
    assert told == [
        ("[shall]", (NOBODY,), "open", ""),
        ("[should]", (NOBODY,), "open", "bis"),
        ("[all [risk] data]", ("FR", "BR"), "amend", ""),
        ("[risk]", (NOBODY,), "open", ""),
        ("[2027]", (NOBODY,), "open", ""),
        ("[2028]", ("KE",), "amend", "bis"),
    ]
    ids = {one.id: text[one.start : one.end] for one in brackets}
    assert [ids.get(one.alternative_of or "") for one in brackets] == [None, "[shall]", None, None, None, "[2027]"]
    assert is_well_formed(text, brackets)


def test_a_paragraph_with_half_a_bracket_is_held_whole() -> None:
    found = read("1. We share [all data.\n\n2. [We] meet.\n\n3. We write] often.").paragraphs
    made = [bracketed(each, "en", NAMES) for each in found]
    assert [text for text, _ in made] == ["We share [all data.", "[We] meet.", "We write] often."]
    for text, brackets in made:
        assert (brackets[0].is_whole, brackets[0].start, brackets[0].end) == (True, 0, len(text))
        assert is_well_formed(text, brackets)
    assert [one.is_whole for one in made[1][1]] == [True, False]
