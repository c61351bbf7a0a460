"""Labelled sentences to teach the second reader on: from labelled roundtables, and banks of single sentences.

A bank is JSON lines ``{"act", "lang", "text", "text_en"}``. A roundtable's labels name segments; which of the segment's
sentences does the act is told by the label's quoted words, or left open (``any_of``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.roundtables import Roundtable, read
from server.core.drafting.acts import Act
from server.core.drafting.remarks import pieces

# What is taught as itself. A sentence that none of these is said of does one of OTHERS, nobody wrote down which.
TAUGHT = {
    "support": Act.SUPPORT,
    "condition": Act.CONDITION,
    "no_objection": Act.NO_OBJECTION,
    "reserve": Act.RESERVATION,
    "object": Act.OBJECTION,
    "amend": Act.AMENDMENT,
    "withdraw": Act.WITHDRAWAL,
    "commitment": Act.COMMITMENT,
    "proposal": Act.PROPOSAL,
}
_OTHERS = {
    "experience": Act.EXPERIENCE,
    "fact": Act.FACT,
    "courtesy": Act.COURTESY,
    "procedure": Act.PROCEDURE,
    "question": Act.QUESTION,
    "other_commitment": Act.INFORMATION,
    "praise": Act.COURTESY,
    "hypothetical": Act.INFORMATION,
    "humour": Act.COURTESY,
}
OTHERS = tuple(_OTHERS)
ACTS = {**TAUGHT, **_OTHERS}
CLASSES = (*TAUGHT, *OTHERS)
_KINDS = {
    "supports": "support",
    "conditions": "condition",
    "no_objections": "no_objection",
    "commitments": "commitment",
    "proposals": "proposal",
    "experiences": "experience",
}
_RESERVED = {"reserve": "reserve", "object": "object", "amend": "amend", "disassociate": "object"}
# A label's words and a sentence are of one another from so many words in a row on, or where one holds the other whole.
_WORDS = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and the classes that it may be of; ``turn``: equal for those of which at least one does ``any_of``."""

    text: str
    classes: frozenset[str]
    author: str
    source: str
    turn: str = ""
    any_of: frozenset[str] = frozenset()


def labelled(roundtables: Path, banks: Path, authors: tuple[str, ...]) -> list[Labelled]:
    """The sentences of these authors, from ``roundtables/AUTHOR/*.jsonl`` and ``banks/AUTHOR.jsonl``."""
    found: list[Labelled] = []
    for author in authors:
        if (roundtables / author).is_dir():
            for each in read(roundtables / author):
                found += of_roundtable(each, author)
        bank = banks / f"{author}.jsonl"
        if bank.is_file():
            found += of_bank(bank, author)
    return found


def of_bank(path: Path, author: str) -> Iterator[Labelled]:
    """Each sentence of a bank in English."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        told: Mapping[str, Any] = json.loads(line)
        if told["act"] not in CLASSES:
            raise ValueError(f"{path.name}:{number}: expected an act of {', '.join(CLASSES)}; got {told['act']!r}")
        yield Labelled(told.get("text_en") or told["text"], frozenset({told["act"]}), author, "bank")


def of_roundtable(roundtable: Roundtable, author: str) -> Iterator[Labelled]:
    """Each sentence of the delegations and the chair in English, by what its segment's labels say."""
    labels = _by_segment(roundtable.gold)
    ignored = set(roundtable.gold.get("ignore", []))
    for name, segment in roundtable.segments().items():
        parts = pieces(segment.get("text_en") or segment["text"], "en")
        told, open_ones = _placed(parts, segment, labels.get(name, []))
        turn = f"{author}/{roundtable.name}/{name}"
        for part, classes in zip(parts, told, strict=True):
            if classes:
                yield Labelled(part, classes, author, roundtable.name)
            elif open_ones:
                yield Labelled(part, frozenset(OTHERS), author, roundtable.name, turn, open_ones)
            else:
                empty = frozenset({"courtesy", "procedure", "humour", "question", "praise"})
                yield Labelled(part, empty if name in ignored else frozenset(OTHERS), author, roundtable.name)


def _by_segment(gold: Mapping[str, Any]) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for kind, name in _KINDS.items():
        for label in gold.get(kind, []):
            for segment in label["segments"]:
                found.setdefault(segment, []).append((name, label))
    for label in gold.get("reservations", []):
        for segment in label["segments"]:
            found.setdefault(segment, []).append((_RESERVED[label["kind"]], label))
    for kind in ("reservations", "conditions"):
        for label in gold.get(kind, []):
            if label.get("withdrawn_by"):
                found.setdefault(label["withdrawn_by"], []).append(("withdraw", {"by": label.get("by")}))
    return found


def _placed(
    parts: tuple[str, ...], segment: Mapping[str, Any], labels: list[tuple[str, Mapping[str, Any]]]
) -> tuple[list[frozenset[str]], frozenset[str]]:
    """For each sentence the classes whose words stand in it; and those that some sentence does, nobody knows which."""
    told: list[set[str]] = [set() for _ in parts]
    open_ones: set[str] = set()
    for name, label in labels:
        quotes = [label[key] for key in ("text_en", "text", "strength") if label.get(key)]
        places = [at for at, part in enumerate(parts) if any(is_of(quote, part) for quote in quotes)]
        if not places and len(parts) == 1:
            places = [0]
        for at in places:
            told[at].add(name)
        if not places:
            open_ones.add(name)
    if open_ones == {"experience"}:
        return [frozenset(each) for each in told], frozenset()
    return [frozenset(each) for each in told], frozenset(open_ones - {"experience"})


def is_of(quote: str, part: str) -> bool:
    """True where a label's words and a sentence overlap by more than a few words."""
    one, other = quote.casefold().strip(" ."), part.casefold().strip(" .")
    if one in other or other in one:
        return True
    words = one.split()
    return any(" ".join(words[at : at + _WORDS]) in other for at in range(len(words) - _WORDS + 1))
