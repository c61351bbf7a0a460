"""Which Whisper model a setting means, and where it lies.

A setting is ``auto`` or ``base`` (the packaged model), a folder, or a hub name (``small``) that was installed.
"""

from __future__ import annotations

from pathlib import Path

from server.core.errors import ModelMissing
from server.models import packaged

COMMAND = "flask --app server models install"
FILES = ("model.bin", "config.json", "tokenizer.json")
PACKAGED = ("auto", "base", "whisper-base")


def device(setting: str) -> str:
    """``cpu`` or ``cuda``; ``auto`` takes a GPU when the engine finds one."""
    if setting != "auto":
        return setting
    import ctranslate2

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def folder_of(name: str, models: Path) -> Path:
    """Where a hub model of this name is put: ``small`` and ``whisper-small`` are the same, slashes become ``--``."""
    bare = name.removeprefix("whisper-").replace("/", "--")
    return models / f"whisper-{bare}"


def is_model(folder: Path) -> bool:
    """Whether a folder holds a model that faster-whisper can load."""
    return all((folder / name).is_file() for name in FILES)


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
