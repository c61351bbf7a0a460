"""Which engines, and through which languages: the best way from one to another, or what would make one.

Pure: knows engines by name and by the pairs they have.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translation.errors import NoRoute
from translation.languages import LANGUAGES
from translation.port import Pair

HUB = "en"
# BLEU of an engine for a pair that nobody measured: a little under the median of those measured. What stands behind an
# endpoint nobody knows: it fills the gaps of the others.
UNMEASURED: Mapping[str, float] = {"firefox": 33.0, "argos": 22.0, "endpoint": 20.0, "apertium": 15.0}
# Each further leg keeps about this share of the weakest one: errors of the first are translated by the next.
NEXT_LEG = 0.85
LEGS = 3
UNFIT = 10.0  # what is worse than this says more that is wrong than right: the reader gets the original
RULES = frozenset({"apertium"})  # engines that give the gist, not a text
# Where speech recognition itself speaks usable rough English (Whisper base: zh stayed Chinese, ja was invented).
SPEAKS_ROUGH_ENGLISH = frozenset({"fr", "es", "pt", "it", "de"})
INSTALL = "flask --app server models install"
PACKAGED: Mapping[Pair, str] = {("en", "pt"): "firefox-enpt", ("pt", "en"): "firefox-pten"}

Quality = Mapping[tuple[str, ...], float]
"""BLEU by (source, target, engines) of a leg, and by (source, target, engines, languages between...) of a whole way."""


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
    """One leg, or up to LEGS."""

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
        """What may be expected: the weakest leg, less what each further leg costs."""
        return min(step.bleu for step in self.steps) * NEXT_LEG ** (len(self.steps) - 1)

    @property
    def is_gist(self) -> bool:
        """Whether one of its engines gives the gist only."""
        return any(step.engine in RULES for step in self.steps)


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
        self._best = self._steps()
        self._onward: dict[str, list[str]] = {}
        for source, target in self._best:
            self._onward.setdefault(source, []).append(target)

    def languages(self) -> list[str]:
        """Every language that some model reads or writes."""
        return sorted({code for pairs in self._pairs.values() for pair in pairs for code in pair})

    def find(self, source: str, target: str) -> Route | None:
        """The best route that is fit to be read, or None. Of equal ones that with the fewest legs.

        A way by rules that nobody measured is taken only where none was: its worth can't be guessed from its legs.
        """
        routes = list(self._routes(source, target))
        measured = [self._quality.get((source, target, route.engine, *route.via)) for route in routes]
        is_known = any(figure is not None for figure in measured)
        found = [
            (route.bleu if figure is None else figure, -len(route.steps), number)
            for number, (route, figure) in enumerate(zip(routes, measured, strict=True))
            if figure is not None or not (is_known and route.is_gist)
        ]
        worth, _, number = max(found, key=lambda each: each[:2], default=(0.0, 0, 0))
        return routes[number] if worth >= UNFIT else None

    def _routes(self, source: str, target: str, been: tuple[str, ...] = ()) -> Iterator[Route]:
        """Every way that passes through no language twice."""
        been = (*been, source)
        for onward in self._onward.get(source, []):
            step = self._best[source, onward]
            if onward == target:
                yield Route((step,))
            elif onward not in been and len(been) < LEGS:
                yield from (Route((step, *rest.steps)) for rest in self._routes(onward, target, been))

    def require(self, source: str, target: str) -> Route:
        """The best route. Raises NoRoute, which says what to install."""
        route = self.find(source, target)
        if route is None:
            command = self.command(source, target)
            raise NoRoute(
                f"nothing installed translates {source} to {target}, directly or through other languages: {command}",
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
            return Status(Standing.ROUGH if route.is_gist else Standing.LIVE, route.engine, route.via)
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
        return self._best.get((source, target))

    def _steps(self) -> dict[Pair, Step]:
        """The best engine of each direction; the first of equal ones."""
        found: dict[Pair, Step] = {}
        for engine, pairs in self._pairs.items():
            for pair in sorted(pairs):
                step = Step(engine, *pair, self._quality.get((*pair, engine), UNMEASURED.get(engine, 20.0)))
                if pair not in found or step.bleu > found[pair].bleu:
                    found[pair] = step
        return found


def package_name(source: str, target: str) -> str:
    """What ``models install`` calls the model of a direction."""
    return PACKAGED.get((source, target), f"argos-{source}-{target}")


def read_quality(path: Path | None = None) -> dict[tuple[str, ...], float]:
    """``Quality`` from the table beside this module, or another of the same columns."""
    table = path or Path(__file__).with_name("quality.tsv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    unknown = {row["source"] for row in rows} | {row["target"] for row in rows}
    if unknown - set(LANGUAGES):
        raise ValueError(f"{table.name} names unknown languages: {', '.join(sorted(unknown - set(LANGUAGES)))}")
    return {
        (row["source"], row["target"], row["engine"], *filter(None, row["via"].split(","))): float(row["bleu"])
        for row in rows
    }
