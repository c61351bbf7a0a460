"""The words of a text for the search of terms: where each stands, acronyms that were said letter by letter made one.

Knows Latin and Cyrillic letters; what other scripts write is no word here. Must not know terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.core.translation.nearness import plain

LETTER = r"[A-Za-zªµºÀ-ÖØ-öø-ɏ\u0300-\u036fЀ-ԯḀ-ỿ]"
_WORD = re.compile(f"{LETTER}+")
# What touches a word and makes it a part of something else: an address, a number, a code.
_BEFORE = re.compile(r"[\d@#/\\&=%_]|(?<=\w)[.:]")
_AFTER = re.compile(r"[\d@#/\\&=%_]|[.:](?=\w)")
_JOINT = re.compile(r"[ \u00a0]|['’]|-")  # what may stand between two words of one term
_W = r"double[ -]?(?:u|you|v[eé])|doble[ -]?(?:u|ve|v)|uve[ -]doble|dáblio|dábliu"
_SPELLED = re.compile(
    rf"(?<![\w@#/.&'’-])(?:{_W}|{LETTER})(?:(?:\. ?|[ \u00a0]|-)(?:{_W}|{LETTER})(?!{LETTER}|['’]))+", re.IGNORECASE
)
_ONE = re.compile(rf"{_W}|{LETTER}", re.IGNORECASE)
# Words of a single letter: "a e o" is Portuguese, not an acronym.
_ONE_LETTER = {
    "en": "ai",
    "pt": "aeoéàóu",
    "es": "aeoyuó",
    "fr": "aàyôo",
    "it": "aeioèò",
    "ru": "авикосуяжбл",
    "de": "",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word. ``text``: as it is to be compared; ``start``, ``end``: where it stands, in code points.

    ``is_spelled``: it was said letter by letter; ``is_closed``: a part of an address, a number or a code;
    ``follows``: only a space, an apostrophe or a hyphen parts it from the word before.
    """

    text: str
    start: int
    end: int
    is_spelled: bool = False
    is_closed: bool = False
    follows: bool = False


def tokens(text: str, language: str, acronyms: Mapping[str, str]) -> list[Token]:
    """The words of a text. ``acronyms``: those that may have been spelled, by their ``plain`` form."""
    spelled = [each for found in _SPELLED.finditer(text) if (each := _spelled(text, found, language, acronyms))]
    words: list[Token] = []
    for found in _WORD.finditer(text):
        if not any(found.start() < each.end and each.start < found.end() for each in spelled):
            words.append(Token(found.group(), found.start(), found.end(), is_closed=_is_closed(text, found)))
    placed: list[Token] = []
    for each in sorted((*words, *spelled), key=lambda token: token.start):
        follows = bool(placed) and _JOINT.fullmatch(text, placed[-1].end, each.start) is not None
        placed.append(Token(each.text, each.start, each.end, each.is_spelled, each.is_closed, follows))
    return placed


def words(text: str) -> tuple[str, ...]:
    """The words of a term; none where something else than words stands in it (figures, other scripts)."""
    is_whole = all(mark in " '’-" or re.match(LETTER, mark) for mark in text)
    return tuple(_WORD.findall(text)) if is_whole else ()


def _spelled(text: str, found: re.Match[str], language: str, acronyms: Mapping[str, str]) -> Token | None:
    parts = _ONE.findall(found.group())
    letters = ["w" if len(part) > 1 else part for part in parts]
    meant = acronyms.get(plain("".join(letters)))
    if meant is None:
        return None
    single = [part for part in parts if len(part) == 1]
    ordinary = _ONE_LETTER.get(language)
    is_small = not all(part.isupper() for part in single)
    if is_small and (ordinary is None or all(part.casefold() in ordinary for part in single)):
        return None
    end = found.end()
    is_dotted = "." in found.group() and text[end : end + 1] == "."
    if is_dotted and re.match(r"\.(?: ?[,;:)]| [^\W\d_A-ZА-Я])", text[end:]):
        end += 1  # the last letter's point; at the end of a sentence it is the sentence's
    return Token(meant, found.start(), end, is_spelled=True)


def _is_closed(text: str, found: re.Match[str]) -> bool:
    begin = found.start()
    return bool((begin and _BEFORE.match(text, begin - 1)) or _AFTER.match(text, found.end()))
