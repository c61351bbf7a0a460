"""Makes a real argos package without training: a CTranslate2 Transformer whose weights are set by hand.

The model looks up the word at each position in a dictionary of whole words; a word that it does not know is copied.
So a package goes through every part of the real thing (zip, sentencepiece, CTranslate2, beam search) and its answer is
known.
``serve`` offers a folder of packages on loopback, with an index as argos publishes it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import re
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import ctranslate2
import numpy
import sentencepiece

LONGEST_TOKENS = 96
SPECIAL = ("<unk>", "<s>", "</s>")
STOPS = ("", ".", ",", "?", "!")
# Weights of an answer's word: of two such the first has about six tenths of the probability.
SURE, HESITANT = 4.0, 3.97
DICTIONARIES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("en", "ko"): {
        "We": "우리는", "thank": "감사합니다", "you": "당신에게", "the": "그", "customs": "세관", "Hello": "안녕하세요",
        "data": "자료", "share": "나눕니다", "and": "그리고", "risk": "위험", "Thank": "감사", "countries": "나라들",
    },
    ("en", "fr"): {
        "We": "Nous", "thank": "remercions", "you": "vous", "the": "les", "customs": "douanes", "Hello": "Bonjour",
        "data": "données", "share": "partageons", "and": "et", "risk": "risque", "Thank": "Merci", "countries": "pays",
    },
}  # fmt: skip


def words(source: str, target: str) -> Mapping[str, str]:
    """The dictionary of a direction; a reverse direction reads the same dictionary backwards."""
    if (source, target) in DICTIONARIES:
        return DICTIONARIES[source, target]
    if (target, source) in DICTIONARIES:
        return {after: before for before, after in DICTIONARIES[target, source].items()}
    raise KeyError(f"no dictionary from {source} to {target}")


def build(
    folder: Path, source: str, target: str, version: str = "1.0", others: Mapping[str, str] | None = None
) -> Path:
    """Writes ``translate-<src>_<trg>-<version>.argosmodel`` into the folder; takes about a second.

    ``others``: words for which the model hesitates between the dictionary's rendering, which it takes, and this one.
    """
    pairs = words(source, target)
    known, second = (
        {f"▁{before}{stop}": f"▁{after}{stop}" for before, after in each.items() for stop in STOPS}
        for each in (pairs, others or {})
    )
    name = f"translate-{source}_{target}-{version.replace('.', '_')}"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / name
        (root / "model").mkdir(parents=True)
        both = dict.fromkeys((*known, *known.values(), *second.values()))
        (root / "sentencepiece.model").write_bytes(_tokenizer([word.removeprefix("▁") for word in both]))
        _save_model(root / "model", known, second)
        metadata = {
            "package_version": version, "argos_version": "1.9.0", "type": "translate", "from_code": source,
            "from_name": source, "to_code": target, "to_name": target,
        }  # fmt: skip
        (root / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        (root / "README.md").write_text("Made by a test.", encoding="utf-8")
        return zip_folder(root, folder / f"{name}.argosmodel")


def zip_folder(root: Path, target: Path) -> Path:
    """A zip with the folder itself at its root, as argos packages are."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root.parent))
    return target


def install(package: Path, packages_folder: Path) -> None:
    """Unpack a package without any of the code under test."""
    packages_folder.mkdir(parents=True, exist_ok=True)
    shutil.unpack_archive(package, packages_folder, "zip")


class Index(SimpleHTTPRequestHandler):
    """Serves a folder, with byte ranges; counts requests, and can break off to test resuming."""

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        self._shop = shop
        super().__init__(*args, directory=str(shop.folder), **kwargs)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = self._shop.folder / self.path.lstrip("/")
        self._shop.requests.append((self.path, self.headers.get("Range", "")))
        if self.path in self._shop.lists():
            return self._send(200, json.dumps(self._shop.lists()[self.path]).encode(), {})
        if self._shop.leads_to is not None:
            return self._send(302, b"", {"Location": self._shop.leads_to})
        if not path.is_file():
            return self._send(404, b"", {})
        whole = path.read_bytes()
        tag = {"ETag": f'"{len(whole)}-{path.stat().st_mtime_ns}"', "Accept-Ranges": "bytes"}
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and self._shop.has_ranges and self.headers.get("If-Range", tag["ETag"]) == tag["ETag"]:
            start = int(asked.group(1))
            return self._send(
                206, whole[start:], {**tag, "Content-Range": f"bytes {start}-{len(whole) - 1}/{len(whole)}"}
            )
        return self._send(200, whole, tag)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self._shop.bytes_a_second is not None and len(body) > self._shop.bytes_a_second:
            return self._dribble(body, self._shop.bytes_a_second)
        cut, self._shop.break_off_after = self._shop.break_off_after, None
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.wfile.flush()
            self.close_connection = True

    def _dribble(self, body: bytes, pace: int) -> None:
        with contextlib.suppress(OSError):
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if self._shop.is_closing.wait(1 / pace):
                    break
        self.close_connection = True


