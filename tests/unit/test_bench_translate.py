"""What the bench of translation counts, with an engine that does as it is told."""

from __future__ import annotations

from bench import base_model, batching
from bench.batching import PAIR
from bench.translate import report, table
from bench.translation_cases import HARD, KEPT, KINDS, LONGEST_CHARS, hard_inputs, kept_cases, term_cases
from tests.support.fake_engine import FakeEngine
from translation.phrasebook import Phrasebook
from translation.translator import Translator


def test_the_sets_are_as_large_as_they_are_said_to_be_and_always_the_same() -> None:
    assert len(term_cases("en")) == len(term_cases("pt")) == 100
    for source in ("en", "pt"):
        cases = kept_cases(source)
        assert len(cases) == KEPT and {case.kind for case in cases} == set(KINDS)
        assert len({case.sentence for case in cases}) == KEPT
        assert all(case.wanted[0] in case.sentence for case in cases)
        hard = list(hard_inputs(source))
        assert len(hard) == HARD and max(map(len, hard)) == LONGEST_CHARS and hard == list(hard_inputs(source))


def test_a_report_tells_the_products_path_from_the_bare_engine() -> None:
    engine = FakeEngine({("en", "pt")}, lambda sentence, *_: "É assim." if sentence == "It is so." else sentence)
    translator = Translator([engine], phrases=Phrasebook([]))
    made = report(translator, "en", "pt", ["It is so."] * 4, ["É assim."] * 4, 16)
    assert made["pair"] == "en-pt" and made["engine"] == "fake" and made["sentences"] == 4
    assert made["chrf"] == made["bare"]["chrf"] == 100.0
    assert made["terms"] == {"sentences": 100, "present": 100, "right": 100, "flagged": 0}
    assert made["kept"] == dict.fromkeys(KINDS, 1.0) and made["loops"] == 0
    assert "pair" in table(made)


def test_the_gain_of_batches_is_told_with_whether_they_answer_as_alone() -> None:
    engine = FakeEngine({PAIR}, lambda sentence, *_: sentence.upper())
    made = batching.report(engine, ["a b", "c", "d"] * 20, ["A B", "C", "?"] * 20, rounds=2)
    assert [row["sentences_a_call"] for row in made["batching"]] == list(batching.SIZES)
    assert {(row["as_alone"], row["right"]) for row in made["batching"]} == {(60, 40)}
    assert made["batching"][0]["gain"] == 1.0 and batching.is_same(made)
    assert "sentences_a_call" in batching.table(made)
    made["batching"][1]["as_alone"] = 59
    assert not batching.is_same(made)


def test_the_words_and_sentences_of_the_made_model_are_always_the_same() -> None:
    known = base_model.words(500)
    assert known == base_model.words(500) and len(set(known)) == 500
    assert set(base_model.answers(known).values()) == set(known)
    made = base_model.sentences(known, 50)
    assert made == base_model.sentences(known, 50) and max(len(each.split()) for each in made) <= 45
