"""``python -m bench pledging --readers FILE FOLDER...``: the weights by which a draft tells what is undertaken.

Each folder of labelled roundtables is by one author, and read by the reader that ``bench teach --leave-out AUTHOR
--likely FILE`` taught on the others (``FILE.AUTHOR.npz``; where there is none, by the one that is installed). Figures
are of weights fitted on the other folders. The printed weights are of all; they are copied into
``server.core.drafting.pledging`` by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.acts import is_of
from bench.roundtables import Roundtable, read
from server.core.drafting import Reader, english, from_records
from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.pledging import SEEN, seen
from server.core.drafting.remarks import beside, remarks

_RIDGE, _STEPS, _SMALL = 10.0, 100, 1e-6
BARS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is seen of a sentence, the segments it was heard in, and whether it undertakes; None where nobody knows."""

    folder: str
    segments: frozenset[str]
    seen: Array
    is_one: bool | None


def sentences(folder: str, roundtable: Roundtable, reader: Reader) -> Iterator[Sentence]:
    """The sentences of a roundtable that were read, with names of segments that no other roundtable has."""
    evidence = from_records(roundtable.records).joined()
    sense = reader.read(english(evidence))
    said = remarks(evidence, "en")
    labels = roundtable.gold.get("commitments", [])
    likely = {each.at: sense.acts(each.english).get(Act.COMMITMENT, 0.0) for each in said}
    right, open_ones = set(), set()
    for label in labels:
        own = [each for each in said if set(label["segments"]) & set(each.ids)]
        quotes = [label[key] for key in ("text_en", "text") if label.get(key)]
        told = [each for each in own if any(is_of(quote, each.english or each.sentence) for quote in quotes)]
        told = told or sorted(own, key=lambda each: -likely[each.at])[:1]
        right |= {each.at for each in told}
        open_ones |= {each.at for each in own}
    for each in said:
        if sense.acts(each.english):
            is_chair = each.segment.delegation == CHAIR
            row = np.array(seen(each.english, sense, each.acts, beside(said, each.at), is_chair))
            names = frozenset(f"{roundtable.name}/{name}" for name in each.ids)
            yield Sentence(folder, names, row, True if each.at in right else None if each.at in open_ones else False)


def fitted(found: Sequence[Sentence]) -> Array:
    """Weights of a logistic regression on what is known of each."""
    known = [each for each in found if each.is_one is not None]
    return fitted_on(np.vstack([each.seen for each in known]), np.array([float(bool(each.is_one)) for each in known]))


def fitted_on(rows: Array, right: Array) -> Array:
    """Weights of a logistic regression with a ridge on all but the last, which is always, by Newton's method."""
    spread = np.where(np.arange(rows.shape[1]) < rows.shape[1] - 1, rows.std(axis=0) + _SMALL, 1.0)
    mean = np.where(np.arange(rows.shape[1]) < rows.shape[1] - 1, rows.mean(axis=0), 0.0)
    even, ridge = (rows - mean) / spread, np.full(rows.shape[1], _RIDGE)
    ridge[-1] = _SMALL
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-even @ weights))
        curve = (even * (likely * (1 - likely))[:, None]).T @ even + np.diag(ridge)
        step = np.linalg.solve(curve, even.T @ (likely - right) + ridge * weights)
        weights -= step
        if abs(step).max() < _SMALL:
            break
    weights = weights / spread
    weights[-1] -= (weights * mean).sum()
    return weights


def figures(found: Sequence[Sentence], labels: Sequence[frozenset[str]]) -> str:
    """At each bar how many labels have a sentence found, and how many of these sentences are of one.

    Each folder by weights of the others. ``labels``: the segments of each.
    """
    weights = {
        folder: fitted([each for each in found if each.folder != folder] or found)
        for folder in {each.folder for each in found}
    }
    lines, every = [], frozenset().union(*labels)
    for bar in BARS:
        chosen = [each for each in found if 1 / (1 + np.exp(-each.seen @ weights[each.folder])) >= bar]
        told = frozenset().union(*(each.segments for each in chosen))
        hit, right = sum(bool(label & told) for label in labels), sum(bool(each.segments & every) for each in chosen)
        lines.append(f"from {bar:<5} found {hit} of {len(labels)}, right {right} of {len(chosen)}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench pledging", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="labelled roundtables, a folder for each author")
    parser.add_argument("--readers", type=Path, required=True, metavar="FILE", help="as given to bench teach --likely")
    options = parser.parse_args(arguments)
    found: list[Sentence] = []
    wanted: list[frozenset[str]] = []
    for folder in options.folders:
        reader = read_by(options.readers.with_suffix(f".{folder.name}.npz"))
        for one in read(folder):
            found += sentences(folder.name, one, reader)
            labels = one.gold.get("commitments", [])
            wanted += [frozenset(f"{one.name}/{name}" for name in label["segments"]) for label in labels]
    weights = fitted(found)
    print(figures(found, wanted))
    print(", ".join(f"{each:.2f}" for each in weights), end="\n\n")
    print("\n".join(f"{each:6.2f} {what}" for what, each in zip(SEEN, weights, strict=True)))
    return 0


def read_by(taught: Path) -> Reader:
    """The reader that was taught so; the installed one where there is no such file."""
    from server.models import packaged
    from server.sense.reader import SenseReader
    from server.sense.taught import FILE
    from server.settings import Settings

    folder = Settings.from_env().models / packaged.MINILM.folder
    return SenseReader(folder, threads=1, learned=taught if taught.is_file() else FILE)
