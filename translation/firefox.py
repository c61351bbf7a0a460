"""The Firefox engine (fxtranslate): small students, the best there is for their pairs on a CPU.

A model lives and dies in one thread, so each direction has a thread of its own. Runs any Firefox model that lies in its
folder; never downloads.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from translation.errors import EngineFailed, ModelDamaged, ModelMissing, TranslationError
from translation.port import Health, Pair, Translated

# enpt as Mozilla's registry names models, en-pt as the cache of fxtranslate does.
FOLDER = re.compile(r"([a-z]{2})([a-z]{2})|([a-z]{2,3})-([a-z]{2,3})")


class FirefoxEngine:
    """Runs the models found as ``<folder>/<src><trg>/``: model.*, vocab.* (or srcvocab.* and trgvocab.*), lex.*."""

    name = "firefox"
    uses_context = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._directions: dict[Pair, _Direction] = {}
        self._damaged: list[str] = []
        self.refresh()

    def pairs(self) -> frozenset[Pair]:
        """The directions that are installed."""
        with self._lock:
            return frozenset(self._directions)

    def refresh(self) -> None:
        """Look again at the folder; models that are loaded stay loaded unless their files were replaced."""
        with self._lock:
            found, self._damaged = directions(self._folder)
            marks = {pair: (path, _written_ns(path)) for pair, path in found.items()}
            for pair in [pair for pair, held in self._directions.items() if held.mark != marks.get(pair)]:
                self._directions.pop(pair).close()
            for pair, mark in marks.items():
                self._directions.setdefault(pair, _Direction(*mark))

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """One translation for each sentence; blocks while the direction is busy."""
        return [Translated(text) for text in self._direction(source, target).translate(list(sentences))]

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """As ever: the library takes no beginning of an answer."""
        return self.translate([sentence], source, target)[0]

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """None: the students decode greedily."""
        self._direction(source, target)
        return []

    def warm_up(self, source: str, target: str) -> None:
        """Load the model and run it once (0.1 s)."""
        self._direction(source, target).translate(["."])

    def health(self) -> Health:
        """Which directions there are, and which folders were left out."""
        if self._damaged:
            return Health(False, f"left out: {'; '.join(self._damaged)}")
        return Health(True, f"{len(self.pairs())} directions")

    def close(self) -> None:
        """End the threads."""
        with self._lock:
            for direction in self._directions.values():
                direction.close()
            self._directions.clear()

    def _direction(self, source: str, target: str) -> _Direction:
        with self._lock:
            found = self._directions.get((source, target))
        if found is None:
            raise ModelMissing(f"no Firefox model from {source} to {target} in {self._folder}")
        return found


class _Direction:
    """One direction and the only thread that touches its model."""

    def __init__(self, folder: Path, written_ns: int) -> None:
        self.mark = (folder, written_ns)
        self._folder = folder
        self._owner = ThreadPoolExecutor(1, thread_name_prefix=f"firefox-{folder.name}")
        self._held = threading.local()  # dies in the owner, as the model must

    def translate(self, sentences: list[str]) -> list[str]:
        """Blocks until the owner has translated them one by one."""
        return self._on_owner(lambda: [self._loaded().translate(sentence) for sentence in sentences])

    def close(self) -> None:
        """Let the owner drop the model, then end it."""
        self._owner.submit(self._forget)
        self._owner.shutdown(wait=True)

    def _on_owner(self, work: Callable[[], list[str]]) -> list[str]:
        try:
            return self._owner.submit(work).result()
        except TranslationError:
            raise
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the Rust library derives from BaseException
            if not self._owner_is_open():
                raise EngineFailed(f"the Firefox engine for {self._folder.name} was closed") from error
            self._owner.submit(self._forget)
            raise EngineFailed(f"the Firefox engine for {self._folder.name} broke down: {error}") from error

    def _owner_is_open(self) -> bool:
        return not self._owner._shutdown

    def _forget(self) -> None:
        self._held.model = None

    def _loaded(self) -> Any:
        model = getattr(self._held, "model", None)
        if model is None:
            model = self._held.model = self._load()
        return model

    def _load(self) -> Any:
        return load(self._folder)


def load(folder: Path) -> Any:
    """The library's translator, for the calling thread alone. Raises ModelDamaged."""
    import fxtranslate

    try:
        model = next(folder.glob("model.*.bin")).read_bytes()
        vocabularies = [path.read_bytes() for path in sorted(folder.glob("*vocab.*"))]
        lexicon = next((path.read_bytes() for path in folder.glob("lex.*.bin")), None)
        return fxtranslate.Translator(model, vocabularies[0], vocabularies[-1], lexicon)
    except (OSError, ValueError, StopIteration, IndexError) as error:
        raise ModelDamaged(
            f"the Firefox model in {folder} cannot be loaded ({error}); remove it and install it again"
        ) from error


def directions(folder: Path) -> tuple[dict[Pair, Path], list[str]]:
    """{pair: its folder}, and the folders that were left out, with the reason."""
    found: dict[Pair, Path] = {}
    damaged: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        named = FOLDER.fullmatch(path.name)
        if named is None or not path.is_dir():
            continue
        if any(path.glob("model.*.bin")) and any(path.glob("*vocab.*")):
            source, target = (code for code in named.groups() if code)
            found[source, target] = path
        else:
            damaged.append(f"{path.name} lacks its model or its vocabulary")
    return found, damaged


def _written_ns(folder: Path) -> int:
    """When the model was put there; 0 when it is just being replaced."""
    return max((path.stat().st_mtime_ns for path in folder.glob("model.*.bin")), default=0)
