"""Splits text into sentences, in any script, and keeps what stands between them."""

from __future__ import annotations

import re

_LATIN_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z])")
_CJK_END = re.compile(r"(?<=[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Nos|Art|Arts|Sr|Sra|Dra|vs|cf|p|pp|M|Mme|Gen|Prof|approx|e\.g|i\.e)\.$"
)


def split(text: str) -> list[str]:
    """The sentences of a text, stripped, none empty. Abbreviations and decimals don't end one."""
    parts: list[str] = []
    for piece in _CJK_END.split(text):
        start = 0
        for match in _LATIN_END.finditer(piece):
            if _ABBREVIATION.search(piece[start : match.start()]):
                continue
            parts.append(piece[start : match.end()])
            start = match.end()
        parts.append(piece[start:])
    return [part.strip() for part in parts if part.strip()]
