"""The blocks of plain text and of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.core.errors import UnsafeDocument
from server.core.zero import Block
from server.core.zero.blocks import Mark, marked
from server.core.zero.head import STOPS
from server.documents.zero_labels import raised

# A first word counts so many characters at most: Chinese has no spaces. Lines may end so many before the longest one.
_LONG, _RAGGED, _NARROW = 12, 8, 60
_HEADING = re.compile(r"(#{1,6}(?=\s)|#{2,6}(?=[^\s#]))\s*(.+?)\s*#*")
_FRONT = re.compile(r"---\s*\n(?:.*\n){0,80}?---\s*\n")
_TITLE = re.compile(r"^title:\s*(?P<title>.+(?:\n[ \t]+.+)*)", re.MULTILINE)
_NOTE = re.compile(r"^\[\^(?P<label>\d{1,3})\]:\s*(?P<text>.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_CALL = re.compile(r"\[\^(?P<label>\d{1,3})\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_STRESS = re.compile(r"(?<!\\)(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?![\w*])", re.DOTALL)
_GONE = re.compile(r"~~.{1,2000}?~~", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PROGRAM = re.compile(r"<\s*(?:script|iframe|object|embed)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def is_markdown(text: str) -> bool:
    """Whether a text without a name looks like Markdown: it has a heading of it."""
    return any(_HEADING.fullmatch(line) for line in text.splitlines())


def plain(text: str) -> Iterator[Block]:
    """Paragraphs parted by blank lines, where there are any; else each line is one.

    A mark begins a new one, and so does what comes behind a stop where the line had room for it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_parted = any(not line.strip() for line in lines[1:-1])
    width = max(map(len, lines))
    waiting: list[str] = []
    for line in [*lines, ""]:
        bare = line.strip()
        begins = not bare or not is_parted or marked(bare)[0] is not Mark.NONE or _has_room(waiting, bare, width)
        if begins and waiting:
            yield Block(" ".join(waiting))
            waiting = []
        if bare:
            waiting.append(bare)


def _has_room(waiting: list[str], line: str, width: int) -> bool:
    """Whether the line before ended with a stop, and not because it was full: no lines are full of a narrow text."""
    if not waiting or not waiting[-1].endswith(STOPS) or line[0].islower():
        return False
    return width < _NARROW or len(waiting[-1]) + 1 + min(len(line.split()[0]), _LONG) < width - _RAGGED


def markdown(text: str) -> Iterator[Block]:
    """Headings, paragraphs, lists and notes; emphasis and links leave their words. Raises UnsafeDocument."""
    if _PROGRAM.search(text):
        raise UnsafeDocument("this text holds programs: take them out, or paste the words alone", fault="programs")
    head = _FRONT.match(text.lstrip("\ufeff"))
    if head:
        text = text[head.end() :]
        title = _TITLE.search(head[0])
        if title:
            yield Block(_unquoted(title["title"].strip()), is_title=True)
    notes = [
        Block(" ".join(_spoken(each["text"]).split()), is_note=True, label=raised(each["label"]))
        for each in _NOTE.finditer(text)
    ]
    text = _CALL.sub(lambda call: raised(call["label"]), _NOTE.sub("", text))
    yield from _paragraphs(text)
    yield from notes


def _without_remarks(text: str) -> str:
    """Without what stands between the signs of a remark; one that does not end is left."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join((*kept, text[at:]))


def _unquoted(value: str) -> str:
    """A value of the head of a file, as YAML quotes it."""
    if value.startswith('"'):
        value = re.sub(r"\\\n\s*", "", value).replace("\\_", " ").replace("\\ ", " ")
        value = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda sign: chr(int(sign[1], 16)), value).replace('\\"', '"')
    return " ".join(value.strip("\"' ").split())


def _paragraphs(text: str) -> Iterator[Block]:
    waiting: list[str] = []
    for line in [*_GONE.sub("", _without_remarks(text)).replace("\r\n", "\n").split("\n"), ""]:
        bare = line.strip().removeprefix("> ")
        heading = _HEADING.fullmatch(bare)
        underlined = len(waiting) == 1 and bool(re.fullmatch(r"=+|-{2,}", bare))
        begins = not bare or heading or underlined or marked(_spoken(bare))[0] is not Mark.NONE
        if begins and waiting:
            yield _block(" ".join(waiting), (1 if bare.startswith("=") else 2) if underlined else 0)
            waiting = []
        if heading:
            yield _block(heading[2], len(heading[1]))
        elif bare and not underlined and not re.fullmatch(r"(?:[-*_]\s*){3,}|`{3}.*", bare):
            waiting.append(re.sub(r"^[*+-]\s+", "• ", bare))


def _block(text: str, level: int) -> Block:
    is_italic = bool(re.match(r"(?:\d+[.)]\s+)?(?:\*(?!\*)|_(?!_))\S", text))
    return Block(_spoken(text), level, is_italic=is_italic)


def _spoken(text: str) -> str:
    """The words without their markup."""
    bare = _LINK.sub(r"\1", text)
    for _ in range(3):  # stress within stress
        bare = _STRESS.sub(r"\2", bare)
    return _ESCAPED.sub(r"\1", _TAG.sub("", bare))
