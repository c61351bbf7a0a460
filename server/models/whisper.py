"""Which Whisper model a setting means, and where it lies.

A setting is ``auto`` or ``base`` (the packaged model), a folder, or a hub name (``small``) that was installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from server.core.errors import BadSetting, ModelMissing
from server.models import packaged

COMMAND = "flask --app server models install"
FILES = ("model.bin", "config.json", "tokenizer.json")
PACKAGED = ("auto", "base", "whisper-base")
# What a device computes in unless told otherwise, the first that it has: int8 is the fastest on a CPU at the same
# words, float16 what the larger models were made in. Old GPUs without fast float16 have int8_float32.
BEST = {"cpu": ("int8", "int8_float32", "float32"), "cuda": ("float16", "int8_float16", "int8_float32", "float32")}


def device(setting: str) -> str:
    """``cpu`` or ``cuda``; ``auto`` takes a GPU when the engine finds one."""
    if setting != "auto":
        return setting
    import ctranslate2

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def compute_type(setting: str, device: str, supported: Callable[[str], Iterable[str]] | None = None) -> str:
    """CTranslate2's compute type for a device (``cpu`` or ``cuda``); ``auto`` takes the best that it has.

    ``supported``: what a device has, by default by CTranslate2's word. Raises BadSetting, which names the setting and
    what would do: no GPU that can be used, or one that does not compute so.
    """
    try:
        have = sorted((supported or _supported)(device))
    except (RuntimeError, ValueError) as error:  # no GPU, no driver, a driver too old, built without CUDA
        raise BadSetting(
            f"ROUNDTABLE_DEVICE is {device}, but no GPU can be used here ({error}): install NVIDIA's driver, or set "
            "ROUNDTABLE_DEVICE=cpu",
            key="ROUNDTABLE_DEVICE",
        ) from error
    if setting == "auto":
        return next((each for each in BEST[device] if each in have), "default")
    if setting not in have:
        raise BadSetting(
            f"ROUNDTABLE_COMPUTE is {setting}, but the {device} of this machine computes in {', '.join(have)}: take "
            "one of these, or auto",
            key="ROUNDTABLE_COMPUTE",
        )
    return setting


def _supported(device: str) -> Iterable[str]:
    import ctranslate2

    return ctranslate2.get_supported_compute_types(device)  # type: ignore[no-any-return]


def folder_of(name: str, models: Path) -> Path:
    """Where a hub model of this name is put: ``small`` and ``whisper-small`` are the same, slashes become ``--``."""
    bare = name.removeprefix("whisper-").replace("/", "--")
    return models / f"whisper-{bare}"


def is_model(folder: Path) -> bool:
    """Whether a folder holds a model that faster-whisper can load."""
    return all((folder / name).is_file() for name in FILES)


SIZES = ("tiny", "base", "small", "medium", "large-v3-turbo", "large-v2", "large-v3")


def best(setting: str, live: str, models: Path, device: str = "cpu") -> Path:
    """The model of the second reading: what the setting means, or with ``auto`` the largest that is installed.

    Never smaller than the live one, and that one where its size is not known (a folder). Raises ModelMissing.
    """
    if setting != "auto":
        return resolve(setting, models, device)
    own = resolve(live, models, device)
    rank = {folder_of(name, models).name: number for number, name in enumerate(SIZES)}
    if own.name not in rank:
        return own
    found = [folder_of(name, models) for name in SIZES if is_model(folder_of(name, models))]
    return max([own, *found], key=lambda folder: rank[folder.name])


def resolve(setting: str, models: Path, device: str = "cpu") -> Path:
    """The folder of the model that a setting means. Raises ModelMissing, which names the command or the missing files.

    ``auto`` on a GPU takes the largest of the hub models that are installed, else the packaged one.
    """
    if setting == "auto" and device == "cuda":
        for name in ("large-v3-turbo", "large-v3", "medium", "small"):
            if is_model(folder_of(name, models)):
                return folder_of(name, models)
    if setting in PACKAGED:
        return packaged.require(packaged.WHISPER_BASE, models)
    given = Path(setting).expanduser()
    if given.is_dir():
        missing = [name for name in FILES if not (given / name).is_file()]
        if missing:
            raise ModelMissing(f"the folder {setting} is no Whisper model: {', '.join(missing)} missing", model=setting)
        return given.resolve()
    target = folder_of(setting, models)
    if not is_model(target):
        raise ModelMissing(f"the speech model {setting} is not installed: {COMMAND} {target.name}", model=target.name)
    return target
