"""Firefox models of a models folder: fetched from Mozilla's registry or a mirror, brought from a stick, removed.

Names are ``firefox-<source><target>``, as the registry writes pairs; each lies in ``models/firefox/<source><target>``,
where the engine finds it. Engines see a change after ``Translator.refresh``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from translation import download, firefox, packing, registry, shelf
from translation.errors import ModelDamaged, ModelMissing, PackageRefused
from translation.languages import LANGUAGES
from translation.port import Pair
from translation.shelf import Installed, Offered, Shelf

INDEX_URL = registry.INDEX_URL
_NAME = re.compile(r"firefox-([a-z]{2})-?([a-z]{2})")
# What the pair of a model is by its own name: model.enko.intgemm.alphas.bin
_PAIR = re.compile(r"model\.([a-z]{2})([a-z]{2})\..*")


def loads(folder: Path) -> None:
    """Translate a word, so that a model that can't is never put in place. Raises PackageRefused."""
    try:
        firefox.load(folder).translate("A")
    except ModelDamaged as error:
        raise PackageRefused(f"the model cannot be loaded: {error.message}") from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust library derives from BaseException
        raise PackageRefused(f"the model breaks the engine: {error}") from error


class FirefoxPackages:
    """The Firefox models in ``models/firefox``: a ``shelf.Store``."""

    kind = "firefox"

    def __init__(
        self,
        models: Path,
        index_url: str = INDEX_URL,
        timeout_s: float = download.TIMEOUT_S,
        try_out: Callable[[Path], None] = loads,
    ) -> None:
        """``try_out`` raises PackageRefused for a folder whose model does not work."""
        self._shelf = Shelf(models / "firefox")
        self._index_url, self._timeout_s, self._try_out = index_url, timeout_s, try_out

    def installed(self) -> list[Installed]:
        """Every direction that the engine finds; the version is that of the receipt, if there is one."""
        found, _ = firefox.directions(self._shelf.folder)
        return sorted((_installed(pair, path) for pair, path in found.items()), key=lambda each: each.name)

    def offered(self) -> list[Offered]:
        """What the registry has between languages that are known here. Raises DownloadFailed."""
        found = registry.models(self._index_url, self._timeout_s)
        return [Offered(_name(pair), model.version, model.size_bytes) for pair, model in sorted(found.items())]

    def install(self, name: str, progress: download.Progress | None = None) -> Installed:
        """Fetch, check, try out and put in place; nothing is fetched when it is there and whole.

        Raises ModelMissing (no such name, or not in the registry), DownloadFailed, PackageRefused, DiskFull.
        """
        pair = parse(name)
        there = self._find(pair)
        if there is not None:
            self._shelf.verify(there)
            return there
        model = registry.models(self._index_url, self._timeout_s).get(pair)
        if model is None:
            raise ModelMissing(f"the registry {self._index_url} has no model {_name(pair)}", model=name)
        registry.check(model)
        folder = self._shelf.fetched(f"{_name(pair)}-{model.version}")
        fetched = [self._fetch(model, file, folder, progress) for file in model.files]
        hashes = {file.name: file.bare_sha256 for file in model.files if file.bare_sha256}
        try:
            placed = self._put_in_place(pair, fetched, hashes, {"version": model.version, "from": model.base_url})
        except PackageRefused:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        for left in folder.parent.glob(f"{_name(pair)}-*"):
            shutil.rmtree(left, ignore_errors=True)
        return placed

    def is_package(self, path: Path) -> bool:
        """A folder with the files of a model, packed or not."""
        return path.is_dir() and registry.is_whole(_roles(path))

    def bring(self, path: Path) -> Installed:
        """Put a model in place from a folder. Hashes are compared where a receipt lies beside it.

        Raises PackageRefused, DiskFull.
        """
        roles = _roles(path)
        if not path.is_dir() or not registry.is_whole(roles):
            raise PackageRefused(f"{path.name} is no Firefox model: it lacks its weights or its vocabulary")
        link = next((each for each in roles.values() if each.is_symlink()), None)
        if link is not None:
            raise PackageRefused(f"{path.name} holds {link.name!r}, which is a link, not a file")
        receipt = shelf.receipt(path)
        hashes = receipt.get("files")
        return self._put_in_place(
            _pair_of(path, packing.bare(roles["model"].name)),
            list(roles.values()),
            {str(name): str(sha256) for name, sha256 in hashes.items()} if isinstance(hashes, dict) else {},
            {"version": str(receipt.get("version", ""))},
        )

    def verify(self, name: str) -> None:
        """Read every byte and compare with the receipt of the installation. Raises ModelMissing, ModelDamaged."""
        found = self._find(parse(name))
        if found is None:
            raise shelf.missing(name)
        self._shelf.verify(found)

    def remove(self, name: str) -> None:
        """Delete a model, whole or not. Raises ModelMissing."""
        pair = parse(name)
        there = self._find(pair)
        self._shelf.remove(name, there.folder if there else self._shelf.folder / "".join(pair))

    def _find(self, pair: Pair) -> Installed | None:
        found, _ = firefox.directions(self._shelf.folder)
        return _installed(pair, found[pair]) if pair in found else None

    def _fetch(
        self, model: registry.Model, file: registry.File, folder: Path, progress: download.Progress | None
    ) -> Path:
        """The packed file; what is there from a command that was broken off is not fetched again."""
        target = folder / file.role / file.packed_name
        if not (target.is_file() and file.packed_sha256 and download.digest(target) == file.packed_sha256):
            download.fetch(
                model.address(file),
                target,
                sha256=file.packed_sha256 or None,
                largest_bytes=packing.LARGEST_BYTES,
                timeout_s=self._timeout_s,
                progress=progress,
            )
        return target

    def _put_in_place(
        self, pair: Pair, packed: list[Path], hashes: dict[str, str], receipt: dict[str, Any]
    ) -> Installed:
        with self._shelf.scratch() as scratch:
            root = scratch / "package"
            root.mkdir()
            for path in packed:
                name = packing.bare(path.name)
                found = packing.unpack(path, root / name)
                if found != hashes.get(name, found):
                    what = f"expected sha256 {hashes[name][:16]}..., found {found[:16]}..."
                    raise PackageRefused(f"{name} is damaged: {what}; fetch it again")
            self._try_out(root)
            place = "".join(pair)
            self._shelf.put(root, place, {"name": _name(pair), **receipt})
        return _installed(pair, self._shelf.folder / place)


