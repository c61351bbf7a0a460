"""The second reader as the web process has it: a child that lives for one draft and holds the model."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from server.core.drafting.sense import UNREAD, Sense
from server.core.errors import ModelFailed, ModelMissing
from server.sense.wire import loaded

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = "model.safetensors"
LONGEST_S = 60.0
_LOOK_S = 0.05


class SenseProcess:
    """Answers like the reader in the child. Waits by ``time.sleep``, which lets others of the hub run."""

    def __init__(
        self, folder: Path, longest_s: float = LONGEST_S, native: Callable[..., Sense] = lambda work, *args: work(*args)
    ) -> None:
        """``native``: runs what would hold up others (the answer of a long meeting has megabytes)."""
        self._folder, self._longest_s, self._native = folder, longest_s, native

    def read(self, sentences: Sequence[str]) -> Sense:
        """A reading of the sentences. Raises ModelMissing, ModelFailed where none comes in time, or it is none."""
        if not sentences:
            return UNREAD
        if not (self._folder / MODEL).is_file():
            raise ModelMissing(
                "the second reader of sentences is not installed: flask --app server models install minilm",
                model="minilm",
            )
        with tempfile.TemporaryDirectory() as scratch:
            asked, answer, errors = (Path(scratch) / name for name in ("asked", "answer", "errors"))
            asked.write_text(json.dumps(list(sentences), ensure_ascii=False), "utf-8")
            with errors.open("wb") as complaints:
                child = subprocess.Popen(
                    [sys.executable, "-m", "server.sense", str(self._folder), str(asked), str(answer)],
                    cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints,
                )  # fmt: skip
                self._wait(child)
            if child.returncode:
                told = errors.read_text("utf-8", "replace").strip().splitlines()
                raise ModelFailed(f"the second reader of sentences failed: {told[-1] if told else child.returncode}")
            return self._native(_read, answer)

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + self._longest_s
        try:
            while child.poll() is None:
                if time.monotonic() > until:
                    raise ModelFailed(f"the second reader of sentences did not answer within {self._longest_s:g} s")
                time.sleep(_LOOK_S)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()


def _read(answer: Path) -> Sense:
    try:
        return loaded(answer.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFailed(f"what the second reader of sentences answered can't be read ({error})") from error
