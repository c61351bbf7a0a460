"""The blocks of an HTML page: headings, paragraphs, lists, tables, notes. A page with programs in it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from server.core.errors import UnsafeDocument
from server.core.zero import Block
from server.core.zero.blocks import Mark
from server.core.zero.tracked import PRIVATE, Writing
from server.documents.zero_labels import counted, raised
from server.documents.zero_tables import Cell, flattened

_PROGRAMS = frozenset({"script", "iframe", "object", "embed", "applet", "frame", "frameset"})
_UNSEEN = frozenset({"head", "style", "template", "noscript", "svg", "math", "select", "textarea"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "tr",
        "table",
        "blockquote",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "body",
        "dt",
        "dd",
        "dl",
        "address",
        "pre",
        "ol",
        "ul",
        "hr",
        "figure",
        "figcaption",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_ITALIC = frozenset({"i", "em", "cite"})
_CHANGED = {"ins": "inserted", "del": "deleted", "s": "deleted", "strike": "deleted"}
# How a list counts, by its type and by what its style calls it.
_TYPES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "arabic-indic": "decimal", "hangul": "ganada",
    "korean-hangul-formal": "decimal", "cjk-decimal": "decimal", "lower-russian": "russianLower",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(?P<name>[a-z]+(?:-[a-z]+)+|decimal|none|hangul)")
_TITLES = frozenset({"title", "msotitle", "doc-title"})
_NOTE_ID = re.compile(r"#(?P<id>[\w:.-]+)$")
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}(?:\s?(?:bis|ter|quater))?\s*[.)]?\s*")
_CALL_ALONE = re.compile(r"^[\s\[(]*(?P<label>\d{1,3}|\*)[\])]?[.\s]*")


def blocks(text: str) -> Iterator[Block]:
    """The blocks in order, notes at the end. Raises UnsafeDocument."""
    reader = _Reader()
    reader.feed(text.translate(PRIVATE))
    reader.close()
    reader.end()
    while reader.tables:
        reader.close_table()
    yield from _with_numbers(each for each in reader.found if not each.is_note)
    yield from (_note(each) for each in reader.found if each.is_note)


def _with_numbers(found: Iterable[Block]) -> Iterator[Block]:
    """A number that stands in an element of its own is that of the block behind it."""
    number = ""
    for each in found:
        is_plain = not each.level and each.mark is Mark.NONE
        if is_plain and _NUMBER_ALONE.fullmatch(each.text):
            number = each.text.strip().rstrip(".)")
            continue
        yield replace(each, mark=Mark.NUMBER, label=number) if number and is_plain else each
        number = ""


def _note(block: Block) -> Block:
    """A note with its number above the line, as it is called in the text."""
    called = _CALL_ALONE.match(block.text)
    label = raised(called["label"]) if called else raised(block.label.strip("()."))
    return replace(block, text=block.text[called.end() :] if called else block.text, mark=Mark.NONE, label=label)


@dataclass(slots=True)
class _List:
    """One list on its way: how it counts, and where it is."""

    tag: str
    form: str
    count: int = 0


@dataclass(slots=True)
class _Table:
    """One table on its way; ``is_open``: a cell is."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    is_open: bool = False

    def cells(self) -> list[list[Cell]]:
        return [list(row) for row in self.rows]


