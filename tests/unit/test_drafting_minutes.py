"""What minutes are like: cut sentences, rough translations, languages without a route, words that no cue explains."""

from __future__ import annotations

from dataclasses import replace

from server.core.drafting import LANGUAGES, Evidence, Fault, Segment, draft, is_opening, verify
from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.drafting.compose import _Drafting, _Reading
from server.core.drafting.sense import UNREAD
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Kind, Paragraph

PROPOSAL = ("AA", "en", "We propose a register of seized cargo, with updates every 48 hours.")


def said(*lines: tuple[str, str, str] | tuple[str, str, str, str]) -> Evidence:
    """Evidence of ``(delegation, language, text, English?)`` lines, named s1, s2 and so on."""
    return Evidence(
        tuple(
            Segment(
                f"s{at}", at * 1000, at * 1000 + 900, line[1], line[0], f"{line[0].title()}land", line[2],
                {"en": line[3]} if len(line) > 3 else {},
            )
            for at, line in enumerate(lines, start=1)
        )
    )  # fmt: skip


def operative(evidence: Evidence, language: str = "en") -> list[Paragraph]:
    made = draft(evidence, language).paragraphs
    for each in made:
        assert verify(each, evidence, language) == (), each.text
    return [each for each in made if each.kind is Kind.OPERATIVE]


def held(paragraph: Paragraph) -> list[tuple[str, Hold]]:
    return [(each.owner, each.hold) for each in paragraph.brackets]


def test_a_sentence_that_stands_in_two_segments_is_quoted_as_one_and_cited_to_both() -> None:
    evidence = said(
        ("AA", "en", "We propose a register of seized cargo."),
        ("AA", "en", "and a hotline that answers within 45 minutes."),
    )
    paragraph = operative(evidence)[0]
    assert "for a register of seized cargo and a hotline that answers within 45 minutes" in paragraph.text
    assert paragraph.cited() == ("s1", "s2")


def test_a_proposal_cut_at_a_comma_is_one_with_its_condition_whoever_spoke_in_between() -> None:
    pieces = ("We propose to share risk data,", "Provided that personal data are protected.")
    for first, second in (pieces, (pieces[0][:-1] + ".", pieces[1]), (pieces[0][:-1], pieces[1].casefold())):
        evidence = said(("AA", "en", first), ("BB", "en", "Thank you."), ("AA", "en", second))
        (paragraph,) = operative(evidence)
        assert paragraph.text.casefold().count("provided that personal data are protected") == 1
        assert "share risk data" in paragraph.text and paragraph.cited() == ("s1", "s3")


def test_a_sentence_is_cited_to_the_segments_it_was_heard_in_and_to_no_others() -> None:
    evidence = said(
        ("AA", "en", "The harbour is open. We propose a register of seized cargo,"),
        ("AA", "en", "with updates every 48 hours. It costs"),
        ("AA", "en", "nothing at all."),
    )
    (paragraph,) = operative(evidence)
    quoted = next(each for each in paragraph.citations if "register" in paragraph.text[each.start : each.end])
    assert quoted.segments == ("s1", "s2")


def test_a_speaker_who_goes_on_after_a_while_or_in_another_language_begins_anew() -> None:
    first, second = said(("AA", "en", "We propose"), ("AA", "en", "a register.")).segments
    later = replace(second, start_ms=first.end_ms + 3_001, end_ms=first.end_ms + 4_000)
    for each in (later, replace(second, lang="fr"), replace(second, delegation="BB")):
        assert len(Evidence((first, each)).joined().segments) == 2
    assert [each.text for each in Evidence((first, second)).joined().segments] == ["We propose a register."]


def test_a_condition_in_a_segment_of_its_own_still_limits_the_yes_before_it() -> None:
    evidence = said(PROPOSAL, ("BB", "en", "Bbland supports the register"), ("BB", "en", "if the names are left out."))
    paragraph = operative(evidence)[0]
    assert held(paragraph) == [("BB", Hold.CONDITION)] and "in support" not in paragraph.text


def test_a_rough_translation_is_printed_with_the_original_and_a_good_one_without() -> None:
    line = ("BB", "fr", "Nous proposons un registre des saisies.", "We propose a register of seizures.")
    evidence = said(line)
    rough = replace(evidence, segments=(replace(evidence.segments[0], rough=frozenset({"en"})),))
    assert "for a register of seizures (rough translation of “un registre des saisies”)" in operative(rough)[0].text
    assert "rough" not in operative(evidence)[0].text


