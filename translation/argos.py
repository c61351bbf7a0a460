"""The argos engine: argostranslate packages, without the network.

The library's own sentence splitter would fetch a model on first use, so it never gets to split: sentences come whole.
Batches go to CTranslate2 on the installed package (the library batches 32 tokens); its own decoder gives the
alternatives when an answer was refused.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata
from itertools import takewhile
from pathlib import Path
from typing import Any

from translation.errors import EngineFailed, ModelDamaged, ModelMissing, WrongEnvironment
from translation.port import Health, Pair, Translated

DISTRIBUTIONS = ("argos-translate-lt", "argostranslate")
BATCH_TOKENS = 2048
BEAM = 4
ALTERNATIVES = 4
# How near a growing answer stays to what is shown (beta of arXiv 1912.03393): another word takes the place of a shown
# one where the model gives it at least a third more of the probability.
NEARNESS = 0.25
# The words that a model may say: one file for both languages, or one of the target's.
_VOCABULARIES = ("target_vocabulary", "shared_vocabulary")
# An answer has at most this many tokens per source token, and a few more: what a loop may cost at most.
LONGEST_RATIO, LONGEST_GRACE = 3, 16
# What a broken package raises: json (ValueError), missing files, metadata of the wrong shape.
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError)


def check_environment() -> None:
    """Raise WrongEnvironment when both distributions of argostranslate are installed: they overwrite each other."""
    found = [name for name in DISTRIBUTIONS if _is_installed(name)]
    if len(found) == len(DISTRIBUTIONS):
        raise WrongEnvironment(
            f"{' and '.join(found)} are both installed, and both are `import argostranslate`: "
            f"pip uninstall -y {' '.join(found)}, then install one of them"
        )


class ArgosEngine:
    """Runs the argos packages of a folder. A damaged package is left out and named in ``health``."""

    name = "argos"
    uses_context = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._models: dict[Pair, _Model] = {}
        self._damaged: list[str] = []
        self.refresh()

    def pairs(self) -> frozenset[Pair]:
        """The directions that are installed."""
        with self._lock:
            return frozenset(self._models)

    def refresh(self) -> None:
        """Look again at the folder; models that are loaded stay loaded unless their package was replaced."""
        with self._lock:
            found, self._damaged = _scan(self._folder)
            kept = {pair: model for pair, model in self._models.items() if found.get(pair) == model.mark}
            self._models = {pair: kept.get(pair) or _Model(*mark) for pair, mark in found.items()}

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """One translation for each sentence, in one batch."""
        return self._model(source, target).translate(list(sentences))

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """Biased decoding: near what is shown, up to the first word of it that the model takes another for."""
        return self._model(source, target).go_on(sentence, shown)

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """First an answer in which no four tokens may repeat, then the library's own hypotheses."""
        return self._model(source, target).alternatives(sentence)

    def warm_up(self, source: str, target: str) -> None:
        """Load the model and run it once."""
        self.translate(["."], source, target)

    def health(self) -> Health:
        """Which directions there are, and which packages were left out."""
        if self._damaged:
            return Health(False, f"left out: {'; '.join(self._damaged)}")
        return Health(True, f"{len(self.pairs())} directions")

    def close(self) -> None:
        """Forget the models."""
        with self._lock:
            self._models.clear()

    def _model(self, source: str, target: str) -> _Model:
        with self._lock:
            found = self._models.get((source, target))
        if found is None:
            raise ModelMissing(f"no argos package from {source} to {target} in {self._folder}")
        return found


