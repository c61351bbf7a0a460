"""Typst, as all printed documents of ours use it: PDF/A-2a and PDF/UA-1, our fonts, the same bytes for the same text.

Knows no document: a layout gets one JSON value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import typst

from server.core.errors import BadText
from server.documents import fonts
from server.documents.words import direction

STANDARDS: tuple[Literal["a-2a", "ua-1"], ...] = ("a-2a", "ua-1")
HEAD_CHARACTERS = 58
WIDE = ("ko", "zh", "ja")
MOST_TRIES = 24  # each finds a script that no font has, or a sign
PICTURES = 0x1F000  # from here on there are pictures, emoji among them, which no font of ours has


def printed(layout: Path, name: str, content: dict[str, Any], folder: Path) -> bytes:
    """The document that a layout makes of the input ``name``. A sign that no font has becomes its number, as [U+1F389].

    Raises ModelMissing when a sign needs fonts that ``folder`` does not have, BadText for what can't be printed at all.
    """
    text = json.dumps(content, ensure_ascii=False)
    for _ in range(MOST_TRIES):
        try:
            return compiled(layout, {name: text}, folder)
        except typst.TypstError as error:
            fonts.find(folder)
            unknown = _without_font(error, text)
            if not unknown:
                raise BadText(f"this can't be printed: {error.message}; reword it") from error
            text = _numbered(text, unknown)
    raise BadText(f"this can't be printed: too many signs have no font; put a font that has them into {folder}")


def compiled(layout: Path, inputs: dict[str, str], folder: Path) -> bytes:
    """What typst makes of a layout. Raises typst.TypstError."""
    made = typst.compile(
        layout,
        font_paths=[folder] if folder.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS),
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__}, not one document")
    return made


def shortened(title: str) -> str:
    """A title as the head of the next pages has it: one line, cut between words where there are any."""
    if len(title) <= HEAD_CHARACTERS:
        return title
    cut = title[:HEAD_CHARACTERS]
    return (cut.rpartition(" ")[0] or cut) + " …"


def tongue(language: str) -> dict[str, Any]:
    """How typst sets text in a language: code, direction, fonts, whether it divides words."""
    base = language.split("-")[0].lower()
    return {
        "lang": base if re.fullmatch("[a-z]{2,3}", base) else "en",
        "direction": direction(language),
        "families": list(fonts.families(language)),
        "hyphenate": base not in WIDE and direction(language) == "ltr",
    }


def _without_font(error: Any, text: str) -> set[str]:
    """The signs of a text that can't be shown: those that typst quotes, with all others of their script."""
    said = " ".join(re.findall(r'`"(.*?)"`', str(error.message), re.DOTALL))
    named = {chr(int(code, 16)) for code in re.findall(r"\\u\{([0-9a-f]+)\}", said)} | {*said}
    kinds = {_script(sign) for sign in named if ord(sign) > 0x7E}
    return {sign for sign in set(text) if ord(sign) > 0x7E and _script(sign) in kinds}


def _script(sign: str) -> str:
    """What signs have in common of which a font has all or none: a script's letters, the pictures; else the sign."""
    if ord(sign) >= PICTURES:
        return "pictures"
    is_letter = unicodedata.category(sign)[0] in "LM"
    return unicodedata.name(sign, sign).split()[0] if is_letter else sign


def _numbered(text: str, signs: Iterable[str]) -> str:
    return text.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in signs})
