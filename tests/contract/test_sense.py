"""A reader of sentences, the fake and the real one: what a draft may rely on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from server.core.drafting.sense import Reader, clauses
from server.models import packaged
from server.sense import encoder as encoders
from server.sense.encoder import Encoder
from server.sense.reader import SenseReader
from server.sense.weights import Array, read
from tests.support.house import models
from tests.support.sense import SaidReader

SAID = (
    "We can join this, provided that small ports get three more years.",
    "Thank you, Chair.",
    "Small harbours need another three years before we can join.",
    "We propose one list of laboratories that may test counterfeit tea.",
)


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.models)])
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    if request.param == "fake":
        yield SaidReader()
    else:
        yield SenseReader(models() / packaged.MINILM.folder)


def test_a_sentence_is_read_alike_in_whatever_order_and_company(reader: Reader) -> None:
    together = reader.read(SAID)
    backwards = reader.read([*reversed(SAID), SAID[0]])
    for each in SAID:
        assert backwards.read[each] == together.read[each]
        alone = reader.read([each])
        assert alone.vector(each) == pytest.approx(together.vector(each), abs=0.02)


def test_vectors_have_length_one_and_clauses_stand_in_their_sentence(reader: Reader) -> None:
    sense = reader.read(SAID)
    assert all(sense.vector(each) for each in (SAID[0], SAID[3]))  # a courtesy may have none
    for each in SAID:
        if not sense.vector(each):
            continue
        assert sense.likeness(each, each) == pytest.approx(1.0, abs=0.01)
        assert [(part.start, part.end) for part in sense.read[each].clauses] == list(clauses(each))
        assert all(0 <= likely <= 1 for likely in sense.acts(each).values())


def test_what_was_not_read_is_likely_nothing(reader: Reader) -> None:
    sense = reader.read([])
    assert not sense
    assert (sense.acts(SAID[0]), sense.vector(SAID[0]), sense.likeness(SAID[0], SAID[1])) == ({}, (), None)


@pytest.mark.models
def test_sentences_of_one_meaning_are_nearer_than_others() -> None:
    sense = SenseReader(models() / packaged.MINILM.folder).read(SAID)
    alike, other = sense.likeness(SAID[0], SAID[2]), sense.likeness(SAID[0], SAID[3])
    assert alike is not None
    assert other is not None
    assert alike > other + 0.2


@pytest.mark.models
def test_the_converted_encoder_computes_what_the_published_weights_say() -> None:
    folder = models() / packaged.MINILM.folder
    exact, small = Encoder(folder, compute="float32"), Encoder(folder)
    weights = read(folder / encoders.MODEL)
    expected = np.stack([_forward(exact.ids(each), weights) for each in SAID])
    assert exact.vectors(SAID) == pytest.approx(expected, abs=1e-4)
    assert (small.vectors(SAID) * expected).sum(axis=1).min() > 0.97  # int8


def _forward(ids: list[int], weights: dict[str, Array]) -> Array:
    """The mean of the last states of one sentence, of length one: BERT as its paper has it (arXiv 1810.04805)."""
    states = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.token_type_embeddings.weight"][0]
    states = _norm(states + weights["embeddings.position_embeddings.weight"][: len(ids)], weights, "embeddings")
    for layer in range(6):
        name = f"encoder.layer.{layer}."
        query, key, value = (
            _linear(states, weights, f"{name}attention.self.{each}").reshape(len(ids), 12, 32).swapaxes(0, 1)
            for each in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.sqrt(32)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = (scores / scores.sum(axis=-1, keepdims=True) @ value).swapaxes(0, 1).reshape(len(ids), 384)
        mixed = _linear(mixed, weights, f"{name}attention.output.dense")
        states = _norm(states + mixed, weights, f"{name}attention.output")
        inner = _linear(states, weights, f"{name}intermediate.dense")
        inner = _linear(inner * _normal(inner), weights, f"{name}output.dense")
        states = _norm(states + inner, weights, f"{name}output")
    return encoders.unit(states.mean(axis=0))


def _linear(states: Array, weights: dict[str, Array], name: str) -> Array:
    made: Array = states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return made


def _norm(states: Array, weights: dict[str, Array], name: str) -> Array:
    apart = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((apart**2).mean(axis=-1, keepdims=True) + 1e-12)
    made: Array = apart / spread * weights[f"{name}.LayerNorm.weight"] + weights[f"{name}.LayerNorm.bias"]
    return made


def _normal(states: Array) -> Array:
    """The share of a normal distribution below each value."""
    from math import erf

    made: Array = (1 + np.vectorize(erf)(states / np.sqrt(2))) / 2
    return made
