"""How the second reader is taught: a head on the encoder's fourth layer, and small changes of the last of these.

The head is a softmax over the classes of ``bench.acts``. A sentence counts by the probability of all classes that it
may be of; of a turn in which nobody wrote down which sentence does an act, the likeliest is taken to, anew each round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bench import tuning
from bench.acts import CLASSES, OTHERS, Labelled
from bench.tuning import WIDTH, Adam, Change, Weights
from server.sense.converted import LAYERS_TAUGHT as LAYERS
from server.sense.weights import Array

FIRST_TUNED = 2  # the layers before it stay as they are
ROUNDS = 4
BATCH = 24
RATE, HEAD_RATE, DECAY = 1.5e-3, 2e-3, 0.01
FIRST_STEPS, FIRST_RATE, FIRST_DECAY = 250, 0.02, 3e-4
# What is taught as itself is rare among sentences, and counts so many times.
COUNTS = 3.0
_SMOOTH = 0.03  # of each label is left to the other classes: labels are a person's, too
Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Taught:
    """A head ``(384, classes)`` with its bias, and the changes of the layers from FIRST_TUNED on."""

    head: Array
    bias: Array
    changes: list[Change]


class Lower:
    """Sentences as they leave the layers that stay as they are."""

    def __init__(self, weights: Mapping[str, Array], tokenizer: Tokenizer, longest: int = 72) -> None:
        self._weights, self._tokenizer = weights, tokenizer
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()
        self._layers = [tuning.of_layer(weights, at) for at in range(LAYERS)]
        self._kept: dict[str, NDArray[np.float16]] = {}

    @property
    def upper(self) -> list[Weights]:
        """The layers that are tuned, as published."""
        return self._layers[FIRST_TUNED:]

    def read(self, sentences: Sequence[str]) -> list[NDArray[np.float16]]:
        """For each its states ``(tokens, 384)``; what was read once is kept."""
        missing = sorted(set(sentences) - self._kept.keys())
        ids = {each: self._tokenizer.encode(each).ids for each in missing}
        for batch in batches([len(ids[each]) for each in missing], 64):
            states = tuning.embedded(self._weights, np.array([ids[missing[at]] for at in batch]))
            for layer in self._layers[:FIRST_TUNED]:
                states, _ = tuning.forward(states, layer)
            for row, at in enumerate(batch):
                self._kept[missing[at]] = states[row].astype(np.float16)
        return [self._kept[each] for each in sentences]


def teach(lower: Lower, labelled: Sequence[Labelled], seed: int = 1, tell: Callable[[str], None] = print) -> Taught:
    """Fit head and changes to the sentences; the same sentences and seed give the same. Minutes."""
    states = lower.read([each.text for each in labelled])
    lengths = [len(each) for each in states]
    layers = lower.upper
    changes = [Change.none(layer, seed + at) for at, layer in enumerate(layers)]
    may, counts = _may_be(labelled)
    turns = _turns(labelled)
    told = counts.copy()
    told[[at for places in turns.values() for at in places]] = 0.0
    head, bias = _first_head(_pooled(changes, layers, states), may, told)
    taught = Taught(head, bias, changes)
    random = np.random.default_rng(seed)
    whole = {"head": head, "bias": bias}
    steps, head_steps = [Adam(RATE, DECAY) for _ in layers], Adam(HEAD_RATE, DECAY)
    every = batches(lengths, BATCH)
    total, done = ROUNDS * len(every), 0
    for at_round in range(ROUNDS):
        now, weight = _settled(may, counts, labelled, turns, _of_turns(taught, layers, states, turns))
        loss = 0.0
        for place in random.permutation(len(every)):
            batch = every[int(place)]
            share = min(1.0, (done + 1) / (0.1 * total)) * (1 - done / total)
            done += 1
            loss += _step(taught, whole, layers, states, batch, now, weight, steps, head_steps, share)
        tell(f"round {at_round + 1}: {loss / weight.sum():.4f}")
    return taught


def probabilities(taught: Taught, layers: Sequence[Weights], states: Sequence[NDArray[np.float16]]) -> Array:
    """The probability of each class for each sentence, ``(sentences, classes)``."""
    return _softmax(_pooled(taught.changes, layers, states) @ taught.head + taught.bias)


def _pooled(changes: Sequence[Change], layers: Sequence[Weights], states: Sequence[NDArray[np.float16]]) -> Array:
    found = np.zeros((len(states), WIDTH), dtype=np.float32)
    applied = [change.applied(layer) for change, layer in zip(changes, layers, strict=True)]
    for batch in batches([len(each) for each in states], 64):
        made = np.stack([states[at] for at in batch]).astype(np.float32)
        for layer in applied:
            made, _ = tuning.forward(made, layer)
        found[batch] = made.mean(axis=1)
    return found


def batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Places of one length together, at most so many."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for at, length in enumerate(lengths):
        by_length[length].append(at)
    return [
        places[start : start + most] for _, places in sorted(by_length.items()) for start in range(0, len(places), most)
    ]


def _step(
    taught: Taught, whole: Weights, layers: Sequence[Weights], states: Sequence[NDArray[np.float16]],
    batch: Sequence[int], may: Mask, weight: Array, steps: Sequence[Adam], head_steps: Adam, share: float,
) -> float:  # fmt: skip
    made = np.stack([states[at] for at in batch]).astype(np.float32)
    applied = [change.applied(layer) for change, layer in zip(taught.changes, layers, strict=True)]
    kept = []
    for layer in applied:
        made, each = tuning.forward(made, layer)
        kept.append(each)
    pooled = made.mean(axis=1)
    likely = _softmax(pooled @ taught.head + taught.bias)
    wanted = _wanted(likely, may[batch])
    loss = -(wanted * np.log(likely + 1e-9)).sum(axis=1)
    rise = (likely - wanted) * weight[batch][:, None] / np.float32(BATCH)
    head = {"head": pooled.T @ rise, "bias": rise.sum(axis=0)}
    given = np.repeat((rise @ taught.head.T)[:, None, :] / made.shape[1], made.shape[1], axis=1).astype(np.float32)
    for at in range(len(layers) - 1, -1, -1):
        given, gradients = tuning.backward(given, kept[at], applied[at])
        steps[at].step(taught.changes[at].parts, taught.changes[at].gradients(gradients), share)
    head_steps.step(whole, head, share)
    return float((loss * weight[batch]).sum())


def _wanted(likely: Array, may: Mask) -> Array:
    """What a sentence's classes should be: as likely as they are among those that it may be of, nothing else."""
    within = likely * may
    within /= within.sum(axis=1, keepdims=True) + 1e-9
    made: Array = (1 - _SMOOTH) * within + _SMOOTH / may.shape[1]
    return made


