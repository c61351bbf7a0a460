"""The blocks of a Word document: numbers of its lists, headings, italics, tables, notes, tracked changes, comments.

Only some parts of the file are looked at, each within a bound; macros and definitions of its own are refused.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from server.core.errors import BadDocument, UnsafeDocument
from server.core.zero import Block
from server.core.zero.blocks import Change, Mark
from server.core.zero.tracked import PRIVATE, Writing
from server.documents.handed_in import BROKEN
from server.documents.zero_docx_lists import Lists, W, value
from server.documents.zero_labels import raised
from server.documents.zero_tables import flattened

MOST_PARTS = 4_000
MOST_UNPACKED_BYTES = 256 << 20
MOST_XML_BYTES = {
    "word/document.xml": 16 << 20, "word/styles.xml": 4 << 20, "word/numbering.xml": 4 << 20,
    "word/footnotes.xml": 4 << 20, "word/endnotes.xml": 4 << 20, "word/comments.xml": 4 << 20,
}  # fmt: skip
# Other programs' documents come in the same wrapping.
_OTHERS = {"mimetype": "an OpenDocument file", "xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "slides"}
# What is drawn beside the text, and what is no text.
_ASIDE = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        f"{W}txbxContent", f"{W}instrText", f"{W}delInstrText", f"{W}pict", f"{W}drawing", f"{W}object",
    }
)  # fmt: skip
_CHANGED = {f"{W}ins": "inserted", f"{W}moveTo": "inserted", f"{W}del": "deleted", f"{W}moveFrom": "deleted"}
_NOTES = {f"{W}footnoteReference": "word/footnotes.xml", f"{W}endnoteReference": "word/endnotes.xml"}
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


def blocks(data: bytes) -> Iterator[Block]:
    """The paragraphs in order, those of tables among them, notes at the end. Raises BadDocument or UnsafeDocument."""
    parts = _parts(data)
    trees = {name: _parsed(xml) for name, xml in parts.items()}
    styles = _styles(trees["word/styles.xml"]) if "word/styles.xml" in trees else {}
    aside = _Aside(trees)
    reader = _Reader(styles, Lists(trees.get("word/numbering.xml")), aside)
    yield from reader.within(trees["word/document.xml"])
    for label, note in aside.notes():
        text = " ".join("".join(reader.texts(each, None)) for each in _paragraphs(note))
        yield Block(text, is_note=True, label=label)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED_BYTES:
                raise UnsafeDocument(
                    "this Word document unfolds into far more than a text: paste its text", fault="unfolds"
                )
            if any("vbaproject" in each.filename.lower() for each in listed):
                raise UnsafeDocument(
                    "this Word document holds macros: save it as .docx without them, or paste its text",
                    fault="programs",
                )
            names = {each.filename for each in listed}
            if any(each.flag_bits & 0x1 for each in listed):
                raise BadDocument(
                    "this document is locked with a password: save it without, or paste its text", fault="locked"
                )
            if "word/document.xml" not in names:
                other = next((told for name, told in _OTHERS.items() if name in names), "no Word document")
                raise BadDocument(f"this is {other}: save it as .docx, or paste the text", fault="unknown")
            return {name: _part(archive, name, most) for name, most in MOST_XML_BYTES.items() if name in names}
    except BROKEN as error:
        raise BadDocument(
            f"this Word document is damaged ({type(error).__name__}): paste its text", fault="damaged"
        ) from error


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        xml = file.read(most + 1)
    if len(xml) > most:
        raise UnsafeDocument("this Word document unfolds into far more than a text: paste its text", fault="unfolds")
    return xml


def _parsed(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise _with_definitions() from error
        raise BadDocument("this Word document is damaged: paste its text", fault="damaged") from error
    if root.getroottree().docinfo.doctype:
        raise _with_definitions()
    return root


def _with_definitions() -> UnsafeDocument:
    told = "this Word document holds definitions of its own, which are not read: paste its text"
    return UnsafeDocument(told, fault="definitions")


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag not in _ASIDE and isinstance(child.tag, str):
            yield from _paragraphs(child)


@dataclass(slots=True)
class _Aside:
    """What stands beside the main text: notes in the order in which they are called, and comments."""

    trees: dict[str, Any]
    _called: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, part: str, identity: str) -> str:
        """The number above the line that calls a note; "" where there is none."""
        if self._note(part, identity) is None:
            return ""
        return raised(str(self._called.setdefault((part, identity), len(self._called) + 1)))

    def notes(self) -> Iterator[tuple[str, Any]]:
        """Each that was called, with its number above the line."""
        for (part, identity), number in self._called.items():
            yield raised(str(number)), self._note(part, identity)

    def comment(self, identity: str) -> Change | None:
        root = self.trees.get("word/comments.xml")
        for each in root.iter(f"{W}comment") if root is not None else ():
            if value(each, "id") == identity:
                words = " ".join("".join(each.itertext(f"{W}t")).split())
                return Change("comment", value(each, "author"), value(each, "date"), words)
        return None

    def _note(self, part: str, identity: str) -> Any:
        root = self.trees.get(part)
        for each in root if root is not None else ():
            if value(each, "id") == identity and not value(each, "type"):
                return each
        return None


@dataclass(slots=True)
class _Reader:
    """One document being read."""

    styles: dict[str, _Style]
    lists: Lists
    aside: _Aside

    def within(self, element: Any) -> Iterator[Block]:
        """The blocks of what an element holds."""
        for child in element:
            if child.tag == f"{W}p":
                yield self.block(child)
            elif child.tag == f"{W}tbl":
                cells = [[list(self.within(cell)) for cell in _each(row, "tc")] for row in _each(child, "tr")]
                yield from flattened(cells)
            elif isinstance(child.tag, str) and child.tag not in _ASIDE:
                yield from self.within(child)

    def block(self, paragraph: Any) -> Block:
        properties = paragraph.find(f"{W}pPr")
        chain = list(_chain(value(properties.find(f"{W}pStyle")) if properties is not None else "", self.styles))
        names = [each.name for each in chain]
        level = _level(properties) or next((_named_level(each) for each in chain if _named_level(each)), 0)
        numbering = _numbering(properties) or next((each.numbering for each in chain if each.numbering), None)
        writing = Writing([])
        text = "".join(self.texts(paragraph, writing))
        mark, label = Mark.NONE, ""
        if numbering and text.strip():
            mark, label = self.lists.next(*numbering)
        is_title = "title" in names[:1]
        if level or is_title:
            mark, label = Mark.NONE, ""
        return Block(
            text, level, is_title, mark, label, _is_italic(paragraph), changes=tuple(writing.changes),
            joins=_end(properties),
        )  # fmt: skip

    def texts(self, element: Any, writing: Writing | None) -> Iterator[str]:
        """The pieces of a text; ``writing``: keeps the changes in it, None: as accepted."""
        for child in element:
            if child.tag in (f"{W}t", f"{W}delText"):
                yield (child.text or "").translate(PRIVATE)
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in _NOTES:
                yield self.aside.mark(_NOTES[child.tag], value(child, "id"))
            elif child.tag == f"{W}commentReference" and writing is not None:
                comment = self.aside.comment(value(child, "id"))
                writing.changes += [comment] if comment else []
            elif child.tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None:
                continue
            elif child.tag in _CHANGED:
                yield self._changed(child, writing)
            elif isinstance(child.tag, str) and child.tag not in _ASIDE and child.tag != f"{W}pPr":
                yield from self.texts(child, writing)

    def _changed(self, element: Any, writing: Writing | None) -> str:
        kind, text = _CHANGED[element.tag], "".join(self.texts(element, writing))
        if writing is None:
            return text if kind == "inserted" else ""
        return writing.around(kind, value(element, "author"), value(element, "date"), text)


def _each(element: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also where a control holds them."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _each(child, name)


def _end(properties: Any) -> str:
    """Whether somebody inserted or deleted the end of a paragraph."""
    for name, kind in (("del", "deleted"), ("ins", "inserted")):
        if properties is not None and properties.find(f"{W}rPr/{W}{name}") is not None:
            return kind
    return ""


def _is_italic(paragraph: Any) -> bool:
    for run in paragraph.iter(f"{W}r"):
        if "".join(run.itertext(f"{W}t")).strip():
            italic = run.find(f"{W}rPr/{W}i")
            return italic is not None and value(italic) not in ("0", "false")
    return False


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None


def _styles(root: Any) -> dict[str, _Style]:
    found = {}
    for each in root.iter(f"{W}style"):
        name, based = each.find(f"{W}name"), each.find(f"{W}basedOn")
        found[value(each, "styleId")] = _Style(
            value(name).lower(), value(based), _level(each.find(f"{W}pPr")), _numbering(each.find(f"{W}pPr"))
        )
    return found


def _chain(style: str, styles: dict[str, _Style]) -> Iterator[_Style]:
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = styles[style].based_on


def _named_level(style: _Style) -> int:
    digits = style.name.removeprefix("heading ")
    return int(digits) if digits != style.name and digits.isdigit() else style.level


def _level(properties: Any) -> int:
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    level = value(outline)
    return int(level) + 1 if level.isdigit() and int(level) < 9 else 0


def _numbering(properties: Any) -> tuple[str, int] | None:
    given = properties.find(f"{W}numPr") if properties is not None else None
    if given is None:
        return None
    level = value(given.find(f"{W}ilvl"))
    return value(given.find(f"{W}numId")), int(level) if level.isdigit() else 0
