"""``python -m bench translate --batching``: what is gained when sentences go through argos' engine together.

The model is ``base_model``: real dimensions, made here, so that no package has to be fetched. Every size of a batch
translates the same sentences; the rounds of all sizes take turns, so that a load beside them meets all alike.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import base_model, machine
from bench.figures import columns, percentile
from translation.argos import ArgosEngine
from translation.port import Engine

PAIR = ("en", "ko")
SIZES = (1, 2, 4, 8, 16, 32)
SENTENCES, ROUNDS = 64, 3


def measure(sentences: int = SENTENCES, rounds: int = ROUNDS) -> dict[str, Any]:
    """Build the model in a scratch folder and measure; JSON-ready."""
    known = base_model.words()
    translated = base_model.answers(known)
    texts = base_model.sentences(known, sentences)
    wanted = [" ".join(translated[word] for word in text.split()) for text in texts]
    with tempfile.TemporaryDirectory() as scratch:
        size_mb = (
            sum(path.stat().st_size for path in base_model.build(Path(scratch)).rglob("*") if path.is_file()) / 1e6
        )
        engine = ArgosEngine(Path(scratch))
        engine.warm_up(*PAIR)
        found = report(engine, texts, wanted, rounds)
        engine.close()
    model = f"{base_model.LAYERS}+{base_model.LAYERS} layers, {base_model.WIDTH} wide, {base_model.WORDS} words, int8"
    tokens = [len(text.split()) for text in texts]
    return {
        "model": {"shape": model, "size_mb": round(size_mb, 1)},
        "tokens": {"p50": percentile(tokens, 0.5), "max": max(tokens)},
        **found,
        "machine": machine.describe(),
        "omp_threads": os.environ.get("OMP_NUM_THREADS", ""),
        "peak_rss_mb": machine.rss_mb(os.getpid(), "VmHWM"),
    }


def report(engine: Engine, texts: Sequence[str], wanted: Sequence[str], rounds: int = ROUNDS) -> dict[str, Any]:
    """Sentences a second by sentences a call, against one at a time; and whether the answers are the same and right."""
    before = machine.load()
    seconds: dict[int, list[float]] = {size: [] for size in SIZES}
    told: dict[int, list[str]] = {}
    for _ in range(rounds):
        for size in SIZES:
            begun = time.perf_counter()
            told[size] = _in_batches(engine, texts, size)
            seconds[size].append(time.perf_counter() - begun)
    middle = {size: percentile(each, 0.5) for size, each in seconds.items()}
    rows = [
        {
            "sentences_a_call": size,
            "per_second": round(len(texts) / middle[size], 2),
            "gain": round(middle[1] / middle[size], 2),
            "as_alone": sum(one == other for one, other in zip(told[size], told[1], strict=True)),
            "right": sum(one == other for one, other in zip(told[size], wanted, strict=True)),
        }
        for size in SIZES
    ]
    return {"sentences": len(texts), "rounds": rounds, "batching": rows, "load": [before, machine.load()]}


def table(made: dict[str, Any]) -> str:
    """For people."""
    names = ("sentences_a_call", "per_second", "gain", "as_alone", "right")
    rows = [[str(row[name]) for name in names] for row in made["batching"]]
    return columns([list(names), *rows]) + f"\nof {made['sentences']} sentences; load {made['load']}"


def is_same(made: dict[str, Any]) -> bool:
    """Whether every batch gave what each sentence gives alone."""
    return all(row["as_alone"] == made["sentences"] for row in made["batching"])


def _in_batches(engine: Engine, texts: Sequence[str], size: int) -> list[str]:
    return [each.text for at in range(0, len(texts), size) for each in engine.translate(texts[at : at + size], *PAIR)]
