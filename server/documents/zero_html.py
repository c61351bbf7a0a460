"""The blocks of an HTML page: headings, paragraphs, lists. A page with programs in it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from server.core.errors import UnsafeDocument
from server.core.zero import Block
from server.core.zero.blocks import Mark

_PROGRAMS = frozenset({"script", "iframe", "object", "embed", "applet", "frame", "frameset"})
_UNSEEN = frozenset(
    {"head", "style", "template", "noscript", "svg", "math", "select", "textarea", "del", "s", "strike"}
)
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
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}\s*[.)]?\s*")


def blocks(text: str) -> Iterator[Block]:
    """The blocks in order. Raises UnsafeDocument."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end()
    number = ""
    for each in reader.found:
        if not each.level and each.mark is Mark.NONE and _NUMBER_ALONE.fullmatch(each.text):
            number = each.text.strip()  # the number of a row stands in an element of its own
            continue
        if number and not each.level and each.mark is Mark.NONE:
            yield Block(each.text, mark=Mark.NUMBER, label=number.rstrip(".)"), is_italic=each.is_italic)
        else:
            yield each
        number = ""


class _Reader(HTMLParser):
    """Gathers text into blocks; nesting costs a counter, not a call."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._parts: list[str] = []
        self._unseen: list[str] = []
        self._level = 0
        self._italics = 0
        self._is_italic = False
        self._lists: list[list[object]] = []
        self._mark, self._label = Mark.NONE, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _PROGRAMS or any(name.startswith("on") for name in given) or _leads_into_a_program(given):
            raise UnsafeDocument("this page holds programs: save it as text, or paste its text")
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag in _BLOCKS:
            self.end()
        if tag in ("ol", "ul"):
            start = given.get("start", "")
            self._lists.append([tag, given.get("type", "1"), int(start) - 1 if start.isdigit() else 0])
        elif tag == "li" and self._lists:
            self._mark, self._label = self._next()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._level = int(tag[1])
        elif tag == "br" or "owners" in given.get("class", "").split():
            self._parts.append("\n")
        elif tag in _ITALIC:
            self._italics += 1

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

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data.strip() and not "".join(self._parts).strip():
            self._is_italic = self._italics > 0
        self._parts.append(re.sub(r"\s+", " ", data))

    def end(self) -> None:
        """What was gathered is a block."""
        text = "".join(self._parts).strip()
        self._parts = []
        if text:
            self.found.append(Block(text, self._level, False, self._mark, self._label, self._is_italic))
            self._mark, self._label = Mark.NONE, ""
        self._is_italic = False

    def _next(self) -> tuple[Mark, str]:
        kind, form, count = self._lists[-1]
        count = int(str(count)) + 1
        self._lists[-1][2] = count
        if kind == "ul":
            return Mark.BULLET, "•"
        if form == "a":
            return Mark.LETTER, f"({chr(96 + min(count, 26))})"
        if form == "i":
            return Mark.LETTER, f"({('i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x')[min(count, 10) - 1]})"
        return (Mark.NUMBER, str(count)) if len(self._lists) == 1 else (Mark.LETTER, f"({count})")


def _leads_into_a_program(given: dict[str, str]) -> bool:
    return any(
        re.sub(r"\s", "", given.get(name, "")).lower().startswith(("javascript:", "vbscript:", "data:text/html"))
        for name in ("href", "src", "action", "formaction")
    )