class _WholeText:
    """The sentence splitter that the library is given: the text is one sentence already."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


class _Model:
    """One installed package; loaded by the first call, once, whatever the number of threads."""

    def __init__(self, path: Path, written_ns: int) -> None:
        self.mark = (path, written_ns)
        self._path = path
        self._lock = threading.Lock()
        self._package: Any = None
        self._translator: Any = None
        self._sayable: frozenset[str] = frozenset()

    def translate(self, sentences: list[str]) -> list[Translated]:
        with self._guarded():
            return self._batch(sentences, 0)

    def go_on(self, sentence: str, shown: str) -> Translated:
        with self._guarded():
            return self._batch([sentence], 0, self._begun(shown))[0]

    def alternatives(self, sentence: str) -> list[Translated]:
        with self._guarded():
            from argostranslate.translate import apply_packaged_translation

            strict = self._batch([sentence], 4)
            found = apply_packaged_translation(
                self._package, sentence, self._translator, _WholeText(), num_hypotheses=ALTERNATIVES
            )
        return [*strict, *(Translated(each.value.strip(), float(each.score)) for each in found)]

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self._load()
        try:
            yield
        except _BROKEN as error:
            raise EngineFailed(f"the argos package {self._path.name} broke down: {error}") from error

    def _begun(self, shown: str) -> list[str]:
        """What is shown in the model's words, up to the first that it has not.

        Nothing for a package that needs its target's name in the first place: a bias may leave it out.
        """
        tokens = [] if self._package.target_prefix else self._package.tokenizer.encode(shown)
        return list(takewhile(self._sayable.__contains__, tokens))

    def _batch(self, sentences: list[str], no_repeat: int, begun: Sequence[str] = ()) -> list[Translated]:
        """What each sentence gives alone: one that grows beyond its own bound, as loops do, is done again alone.

        ``begun``: words that the answer to a single sentence should begin with.
        """
        package = self._package
        tokens = [package.tokenizer.encode(sentence) for sentence in sentences]
        prefix = package.target_prefix
        longest = max((len(each) for each in tokens), default=0)
        results = self._translator.translate_batch(
            tokens,
            target_prefix=[list(begun)] if begun else [[prefix]] * len(tokens) if prefix else None,
            prefix_bias_beta=NEARNESS if begun else 0,
            replace_unknowns=True,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=BEAM,
            length_penalty=0.2,
            no_repeat_ngram_size=no_repeat,
            max_decoding_length=_most(longest),
            return_scores=True,
        )
        return [
            Translated(_text(package, found.hypotheses[0], prefix), float(found.scores[0]))
            if len(found.hypotheses[0]) <= _most(len(given)) or len(given) == longest
            else self._batch([sentence], no_repeat)[0]
            for sentence, given, found in zip(sentences, tokens, results, strict=True)
        ]

    def _load(self) -> None:
        with self._lock:
            if self._translator is not None:
                return
            argos = _library(self._path.parent)
            import ctranslate2

            try:
                package = argos.Package(self._path)
                package.tokenizer.encode(".")
                self._translator = ctranslate2.Translator(str(self._path / "model"), **_options())
                self._sayable = _vocabulary(self._path / "model")
                self._package = package
            except _BROKEN as error:
                raise ModelDamaged(
                    f"the argos package {self._path.name} cannot be loaded ({error}); remove it and install it again"
                ) from error


def _most(tokens: int) -> int:
    return LONGEST_RATIO * tokens + LONGEST_GRACE


def _vocabulary(model: Path) -> frozenset[str]:
    """Every word that a model may say, by the files beside it; nothing where there is none that can be read."""
    for path in (model / f"{name}{kind}" for name in _VOCABULARIES for kind in (".json", ".txt")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return frozenset(json.loads(text) if path.suffix == ".json" else text.split("\n"))
    return frozenset()


def _text(package: Any, tokens: list[str], prefix: str) -> str:
    text = str(package.tokenizer.decode(tokens)).strip()
    return text.removeprefix(prefix).strip() if prefix else text


def _options() -> dict[str, Any]:
    """What the library's settings say of device and threads (ARGOS_DEVICE_TYPE and so on)."""
    from argostranslate import settings

    options = {
        "device": settings.device,
        "inter_threads": settings.inter_threads,
        "intra_threads": settings.intra_threads,
    }
    return options if settings.compute_type == "auto" else {**options, "compute_type": settings.compute_type}


def _library(folder: Path) -> Any:
    """``argostranslate.package``. Its first import makes folders for settings and caches: here, not in the home."""
    state = folder.parent / ".argos"
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    with _environment({"ARGOS_PACKAGES_DIR": str(folder), **dict.fromkeys(names, str(state))}):
        from argostranslate import package

    return package


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _scan(folder: Path) -> tuple[dict[Pair, tuple[Path, int]], list[str]]:
    """{pair: (package folder, when its metadata was written)}, and what was left out, with the reason."""
    paths = [path for path in sorted(folder.glob("[!.]*")) if path.is_dir()] if folder.is_dir() else []
    found: dict[Pair, tuple[Path, int]] = {}
    damaged: list[str] = []
    library = _library(folder) if paths else None
    for path in paths:
        try:
            package = library.Package(path) if library else None
            if package is None or package.type != "translate":
                continue
            if not (path / "model" / "model.bin").is_file() or not hasattr(package, "tokenizer"):
                raise ValueError("its model or its tokenizer is not there")
            pair = (str(package.from_code), str(package.to_code))
            found[pair] = (path, (path / "metadata.json").stat().st_mtime_ns)
        except _BROKEN as error:
            damaged.append(f"{path.name} ({error})")
    return found, damaged


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
