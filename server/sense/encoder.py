"""Sentences become vectors: one forward pass of a small BERT on the processor, in int8."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from server.sense import converted
from server.sense.converted import LAYERS, LAYERS_TAUGHT
from server.sense.taught import Taught
from server.sense.weights import Array, read

MODEL, VOCABULARY = "model.safetensors", "tokenizer.json"
WIDTH = 384
# The encoder was taught on so many pieces of words; what is longer is a speech, not a sentence.
LONGEST = 128
_TOKENS_AT_ONCE = 1024


class Encoder:
    """One encoder of a process, loaded when it is made (about 200 MB, two seconds). One thread at a time; blocks."""

    def __init__(self, folder: Path, threads: int = 1, compute: str = "int8", taught: Taught | None = None) -> None:
        """``folder``: of the installed model; as it was ``taught``, or as it was published. Raises ModelDamaged."""
        weights = read(folder / MODEL)
        layers = LAYERS if taught is None else LAYERS_TAUGHT
        if taught is not None:
            weights = taught.applied(weights)
        self._tokenizer = Tokenizer.from_file(str(folder / VOCABULARY))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab()
        with tempfile.TemporaryDirectory() as scratch:
            converted.save(weights, sorted(vocabulary, key=vocabulary.__getitem__), Path(scratch), compute, layers)
            self._threads = threads
            self._model = ctranslate2.Encoder(scratch, compute_type=compute, inter_threads=threads, intra_threads=1)

    def ids(self, sentence: str) -> list[int]:
        """The pieces of words that a sentence is read as, those that open and close it included."""
        found: list[int] = self._tokenizer.encode(sentence).ids
        return found

    def states(self, sentences: Sequence[str]) -> Iterator[tuple[int, Array, list[tuple[int, int]]]]:
        """For each sentence, in no particular order: its place, the last states of its tokens, their characters.

        States are ``(tokens, 384)``; the tokens that open and close a sentence have no characters, (0, 0).
        """
        encoded = self._tokenizer.encode_batch(list(sentences))
        ids = [each.ids for each in encoded]
        batches = list(_batches(ids))
        with ThreadPoolExecutor(self._threads) as pool:
            made = pool.map(lambda places: self._passed([ids[at] for at in places]), batches)
            for places, found in zip(batches, made, strict=True):
                for row, at in enumerate(places):
                    yield at, found[row, : len(ids[at])], encoded[at].offsets

    def _passed(self, ids: Sequence[Sequence[int]]) -> Array:
        """The states of a batch, ``(sentences, tokens, 384)``. Any thread."""
        dense = np.zeros((len(ids), max(map(len, ids))), dtype=np.int32)
        for row, each in enumerate(ids):
            dense[row, : len(each)] = each
        lengths = np.array([len(each) for each in ids], dtype=np.int32)
        view = ctranslate2.StorageView.from_array
        found: Array = np.array(self._model.forward_batch(view(dense), view(lengths)).last_hidden_state)
        return found

    def vectors(self, sentences: Sequence[str]) -> Array:
        """The mean of each sentence's states, of length one: ``(sentences, 384)``."""
        found = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        for at, states, _ in self.states(sentences):
            found[at] = states.mean(axis=0)
        return unit(found)


def unit(vectors: Array) -> Array:
    """The same, each of length one; what is all noughts stays so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    made: Array = vectors / np.maximum(lengths, 1e-12)
    return made


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places by length, in batches of so many tokens: sentences of one length need no padding.

    The same sentences make the same batches, whatever their order.
    """
    order = sorted(range(len(ids)), key=lambda at: (len(ids[at]), list(ids[at])))
    batch: list[int] = []
    for at in order:
        if batch and (len(batch) + 1) * len(ids[at]) > _TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
