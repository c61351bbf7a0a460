"""What the second reader was taught: a head that tells acts apart, and small changes of the layers below it.

Made by ``python -m bench teach`` from labelled sentences (docs/benchmarks.md says which); stored as float16.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from server.core.drafting.acts import Act
from server.sense.weights import Array

FILE = Path(__file__).with_name("taught.npz")
# The matrices of a layer that are changed, and their names as published; the first of them are three in one.
MATRICES = {
    "qkv": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "out": ("attention.output.dense",),
    "inner": ("intermediate.dense",),
    "outer": ("output.dense",),
}
NORMS = {"first": "attention.output.LayerNorm", "second": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Taught:
    """``head`` is ``(384, classes)``, ``bias`` ``(classes,)``; ``acts``: of each class, None for what is no draft's.

    ``changes``: by layer, ``NAME.up (out, rank)`` and ``NAME.down (rank, in)``, biases and norms to be added.
    """

    acts: tuple[Act | None, ...]
    head: Array
    bias: Array
    changes: Mapping[int, Mapping[str, Array]]

    def likely(self, states: Array) -> dict[Act, float]:
        """How likely each act is for the mean of some tokens' states ``(tokens, 384)``; those below a hundredth not."""
        scores = states.mean(axis=0) @ self.head + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        found: dict[Act, float] = {}
        for act, share in zip(self.acts, shares.tolist(), strict=True):
            if act is not None:
                found[act] = found.get(act, 0.0) + share
        return {act: round(share, 2) for act, share in found.items() if share >= 0.01}

    def applied(self, weights: Mapping[str, Array]) -> dict[str, Array]:
        """The encoder's weights as changed."""
        made = dict(weights)
        for layer, parts in self.changes.items():
            name = f"encoder.layer.{layer}."
            for short, longs in MATRICES.items():
                whole = np.split(parts[f"{short}.up"] @ parts[f"{short}.down"], len(longs))
                biases = np.split(parts[f"{short}.b"], len(longs))
                for long, change, bias in zip(longs, whole, biases, strict=True):
                    made[f"{name}{long}.weight"] = weights[f"{name}{long}.weight"] + change
                    made[f"{name}{long}.bias"] = weights[f"{name}{long}.bias"] + bias
            for short, long in NORMS.items():
                made[f"{name}{long}.weight"] = weights[f"{name}{long}.weight"] + parts[f"{short}.g"]
                made[f"{name}{long}.bias"] = weights[f"{name}{long}.bias"] + parts[f"{short}.b"]
        return made

    def save(self, path: Path) -> None:
        """Write the file."""
        arrays = {"head": self.head, "bias": self.bias}
        for layer, parts in self.changes.items():
            arrays |= {f"{layer}/{name}": part for name, part in parts.items()}
        names = np.array([str(act or "") for act in self.acts])
        halves: dict[str, Any] = {name: part.astype(np.float16) for name, part in arrays.items()}
        np.savez_compressed(path, acts=names, **halves)


def load(path: Path = FILE) -> Taught:
    """What was saved."""
    with np.load(path, allow_pickle=False) as file:
        acts = tuple(Act(name) if name else None for name in file["acts"].tolist())
        changes: dict[int, dict[str, Array]] = {}
        for name in file.files:
            layer, is_change, short = name.partition("/")
            if is_change:
                changes.setdefault(int(layer), {})[short] = file[name].astype(np.float32)
        return Taught(acts, file["head"].astype(np.float32), file["bias"].astype(np.float32), changes)
