"""``python -m bench agreeing --readers FILE FOLDER...``: the weights by which a draft counts a yes.

Proposals and what is held are taken as the draft has them, faults and all, so that what is measured is what is counted.
Each folder of labelled roundtables is by one author, and read by the reader that ``bench teach --leave-out AUTHOR
--likely FILE`` taught on the others (``FILE.AUTHOR.npz``; where there is none, by the one that is installed). Figures
are of weights fitted on the other folders. The printed weights are of all; they are copied into
``server.core.drafting.agreeing`` by hand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.acts import is_of
from bench.draft_metrics import targeted
from bench.pledging import fitted_on, read_by
from bench.roundtables import Roundtable, read
from bench.transcripts import named
from server.core.drafting import Reader, Sense, english, from_records
from server.core.drafting.acts import Act
from server.core.drafting.agreeing import SEEN, is_taken_back, may_agree, seen
from server.core.drafting.clusters import gathered
from server.core.drafting.evidence import CHAIR
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.yeses import held_by

BARS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Yes:
    """A sentence that may be a yes, and a proposal before it.

    ``pair`` names its delegation and the proposal; ``is_one``: whether it says yes to it, None where another sentence
    of its delegation does; ``is_said``: whether any of them does; ``is_labelled``: whether the proposal is one.
    """

    folder: str
    pair: tuple[str, str, str]
    seen: Array
    is_one: bool | None
    is_said: bool
    is_labelled: bool


def yeses(folder: str, roundtable: Roundtable, reader: Reader) -> Iterator[Yes]:
    """All that may be counted in the draft of a roundtable."""
    gold, evidence = targeted(roundtable.gold), named(from_records(roundtable.records), "en").joined()
    sense = reader.read(english(evidence))
    said = remarks(evidence, "en", sense)
    found, targets = gathered(said, evidence, sense)
    labels = [(each, _sentences(each, said, sense)) for each in gold.get("supports", [])]
    labelled = {name for each in gold.get("proposals", []) for name in each["segments"]}
    for remark in said:
        if remark.segment.delegation in (None, CHAIR) or not may_agree(remark, sense):
            continue
        turn = [each for each in said if each.segment is remark.segment]
        for target, what in targets.seen(remark, found.proposals):
            made = {name for each in target.made for name in each.ids}
            own = [at for each, at in labels if each["by"] == remark.owner and made & set(each["to_segments"])]
            held = held_by(remark, target, found.proposals, targets, sense)
            if not is_taken_back(remark, turn, held):
                row = np.array(seen(remark, what, held, sense))
                is_one = any(remark.at in each for each in own) or (None if own else False)
                pair = (roundtable.name, remark.owner, min(made))
                yield Yes(folder, pair, row, is_one, bool(own), bool(made & labelled))


def figures(found: Sequence[Yes], labels: int) -> str:
    """At each bar how many labels are counted, and how many delegations that said no such thing to a labelled proposal.

    Each folder by weights of the others. ``labels``: how many there are.
    """
    best: dict[tuple[str, tuple[str, str, str]], tuple[float, Yes]] = {}
    for folder in {each.folder for each in found}:
        weights = fitted([each for each in found if each.folder != folder] or found)
        for each in (one for one in found if one.folder == folder):
            likely = float(1 / (1 + np.exp(-each.seen @ weights)))
            if likely > best.get((folder, each.pair), (0.0, each))[0]:
                best[folder, each.pair] = (likely, each)
    lines = []
    for bar in BARS:
        counted = Counter(
            each.is_said for likely, each in best.values() if likely >= bar and (each.is_said or each.is_labelled)
        )
        lines.append(f"from {bar:<5} right {counted[True]} of {labels}, wrong {counted[False]}")
    return "\n".join(lines)


def fitted(found: Sequence[Yes]) -> Array:
    """Weights of a logistic regression on what is known of each."""
    known = [each for each in found if each.is_one is not None]
    return fitted_on(np.vstack([each.seen for each in known]), np.array([float(bool(each.is_one)) for each in known]))


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench agreeing", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="labelled roundtables, a folder for each author")
    parser.add_argument("--readers", type=Path, required=True, metavar="FILE", help="as given to bench teach --likely")
    options = parser.parse_args(arguments)
    found: list[Yes] = []
    labels = 0
    for folder in options.folders:
        reader = read_by(options.readers.with_suffix(f".{folder.name}.npz"))
        for one in read(folder):
            found += yeses(folder.name, one, reader)
            labels += len(one.gold.get("supports", []))
    weights = fitted(found)
    print(figures(found, labels))
    print(", ".join(f"{each:.2f}" for each in weights), end="\n\n")
    print("\n".join(f"{each:6.2f} {what}" for what, each in zip(SEEN, weights, strict=True)))
    return 0


def _sentences(label: Mapping[str, Any], said: Sequence[Remark], sense: Sense) -> frozenset[int]:
    """Where the sentences stand that a label quotes; else the likeliest of its turn."""
    own = [each for each in said if set(label["segments"]) & set(each.ids) and each.owner == label["by"]]
    quotes = [label[key] for key in ("text_en", "text", "strength_en", "strength") if label.get(key)]
    told = [each.at for each in own if any(is_of(quote, words) for quote in quotes for words in _words(each))]
    likely = {each.at: sense.acts(each.english).get(Act.SUPPORT, 0.0) + (Act.SUPPORT in each.cued) for each in own}
    return frozenset(told or sorted(likely, key=lambda at: -likely[at])[:1])


def _words(remark: Remark) -> list[str]:
    return [words for words in (remark.english, remark.sentence, remark.said) if words]