def _may_be(labelled: Sequence[Labelled]) -> tuple[Mask, Array]:
    may = np.array([[name in each.classes for name in CLASSES] for each in labelled])
    others = frozenset(OTHERS)
    counts = np.array([1.0 if each.classes <= others else COUNTS for each in labelled], dtype=np.float32)
    return may, counts


def _turns(labelled: Sequence[Labelled]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(labelled):
        if each.turn:
            found[each.turn].append(at)
    return dict(found)


def _of_turns(
    taught: Taught, layers: Sequence[Weights], states: Sequence[NDArray[np.float16]], turns: Mapping[str, Sequence[int]]
) -> Array:
    """The probabilities of the sentences of open turns; of others noughts."""
    found = np.zeros((len(states), len(CLASSES)), dtype=np.float32)
    places = [at for each in turns.values() for at in each]
    if places:
        found[places] = probabilities(taught, layers, [states[at] for at in places])
    return found


def _settled(
    may: Mask, counts: Array, labelled: Sequence[Labelled], turns: Mapping[str, Sequence[int]], likely: Array
) -> tuple[Mask, Array]:
    """The labels with one sentence of each open turn taken to do its act: the likeliest."""
    now, weight = may.copy(), counts.copy()
    for places in turns.values():
        for name in sorted(labelled[places[0]].any_of):
            column = CLASSES.index(name)
            at = max(places, key=lambda each: (likely[each, column], -each))
            now[at] = now[at] & np.array([each not in OTHERS for each in CLASSES])
            now[at, column] = True
            weight[at] = COUNTS
    return now, weight


def _first_head(pooled: Array, may: Mask, counts: Array) -> tuple[Array, Array]:
    """A head for the encoder as published: a logistic regression on all sentences at once."""
    share = (may / may.sum(axis=1, keepdims=True) * counts[:, None]).sum(axis=0) / counts.sum()
    whole = {
        "head": np.zeros((WIDTH, len(CLASSES)), dtype=np.float32),
        "bias": np.log(share + 1e-3).astype(np.float32),
    }
    steps = Adam(FIRST_RATE)
    for at in range(FIRST_STEPS):
        likely = _softmax(pooled @ whole["head"] + whole["bias"])
        rise = (likely - _wanted(likely, may)) * (counts / counts.sum())[:, None]
        gradients = {"head": pooled.T @ rise + FIRST_DECAY * whole["head"], "bias": rise.sum(axis=0)}
        steps.step(whole, gradients, 1 - at / FIRST_STEPS)
    return whole["head"], whole["bias"]


def _softmax(scores: Array) -> Array:
    made = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Array = made / made.sum(axis=1, keepdims=True)
    return found
