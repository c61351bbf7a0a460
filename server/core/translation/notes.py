"""What a reader should know of a translation, as codes, which pages and files put into the reader's words.

A note is codes with spaces between them, or free text where somebody or something wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable

# rough: made of rough speech translation; gist: made by rules; figures: a figure, currency or per cent of the original
# is missing; negation: it denies no more; terms: a term of the glossary is missing; names: a country's name is;
# parentheses: others than there were; quotes: a quotation mark is missing; copied: untranslated; memory: a person
# translated the same sentence before; delivery: handed in beforehand, and not quite what was said; not_renewed: an
# interpreter's, of words corrected since
CODES = (
    *("rough", "gist", "figures", "negation", "terms", "names", "parentheses", "quotes", "copied", "memory"),
    *("delivery", "not_renewed"),
)


def note_of(codes: Iterable[str]) -> str:
    """The note for these doubts; what is no known code is left out."""
    found = set(codes)
    return " ".join(code for code in CODES if code in found)


def codes_in(note: str) -> tuple[str, ...]:
    """The codes of a note; none for free text."""
    words = tuple(note.split())
    return words if all(word in CODES for word in words) else ()
