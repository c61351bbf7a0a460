"""A translation model of real size whose answers are known: a CTranslate2 Transformer, made and not trained.

Its dimensions are those of the "base" Transformer (arXiv 1706.03762), which argos packages have: 512 wide, 8 heads, 6
and 6 layers, 2048 in the feed-forward parts, 32,000 words, int8. One attention finds the source word at the own place
by a code of the position, the projection turns the word's code into its translation; every other weight is small and
drawn at random, so all of the arithmetic of a trained model is done, and the answer is decisive all the same.
"""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import numpy

WIDTH, HEADS, LAYERS, INNER = 512, 8, 6, 2048
HEAD = WIDTH // HEADS
POSITION = 64  # the last so many dimensions hold the code of the position, all others that of the word
WORD = WIDTH - POSITION
LONGEST_TOKENS = 200
WORDS = 32_000
SPECIAL = ("<unk>", "<s>", "</s>")
NOISE = 0.01  # of the random weights: two layers of it do not outweigh a code
# How sharply a place is found, how loud the word is beside its place, how decisive the projection is.
SHARPNESS, LOUDNESS, DECISION = 3.0, 3.0, 0.05
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]

Array = Any


def words(count: int = WORDS) -> list[str]:
    """Made-up words of two to four syllables, all different, always the same."""
    chance, found = random.Random("words"), dict[str, None]()
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(found)


def answers(known: list[str]) -> dict[str, str]:
    """What each word is translated to: another of the same list."""
    return dict(zip(known, [*known[1:], known[0]], strict=True))


def sentences(known: list[str], count: int, least: int = 4, most: int = 45) -> list[str]:
    """Made-up sentences of so many words; news has 25 tokens a sentence."""
    chance = random.Random("sentences")
    return [" ".join(chance.choices(known, k=chance.randint(least, most))) for _ in range(count)]


def build(folder: Path, source: str = "en", target: str = "ko", *, ends: bool = True) -> Path:
    """An unpacked argos package in the folder, 96 MB; takes three seconds and 600 MB.

    One that never ``ends`` a sentence goes on as a loop does, up to the bound of whoever runs it.
    """
    root, known = folder / f"argos-{source}-{target}", words()
    (root / "model").mkdir(parents=True)
    (root / "sentencepiece.model").write_bytes(_tokenizer(known))
    metadata = {
        "package_version": "1.0", "argos_version": "1.9.0", "type": "translate", "from_code": source,
        "from_name": source, "to_code": target, "to_name": target,
    }  # fmt: skip
    (root / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    _save(root / "model", known, ends)
    return root


def _tokenizer(known: list[str]) -> bytes:
    """Whole words."""
    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(" ".join(known[at : at + 100]) for at in range(0, len(known), 100)),
        model_writer=out,
        model_type="word",
        vocab_size=len(known) + len(SPECIAL),
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return out.getvalue()


def _save(folder: Path, known: list[str], ends: bool) -> None:
    import ctranslate2

    chance = numpy.random.default_rng(1)
    vocabulary = [*SPECIAL, *(f"▁{word}" for word in known)]
    codes = chance.choice(numpy.array([-1.0, 1.0], numpy.float32), (len(vocabulary), WORD))
    spec = ctranslate2.specs.TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    _set_embeddings(spec, codes, chance)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        _draw(layer.self_attention.linear, [(3 * WIDTH, WIDTH), (WIDTH, WIDTH)], chance)
        _draw([layer.ffn.linear_0, layer.ffn.linear_1], [(INNER, WIDTH), (WIDTH, INNER)], chance)
    for layer in spec.decoder.layer:
        _draw(layer.attention.linear, [(WIDTH, WIDTH), (2 * WIDTH, WIDTH), (WIDTH, WIDTH)], chance)
    _set_look_up(spec.decoder.layer[0].attention.linear)
    for norm in _norms(spec):
        norm.gamma, norm.beta = numpy.ones(WIDTH, numpy.float32), numpy.zeros(WIDTH, numpy.float32)
    translated = answers(known)
    to = [*SPECIAL, *(f"▁{translated[word]}" for word in known)]
    at = {token: number for number, token in enumerate(vocabulary)}
    projection = numpy.zeros((len(vocabulary), WIDTH), numpy.float32)
    projection[[at[token] for token in to], :WORD] = DECISION * codes
    projection[at["</s>"]] *= 1.0 if ends else -1.0
    spec.decoder.projection.weight = projection
    spec.decoder.projection.bias = numpy.zeros(len(vocabulary), numpy.float32)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _set_embeddings(spec: Any, codes: Array, chance: Any) -> None:
    """The encoder sees words and places; the decoder sees its place only."""
    tokens = numpy.zeros((len(codes), WIDTH), numpy.float32)
    tokens[:, :WORD] = codes
    places = numpy.zeros((LONGEST_TOKENS, WIDTH), numpy.float32)
    places[:, WORD:] = chance.choice([-1.0, 1.0], (LONGEST_TOKENS, POSITION))
    spec.encoder.embeddings[0].weight = tokens
    spec.decoder.embeddings.weight = numpy.zeros_like(tokens)
    for part in (spec.encoder, spec.decoder):
        part.scale_embeddings = False
        part.position_encodings.encodings = places


def _set_look_up(linear: Any) -> None:
    """Every head finds the own place and carries an eighth of the word that stands there."""
    query, keys, values, out = (numpy.zeros((WIDTH, WIDTH), numpy.float32) for _ in range(4))
    share = WORD // HEADS
    for head in range(HEADS):
        rows = numpy.arange(head * HEAD, (head + 1) * HEAD)
        query[rows, WORD + numpy.arange(HEAD)] = SHARPNESS
        keys[rows, WORD + numpy.arange(HEAD)] = 1.0
        mine = numpy.arange(head * share, (head + 1) * share)
        values[rows[:share], mine] = 1.0
        out[mine, rows[:share]] = LOUDNESS
    for layer, weight in zip(linear, (query, numpy.concatenate([keys, values]), out), strict=True):
        layer.weight, layer.bias = weight, numpy.zeros(len(weight), numpy.float32)


def _draw(layers: Any, shapes: list[tuple[int, int]], chance: Any) -> None:
    for layer, shape in zip(layers, shapes, strict=True):
        layer.weight = (NOISE * chance.standard_normal(shape)).astype(numpy.float32)
        layer.bias = numpy.zeros(shape[0], numpy.float32)


def _norms(spec: Any) -> list[Any]:
    found = [spec.encoder.layer_norm, spec.decoder.layer_norm]
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        found += [layer.self_attention.layer_norm, layer.ffn.layer_norm]
    return [*found, *(layer.attention.layer_norm for layer in spec.decoder.layer)]
