"""Words under way in the languages of their readers: what is asked, what is shown, and when the original is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.translation.interim import MOST_PIECES, Piece, Said, Shown, steady, text_of
from server.metrics import Metrics
from server.services.hearing.interim import FAILED_S, GAP_S, LATE_S, Interim
from server.services.hearing.publish import Publisher, TranslationQueue
from server.services.hearing.stages import Stages
from server.services.hearing.translate import Job
from server.storage.glossary import Terms
from server.storage.log import Event


def piece(start: int, text: str, language: str = "en") -> Piece:
    return Piece(f"mic-{start}", text, language, "Brazil", "BR", start, start + 100)


# What waits


def test_what_is_final_and_not_translated_stands_before_the_words_under_way() -> None:
    said = Said()
    said.end(piece(0, "We propose to share"), {"pt", "fr"})
    said.hear(piece(100, "data on cargo"))
    assert text_of(said.parts("pt")) == "We propose to share data on cargo"
    said.translated("mic-0", "pt")
    assert [text_of(said.parts(each)) for each in ("pt", "fr")] == [
        "data on cargo",
        "We propose to share data on cargo",
    ]
    said.translated("mic-0", "fr")
    said.hear(None)
    assert said.is_empty and said.parts("fr") == ()


def test_a_final_ends_the_words_under_way_that_it_was_made_of() -> None:
    said = Said()
    said.hear(piece(0, "We propose to share data"))
    said.end(piece(0, "We propose to share"), {"pt"})
    assert text_of(said.parts("pt")) == "We propose to share"
    said.take_out("mic-0")
    assert said.is_empty


def test_words_of_another_language_are_not_translated_together() -> None:
    said = Said()
    said.end(piece(0, "Merci beaucoup", "fr"), {"pt"})
    said.hear(piece(100, "We agree", "en"))
    assert text_of(said.parts("pt")) == "We agree"


def test_what_waits_too_long_does_not_grow_for_ever() -> None:
    said = Said()
    for start in range(30):
        said.end(piece(start, f"piece {start}"), {"pt"})
    assert len(said.parts("pt")) == MOST_PIECES and said.parts("pt")[-1].text == "piece 29"


# What is shown


def shown(text: str, translation: str, target: str = "pt", is_open: bool = True) -> list[str]:
    return [each.text for each in Shown().take((piece(0, text),), translation, target, is_open=is_open)]


def test_the_last_word_of_half_a_sentence_is_held_back_and_its_stop_is_none() -> None:
    assert shown("We propose to share data with", "Propomos partilhar dados com.") == ["Propomos partilhar dados"]
    assert shown("We propose to share data", "Propomos partilhar dados.", is_open=False) == ["Propomos partilhar dados"]
    assert shown("We propose to share data", "データを共有します。", "ja") == ["データを共有し"]


def test_a_whole_sentence_is_shown_whole_and_a_part_without_a_word_is_left_out() -> None:
    assert shown("We agree.", "Concordamos.") == ["Concordamos."]
    assert shown("We", "Nós.") == []


def test_what_stands_changes_only_when_two_translations_in_a_row_want_it_so() -> None:
    screen = Shown()

    def take(text: str, translation: str) -> str:
        return " ".join(each.text for each in screen.take((piece(0, text),), translation, "pt", is_open=True))

    assert take("We propose to", "Propomos a todos") == "Propomos a"
    assert take("We propose to share", "propomos partilhar os") == "Propomos a"
    assert take("We propose to share data", "Propomos partilhar os dados") == "Propomos partilhar os"
    assert take("We propose to share data on", "Propomos partilhar os dados sobre") == "Propomos partilhar os dados"


def test_what_has_its_final_translation_is_not_counted_with_what_stands() -> None:
    screen = Shown()
    first, second = piece(0, "We agree, but"), piece(100, "we have a reservation on cargo")
    both = screen.take((first, second), "Concordamos, mas temos uma reserva sobre a carga", "pt", is_open=True)
    assert [each.text for each in both] == ["Concordamos,", "mas temos uma reserva sobre a"] and screen.share == 7 / 8
    (left,) = screen.take((second,), "mas temos uma reserva sobre a carga aérea", "pt", is_open=True)
    assert left.text == "mas temos uma reserva sobre a carga"


WORDS = st.text("abc ,.", min_size=1, max_size=20).filter(str.strip)
MORE = st.lists(st.sampled_from("abcd"), max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=4), st.text(max_size=60))
def test_no_word_of_a_translation_is_shown_twice(texts: list[str], translation: str) -> None:
    parts = [piece(at, text) for at, text in enumerate(texts)]
    found = Shown().take(parts, translation, "pt", is_open=True)
    assert len(" ".join(each.text for each in found).split()) <= len(translation.split())


@given(MORE, MORE, MORE)
def test_a_screen_shows_what_stood_or_what_is_new(stood: list[str], before: list[str], now: list[str]) -> None:
    assert steady(stood, before, now) in (stood, now)
    assert steady(stood, now, now) == now


# Asking and answering


class House:
    """An interim with a real queue, a clock that stands, and everything that it sent."""

    def __init__(self) -> None:
        self.now, self.read, self.streams = 100.0, {"pt"}, {"mic"}
        self.sent: list[tuple[str, Any]] = []
        self.queue = TranslationQueue(self.emit, lambda *_: Terms((), ()), Stages(Metrics()))
        self.interim = Interim(
            self.queue, Publisher(self.emit), lambda _session, target: target in self.read,
            lambda: self.streams, lambda: self.now,
        )  # fmt: skip
        self.queue.add_worker("worker", {"en": {"pt": "firefox", "ko": "argos"}})

    def emit(self, name: str, payload: Any, **_: Any) -> None:
        self.sent.append((name, payload))

    def say(self, committed: str, rest: str = "", start: int = 0) -> list[str]:
        words = {"seg": f"mic-{start}", "lang": "en", "speaker": "Brazil", "delegation": "BR", "start_ms": 0}
        more = {"session": "hall", "committed": committed, "text": rest, "end_ms": 1_000, "sent_at": 7}
        return self.interim.hear({**words, **more}, ["pt", "ko", "en"])

    def end(self, text: str, start: int = 0, **more: Any) -> None:
        facts = {"seg": f"mic-{start}", "rev": 1, "status": "final", "lang": "en", "src_lang": "en", "text": text}
        place = {"speaker": "Brazil", "delegation": "BR", "start_ms": 0, "end_ms": 1_000}
        previous = {"floor": 0, "en": 0, "pt": 0, "ko": 0}
        self.interim.took([Event("hall", 1, "caption", {**facts, **place, **more}, previous)])

    def asked(self) -> list[str]:
        return [payload["text"] for name, payload in self.sent if name == "translate"]

    def shown(self) -> list[list[str]]:
        return [[each["text"] for each in payload["parts"]] for name, payload in self.sent if name == "interim"]

    def answer(self, text: str = "", **more: Any) -> bool:
        job = [payload["job"] for name, payload in self.sent if name == "translate"][-1]
        return self.interim.answered("worker", {"job": job, "text": text, **more})


@pytest.fixture
def house() -> House:
    return House()


def test_agreed_words_are_translated_for_the_languages_that_somebody_reads(house: House) -> None:
    assert house.say("We propose to share", "data") == ["ko", "en"]
    assert house.asked() == ["We propose to share"]
    assert house.answer("Propomos partilhar os dados.")
    told = house.sent[-1][1]
    assert told == {
        "session": "hall", "stream": "mic", "lang": "pt", "src_lang": "en", "heard_at": 7, "sent_at": told["sent_at"],
        "rough": False, "share": 0.75,
        "parts": [{
            "seg": "mic-0", "text": "Propomos partilhar os", "speaker": "Brazil", "delegation": "BR", "start_ms": 0,
            "end_ms": 826,
        }],
    }  # fmt: skip


def test_a_worker_is_told_what_stands_of_a_sentence_that_goes_on(house: House) -> None:
    def told() -> list[str]:
        return [payload["shown"] for name, payload in house.sent if name == "translate"]

    house.say("We propose to share")
    house.answer("Propomos partilhar os dados.")
    house.now += 1
    house.say("We propose to share data")
    assert told() == ["", "Propomos partilhar os"]
    house.answer("Propomos partilhar os dados todos.")
    house.end("We propose to share data on cargo.")
    house.now += 1
    house.interim.sweep()
    assert told()[2:] == [""]  # it has ended: its translation is its own


def test_of_wishes_in_between_the_newest_counts(house: House) -> None:
    house.say("We")
    house.say("We propose")
    house.say("We propose to share data")
    house.answer("Nós")
    assert house.asked() == ["We"]
    house.now += GAP_S
    house.interim.sweep()
    assert house.asked() == ["We", "We propose to share data"]


def test_a_worker_rests_after_an_answer_so_that_recognition_has_the_processor(house: House) -> None:
    house.read = {"pt", "ko"}
    house.say("We propose")
    house.now += 0.3
    house.answer("Propomos isto")
    house.interim.sweep()
    house.now += 0.7
    assert house.asked() == ["We propose"]
    house.interim.sweep()
    assert [payload["target"] for name, payload in house.sent if name == "translate"] == ["pt", "ko"]


def test_nothing_is_asked_twice_and_nothing_that_nobody_reads(house: House) -> None:
    house.say("We propose")
    house.answer("Propomos isto já")
    house.now += 1
    assert house.say("We propose", "to share") == ["ko", "en"]
    house.read = set()
    assert house.say("We propose to") == ["pt", "ko", "en"]
    assert house.asked() == ["We propose"]


def test_finals_go_first(house: House) -> None:
    for number in range(5):
        house.queue.put([Job("hall", f"mic-{number}", 1, f"final {number}", "en", "pt", False)])
    house.say("We propose")
    assert "We propose" not in house.asked()


def test_a_final_keeps_its_translation_under_way_until_its_own_comes(house: House) -> None:
    house.say("We propose to share data")
    house.end("We propose to share")
    house.answer("Propomos partilhar os nossos dados")
    assert house.shown() == [["Propomos partilhar os nossos"]]
    house.now += GAP_S
    house.say("data on cargo", start=500)
    assert house.asked()[-1] == "We propose to share data on cargo"
    house.end("Propomos partilhar", lang="pt")
    house.answer("Propomos partilhar dados sobre a carga aérea")
    assert len(house.shown()[-1]) == 1


def test_where_no_translation_comes_readers_get_the_original(house: House) -> None:
    house.say("We propose")
    house.now += LATE_S
    assert "pt" in house.say("We propose to share")
    house.answer(error={"code": "translation_failed", "message": "no"})
    house.now += 1
    assert "pt" in house.say("We propose to share data")
    house.now += FAILED_S
    assert "pt" not in house.say("We propose to share data with")


def test_without_a_worker_or_a_way_readers_get_the_original(house: House) -> None:
    house.queue.drop_worker("worker")
    assert house.say("We propose")[0] == "ko"  # a worker that went comes back within seconds as a rule
    house.now += LATE_S
    assert house.say("We propose to")[0] == "pt"
    house.queue.add_worker("other", {"en": {"ko": "argos"}})
    assert house.say("We propose to share")[0] == "pt"


def test_what_a_lost_worker_had_is_asked_again_with_the_next_words(house: House) -> None:
    house.say("We propose")
    house.queue.drop_worker("worker")
    house.queue.add_worker("worker", {"en": {"pt": "firefox"}})
    house.now += GAP_S
    house.say("We propose to share")
    assert house.asked() == ["We propose", "We propose to share"]
    assert not house.interim.answered("worker", {"job": "mic-0/1/pt", "text": "x"})


def test_a_microphone_that_is_gone_is_forgotten(house: House) -> None:
    house.say("We propose")
    house.interim.forget("mic")
    assert house.answer("Propomos isto") and house.shown() == []
