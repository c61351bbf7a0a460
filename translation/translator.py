"""The facade: text of one language in another, directly or through others, by the best engines there are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from translation import quality, sentences
from translation.cache import Cache
from translation.endpoint import Endpoint, EndpointEngine
from translation.errors import BadText
from translation.glossary import Glossary
from translation.languages import base_code, language
from translation.leg import Checked, Leg
from translation.phrasebook import Phrasebook
from translation.port import Engine, Health, Pair, Translation
from translation.protection import Kept, Protections
from translation.quality import Figures
from translation.route import Matrix, Route, Step
from translation.warmth import Stopwatch, Warmth

# In order of preference where the quality table knows no difference.
ENGINES = ("firefox", "argos", "apertium")
LONGEST_TEXT_CHARS = 20_000
_ALLOWED_CONTROLS = frozenset("\n\r\t")


class Translator:
    """Any thread may call any method; ``translate`` and ``warm_up`` block."""

    def __init__(
        self,
        engines: Sequence[Engine],
        figures: Figures | None = None,
        glossary: Glossary | None = None,
        phrases: Phrasebook | None = None,
    ) -> None:
        self._engines = {engine.name: Stopwatch(engine) for engine in engines}
        self._figures = quality.built_in() if figures is None else figures
        self._glossary = glossary or Glossary()
        self._phrases = Phrasebook.read() if phrases is None else phrases
        self._cache = Cache()
        self._protections = Protections()
        self.retries = Counter[str]()  # sentences whose first answer was not taken, by what was wrong with it

    @classmethod
    def of_folder(
        cls, models: Path, engines: str = "auto", endpoint: Endpoint | None = None, event: Path | None = None
    ) -> Translator:
        """The engines whose models lie in ``models/firefox`` and ``models/argos``, and apertium where it is installed.

        ``engines``: ``auto``, or one of ENGINES alone. ``endpoint``: one more, on a machine of the house. ``event``:
        the event's own quality table. Loads no model. Raises WrongEnvironment, BadQuality, ValueError.
        """
        from translation.apertium import ApertiumEngine
        from translation.argos import ArgosEngine, check_environment
        from translation.firefox import FirefoxEngine

        if engines not in ("auto", *ENGINES):
            raise ValueError(f"engines: expected auto, {' or '.join(ENGINES)}, found {engines!r}")
        check_environment()
        makers: dict[str, Callable[[], Engine]] = {
            "firefox": lambda: FirefoxEngine(models / "firefox"),
            "argos": lambda: ArgosEngine(models / "argos"),
            "apertium": ApertiumEngine,
        }
        found = [makers[name]() for name in ENGINES if engines in ("auto", name)]
        return cls([*found, *([EndpointEngine(endpoint)] if endpoint else [])], quality.of_event(event))

    def coverage(self) -> Matrix:
        """Every direction as it stands now: ``coverage().status("fr", "ko")``."""
        return Matrix({name: engine.pairs() for name, engine in self._engines.items()}, self._figures)

    def matrix(self) -> dict[str, dict[str, str]]:
        """``{source: {target: engines}}`` of every direction that has a route."""
        return self.coverage().as_dict()

    def translate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        rough_source: bool = False,
        glossary: Glossary | None = None,
        shown: str = "",
        before: str = "",
    ) -> Translation:
        """A text of any number of paragraphs, translated sentence by sentence; line breaks stay where they were.

        ``rough_source``: the text is itself a rough machine translation, and so is the result. ``shown``: the text is
        still spoken, and this stands on a screen of its translation: what is sure of it stays, where the engine can.
        ``before``: the sentence that was said before, for an engine that gains from it.
        Raises BadText, UnknownLanguage, NoRoute, ModelDamaged, EngineFailed.
        """
        check(text)
        source, target = language(source).code, language(target).code
        if source == target:
            return Translation(text, "", (), rough_source)
        route = self._route(source, target)
        parts = sentences.paragraphs(text)
        notes = {"gist"} if route.is_gist else set[str]()
        at = source
        for step in route.steps:
            leg = self._leg(step)
            terms = (glossary or self._glossary).terms(step.target, target)
            near = shown if step is route.steps[-1] else ""
            former = before if step is route.steps[0] else ""
            parts, doubts = _through(leg, parts, at, step.target, terms, near, former)
            notes |= doubts
            at = step.target
        return Translation("".join(a + b for a, b in parts), route.engine, route.via, rough_source, frozenset(notes))

    def warm_up(self, pairs: Sequence[Pair] | None = None) -> None:
        """Load the models of the routes of these directions; by default every model that is installed."""
        if pairs is None:
            for engine in self._engines.values():
                for source, target in sorted(engine.pairs()):
                    engine.warm_up(source, target)
            return
        for source, target in pairs:
            for step in self._route(base_code(source), base_code(target)).steps:
                self._engines[step.engine].warm_up(step.source, step.target)

    def legs(self) -> list[tuple[str, Pair]]:
        """Every direction of every engine: ``(engine, direction)``, in the order of preference."""
        return [(name, pair) for name, engine in self._engines.items() for pair in sorted(engine.pairs())]

    def measure(self, engine: str, pair: Pair) -> None:
        """Time one of the ``legs`` and try out how it keeps terms: a few sentences. Errors as ``translate``."""
        self._engines[engine].measure(*pair)
        self._protections.of(self._engines[engine], *pair)

    def kept(self) -> list[tuple[str, Pair, Kept]]:
        """How terms are kept by each direction of each engine, where it was tried out since the start."""
        legs = [(name, pair, self._protections.known(name, *pair)) for name, pair in self.legs()]
        return [each for each in legs if each[2].shares]

    def warmth(self) -> list[Warmth]:
        """How long each direction of each engine took that was called since the start."""
        return [each for engine in self._engines.values() for each in engine.warmth()]

    def health(self) -> dict[str, Health]:
        """Each engine's own word, by its name."""
        return {name: engine.health() for name, engine in self._engines.items()}

    def engine(self, name: str) -> Engine:
        """An engine itself, without masks and guards. KeyError for one that is not there."""
        return self._engines[name].inner

    def refresh(self) -> None:
        """Look again at what is installed, and forget what was remembered."""
        for engine in self._engines.values():
            engine.refresh()
        self._cache.clear()
        self._protections.clear()

    def close(self) -> None:
        """End what the engines hold."""
        for engine in self._engines.values():
            engine.close()

    def _leg(self, step: Step) -> Leg:
        ends = (self._engines[step.engine], step.source, step.target)
        return Leg(*ends, self._cache, self._phrases, self.retries, self._protections)

    def _route(self, source: str, target: str) -> Route:
        """A model may have been installed since the start: look again once before refusing."""
        if self.coverage().find(source, target) is None:
            self.refresh()
        return self.coverage().require(source, target)


