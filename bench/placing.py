"""``python -m bench placing FOLDER...``: the weights by which a draft places positions, fitted on labelled roundtables.

Acts and proposals are taken from the labels, so that what is measured is the placing alone. Each folder is by one
author: figures are of weights that were fitted on the others. The printed weights are of all folders; they are copied
into ``server.core.drafting.placing`` by hand.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.roundtables import Roundtable, read
from server.core.drafting import UNREAD, Reader, english, from_records
from server.core.drafting.acts import Act
from server.core.drafting.clusters import near_and_about
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.naming import Names
from server.core.drafting.placing import SEEN, Placing
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.words_shared import Shared

HOLDING = ("conditions", "reservations")
KINDS = ("supports", "no_objections", *HOLDING)
_RIDGE, _STEPS, _SMALL = 1.0, 100, 1e-6
# At these likelihoods the table is printed.
HELD, YES = (0.1, 0.15, 0.2, 0.25, 0.3), (0.5, 0.7, 0.8, 0.85, 0.9)
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Position:
    """A labelled position: what is seen of it and each proposal, and which of them it is on."""

    folder: str
    is_held: bool
    seen: Array
    right: tuple[bool, ...]


def positions(folder: str, roundtable: Roundtable, reader: Reader | None) -> Iterator[Position]:
    """The labelled positions of a roundtable in the order of speech, those that others stand before."""
    evidence = from_records(roundtable.records).joined()
    sense = reader.read(english(evidence)) if reader is not None else UNREAD
    said = remarks(evidence, "en")
    made = _proposals(roundtable.gold, said, evidence)
    called = {id(each): names for each, names in made}
    placing, labels = Placing(said, Shared(Names(evidence)), sense), _labels(roundtable.gold, said)
    for remark in said:
        before = [each for each, _ in made if each.made[0].at < remark.at]
        earlier = [each for each in before if remark.owner not in each.makers]
        if remark.at not in labels or not earlier or remark.segment.delegation == CHAIR:
            continue
        seen = np.array(placing.seen(remark, earlier, before))
        for is_held in (True, False):
            wanted = {of for kind, of in labels[remark.at] if (kind in HOLDING) == is_held}
            right = tuple(bool(called[id(each)] & wanted) for each in earlier)
            if any(right):
                yield Position(folder, is_held, seen, right)
        for each in earlier:
            if any(of in called[id(each)] for _, of in labels[remark.at]):
                placing.place(remark, each)


def fitted(found: Sequence[Position]) -> Array:
    """Weights of a logistic regression with a ridge, by Newton's method."""
    seen = np.vstack([each.seen for each in found])
    right = np.concatenate([np.array(each.right, dtype=float) for each in found])
    weights = np.zeros(seen.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (likely - right) + _RIDGE * weights
        curve = (seen * (likely * (1 - likely))[:, None]).T @ seen + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < _SMALL:
            break
    return weights


def figures(found: Sequence[Position]) -> str:
    """How many are placed right and wrong at each likelihood, each folder by weights of the others."""
    counted: Counter[tuple[bool, float, bool]] = Counter()
    for folder in {each.folder for each in found}:
        weights = fitted([each for each in found if each.folder != folder] or found)
        for each in (one for one in found if one.folder == folder):
            likely = 1 / (1 + np.exp(-each.seen @ weights))
            for bar in HELD if each.is_held else YES:
                chosen = likely >= (min(bar, likely.max()) if each.is_held else bar)
                for is_right, is_chosen in zip(each.right, chosen, strict=True):
                    counted[each.is_held, bar, is_right] += bool(is_chosen)
    lines = []
    for is_held, bars in ((True, HELD), (False, YES)):
        whole = sum(sum(each.right) for each in found if each.is_held == is_held)
        for bar in bars:
            right, wrong = counted[is_held, bar, True], counted[is_held, bar, False]
            lines.append(f"{'held' if is_held else 'yes':<5} from {bar:<5} right {right} of {whole}, wrong {wrong}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench placing", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="labelled roundtables, a folder for each author")
    options = parser.parse_args(arguments)
    for name, reader in (("WEIGHTS", _reader()), ("WITHOUT_MEANING", None)):
        found = [
            each for folder in options.folders for one in read(folder) for each in positions(folder.name, one, reader)
        ]
        weights = fitted(found)
        print(f"{name} of {len(found)} positions\n{figures(found)}")
        print(", ".join(f"{each:.2f}" for each in weights), end="\n\n")
        print("\n".join(f"{each:6.2f} {what}" for what, each in zip(SEEN, weights, strict=True)), end="\n\n")
    return 0


def _reader() -> Reader:
    from server.models import packaged
    from server.sense.reader import SenseReader
    from server.settings import Settings

    return SenseReader(Settings.from_env().models / packaged.MINILM.folder, threads=1)


def _proposals(
    gold: Mapping[str, Any], said: Sequence[Remark], evidence: Evidence
) -> list[tuple[Cluster, frozenset[str]]]:
    """The labelled proposals by the sentences that put them forward, with the segments that labels call them by."""
    found = []
    for label in gold.get("proposals", []):
        own = [each for each in said if set(label["segments"]) & set(each.ids)]
        put = [each for each in own if Act.PROPOSAL in each.acts] or own[-1:]
        if put:
            near, about = near_and_about(put[0], said, evidence)
            made = Cluster([put[0]], about=about, near=near)
            for each in put[1:]:
                made.make(each)
            found.append((made, frozenset(label["segments"])))
    return found


def _labels(gold: Mapping[str, Any], said: Sequence[Remark]) -> dict[int, list[tuple[str, str]]]:
    """For each remark the kinds of its labels and what they are of; a label that no sentence has is left out."""
    found: dict[int, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for label in gold.get(kind, []):
            own = [each for each in said if set(label["segments"]) & set(each.ids)]
            remark = _sentence(label, own)
            if remark is not None and label.get("of"):
                found.setdefault(remark.at, []).append((kind, label["of"]))
    return found


def _sentence(label: Mapping[str, Any], own: Sequence[Remark]) -> Remark | None:
    """The sentence of a turn that a label quotes, or the only one."""
    told = [_plain(label.get(key) or "") for key in ("text_en", "text", "strength_en", "strength")]
    for words in filter(None, told):
        for each in own:
            sentence = _plain(each.sentence)
            if words in sentence or words in _plain(each.said) or (sentence and sentence in words):
                return each
    return own[0] if len(own) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
