"""The process with the second reading's model: at the lowest priority, killed when somebody speaks."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from server.core.errors import RoundtableError
from server.core.hearing.ordering import RATE_HZ

LOWEST = 19  # everything that somebody waits for comes first


class ReadingProcess:
    """A child that is started with the first unit. One owner. See ``server.workers.reread.Reading``."""

    def __init__(self, folder: Path, device: str, compute: str) -> None:
        """The settings of device and compute type are resolved by the child, which alone loads the engine."""
        self._folder, self._device, self._compute = folder, device, compute
        self._child: Any = None
        self._line: Connection | None = None

    def begin(self, unit: dict[str, Any], pcm: bytes) -> None:
        """Start with a unit; does not wait. A child that is no more shows in ``answer``."""
        if self._child is None:
            context = multiprocessing.get_context("spawn")
            self._line, far = context.Pipe()
            arguments = (far, str(self._folder), self._device, self._compute)
            self._child = context.Process(target=read_for_ever, args=arguments, daemon=True)
            self._child.start()
            far.close()
        assert self._line is not None
        with contextlib.suppress(OSError):  # it died; ``answer`` says so
            self._line.send((unit, pcm))

    def answer(self) -> dict[str, Any] | None:
        """What the child answers; None while it reads."""
        assert self._line is not None
        try:
            return self._line.recv() if self._line.poll() else None
        except (EOFError, OSError):
            return {"died": True}

    @property
    def pid(self) -> int | None:
        """The child's process, while there is one."""
        return None if self._child is None else int(self._child.pid)

    def end(self) -> None:
        """Kill it, whatever it is at."""
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
            self._child = None
        if self._line is not None:
            self._line.close()
            self._line = None


def read_for_ever(line: Connection, folder: str, device: str, compute: str) -> None:
    """The child: answer each unit, end when the parent is gone.

    The first unit is taken before the model is loaded: whoever sends it must not wait for that.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    os.nice(LOWEST)
    from server.models import whisper
    from server.speech.careful import CarefulReader

    model: CarefulReader | None = None
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            unit, pcm = line.recv()
            if model is None:
                where = whisper.device(device)
                model = CarefulReader.load(Path(folder), where, whisper.compute_type(compute, where))
            line.send(answer(model, unit, pcm))


def answer(model: Any, unit: dict[str, Any], pcm: bytes) -> dict[str, Any]:
    """``{words: [{text, start_sample, end_sample, probability}]}`` of a unit, or ``{error: {code}}``."""
    import numpy as np

    audio = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768.0
    try:
        heard = model.words(audio, unit["language"], unit.get("before", ""))
    except RoundtableError as error:
        return {"error": {"code": error.code}}
    except Exception as error:  # noqa: BLE001 - the edge of the process: the unit is passed over, the parent logs why
        return {"error": {"code": "internal", "kind": type(error).__name__}}
    first = int(unit["audio_start"])
    return {
        "words": [
            {
                "text": word.text,
                "start_sample": first + round(word.start_s * RATE_HZ),
                "end_sample": first + round(word.end_s * RATE_HZ),
                "probability": float(word.probability),
            }
            for word in heard
        ]
    }
