"""Transcripts and labels of ``bench draft`` as they lie in files: read and checked line by line, delegations named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from server.core.drafting import Evidence
from server.core.errors import BadTranscript
from translation import countries

_MOST_SHOWN = 5
_KINDS: Mapping[str, type] = {"id": str, "start_ms": int, "end_ms": int, "lang": str, "text": str}


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a transcript, one object each; the first one may be about the roundtable.

    Raises BadTranscript with each line that is no segment, and why.
    """
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        told = _parsed(line)
        if isinstance(told, dict) and "id" not in told and not found:
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
    if faults:
        more = f"; and {len(faults) - _MOST_SHOWN} more" if len(faults) > _MOST_SHOWN else ""
        raise BadTranscript(f"{path.name}: {'; '.join(faults[:_MOST_SHOWN])}{more}", errors=faults)
    return found


def labels(path: Path) -> dict[str, Any]:
    """Gold labels. Raises BadTranscript for what is no JSON object of lists."""
    told = _parsed(_text(path))
    if not isinstance(told, dict):
        raise BadTranscript(f"{path.name}: expected a JSON object of lists of labels")
    wrong = [kind for kind, each in told.items() if not isinstance(each, list)]
    if wrong:
        raise BadTranscript(f"{path.name}: expected lists of labels; {', '.join(wrong)} is none")
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
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTranscript(f"{path}: expected a UTF-8 file: {error}") from error


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _fault(told: object, seen: set[str]) -> str:
    """Why a line is no segment, "" where it is one."""
    if not isinstance(told, dict):
        return "expected a JSON object"
    for key, kind in _KINDS.items():
        if not isinstance(told.get(key), kind) or isinstance(told.get(key), bool):
            what = "a string" if kind is str else "whole milliseconds"
            return f"expected {what} as {key!r}; got {told.get(key)!r}"
    return f"a second segment {told['id']!r}" if told["id"] in seen else ""
