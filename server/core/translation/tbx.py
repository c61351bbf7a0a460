"""The event's glossary as TBX (ISO 30042), which terminology programs read and write: version 2 and 3 in, 3 out.

Of an entry each language's first term is taken, with what is marked as its variants; languages that are not known here
are left out. Terms that stay the same in every language stand under ``mul``. Must not know files or databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from server.core.errors import BadGlossary
from server.core.translation.glossary import ABOUT, BETWEEN, DELEGATION, KEEP, MOST_ROWS, NOTE, Row, check, forms

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EVERY_LANGUAGE = "mul"
ENTRIES = ("termEntry", "conceptEntry")
SECTIONS = ("langSet", "langSec")
TERMS = ("tig", "ntig", "termSec")
VARIANT = "variant"  # the termType of an inflection
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>Roundtable: names and terms of an event</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
"""


def is_tbx(text: str) -> bool:
    """Whether a text is meant as XML, not as a table."""
    return text.lstrip("\ufeff \t\r\n").startswith("<")


def parse(text: str, languages: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a TBX file; entries without a known language give none. Raises BadGlossary."""
    if "<!ENTITY" in text:
        raise _bad("entities are not read")
    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff \t\r\n").encode())
    except (ElementTree.ParseError, ValueError) as error:  # half a surrogate can't be encoded
        raise _bad(f"this is no XML that can be read: {error}") from error
    entries = [each for each in root.iter() if _name(each) in ENTRIES]
    if not entries:
        raise _bad("there is no termEntry or conceptEntry in it: it is no TBX file")
    if len(entries) > MOST_ROWS:
        raise _bad(f"at most {MOST_ROWS} terms; found {len(entries)}")
    rows: list[dict[str, str]] = []
    for number, entry in enumerate(entries, 1):
        row = _row(entry, languages)
        if row:
            try:
                rows.append(check(row, languages))
            except BadGlossary as error:
                raise BadGlossary(f"entry {number}: {error.message}", **error.details) from error
    return rows


def write(rows: Iterable[Row], languages: Sequence[str]) -> str:
    """The rows as TBX, one entry each; the delegation stands in a note, and the note in another."""
    parts = [_HEAD]
    for number, row in enumerate(rows, 1):
        parts.append(f'  <conceptEntry id="t{number}">\n')
        parts += [f"   <note>{escape(row[about])}</note>\n" for about in ABOUT if row.get(about)]
        for column in (KEEP, *languages):
            if row.get(column):
                code = quoteattr(EVERY_LANGUAGE if column == KEEP else column)
                terms = "".join(_section(form, at > 0) for at, form in enumerate(forms(row[column])))
                parts.append(f"   <langSec xml:lang={code}>{terms}</langSec>\n")
        parts.append("  </conceptEntry>\n")
    return "".join([*parts, " </body></text>\n</tbx>\n"])


def _row(entry: ElementTree.Element, languages: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in (each for each in entry.iter() if _name(each) in SECTIONS):
        given = section.get(LANG) or section.get("lang") or ""
        code = given.replace("_", "-").split("-")[0].lower()
        column = KEEP if code == EVERY_LANGUAGE else code
        terms = _terms(section)
        if terms and column in (KEEP, *languages):
            found.setdefault(column, f" {BETWEEN} ".join(terms))
    for note in (_text(each) for each in entry if _name(each) == "note"):
        if found and note:
            found.setdefault(DELEGATION if note.isalnum() and note.isupper() else NOTE, note)
    return found


def _section(term: str, is_variant: bool) -> str:
    kind = f'<termNote type="termType">{VARIANT}</termNote>' if is_variant else ""
    return f"<termSec><term>{escape(term)}</term>{kind}</termSec>"


def _terms(section: ElementTree.Element) -> list[str]:
    """The first term of a language and the variants behind it, without the mark that stands between forms here."""
    found: list[str] = []
    for each in (each for each in section.iter() if _name(each) in TERMS):
        term = next((_text(one) for one in each.iter() if _name(one) == "term"), "").replace(BETWEEN, " ").strip()
        kinds = {_text(one) for one in each.iter() if _name(one) == "termNote" and one.get("type") == "termType"}
        if term and (not found or VARIANT in kinds):
            found.append(term)
    return found


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _bad(what: str) -> BadGlossary:
    return BadGlossary(what, errors=[{"line": 0, "fault": "unreadable", "text": what}])
