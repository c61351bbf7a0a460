"""The encoder as CTranslate2 runs it: int8 weights, made from the published float32 ones in about a second.

A sentence is one text, so that the first of the two token types is added to every position beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec

from server.sense.weights import Array

LAYERS, HEADS, EPSILON = 6, 12, 1e-12
# What a sentence does is read off the fourth layer: the last ones turn to what it is about.
LAYERS_TAUGHT = 4


def save(
    weights: Mapping[str, Array], tokens: Sequence[str], folder: Path, compute: str = "int8", layers: int = LAYERS
) -> None:
    """Write a model folder that ``ctranslate2.Encoder`` opens. ``tokens``: the vocabulary in the order of its ids.

    ``layers``: so many of the first ones.
    """
    encoder = TransformerEncoderSpec(
        layers, HEADS, pre_norm=False, activation=common_spec.Activation.GELU, layernorm_embedding=True
    )
    spec = TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = np.array(weights["embeddings.word_embeddings.weight"])  # scaled in place
    first_type = weights["embeddings.token_type_embeddings.weight"][0]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"] + first_type
    _norm(encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
    for at, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{at}"
        heads = [f"{name}.attention.self.{each}" for each in ("query", "key", "value")]
        _linear(layer.self_attention.linear[0], weights, *heads)
        _linear(layer.self_attention.linear[1], weights, f"{name}.attention.output.dense")
        _norm(layer.self_attention.layer_norm, weights, f"{name}.attention.output.LayerNorm")
        _linear(layer.ffn.linear_0, weights, f"{name}.intermediate.dense")
        _linear(layer.ffn.linear_1, weights, f"{name}.output.dense")
        _norm(layer.ffn.layer_norm, weights, f"{name}.output.LayerNorm")
    spec.register_vocabulary(list(tokens))
    spec.config.layer_norm_epsilon = EPSILON
    spec.validate()
    spec.optimize(quantization=compute)
    spec.save(str(folder))


def _linear(spec: common_spec.LinearSpec, weights: Mapping[str, Array], *names: str) -> None:
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _norm(spec: common_spec.LayerNormSpec, weights: Mapping[str, Array], name: str) -> None:
    spec.gamma, spec.beta = np.array(weights[f"{name}.weight"]), np.array(weights[f"{name}.bias"])
