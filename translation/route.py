"""Which engine, and whether through English: the best way from one language to another, or what would make one.

Pure: knows engines by name and by the pairs they have.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translation.errors import NoRoute
from translation.languages import LANGUAGES
from translation.port import Pair

HUB = "en"
# BLEU of an engine for a pair that nobody measured: a little under the median of those measured. What stands behind an
# endpoint nobody knows: it fills the gaps of the others.
UNMEASURED: Mapping[str, float] = {"firefox": 33.0, "argos": 22.0, "endpoint": 20.0}
# Two legs keep about this share of the weaker one: errors of the first are translated by the second.
TWO_LEGS = 0.85
# Where speech recognition itself speaks usable rough English (Whisper base: zh stayed Chinese, ja was invented).
SPEAKS_ROUGH_ENGLISH = frozenset({"fr", "es", "pt", "it", "de"})
INSTALL = "flask --app server models install"
PACKAGED: Mapping[Pair, str] = {("en", "pt"): "firefox-enpt", ("pt", "en"): "firefox-pten"}

Quality = Mapping[tuple[str, str, str], float]


class Standing(StrEnum):
    """What a reader of a language gets."""

    LIVE = "live"
    ROUGH = "rough"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Step:
    """One leg: an engine's name and a direction; ``bleu`` is measured or assumed."""

    engine: str
    source: str
    target: str
    bleu: float


@dataclass(frozen=True, slots=True)
class Route:
    """One or two legs."""

    steps: tuple[Step, ...]

    @property
    def engine(self) -> str:
        """The engines, in order, each once, joined by +."""
        return "+".join(dict.fromkeys(step.engine for step in self.steps))

    @property
    def via(self) -> tuple[str, ...]:
        """The languages between source and target."""
        return tuple(step.target for step in self.steps[:-1])

    @property
    def bleu(self) -> float:
        """What may be expected: the weaker leg, less what a second leg costs."""
        return min(step.bleu for step in self.steps) * (TWO_LEGS if len(self.steps) > 1 else 1.0)


@dataclass(frozen=True, slots=True)
class Status:
    """What there is for one direction; ``command`` installs what is missing (for rough: what would make it live)."""

    standing: Standing
    engine: str = ""
    via: tuple[str, ...] = ()
    command: str = ""


class Matrix:
    """All directions for what is installed now. Immutable."""

    def __init__(self, pairs: Mapping[str, frozenset[Pair]], quality: Quality) -> None:
        """``pairs``: {engine: directions}, in order of preference where figures are equal."""
        self._pairs = dict(pairs)
        self._quality = quality

    def languages(self) -> list[str]:
        """Every language that some model reads or writes."""
        return sorted({code for pairs in self._pairs.values() for pair in pairs for code in pair})

    def find(self, source: str, target: str) -> Route | None:
        """The best route, or None. Direct wins when it is as good as the way through English."""
        direct = self._step(source, target)
        first, second = self._step(source, HUB), self._step(HUB, target)
        routes = [Route((direct,))] if direct else []
        if first and second and HUB not in (source, target):
            routes.append(Route((first, second)))
        return max(routes, key=lambda route: route.bleu, default=None)

    def require(self, source: str, target: str) -> Route:
        """The best route. Raises NoRoute, which says what to install."""
        route = self.find(source, target)
        if route is None:
            command = self.command(source, target)
            raise NoRoute(
                f"nothing installed translates {source} to {target}, directly or through English: {command}",
                source=source,
                target=target,
                command=command,
            )
        return route

    def status(self, source: str, target: str) -> Status:
        """Live by text models, rough through recognition's own English, or missing."""
        route = self.find(source, target)
        if source == target:
            return Status(Standing.LIVE)
        if route is not None:
            return Status(Standing.LIVE, route.engine, route.via)
        onward = None if target == HUB else self._step(HUB, target)
        if source in SPEAKS_ROUGH_ENGLISH and (target == HUB or onward is not None):
            engine = "+".join(["speech", *([onward.engine] if onward else [])])
            return Status(Standing.ROUGH, engine, () if target == HUB else (HUB,), self.command(source, target))
        return Status(Standing.MISSING, command=self.command(source, target))

    def command(self, source: str, target: str) -> str:
        """The command that installs the legs that are missing on the way through English."""
        legs = [(source, target)] if HUB in (source, target) else [(source, HUB), (HUB, target)]
        names = [package_name(*leg) for leg in legs if self._step(*leg) is None]
        return " ".join([INSTALL, *names]) if names else ""

    def as_dict(self) -> dict[str, dict[str, str]]:
        """``{source: {target: engines}}`` of every direction that has a route; JSON-ready."""
        codes = self.languages()
        routes = {
            source: {target: self.find(source, target) for target in codes if target != source} for source in codes
        }
        found = {
            source: {target: route.engine for target, route in to.items() if route} for source, to in routes.items()
        }
        return {source: targets for source, targets in found.items() if targets}

    def _step(self, source: str, target: str) -> Step | None:
        steps = [
            Step(engine, source, target, self._quality.get((source, target, engine), UNMEASURED.get(engine, 20.0)))
            for engine, pairs in self._pairs.items()
            if (source, target) in pairs
        ]
        return max(steps, key=lambda step: step.bleu, default=None)


def package_name(source: str, target: str) -> str:
    """What ``models install`` calls the model of a direction."""
    return PACKAGED.get((source, target), f"argos-{source}-{target}")


def read_quality(path: Path | None = None) -> dict[tuple[str, str, str], float]:
    """{(source, target, engine): BLEU} from the table beside this module, or another of the same columns."""
    table = path or Path(__file__).with_name("quality.tsv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    unknown = {row["source"] for row in rows} | {row["target"] for row in rows}
    if unknown - set(LANGUAGES):
        raise ValueError(f"{table.name} names unknown languages: {', '.join(sorted(unknown - set(LANGUAGES)))}")
    return {(row["source"], row["target"], row["engine"]): float(row["bleu"]) for row in rows}
