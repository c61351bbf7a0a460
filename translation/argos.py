"""The argos engine: argostranslate packages, without the network.

The library's own sentence splitter would fetch a model on first use; whole sentences are given to it instead.
"""

from __future__ import annotations

import os
import threading
from importlib import metadata
from pathlib import Path
from typing import Any

from translation.port import TranslationError

DISTRIBUTIONS = ("argos-translate-lt", "argostranslate")


def check_environment() -> None:
    """Raise TranslationError when both distributions of argostranslate are installed: they overwrite each other's files."""
    found = [name for name in DISTRIBUTIONS if _is_installed(name)]
    if len(found) == len(DISTRIBUTIONS):
        raise TranslationError(
            f"{' and '.join(found)} are both installed: pip uninstall -y {' '.join(found)}, then install one of them"
        )


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


class _WholeText:
    """A sentence splitter that leaves the text whole: sentences are split before they come here."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


class ArgosEngine:
    """Runs the argos packages of a folder. A damaged package is left out and named in ``damaged``."""

    name = "argos"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["ARGOS_PACKAGES_DIR"] = str(folder)
        from argostranslate import package, settings

        settings.package_data_dir = folder
        self._lock = threading.Lock()
        self._models: dict[tuple[str, str], Any] = {}
        self._packages: dict[tuple[str, str], Any] = {}
        self.damaged: list[str] = []
        for path in sorted(each for each in folder.iterdir() if each.is_dir()):
            try:
                found = package.Package(path)
            except (OSError, ValueError, KeyError, AttributeError) as error:
                self.damaged.append(f"{path.name}: {error}")
                continue
            self._packages[found.from_code, found.to_code] = found

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that are installed."""
        return frozenset(self._packages)

    def translate(self, sentences: list[str], source: str, target: str) -> list[str]:
        """One translation for each sentence; one call at a time."""
        with self._lock:
            model = self._models.get((source, target)) or self._load(source, target)
            return [model.hypotheses(sentence, 1)[0].value.strip() for sentence in sentences]

    def close(self) -> None:
        """Forget the models."""
        with self._lock:
            self._models.clear()

    def _load(self, source: str, target: str) -> Any:
        from argostranslate import translate

        package = self._packages[source, target]
        languages = [translate.Language(code, code) for code in (source, target)]
        model = translate.PackageTranslation(languages[0], languages[1], package)
        model.sentencizer = _WholeText()
        self._models[source, target] = model
        return model
