"""A batch gives what each sentence gives alone: argos' engine with a model of real size, made by the bench."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import base_model
from bench.batching import PAIR
from translation.argos import LONGEST_GRACE, LONGEST_RATIO, ArgosEngine

WORDS = base_model.words()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgosEngine]:
    folder = tmp_path_factory.mktemp("base")
    base_model.build(folder)
    made = ArgosEngine(folder)
    yield made
    made.close()


def test_the_model_has_real_dimensions_and_known_answers(engine: ArgosEngine) -> None:
    model = next(engine._folder.rglob("model.bin"))
    assert 90_000_000 < model.stat().st_size < 100_000_000
    assert len(set(WORDS)) == base_model.WORDS
    known = base_model.answers(WORDS)
    (told,) = engine.translate([" ".join(WORDS[:20])], *PAIR)
    assert told.text.split() == [known[word] for word in WORDS[:20]]


def test_a_batch_gives_what_each_sentence_gives_alone_word_for_word(engine: ArgosEngine) -> None:
    texts = base_model.sentences(WORDS, 16, most=30)
    texts += [texts[0], WORDS[7], " ".join(WORDS[:60])]
    alone = [engine.translate([text], *PAIR)[0] for text in texts]
    together = engine.translate(texts, *PAIR)
    assert [each.text for each in together] == [each.text for each in alone]
    known = base_model.answers(WORDS)
    assert [each.text for each in together] == [" ".join(known[word] for word in text.split()) for text in texts]
    scores = zip(together, alone, strict=True)
    assert all(one.score == pytest.approx(other.score, abs=0.05) for one, other in scores)


def test_a_sentence_that_loops_in_a_batch_grows_no_further_than_alone(tmp_path: Path) -> None:
    base_model.build(tmp_path, ends=False)
    engine = ArgosEngine(tmp_path)
    texts = [" ".join(WORDS[:3]), " ".join(WORDS[:30]), WORDS[5]]
    alone = [engine.translate([text], *PAIR)[0].text for text in texts]
    assert [each.text for each in engine.translate(texts, *PAIR)] == alone
    for text, told in zip(texts, alone, strict=True):
        size = len(text.split())
        assert size < len(told.split()) <= LONGEST_RATIO * size + LONGEST_GRACE
    engine.close()
