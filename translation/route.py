"""Which engines, and through which languages: the best way from one to another, or what would make one.

Pure: knows engines by name and by the pairs they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from translation.errors import NoRoute
from translation.port import Pair
from translation.quality import Figure, Figures

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


class Standing(StrEnum):
    """What a reader of a language gets."""

    LIVE = "live"
    ROUGH = "rough"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Step:
    """One leg: an engine's name and a direction; ``bleu`` is measured or published (``origin``), or assumed."""

    engine: str
    source: str
    target: str
    bleu: float
    origin: str = ""


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
    """What there is for one direction; ``command`` installs what is missing (for rough: what would make it live).

    ``bleu``: what may be expected, where there is a route; ``origin``: who measured the whole way, "" where it is
    reckoned from its ``steps``.
    """

    standing: Standing
    engine: str = ""
    via: tuple[str, ...] = ()
    command: str = ""
    steps: tuple[Step, ...] = ()
    bleu: float | None = None
    origin: str = ""

    def as_dict(self) -> dict[str, object]:
        """``{status, engine, via, command, bleu, origin, legs: [{engine, source, target, bleu, origin}]}``."""
        facts = {"engine": self.engine, "via": list(self.via), "command": self.command}
        legs = [asdict(step) for step in self.steps]
        return {"status": str(self.standing), **facts, "bleu": self.bleu, "origin": self.origin, "legs": legs}


class Matrix:
    """All directions for what is installed now. Immutable."""

    def __init__(self, pairs: Mapping[str, frozenset[Pair]], figures: Figures) -> None:
        """``pairs``: {engine: directions}, in order of preference where figures are equal."""
        self._pairs = dict(pairs)
        self._figures = figures
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
        measured = [self._figure(source, target, route) for route in routes]
        is_known = any(figure is not None for figure in measured)
        found = [
            (route.bleu if figure is None else figure.bleu, -len(route.steps), number)
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
            standing = Standing.ROUGH if route.is_gist else Standing.LIVE
            figure = self._figure(source, target, route) or Figure(round(route.bleu, 1), "")
            return Status(standing, route.engine, route.via, "", route.steps, figure.bleu, figure.origin)
        onward = None if target == HUB else self._step(HUB, target)
        if source in SPEAKS_ROUGH_ENGLISH and (target == HUB or onward is not None):
            engine = "+".join(["speech", *([onward.engine] if onward else [])])
            via, steps = (() if target == HUB else (HUB,)), ((onward,) if onward else ())
            return Status(Standing.ROUGH, engine, via, self.command(source, target), steps)
        return Status(Standing.MISSING, command=self.command(source, target))

    def command(self, source: str, target: str) -> str:
        """The command that installs the legs that are missing on the way through English; empty where none is."""
        return command(source, target, self._figures, lambda *leg: self._step(*leg) is not None)

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

    def _figure(self, source: str, target: str, route: Route) -> Figure | None:
        return self._figures.get((source, target, route.engine, *route.via))

    def _step(self, source: str, target: str) -> Step | None:
        return self._best.get((source, target))

    def _steps(self) -> dict[Pair, Step]:
        """The best engine of each direction; the first of equal ones."""
        found: dict[Pair, Step] = {}
        for engine, pairs in self._pairs.items():
            for pair in sorted(pairs):
                figure = self._figures.get((*pair, engine)) or Figure(UNMEASURED.get(engine, 20.0), "")
                step = Step(engine, *pair, figure.bleu, figure.origin)
                if pair not in found or step.bleu > found[pair].bleu:
                    found[pair] = step
        return found


def command(source: str, target: str, figures: Figures, has: Callable[[str, str], bool]) -> str:
    """The command that installs the legs of the way through English that ``has`` denies; empty where it has all."""
    legs = [(source, target)] if HUB in (source, target) else [(source, HUB), (HUB, target)]
    names = [package_name(*leg, figures) for leg in legs if not has(*leg)]
    return " ".join([INSTALL, *names]) if names else ""


def package_name(source: str, target: str, figures: Figures) -> str:
    """What ``models install`` calls the best package of a direction: argos', of which there are most, unless figures
    say that the Firefox model is better."""
    firefox, argos = (figures.get((source, target, engine), Figure(0.0, "")).bleu for engine in ("firefox", "argos"))
    by_figures = f"firefox-{source}{target}" if firefox > argos else f"argos-{source}-{target}"
    return PACKAGED.get((source, target), by_figures)
