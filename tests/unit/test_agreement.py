"""What two consecutive hypotheses agree on is committed, once and for good."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.agreement import Agreement, normal

HYPOTHESES = st.lists(st.lists(st.sampled_from(["we", "We,", "support", "a", "window", "."]), max_size=8), max_size=10)


@given(HYPOTHESES)
def test_what_is_committed_is_a_prefix_of_what_is_committed_later(hypotheses: list[list[str]]) -> None:
    agreement, before = Agreement(), []
    for words in hypotheses:
        committed, _ = agreement.take(words)
        assert [normal(word) for word in committed[: len(before)]] == [normal(word) for word in before]
        before = committed


@given(st.lists(st.sampled_from("abcdef"), max_size=10))
def test_the_same_hypothesis_twice_is_committed_whole(words: list[str]) -> None:
    agreement = Agreement()
    assert agreement.take(words) == ([], words)
    assert agreement.take(words) == (words, [])


@given(HYPOTHESES)
def test_no_word_is_committed_on_the_word_of_one_hypothesis(hypotheses: list[list[str]]) -> None:
    agreement, seen = Agreement(), []
    for words in hypotheses:
        committed, tentative = agreement.take(words)
        seen.append({normal(word) for word in words})
        for word in committed:
            assert sum(normal(word) in each for each in seen) >= 2
        assert len(tentative) <= len(words)


def test_words_that_differ_only_in_case_punctuation_or_width_agree() -> None:
    agreement = Agreement()
    agreement.take(["Ｇood", "morning."])
    assert agreement.take(["good,", "morning", "all"]) == (["good,", "morning"], ["all"])


def test_a_hypothesis_with_one_word_more_in_what_is_committed_repeats_nothing() -> None:
    agreement = Agreement()
    agreement.take(["we", "support", "the"])
    agreement.take(["we", "support", "the", "proposal"])
    committed, tentative = agreement.take(["well", "we", "support", "the", "proposal", "of", "Brazil"])
    assert (committed, tentative) == (["we", "support", "the", "proposal"], ["of", "Brazil"])


def test_a_hypothesis_with_one_word_fewer_skips_nothing() -> None:
    agreement = Agreement()
    agreement.take(["we", "do", "support", "the"])
    agreement.take(["we", "do", "support", "the", "proposal"])
    committed, tentative = agreement.take(["we", "support", "the", "proposal", "of", "Brazil"])
    assert (committed, tentative) == (["we", "do", "support", "the", "proposal"], ["of", "Brazil"])


@given(st.text(st.characters(codec="ascii") | st.sampled_from("ÀßŒ½中か한①ﬁ²\u0301"), max_size=8))
def test_a_plain_word_is_compared_as_any_other(word: str) -> None:
    folded = unicodedata.normalize("NFKC", word).casefold()
    assert normal(word) == "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")
