"""Turns cut in pieces, as live recognition hands them on: a final every few seconds, whether or not a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from server.core.drafting import Draft
from server.core.translation.sharing import share

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}[，。、；：！？]*|[^\s\u3040-\u30ff\u3400-\u9fff]+")
_ENDS, _MARKS = ".?!。？！", ".?!。？！,;:，；：、"
_SHORTEST = 3  # words before a comma that is worth a cut


def pieces(text: str, words: int) -> list[str]:
    """A text in pieces of at most so many words (pairs of Han or kana count as one): at its ends and phrase marks."""
    tokens = list(_TOKEN.finditer(text))
    found: list[str] = []
    begin = 0
    while begin < len(tokens):
        end = _piece(tokens, begin, words)
        stop = tokens[end].start() if end < len(tokens) else len(text)
        found.append(text[tokens[begin].start() : stop].strip())
        begin = end
    return found


def cut(records: Iterable[Mapping[str, Any]], words: int) -> list[dict[str, Any]]:
    """The records, each turn in pieces of at most so many words; ``s2`` becomes ``s2/1``, ``s2/2`` and so on."""
    found: list[dict[str, Any]] = []
    for record in records:
        found += _cut(record, words) if "id" in record else [dict(record)]
    return found


def whole(made: Draft) -> Draft:
    """The draft of cut turns with every citation by the turn's own name, so that the same labels hold for it."""
    paragraphs = tuple(
        replace(each, citations=tuple(replace(one, segments=_turns(one.segments)) for one in each.citations))
        for each in made.paragraphs
    )
    omitted = tuple(replace(each, segments=_turns(each.segments)) for each in made.omitted)
    return replace(made, paragraphs=paragraphs, omitted=omitted)


def _turns(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.rsplit("/", 1)[0] for name in names))


def _cut(record: Mapping[str, Any], words: int) -> list[dict[str, Any]]:
    parts = pieces(record["text"], words)
    told = {key: share(text, parts, record["lang"], key[5:]) for key, text in record.items() if _is_told(key) and text}
    length, said, at_ms = sum(map(len, parts)), 0, record["start_ms"]
    found = []
    for number, part in enumerate(parts):
        said += len(part)
        end_ms = record["start_ms"] + (record["end_ms"] - record["start_ms"]) * said // length
        texts = {"text": part, **{key: each[number] for key, each in told.items()}}
        found.append({**record, **texts, "id": f"{record['id']}/{number + 1}", "start_ms": at_ms, "end_ms": end_ms})
        at_ms = end_ms
    return found


def _is_told(key: str) -> bool:
    return key.startswith("text_")


def _piece(tokens: Sequence[re.Match[str]], begin: int, words: int) -> int:
    """Where a piece ends: at the first sentence end, else at the last phrase mark, else when it is long enough."""
    end = min(len(tokens), begin + words)
    last = [tokens[place].group()[-1] for place in range(begin, end)]
    first_end = next((place for place, mark in enumerate(last) if mark in _ENDS), None)
    if first_end is not None:
        return begin + first_end + 1
    marks = [place for place, mark in enumerate(last) if mark in _MARKS and place >= _SHORTEST]
    return begin + marks[-1] + 1 if marks else end