def test_what_nobody_can_read_stands_in_brackets_as_it_was_said_turn_by_turn() -> None:
    japanese = (("JP", "ja", "反対します。"), ("JP", "ja", "早すぎます。"))
    unread = operative(said(PROPOSAL, *japanese, ("BB", "en", "We support it.")))[1]
    assert unread.text == (
        "Jpland: [in Japanese, not translated: “反対します”], [in Japanese, not translated: “早すぎます”]."
    )
    assert held(unread) == [("JP", Hold.UNTRANSLATED)] * 2 and unread.cited() == ("s2", "s3")


def test_a_reservation_without_a_route_is_read_and_stands_in_brackets_as_it_was_said() -> None:
    lines = (
        ("KR", "ko", "반대합니다."),
        ("RU", "ru", "Мы пока не готовы это поддержать."),
        ("EG", "ar", "نتحفظ على ذلك."),
    )
    paragraph = operative(said(PROPOSAL, *lines))[0]
    named = [each for each in held(paragraph) if each[1] is not Hold.UNTRANSLATED]
    assert named == [("KR", Hold.OBJECT), ("RU", Hold.RESERVE), ("EG", Hold.RESERVE)]
    assert "[Krland, objection: [in Korean, not translated: “반대합니다”]]" in paragraph.text


def test_a_proposal_without_a_route_is_a_proposal_with_its_original_in_brackets() -> None:
    paragraph = operative(said(("CN", "zh", "谢谢主席,中方建议设立工作组,并在12月之前提交报告。")))[0]
    assert "the proposal of Cnland: [in Chinese, not translated: “设立工作组" in paragraph.text
    assert held(paragraph) == [("CN", Hold.UNTRANSLATED)]


def test_a_yes_with_a_but_is_no_support_and_is_held_to_be_made_clear() -> None:
    paragraph = operative(
        said(PROPOSAL, ("BB", "en", "Bbland agrees with the register, but wishes to see the forms."))
    )[0]
    assert held(paragraph) == [("BB", Hold.UNCLEAR)] and "in support" not in paragraph.text
    assert "[Bbland to clarify: “" in paragraph.text


def test_doubt_in_the_same_turn_as_a_yes_takes_the_yes_out_of_the_count() -> None:
    lines = (("BB", "en", "Bbland supports the register."), ("BB", "en", "Our clerks have never kept such a thing."))
    assert held(operative(said(PROPOSAL, *lines))[0]) == [("BB", Hold.UNCLEAR)]


def test_what_is_said_against_the_proposal_of_somebody_else_is_not_held_against_this_one() -> None:
    evidence = said(PROPOSAL, ("DD", "en", "Good morning."), ("CC", "en", "We cannot support the proposal of Ddland."))
    first, alone = operative(evidence)
    assert held(first) == [] and held(alone) == [("CC", Hold.OBJECT)]


def test_a_short_counter_proposal_asks_for_an_amendment_and_one_with_a_matter_of_its_own_does_not() -> None:
    assert held(operative(said(PROPOSAL, ("BB", "en", "We suggest twelve.")))[0]) == [("BB", Hold.AMEND)]
    assert len(operative(said(PROPOSAL, ("BB", "en", "We suggest a working group.")))) == 2


def test_an_announced_proposal_is_what_is_said_next() -> None:
    paragraph = operative(
        said(("AA", "en", "We have a proposal to make. Every port would keep a list of nine ships."))
    )[0]
    assert "the proposal of Aaland: “Every port would keep a list of nine ships”" in paragraph.text


def test_everything_of_substance_is_in_the_text_or_listed() -> None:
    evidence = said(
        PROPOSAL, ("BB", "en", "Thank you."), ("CC", "en", "The sea is wide at our coast. Ships come at night.")
    )
    omitted = {each.delegation: each for each in draft(evidence).omitted}
    assert omitted["CC"].words == "The sea is wide at our coast. Ships come at night."
    assert omitted["CC"].segments == ("s3",) and omitted["BB"].words == ""
    assert set(omitted) == {"BB", "CC"}


