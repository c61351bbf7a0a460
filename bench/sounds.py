"""What microphones say for many minutes: the clips of a list again and again, with words and times. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.clips import PAUSE_S, Clip, Part
from bench.offline import Timed
from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Pcm


@dataclass(frozen=True, slots=True)
class Heard:
    """A clip, its samples at 16 kHz, and what the offline pass hears in it."""

    clip: Clip
    pcm: Pcm
    offline: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """All that one microphone says, in one language."""

    name: str
    lang: str
    to: tuple[str, ...]
    pcm: Pcm
    parts: tuple[Part, ...]
    offline: tuple[Timed, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.pcm) / RATE_HZ


def looped(heard: Sequence[Heard], seconds: float, first: int = 0) -> Sound:
    """Whole clips from the ``first`` on, again and again, until they last so long. Raises BadRequest for no clips or
    clips of several languages: a microphone has one.
    """
    languages = sorted({lang for each in heard for lang in each.clip.languages()})
    if len(languages) != 1:
        raise BadRequest(
            f"one microphone speaks one language: expected clips of one, got {', '.join(languages) or 'none'}"
        )
    pause = np.zeros(int(PAUSE_S * RATE_HZ), np.int16)
    pieces: list[Pcm] = []
    parts: list[Part] = []
    offline: list[Timed] = []
    samples, at = 0, first
    while samples < seconds * RATE_HZ:
        each = heard[at % len(heard)]
        start_s = samples / RATE_HZ
        parts += [
            replace(part, start_ms=part.start_ms + round(start_s * 1000), end_ms=part.end_ms + round(start_s * 1000))
            for part in each.clip.parts(len(each.pcm) / RATE_HZ)
        ]
        offline += [replace(word, end_s=word.end_s + start_s) for word in each.offline]
        pieces += [each.pcm, pause]
        samples, at = samples + len(each.pcm) + len(pause), at + 1
    pcm = np.concatenate(pieces[:-1])
    begun = heard[first % len(heard)].clip
    return Sound(begun.name, languages[0], begun.to, pcm, tuple(parts), tuple(offline))


def dealt(heard: Sequence[Heard], count: int, seconds: float) -> list[Sound]:
    """The sounds of so many microphones: the languages in turn, each microphone beginning with another clip."""
    languages = list(dict.fromkeys(each.clip.lang for each in heard))
    if not languages:
        raise BadRequest("nothing to say: give --set or --audio")
    mine = {lang: [each for each in heard if each.clip.lang == lang] for lang in languages}
    turns = [(languages[at % len(languages)], at // len(languages)) for at in range(count)]
    return [looped(mine[lang], seconds, first) for lang, first in turns]
