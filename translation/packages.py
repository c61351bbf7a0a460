"""The argos packages of a models folder: listed, fetched from an index, verified, removed.

Names are ``argos-<source>-<target>``. The index is argos' own (a JSON list of packages with their links) or any other
of its shape. Engines see a change after ``Translator.refresh``.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translation import archive, download
from translation.errors import DownloadFailed, ModelDamaged, ModelMissing, PackageRefused
from translation.languages import LANGUAGES
from translation.port import Pair

INDEX_URL = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
RECEIPT = "receipt.json"
_NAME = re.compile(r"argos-([a-z]{2,3})-([a-z]{2,3})")
_NEEDED = ("metadata.json", "model/model.bin")
_TOKENIZERS = ("sentencepiece.model", "bpe.model")


@dataclass(frozen=True, slots=True)
class Offer:
    """One package of an index; ``sha256`` where the index gives one."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    sha256: str | None

    @property
    def name(self) -> str:
        return f"argos-{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Installed:
    """One package that is there; ``size_bytes`` of all its files."""

    name: str
    source: str
    target: str
    version: str
    size_bytes: int
    folder: Path


class Packages:
    """The argos packages in ``models/argos``. One process may change them at a time; every call may block."""

    def __init__(self, models: Path, index_url: str = INDEX_URL, timeout_s: float = download.TIMEOUT_S) -> None:
        self._folder = models / "argos"
        self._index_url = index_url
        self._timeout_s = timeout_s

    def installed(self) -> list[Installed]:
        """What is installed, by name; folders that are no whole package are left out."""
        paths = sorted(self._folder.glob("[!.]*")) if self._folder.is_dir() else []
        return sorted((found for path in paths if (found := _installed(path))), key=lambda each: each.name)

    def offers(self) -> list[Offer]:
        """What the index offers between languages that Roundtable knows, newest version of each.

        Raises DownloadFailed.
        """
        body = download.read(self._index_url, timeout_s=self._timeout_s)
        try:
            rows = json.loads(body)
            found = [offer for row in rows if (offer := _offer(row))]
        except (ValueError, TypeError, AttributeError) as error:
            raise DownloadFailed(f"{self._index_url} is not an index of argos packages: {error}") from error
        newest: dict[str, Offer] = {}
        for offer in sorted(found, key=lambda each: _version(each.version)):
            newest[offer.name] = offer
        return sorted(newest.values(), key=lambda each: each.name)

    def install(self, name: str, progress: download.Progress | None = None) -> Installed:
        """Fetch, check and put in place; nothing is fetched when it is there and whole.

        Raises ModelMissing (no such name, or not in the index), DownloadFailed, PackageRefused.
        """
        pair = parse(name)
        there = self._find(name)
        if there is not None:
            self.verify(name)
            return there
        offer = next((each for each in self.offers() if each.name == name), None)
        if offer is None:
            raise ModelMissing(f"the index {self._index_url} has no package {name}", model=name)
        fetched = self._folder / ".fetched" / f"{name}-{offer.version.replace('/', '_')}.argosmodel"
        digest = self._fetch(offer, fetched, progress)
        try:
            return self._put_in_place(fetched, pair, {"name": name, "version": offer.version, "sha256": digest})
        finally:
            fetched.unlink(missing_ok=True)

    def install_file(self, path: Path, pair: Pair) -> Installed:
        """Put a package in place that came by another way (a memory stick). Raises PackageRefused."""
        name = f"argos-{pair[0]}-{pair[1]}"
        return self._put_in_place(path, pair, {"name": name, "version": "", "sha256": download.digest(path)})

    def verify(self, name: str) -> None:
        """Read every byte and compare with the receipt of the installation. Raises ModelMissing, ModelDamaged."""
        folder = self._require(name).folder
        try:
            files: dict[str, str] = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelDamaged(f"{name} has no receipt: {_again(name)}", model=name) from error
        for relative, expected in files.items():
            path = folder / relative
            found = download.digest(path) if path.is_file() else "no file"
            if found != expected:
                what = f"expected sha256 {expected[:16]}..., found {found[:16]}"
                raise ModelDamaged(f"{name}: {relative} is damaged, {what}: {_again(name)}", model=name)

    def remove(self, name: str) -> None:
        """Delete a package, whole or not. Raises ModelMissing."""
        there = self._find(name)
        folders = [there.folder] if there else [path for path in [self._folder / name] if path.is_dir()]
        if not folders:
            raise ModelMissing(f"{name} is not installed", model=name)
        for folder in folders:
            shutil.rmtree(folder)

    def _find(self, name: str) -> Installed | None:
        return next((each for each in self.installed() if each.name == name), None)

    def _require(self, name: str) -> Installed:
        found = self._find(name)
        if found is None:
            raise ModelMissing(f"{name} is not installed: flask --app server models install {name}", model=name)
        return found

    def _fetch(self, offer: Offer, target: Path, progress: download.Progress | None) -> str:
        """From the first link that answers."""
        problem: DownloadFailed | None = None
        for link in offer.links:
            try:
                return download.fetch(link, target, sha256=offer.sha256, timeout_s=self._timeout_s, progress=progress)
            except DownloadFailed as error:
                problem = error
        raise problem or DownloadFailed(f"the index has no http link for {offer.name}")

    def _put_in_place(self, fetched: Path, pair: Pair, receipt: dict[str, Any]) -> Installed:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".unpacked-") as scratch:
            root = archive.unpack(fetched, Path(scratch) / "package")
            _check_package(root, pair, fetched.name)
            files = {path.relative_to(root).as_posix(): download.digest(path) for path in _files(root)}
            (root / RECEIPT).write_text(json.dumps({**receipt, "files": files}, indent=1), encoding="utf-8")
            target = self._folder / receipt["name"]
            shutil.rmtree(target, ignore_errors=True)
            root.replace(target)
        return self._require(receipt["name"])


