"""What ``bench translate`` asks of a translation besides its score: terms, things that must stay, hard inputs.

All sentences are invented; all addresses end in .example. The hard inputs are drawn with a fixed seed.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETS = Path(__file__).parent / "sets"
KINDS = ("numbers", "dates", "names", "emails", "urls")
KEPT, HARD = 150, 2_000
LONGEST_CHARS = 5_000


@dataclass(frozen=True, slots=True)
class TermCase:
    """A sentence with a term of the glossary and its one right rendering."""

    sentence: str
    term: str
    rendering: str


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A sentence with something that must arrive: the ``wanted`` strings, or for numbers their digits."""

    sentence: str
    kind: str
    wanted: tuple[str, ...]


_FOREIGN = ("海关", "таможня", "الجمارك", "세관", "税関", "ศุลกากร", "τελωνείο")
_EMOJI = ("🙂", "👍🏽", "🇧🇷", "🚢", "❗")


def term_cases(source: str) -> list[TermCase]:
    """The sentences of ``sets/terms.tsv`` in a language."""
    with (SETS / "terms.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["lang"] == source]
    return [TermCase(row["sentence"], row["term"], row["rendering"]) for row in rows]


def kept_cases(source: str) -> list[KeptCase]:
    """KEPT sentences, each with something of one kind."""
    made, found = _made(source), list[KeptCase]()
    for kind in KINDS:
        pairs = itertools.cycle(itertools.product(made["sentences"][kind], made["values"][kind]))
        for sentence, value in itertools.islice(pairs, KEPT // len(KINDS)):
            found.append(KeptCase(sentence.format(value), kind, (value,)))
    return found


def hard_inputs(source: str, count: int = HARD) -> Iterator[str]:
    """Single words, capitals, lists, texts without punctuation, mixed scripts, emoji, and very long ones."""
    chance = random.Random(f"hard {source}")
    words = _made(source)["words"]

    def some(least: int, most: int) -> list[str]:
        return [chance.choice(words) for _ in range(chance.randint(least, most))]

    makers = (
        lambda: chance.choice(words),
        lambda: " ".join(some(2, 12)).upper(),
        lambda: ", ".join(some(3, 20)),
        lambda: " ".join(some(5, 60)),
        lambda: " ".join(part for word in some(2, 8) for part in (word, chance.choice(_FOREIGN))),
        lambda: " ".join(part for word in some(1, 6) for part in (word, chance.choice(_EMOJI))),
        lambda: f"{chance.choice(words)} " * chance.randint(2, 9),
        lambda: "\n".join(f"- {' '.join(some(1, 4))}" for _ in range(chance.randint(2, 8))),
    )
    for number in range(count):
        if number % 200 == 199:
            yield " ".join(some(1_000, 1_000))[:LONGEST_CHARS]
        else:
            yield makers[number % len(makers)]().strip()


def _made(source: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SETS / "translation.json").read_text(encoding="utf-8"))[source]
    return found
