"""What an engine is, and the errors of this package. Knows no engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class TranslationError(Exception):
    """A translation that could not be made. ``code`` is stable."""

    code = "engine_failed"


class NoRouteError(TranslationError):
    """No engine, direct or through English, leads from one language to the other."""

    code = "no_route"


class OutputError(TranslationError):
    """The engine answered with something that is no translation (a loop, nothing, far too much)."""

    code = "bad_output"


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in its new language, the engines that made it (joined by +) and the languages on the way."""

    text: str
    engine: str
    via: tuple[str, ...]


class Engine(Protocol):
    """One way to translate sentences."""

    name: str

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that are installed."""

    def translate(self, sentences: list[str], source: str, target: str) -> list[str]:
        """One translation for each sentence; thread-safe; may block for seconds on first use."""

    def close(self) -> None:
        """Give back models and threads."""
