"""What the Firefox model registry offers, read from its list; the files are fetched and judged elsewhere.

Two lists are read, told apart by their shape; both were worked out from Mozilla's public tools and from programs that
read them (fxtranslate among them), not from a document of Mozilla's, and not against the live servers:

- Remote Settings records (``{"data": [...]}``), one a file: ``sourceLanguage`` and ``targetLanguage`` (``fromLang`` and
  ``toLang`` in the first collection), ``fileType`` (model, lex, vocab or srcvocab and trgvocab), ``version``,
  ``architecture``, ``filter_expression`` (given: for some Firefox channels only), ``attachment`` with ``location``,
  ``filename``, ``size`` and ``hash`` (SHA-256), and where the attachment is packed ``decompressedHash``. The address of
  the attachments stands in the server's root answer: ``capabilities.attachments.base_url``.
- the model registry (``{"baseUrl", "models": {"en-ko": [...]}}``): candidates with ``architecture``, ``releaseStatus``
  and ``files``, each with a ``path``, gzip, and mostly for the model alone ``uncompressedHash``.

From a mirror the files are fetched beside its list (the registry's ``db/models.json``: from the folder above ``db``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from translation import download
from translation.errors import DownloadFailed, PackageRefused
from translation.languages import LANGUAGES
from translation.packing import bare
from translation.port import Pair

INDEX_URL = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
# What the registry calls simplified Chinese; the traditional script is another language to it, and none to us.
_CODES = {"zh-hans": "zh", "zh_hans": "zh"}
_ARCHITECTURES = ("tiny", "base", "base-memory")  # from the least to the best for a machine without a GPU
_ROLES = {
    **{role: role for role in ("model", "lex", "vocab", "srcvocab", "trgvocab")},
    **{"lexicalShortlist": "lex", "srcVocab": "srcvocab", "trgVocab": "trgvocab"},
}
_NAMES = {
    "model": re.compile(r"model\.[A-Za-z0-9][A-Za-z0-9._-]*\.bin"),
    "lex": re.compile(r"lex\.[A-Za-z0-9][A-Za-z0-9._-]*\.bin"),
    **{role: re.compile(rf"{role}\.[A-Za-z0-9][A-Za-z0-9._-]*\.spm") for role in ("vocab", "srcvocab", "trgvocab")},
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LOCATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]*")


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is offered: hashes are SHA-256 or empty, of what is fetched and of what is in it."""

    role: str
    name: str
    location: str
    packed_sha256: str
    bare_sha256: str
    size_bytes: int | None

    @property
    def packed_name(self) -> str:
        """Its own name with the suffix that says how it is packed; in its address it may be called otherwise."""
        return self.name + self.location.removeprefix(bare(self.location))


@dataclass(frozen=True, slots=True)
class Model:
    """One direction; ``base_url`` is where the locations of its files begin."""

    source: str
    target: str
    version: str
    base_url: str
    files: tuple[File, ...]

    @property
    def size_bytes(self) -> int | None:
        """Of what has to be fetched; None where the list does not say."""
        sizes = [file.size_bytes for file in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)

    def address(self, file: File) -> str:
        """Where the file is fetched."""
        return urljoin(self.base_url, file.location)


def models(index_url: str, timeout_s: float) -> dict[Pair, Model]:
    """The best whole model of each direction between languages that are known here. Raises DownloadFailed."""
    body = download.read(index_url, timeout_s=timeout_s)
    try:
        found = json.loads(body)
        if "models" in found:
            candidates = _of_registry(found["models"], _beside(index_url, str(found.get("baseUrl", ""))))
        else:
            candidates = _of_records(found["data"], _attachments(index_url, timeout_s))
        ranked = sorted(candidates, key=lambda each: each[0])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DownloadFailed(f"{index_url} is not a list of Firefox models: {error}") from error
    return {(model.source, model.target): model for _, model in ranked if is_whole({file.role for file in model.files})}


def is_whole(roles: Iterable[str]) -> bool:
    """Whether these files make a model: its weights, and one vocabulary or two."""
    there = set(roles)
    return "model" in there and ("vocab" in there or {"srcvocab", "trgvocab"} <= there)


def role_of(name: str) -> str | None:
    """What a file is by its bare name; None for what does not belong to a model."""
    return next((role for role, pattern in _NAMES.items() if pattern.fullmatch(name)), None)


