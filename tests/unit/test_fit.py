"""Whether speech is in the declared language: the decision, without a model."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.fit import CLEARS, MOST, NEEDED, Fit

KNOWN = ("en", "fr", "es", "pt", "ko")
beliefs = st.dictionaries(st.sampled_from([*KNOWN, "gl", "cy", "tr"]), st.floats(0, 1), max_size=4)


def told(declared: str, *windows: dict[str, float]) -> Fit:
    fit = Fit(declared, KNOWN)
    for window in windows:
        fit.take(window)
    return fit


def test_speech_in_another_language_is_named_after_three_windows_and_not_before() -> None:
    french = {"fr": 0.97, "es": 0.01}
    assert told("es", french, french).heard is None
    assert told("es", french, french, french).heard == "fr"


def test_a_greeting_in_another_language_warns_nobody() -> None:
    korean, english = {"ko": 0.99}, {"en": 0.98}
    fit = told("en", korean, korean, english, english, english)
    assert fit.heard is None and fit.is_settled


def test_a_warning_goes_when_the_speech_fits_again_and_one_window_alone_does_not_take_it_back() -> None:
    french, spanish = {"fr": 0.97}, {"es": 0.95}
    fit = told("es", french, french, french)
    assert not fit.take(spanish) and fit.heard == "fr" and not fit.is_settled
    assert fit.take(spanish) and fit.heard is None


def test_a_sister_language_speaks_for_the_declared_one_and_an_unknown_one_warns_nobody() -> None:
    galician, turkish = {"gl": 0.9, "pt": 0.05}, {"tr": 0.99}
    assert told("pt", *[galician] * 4).heard is None
    assert told("en", *[turkish] * MOST).heard is None


def test_a_model_that_cannot_tell_is_asked_a_dozen_times_and_no_more() -> None:
    unsure = {"en": 0.25, "fr": 0.35}
    assert not told("en", *[unsure] * (MOST - 1)).is_settled
    assert told("en", *[unsure] * MOST).is_settled


@given(st.sampled_from(KNOWN), st.lists(beliefs, max_size=NEEDED - 1))
def test_nobody_is_warned_on_few_windows_whatever_they_say(declared: str, windows: list[dict[str, float]]) -> None:
    assert told(declared, *windows).heard is None


@given(st.sampled_from(KNOWN), st.lists(beliefs, max_size=20))
def test_windows_that_fit_take_every_warning_back_and_settle_the_check(
    declared: str, windows: list[dict[str, float]]
) -> None:
    fit = told(declared, *windows, *[{declared: 0.9}] * max(CLEARS, NEEDED))
    assert fit.heard is None and fit.is_settled


@given(st.sampled_from(KNOWN), st.lists(beliefs, max_size=20))
def test_the_answer_says_whether_the_warning_changed_and_it_names_only_what_can_be_declared(
    declared: str, windows: list[dict[str, float]]
) -> None:
    fit = Fit(declared, KNOWN)
    for window in windows:
        before = fit.heard
        assert fit.take(window) == (fit.heard != before)
        assert fit.heard is None or (fit.heard in KNOWN and fit.heard != declared)
