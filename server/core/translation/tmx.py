"""The translation memory as TMX 1.4, which translation programs read and write. Must not know files or databases.

A unit goes in one direction, from its source language to another. Units of languages that are not known here are left
out; inline codes of other programs are taken out of the text, which keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from server.core.errors import BadMemory

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VISIBLE = "x-visibility"
PUBLIC, PARTICIPANTS = "public", "participants"
MOST_UNITS = 20_000
LONGEST_TEXT = 5_000
MOST_CHARACTERS = 32 << 20
MOST_ERRORS = 50
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # what stands in them is another program's, not the text's
_DATE = "%Y%m%dT%H%M%SZ"
# Controls, halves of characters, marks that turn other text around, and what XML can't hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n]+")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9._-]{1,20})""")
_ENCODINGS = {"us-ascii": "ascii", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
 <header creationtool="Roundtable" creationtoolversion="1" segtype="sentence" o-tmf="Roundtable" adminlang="en"
  srclang="*all*" datatype="plaintext"/>
 <body>
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence in one language and what it is in another. ``at``: Unix milliseconds of the last change, if known.

    ``visibility``: ``participants`` where only those of the event may read it, else ``public``.
    """

    source: str
    sentence: str
    target: str
    text: str
    at: int | None = None
    visibility: str = PUBLIC


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, where it says so, Latin 1. Raises BadMemory."""
    declared = _DECLARED.match(raw)
    encoding = _ENCODINGS.get(declared[1].decode().lower(), "utf-8-sig") if declared else "utf-8-sig"
    for start, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        encoding = name if raw.startswith(start) else encoding
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _bad("unreadable", f"this is no text in UTF-8 or UTF-16: {error}") from error


def parse(text: str, languages: Sequence[str]) -> tuple[list[Unit], int]:
    """The units of a TMX file, and how many were left out for their languages. Raises BadMemory, with all its faults.

    ``details["errors"]`` are ``[{line, fault, text}]``; ``line`` counts the units from 1, 0 is the file.
    """
    if len(text) > MOST_CHARACTERS:
        raise _bad("too_large", f"at most {MOST_CHARACTERS >> 20} million characters; found {len(text)}")
    if "<!ENTITY" in text:
        raise _bad("unreadable", "entities are not read")
    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff \t\r\n"))
    except (ElementTree.ParseError, ValueError) as error:  # half a surrogate can't be encoded
        raise _bad("unreadable", f"this is no XML that can be read: {error}") from error
    if _name(root) != "tmx":
        raise _bad("unreadable", f"this is no TMX file: it begins with {_name(root)}")
    units, left_out = _units(root, languages)
    if len(units) > MOST_UNITS:
        raise _bad("too_many_units", f"at most {MOST_UNITS} translations; found {len(units)}")
    errors = [fault for number, unit in units for fault in _faults(number, unit)]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise BadMemory(f"unit {errors[0]['line']}: {errors[0]['text']}{more}", errors=errors[:MOST_ERRORS])
    return [unit for _, unit in units], left_out


def write(units: Iterable[Unit]) -> str:
    """The units as TMX 1.4; what XML can't hold is left out of their texts."""
    parts = [_HEAD]
    for each in units:
        date = f' changedate="{_written(each.at)}"' if each.at is not None else ""
        parts.append(f"  <tu srclang={quoteattr(each.source)}{date}>\n")
        if each.visibility != PUBLIC:
            parts.append(f'   <prop type="{VISIBLE}">{escape(each.visibility)}</prop>\n')
        for code, said in ((each.source, each.sentence), (each.target, each.text)):
            parts.append(f"   <tuv xml:lang={quoteattr(code)}><seg>{escape(_CONTROL.sub('', said))}</seg></tuv>\n")
        parts.append("  </tu>\n")
    return "".join([*parts, " </body>\n</tmx>\n"])


def _units(root: ElementTree.Element, languages: Sequence[str]) -> tuple[list[tuple[int, Unit]], int]:
    """Every pair with the number of its unit, and how many units had none."""
    header = next((each for each in root if _name(each) == "header"), root)
    found: list[tuple[int, Unit]] = []
    left_out = 0
    for number, entry in enumerate((each for each in root.iter() if _name(each) == "tu"), 1):
        pairs = _pairs(entry, _code(entry.get("srclang") or header.get("srclang") or ""), languages)
        left_out += not pairs
        found += [(number, each) for each in pairs]
    return found, left_out


def _pairs(entry: ElementTree.Element, source: str, languages: Sequence[str]) -> list[Unit]:
    texts: dict[str, str] = {}
    for variant in (each for each in entry if _name(each) == "tuv"):
        code = _code(variant.get(LANG) or variant.get("lang") or "")
        text = next((_text(each) for each in variant if _name(each) == "seg"), "")
        if text:
            texts.setdefault(code, text)
    source = source if source and "*" not in source else next(iter(texts), "")
    if source not in texts or source not in languages:
        return []
    at, visibility = _read_date(entry.get("changedate") or entry.get("creationdate") or ""), _visibility(entry)
    return [
        Unit(source, texts[source], target, text, at, visibility)
        for target, text in texts.items()
        if target != source and target in languages
    ]


def _visibility(entry: ElementTree.Element) -> str:
    """Unknown words hide: whatever is not said to be public stays among the participants."""
    told = [_text(each) for each in entry if _name(each) == "prop" and each.get("type") == VISIBLE]
    return PUBLIC if all(each == PUBLIC for each in told) else PARTICIPANTS


def _text(element: ElementTree.Element) -> str:
    for each in list(element.iter()):
        if _name(each) in _CODES:
            tail = each.tail
            each.clear()
            each.tail = tail
    return _SPACE.sub(" ", "".join(element.itertext())).strip(" ")


def _faults(number: int, unit: Unit) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for code, said in ((unit.source, unit.sentence), (unit.target, unit.text)):
        if len(said) > LONGEST_TEXT:
            told = f"{code}: at most {LONGEST_TEXT} characters"
            found.append({"line": number, "fault": "too_long", "text": told})
        if _CONTROL.search(said):
            found.append(
                {"line": number, "fault": "bad_character", "text": f"{code}: a control character stands in it"}
            )
    return found


def _code(given: str) -> str:
    return given.replace("_", "-").split("-")[0].lower()


def _written(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, UTC).strftime(_DATE)


def _read_date(text: str) -> int | None:
    try:
        return int(datetime.strptime(text, _DATE).replace(tzinfo=UTC).timestamp()) * 1000
    except ValueError:
        return None


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _bad(fault: str, what: str) -> BadMemory:
    return BadMemory(what, errors=[{"line": 0, "fault": fault, "text": what}])