class _Reader(HTMLParser):
    """Gathers text into blocks; nesting costs a counter, not a call."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.tables: list[_Table] = []
        self._parts: list[str] = []
        self._unseen: list[str] = []
        self._level = 0
        self._italics = 0
        self._is_italic = False
        self._has_words = False
        self._is_title = False
        self._lists: list[_List] = []
        self._mark, self._label = Mark.NONE, ""
        self._writing = Writing([])
        self._changed: list[tuple[str, str, str, int]] = []
        self._called: set[str] = set()
        self._note_id = ""
        self._raised: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _PROGRAMS or any(name.startswith("on") for name in given) or _leads_into_a_program(given):
            raise UnsafeDocument("this page holds programs: save it as text, or paste its text", fault="programs")
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag in _BLOCKS:
            self.end()
        if given.get("id", given.get("name", "")) in self._called:
            self._note_id = given.get("id", given.get("name", ""))
        self._opened(tag, given)

    def _opened(self, tag: str, given: dict[str, str]) -> None:
        classes = given.get("class", "").casefold().split()
        if tag in ("ol", "ul"):
            start = given.get("start", "")
            self._lists.append(_List(tag, _form(given), int(start) - 1 if start.isdigit() else 0))
        elif tag == "li" and self._lists:
            if given.get("value", "").isdigit():
                self._lists[-1].count = int(given["value"]) - 1
            self._mark, self._label = self._next()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._level = int(tag[1])
        elif tag == "br" or "owners" in classes:
            self._parts.append("\n")
        elif tag in _ITALIC:
            self._italics += 1
        elif tag in _CHANGED:
            by = given.get("data-author", given.get("title", "")) or given.get("cite", "")
            self._changed.append((_CHANGED[tag], by, given.get("datetime", ""), len(self._parts)))
        elif tag == "sup":
            self._raised.append(len(self._parts))
        elif tag == "a" and self._raised and _NOTE_ID.search(given.get("href", "")):
            self._called.add(_NOTE_ID.search(given["href"])["id"])  # type: ignore[index]
        elif tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].rows = self.tables[-1].rows or [[]]
            self.tables[-1].rows[-1].append([])
            self.tables[-1].is_open = True
        if tag in _BLOCKS and (_TITLES & set(classes)):
            self._is_title = True

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag in _BLOCKS:
            self.end()
            self._level = 0
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in _ITALIC:
            self._italics = max(0, self._italics - 1)
        elif tag in _CHANGED and self._changed:
            kind, by, at, place = self._changed.pop()
            text = "".join(self._parts[place:])
            self._parts[place:] = [self._writing.around(kind, by, at, text)]
        elif tag == "sup" and self._raised:
            place = self._raised.pop()
            text = "".join(self._parts[place:]).strip(" []")
            self._parts[place:] = [raised(text) if text.isdigit() or text == "*" else text]
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].is_open = False
        elif tag == "table" and self.tables:
            self.close_table()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data.strip() and not self._has_words:
            self._is_italic, self._has_words = self._italics > 0, True
        self._parts.append(re.sub(r"\s+", " ", data))

    def end(self) -> None:
        """What was gathered is a block."""
        for kind, by, at, place in reversed(self._changed):  # a change that goes over the end of a paragraph
            self._parts[place:] = [self._writing.around(kind, by, at, "".join(self._parts[place:]))]
        self._changed = [(kind, by, at, 0) for kind, by, at, _ in self._changed]
        text = "".join(self._parts).strip()
        self._parts, self._raised = [], []
        if text:
            self._put(
                Block(
                    text, self._level, self._is_title, self._mark, self._label, self._is_italic,
                    is_note=bool(self._note_id), changes=tuple(self._writing.changes),
                )
            )  # fmt: skip
            self._mark, self._label, self._note_id = Mark.NONE, "", ""
            self._writing = Writing([])
        self._is_italic = self._is_title = self._has_words = False

    def close_table(self) -> None:
        """What a table held stands where it stood."""
        for each in flattened(self.tables.pop().cells()):
            self._put(each)

    def _put(self, block: Block) -> None:
        if not self.tables:
            self.found.append(block)
        elif self.tables[-1].is_open:
            self.tables[-1].rows[-1][-1].append(block)
        else:
            self.tables[-1].rows.append([[block]])  # a caption, or what stands beside its cells

    def _next(self) -> tuple[Mark, str]:
        here, depth = self._lists[-1], len(self._lists)
        here.count += 1
        if here.tag == "ul":
            return Mark.BULLET, "•" if depth == 1 else "–"
        if here.form == "none":
            return Mark.NONE, ""
        label = counted(here.count, here.form)
        if here.form != "decimal":
            return Mark.LETTER, f"({label})"
        return (Mark.NUMBER, label) if depth == 1 else (Mark.LETTER, f"({label})")


def _form(given: dict[str, str]) -> str:
    styled = _STYLE.search(given.get("style", "").casefold())
    if styled:
        return "none" if styled["name"] == "none" else _TYPES.get(styled["name"], "decimal")
    return _TYPES.get(given.get("type", ""), "decimal")


def _leads_into_a_program(given: dict[str, str]) -> bool:
    return any(
        re.sub(r"\s", "", given.get(name, "")).lower().startswith(("javascript:", "vbscript:", "data:text/html"))
        for name in ("href", "src", "action", "formaction")
    )
