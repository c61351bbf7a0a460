"""Finds the packages on a memory stick or in any folder, and puts them in place: argos', Firefox's, copies of ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from translation.errors import ModelMissing, TranslationError
from translation.shelf import Installed, Store

# A stick may hold anything: models/firefox/enko lies three deep in a copy of the instance folder.
DEEPEST = 5


def bring(path: Path, stores: Sequence[Store], say: Callable[[str], None]) -> list[Installed]:
    """Install every package found; ``say`` gets a line for each. One that is refused does not stop the others.

    Raises ModelMissing where there is none; in the end the last refusal, if there was one.
    """
    found = list(packages(path, stores))
    if not found:
        raise ModelMissing(
            f"there is no package in {path}: expected files .argosmodel, or folders with model.*.bin and its vocabulary"
        )
    done, refused = list[Installed](), None
    for store, each in found:
        try:
            done.append(store.bring(each))
            say(f"{done[-1].name}: {done[-1].size_bytes // 1_000_000} MB, from {each}")
        except TranslationError as error:
            refused = error
            say(f"{each}: {error.message}")
    if refused is not None:
        raise refused
    return done


def packages(path: Path, stores: Sequence[Store]) -> Iterator[tuple[Store, Path]]:
    """What looks like a package, each with its store, in order. Hidden folders and links are left out."""
    mine = next((store for store in stores if store.is_package(path)), None)
    if mine is not None:
        yield mine, path
        return
    for folder, inner, files in os.walk(path):
        at = Path(folder)
        deep = len(at.relative_to(path).parts)
        kept = list[str]()
        for name in sorted(inner if deep < DEEPEST else []):
            below = at / name
            store = next((each for each in stores if each.is_package(below)), None)
            if store is not None and not below.is_symlink():
                yield store, below
            elif not name.startswith("."):
                kept.append(name)
        inner[:] = kept
        for name in sorted(files):
            store = next((each for each in stores if each.is_package(at / name)), None)
            if store is not None:
                yield store, at / name
