"""What the verifier finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What a paragraph has that its evidence lacks."""

    UNCITED = "uncited"
    WORD = "word"
    FIGURE = "figure"
    NEGATION = "negation"
    STRENGTH = "strength"
    SPEAKER = "speaker"
    HELD = "held"
    TRANSLATION_FIGURE = "translation_figure"
    TRANSLATION_NAME = "translation_name"
    TRANSLATION_NEGATION = "translation_negation"


@dataclass(frozen=True, slots=True)
class Problem:
    """``text`` is the word, figure, name or clause in question."""

    fault: Fault
    text: str
