"""What must be the same in a statement and its version: brackets, numbers, rungs, negations, length, final clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.versions import closing, numbering, signs, strength
from server.core.versions.checks import Fault, problems
from server.core.versions.denials import turned
from server.core.versions.strength_table import LADDERS, LANGUAGES, OPENINGS, WRITTEN

WORDS = st.text(alphabet="ab c,;é한ع", min_size=1, max_size=8)
NESTED = st.recursive(
    WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"[{' '.join(parts)}]"), max_leaves=6
)
TEXT = st.lists(NESTED, min_size=1, max_size=5).map(" ".join)


def kinds(source: str, version: str, language: str = "en", target: str = "fr", order: tuple[int, ...] = ()) -> set[str]:
    return {str(each.fault) for each in problems(source, version, language, target, order)}


@given(TEXT, st.sampled_from(["fr", "zh"]))
def test_a_text_taken_apart_and_put_together_keeps_every_bracket_in_its_place(text: str, target: str) -> None:
    asked = signs.asked(text)
    made = signs.together(text, asked, target)
    if not asked:
        return
    assert made is not None
    assert signs.faults(text, made, None) == []
    assert [each for each in made if each.isalnum()] == [each for each in text if each.isalnum()]


@given(TEXT)
def test_an_answer_with_a_piece_too_few_or_signs_of_its_own_loses_no_structure(text: str) -> None:
    lines = signs.asked(text).split("\n")
    if not lines[0]:
        return
    assert signs.together(text, "\n".join([*lines, "more"]), "fr") is None
    made = signs.together(text, "\n".join(f"[{each}" for each in lines), "fr")
    assert made is not None and signs.faults(text, made, None) == []


@given(TEXT, st.data())
def test_a_sign_more_or_less_is_a_fault(text: str, data: st.DataObject) -> None:
    places = [at for at, each in enumerate(text) if each in "[]"]
    if places:
        gone = data.draw(st.sampled_from(places))
        assert signs.faults(text, text[:gone] + text[gone + 1 :], None)
    assert signs.faults(text, f"{text} [", None) and signs.faults(text, f"{text} [x]", None)


def test_brackets_keep_their_holders_and_may_change_places_when_somebody_says_so() -> None:
    source = "We [urge] members to [begin [soon]]"
    spans = [[3, 9], [21, 35], [28, 34]]
    holders = signs.owners(
        source, [{"owner": name, "span": span} for name, span in zip(("FR", "KE", "BR"), spans, strict=True)]
    )
    assert holders == (("FR",), ("KE",), ("BR",))
    version = "Os membros [começam [logo]], [instamos]"
    assert signs.faults(source, version, None)  # as they come the nesting is another
    assert signs.faults(source, version, (1, 2, 0)) == []
    assert [each["owners"] for each in signs.bracketed(version, holders, (1, 2, 0))] == [["KE"], ["BR"], ["FR"]]
    assert signs.faults(source, version, (2, 1, 0)) and signs.faults(source, "[a] [b] [c]", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_of_the_table_is_found_again_on_its_own_rung(language: str) -> None:
    for key, cells in OPENINGS.items():
        for form in cells[language][:WRITTEN]:
            text = f"{form} the register" if language != "ko" else f"등록부를 {form}"
            found = strength.opening(text, language)
            assert found is not None and key in found.keys, (language, key, form, found)


@given(
    st.sampled_from([(one, other) for keys in LADDERS.values() for one in keys for other in keys if one != other]),
    st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES), st.integers(0, WRITTEN - 1),
)  # fmt: skip
def test_a_verb_on_another_rung_is_named_and_on_its_own_it_is_not(
    pair: tuple[str, str], source: str, target: str, form: int
) -> None:
    right, wrong = pair
    if right not in OPENINGS or source == target:
        return

    def written(key: str, language: str) -> str:
        verb = strength.verb(key, language, form)
        return f"등록부를 {verb}" if language == "ko" else f"{verb} X"

    given_, good, bad = written(right, source), written(right, target), written(wrong, target)
    assert strength.moved(given_, good, source, target) == ()
    shared = strength.opening(given_, source), strength.opening(bad, target)
    assert shared[0] is not None and shared[1] is not None
    if not shared[0].keys & shared[1].keys:  # some words of a language stand for two verbs
        assert strength.moved(given_, bad, source, target)
        if target != "ko":
            assert strength.moved(given_, strength.fitted(given_, bad, source, target), source, target) == ()


@pytest.mark.parametrize(
    ("source", "version", "target", "is_moved"),
    [
        ("Members should report.", "Les membres devraient rendre compte.", "fr", False),
        ("Members should report.", "Les membres doivent rendre compte.", "fr", True),
        ("Members shall report.", "Los miembros deberían informar.", "es", True),
        ("Members shall report.", "Участники должны отчитываться.", "ru", False),
        ("Members may report.", "성원은 보고하여야 한다.", "ko", True),
        ("Members may report.", "성원은 보고할 수 있다.", "ko", False),
        ("Members shall report.", "各成员必须报告。", "zh", False),
        ("Members may report.", "يجب على الأعضاء تقديم تقرير.", "ar", True),
        ("Recalling the meeting,", "إذ يشيرون إلى الاجتماع،", "ar", False),
        ("Decide to open a register;", "يقررون فتح سجل؛", "ar", False),
        ("Invites the members;", "يدعون الأعضاء؛", "ar", False),
        ("Takes note of the report;", "يرحبون بالتقرير؛", "ar", True),
    ],
)
def test_a_binding_word_may_not_move_a_rung(source: str, version: str, target: str, is_moved: bool) -> None:
    assert bool(strength.moved(source, version, "en", target)) is is_moved


@pytest.mark.parametrize(
    ("source", "version", "target", "is_turned"),
    [
        ("shall not be shared", "ne sont pas partagées", "fr", False),
        ("shall not be shared", "sont partagées", "fr", True),
        ("may be shared", "não podem ser partilhados", "pt", True),
        ("without consent", "sin consentimiento", "es", False),
        ("shall not be shared", "不得共享", "zh", False), ("shall not be shared", "공유하지 아니한다", "ko", False),
        ("shall not be shared", "공유한다", "ko", True), ("shall not be shared", "не передаются", "ru", False),
        ("shall not be shared", "لا يجوز تبادلها", "ar", False), ("shall be shared", "لا يجوز تبادلها", "ar", True),
    ],
)  # fmt: skip
def test_a_negation_lost_or_gained_is_seen(source: str, version: str, target: str, is_turned: bool) -> None:
    assert (turned(source, version, "en", target) is not None) is is_turned


def test_each_fault_has_its_name_and_a_good_version_has_none() -> None:
    source = "Requests the secretariat to report to the [nine] members by 31 March 2027, and shall not wait longer"
    good = "Prie le secrétariat de faire rapport aux [neuf] membres avant le 31 mars 2027, et n'attend pas davantage"
    assert kinds(source, good) == set()
    assert kinds(source, good.replace("Prie", "Invite")) == {Fault.STRENGTH}
    assert kinds(source, good.replace("mars", "mai")) == {Fault.FIGURE}
    assert kinds(source, good.replace("[neuf]", "neuf")) == {Fault.BRACKETS}
    assert kinds(source, good.replace("n'attend pas", "attend")) == {Fault.NEGATION}
    assert kinds(source, f"8. {good}") == {Fault.NUMBERING, Fault.FIGURE}
    assert Fault.LENGTH in kinds(source, good + " très" * 40)
    assert Fault.LENGTH in kinds(source, "Prie [neuf] 31 mars 2027, n'attend")


def test_a_reference_to_a_paragraph_that_is_not_there_is_found_in_each_language() -> None:
    texts = {
        "en": "as set out in paragraphs 2 and 9, and in paragraph 14 of the Convention", "fr": "visé au paragraphe 9",
        "ko": "제9항에 따라", "zh": "第9段", "ru": "в пункте 9", "ar": "الفقرة 9", 
        "es": "el párrafo 9", "pt": "o parágrafo 9",
    }  # fmt: skip
    for language, text in texts.items():
        assert numbering.missing({"p": text}, ["1", "2"], language) == [("p", "9")], language
    assert numbering.doubled({"a": "4. We agree", "b": "We agree"}, {"a": "1", "b": "1"}) == [("a", "4"), ("b", "1")]


@pytest.mark.parametrize("language", closing.LANGUAGES)
def test_the_final_clause_names_every_authentic_language_and_the_one_that_prevails(language: str) -> None:
    both = closing.clause(("en", "fr"), "en", language)
    english, french = closing.name("en", language), closing.name("fr", language)
    assert both.count(english) == 2 and french in both and "{" not in both and "_" not in both
    assert closing.clause(("en", "fr"), "", language).count(english) == 1
    assert closing.clause(("en", "fr", "ar"), "fr", language) != both
    assert closing.clause(("en",), "en", language).count(english) == 1 and closing.clause((), "", language) == ""
