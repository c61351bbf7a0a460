"""The Firefox engine (fxtranslate): small students, the best there is for their pairs on a CPU.

A model lives and dies in one thread, so each direction has a thread of its own.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from translation import masking


class FirefoxEngine:
    """Runs the models found as ``<folder>/<src><trg>/`` (model.*, vocab.* or srcvocab.*/trgvocab.*, lex.*)."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        self._directions = {(path.name[:2], path.name[2:]): _Direction(path) for path in _model_folders(folder)}

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that are installed."""
        return frozenset(self._directions)

    def translate(self, sentences: list[str], source: str, target: str) -> list[str]:
        """One translation for each sentence; thread-safe, blocks while the direction is busy."""
        return self._directions[source, target].translate(sentences)

    def close(self) -> None:
        """End the threads."""
        for direction in self._directions.values():
            direction.close()


def _model_folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("????") if path.is_dir() and any(path.glob("model.*.bin")))


class _Direction:
    """One direction and the only thread that touches its model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owner = ThreadPoolExecutor(1, thread_name_prefix=f"firefox-{folder.name}")
        self._model: Any = None

    def translate(self, sentences: list[str]) -> list[str]:
        return self._owner.submit(lambda: [self._one(sentence) for sentence in sentences]).result()

    def close(self) -> None:
        self._owner.submit(self._forget).result()
        self._owner.shutdown()

    def _forget(self) -> None:
        self._model = None

    def _one(self, sentence: str) -> str:
        if self._model is None:
            self._model = self._load()
        done = []
        for is_fragile, piece in masking.pieces(sentence):
            if is_fragile or not piece.strip():
                done.append(piece)
                continue
            lead, trail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
            done.append(lead + self._model.translate(piece.strip()) + trail)
        return "".join(done)

    def _load(self) -> Any:
        import fxtranslate

        model = next(self._folder.glob("model.*.bin")).read_bytes()
        vocabularies = [path.read_bytes() for path in sorted(self._folder.glob("*vocab.*"))]
        lexicon = next((path.read_bytes() for path in self._folder.glob("lex.*.bin")), None)
        return fxtranslate.Translator(model, vocabularies[0], vocabularies[-1], lexicon)
