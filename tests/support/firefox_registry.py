"""Offers Firefox models on loopback as Mozilla's two lists do: Remote Settings records (zstd), the registry (gzip).

``build`` makes up the files of a direction, or packs real ones. Zstandard files are made of raw blocks: whole and
valid, without a compressor, which Python 3.11 lacks.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.argos_package import Shop

BLOCK_BYTES = 128 << 10
_ROLES = {"lex": "lexicalShortlist", "srcvocab": "srcVocab", "trgvocab": "trgVocab"}


def made_up(pair: str = "enko", vocabularies: tuple[str, ...] = ("vocab",)) -> dict[str, bytes]:
    """{name: content} of a direction; the engine would refuse them."""
    chance = random.Random(pair)
    names = {f"model.{pair}.intgemm.alphas.bin": 150_000, f"lex.50.50.{pair}.s2t.bin": 3_000}
    names |= {f"{each}.{pair}.spm": 2_000 for each in vocabularies}
    return {name: chance.randbytes(size) for name, size in names.items()}


def zstd(body: bytes) -> bytes:
    """A Zstandard file of raw blocks (RFC 8878)."""
    out = b"\x28\xb5\x2f\xfd\xa0" + len(body).to_bytes(4, "little")
    parts = [body[at : at + BLOCK_BYTES] for at in range(0, len(body), BLOCK_BYTES)] or [b""]
    for number, part in enumerate(parts):
        out += (len(part) << 3 | (number == len(parts) - 1)).to_bytes(3, "little") + part
    return out


def bomb(size_bytes: int) -> bytes:
    """A small Zstandard file that becomes a large one: one byte, repeated."""
    blocks = size_bytes // BLOCK_BYTES
    repeated = [
        (BLOCK_BYTES << 3 | 1 << 1 | (number == blocks - 1)).to_bytes(3, "little") + b"\0" for number in range(blocks)
    ]
    return b"\x28\xb5\x2f\xfd\xe0" + (blocks * BLOCK_BYTES).to_bytes(8, "little") + b"".join(repeated)


class Records(Shop):
    """Remote Settings: the records, and the root answer that says where attachments lie."""

    index_path = "/v1/buckets/main/collections/translations-models-v2/records"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.rows: list[dict[str, Any]] = []

    def build(self, source: str, target: str, files: Mapping[str, bytes], version: str = "3.0", **more: Any) -> None:
        """Offer the files of a direction."""
        for name, body in files.items():
            packed, identity = zstd(body), uuid.UUID(bytes=hashlib.sha256(version.encode() + body).digest()[:16])
            location = f"main-workspace/translations-models-v2/{identity}.zst"
            (self.folder / location).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / location).write_bytes(packed)
            self.rows.append({
                "name": name, "sourceLanguage": source, "targetLanguage": target, "version": version,
                "fileType": name.split(".")[0], "architecture": "base-memory", "filter_expression": "",
                "decompressedHash": hashlib.sha256(body).hexdigest(), "decompressedSize": len(body),
                "attachment": {"location": location, "filename": f"{name}.zst", "size": len(packed),
                               "hash": hashlib.sha256(packed).hexdigest(), "mimetype": "application/zstd"},
                **more,
            })  # fmt: skip

    def index(self) -> Any:
        return {"data": self.rows}

    def lists(self) -> dict[str, Any]:
        root = {"capabilities": {"attachments": {"base_url": self.address("")}}}
        return {self.index_path: self.index(), "/v1/": root}


class Registry(Shop):
    """The model registry: candidates of each direction, gzip."""

    index_path = "/db/models.json"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.models: dict[str, list[dict[str, Any]]] = {}

    def build(self, source: str, target: str, files: Mapping[str, bytes], run: str = "spring_abc", **more: Any) -> None:
        """Offer the files of a direction."""
        listed: dict[str, dict[str, Any]] = {}
        for name, body in files.items():
            path = f"models/{source}-{target}/{run}/exported/{name}.gz"
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(gzip.compress(body, mtime=0))
            role = name.split(".")[0]
            hashes = {"uncompressedHash": hashlib.sha256(body).hexdigest()} if role == "model" else {}
            listed[_ROLES.get(role, role)] = {"path": path, "uncompressedSize": len(body), **hashes}
        candidate = {"architecture": "base-memory", "releaseStatus": "Release", "files": listed, **more}
        self.models.setdefault(f"{source}-{target}", []).append(candidate)

    def index(self) -> Any:
        return {"baseUrl": self.address("").rstrip("/"), "generated": "2026-01-01T00:00:00Z", "models": self.models}
