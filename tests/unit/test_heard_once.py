"""What a pass hears again of words that are final, or that it placed wrongly, is said once."""

from __future__ import annotations

import numpy as np
import pytest

from server.core.hearing.hypothesis import Final
from server.core.hearing.ordering import RATE_HZ
from server.speech.listener import Listener
from server.speech.port import Audio, Heard
from server.speech.scripted import Scripted


def said(model: Scripted, sound: np.ndarray) -> str:
    """The finals of a sound that is fed live."""
    listener, found = Listener(model, 0, "es"), []
    for place in range(0, len(sound), 1600):
        listener.feed(place, sound[place : place + 1600])
        found += listener.step()
    listener.finish()
    while not listener.is_done:
        found += listener.step()
    return " ".join(each.text for each in found if isinstance(each, Final))


class Squeezed(Scripted):
    """Sets all words of a sound that begins with the first one into its first half second, as alignment may."""

    def words(
        self, audio: Audio, language: str, hotwords: str = "", *, beam: int = 5, is_quick: bool = False
    ) -> list[Heard]:
        found = super().words(audio, language, hotwords, beam=beam, is_quick=is_quick)
        if not found or found[0].text != " w0":
            return found
        step = 0.5 / len(found)
        return [Heard(word.text, at * step, (at + 1) * step, word.probability) for at, word in enumerate(found)]


def test_words_whose_times_were_too_short_are_not_said_again_when_they_are_heard_again() -> None:
    model = Squeezed([f" w{number}" for number in range(12)])
    assert said(model, model.speech()) == " ".join(f"w{number}" for number in range(12))


class Stopping(Scripted):
    """Leaves out what follows the first sentence."""

    def words(
        self, audio: Audio, language: str, hotwords: str = "", *, beam: int = 5, is_quick: bool = False
    ) -> list[Heard]:
        found = super().words(audio, language, hotwords, beam=beam, is_quick=is_quick)
        ends = [at for at, word in enumerate(found) if word.text.endswith(".")]
        return found[: ends[0] + 1] if ends else found


def test_what_a_person_says_twice_stays_said_twice() -> None:
    model = Stopping([" We", " agree.", " We", " agree", *(f" w{number}" for number in range(10))])
    assert said(model, model.speech()).startswith("We agree. We agree w0")


class Otherwise(Scripted):
    """Reads the last word of what is known as two where it hears more behind it."""

    def words(
        self, audio: Audio, language: str, hotwords: str = "", *, beam: int = 5, is_quick: bool = False
    ) -> list[Heard]:
        found = super().words(audio, language, hotwords, beam=beam, is_quick=is_quick)
        at = next((at for at, word in enumerate(found[:-1]) if word.text == " Karizamanuel"), None)
        if at is None:
            return found
        begin, end = found[at].start_s, found[at].end_s
        middle = (begin + end) / 2
        return [
            *found[:at],
            Heard(" Carido", begin, middle, 0.4),
            Heard(" Manuel.", middle, end, 0.9),
            *found[at + 1 :],
        ]


@pytest.mark.parametrize("pause_s", [1.5, 2.5])
def test_a_context_that_is_read_in_more_words_than_before_does_not_come_again(pause_s: float) -> None:
    model = Otherwise([" Mi", " muy", " gran", " Karizamanuel", " hace", " algunas", " semanas", " que", " entretuve."])
    pause = np.zeros(int(pause_s * RATE_HZ), np.int16)
    sound = np.concatenate([model.speech(0, 4), pause, model.speech(4)])
    assert said(model, sound) == "Mi muy gran Karizamanuel hace algunas semanas que entretuve."
