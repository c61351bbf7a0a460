"""What clauses of a statement are cut from: where one begins, its first letter, what a cut would lose. English."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from collections.abc import Collection

from server.core.drafting.acts import Act
from server.core.drafting.classify import classify
from server.core.drafting.figures import figures
from server.core.drafting.negation import NEGATION

# Where a clause begins that can stand for itself, and what may stand before its subject.
BEGINS = re.compile(
    r"(?:[,;:—–]\s*|^)(?:(?:and|but|so|also|then|that is why|therefore|moreover|in addition|finally|what is more|for (?:our|my) part|if i may)\b,?\s*)*|\s(?:and|but|so)\s",
    re.IGNORECASE,
)
# Words that may begin a sentence and lose their capital within one; others may be names.
_COMMON = frozenset(
    "the a an our my each every all no any both this these those one two three four five six seven eight nine ten members delegations administrations "
    "participants parties we it nobody nothing whoever everybody everyone empty data information vessels ports parcels goods customs if when what such "
    "certificates exporters importers travellers passengers containers officers perhaps maybe for in at by from to with once during within after before until as on "
    "every its his her their there some many most such".split()
)


def from_subject(text: str, start: int) -> str:
    """From the clause on in which a cue stands."""
    begins = [match.end() for match in BEGINS.finditer(text, 0, start + 1) if match.end() <= start]
    return text[max(begins, default=0) :].lstrip()


def lowered(text: str, common: Collection[str] = ()) -> str:
    """Without the capital of a sentence, where its first word is none of a name: a usual one, or one of ``common``."""
    first = re.match(r"[\w']+", text)
    is_common = first is not None and (first.group().casefold() in _COMMON or first.group().casefold() in common)
    return text[:1].lower() + text[1:] if is_common else text


def loses(dropped: str) -> bool:
    """True for words that a reader of the rest would miss."""
    if figures(dropped, "en") and not re.search(r"\b(?:yes|support|agree|welcome|thank)", dropped, re.IGNORECASE):
        return True
    return bool(NEGATION.search(dropped)) or Act.CONDITION in classify(dropped, "en").seen
