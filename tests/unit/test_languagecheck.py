"""The start check of one microphone, with a model that a test speaks for."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from server.speech.languagecheck import PAUSE_SAMPLES, LanguageCheck
from server.speech.scripted import Scripted
from server.workers.tongues import LanguageWatch

RATE = 16_000
CODES = ("en", "fr", "es")


def loud(seconds: float) -> np.ndarray:
    return np.full(int(seconds * RATE), 3_000, np.int16)


def quiet(samples: int) -> np.ndarray:
    return np.zeros(samples, np.int16)


def hear(check: LanguageCheck, sound: np.ndarray, start: int = 0) -> int:
    """Feed in chunks as they come, stepping after each; returns the position after it."""
    for place in range(0, len(sound), 1_600):
        check.feed(start + place, sound[place : place + 1_600])
        check.step()
    return start + len(sound)


def asked(model: Scripted) -> int:
    return sum(call.kind == "languages" for call in model.calls)


def test_speech_that_fits_is_shown_to_the_model_three_times_and_never_again() -> None:
    model = Scripted([])
    model.spoken = "es"
    check = LanguageCheck(model, 0, "es", CODES)
    hear(check, loud(120))
    assert asked(model) == 3 and check.heard is None
    assert all(4 <= call.seconds <= 8 for call in model.calls)


def test_speech_in_another_language_is_named_and_looked_at_seldom_until_it_fits() -> None:
    model = Scripted([])
    model.spoken = "fr"
    check = LanguageCheck(model, 0, "es", CODES)
    end = hear(check, loud(13))
    assert check.heard == "fr" and asked(model) == 3
    end = hear(check, loud(60), end)
    assert check.heard == "fr" and asked(model) <= 3 + 6
    model.spoken = "es"
    hear(check, loud(40), end)
    assert check.heard is None


def test_a_change_of_language_takes_the_warning_away_and_begins_the_check_anew() -> None:
    model = Scripted([])
    model.spoken = "fr"
    check = LanguageCheck(model, 0, "es", CODES)
    end = hear(check, loud(13))
    check.turn(end, "fr")
    assert check.heard is None
    hear(check, loud(60), end)
    assert check.heard is None and asked(model) == 6


def test_a_turn_ahead_of_the_audio_takes_effect_where_it_lies() -> None:
    model = Scripted([])
    model.spoken = "fr"
    check = LanguageCheck(model, 0, "fr", CODES)
    check.turn(20 * RATE, "en")
    end = hear(check, loud(19))
    assert check.heard is None
    hear(check, loud(15), end)
    assert check.heard == "fr"


def test_after_a_long_silence_somebody_else_may_speak_and_silence_itself_is_never_shown() -> None:
    model = Scripted([])
    model.spoken = "en"
    check = LanguageCheck(model, 0, "en", CODES)
    end = hear(check, loud(20))
    end = hear(check, quiet(PAUSE_SAMPLES + RATE), end)
    assert asked(model) == 3
    model.spoken = "fr"
    end = hear(check, loud(14), end)
    assert check.heard == "fr" and asked(model) == 6
    hear(check, quiet(PAUSE_SAMPLES + RATE), end)
    assert check.heard == "fr"  # nothing fits yet
    check.feed(end + 3 * PAUSE_SAMPLES, loud(1))  # a gap: the floor was elsewhere
    assert check.heard is None


@settings(max_examples=20)
@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=12), st.integers(1, 30_000))
def test_however_the_audio_is_cut_or_sent_again_the_model_sees_the_same_windows(cuts: list[int], again: int) -> None:
    sound = np.concatenate([loud(3), quiet(RATE), loud(12)])
    whole, pieces = Scripted([]), Scripted([])
    whole.spoken = pieces.spoken = "en"
    first, second = LanguageCheck(whole, 0, "en", CODES), LanguageCheck(pieces, 0, "en", CODES)
    for place in range(0, len(sound), 400):
        first.feed(place, sound[place : place + 400])
        first.step()
    at = 0
    for cut in [*cuts, *[40_000] * 8]:
        for place in range(at, min(len(sound), at + cut), 400):
            second.feed(max(0, place - again), sound[max(0, place - again) : place + 400])
            second.step()
        at += cut
    assert [call.seconds for call in whole.calls] == [call.seconds for call in pieces.calls]
    assert len(whole.calls) == 3


def test_a_worker_tells_each_change_once_and_of_the_current_lease_only() -> None:
    model, said = Scripted([]), list[tuple[str, object]]()
    model.spoken = "fr"
    watch = LanguageWatch(model, lambda event, message: said.append((event, message)))
    watch.lease({"stream": "room", "epoch": 4, "start_sample": 0, "turns": [{"at_sample": 0, "language": "es"}]})
    for place in range(0, 20 * RATE, RATE):
        watch.audio({"stream": "room", "epoch": 4, "start_sample": place}, loud(1).tobytes())
        watch.audio({"stream": "room", "epoch": 3, "start_sample": place}, loud(1).tobytes())
        watch.step()
    assert said == [("language", {"stream": "room", "epoch": 4, "heard": "fr"})]
    watch.turn({"stream": "room", "epoch": 4, "at_sample": 20 * RATE, "language": "fr"})
    assert said[1:] == [("language", {"stream": "room", "epoch": 4, "heard": None})]
    watch.release("room")
    watch.audio({"stream": "room", "epoch": 4, "start_sample": 0}, loud(1).tobytes())
    assert not watch.step()


def test_a_lease_that_begins_after_a_turn_is_held_to_the_language_of_then() -> None:
    model, said = Scripted([]), list[object]()
    model.spoken = "fr"
    watch = LanguageWatch(model, lambda _, message: said.append(message["heard"]))
    turns = [{"at_sample": 0, "language": "es"}, {"at_sample": RATE, "language": "fr"}]
    watch.lease({"stream": "room", "epoch": 1, "start_sample": 2 * RATE, "turns": turns})
    for place in range(2 * RATE, 30 * RATE, RATE):
        watch.audio({"stream": "room", "epoch": 1, "start_sample": place}, loud(1).tobytes())
        watch.step()
    assert not said
