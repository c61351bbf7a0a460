"""Quotation marks of a statement's text: “ ”, but in languages that have marks of their own."""

from __future__ import annotations

# “ and ” do not turn with the direction of a script: around Arabic words they stand the wrong way round.
_GUILLEMETS = frozenset({"ar", "ru"})
_WRITTEN = str.maketrans("“”", "«»")
_PLAIN = str.maketrans("«»", "“”")
_INNER, _INNER_OF_OTHERS = str.maketrans("“”„«»", '"' * 5), str.maketrans("“”", '""')
BOTH = "“”«»"


def written(text: str, language: str) -> str:
    """A text with the marks of its language, character by character."""
    return text.translate(_WRITTEN) if language in _GUILLEMETS else text


def plain(text: str, language: str) -> str:
    """The same text with “ and ”, whoever wrote it; characters stay where they are."""
    return text.translate(_PLAIN) if language in _GUILLEMETS else text


def inner(words: str, language: str) -> str:
    """Words that will stand between marks, without such of their own."""
    return words.translate(_INNER) if language in _GUILLEMETS else words.translate(_INNER_OF_OTHERS)