def parse(name: str) -> Pair:
    """The direction of a package's name. Raises ModelMissing, which says what names look like."""
    named = _NAME.fullmatch(name)
    if named is None or not set(named.groups()) <= set(LANGUAGES):
        raise ModelMissing(f"no model is called {name!r}; argos packages are called like argos-en-ko", model=name)
    return named.group(1), named.group(2)


def names_for(codes: Iterable[str], hub: str = "en") -> list[str]:
    """The packages that connect these languages through the hub, both ways."""
    return [name for code in codes if code != hub for name in (f"argos-{hub}-{code}", f"argos-{code}-{hub}")]


def _again(name: str) -> str:
    return f"remove {name} and install it again"


def _offer(row: dict[str, Any]) -> Offer | None:
    """None for what is no translation between two languages that are known here."""
    source, target = row.get("from_code"), row.get("to_code")
    if row.get("type", "translate") != "translate" or not {source, target} <= set(LANGUAGES):
        return None
    links = tuple(str(link) for link in row.get("links", []) if str(link).startswith(("http://", "https://")))
    sha256 = row.get("sha256")
    return Offer(
        str(source), str(target), str(row.get("package_version", "")), links, str(sha256).lower() if sha256 else None
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _installed(path: Path) -> Installed | None:
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        source, target = str(metadata["from_code"]), str(metadata["to_code"])
        version = str(metadata.get("package_version", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    size = sum(file.stat().st_size for file in _files(path))
    return Installed(f"argos-{source}-{target}", source, target, version, size, path)


def _check_package(root: Path, pair: Pair, name: str) -> None:
    missing = [needed for needed in _NEEDED if not (root / needed).is_file()]
    if not any((root / tokenizer).is_file() for tokenizer in _TOKENIZERS):
        missing.append(" or ".join(_TOKENIZERS))
    if missing:
        raise PackageRefused(f"{name} is not an argos package: it lacks {', '.join(missing)}")
    found = _installed(root)
    if found is None or (found.source, found.target) != pair:
        what = f"{found.source} to {found.target}" if found else "nothing"
        raise PackageRefused(f"{name} translates {what}, not {pair[0]} to {pair[1]}")


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name != RECEIPT)
