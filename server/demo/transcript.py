"""A roundtable's transcript as a file of JSON lines. Must not know which roundtable it is or where it is played."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from server.core.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Declaration:
    """A text that some of the parties sign; ``parties`` are delegation codes."""

    title: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What is known before anybody speaks. ``parties``: the delegations at the table, without the chair."""

    roundtable: str = ""
    agenda: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    declarations: tuple[Declaration, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words, in milliseconds from the recording's first sample.

    ``lang``: ISO 639-1. ``delegation``: ISO 3166-1 alpha-2, an organisation's acronym, or ``CHAIR``. ``text_en``: the
    words in English, empty where they were said in English or where nobody translated them.
    """

    id: str
    start_ms: int
    end_ms: int
    lang: str
    speaker: str
    delegation: str
    text: str
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A header and the turns in the order of speech."""

    header: Header
    turns: tuple[Turn, ...]


def read_transcript(path: Path) -> Transcript:
    """The transcript in a file; a first line without ``id`` is its header, an absent header is an empty one.

    Raises BadRequest, with the number of the line, when a line is no JSON object, lacks a field or ends before it
    begins. Blocks on the file; any thread may call it.
    """
    header, turns = Header(), list[Turn]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if number == 1 and "id" not in record:
                header = _header(record)
            else:
                turns.append(_turn(record))
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise BadRequest(
                f"{path.name}, line {number}: expected a turn with id, start_ms, end_ms (not before start_ms), lang, "
                f"speaker, delegation and text; found {line[:80]!r} ({type(fault).__name__}: {fault}). Mend that line.",
                line=number,
            ) from fault
    return Transcript(header, tuple(turns))


def _header(record: dict[str, Any]) -> Header:
    return Header(
        roundtable=str(record.get("roundtable", "")),
        agenda=tuple(record.get("agenda", ())),
        parties=tuple(record.get("parties", ())),
        glossary=MappingProxyType(dict(record.get("glossary", {}))),
        declarations=tuple(
            Declaration(str(each["title"]), tuple(each["parties"])) for each in record.get("declarations", ())
        ),
    )


def _turn(record: dict[str, Any]) -> Turn:
    turn = Turn(
        id=str(record["id"]),
        start_ms=int(record["start_ms"]),
        end_ms=int(record["end_ms"]),
        lang=str(record["lang"]),
        speaker=str(record["speaker"]),
        delegation=str(record["delegation"]),
        text=str(record["text"]),
        text_en=str(record.get("text_en", "")),
    )
    if turn.end_ms < turn.start_ms:
        raise ValueError(f"it ends at {turn.end_ms} ms, before it begins")
    return turn