def check(text: str) -> None:
    """Raise BadText for a text that is empty, too long, or holds control characters or half surrogates."""
    if not text.strip():
        raise BadText("the text is empty")
    if len(text) > LONGEST_TEXT_CHARS:
        raise BadText(f"the text has {len(text)} characters; at most {LONGEST_TEXT_CHARS} are translated at once")
    bad = next(
        (mark for mark in text if unicodedata.category(mark) in ("Cc", "Cs") and mark not in _ALLOWED_CONTROLS), ""
    )
    if bad:
        raise BadText(f"the text holds the control character U+{ord(bad):04X}")


def _through(
    leg: Leg, parts: list[tuple[str, str]], source: str, target: str, terms: dict[str, str], shown: str, before: str
) -> tuple[list[tuple[str, str]], set[str]]:
    """All sentences of all paragraphs in one batch, put back into their paragraphs."""
    split = [sentences.split(paragraph, source) for paragraph, _ in parts]
    whole = [sentence for each in split for sentence in each]
    answers = iter(leg.run(whole, terms, _shown_last(shown, target, len(whole)), before))
    done: list[tuple[str, str]] = []
    notes: set[str] = set()
    for each, (_, breaks) in zip(split, parts, strict=True):
        checked: list[Checked] = [next(answers) for _ in each]
        notes |= {doubt for answer in checked for doubt in answer.doubts}
        done.append((sentences.join([answer.text for answer in checked], target), breaks))
    return done, notes


def _shown_last(shown: str, target: str, count: int) -> str:
    """What is shown of the last of so many sentences; nothing where as many do not stand there."""
    found = sentences.split(shown, target) if shown.strip() else []
    return found[-1] if found and len(found) == count else ""
