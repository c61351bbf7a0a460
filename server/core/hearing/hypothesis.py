"""What listening yields. All positions are samples of the stream at 16 kHz."""

from __future__ import annotations

from dataclasses import dataclass

from server.core.hearing.ordering import RATE_HZ


@dataclass(frozen=True, slots=True)
class Word:
    """A word as heard (with the space before it, where its script has one) and where."""

    text: str
    start_sample: int
    end_sample: int
    probability: float

    @property
    def start_s(self) -> float:
        """Its start in seconds of the stream."""
        return self.start_sample / RATE_HZ

    @property
    def end_s(self) -> float:
        """Its end in seconds of the stream."""
        return self.end_sample / RATE_HZ


@dataclass(frozen=True, slots=True)
class Tentative:
    """An utterance under way: ``committed`` is stable, ``text`` is the rest."""

    start_sample: int
    end_sample: int
    committed: str
    text: str


@dataclass(frozen=True, slots=True)
class Final:
    """A stretch of the stream and the words in it. ``english``: the model's own rough translation, where asked for."""

    start_sample: int
    end_sample: int
    text: str
    words: tuple[Word, ...]
    language: str
    confidence: float
    english: str | None


@dataclass(frozen=True, slots=True)
class Advanced:
    """A stretch of the stream in which nothing was said."""

    start_sample: int
    end_sample: int
