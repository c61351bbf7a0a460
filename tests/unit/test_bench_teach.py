"""Teaching the second reader: which sentence carries a label, gradients worked out by hand, the same each time."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bench import teach as command
from bench import tuning
from bench.acts import CLASSES, OTHERS, Labelled, labelled, of_roundtable
from bench.roundtables import Roundtable
from bench.teaching import batches, probabilities, teach
from bench.tuning import MATRICES, WIDTH, Weights

SETS = Path(command.__file__).with_name("sets")
SHAPES = {"qkv": (3 * WIDTH, WIDTH), "out": (WIDTH, WIDTH), "inner": (4 * WIDTH, WIDTH), "outer": (WIDTH, 4 * WIDTH)}


def layer(seed: int, dtype: type = np.float32) -> Weights:
    """A layer of small random weights."""
    random = np.random.default_rng(seed)
    made = {name: random.standard_normal(shape) * 0.05 for name, shape in SHAPES.items()}
    made |= {f"{name}.b": random.standard_normal(shape[0]) * 0.05 for name, shape in SHAPES.items()}
    made |= {f"{name}.g": 1 + random.standard_normal(WIDTH) * 0.05 for name in ("first", "second")}
    made |= {f"{name}.b": random.standard_normal(WIDTH) * 0.05 for name in ("first", "second")}
    return {name: part.astype(dtype) for name, part in made.items()}


class Lower:
    """Sentences as random states by their words, and two random layers to tune."""

    def __init__(self) -> None:
        self.upper = [layer(1), layer(2)]

    def read(self, sentences: list[str]) -> list[NDArray[np.float16]]:
        return [np.stack([self._state(word) for word in each.split()]) for each in sentences]

    def _state(self, word: str) -> NDArray[np.float16]:
        return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(WIDTH).astype(np.float16)


def test_gradients_are_those_of_small_steps() -> None:
    weights, random = layer(3, np.float64), np.random.default_rng(4)
    states, wanted = random.standard_normal((2, 5, WIDTH)), random.standard_normal((2, 5, WIDTH))
    _, kept = tuning.forward(states, weights)
    rise, found = tuning.backward(wanted, kept, weights)
    for name in (*MATRICES, "qkv.b", "inner.b", "first.g", "second.b"):
        place = tuple(int(random.integers(0, size)) for size in weights[name].shape)
        assert found[name][place] == pytest.approx(_slope(states, weights, name, place, wanted), rel=1e-3, abs=1e-5)
    step = np.zeros_like(states)
    step[1, 2, 7] = 1e-5
    up, down = (float((tuning.forward(states + each, weights)[0] * wanted).sum()) for each in (step, -step))
    assert rise[1, 2, 7] == pytest.approx((up - down) / 2e-5, rel=1e-3, abs=1e-5)


def _slope(states: NDArray, weights: Weights, name: str, place: tuple[int, ...], wanted: NDArray) -> float:  # type: ignore[type-arg]
    found = []
    for step in (1e-5, -1e-5):
        moved = {**weights, name: weights[name].copy()}
        moved[name][place] += step
        found.append(float((tuning.forward(states, moved)[0] * wanted).sum()))
    return (found[0] - found[1]) / 2e-5


def test_what_is_taught_is_told_apart_and_the_same_each_time() -> None:
    said = [(f"{act} word{at} and more", act) for act in ("support", "object") for at in range(12)]
    sentences = [Labelled(text, frozenset({act}), "a", "bank") for text, act in said]
    lower = Lower()
    first, second = (teach(lower, sentences, tell=lambda _: None) for _ in range(2))  # type: ignore[arg-type]
    likely = probabilities(first, lower.upper, lower.read([each.text for each in sentences]))
    assert [CLASSES[at] for at in likely.argmax(axis=1)] == [act for _, act in said]
    assert np.array_equal(first.head, second.head)


def test_a_label_goes_to_the_sentence_with_its_words_and_else_to_some_sentence_of_the_turn() -> None:
    text = "The sea is wide. We need three more years. Good morning to you."
    record = {"id": "a1", "lang": "en", "delegation": "NO", "text": text}
    gold = {"reservations": [{"segments": ["a1"], "by": "NO", "kind": "reserve", "text": "need three more years"}]}
    found = list(of_roundtable(Roundtable("x", ({"roundtable": "x"}, record), gold), "author"))
    assert [each.classes for each in found] == [frozenset(OTHERS), {"reserve"}, frozenset(OTHERS)]
    gold = {"proposals": [{"segments": ["a1"], "by": "NO", "theme": "sea"}]}
    found = list(of_roundtable(Roundtable("x", ({"roundtable": "x"}, record), gold), "author"))
    assert {each.any_of for each in found} == {frozenset({"proposal"})}
    assert len({each.turn for each in found}) == 1


def test_nobody_is_taught_on_the_roundtables_that_judge() -> None:
    assert {"held_out", "unseen"}.isdisjoint(command.AUTHORS)
    assert len(labelled(SETS / "roundtables", SETS / "acts", command.AUTHORS)) > 5000


def test_a_batch_holds_sentences_of_one_length() -> None:
    lengths = [3, 5, 3, 3, 5]
    assert batches(lengths, 2) == [[0, 2], [3], [1, 4]]
