"""Bytes from elsewhere as text: by their mark, as UTF-8, or by a guess that is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.core.errors import BadTranscript

GUESS = "windows-1252"
# Encodings of one script each, in the order in which they are tried, with what its letters are.
_SCRIPTS = (
    ("cp949", re.compile(r"[\uac00-\ud7a3]"), re.compile(r"[\u4e00-\u9fff\uf900-\ufaff]")),
    ("gb18030", re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\uac00-\ud7a3\ue000-\uf8ff]")),
    ("cp1251", re.compile("[а-яё]"), re.compile("[ЂЃѓЉЊЌЋЏђљњќћџЎўЈЅѕјЇї]|(?<=[а-яё])[А-ЯЁ]")),
    ("cp1256", re.compile("[ء-ي]"), re.compile("[À-ÿœ]")),
)
# A text of another script than Latin has most of its letters outside of ASCII; a Latin one with accents few of them.
_MOST = 0.5
LOOKED_AT = 4_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and whether that is a guess: letters with accents may be wrong then."""

    text: str
    encoding: str
    is_guessed: bool


def decode(content: bytes) -> Decoded:
    """UTF-8, UTF-16 by its mark or its zeros, else windows-1252 as a guess. Raises BadTranscript: this is no text."""
    for encoding, is_it in (
        ("utf-16", content.startswith((b"\xff\xfe", b"\xfe\xff"))),
        ("utf-8-sig", True),
        ("utf-16-le", _zeros(content, 1)),
        ("utf-16-be", _zeros(content, 0)),
        ("cp1252", b"\0" not in content),
    ):
        if not is_it or (encoding == "utf-8-sig" and b"\0" in content):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            name = {"utf-8-sig": "utf-8", "cp1252": GUESS}.get(encoding, "utf-16")
            return Decoded(text.removeprefix("\ufeff"), name, encoding == "cp1252")
    raise BadTranscript("this is no text: bring a .srt, .vtt, .json, .jsonl or .txt file")


def _zeros(content: bytes, place: int) -> bool:
    """Whether most of every second byte is zero, as in UTF-16 of European languages."""
    looked = content[:LOOKED_AT]
    every_second = looked[place::2]
    return len(content) % 2 == 0 and len(every_second) > 1 and every_second.count(0) > len(every_second) * 0.4


def of_one_script(content: bytes) -> str:
    """The encoding of a text in Korean, Chinese, Russian or Arabic that is no UTF-8; "" where it looks like none.

    Told by which letters come out of it: windows-1252 makes something of any bytes.
    """
    letters = [each for each in content if each > 0x7F or chr(each).isalpha()]
    if not letters or sum(each > 0x7F for each in letters) < _MOST * len(letters):
        return ""
    for encoding, own, strange in _SCRIPTS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        mine, others = len(own.findall(text)), len(strange.findall(text))
        if mine > 10 * others and mine > _MOST * sum(each > "\x7f" for each in text):
            return encoding
    return ""
