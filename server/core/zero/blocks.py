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
    """What stands before the words of a block; ``PREAMBLE``: a number among preambular paragraphs ("PP2")."""

    NONE = ""
    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"
    PREAMBLE = "preamble"


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody changed or remarked in a file. ``kind``: inserted, deleted or comment; ``at``: by the file."""

    kind: str
    by: str
    at: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a file. ``level``: of a heading, 0 for none, ``is_title`` for the title's own style.

    ``mark`` and ``label``: what a list of the format puts before it ("(a)"), which is no part of ``text``; ``sign``:
    what parts a number that was typed from its words; ``is_italic``: its first word is; ``is_note``: it stands at the
    foot of a page; ``is_table``: its lines are rows; ``owners``: who holds what is in brackets, where the file says so
    beside the text. ``changes``: those whose signs stand in the text (``tracked``), and comments; ``joins``: its end
    was inserted or deleted.
    """

    text: str
    level: int = 0
    is_title: bool = False
    mark: Mark = Mark.NONE
    label: str = ""
    is_italic: bool = False
    owners: tuple[str, ...] = ()
    sign: str = ""
    is_note: bool = False
    is_table: bool = False
    changes: tuple[Change, ...] = ()
    joins: str = ""


# What follows the number of a paragraph that stands between two: "3 bis", "3A"; by language what is called so.
_SUFFIXES = {
    "bis": "bis", "ter": "ter", "quater": "quater", "quinquies": "quinquies", "sexies": "sexies", "бис": "bis",
    "тер": "ter", "кватер": "quater", "مكرر": "bis", "مكررا": "bis", "مكرراً": "bis", "之二": "bis", "之三": "ter",
    "之四": "quater", "의2": "bis", "의3": "ter", "의4": "quater", "alt": "alt",
}  # fmt: skip
_WORD = r"(?:bis|ter|quater|quinquies|sexies|бис|тер|кватер|مكرر(?:ا|اً)?|alt(?=\b\.?))(?!\w)"
_NOUN = (
    r"(?:(?:paragraph|para\.|article|art\.|paragraphe|artículo|artigo|párrafo|parágrafo|пункт|статья|الفقرة|المادة)\s+)"
)
_HAN, _ORDINALS = (
    "一二三四五六七八九十",
    ("أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"),
)
_LETTERS = {
    "preamble": re.compile(rf"PP\s?(?P<label>\d{{1,3}}(?:\s?{_WORD})?)\s?[.):]?\s+(?=\S)"),
    "number": re.compile(
        rf"{_NOUN}?(?P<between>\d{{1,3}}\s?[-.]?\s?{_WORD})(?P<mark>[.)．、:：]|\s?[-–—])?\s+(?=\S)"
        rf"|{_NOUN}?(?P<label>\d{{1,3}}(?:\s?之[二三四五]|의\s?[2-5]|[A-Z](?=[.)]\s))?)\s?(?P<sign>[.)．、]|\.?[-–—](?!\s?\d))(?!\d)\s*(?=\S)"
        rf"|{_NOUN}(?P<named>\d{{1,3}})\s?[:：]\s*(?=\S)"
        rf"|OP\s?(?P<operative>\d{{1,3}}(?:\s?{_WORD})?)\s?[.):]?\s+(?=\S)"
        r"|(?P<deep>\d{1,3}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[\[“\"(]*(?-i:[A-ZÀ-ÞА-ЯЁ]))"
        rf"|第(?P<han>[{_HAN}百\d]{{1,4}})[条款段](?P<after>之[二三四五])?\s*[、,，:：.]?\s*(?=\S)"
        rf"|(?P<cjk>[{_HAN}]{{1,3}}(?:之[二三四五])?)、\s*(?=\S)"
        r"|제\s?(?P<ko>\d{1,3})\s?[조항](?P<of>의\s?[234])?[.,:]?\s+(?=\S)"
        rf"|(?P<ar>{'|'.join(_ORDINALS)})(?:ا|اً|ًا)\s?[:.،–-]\s*(?=\S)",
        re.IGNORECASE,
    ),
    "letter": re.compile(
        r"(?P<label>\((?:[a-z]{1,2}|[ivx]{1,5}|[а-я]|[ء-ي]|[가-하]|[一二三四五六七八九十]{1,2}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5}|[а-я]|[ء-ي]|[가-하])\)"
        r"|[가나다라마바사아자차카타파하]\.|（[一二三四五六七八九十\d]{1,2}）|[①-⑳㉠-㉭㉮-㉻])\s*(?=\S)|(?P<arabic>[ء-ي]\s?[-–])\s+(?=\S)",
        re.IGNORECASE,
    ),
    "bullet": re.compile(r"(?P<label>[•‣◦▪●○■□·–—*]|-)\s+(?=\S)"),
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
    mark, label, _, bare = parted(text)
    return mark, label, bare


def parted(text: str) -> tuple[Mark, str, str, str]:
    """The same with the sign behind a number, before the text: "." of "4. We share", "" for other marks."""
    opened = "[" if text.startswith("[") else ""
    bare = text[len(opened) :].lstrip() if opened else text
    for name, pattern in _LETTERS.items():
        found = pattern.match(bare)
        if not found:
            continue
        given = {key: value for key, value in found.groupdict().items() if value}
        sign = given.pop("sign", "") or given.pop("mark", "")
        label = "".join(given.values()) if name == "number" else next(iter(given.values()))
        return Mark(name), label, sign, opened + bare[found.end() :]
    return Mark.NONE, "", "", text


def suffix(label: str) -> str:
    """What follows the number in the label of a paragraph between two: "bis" of "3 bis", "3之二"; "" of a plain one."""
    found = re.search(r"(?<=[\d一二三四五六七八九十])\s?[-.]?\s?(?P<name>[^\W\d]\w*|의\s?\d)\s?$", label)
    if found is None:
        return ""
    name = found["name"].replace(" ", "").casefold()
    return _SUFFIXES.get(name, name.upper() if len(name) == 1 and name.isascii() else "")


def counted(label: str) -> int | None:
    """The number in a label: 3 of "3 bis" and of "三", 1 of "(1)"; None of "(a)"."""
    digits = re.search(r"\d+", label)
    if digits:
        return int(digits.group())
    if "①" <= label[:1] <= "⑳":
        return ord(label[0]) - ord("①") + 1
    if label in _ORDINALS:
        return _ORDINALS.index(label) + 1
    han = re.match(rf"[(（]?([{_HAN}]{{1,3}})", label)
    if not han:
        return None
    tens, is_ten, units = han[1].partition("十")
    if not is_ten:
        return _HAN.index(han[1][0]) + 1
    return (_HAN.index(tens[0]) + 1 if tens else 1) * 10 + (_HAN.index(units[0]) + 1 if units else 0)
