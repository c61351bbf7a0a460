"""Voice activity in a hall in which nobody speaks: all that a model could make words of is what it lets through."""

from __future__ import annotations

import numpy as np

from server.speech.endpoints import Endpointer
from server.speech.voice import SileroStream, silero_session
from tests.support import noises


def test_silence_a_fan_applause_and_doors_are_no_utterances_in_any_language() -> None:
    session, rng = silero_session(), np.random.default_rng(5)
    sounds = {
        "silence": noises.silence(60, rng),
        "a fan": noises.fan(60, rng),
        "a loud fan": noises.fan(20, rng, level=0.4),
        "applause": noises.applause(20, rng),
        "a few who clap": noises.applause(15, rng, people=5),
        "a hall that claps": noises.applause(20, rng, people=150),
        "doors": noises.thuds(20, rng),
    }
    for name, sound in sounds.items():
        points = Endpointer(0)
        points.take(SileroStream(session).take(sound))
        points.close(len(sound))
        assert not points.ended, name
