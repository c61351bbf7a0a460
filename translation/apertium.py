"""The apertium engine: rules and dictionaries of the machine's own packages, run as a process. A gist, not a text.

What is installed is what the system's packages put into the modes folder (``apt-get install apertium-es-pt``).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from translation.errors import EngineFailed, ModelMissing
from translation.port import Health, Pair, Translated

MODES = Path("/usr/share/apertium/modes")
TIMEOUT_S = 20.0
AT_ONCE = 2  # processes; each is a pipeline of a dozen small ones
_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
# Older pairs are named by two letters, newer ones by three.
_CODES = {
    "eng": "en", "spa": "es", "por": "pt", "fra": "fr", "ita": "it", "rus": "ru", "ukr": "uk", "pol": "pl",
    "nld": "nl", "deu": "de", "arb": "ar", "tur": "tr", "hin": "hi",
}  # fmt: skip
_KNOWN = frozenset(_CODES.values())


class ApertiumEngine:
    """Runs ``apertium`` once for a batch. Without the program, or without pairs, it has no directions."""

    name = "apertium"
    uses_context = False

    def __init__(self, modes: Path = MODES, program: str = "apertium") -> None:
        self._modes, self._program = modes, program
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._found: dict[Pair, str] = {}
        self.refresh()

    def pairs(self) -> frozenset[Pair]:
        """The directions that are installed."""
        return frozenset(self._found)

    def refresh(self) -> None:
        """Look again at the modes folder."""
        self._found = _scan(self._modes) if shutil.which(self._program) else {}

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """One translation for each sentence; blocks while too many are under way."""
        mode = self._mode(source, target)
        lines = [" ".join(sentence.split()) for sentence in sentences]
        if not lines:
            return []
        answers = self._run(mode, lines)
        if len(answers) != len(lines):  # rules have joined two lines
            answers = [" ".join(self._run(mode, [line])) for line in lines]
        return [Translated(_stopped(line, answer.strip())) for line, answer in zip(lines, answers, strict=True)]

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """As ever: rules have one answer."""
        return self.translate([sentence], source, target)[0]

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """None: rules have one answer."""
        self._mode(source, target)
        return []

    def warm_up(self, source: str, target: str) -> None:
        """Run it once, so that its files are in memory."""
        self.translate(["."], source, target)

    def health(self) -> Health:
        """Which directions there are; a machine without apertium is no fault."""
        if shutil.which(self._program) is None:
            return Health(True, "not installed")
        return Health(True, f"{len(self._found)} directions")

    def close(self) -> None:
        """Nothing is kept between two calls."""

    def _mode(self, source: str, target: str) -> str:
        found = self._found.get((source, target))
        if found is None:
            raise ModelMissing(f"no apertium mode from {source} to {target} in {self._modes}")
        return found

    def _run(self, mode: str, lines: Sequence[str]) -> list[str]:
        try:
            with self._room:
                done = subprocess.run(
                    [self._program, "-u", "-f", "line", mode],
                    input="\n".join(lines) + "\n",
                    capture_output=True,
                    encoding="utf-8",
                    timeout=TIMEOUT_S,
                    check=True,
                )
        except (OSError, subprocess.SubprocessError, UnicodeError) as error:
            raise EngineFailed(f"apertium {mode} broke down: {error}", engine=self.name) from error
        return done.stdout.rstrip("\n").split("\n")


def _stopped(line: str, answer: str) -> str:
    """The answer with the full stop that the program takes from the end of a line."""
    return f"{answer}." if line.endswith(".") and answer[-1:].isalnum() else answer


def _scan(folder: Path) -> dict[Pair, str]:
    """{direction: mode}; of two modes for one direction the first by name."""
    found: dict[Pair, str] = {}
    for path in sorted(folder.glob("*.mode")) if folder.is_dir() else []:
        named = _MODE.fullmatch(path.stem)
        if named is None:
            continue
        source, target = (_CODES.get(code, code) for code in named.groups())
        if source != target and {source, target} <= _KNOWN:
            found.setdefault((source, target), path.stem)
    return found
