"""Bytes from elsewhere as text: by their mark, as UTF-8, or by a guess that is told."""

from __future__ import annotations

from dataclasses import dataclass

from server.core.errors import BadTranscript

GUESS = "windows-1252"
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