def parse(name: str) -> Pair:
    """The direction of a model's name. Raises ModelMissing, which says what names look like."""
    named = _NAME.fullmatch(name)
    if named is None or not set(named.groups()) <= set(LANGUAGES):
        raise ModelMissing(f"no model is called {name!r}; Firefox models are called like firefox-enko", model=name)
    return named.group(1), named.group(2)


def _name(pair: Pair) -> str:
    return f"firefox-{pair[0]}{pair[1]}"


def _installed(pair: Pair, path: Path) -> Installed:
    version = str(shelf.receipt(path).get("version", ""))
    return Installed(_name(pair), *pair, version, shelf.size_bytes(path), path)


def _roles(folder: Path) -> dict[str, Path]:
    """The files of a model in a folder, by what they are."""
    paths = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return {role: path for path in paths if (role := registry.role_of(packing.bare(path.name)))}


def _pair_of(folder: Path, model_name: str) -> Pair:
    """By the model's own name, else by its folder's. Raises PackageRefused."""
    for named in (_PAIR.fullmatch(model_name), firefox.FOLDER.fullmatch(folder.name)):
        codes = [code for code in named.groups() if code] if named else []
        if codes and set(codes) <= set(LANGUAGES):
            return codes[0], codes[1]
    raise PackageRefused(f"{folder.name} is no model between two languages that are known here: {model_name}")
