"""Transcripts and labels of ``bench draft`` as they lie in files: read and checked line by line, delegations named.

What is wrong is told by its line or its label, before anything is measured with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from server.core.drafting import Evidence
from server.core.errors import BadTranscript
from translation import countries

_MOST_SHOWN = 5
_KINDS: Mapping[str, type] = {"id": str, "start_ms": int, "end_ms": int, "lang": str, "text": str}
_MAY_LACK = ("speaker", "delegation", "text_en")
# What each label says besides its segments, as far as a figure is made of it. ``by`` may be null: nobody knows.
LABELS: Mapping[str, tuple[str, ...]] = {
    "proposals": ("by",),
    "commitments": ("by",),
    "supports": ("by", "of"),
    "no_objections": ("by",),
    "conditions": ("by",),
    "reservations": ("by",),
    "contradictions": ("by", "of"),
    "corrections": ("by", "from", "to"),
    "conflicts": (),
    "experiences": ("by",),
}
NAMES = ("info", "ignore")
_POINTING = ("of", "withdrawn_by", "taken_up_in", "overtaken_by", "resolved_by", "superseded_by")


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a transcript, one object each; the first one may be about the roundtable.

    Raises BadTranscript with each line that is no segment, and why.
    """
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: set[str] = set()
    # JSON may hold signs that end a line elsewhere (U+2028); here a line feed alone does.
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        told = _parsed(line)
        if isinstance(told, dict) and "id" not in told and not found:
            faults += (f"line {number}: {each}" for each in _of_the_first(told))
            found.append(told)
            continue
        fault = _fault(told, seen)
        if fault:
            faults.append(f"line {number}: {fault}")
        elif isinstance(told, dict):
            seen.add(told["id"])
            found.append(told)
    if not faults and not seen:
        faults = ["no segments: expected one JSON object a line"]
    _refuse(path, faults)
    return found


def labels(path: Path, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Gold labels of a transcript with these lines.

    Raises BadTranscript for what is no JSON object of lists, and with each label that lacks what is measured or names
    segments that the transcript does not have.
    """
    told = _parsed(_text(path))
    if not isinstance(told, dict):
        raise BadTranscript(f"{path.name}: expected a JSON object of lists of labels")
    wrong = [kind for kind, each in told.items() if not isinstance(each, list)]
    if wrong:
        raise BadTranscript(f"{path.name}: expected lists of labels; {', '.join(wrong)} is none")
    known = {each["id"] for each in records if "id" in each}
    _refuse(path, [fault for kind, found in told.items() for each in found for fault in _of_label(kind, each, known)])
    return told


def named(evidence: Evidence, language: str) -> Evidence:
    """The same, with the name of each country whose speaker's label says a person or an office instead."""
    found = {}
    for code in {*evidence.delegations(), *evidence.parties}:
        country = countries.every().get(code)
        if country is not None and evidence.name(code).casefold() not in _names(country):
            found[code] = country.name(language)
    return replace(evidence, labels={**found, **evidence.labels})


def _names(country: countries.Country) -> set[str]:
    return {name.casefold() for language in countries.OFFICIAL for name in country.names(language)}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTranscript(f"{path}: expected a UTF-8 file: {error}") from error


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _refuse(path: Path, faults: Sequence[str]) -> None:
    if faults:
        more = f"; and {len(faults) - _MOST_SHOWN} more" if len(faults) > _MOST_SHOWN else ""
        raise BadTranscript(f"{path.name}: {'; '.join(faults[:_MOST_SHOWN])}{more}", errors=list(faults))


def _of_the_first(told: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the line about the roundtable."""
    if not isinstance(told.get("roundtable", ""), str):
        yield f"expected a string as 'roundtable'; got {told['roundtable']!r}"
    for key in ("agenda", "parties"):
        if not _is_names(told.get(key, [])):
            yield f"expected a list of strings as {key!r}; got {told[key]!r}"


def _fault(told: object, seen: set[str]) -> str:
    """Why a line is no segment, "" where it is one."""
    if not isinstance(told, dict):
        return "expected a JSON object"
    for key, kind in _KINDS.items():
        if not isinstance(told.get(key), kind) or isinstance(told.get(key), bool):
            what = "a string" if kind is str else "whole milliseconds"
            return f"expected {what} as {key!r}; got {told.get(key)!r}"
    for key in _MAY_LACK:
        if not isinstance(told.get(key), str | None):
            return f"expected a string or null as {key!r}; got {told[key]!r}"
    return f"a second segment {told['id']!r}" if told["id"] in seen else ""


def _of_label(kind: str, label: object, known: Collection[str]) -> Iterator[str]:
    """What is wrong with one label. Kinds that nobody measures may hold anything."""
    if kind in NAMES:
        if not isinstance(label, str) or label not in known:
            yield f"{kind}: there is no segment {label!r}"
        return
    if kind not in LABELS and kind != "figures":
        return
    if not isinstance(label, dict):
        yield f"{kind}: expected an object; got {label!r}"
        return
    named: Any = [label.get("segment")] if kind == "figures" else label.get("segments")
    if not _is_names(named) or not named:
        yield f"{kind}: expected {'a segment' if kind == 'figures' else 'a list of segments'}; got {label!r}"
        return
    lacking = [key for key in (("text",) if kind == "figures" else LABELS[kind]) if key not in label]
    if lacking:
        yield f"{kind} {', '.join(named)}: expected {', '.join(map(repr, lacking))}"
    elsewhere = [*named, *(label[key] for key in _POINTING if label.get(key) is not None)]
    for name in elsewhere:
        if not isinstance(name, str) or name not in known:
            yield f"{kind} {', '.join(named)}: there is no segment {name!r}"


def _is_names(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(each, str) for each in told)
