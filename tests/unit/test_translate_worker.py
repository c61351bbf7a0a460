"""The translate worker's answers, without a model."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.errors import BadRequest
from server.core.translation.notes import codes_in, note_of
from server.wire.events import check_event
from server.workers.translate import answer, standing, told
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


def test_words_under_way_are_translated_near_what_is_shown() -> None:
    engine = FakeEngine(PAIRS, lambda *_: "Propomos partilhar dados.")
    answer(Translator([engine]), job("We propose to share data", shown="Propomos partilhar"))
    assert engine.begun == [("We propose to share data.", "Propomos partilhar")]


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
    found = standing(Translator([FakeEngine(PAIRS, name="firefox")]))
    origin = "FLORES-200 devtest, the packaged model"
    leg = {"engine": "firefox", "source": "en", "target": "pt", "bleu": 46.2, "origin": origin}
    live = {"status": "live", "engine": "firefox", "via": [], "command": ""}
    assert found["en"]["pt"] == {**live, "bleu": 46.2, "origin": origin, "legs": [leg]}
    assert found["fr"]["pt"]["status"] == "rough" and found["fr"]["pt"]["command"].endswith("argos-fr-en")
    assert found["fr"]["pt"]["legs"] == [leg] and found["fr"]["pt"]["bleu"] is None
    assert found["zh"]["ko"] == {
        **{"status": "missing", "engine": "", "via": [], "bleu": None, "origin": "", "legs": []},
        "command": "flask --app server models install argos-zh-en firefox-enko",
    }


def test_a_worker_tells_its_engines_with_their_health_and_directions() -> None:
    found = told(Translator([FakeEngine(PAIRS, name="firefox")]))
    assert found["engines"] == [{"name": "firefox", "is_ok": True, "detail": "2 directions", "directions": 2}]
    measuring = Translator([FakeEngine(PAIRS, name="firefox")])
    measuring.measure("firefox", ("en", "pt"))
    [time] = told(measuring)["warmth"]
    assert (time["source"], time["terms_by"], time["terms_kept"]) == ("en", "letter_digit", 1.0)
    assert found["warmth"] == [] and found["capabilities"] == {"en": {"pt": "firefox"}, "pt": {"en": "firefox"}}
    message = {key: found[key] for key in ("capabilities", "standing", "engines")} | {"warmth": [time]}
    check_event("/worker", "measured", [message])
    with pytest.raises(BadRequest, match="is_ok of each of engines"):
        check_event("/worker", "measured", [{**message, "engines": [{"name": "x"}]}])


def test_notes_are_codes_in_a_fixed_order_and_free_text_has_none() -> None:
    assert note_of(["figures", "rough", "unheard-of"]) == "rough figures"
    assert codes_in("rough figures") == ("rough", "figures")
    assert codes_in("no route from fr to zh") == codes_in("") == ()
