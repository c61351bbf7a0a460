"""The last layers of the encoder, tuned in numpy: small changes of their weights, by gradients worked out by hand.

Each weight matrix gets a change of low rank (arXiv 2106.09685), each bias and norm a change of its own. A batch holds
sentences of one length, so that nothing is padded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from server.sense.converted import EPSILON, HEADS
from server.sense.weights import Array

RANK = 4
WIDTH = 384
_EACH = WIDTH // HEADS
_ROOT = np.float32(np.sqrt(_EACH))
MATRICES = ("qkv", "out", "inner", "outer")
_NAMES = {"out": "attention.output.dense", "inner": "intermediate.dense", "outer": "output.dense"}
_NORM_NAMES = {"first": "attention.output.LayerNorm", "second": "output.LayerNorm"}
Weights = dict[str, Array]


def of_layer(weights: Mapping[str, Array], at: int) -> Weights:
    """The weights of a layer under short names: matrices ``(out, in)``, biases ``.b``, norms ``.g`` and ``.b``."""
    name = f"encoder.layer.{at}."
    heads = [f"{name}attention.self.{each}" for each in ("query", "key", "value")]
    found = {
        "qkv": np.concatenate([weights[f"{each}.weight"] for each in heads]),
        "qkv.b": np.concatenate([weights[f"{each}.bias"] for each in heads]),
    }
    for short, long in _NAMES.items():
        found[short], found[f"{short}.b"] = weights[f"{name}{long}.weight"], weights[f"{name}{long}.bias"]
    for short, long in _NORM_NAMES.items():
        found[f"{short}.g"], found[f"{short}.b"] = weights[f"{name}{long}.weight"], weights[f"{name}{long}.bias"]
    return {key: np.array(value, dtype=np.float32) for key, value in found.items()}


def embedded(weights: Mapping[str, Array], ids: Array) -> Array:
    """What goes into the first layer, for ids ``(sentences, tokens)``."""
    first_type = weights["embeddings.token_type_embeddings.weight"][0]
    whole = weights["embeddings.word_embeddings.weight"][ids] + first_type
    whole = whole + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    norm = {"n.g": weights["embeddings.LayerNorm.weight"], "n.b": weights["embeddings.LayerNorm.bias"]}
    return _norm(whole.astype(np.float32), norm, "n")[0]


def forward(states: Array, layer: Weights) -> tuple[Array, dict[str, Any]]:
    """States ``(sentences, tokens, 384)`` after a layer, and what ``backward`` needs."""
    count, length, _ = states.shape
    mixed = states @ layer["qkv"].T + layer["qkv.b"]
    query, key, value = (
        each.reshape(count, length, HEADS, _EACH).transpose(0, 2, 1, 3) for each in np.split(mixed, 3, axis=-1)
    )
    scores = query @ key.transpose(0, 1, 3, 2) / _ROOT
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    context = (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
    between, first = _norm(states + context @ layer["out"].T + layer["out.b"], layer, "first")
    inner = between @ layer["inner"].T + layer["inner.b"]
    share, slope = _gelu(inner)
    made, second = _norm(between + share @ layer["outer"].T + layer["outer.b"], layer, "second")
    kept = {"states": states, "heads": (query, key, value), "scores": scores, "context": context, "first": first}
    return made, {**kept, "between": between, "share": share, "slope": slope, "second": second}


def backward(given: Array, kept: Mapping[str, Any], layer: Weights) -> tuple[Array, Weights]:
    """The gradient of a layer's input and of its weights, from that of its output."""
    found: Weights = {}
    given = _norm_back(given, kept["second"], layer, "second", found)
    share = _linear_back(given, kept["share"], layer, "outer", found)
    inner = share * kept["slope"]
    given = given + _linear_back(inner, kept["between"], layer, "inner", found)
    given = _norm_back(given, kept["first"], layer, "first", found)
    context = _linear_back(given, kept["context"], layer, "out", found)
    count, length, _ = given.shape
    query, key, value = kept["heads"]
    context = context.reshape(count, length, HEADS, _EACH).transpose(0, 2, 1, 3)
    scores = kept["scores"]
    values = scores.transpose(0, 1, 3, 2) @ context
    rise = context @ value.transpose(0, 1, 3, 2)
    rise = scores * (rise - (rise * scores).sum(axis=-1, keepdims=True)) / _ROOT
    heads = (rise @ key, rise.transpose(0, 1, 3, 2) @ query, values)
    mixed = np.concatenate([each.transpose(0, 2, 1, 3).reshape(count, length, WIDTH) for each in heads], axis=-1)
    return given + _linear_back(mixed, kept["states"], layer, "qkv", found), found


