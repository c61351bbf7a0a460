"""The argos packages of a models folder: listed, fetched from an index, brought from a stick, verified, removed.

Names are ``argos-<source>-<target>``. The index is argos' own (a JSON list of packages with their links) or any other
of its shape. Engines see a change after ``Translator.refresh``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from translation import archive, download, shelf
from translation.errors import DownloadFailed, ModelMissing, PackageRefused
from translation.languages import LANGUAGES
from translation.port import Pair
from translation.shelf import Installed, Offered, Shelf

INDEX_URL = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
SUFFIX = ".argosmodel"
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


class Packages:
    """The argos packages in ``models/argos``: a ``shelf.Store``."""

    kind = "argos"

    def __init__(self, models: Path, index_url: str = INDEX_URL, timeout_s: float = download.TIMEOUT_S) -> None:
        self._shelf = Shelf(models / "argos")
        self._index_url = index_url
        self._timeout_s = timeout_s

    def installed(self) -> list[Installed]:
        """What is installed, by name; folders that are no whole package are left out."""
        folder = self._shelf.folder
        paths = sorted(folder.glob("[!.]*")) if folder.is_dir() else []
        return sorted((found for path in paths if (found := _installed(path))), key=lambda each: each.name)

    def offers(self) -> list[Offer]:
        """What the index offers between languages that Roundtable knows, newest version of each.

        Raises DownloadFailed.
        """
        body = download.read(self._index_url, timeout_s=self._timeout_s)
        try:
            rows = json.loads(body)
            found = [offer for row in rows if (offer := _offer(row, self._index_url))]
        except (ValueError, TypeError, AttributeError) as error:
            raise DownloadFailed(f"{self._index_url} is not an index of argos packages: {error}") from error
        newest: dict[str, Offer] = {}
        for offer in sorted(found, key=lambda each: _version(each.version)):
            newest[offer.name] = offer
        return sorted(newest.values(), key=lambda each: each.name)

    def offered(self) -> list[Offered]:
        """``offers`` as a store tells them; the index knows no sizes."""
        return [Offered(each.name, each.version, None) for each in self.offers()]

    def install(self, name: str, progress: download.Progress | None = None) -> Installed:
        """Fetch, check and put in place; nothing is fetched when it is there and whole.

        Raises ModelMissing (no such name, or not in the index), DownloadFailed, PackageRefused, DiskFull.
        """
        pair = parse(name)
        there = self._find(name)
        if there is not None:
            self.verify(name)
            return there
        offer = next((each for each in self.offers() if each.name == name), None)
        if offer is None:
            raise ModelMissing(f"the index {self._index_url} has no package {name}", model=name)
        fetched = self._shelf.fetched(f"{name}-{offer.version}{SUFFIX}")
        digest = self._fetch(offer, fetched, progress)
        try:
            return self._put_in_place(fetched, pair, {"version": offer.version, "sha256": digest})
        finally:
            fetched.unlink(missing_ok=True)

    def is_package(self, path: Path) -> bool:
        """A file as argos publishes it, or the folder of an installed one."""
        return (path.suffix == SUFFIX and path.is_file()) or all((path / needed).is_file() for needed in _NEEDED)

    def bring(self, path: Path) -> Installed:
        """Put a package in place that came by another way (a memory stick). Raises PackageRefused, DiskFull."""
        return self.install_file(path, None)

    def install_file(self, path: Path, pair: Pair | None) -> Installed:
        """``bring``, and refuse what does not translate this pair."""
        if path.is_dir():
            return self._put_in_place(path, pair, {"version": str(shelf.receipt(path).get("version", ""))})
        return self._put_in_place(path, pair, {"version": "", "sha256": download.digest(path)})

    def verify(self, name: str) -> None:
        """Read every byte and compare with the receipt of the installation. Raises ModelMissing, ModelDamaged."""
        found = self._find(name)
        if found is None:
            raise shelf.missing(name)
        self._shelf.verify(found)

    def remove(self, name: str) -> None:
        """Delete a package, whole or not. Raises ModelMissing."""
        there = self._find(name)
        self._shelf.remove(name, there.folder if there else self._shelf.folder / "-".join(("argos", *parse(name))))

    def _find(self, name: str) -> Installed | None:
        return next((each for each in self.installed() if each.name == name), None)

    def _fetch(self, offer: Offer, target: Path, progress: download.Progress | None) -> str:
        """From the first link that answers."""
        problem: DownloadFailed | None = None
        for link in offer.links:
            try:
                return download.fetch(link, target, sha256=offer.sha256, timeout_s=self._timeout_s, progress=progress)
            except DownloadFailed as error:
                problem = error
        raise problem or DownloadFailed(f"the index has no http link for {offer.name}")

    def _put_in_place(self, package: Path, pair: Pair | None, receipt: dict[str, Any]) -> Installed:
        with self._shelf.scratch() as scratch:
            unpack = archive.copy if package.is_dir() else archive.unpack
            root = unpack(package, scratch / "package")
            name = _checked(root, pair, package.name)
            loads(root, package.name)
            self._shelf.put(root, name, {"name": name, **receipt})
        return next(each for each in self.installed() if each.name == name)


def loads(root: Path, file: str) -> None:
    """Run the model once, so that one that can't is never put in place. Raises PackageRefused."""
    import ctranslate2
    import sentencepiece

    try:
        if (root / "sentencepiece.model").is_file():
            sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
        translator = ctranslate2.Translator(str(root / "model"), device="cpu")
        translator.translate_batch([["a"]], max_decoding_length=1)
    except (RuntimeError, ValueError, OSError) as error:
        raise PackageRefused(f"{file} holds a model that cannot be loaded: {error}") from error


