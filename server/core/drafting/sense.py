"""What a learned reader made of the English sentences of a meeting: how likely each act is, and what is like what.

A second reading beside the cues: it labels sentences and never words one. Who reads, and in which process, is no matter
of a draft's: it is given the readings, and is made of cues alone where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul
from types import MappingProxyType
from typing import Protocol

from server.core.drafting.acts import Act

Likely = Mapping[Act, float]
NOTHING: Likely = MappingProxyType({})
# Between clauses; "and" parts two of them only after a comma.
_BETWEEN = re.compile(r"[,:;—–]\s+(?:(?:and|but|so|or) )?|\s(?=but )")
_FEWEST = 2  # words of a clause; a shorter one belongs to what follows it


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its characters in the sentence, read in the light of the whole."""

    start: int
    end: int
    acts: Likely
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sensed:
    """One sentence: the probability of each act (0 to 1, each by itself), a vector of length one, and its clauses."""

    acts: Likely
    vector: tuple[float, ...]
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """The readings of the sentences of a meeting, by their words. What was not read is likely nothing."""

    read: Mapping[str, Sensed] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.read)

    def acts(self, sentence: str) -> Likely:
        """How likely each act is in an English sentence, 0 to 1; empty where it was not read."""
        found = self.read.get(sentence)
        return found.acts if found is not None else NOTHING

    def clause(self, sentence: str, act: Act) -> tuple[int, int]:
        """The characters of the clause that speaks for an act the most; the whole sentence where it has but one."""
        found = self.read.get(sentence)
        if found is None or not found.clauses:
            return (0, len(sentence))
        best = max(found.clauses, key=lambda each: (each.acts.get(act, 0.0), -each.start))
        return (best.start, best.end)

    def most(self, sentence: str, act: Act) -> Likely:
        """What the clause does that speaks for an act the most; the same as ``acts`` where there are no clauses."""
        found = self.read.get(sentence)
        if found is None or not found.clauses:
            return self.acts(sentence)
        return max((each.acts for each in found.clauses), key=lambda each: each.get(act, 0.0))

    def vector(self, sentence: str) -> tuple[float, ...]:
        """Empty where it was not read."""
        found = self.read.get(sentence)
        return found.vector if found is not None else ()

    def likeness(self, one: str, other: str) -> float | None:
        """How near two sentences are in meaning, -1 to 1; None where one of them was not read."""
        return near(self.vector(one), self.vector(other))


UNREAD = Sense()


class Reader(Protocol):
    """Reads sentences. The same sentences always get the same readings, in whatever order and company."""

    def read(self, sentences: Sequence[str]) -> Sense:
        """A reading of each English sentence. Blocks; raises ModelFailed where it can't."""
        ...


class NoReader:
    """There is no model: nothing is read."""

    def read(self, _sentences: Sequence[str]) -> Sense:
        return UNREAD


def near(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The cosine of two vectors of length one; None where one is empty."""
    return sum(map(mul, one, other)) if one and other else None


def clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """The characters of each clause, in order; one of a word or two goes with what follows it."""
    start = 0
    for match in (*_BETWEEN.finditer(sentence), None):
        end = len(sentence) if match is None else match.start()
        if match is None or len(sentence[start:end].split()) >= _FEWEST:
            if sentence[start:end].strip(" .,;:"):
                yield start, end
            start = match.end() if match is not None else end


def clause_at(sentence: str, begin: int) -> tuple[int, int]:
    """The characters of the clause that begins there, or else of all that follows."""
    return next((each for each in clauses(sentence) if each[0] == begin), (begin, len(sentence)))
