"""What the room said of a zero draft goes to the paragraph that it is about, in eight languages; nothing is dropped."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.drafting import Evidence, Segment
from server.core.statement.statement import Kind, Paragraph, numbered
from server.core.zero.references import Reference, references
from server.core.zero.said import Said, Support
from server.core.zero.support import support

OP, PP = Kind.OPERATIVE, Kind.PREAMBULAR


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "On paragraph 4 and paras. 6-8 we have doubts", [(OP, 4), (OP, 6), (OP, 7), (OP, 8)]),
        ("en", "the second preambular paragraph is fine; paragraph four too", [(OP, 4), (PP, 2)]),
        ("en", "We support OP3, and PP1.", [(OP, 3), (PP, 1)]),
        ("en", "On paragraph 3 bis and paragraphs 4A, 5", [(OP, 3, "bis"), (OP, 4, "A"), (OP, 5)]),
        ("en", "Paragraph 3 a delegation wrote", [(OP, 3)]),
        ("ru", "По пункту 3-бис", [(OP, 3, "bis")]),
        ("ar", "الفقرة ٣ مكررا", [(OP, 3, "bis")]),
        ("zh", "第三段之二", [(OP, 3, "bis")]),
        ("ko", "제3항의2를 지지합니다", [(OP, 3, "bis")]),
        ("en", "We support the text as a whole.", [(None, 0)]),
        ("en", "We counted 4 points in 2 days", []),
        ("fr", "Au paragraphe 4 et aux paragraphes 6 à 8", [(OP, 4), (OP, 6), (OP, 7), (OP, 8)]),
        ("fr", "le deuxième alinéa du préambule", [(PP, 2)]),
        ("fr", "Nous appuyons l'ensemble du texte", [(None, 0)]),
        ("es", "En el párrafo cuatro y en el quinto párrafo", [(OP, 4), (OP, 5)]),
        ("es", "todo el texto", [(None, 0)]),
        ("pt", "No parágrafo 4 e no segundo parágrafo do preâmbulo", [(OP, 4), (PP, 2)]),
        ("ru", "По пункту 4 и третьему пункту", [(OP, 4), (OP, 3)]),
        ("ru", "второй пункт преамбулы", [(PP, 2)]),
        ("ru", "текст в целом", [(None, 0)]),
        ("ar", "نتحفظ على الفقرة 4 وعلى الفقرة الثانية", [(OP, 4), (OP, 2)]),
        ("ar", "الفقرة الثالثة من الديباجة", [(PP, 3)]),
        ("ar", "نؤيد النص ككل", [(None, 0)]),
        ("zh", "我们对第四段和第12段有保留", [(OP, 4), (OP, 12)]),
        ("zh", "序言部分第二段", [(PP, 2)]),
        ("zh", "支持整个案文", [(None, 0)]),
        ("ko", "제4항에 유보합니다. 6항은 지지합니다.", [(OP, 4), (OP, 6)]),
        ("ko", "네 번째 문단", [(OP, 4)]),
        ("ko", "전문 제2항", [(PP, 2)]),
        ("ko", "문안 전체를 지지합니다", [(None, 0)]),
    ],
)
def test_paragraphs_are_named_in_many_ways(language: str, text: str, found: list[tuple[Any, ...]]) -> None:
    assert set(references(text, language)) == {Reference(*each) for each in found}


TEXT = numbered(
    (
        Paragraph("pre", PP, "Recalling the customs congress of 2026"),
        Paragraph("data", OP, "We share risk data on containers among all administrations"),
        Paragraph("train", OP, "We train analysts in laboratories of the region"),
        Paragraph("meet", OP, "We meet again in Busan in 2027"),
    )
)


def hear(*lines: tuple[str, str] | tuple[str, str, str], terms: tuple[dict[str, str], ...] = ()) -> tuple[
    dict[str, Support], tuple[Said, ...]
]:  # fmt: skip
    """Who says what; a third value is the language."""
    segments = tuple(
        Segment(f"s{at}", at * 10_000, at * 10_000 + 5_000, (*line, "en")[2], line[0], line[0], line[1])
        for at, line in enumerate(lines)
    )
    return support(TEXT, Evidence(segments), "en", terms)


def told(found: dict[str, Support], name: str) -> dict[str, list[tuple[str, str]]]:
    one = found[name]
    return {
        kind: [(each.delegation, str(each.hold or each.act)) for each in getattr(one, kind)]
        for kind in ("supports", "reservations", "amendments")
        if getattr(one, kind)
    }


def test_a_remark_goes_to_the_paragraph_that_it_names_and_a_turn_stays_there() -> None:
    found, unplaced = hear(
        ("FR", "On paragraph 2 we reserve our position. We cannot accept it today."),
        ("BR", "Brazil supports paragraph 2."),
        ("KE", "We support paragraph 3, provided that costs are shared."),
    )
    assert told(found, "train") == {
        "supports": [("BR", "support")],
        "reservations": [("FR", "reserve"), ("FR", "reserve")],
    }
    assert told(found, "meet") == {"reservations": [("KE", "condition")]}
    assert found["data"].is_carried and not found["train"].is_carried and found["meet"].is_carried
    assert unplaced == ()


def test_without_a_number_its_words_decide_and_what_is_about_nothing_is_listed() -> None:
    found, unplaced = hear(
        ("FR", "We support sharing risk data on containers."),
        ("BR", "Brazil cannot support training analysts in our laboratories."),
        ("KE", "Kenya proposes a new fund for fishing boats."),
        ("KE", "Thank you, Chair."),
    )
    assert told(found, "data") == {"supports": [("FR", "support")]}
    assert told(found, "train") == {"reservations": [("BR", "object")]}
    assert [(each.delegation, each.act, each.segments) for each in unplaced] == [("KE", "proposal", ("s2",))]


def test_what_the_chair_opens_is_what_a_bare_position_is_about_and_a_doubt_holds_both_where_they_differ() -> None:
    found, unplaced = hear(
        ("CHAIR", "We turn to paragraph 3."),
        ("BR", "Brazil supports it."),
        ("FR", "France reserves its position on risk data on containers."),
        ("CHAIR", "We now take paragraph 1."),
        ("KE", "Kenya does not object."),
    )
    assert told(found, "meet") == {"supports": [("BR", "support")], "reservations": [("FR", "reserve")]}
    assert told(found, "data") == {"supports": [("KE", "no_objection")], "reservations": [("FR", "reserve")]}
    assert found["data"].is_carried and unplaced == ()


def test_a_word_on_the_whole_text_is_one_on_every_paragraph_and_a_withdrawal_frees_what_it_names() -> None:
    found, _ = hear(
        ("FR", "France reserves its position on the text as a whole."),
        ("FR", "France withdraws its reservation on paragraph 1."),
    )
    assert told(found, "meet") == {"reservations": [("FR", "reserve")]}
    assert [str(each.hold) for each in found["data"].reservations] == ["None", "None"]
    assert found["data"].reservations[-1].act == "withdrawal"


def test_a_doubt_that_no_cue_explains_holds_the_paragraph_that_was_named() -> None:
    found, _ = hear(("FR", "Paragraph 2 is a fine idea, but the laboratories are far away."))
    assert told(found, "train") == {"reservations": [("FR", "unclear")]}


def test_an_amendment_asked_for_is_listed_and_holds_and_a_proposal_on_the_matter_is_listed() -> None:
    found, _ = hear(
        ("BR", "In paragraph 1 we would like to replace containers by consignments."),
        ("KE", "We propose that risk data on containers be encrypted."),
    )
    assert told(found, "data") == {"amendments": [("BR", "amend"), ("KE", "proposal")]}


def test_a_term_of_the_glossary_joins_languages_that_share_no_word() -> None:
    terms = ({"en": "risk data", "fr": "données de risque"}, {"en": "container", "fr": "conteneur"})
    found, unplaced = hear(("FR", "La France soutient les données de risque.", "fr"), terms=terms)
    assert told(found, "data") == {"supports": [("FR", "support")]} and unplaced == ()
    without, listed = hear(("FR", "La France soutient les données de risque.", "fr"))
    assert told(without, "data") == {} and len(listed) == 1


def test_who_answers_a_proposal_of_the_room_answers_the_paragraph_that_it_is_about() -> None:
    found, _ = hear(
        ("CHAIR", "We turn to paragraph 3."),
        ("BR", "Brazil proposes that all administrations share risk data on containers."),
        ("KE", "Kenya proposes that analysts be trained in laboratories of the region."),
        ("FR", "We support the proposal of Brazil."),
        ("JP", "Japan reserves its position on Kenya's proposal."),
    )
    assert [each.delegation for each in found["data"].supports] == ["FR"]
    assert told(found, "train")["reservations"] == [("JP", "reserve")]
    assert "reservations" not in told(found, "data") and "reservations" not in told(found, "meet")


def test_a_yes_that_is_not_certain_is_listed_to_be_confirmed_and_carries_the_paragraph_no_further() -> None:
    found, _ = hear(
        ("BR", "Brazil proposes that all administrations share risk data on containers."),
        ("KE", "Kenya proposes that analysts be trained in laboratories of the region."),
        ("FR", "We support this."),
    )
    yes = {
        name: ([one.delegation for one in each.supports], [one.delegation for one in each.leaning])
        for name, each in found.items()
    }
    assert all(not ("FR" in counted and "FR" in leaning) for counted, leaning in yes.values())
    assert any("FR" in counted or "FR" in leaning for counted, leaning in yes.values())
    assert all(each.is_carried for name, each in found.items() if not each.supports)
