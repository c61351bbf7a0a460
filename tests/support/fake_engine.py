"""An engine without a model: answers by a rule, so that a test can say what it will do wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translation.errors import ModelMissing
from translation.port import Health, Pair, Translated


class FakeEngine:
    """Answers with ``rule(sentence, source, target)``; remembers every batch it was given."""

    def __init__(
        self,
        pairs: set[Pair],
        rule: Callable[[str, str, str], str] = lambda sentence, source, target: sentence,
        name: str = "fake",
        others: Sequence[str] = (),
    ) -> None:
        self._pairs, self._rule, self._name, self._others = frozenset(pairs), rule, name, others
        self.batches: list[list[str]] = []
        self.begun: list[tuple[str, str]] = []  # growing sentences, each with what a screen has of its translation
        self.before: list[list[str]] = []  # what each batch was given as said before
        self.uses_context = False
        self.warmed: list[Pair] = []
        self.is_closed = False

    @property
    def name(self) -> str:
        return self._name

    def pairs(self) -> frozenset[Pair]:
        return self._pairs

    def refresh(self) -> None:
        """Nothing is installed elsewhere."""

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        self._require(source, target)
        self.batches.append(list(sentences))
        self.before.append(list(before))
        return [Translated(self._rule(sentence, source, target)) for sentence in sentences]

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        self.begun.append((sentence, shown))
        return self.translate([sentence], source, target)[0]

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        self._require(source, target)
        return [Translated(other) for other in self._others]

    def warm_up(self, source: str, target: str) -> None:
        self._require(source, target)
        self.warmed.append((source, target))

    def health(self) -> Health:
        return Health(True, f"{len(self._pairs)} directions")

    def close(self) -> None:
        self.is_closed = True

    def _require(self, source: str, target: str) -> None:
        if (source, target) not in self._pairs:
            raise ModelMissing(f"no fake model from {source} to {target}")
