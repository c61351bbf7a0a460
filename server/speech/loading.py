"""The models that the settings mean, loaded; what a machine lacks for them is said in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from server.core.errors import DeviceFailed
from server.models.whisper import compute_type, device, resolve
from server.settings import Settings
from server.speech.capacity import LANES, has_own_cores, measure
from server.speech.port import Transcriber
from server.speech.transcriber import WhisperTranscriber

THREADS = 2


@dataclass(frozen=True, slots=True)
class Loaded:
    """``smaller``: for a worker that can't follow, where one is set. ``microphones``: how many it can bear at once;
    ``lanes``: how many threads may decode at the same time.
    """

    transcriber: Transcriber
    smaller: Transcriber | None
    device: str
    compute: str
    microphones: int
    lanes: int


def load(settings: Settings) -> Loaded:
    """Load what the settings mean; fetches nothing. Raises BadSetting, ModelMissing or DeviceFailed."""
    where = device(settings.device)
    kind = compute_type(settings.compute, where)
    names = [settings.whisper, *([settings.whisper_smaller] if settings.whisper_smaller else [])]
    folders = [resolve(name, settings.models, where) for name in names]
    try:
        models, lanes = _models(folders, where, kind)
        microphones = settings.speech_microphones or measure(models[0], THREADS if where == "cpu" else None)
    except RuntimeError as error:  # what CTranslate2 raises for memory and for libraries of CUDA that are not there
        raise failed(folders[0].name, where, kind, error) from error
    return Loaded(models[0], models[1] if len(models) > 1 else None, where, kind, microphones, lanes)


def _models(folders: list[Path], where: str, kind: str) -> tuple[list[Transcriber], int]:
    """The models, and how many threads may decode at the same time.

    A decoder gains nothing from a second thread, an encoder little: two decodings beside each other are better than one
    with two threads, where the cores are real.
    """

    def loaded(lanes: int) -> list[Transcriber]:
        return [WhisperTranscriber.load(each, where, kind, max(1, THREADS // lanes), lanes) for each in folders]

    if where == "cpu":
        models = loaded(LANES)
        if has_own_cores(models[0]):
            return models, LANES
    return loaded(1), 1


def failed(model: str, where: str, kind: str, error: RuntimeError) -> DeviceFailed:
    """The error for a model that a device can't run, with the remedy."""
    remedy = (
        "free its memory, set ROUNDTABLE_COMPUTE=int8_float16 or take a smaller ROUNDTABLE_WHISPER; if a library is "
        "missing, install CUDA 12 with cuBLAS and cuDNN 9; or set ROUNDTABLE_DEVICE=cpu"
        if where == "cuda"
        else "take a smaller ROUNDTABLE_WHISPER, or verify it: flask --app server models verify"
    )
    return DeviceFailed(f"the speech model {model} does not run on the {where} as {kind} ({error}): {remedy}")
