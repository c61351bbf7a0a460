"""Which way of keeping a term survives in an engine and a direction: tried out once on a few sentences, then known.

Either a stand-in takes the term's place and is put back afterwards (two families of them, see ``masking``), or the
engine's own rendering of the term is looked for in its answer and replaced (aligned). Which of them an engine carries
through differs from model to model.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from translation import masking
from translation.dressing import dress, undress
from translation.errors import TranslationError
from translation.masking import Masked
from translation.phrasebook import without_article
from translation.port import Engine

TABLE = Path(__file__).with_name("probes.tsv")
SLOT = "{}"
LEAST = 0.5  # a way that loses more than every second term is not tried again and again
# Each sentence costs an endpoint a request of seconds, and its instruction asks for codes to be kept.
UNTRIED = frozenset({"endpoint"})


class Way(IntEnum):
    """How a term is kept; the first two are families of stand-ins."""

    LETTER_DIGIT = 0
    CODE = 1
    ALIGNED = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """Ways of an engine in a direction, the best first, and the share of terms (0 to 1) that each kept."""

    ways: tuple[Way, ...]
    shares: tuple[float, ...] = ()


DEFAULT = Kept((Way.LETTER_DIGIT, Way.CODE))


class Protections:
    """What was tried out, until ``clear``. Any thread may call; ``of`` blocks for a dozen sentences the first time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Kept] = {}
        self._lock = threading.Lock()

    def known(self, engine: str, source: str, target: str) -> Kept:
        """What is known without trying."""
        return self._known.get((engine, source, target), DEFAULT)

    def of(self, engine: Engine, source: str, target: str) -> Kept:
        """The ways of an engine in a direction. An engine that breaks down meanwhile is asked again next time."""
        key = (engine.name, source, target)
        if key in self._known or engine.name in UNTRIED:
            return self.known(*key)
        with self._lock:
            if key not in self._known:
                try:
                    self._known[key] = try_out(engine, source, target)
                except TranslationError:
                    return DEFAULT
            return self._known[key]

    def clear(self) -> None:
        """Forget everything: the models changed."""
        with self._lock:
            self._known = {}


def try_out(engine: Engine, source: str, target: str) -> Kept:
    """Translate the probes with terms kept in every way, in one batch. Errors as the engine's ``translate``."""
    rows = _rows(source)
    templates, terms = [text for kind, text in rows if kind != "term"], [text for kind, text in rows if kind == "term"]
    if not templates:
        return DEFAULT
    masked = [
        _filled(template, masking.stand_ins(way)) for way in (Way.LETTER_DIGIT, Way.CODE) for template in templates
    ]
    plain = [_filled(template, terms) for template in templates]
    texts = [*(each.text for each in [*masked, *plain]), *(dress(term, source).text for term in terms)]
    answers = [each.text for each in engine.translate(texts, source, target)]
    count = len(templates)
    families = [_share(masked[at : at + count], answers[at : at + count]) for at in (0, count)]
    alone = iter(answers[3 * count :])
    own = {term: own_rendering(term, source, target, lambda _: next(alone)) for term in terms}
    aligned = [
        replaced(answer, own[term], term) is not None
        for each, answer in zip(plain, answers[2 * count : 3 * count], strict=True)
        for term, _ in each.pieces
    ]
    shares = {**dict(zip(Way, families, strict=False)), Way.ALIGNED: sum(aligned) / len(aligned)}
    best_first = sorted(Way, key=lambda way: (-shares[way], way))
    fit = [way for way in best_first if shares[way] >= LEAST] or best_first[:1]
    return Kept(tuple(fit), tuple(round(shares[way], 2) for way in fit))


def own_rendering(term: str, source: str, target: str, translate: Callable[[str], str]) -> str:
    """What an engine makes of a term that stands alone, without article and stop; empty where it invents a sentence."""
    dressed = dress(term, source)
    own = without_article(undress(translate(dressed.text), dressed, target).strip(), target)
    return own if len(own.split()) <= len(term.split()) + 2 and len(own) <= 4 * len(term) + 10 else ""


def replaced(text: str, own: str, rendering: str) -> str | None:
    """The text with a rendering in the place of the engine's own, or None where that does not stand in it."""
    return masking.replace(text, own, rendering) if own else None


def _filled(template: str, names: Sequence[str]) -> Masked:
    """A probe with names at its slots, in order."""
    used, text = [], template
    for name in names[: template.count(SLOT)]:
        text = text.replace(SLOT, name, 1)
        used.append((name, name))
    return Masked(text, tuple(used))


def _share(masked: Sequence[Masked], answers: Sequence[str]) -> float:
    """The share of probes that came back with their stand-ins."""
    kept = [masking.unmask(answer, each) is not None for each, answer in zip(masked, answers, strict=True)]
    return sum(kept) / len(kept)


def _rows(language: str) -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], row[language]) for row in rows if row.get(language)]
