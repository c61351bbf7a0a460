"""Hides from an engine what it would spoil (addresses, marks, numbers with separators) and checks that it came back."""

from __future__ import annotations

import re

# Marks that the Firefox students break, addresses, and e-mail addresses; plain numbers pass through them unharmed.
_FRAGILE = re.compile(r"https?://\S+|\S+@\S+\.\w+|\{[^}]*\}|<[^>]*>|[#@]\w+|[\U0001F300-\U0001FAFF]")
_FIGURE = re.compile(r"\d+")


def pieces(text: str) -> list[tuple[bool, str]]:
    """The text as (is_fragile, piece) in order; joined again they are the text."""
    found, start = [], 0
    for match in _FRAGILE.finditer(text):
        found += [(False, text[start : match.start()]), (True, match.group())]
        start = match.end()
    return [part for part in [*found, (False, text[start:])] if part[1]]


def figures_kept(source: str, target: str) -> bool:
    """Whether every run of digits of the source stands in the target."""
    wanted, have = _FIGURE.findall(source), _FIGURE.findall(target)
    return all(have.count(figure) >= wanted.count(figure) for figure in set(wanted))