def check(model: Model) -> None:
    """Refuse names and addresses that lead elsewhere, and a model whose hash nobody gives. Raises PackageRefused."""
    for file in model.files:
        is_plain = _LOCATION.fullmatch(file.location) and not {"", ".", ".."} & set(file.location.split("/"))
        if not is_plain or role_of(file.name) != file.role:
            raise PackageRefused(f"the registry lists {file.name!r} at {file.location!r}: that is no file of a model")
        hashes = [each for each in (file.packed_sha256, file.bare_sha256) if each]
        if not all(_SHA256.fullmatch(each) for each in hashes) or (file.role == "model" and not hashes):
            raise PackageRefused(f"the registry gives no sha256 for {file.name}")


def _of_records(rows: list[Mapping[str, Any]], base_url: str) -> Iterable[tuple[Any, Model]]:
    sets: dict[tuple[str, str, str, str], dict[str, File]] = {}
    for row in rows:
        source = _code(row.get("sourceLanguage") or row.get("fromLang"))
        target = _code(row.get("targetLanguage") or row.get("toLang"))
        version, role = str(row.get("version", "")), _ROLES.get(str(row.get("fileType")))
        is_stable = re.fullmatch(r"\d+(\.\d+)*", version) is not None
        if not (source and target and role and is_stable and row.get("attachment")) or row.get("filter_expression"):
            continue
        given, name = row["attachment"], str(row.get("name", ""))
        location, packed = str(given["location"]), str(given["hash"]).lower()
        is_packed = bare(location) != location
        unpacked = str(row.get("decompressedHash") or "").lower() if is_packed else packed
        sets.setdefault((source, target, version, str(row.get("architecture") or "")), {}).setdefault(
            role, File(role, bare(name), location, packed, unpacked, int(given["size"]))
        )
    for (source, target, version, architecture), files in sets.items():
        numbers = tuple(int(part) for part in version.split("."))
        yield (numbers, _rank(architecture)), Model(source, target, version, base_url, _ordered(files.values()))


def _of_registry(pairs: Mapping[str, list[Mapping[str, Any]]], base_url: str) -> Iterable[tuple[Any, Model]]:
    for name, candidates in pairs.items():
        source, _, target = (_code(part) if part != "-" else part for part in name.partition("-"))
        for each in candidates:
            status = str(each.get("releaseStatus") or "")
            if not (source and target and status.startswith("Release")):
                continue
            files = [
                File(role, bare(str(given["path"]).rsplit("/", 1)[-1]), str(given["path"]), "",
                     str(given.get("uncompressedHash") or "").lower(), None)
                for key, given in each["files"].items()
                if given and (role := _ROLES.get(key))
            ]  # fmt: skip
            architecture = str(each.get("architecture") or "")
            version = str(each.get("version") or next((part for part in _folders(files) if "_" in part), ""))
            is_for_phones = "Android" in status
            yield (not is_for_phones, _rank(architecture)), Model(source, target, version, base_url, _ordered(files))


def _folders(files: list[File]) -> list[str]:
    """The folders of a model's path; that of its training run stands for a version, which the registry has not."""
    return next((file.location.split("/")[:-1] for file in files if file.role == "model"), [])


def _ordered(files: Iterable[File]) -> tuple[File, ...]:
    """The model last: what breaks off then is resumed, and the small files are not fetched for nothing."""
    return tuple(sorted(files, key=lambda file: (file.role == "model", file.role)))


def _rank(architecture: str) -> int:
    return _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else -1


def _code(given: object) -> str:
    """Our code of a language; empty for one that is not known here."""
    code = str(given or "").lower()
    code = _CODES.get(code, code)
    return code if code in LANGUAGES else ""


def _beside(index_url: str, base_url: str) -> str:
    """The registry's own ``baseUrl`` where the list comes from there; a mirror's files lie under the mirror."""
    if base_url and index_url.startswith(f"{base_url.rstrip('/')}/"):
        return f"{base_url.rstrip('/')}/"
    return urljoin(index_url, "../" if urlsplit(index_url).path.endswith("/db/models.json") else ".")


def _attachments(index_url: str, timeout_s: float) -> str:
    """Where attachments lie, by the server's word; beside the list where it is no Remote Settings server."""
    root, marker, _ = index_url.partition("/v1/buckets/")
    if not marker:
        return urljoin(index_url, ".")
    told = json.loads(download.read(f"{root}/v1/", timeout_s=timeout_s))
    return f"{str(told['capabilities']['attachments']['base_url']).rstrip('/')}/"
