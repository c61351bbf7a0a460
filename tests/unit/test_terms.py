"""Names and terms: what is repaired after recognition, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.translation.terms import Terms, words_of

ORDINARY = frozenset(
    {
        "the", "and", "of", "in", "a", "i", "to", "who", "safe", "cote",
        "republic", "rules", "are", "said", "window", "windows", "single", "commissioner", "programme", "brazil",
        "mutual", "data", "is", "yes", "we", "give", "floor", "it", "customs", "for",
    }
)  # fmt: skip
EVENT = (
    "AEO", "WCO", "CMAA", "WHO", "single window", "mutual recognition", "Kyrgyzstan", "Azerbaijan", "Mercosur",
    "Yamandu Orsinelli", "Thandeka Mbuyisa", "SAFE Framework", "Uruguay", "단일창구", "G20",
)  # fmt: skip
ENGLISH = Terms(EVENT, "en", ORDINARY)


@pytest.mark.parametrize(
    ("heard", "shown"),
    [
        ("The A E O and W-C-O and C.M.A.A. rules.", "The AEO and WCO and CMAA rules."),
        ("the double u c o, the a e o", "the WCO, the AEO"),
        ("aeos and Wco", "AEOs and WCO"),
        ("Commissioner Orsineli's data", "Commissioner Orsinelli's data"),
        ("Tandeka Mbuyissa", "Thandeka Mbuyisa"),
        ("Kirgyzstan and Azerbaidjan", "Kyrgyzstan and Azerbaijan"),
        ("Sinngle window, mutual recogniton", "Single window, mutual recognition"),
        ("the singlewindow of Mer cosur", "the single window of Mercosur"),
    ],
)
def test_a_near_miss_of_a_term_becomes_the_term(heard: str, shown: str) -> None:
    assert ENGLISH.repair(heard).text == shown


@pytest.mark.parametrize(
    "heard",
    [
        "Who said it is safe? We are in the single windows.",  # ordinary words, though WHO and SAFE are terms
        "single windows, Single Window, AEOs, MERCOSUR, WCO's",  # the terms themselves, in the plural and in capitals
        "Mercosul and Uruguayan",  # another ending is another word
        "see wco.org, @wco, aeo2, aeo_x",  # parts of addresses and codes
        "A E O W",  # other letters than the acronym's
        "THANK YOU AND GOOD NIGHT TO ALL OF YOU",
        "단일창구 一站式 نافذة",
    ],
)
def test_what_is_right_or_ordinary_or_another_word_stays(heard: str) -> None:
    assert ENGLISH.repair(heard).repairs == ()
    assert ENGLISH.repair(heard).text == heard


def test_letters_that_are_words_of_the_language_are_no_acronym() -> None:
    portuguese = Terms(EVENT, "pt", ORDINARY)
    assert portuguese.repair("entre a e o porto").text == "entre a e o porto"
    assert portuguese.repair("o programa A E O").text == "o programa AEO"
    assert Terms(["AEO"], "ko", None).repair("미국 A E O 는").text == "미국 AEO 는"


def test_between_two_terms_that_are_equally_near_nothing_is_chosen() -> None:
    both = Terms(["Orsinelli", "Orsinella"], "en", ORDINARY)
    assert both.repair("Orsynelle").text == "Orsynelle"


def test_without_a_list_of_ordinary_words_only_letters_and_case_are_repaired() -> None:
    unknown = Terms(EVENT, "tl", None)
    assert unknown.repair("Kirgyzstan and A E O").text == "Kirgyzstan and AEO"


def test_a_russian_name_in_another_case_is_left_in_it() -> None:
    russian = Terms(["Мбуйиса", "Киргизстан"], "ru", frozenset())
    assert russian.repair("слово Мбуйисы о Киргизстане").repairs == ()
    assert russian.repair("Кыргизстан").text == "Киргизстан"


def test_terms_that_were_heard_right_are_counted_under_their_own_name() -> None:
    found = ENGLISH.repair("Orsinelli, the single window and 단일창구")
    assert sorted(found.right) == ["Yamandu Orsinelli", "single window", "단일창구"]


def test_a_place_inside_a_repair_moves_to_its_beginning() -> None:
    found = ENGLISH.repair("we give A E O data")
    assert found.text == "we give AEO data"
    assert [found.place(at) for at in (0, 8, 10, 13, 14)] == [0, 8, 8, 11, 12]


WORDS = st.lists(st.sampled_from([*sorted(ORDINARY), "zqrt", "Xkfjw", "12", "..."]), max_size=25).map(" ".join)
SLIPS = st.lists(
    st.sampled_from(
        [
            *("A", "E", "O", "W", "C", "w", "double u", "Orsineli", "Tandeka", "Mbuyissa", "Mer", "cosur"),
            *("singlewindow", "recogniton", "mutual", "window", "the", "Kirgyzstan,", "AEO.", "programme", "-", "'s"),
        ]
    ),
    max_size=14,
)


@settings(deadline=None)
@given(WORDS)
def test_a_text_without_anything_like_a_term_is_never_changed(text: str) -> None:
    plain = Terms(["Kyrgyzstan", "Thandeka Mbuyisa", "CMAA"], "en", ORDINARY)
    assert plain.repair(text).text == text


@settings(deadline=None)
@given(st.one_of(SLIPS.map(" ".join), st.text(max_size=60)))
def test_repairing_twice_changes_nothing_more_and_every_place_is_told(text: str) -> None:
    once = ENGLISH.repair(text)
    assert ENGLISH.repair(once.text).text == once.text
    rebuilt, at = "", 0
    for each in once.repairs:
        assert text[each.heard_start : each.heard_end] == each.heard
        rebuilt += text[at : each.heard_start] + once.text[each.start : each.end]
        at = each.heard_end
    assert rebuilt + text[at:] == once.text


@settings(deadline=None)
@given(SLIPS)
def test_each_repair_names_the_heard_words_that_it_stands_for(slips: list[str]) -> None:
    pieces = [f" {word}" for slip in slips for word in slip.split()]
    found = ENGLISH.repair("".join(pieces).strip())
    last = 0
    for each in found.repairs:
        begin, end = words_of(pieces, each)
        assert last <= begin < end
        assert each.heard in "".join(pieces[begin:end])
        last = end
