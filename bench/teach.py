"""``python -m bench teach``: teach the second reader of sentences, and judge it on authors that it was not taught on.

``--leave-out AUTHOR``: teach on the others, print how well the left-out author's sentences are told apart, keep nothing
but the table (and, with ``--likely FILE``, its readings, for the choice of thresholds). Without it: teach on all and
write ``server/sense/taught.npz`` (but for NOT_TAUGHT). Takes some minutes of one core for each teaching.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bench.acts import ACTS, CLASSES, TAUGHT, Labelled, labelled
from bench.teaching import FIRST_TUNED, Lower, probabilities, teach
from bench.teaching import Taught as Fitted
from server.models import packaged
from server.sense.encoder import MODEL, VOCABULARY
from server.sense.taught import FILE, Taught
from server.sense.weights import Array, read
from server.settings import Settings

SETS = Path(__file__).with_name("sets")
# Roundtables that nobody may be taught on (held_out, unseen) are not among them.
ROUNDTABLES = ("open", "sober", "indirect", "practical", "courtly", "relayed")
AUTHORS = (*ROUNDTABLES, *sorted({each.stem for each in (SETS / "acts").glob("*.jsonl")} - {*ROUNDTABLES}))
# What the reader that comes with the project was not taught on, all of it later. Taught on that too it found fewer
# reservations where nobody had read (docs/benchmarks.md).
NOT_TAUGHT = frozenset({"addresses", "courtly", "debate", "relayed"})
HOLDS = ("condition", "reserve", "object", "amend")
_FOUND = 0.9  # of what there is: the share of other sentences that are taken along then is printed


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    folder = packaged.require(packaged.MINILM, Settings.from_env().models)
    lower = Lower(read(folder / MODEL), Tokenizer.from_file(str(folder / VOCABULARY)))
    everything = labelled(SETS / "roundtables", SETS / "acts", AUTHORS)
    for author in options.leave_out:
        others = [each for each in everything if each.author not in NOT_TAUGHT | {author}]
        own = [each for each in everything if each.author == author]
        fitted = _taught(lower, others)
        likely = probabilities(fitted, lower.upper, lower.read([each.text for each in own]))
        print(f"{author}: {len(own)} sentences, taught on {len(others)} of others\n{table(likely, own)}", flush=True)
        if options.likely:
            stored(fitted).save(options.likely.with_suffix(f".{author}.npz"))
            told = dict(zip((each.text for each in own), map(_told, likely), strict=True))
            options.likely.with_suffix(f".{author}.json").write_text(json.dumps(told), encoding="utf-8")
    if not options.leave_out:
        stored(_taught(lower, [each for each in everything if each.author not in NOT_TAUGHT])).save(options.out)
    return 0


def stored(fitted: Fitted) -> Taught:
    """What was fitted, in the form in which it is stored."""
    changes = {FIRST_TUNED + at: change.parts for at, change in enumerate(fitted.changes)}
    return Taught(tuple(ACTS[name] for name in CLASSES), fitted.head, fitted.bias, changes)


def table(likely: Array, own: Sequence[Labelled]) -> str:
    """For meetings and banks apart: how well each class is told from the rest."""
    lines = [f"{'':<24}{'of':>6}{'average precision':>20}{'others at .9 found':>20}"]
    sure = np.array([not each.turn for each in own])
    bank = np.array([each.source == "bank" for each in own])
    for place, where in (("meetings", ~bank & sure), ("banks", bank)):
        for name, classes in {"holds": HOLDS, **{each: (each,) for each in TAUGHT}}.items():
            wanted = np.array([bool(each.classes & set(classes)) and len(each.classes) < len(HOLDS) for each in own])
            score = likely[:, [CLASSES.index(each) for each in classes]].sum(axis=1)
            found = wanted[where]
            if 2 < found.sum() < len(found):
                lines.append(f"{place + ' ' + name:<24}{int(found.sum()):>6}{_row(score[where], found)}")
    return "\n".join(lines)


def _taught(lower: Lower, sentences: Sequence[Labelled]) -> Fitted:
    started = time.perf_counter()

    def tell(line: str) -> None:
        print(f"{line} ({time.perf_counter() - started:.0f} s)", flush=True)

    return teach(lower, sentences, tell=tell)


def _row(score: Array, wanted: NDArray[np.bool_]) -> str:
    order = np.argsort(-score, kind="stable")
    hits = wanted[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    level = np.sort(score[wanted])[int((1 - _FOUND) * wanted.sum())]
    return f"{(precision * hits).sum() / hits.sum():>20.2f}{(score[~wanted] >= level).mean():>20.2f}"


def _told(shares: Array) -> Mapping[str, float]:
    return {name: round(float(share), 3) for name, share in zip(CLASSES, shares, strict=True)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench teach", description=__doc__)
    parser.add_argument("--leave-out", nargs="+", default=[], choices=AUTHORS, metavar="AUTHOR")
    parser.add_argument("--likely", type=Path, help="where the readings of left-out authors go")
    parser.add_argument("--out", type=Path, default=FILE)
    return parser
