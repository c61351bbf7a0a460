"""The translate worker's answers, without a model."""

from __future__ import annotations

from typing import Any

from server.core.notes import codes_in, note_of
from server.workers.translate import answer, standing
from tests.support.fake_engine import FakeEngine
from translation.translator import Translator

PAIRS = {("en", "pt"), ("pt", "en")}


def job(text: str, **more: Any) -> dict[str, Any]:
    return {"job": "s/1/pt", "text": text, "source": "en", "target": "pt", "rough": False, **more}


def test_a_rough_text_stays_rough_and_doubts_are_told() -> None:
    translator = Translator([FakeEngine(PAIRS, name="firefox")])  # it gives back what it was given
    done = answer(translator, job("We promise a great deal of money to all of you.", rough=True))
    assert (done["rough"], done["engine"], done["notes"]) == (True, "firefox", ["copied"])
    assert not answer(translator, job("We promise a lot to you."))["rough"]


def test_terms_of_the_glossary_are_kept_and_rendered() -> None:
    """The engine spoils every word that it is given; what the glossary holds never reaches it as a word."""
    spoiling = FakeEngine(
        PAIRS, lambda sentence, source, target: sentence.replace("single window", "janela de solteiro")
    )
    translator = Translator([spoiling])
    glossary = {"keep": ["KCW"], "fixed": [["single window", "janela única"]]}
    text = answer(translator, job("The single window of KCW is open to everybody.", glossary=glossary))["text"]
    assert "janela única" in text and "KCW" in text


def test_every_failure_is_an_answer() -> None:
    def broken(sentence: str, source: str, target: str) -> str:
        raise RuntimeError(sentence)

    translator = Translator([FakeEngine(PAIRS, broken)])
    assert answer(translator, job("Good morning to everybody."))["error"]["code"] in (
        "translation_failed",
        "engine_failed",
    )
    assert answer(translator, {**job("Good morning."), "target": "ko"})["error"]["code"] == "no_route"


def test_the_standing_of_every_direction_is_told_with_the_command() -> None:
    told = standing(Translator([FakeEngine(PAIRS, name="firefox")]))
    assert told["en"]["pt"] == {"status": "live", "engine": "firefox", "via": [], "command": ""}
    assert told["fr"]["pt"]["status"] == "rough" and told["fr"]["pt"]["command"].endswith("argos-fr-en")
    assert told["zh"]["ko"] == {
        "status": "missing",
        "engine": "",
        "via": [],
        "command": "flask --app server models install argos-zh-en argos-en-ko",
    }


def test_notes_are_codes_in_a_fixed_order_and_free_text_has_none() -> None:
    assert note_of(["figures", "rough", "unheard-of"]) == "rough figures"
    assert codes_in("rough figures") == ("rough", "figures")
    assert codes_in("no route from fr to zh") == codes_in("") == ()