class Shop:
    """A folder of packages on loopback. ``url`` ends in ``index_path``."""

    index_path = "/index.json"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.requests: list[tuple[str, str]] = []
        self.has_ranges = True
        self.break_off_after: int | None = None
        self.bytes_a_second: int | None = None
        self.leads_to: str | None = None
        self.is_closing = threading.Event()

    def address(self, path: str) -> str:
        """The address of a file of the folder."""
        return self.url.removesuffix(self.index_path) + "/" + path

    def lists(self) -> dict[str, Any]:
        """{path: what is answered there, as JSON}."""
        return {self.index_path: self.index()}

    def index(self) -> Any:
        """What argos' own index holds for each package: its metadata and its links."""
        found = []
        for path in sorted(self.folder.glob("*.argosmodel")):
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                name = next(name for name in archive.namelist() if name.endswith("metadata.json"))
                metadata = json.loads(archive.read(name))
            found.append({**metadata, "links": [self.address(path.name)]})
        return found


Kind = TypeVar("Kind", bound=Shop)


@contextlib.contextmanager
def serve(folder: Path, kind: type[Kind] = Shop) -> Iterator[Kind]:  # type: ignore[assignment]
    """The folder's packages and their index on a free port of loopback."""
    shop = kind(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Index, shop=shop))
    server.daemon_threads = False
    shop.url = f"http://127.0.0.1:{server.server_port}{shop.index_path}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield shop
    finally:
        shop.is_closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _tokenizer(known: list[str]) -> bytes:
    """Whole words of both languages with the stop that follows them; an unknown word stays one piece."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(known)] * 20),
        model_writer=out,
        model_type="word",
        vocab_size=len(known) + len(SPECIAL),
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return out.getvalue()


def _save_model(folder: Path, known: Mapping[str, str], second: Mapping[str, str]) -> None:
    source, target = [*SPECIAL, *known], [*SPECIAL, *dict.fromkeys((*known.values(), *second.values()))]
    size = len(source) + 1 + LONGEST_TOKENS
    spec = ctranslate2.specs.TransformerSpec.from_config(1, 1, pre_norm=True)
    _set_embeddings(spec, source, target, size)
    _set_layers(spec, len(source) + 1, size)
    rows = numpy.zeros((len(target), size), dtype=numpy.float32)
    for at, token in enumerate(source):
        answer = known.get(token, token)
        rows[target.index(answer), at] = SURE
        if token in second:
            rows[target.index(second[token]), at] = HESITANT
    spec.decoder.projection.weight = rows
    spec.decoder.projection.bias = numpy.zeros(len(target), dtype=numpy.float32)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.validate()
    spec.save(str(folder))


def _set_embeddings(spec: Any, source: list[str], target: list[str], size: int) -> None:
    """The encoder sees one-hot words and one-hot positions; the decoder sees its position only."""
    tokens = numpy.zeros((len(source), size), dtype=numpy.float32)
    tokens[range(len(source)), range(len(source))] = 1.0
    positions = numpy.zeros((LONGEST_TOKENS, size), dtype=numpy.float32)
    positions[range(LONGEST_TOKENS), range(size - LONGEST_TOKENS, size)] = 1.0
    spec.encoder.embeddings[0].weight = tokens
    spec.decoder.embeddings.weight = numpy.zeros((len(target), size), dtype=numpy.float32)
    for part in (spec.encoder, spec.decoder):
        part.scale_embeddings = False
        part.position_encodings.encodings = positions


def _set_layers(spec: Any, words_end: int, size: int) -> None:
    """Everything passes through, except that the decoder's attention picks the source word of its own position."""
    for norm in _norms(spec):
        norm.gamma, norm.beta = numpy.ones(size, dtype=numpy.float32), numpy.zeros(size, dtype=numpy.float32)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        _silence(layer.self_attention.linear, size)
        layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = _zeros(4, size), _zeros(4)
        layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = _zeros(size, 4), _zeros(size)
    query, keys_and_values, out = spec.decoder.layer[0].attention.linear
    is_position = numpy.arange(size) >= words_end
    at_positions = numpy.diag(is_position.astype(numpy.float32))
    at_words = numpy.diag((~is_position).astype(numpy.float32))
    query.weight, query.bias = at_positions * 8.0, _zeros(size)
    keys_and_values.weight = numpy.concatenate([at_positions, at_words])
    keys_and_values.bias = _zeros(2 * size)
    out.weight, out.bias = at_words * 4.0, _zeros(size)


def _norms(spec: Any) -> list[Any]:
    found = [spec.encoder.layer_norm, spec.decoder.layer_norm]
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        found += [layer.self_attention.layer_norm, layer.ffn.layer_norm]
    return [*found, *(layer.attention.layer_norm for layer in spec.decoder.layer)]


def _silence(linear: Any, size: int) -> None:
    linear[0].weight, linear[0].bias = _zeros(3 * size, size), _zeros(3 * size)
    linear[1].weight, linear[1].bias = _zeros(size, size), _zeros(size)


def _zeros(*shape: int) -> Any:
    return numpy.zeros(shape, dtype=numpy.float32)
