"""What every translation engine offers, and the values that cross the port.

An engine knows one library. Sentences come in already split and masked; judging the answer is not its work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from translation.errors import TranslationError

__all__ = ["Engine", "Health", "Pair", "Translated", "Translation", "TranslationError"]

Pair = tuple[str, str]
"""(source, target), base language codes: ``("en", "pt")``."""


@dataclass(frozen=True, slots=True)
class Translated:
    """One sentence in the target language; ``score`` is its log-probability by the engine, None if unknown."""

    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in its new language.

    ``engine``: the engines that made it, joined by + ("" when nothing had to be translated). ``via``: the languages
    on the way. ``rough``: the source itself was a rough machine translation. ``notes``: doubts that a reader may be
    shown: ``figures`` (a figure, a month, a currency or per cent of the source is missing), ``negation`` (it denies no
    more), ``terms`` (a term of the glossary is missing), ``names`` (a country's name is), ``parentheses`` (others than
    there were), ``quotes`` (a quotation mark is missing), ``copied`` (untranslated), ``gist`` (made by rules).
    """

    text: str
    engine: str
    via: tuple[str, ...] = ()
    rough: bool = False
    notes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can work, and in words what is wrong or what is loaded."""

    is_ok: bool
    detail: str


class Engine(Protocol):
    """A translation engine. Every method may be called from any thread; ``translate`` and ``warm_up`` block."""

    @property
    def name(self) -> str:
        """Short and stable: it is stored with every translation."""

    @property
    def uses_context(self) -> bool:
        """Whether the sentence before changes an answer: "it" becomes what it stands for, "the same" what it was."""

    def pairs(self) -> frozenset[Pair]:
        """The directions that are installed and look whole. Cheap; loads no model."""

    def refresh(self) -> None:
        """Look again at what is installed."""

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """As many answers as sentences, in order. Raises ModelMissing, ModelDamaged, EngineFailed.

        ``before``: for each sentence what was said before it, "" for nothing; only an engine that ``uses_context``
        looks at it.
        """

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """The answer for a sentence that grows. Errors as ``translate``.

        ``shown``: what stands on a screen of its translation, without the last words. An engine that can answers near
        it, where another answer is not much likelier; any other answers as it always does.
        """

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """Other answers for one sentence, best first; none when the engine has only one."""

    def warm_up(self, source: str, target: str) -> None:
        """Load the model of this direction, so that the first caption does not wait. Errors as ``translate``."""

    def health(self) -> Health:
        """The state of the engine, without loading anything."""

    def close(self) -> None:
        """End threads and free models. Safe to call twice."""
