"""Terms with a fixed rendering, and terms that are never translated (names, acronyms)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from translation.languages import base_code


@dataclass(frozen=True, slots=True)
class Glossary:
    """``keep``: left as they stand in every language; ``fixed``: {term: {language: rendering}}.

    Terms match whole words, case as written. Empty terms are ignored.
    """

    keep: frozenset[str] = frozenset()
    fixed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def terms(self, leg_target: str, last_target: str) -> dict[str, str]:
        """{term: what it becomes} on one leg of a route. Before the last leg a term with a rendering stays itself."""
        last = base_code(last_target)
        found = {term: term for term in self.keep if term.strip()}
        for term, by in self.fixed.items():
            if term.strip() and last in by:
                found[term] = by[last] if base_code(leg_target) == last else term
        return found
