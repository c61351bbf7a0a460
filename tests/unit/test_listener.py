"""One microphone's recognition, with a transcriber that needs no model."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.hypothesis import Advanced, Final, Tentative
from server.speech.listener import Listener, Result
from server.speech.passes import MIN_LEVEL
from server.speech.port import Audio, Effort, Heard
from server.speech.scripted import FIRST_LEVEL, Scripted
from tests.support.listening import RATE, WORDS, check_tiles, drained, heard, silence, texts


def test_an_utterance_of_two_sentences_gives_two_contiguous_finals_with_its_words() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    sound = np.concatenate([silence(2), model.speech(0, 7), silence(2)])
    results = heard(listener, sound)
    listener.finish()
    results += drained(listener)
    assert texts(results) == ["We propose a window.", "Brazil supports that."]
    check_tiles(results, 0, len(sound))
    final = next(result for result in results if isinstance(result, Final))
    assert [word.text for word in final.words] == WORDS[:4]
    assert final.words[0].start_sample == 2 * RATE and final.language == "en" and final.english is None
    assert listener.is_done


def test_half_a_second_of_silence_ends_an_utterance_without_waiting_for_more() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    results = heard(listener, np.concatenate([model.speech(0, 4), silence(0.65)]))
    assert texts(results) == ["We propose a window."]


def test_tentative_words_are_committed_once_two_looks_agree_and_never_change() -> None:
    model = Scripted(WORDS)
    results = heard(Listener(model, 0, "en"), model.speech())
    looks = [result for result in results if isinstance(result, Tentative)]
    assert len(looks) >= 3
    for before, after in pairwise(looks):
        assert after.committed.startswith(before.committed)
    last = looks[-1].committed.split() + looks[-1].text.split()
    assert last == "".join(WORDS[: len(last)]).split()
    assert looks[0].committed == "" and looks[-1].committed != ""


def test_a_full_stop_at_the_edge_of_the_audio_is_not_committed() -> None:
    results = heard(Listener(Scripted(WORDS), 0, "en"), Scripted(WORDS).speech(0, 4))
    looks = [result for result in results if isinstance(result, Tentative)]
    assert looks and all("." not in look.committed + look.text for look in looks)


def test_looks_are_as_far_apart_as_the_effort_says() -> None:
    model = Scripted(WORDS)
    sound = model.speech()
    listener = Listener(model, 0, "en")
    listener.effort = Effort(look_every_s=0.6)
    heard(listener, sound)
    assert 0 < sum(call.kind == "look" for call in model.calls) <= len(sound) / RATE / 0.6


def test_catching_up_makes_finals_only_the_quick_way_until_little_is_left() -> None:
    model = Scripted(WORDS)
    sound = np.concatenate([np.concatenate([model.speech(0, 7), silence(1)]) for _ in range(8)])
    listener = Listener(model, 0, "en")
    listener.feed(0, sound)
    listener.finish()
    results = drained(listener)
    kinds = [call.kind for call in model.calls]
    assert kinds == ["quick words"] * 5 + ["words"] * 3
    assert len(texts(results)) == 16
    check_tiles(results, 0, len(sound))


def test_chinese_is_split_at_its_own_full_stops_and_shown_without_spaces() -> None:
    model = Scripted(["我们", "支持", "。", "谢谢", "主席", "。"])
    listener = Listener(model, 0, "zh")
    results = heard(listener, np.concatenate([model.speech(), silence(1)]))
    assert texts(results) == ["我们支持。", "谢谢主席。"]
    looks = [result for result in results if isinstance(result, Tentative)]
    assert looks and all(" " not in look.committed + look.text for look in looks)


def test_a_figure_in_chinese_is_committed_whole_or_not_at_all() -> None:
    model = Scripted(["到", "2017年", "才", "开", "始", "通", "车"])
    looks = [each for each in heard(Listener(model, 0, "zh"), model.speech()) if isinstance(each, Tentative)]
    assert any(look.committed.startswith("到2017") for look in looks)
    assert all("2" not in look.committed or "2017" in look.committed for look in looks)


class Rambling(Scripted):
    """Goes on after the speaker has stopped, as Whisper does."""

    def words(
        self, audio: Audio, language: str, hotwords: str = "", *, beam: int = 5, is_quick: bool = False
    ) -> list[Heard]:
        said = super().words(audio, language, hotwords, beam=beam, is_quick=is_quick)
        return [*said, Heard(" And", 1.2, 1.25, 0.1), Heard(" more.", 1.25, 1.3, 0.1)]


def test_what_the_model_adds_after_the_last_word_is_left_out() -> None:
    model = Rambling(WORDS)
    listener = Listener(model, 0, "en")
    listener.feed(0, model.speech(0, 4))
    listener.finish()
    assert texts(drained(listener)) == ["We propose a window."]


class Stopping(Scripted):
    """Leaves out what follows the first sentence, as Whisper may at a pause or another voice."""

    def words(
        self, audio: Audio, language: str, hotwords: str = "", *, beam: int = 5, is_quick: bool = False
    ) -> list[Heard]:
        said = super().words(audio, language, hotwords, beam=beam, is_quick=is_quick)
        ends = [at for at, word in enumerate(said) if word.text.endswith(".")]
        return said[: ends[0] + 1] if ends else said


@pytest.mark.parametrize("pause", [0.0, 0.8])
def test_what_the_model_leaves_out_behind_a_sentence_is_heard_again_alone(pause: float) -> None:
    words = [" We", " agree.", *(f" w{number}" for number in range(12))]
    model = Stopping(words)
    listener = Listener(model, 0, "en")
    sound = np.concatenate([model.speech(0, 2), silence(pause), model.speech(2)])
    results = heard(listener, sound)
    listener.finish()
    results += drained(listener)
    assert " ".join(texts(results)) == "".join(words).strip()
    check_tiles(results, 0, len(sound))


def test_a_look_hears_a_few_seconds_and_holds_what_was_said_before_them() -> None:
    model = Scripted([f" w{number}" for number in range(30)])
    listener = Listener(model, 0, "en")
    looks = [each for each in heard(listener, model.speech(0, 12)) if isinstance(each, Tentative)]
    listener.effort = Effort(look_every_s=0.4)
    assert max(call.seconds for call in model.calls if call.kind == "look") < 5
    assert all((each.committed + " " + each.text).strip().startswith("w0") for each in looks if each.start_sample == 0)


def test_a_turn_ahead_flushes_the_old_language_at_its_position() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    first, second = model.speech(0, 4), model.speech(4, 7)
    listener.turn(len(first), "pt")
    sound = np.concatenate([first, second])
    results = heard(listener, sound)
    listener.finish()
    results += drained(listener)
    finals = [result for result in results if isinstance(result, Final)]
    assert [final.text for final in finals] == ["We propose a window.", "Brazil supports that."]
    assert [final.language for final in finals] == ["en", "pt"]
    assert finals[0].end_sample == len(first)
    check_tiles(results, 0, len(sound))


def test_a_turn_inside_what_was_fed_divides_it_there() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    first, second = model.speech(0, 4), model.speech(4, 7)
    sound = np.concatenate([first, second])
    results = heard(listener, sound)
    listener.turn(len(first), "pt")
    listener.finish()
    results += drained(listener)
    finals = [result for result in results if isinstance(result, Final)]
    assert [final.text for final in finals] == ["We propose a window.", "Brazil supports that."]
    assert [final.language for final in finals] == ["en", "pt"]
    check_tiles(results, 0, len(sound))


def test_a_turn_before_what_was_answered_counts_from_there() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    results = heard(listener, np.concatenate([model.speech(0, 4), silence(1)]))
    listener.turn(100, "fr", True)
    listener.feed(listener.end_sample, model.speech(4, 7))
    listener.finish()
    results += drained(listener)
    finals = [result for result in results if isinstance(result, Final)]
    assert [(final.language, final.english) for final in finals] == [("en", None), ("fr", "BRAZIL SUPPORTS THAT.")]


def test_a_gap_flushes_what_lies_before_it_and_is_advanced_over() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    first, second = model.speech(0, 4), model.speech(4, 7)
    listener.feed(0, first)
    listener.feed(len(first) + 5 * RATE, second)
    listener.finish()
    results = drained(listener)
    assert texts(results) == ["We propose a window.", "Brazil supports that."]
    assert Advanced(len(first), len(first) + 5 * RATE) in results
    check_tiles(results, 0, len(first) + 5 * RATE + len(second))


def test_what_was_fed_is_ignored_when_it_comes_again() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    sound = model.speech(0, 4)
    listener.feed(0, sound)
    listener.feed(0, sound)
    listener.feed(1000, sound[1000:])
    listener.finish()
    assert texts(drained(listener)) == ["We propose a window."]


def test_english_comes_with_one_final_for_the_whole_utterance_and_is_refused_for_chinese() -> None:
    for language, expected in (("fr", ["WE PROPOSE A WINDOW. BRAZIL SUPPORTS THAT."]), ("zh", [None, None])):
        model = Scripted(WORDS)
        listener = Listener(model, 0, language, translate_to_english=True)
        listener.feed(0, model.speech(0, 7))
        listener.finish()
        assert [result.english for result in drained(listener) if isinstance(result, Final)][:1] == expected[:1]


def test_speech_without_a_pause_is_cut_at_a_sentence_end_and_loses_no_word() -> None:
    words = [f" w{number}{'.' if number % 9 == 8 else ''}" for number in range(200)]
    model = Scripted(words)
    listener = Listener(model, 0, "en")
    sound = model.speech()
    results = heard(listener, sound, chunk=8000)
    listener.finish()
    results += drained(listener)
    assert " ".join(texts(results)) == "".join(words).strip()
    assert all(text.endswith(".") for text in texts(results)[:-1])
    assert max(call.seconds for call in model.calls) < 28
    check_tiles(results, 0, len(sound))


def test_long_silence_is_let_go_of_as_it_comes() -> None:
    listener = Listener(Scripted([]), 0, "en")
    results = heard(listener, silence(30))
    assert results and {type(result) for result in results} == {Advanced}
    assert listener.start_sample >= 28 * RATE - RATE


def test_sound_that_no_one_in_the_room_could_hear_is_never_decoded() -> None:
    model = Scripted(WORDS)
    quiet = (model.speech().astype(float) / FIRST_LEVEL * MIN_LEVEL * 32768 * 0.5).astype(np.int16)
    listener = Listener(model, 0, "en")
    listener.feed(0, quiet)
    listener.finish()
    assert {type(result) for result in drained(listener)} == {Advanced}
    assert model.calls == []


def test_a_listener_that_starts_late_tiles_from_its_start() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 48_000, "en")
    sound = np.concatenate([silence(1), model.speech(0, 4)])
    listener.feed(48_000, sound)
    listener.finish()
    check_tiles(drained(listener), 48_000, 48_000 + len(sound))


PIECE = st.one_of(
    st.tuples(st.just("speech"), st.integers(0, 9), st.integers(1, 9)),
    st.tuples(st.just("silence"), st.integers(1, 30), st.just(0)),
    st.tuples(st.just("gap"), st.integers(1, 20), st.just(0)),
    st.tuples(st.just("turn"), st.integers(-20, 20), st.sampled_from(["en", "pt", "zh"])),
    st.tuples(st.just("step"), st.just(0), st.just(0)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECE, max_size=14))
def test_whatever_comes_the_results_tile_the_stream(pieces: list[tuple]) -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 1000, "en")
    results: list[Result] = []
    for kind, number, more in pieces:
        end = listener.end_sample
        if kind == "speech":
            listener.feed(end, model.speech(number, min(len(WORDS), number + more)))
        elif kind == "silence":
            listener.feed(end, silence(number / 10))
        elif kind == "gap":
            listener.feed(end + number * 800, silence(0.01))
        elif kind == "turn":
            listener.turn(max(0, end + number * 1600), more)
        else:
            results += listener.step()
    listener.finish()
    results += drained(listener)
    assert listener.is_done
    check_tiles(results, 1000, listener.end_sample)


@pytest.mark.parametrize("chunk", [1, 511, 1600, 16_000])
def test_the_size_of_the_chunks_changes_no_final(chunk: int) -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    sound = np.concatenate([silence(0.4), model.speech(0, 2), silence(0.3)])
    for place in range(0, len(sound), chunk):
        listener.feed(place, sound[place : place + chunk])
    listener.finish()
    assert texts(drained(listener)) == ["We propose"]
