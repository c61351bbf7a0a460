"""Blocks of a document as a reader of its format finds them, and the markers that stand before their words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_WIDE = str.maketrans("［］", "[]")
# What a file may hold and no text shows: controls, soft hyphens, direction overrides, marks of byte order.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")


class Mark(StrEnum):
    """What stands before the words of a block."""

    NONE = ""
    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a file. ``level``: of a heading, 0 for none, ``is_title`` for the title's own style.

    ``mark`` and ``label``: what a list of the format puts before it ("(a)"), which is no part of ``text``;
    ``is_italic``: its first word is; ``owners``: who holds what is in brackets, where the file says so beside the text.
    """

    text: str
    level: int = 0
    is_title: bool = False
    mark: Mark = Mark.NONE
    label: str = ""
    is_italic: bool = False
    owners: tuple[str, ...] = ()


_LETTERS = {
    "number": re.compile(
        r"(?:(?:paragraph|para\.|article|art\.|paragraphe|artículo|artigo|párrafo|parágrafo|пункт|статья|الفقرة|المادة)\s+)?"
        r"(?P<label>\d{1,3}(?:\s?(?:bis|ter|quater))?)\s?(?:[.)．、]|\.?-)(?!\d)\s*(?=\S)"
        r"|第(?P<han>[一二三四五六七八九十百\d]{1,4})[条款段]\s*[、,，:：.]?\s*(?=\S)"
        r"|(?P<cjk>[一二三四五六七八九十]{1,3})、\s*(?=\S)"
        r"|제\s?(?P<ko>\d{1,3})\s?[조항][.,:]?\s+(?=\S)",
        re.IGNORECASE,
    ),
    "letter": re.compile(
        r"(?P<label>\((?:[a-z]{1,2}|[ivx]{1,5}|[а-я]|[ء-ي]|[가-하]|[一二三四五六七八九十]{1,2}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5}|[а-я]|[가-하])\)"
        r"|[가나다라마바사아자차카타파하]\.|（[一二三四五六七八九十\d]{1,2}）)\s*(?=\S)",
        re.IGNORECASE,
    ),
    "bullet": re.compile(r"(?P<label>[•‣◦▪·–—*]|-)\s+(?=\S)"),
}


def normal(text: str) -> str:
    """Text as it is kept: canonical characters, plain spaces, square brackets of one kind, no blank lines inside."""
    plain = unicodedata.normalize("NFC", _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (_SPACES.sub(" ", line).strip() for line in plain.translate(_WIDE).split("\n"))
    return "\n".join(line for line in lines if line)


def marked(text: str) -> tuple[Mark, str, str]:
    """The mark that is written before a text, its label as written, and the text without it.

    A bracket that opens before the mark stays with the text: "[4. We share" is paragraph 4, "[We share".
    """
    sign = "[" if text.startswith("[") else ""
    bare = text[len(sign) :].lstrip() if sign else text
    for name, pattern in _LETTERS.items():
        found = pattern.match(bare)
        if found:
            label = next(each for each in found.groups() if each)
            return Mark(name), label, sign + bare[found.end() :]
    return Mark.NONE, "", text