def test_may_is_a_month_and_chinese_is_read_with_the_marks_of_ascii() -> None:
    assert classify("We will host it in May 2027.", "en").strength > classify("We may host it.", "en").strength
    assert Act.PROPOSAL not in classify("It is no exaggeration to suggest that ports decide.", "en").acts
    assert Act.PROPOSAL not in classify("Put simply, ports decide who eats.", "en").acts
    assert Act.COMMITMENT in classify("Today, we’re launching a fund for small ports.", "en").acts
    assert Act.PROPOSAL in classify("谢谢主席,中方建议设立工作组。", "zh").acts
    unmarked = "谢谢主席女士中方建议设立一个技术工作组研究海关之间的相互承认并在12月之前提交报告"
    assert Act.PROPOSAL in classify(unmarked, "zh").acts, "recognition leaves out the marks of Chinese at times"
    assert Act.SUPPORT in classify("谢谢主席女士中国支持该提案", "zh").acts
    for courtesy in ("谢谢各位代表的精彩发言。", "感谢韩国支持我们的提案。", "谢谢。", "祝贺主席先生当选。"):
        assert classify(courtesy, "zh").acts == {Act.COURTESY}


def test_a_draft_in_korean_or_arabic_counts_supports_and_knows_a_stronger_verb() -> None:
    lines = (
        ("AA", "ko", "세관 등록부를 제안합니다.", "We propose a customs register."),
        ("BB", "en", "Bbland supports it."),
    )
    for language, verb in (("ko", "을 환영한다"), ("ar", "نرحب")):
        paragraph = operative(said(*lines), language)[0]
        assert paragraph.supporters == ("BB",) and verb in paragraph.text and "Bbland" in paragraph.text
        more = replace(paragraph, text=paragraph.text.replace("Bbland", "2"))
        assert Fault.FIGURE in {each.fault for each in verify(more, said(*lines), language)}
        alone = operative(said(lines[0]), language)[0]
        assert verb not in alone.text


def test_only_the_opening_is_an_opening_in_every_language() -> None:
    for language in LANGUAGES:
        first, *rest = draft(said(PROPOSAL), language).paragraphs
        assert is_opening(first.text, language) and not any(is_opening(each.text, language) for each in rest)


def test_only_what_a_speaker_says_that_it_will_do_itself_is_a_commitment() -> None:
    promised = "Bbland supports the register and will lend it two clerks."
    feared = "Europe will send a shocking message, and the cuts will worsen the lives of many."
    made = operative(said(PROPOSAL, ("BB", "en", promised), ("CC", "en", feared)))
    assert [each.text for each in made[1:]] == ["Bbland supports the register and will lend it two clerks."]


def test_once_again_provided_by_and_as_opposed_to_hold_nothing_back() -> None:
    for text in ("Once again, we are told so.", "The food was provided by three ports.", "Not five as opposed to ten."):
        assert not classify(text, "en").acts & HOLDING, text


def test_a_long_meeting_names_who_reserves_and_who_is_to_clarify_in_one_bracket_and_quotes_every_condition() -> None:
    reserving = [
        (code, "en", "We must reserve our position on the register of cargo, and our parliament has yet to hear of it.")
        for code in ("BB", "CC", "DD")
    ]
    ending = ("EE", "en", "Eeland can accept the register, provided that the names of suspects are left out.")
    evidence = said(PROPOSAL, *reserving, ending)
    [short] = operative(evidence)
    assert "“" in short.text.split("[")[1], "a short meeting has room for reasons"
    made = _Drafting(_Reading(evidence, "en", Form.COMMUNIQUE, UNREAD), 8).made()
    [paragraph] = [each for each in made.paragraphs if each.kind is Kind.OPERATIVE]
    assert paragraph.text.count("[") == 2 and "[Bbland, Ccland and Ddland, reservation]" in paragraph.text
    assert "[Eeland, condition: “provided that the names of suspects are left out”]" in paragraph.text
    joint = next(each for each in paragraph.brackets if each.hold is Hold.RESERVE)
    assert joint.holders == ("BB", "CC", "DD")
    assert paragraph.text[joint.start : joint.end] == "[Bbland, Ccland and Ddland, reservation]"
    cited = {paragraph.text[each.start : each.end]: each.segments for each in paragraph.citations}
    assert (cited["Bbland"], cited["Ddland"]) == (("s2",), ("s4",)) and not verify(paragraph, evidence, "en")
