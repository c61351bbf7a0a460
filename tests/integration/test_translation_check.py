"""The check of installed directions, with engines that are right, wrong and silent, and with the packaged models."""

from __future__ import annotations

import pytest

from tests.support.fake_engine import FakeEngine
from tests.support.house import models
from translation.check import check, pairs
from translation.errors import EngineFailed, NoRoute
from translation.phrasebook import Phrasebook
from translation.samples import rows
from translation.translator import Translator

ROWS = rows("sentence")
RIGHT = {row["en"]: row["pt"] for row in ROWS}


def made(rule: object) -> Translator:
    return Translator([FakeEngine({("en", "pt")}, rule)], phrases=Phrasebook([]))  # type: ignore[arg-type]


def test_every_sentence_stands_in_every_language_once() -> None:
    for column in (each for each in ROWS[0] if each != "kind"):
        cells = [row[column] for row in ROWS]
        assert all(cells) and len(set(cells)) == len(cells), column


def test_an_engine_that_is_right_has_all_points_and_one_that_is_wrong_few() -> None:
    right = made(lambda sentence, *_: RIGHT.get(sentence, sentence.replace("X7", "X7")))
    assert pairs(right) == [("en", "pt")]
    [best] = check(right, [("en", "pt")])
    [worst] = check(made(lambda *_: "Não sei o que dizer sobre isto."), [("en", "pt")])
    assert best.chrf > 80 > 30 > worst.chrf and best.bleu > worst.bleu and best.failed == 0
    assert best.engine == "fake" and best.sentence_ms >= 0


def test_sentences_without_an_answer_are_counted() -> None:
    def fail(*_: object) -> str:
        raise EngineFailed("it broke down")

    [found] = check(made(fail), [("en", "pt")])
    assert (found.failed, found.bleu, found.terms) == (len(ROWS), 0.0, 0.0)


def test_a_direction_without_a_route_says_what_to_install() -> None:
    with pytest.raises(NoRoute, match="firefox-enko"):
        list(check(made(lambda sentence, *_: sentence), [("en", "ko")]))


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_the_packaged_models_translate_the_set_well_and_have_its_term() -> None:
    translator = Translator.of_folder(models(), "firefox")
    found = list(check(translator, [("en", "pt"), ("pt", "en")]))
    translator.close()
    for each in found:
        assert each.chrf > 60 and each.terms == 1.0 and each.failed == 0, each
