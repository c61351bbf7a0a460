"""Which way of keeping a term is taken: the one that survives in the engine and the direction, tried out once."""

from __future__ import annotations

import csv
import re

from tests.support.fake_engine import FakeEngine
from translation.errors import EngineFailed
from translation.glossary import Glossary
from translation.languages import LANGUAGES
from translation.phrasebook import Phrasebook
from translation.protection import DEFAULT, SLOT, TABLE, Protections, Way, try_out
from translation.translator import Translator

PAIR = ("en", "pt")
GLOSSARY = Glossary(fixed={"risk management": {"pt": "gestão do risco"}, "CBX": {"pt": "CBX"}})
SAID = "The team for risk management meets here again."
WORDS = {
    "risk management": "gerência de risco",
    "annual report": "relatório de cada ano",
    "The team for": "A equipa de",
}


def says(sentence: str) -> str:
    """Portuguese enough: every word that it knows, and the end of the sentence."""
    for word, other in WORDS.items():
        sentence = re.sub(word, other, sentence, flags=re.IGNORECASE)
    return sentence.replace("meets here again", "reúne-se aqui outra vez")


def swallows(pattern: str) -> FakeEngine:
    """An engine that loses the words of a pattern."""
    return FakeEngine({PAIR}, lambda sentence, *_: re.sub(pattern, "coisa", says(sentence)))


def probes(engine: FakeEngine) -> int:
    """How often it was tried out."""
    return sum(len(batch) > 10 for batch in engine.batches)


def translator(engine: FakeEngine) -> Translator:
    return Translator([engine], glossary=GLOSSARY, phrases=Phrasebook([]))


def test_stand_ins_that_survive_are_preferred() -> None:
    assert try_out(swallows("nothing"), *PAIR).ways == (Way.LETTER_DIGIT, Way.CODE, Way.ALIGNED)
    found = try_out(swallows(r"\b[A-Z]\d\b"), *PAIR)
    assert found.ways == (Way.CODE, Way.ALIGNED) and found.shares == (1.0, 1.0)


def test_where_the_usual_stand_ins_are_lost_the_others_are_taken_at_once() -> None:
    engine = swallows(r"\b[A-Z]\d\b")
    here = translator(engine)
    assert here.translate(SAID, *PAIR).text == "A equipa de gestão do risco reúne-se aqui outra vez."
    assert here.translate(SAID.replace("again", "today"), *PAIR).text.startswith("A equipa de gestão do risco")
    assert probes(engine) == 1 and not here.retries


def test_where_every_stand_in_is_lost_the_engines_own_rendering_is_found_and_replaced() -> None:
    engine = swallows(r"\b[A-Z]\d[A-Z]?\b")
    here = translator(engine)
    done = here.translate(SAID, *PAIR)
    assert (done.text, done.notes) == ("A equipa de gestão do risco reúne-se aqui outra vez.", frozenset())
    assert not here.retries and try_out(engine, *PAIR).ways == (Way.ALIGNED,)
    assert here.translate("CBX has risk management.", *PAIR).text == "CBX has gestão do risco."


def test_a_countrys_name_is_put_right_in_the_same_way() -> None:
    engine = FakeEngine(
        {PAIR},
        lambda sentence, *_: re.sub(r"\b[A-Z]\d[A-Z]?\b", "coisa", says(sentence)).replace("Austria", "Austrália"),
    )
    done = translator(engine).translate("The team for Austria meets here again.", *PAIR)
    assert (done.text, done.notes) == ("A equipa de Áustria reúne-se aqui outra vez.", frozenset())


def test_what_survives_in_no_way_is_put_between_the_parts_or_noted() -> None:
    deaf = FakeEngine({PAIR}, lambda sentence, *_: "Isto é tudo o que sei dizer." if len(sentence) > 20 else "a equipa")
    done = translator(deaf).translate(SAID, *PAIR)
    assert "gestão do risco" in done.text or "terms" in done.notes


def test_without_a_term_nothing_is_tried_out_and_a_look_at_the_models_forgets() -> None:
    engine = swallows("nothing")
    here = translator(engine)
    here.translate("We meet again.", *PAIR)
    assert probes(engine) == 0 and here.kept() == []
    here.translate(SAID, *PAIR)
    assert [(name, pair) for name, pair, _ in here.kept()] == [("fake", PAIR)]
    here.refresh()
    assert here.kept() == []
    here.measure("fake", PAIR)
    assert probes(engine) == 2 and here.kept()[0][2].shares == (1.0, 1.0, 1.0)


def test_an_engine_that_breaks_down_is_tried_again_later_and_a_distant_one_never() -> None:
    is_broken = [True]

    def work(sentence: str, *_: str) -> str:
        if is_broken[0]:
            raise EngineFailed("it broke down")
        return says(sentence)

    engine, protections = FakeEngine({PAIR}, work), Protections()
    assert protections.of(engine, *PAIR) == DEFAULT
    is_broken[0] = False
    assert len(protections.of(engine, *PAIR).shares) == 3
    distant = FakeEngine({PAIR}, name="endpoint")
    assert protections.of(distant, *PAIR) == DEFAULT and distant.batches == []
    assert protections.of(FakeEngine({("en", "uk")}), "uk", "en") == DEFAULT  # no probes in that language


def test_the_probes_have_as_many_slots_in_every_language() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {"en", "pt", "es", "fr", "ru", "ar", "zh", "ko"} <= set(rows[0]) - {"kind"} <= set(LANGUAGES)
    slots = {"sentence": 1, "pair": 2, "term": 0}
    for row in rows:
        for code in set(row) - {"kind"}:
            assert row[code] and row[code].count(SLOT) == slots[row["kind"]], (row["kind"], code)