def parse(name: str) -> Pair:
    """The direction of a package's name. Raises ModelMissing, which says what names look like."""
    named = _NAME.fullmatch(name)
    if named is None or not set(named.groups()) <= set(LANGUAGES):
        raise ModelMissing(f"no model is called {name!r}; argos packages are called like argos-en-ko", model=name)
    return named.group(1), named.group(2)


def names_for(codes: Iterable[str], hub: str = "en") -> list[str]:
    """The packages that connect these languages through the hub, both ways."""
    return [name for code in codes if code != hub for name in (f"argos-{hub}-{code}", f"argos-{code}-{hub}")]


def _offer(row: dict[str, Any], index_url: str) -> Offer | None:
    """None for what is no translation between two languages that are known here."""
    source, target = row.get("from_code"), row.get("to_code")
    if row.get("type", "translate") != "translate" or not {source, target} <= set(LANGUAGES):
        return None
    links = dict.fromkeys(_links([str(link) for link in row.get("links", [])], index_url))
    sha256 = row.get("sha256")
    return Offer(
        str(source),
        str(target),
        str(row.get("package_version", "")),
        tuple(links),
        str(sha256).lower() if sha256 else None,
    )


def _links(links: list[str], index_url: str) -> list[str]:
    """Those to fetch from, in order. A mirror may keep the packages beside its copy of the index."""
    names = [Path(urlsplit(link).path).name for link in links] if index_url != INDEX_URL else []
    beside = [urljoin(index_url, name) for name in names if name.endswith(SUFFIX)]
    return [link for link in [*beside, *links] if link.startswith(("http://", "https://"))]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _installed(path: Path) -> Installed | None:
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        source, target = str(metadata["from_code"]), str(metadata["to_code"])
        version = str(metadata.get("package_version", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Installed(f"argos-{source}-{target}", source, target, version, shelf.size_bytes(path), path)


def _checked(root: Path, pair: Pair | None, file: str) -> str:
    """The package's name. Raises PackageRefused for what is none, or is another than wanted."""
    missing = [needed for needed in _NEEDED if not (root / needed).is_file()]
    if not any((root / tokenizer).is_file() for tokenizer in _TOKENIZERS):
        missing.append(" or ".join(_TOKENIZERS))
    if missing:
        raise PackageRefused(f"{file} is not an argos package: it lacks {', '.join(missing)}")
    hashes = shelf.receipt(root).get("files", {})
    changed = next(shelf.differing(root, hashes), None) if isinstance(hashes, dict) else None
    if changed:
        raise PackageRefused(f"{file} is damaged: {changed[0]} is not what its receipt says")
    found = _installed(root)
    is_known = found is not None and {found.source, found.target} <= set(LANGUAGES)
    if found is None or not is_known or (pair is not None and (found.source, found.target) != pair):
        what = f"{found.source} to {found.target}" if found else "nothing"
        wanted = f"{pair[0]} to {pair[1]}" if pair else "between two languages that are known here"
        raise PackageRefused(f"{file} translates {what}, not {wanted}")
    return found.name
