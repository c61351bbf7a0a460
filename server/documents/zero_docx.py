"""The blocks of a Word document: numbers of its lists, headings, italics, tracked changes as they would be accepted.

Only three parts of the file are looked at, each within a bound; macros and definitions of its own are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from server.core.errors import BadDocument, UnsafeDocument
from server.core.zero import Block
from server.core.zero.blocks import Mark

MOST_PARTS = 4_000
MOST_UNPACKED_BYTES = 256 << 20
MOST_XML_BYTES = {"word/document.xml": 16 << 20, "word/styles.xml": 4 << 20, "word/numbering.xml": 4 << 20}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is drawn beside the text, and what a reviewer took out of it.
_ASIDE = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pict", f"{_W}drawing",
        f"{_W}object",
    }
)  # fmt: skip
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_NUMBERS = frozenset(
    {"decimal", "decimalZero", "decimalFullWidth", "hindiNumbers", "chineseCounting", "chineseCountingThousand",
     "japaneseCounting", "koreanDigital", "koreanCounting", "ordinal", "cardinalText"}
)  # fmt: skip
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz", "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя", "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "ganada": "가나다라마바사아자차카타파하", "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}  # fmt: skip
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def blocks(data: bytes) -> Iterator[Block]:
    """The paragraphs in order, those of tables among them. Raises BadDocument or UnsafeDocument."""
    parts = _parts(data)
    document = _parsed(parts["word/document.xml"])
    styles = _styles(_parsed(parts["word/styles.xml"])) if "word/styles.xml" in parts else {}
    lists = _Lists(_parsed(parts["word/numbering.xml"])) if "word/numbering.xml" in parts else _Lists(None)
    waiting: Block | None = None
    for each in _paragraphs(document):
        made = _block(each, styles, lists, is_going_on=waiting is not None)
        if waiting is not None:
            made = replace(waiting, text=waiting.text + made.text)
        if each.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:  # its end was taken out: the next one goes on in it
            waiting = made
            continue
        waiting = None
        yield made
    if waiting is not None:
        yield waiting


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED_BYTES:
                raise UnsafeDocument("this Word document unfolds into far more than a text: paste its text")
            if any("vbaproject" in each.filename.lower() for each in listed):
                raise UnsafeDocument(
                    "this Word document holds macros: save it as .docx without them, or paste its text"
                )
            names = {each.filename for each in listed}
            if "word/document.xml" not in names:
                raise BadDocument("this is no Word document: save it as .docx, or paste the text")
            return {name: _part(archive, name, most) for name, most in MOST_XML_BYTES.items() if name in names}
    except _BROKEN as error:
        raise BadDocument(
            f"this Word document is damaged or locked ({type(error).__name__}): paste its text"
        ) from error


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        xml = file.read(most + 1)
    if len(xml) > most:
        raise UnsafeDocument("this Word document unfolds into far more than a text: paste its text")
    return xml


def _parsed(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise _with_definitions() from error
        raise BadDocument("this Word document is damaged: paste its text") from error
    if root.getroottree().docinfo.doctype:
        raise _with_definitions()
    return root


def _with_definitions() -> UnsafeDocument:
    return UnsafeDocument("this Word document holds definitions of its own, which are not read: paste its text")


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _ASIDE and isinstance(child.tag, str):
            yield from _paragraphs(child)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None


def _styles(root: Any) -> dict[str, _Style]:
    found = {}
    for each in root.iter(f"{_W}style"):
        name, based = each.find(f"{_W}name"), each.find(f"{_W}basedOn")
        found[_value(each, "styleId")] = _Style(
            _value(name).lower(), _value(based), _level(each.find(f"{_W}pPr")), _numbering(each.find(f"{_W}pPr"))
        )
    return found


def _block(paragraph: Any, styles: dict[str, _Style], lists: _Lists, is_going_on: bool) -> Block:
    properties = paragraph.find(f"{_W}pPr")
    chain = list(_chain(_value(properties.find(f"{_W}pStyle")) if properties is not None else "", styles))
    names = [each.name for each in chain]
    level = _level(properties) or next((_named_level(each) for each in chain if _named_level(each)), 0)
    numbering = _numbering(properties) or next((each.numbering for each in chain if each.numbering), None)
    text = "".join(_texts(paragraph))
    mark, label = Mark.NONE, ""
    if numbering and text.strip() and not is_going_on:
        mark, label = lists.next(*numbering)
    is_title = "title" in names[:1]
    if level or is_title:
        mark, label = Mark.NONE, ""
    return Block(text, level, is_title, mark, label, _is_italic(paragraph))


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
    outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
    value = _value(outline)
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _numbering(properties: Any) -> tuple[str, int] | None:
    given = properties.find(f"{_W}numPr") if properties is not None else None
    if given is None:
        return None
    level = _value(given.find(f"{_W}ilvl"))
    return _value(given.find(f"{_W}numId")), int(level) if level.isdigit() else 0


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        elif isinstance(child.tag, str) and child.tag not in _ASIDE and child.tag != f"{_W}pPr":
            yield from _texts(child)


def _is_italic(paragraph: Any) -> bool:
    for run in paragraph.iter(f"{_W}r"):
        if "".join(_texts(run)).strip():
            italic = run.find(f"{_W}rPr/{_W}i")
            return italic is not None and _value(italic) not in ("0", "false")
    return False


def _value(element: Any, name: str = "val") -> str:
    return str(element.get(f"{_W}{name}") or "") if element is not None else ""


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _Lists:
    """Counts the numbers of lists as Word does: by level, each list with its own starts."""

    root: Any
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for each in self.root.iter(f"{_W}abstractNum"):
            levels = {int(_value(one, "ilvl") or 0): _level_of(one) for one in each.iter(f"{_W}lvl")}
            self._levels[_value(each, "abstractNumId")] = levels
        for each in self.root.iter(f"{_W}num"):
            name = _value(each, "numId")
            self._kinds[name] = _value(each.find(f"{_W}abstractNumId"))
            for one in each.iter(f"{_W}lvlOverride"):
                start = _value(one.find(f"{_W}startOverride"))
                if start.isdigit():
                    self._starts.setdefault(name, {})[int(_value(one, "ilvl") or 0)] = int(start)

    def next(self, name: str, level: int) -> tuple[Mark, str]:
        """The mark and the label of the next paragraph of a list at a level."""
        kind = self._kinds.get(name)
        if kind is None or name == "0":
            return Mark.NONE, ""
        levels = self._levels.get(kind, {})
        here = levels.get(level, _Level())
        counts = self._counts.setdefault(kind, {})
        if name not in self._begun:
            self._begun.add(name)
            for at, start in self._starts.get(name, {}).items():
                counts[at] = start - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if here.form == "bullet":
            return Mark.BULLET, "•"
        if here.form == "none":
            return Mark.NONE, ""
        label = here.text
        for at in range(level + 1):
            shown = levels.get(at, _Level())
            label = label.replace(f"%{at + 1}", _counted(counts.get(at, shown.start), shown.form))
        if here.form in _NUMBERS and level == 0:
            return Mark.NUMBER, label.strip(" .)(") or str(counts[level])
        return Mark.LETTER, label.strip()


def _level_of(element: Any) -> _Level:
    start = _value(element.find(f"{_W}start"))
    form = _value(element.find(f"{_W}numFmt")) or "decimal"
    return _Level(form, _value(element.find(f"{_W}lvlText")), int(start) if start.isdigit() else 1)


def _counted(number: int, form: str) -> str:
    letters = _ALPHABETS.get(form)
    if letters:
        at = max(0, number - 1)
        return letters[at % len(letters)] * (1 + at // len(letters))
    if form in ("lowerRoman", "upperRoman"):
        written, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                written, rest = written + sign, rest - value
        return written.upper() if form == "upperRoman" else written
    return str(number)