@dataclass(slots=True)
class Change:
    """What is tuned of one layer: ``parts`` are ``NAME.up (out, rank)``, ``NAME.down (rank, in)``, biases, norms."""

    parts: Weights

    @classmethod
    def none(cls, layer: Weights, seed: int) -> Change:
        """A change that changes nothing yet."""
        random = np.random.default_rng(seed)
        parts: Weights = {}
        for name in MATRICES:
            height, width = layer[name].shape
            parts[f"{name}.up"] = np.zeros((height, RANK), dtype=np.float32)
            parts[f"{name}.down"] = (random.standard_normal((RANK, width)) / np.sqrt(width)).astype(np.float32)
        for name in layer:
            if name not in MATRICES:
                parts[name] = np.zeros_like(layer[name])
        return cls(parts)

    def applied(self, layer: Weights) -> Weights:
        """The layer as changed."""
        changed = {name: layer[name] + self.parts[name] for name in layer if name not in MATRICES}
        for name in MATRICES:
            changed[name] = layer[name] + self.parts[f"{name}.up"] @ self.parts[f"{name}.down"]
        return changed

    def gradients(self, whole: Weights) -> Weights:
        """Those of the change, from those of the layer's weights."""
        found = {name: each for name, each in whole.items() if name not in MATRICES}
        for name in MATRICES:
            found[f"{name}.up"] = whole[name] @ self.parts[f"{name}.down"].T
            found[f"{name}.down"] = self.parts[f"{name}.up"].T @ whole[name]
        return found


class Adam:
    """Steps down gradients (arXiv 1412.6980), with decay of what is stepped."""

    def __init__(self, rate: float, decay: float = 0.0) -> None:
        self._rate, self._decay, self._count = rate, decay, 0
        self._mean: Weights = {}
        self._spread: Weights = {}

    def step(self, parts: Weights, gradients: Weights, share: float = 1.0) -> None:
        """Change the parts in place. ``share`` of the rate, for a rate that falls."""
        self._count += 1
        for name, gradient in gradients.items():
            mean = self._mean[name] = 0.9 * self._mean.get(name, np.float32(0)) + 0.1 * gradient
            spread = self._spread[name] = 0.99 * self._spread.get(name, np.float32(0)) + 0.01 * gradient**2
            whole = mean / (1 - 0.9**self._count) / (np.sqrt(spread / (1 - 0.99**self._count)) + 1e-8)
            parts[name] -= np.float32(self._rate * share) * (whole + self._decay * parts[name])


def _linear_back(given: Array, states: Array, layer: Weights, name: str, found: Weights) -> Array:
    flat = given.reshape(-1, given.shape[-1])
    found[name] = flat.T @ states.reshape(-1, states.shape[-1])
    found[f"{name}.b"] = flat.sum(axis=0)
    made: Array = given @ layer[name]
    return made


def _norm(states: Array, layer: Weights, name: str) -> tuple[Array, tuple[Array, Array]]:
    apart = states - states.mean(axis=-1, keepdims=True)
    scale = 1 / np.sqrt((apart * apart).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
    even = apart * scale
    return even * layer[f"{name}.g"] + layer[f"{name}.b"], (even, scale)


def _norm_back(given: Array, kept: tuple[Array, Array], layer: Weights, name: str, found: Weights) -> Array:
    even, scale = kept
    axes = tuple(range(given.ndim - 1))
    found[f"{name}.g"], found[f"{name}.b"] = (given * even).sum(axis=axes), given.sum(axis=axes)
    rise = given * layer[f"{name}.g"]
    mean = rise.mean(axis=-1, keepdims=True)
    made: Array = scale * (rise - mean - even * (rise * even).mean(axis=-1, keepdims=True))
    return made


def _gelu(states: Array) -> tuple[Array, Array]:
    """Gaussian error linear units, and their slope; by the tanh form, near the exact one to 0.001."""
    inner = np.float32(0.7978846) * (states + np.float32(0.044715) * states * states * states)
    bent = np.tanh(inner)
    share = np.float32(0.5) * (1 + bent)
    rise = np.float32(0.7978846) * (1 + np.float32(0.134145) * states * states)
    return states * share, share + np.float32(0.5) * states * (1 - bent * bent) * rise
