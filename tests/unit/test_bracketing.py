"""Brackets are structure: whatever is done to a paragraph, each stands where its words do, and none cross."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.drafting import LANGUAGES, is_note, note_naming, quoted_in_note
from server.core.drafting.notes import holding
from server.core.drafting.templates import table
from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.bracketing import Alternative, chosen, closed, lifted, offered, opened
from server.core.statement.brackets import Bracket, Hold, group, is_well_formed
from server.core.statement.edits import reworded
from server.core.statement.statement import Citation, Kind, Paragraph

TEXT = "We invite nine administrations to share data by May"


def plain(text: str = TEXT) -> Paragraph:
    start = text.index("share data") if "share data" in text else 0
    return Paragraph("p", Kind.OPERATIVE, text, citations=(Citation(start, min(len(text), start + 10), ("s1",)),))


def around(paragraph: Paragraph, words: str, name: str = "b", owner: str = "KR", *others: str) -> Paragraph:
    start = paragraph.text.index(words)
    bracket = Bracket(owner, Hold.RESERVE, start, start + len(words), id=name, owners=(owner,))
    return opened(paragraph, bracket, [Alternative(f"{name}{at}", each, ("BR",)) for at, each in enumerate(others, 1)])


def shown(paragraph: Paragraph) -> dict[str, str]:
    return {each.id: paragraph.text[each.start : each.end] for each in paragraph.brackets}


def cited(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[each.start : each.end] for each in paragraph.citations]


def test_opening_puts_signs_around_the_words_and_alternatives_behind_them() -> None:
    made = around(plain(), "nine", "b", "KR", "ten", "twelve")
    assert made.text == "We invite [nine] [ten] [twelve] administrations to share data by May"
    assert shown(made) == {"b": "[nine]", "b1": "[ten]", "b2": "[twelve]"}
    assert [(each.label, each.alternative_of, each.owner) for each in made.brackets] == [
        ("", None, "KR"), ("bis", "b", "BR"), ("ter", "b", "BR"),
    ]  # fmt: skip
    assert cited(made) == ["share data"] and is_well_formed(made.text, made.brackets)


def test_brackets_stand_in_each_other_and_never_cross() -> None:
    made = around(around(plain(), "nine administrations"), "nine", "inner")
    assert made.text.startswith("We invite [[nine] administrations]")
    wider = around(made, "invite [[nine] administrations] to", "wider")
    assert shown(wider)["wider"] == "[invite [[nine] administrations] to]" and is_well_formed(
        wider.text, wider.brackets
    )
    with pytest.raises(BadRequest, match="cross"):
        around(made, "administrations] to")
    with pytest.raises(BadRequest, match="needs words"):
        opened(plain(), Bracket("KR", Hold.RESERVE, 2, 3))


def test_one_more_alternative_stands_behind_the_last_until_there_are_four() -> None:
    made = offered(around(plain(), "nine", "b", "KR", "ten"), "b1", Alternative("c", "six", ("FR", "DE")))
    assert "[nine] [ten] [six] administrations" in made.text
    assert [(each.id, each.label, each.holders) for each in group(made.brackets, made.brackets[0])][-1] == (
        "c", "ter", ("FR", "DE"),
    )  # fmt: skip
    last = offered(made, "b", Alternative("d", "two", ("FR",)))
    assert cited(last) == ["share data"]
    with pytest.raises(BadRequest, match="quater is the last"):
        offered(last, "b", Alternative("e", "one", ("FR",)))


def test_the_alternative_that_is_chosen_stays_and_the_others_leave() -> None:
    made = chosen(around(plain(), "nine", "b", "KR", "ten", "twelve"), "b1")
    assert made.text == TEXT.replace("nine", "ten") and made.brackets == () and cited(made) == ["share data"]
    with pytest.raises(BadRequest, match="nothing to choose"):
        chosen(around(plain(), "nine"), "b")
    with pytest.raises(NotFound):
        chosen(plain(), "b")


def test_no_space_stays_at_the_signs_of_an_outer_bracket() -> None:
    held = around(around(plain(), "by May", "b", "KR", "by June"), "share data [by May] [by June]", "outer")
    assert chosen(held, "b").text == "We invite nine administrations to [share data by May]"
    first = around(around(plain(), "nine", "b", "KR", "ten"), "[nine] [ten] administrations", "outer")
    assert closed(closed(first, "", bracket_id="b"), "", bracket_id="b1").text.startswith("We invite [administrations]")


def test_where_the_first_wording_is_taken_out_the_next_one_takes_its_place() -> None:
    three = around(plain(), "nine", "b", "KR", "ten", "twelve")
    two = closed(three, "", bracket_id="b")
    assert two.text == TEXT.replace("nine", "[ten] [twelve]")
    assert [(each.id, each.label, each.alternative_of) for each in two.brackets] == [
        ("b1", "bis", None), ("b2", "ter", "b1"),
    ]  # fmt: skip
    one = closed(two, "", bracket_id="b1", keeps_words=True)
    assert [(each.id, each.label, each.alternative_of) for each in one.brackets] == [("b2", "", None)]


def test_closing_by_an_owner_finds_a_bracket_that_several_hold() -> None:
    start = TEXT.index("nine")
    made = opened(plain(), Bracket("KR", Hold.AMEND, start, start + 4, id="b", owners=("KR", "FR")))
    assert closed(made, "FR", Hold.AMEND, keeps_words=True).text == TEXT
    with pytest.raises(NotFound):
        closed(made, "BR")


def test_of_two_brackets_with_the_same_words_each_stays_with_its_own() -> None:
    made = around(around(plain("we share and they share data"), "share", "one"), "share data", "two")
    moved = reworded(made, "now " + made.text)
    assert [each.start for each in moved.brackets] == [each.start + 4 for each in made.brackets]
    twice = Paragraph(
        "p", Kind.OPERATIVE, "[x] and [x]",
        brackets=(Bracket("A", Hold.RESERVE, 0, 3, id="a"), Bracket("B", Hold.RESERVE, 8, 11, id="b")),
    )  # fmt: skip
    with pytest.raises(Conflict):
        reworded(twice, "and [x]")
    assert is_well_formed("[x], [x]", reworded(twice, "[x], [x]").brackets)


def test_who_alone_holds_words_may_change_them_and_others_may_not() -> None:
    made = around(plain(), "nine")
    text = made.text.replace("[nine]", "[ten]")
    assert shown(reworded(made, text, frozenset({"KR"}))) == {"b": "[ten]"}
    assert reworded(made, TEXT, frozenset({"KR", "BR"})).brackets == ()
    with pytest.raises(Conflict, match="KR must stay"):
        reworded(made, text, frozenset({"BR"}))


def test_what_others_hold_within_stays_when_the_owner_of_the_outer_words_changes_them() -> None:
    made = around(around(plain(), "nine administrations"), "nine", "inner", "BR")
    text = made.text.replace("[[nine] administrations]", "[nine offices]")
    with pytest.raises(Conflict, match="BR must stay"):
        reworded(made, text, frozenset({"KR"}))


WORDS = st.sampled_from(["nine", "ten", "share data", "by May", "세관", "數據", "x", "the parties"])


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, int, str]]:
    kind = st.sampled_from(["open", "offer", "choose", "keep", "drop", "reword", "insert"])
    return draw(st.lists(st.tuples(kind, st.integers(0, 60), st.integers(1, 25), WORDS), max_size=12))


@given(steps())
def test_spans_are_well_formed_and_nested_after_any_row_of_changes(changes: list[tuple[str, int, int, str]]) -> None:
    made = plain()
    for at, (kind, place, length, words) in enumerate(changes):
        try:
            made = applied(made, at, kind, place, length, words)
        except (BadRequest, Conflict, NotFound):
            continue
        assert is_well_formed(made.text, made.brackets), (kind, made)
        assert all(0 <= each.start < each.end <= len(made.text) for each in made.citations), (kind, made)
        ids = {each.id for each in made.brackets}
        assert len(ids) == len(made.brackets)
        assert all(each.alternative_of in (None, *ids) for each in made.brackets)


def applied(made: Paragraph, at: int, kind: str, place: int, length: int, words: str) -> Paragraph:
    """One change of a paragraph; ``place`` chooses a place in the text or one of the brackets."""
    start = place % max(1, len(made.text))
    one = made.brackets[place % len(made.brackets)].id if made.brackets else "none"
    if kind == "open":
        end = min(len(made.text), start + length)
        others = [Alternative(f"{at}-{n}", words, ("BR",)) for n in range(place % 3)]
        return opened(made, Bracket("KR", Hold.RESERVE, start, end, id=str(at), owners=("KR",)), others)
    if kind == "offer":
        return offered(made, one, Alternative(str(at), words, ("FR",)))
    if kind == "choose":
        return chosen(made, one)
    if kind in ("keep", "drop"):
        return closed(made, "", keeps_words=kind == "keep", bracket_id=one)
    cut = length if kind == "reword" else 0
    return reworded(made, f"{made.text[:start]} {words} {made.text[start + cut :]}", frozenset({"KR"}))


def test_who_holds_a_bracket_lifts_it_alone_or_leaves_it_to_the_others() -> None:
    both = replace(around(plain(), "nine").brackets[0], owners=("KR", "BR"))
    joint = replace(around(plain(), "nine"), brackets=(both,))
    left = lifted(joint, "b", "KR")
    assert left.text == joint.text and left.brackets == (replace(both, owner="BR", owners=("BR",)),)
    gone = lifted(left, "b", "BR")
    assert (gone.text, gone.brackets) == (TEXT, ())
    with pytest.raises(NotAllowed, match="held by BR"):
        lifted(left, "b", "KR")
    with pytest.raises(NotFound):
        lifted(left, "other", "BR")
    note = around(plain(f"{TEXT} Brazil, reservation: not yet"), "Brazil, reservation: not yet", owner="BR")
    assert lifted(note, "b", "BR", note="").text == TEXT


def test_who_offered_words_takes_them_back_and_the_first_wording_waits_for_a_choice() -> None:
    made = around(plain(), "nine", "b", "KR", "ten", "twelve")
    with pytest.raises(Conflict, match="chooses between them"):
        lifted(made, "b", "KR")
    one = lifted(made, "b1", "BR")
    assert one.text == "We invite [nine] [twelve] administrations to share data by May"
    none = lifted(lifted(one, "b2", "BR"), "b", "KR")
    assert (none.text, none.brackets) == (TEXT, ())


def test_a_note_of_a_draft_says_who_holds_what_in_the_words_of_its_language() -> None:
    kenya, both = ["Kenya"], ["Kenya", "Republic of Korea"]
    assert is_note("Kenya, reservation: “not yet”", kenya, "en") and is_note("Kenya, reservation", kenya, "en")
    assert is_note("Kenya and the Republic of Korea, objection", both, "en") and is_note("Kenya: “two”", kenya, "en")
    assert is_note("케냐, 유보: “아직”", ["케냐"], "ko") and is_note("كينيا، تحفظ: «لا»", ["كينيا"], "ar")
    assert not is_note("Kenya shares data", kenya, "en") and not is_note("Kenya, reservation: x", ["Brazil"], "en")
    assert not is_note("Kenya, reservation: x", kenya, "tlh") and not is_note("Kenya, reservation", both, "en")
    assert quoted_in_note("Kenya, reservation: “not yet”", kenya, "en") == "not yet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_goes_on_naming_those_who_hold_on_and_a_quotation_stays_its_speakers(language: str) -> None:
    before, after = holding(Hold.RESERVE, language)
    words = table(language)
    three = f"{before}A{words['comma']}B{words['and']}C{after}"
    assert note_naming(three, ["A", "B", "C"], ["A", "C"], language) == f"{before}A{words['and']}C{after}"
    assert note_naming(three, ["A", "B", "C"], [], language) == ""
    assert note_naming(f"{before}A{after}: “no”", ["A"], ["B"], language) is None
    assert note_naming("other words", ["A"], [], language) is None


def test_who_leaves_a_note_of_several_is_named_and_cited_in_it_no_longer() -> None:
    text = f"{TEXT} [Brazil, Kenya and Peru, reservation] [Kenya, objection]"
    start, end = text.index("[Brazil"), text.index("] [") + 1
    cited = tuple(
        Citation(text.index(each), text.index(each) + len(each), (each,)) for each in ("Brazil", "Kenya", "Peru")
    )
    joint = Bracket("BR", Hold.RESERVE, start, end, id="b", owners=("BR", "KE", "PE"))
    other = Bracket("KE", Hold.OBJECT, end + 1, len(text), id="c")
    made = Paragraph("p", Kind.OPERATIVE, text, citations=cited, brackets=(joint, other))
    left = lifted(made, "b", "KE", "Brazil and Peru, reservation")
    assert left.text == f"{TEXT} [Brazil and Peru, reservation] [Kenya, objection]"
    assert [(each.holders, left.text[each.start : each.end]) for each in left.brackets] == [
        (("BR", "PE"), "[Brazil and Peru, reservation]"), (("KE",), "[Kenya, objection]"),
    ]  # fmt: skip
    assert [(left.text[each.start : each.end], each.segments) for each in left.citations] == [
        ("Brazil", ("Brazil",)), ("Peru", ("Peru",)),
    ]  # fmt: skip
    gone = lifted(lifted(left, "b", "BR", "Peru, reservation"), "b", "PE", "")
    assert gone.text == f"{TEXT} [Kenya, objection]" and gone.citations == ()


@pytest.mark.parametrize("hold", [Hold.UNCLEAR, Hold.UNTRANSLATED, Hold.CONFLICT])
def test_what_is_held_for_the_sake_of_the_text_no_delegation_lifts(hold: Hold) -> None:
    made = opened(plain(), Bracket("KR", hold, 3, 9, id="b"))
    with pytest.raises(Conflict, match="the secretariat closes it"):
        lifted(made, "b", "KR")
