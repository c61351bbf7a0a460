"""The text of a file that somebody hands in: a Word document (.docx) or plain text.

Of a Word document only its main text is looked at, and only as much of it as may be. Knows nothing of sessions.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from server.core.errors import BadDocument

MAIN = "word/document.xml"
MOST_XML_BYTES = 16 << 20  # a text of 100,000 characters has 1 to 3 MB of it
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_TEXT, _PARAGRAPH = f"{_WORD}t", f"{_WORD}p"
_MARKS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
# What is drawn beside the text, in one form for new programs and once more for old ones; and tab stops, which look
# like tabs.
_ASIDE = (
    "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent",
    f"{_WORD}txbxContent",
    f"{_WORD}pPr",
)
# What reading a damaged archive can raise; NotImplementedError is zipfile's own, for a packing that it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def text_of(data: bytes) -> str:
    """The text of a file, its paragraphs parted by blank lines. Blocks. Raises BadDocument."""
    if data.startswith(b"PK"):
        return _word(data)
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
    raise BadDocument("this is no text: open a .docx or a .txt file, or paste the text")


def _word(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(MAIN) as file:
            xml = file.read(MOST_XML_BYTES + 1)
    except KeyError as error:
        raise BadDocument("this is no Word document: save it as .docx, or paste the text") from error
    except BROKEN as error:
        raise BadDocument(
            f"this Word document is damaged or locked ({type(error).__name__}): paste its text"
        ) from error
    if len(xml) > MOST_XML_BYTES:
        raise BadDocument("this Word document is far too long to be a speech: paste its text")
    try:
        found = _Paragraphs().read(xml)
    except expat.ExpatError as error:
        raise BadDocument("this Word document is damaged: paste its text") from error
    if not found:
        raise BadDocument("there is no text in this Word document")
    return "\n\n".join(found)


class _Paragraphs:
    """Takes the paragraphs out of a document as it is read; nothing else of it is kept, however deep it lies."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._parts: list[str] = []
        self._aside = 0
        self._is_text = False

    def read(self, xml: bytes) -> list[str]:
        """The paragraphs that have words, in order. Raises BadDocument or ExpatError."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._take, _refuse
        parser.Parse(xml, True)
        return self._found

    def _begin(self, name: str, _attributes: object) -> None:
        self._aside += name in _ASIDE
        if not self._aside:
            self._is_text = name == _TEXT
            self._parts += [_MARKS[name]] if name in _MARKS else []

    def _end(self, name: str) -> None:
        self._is_text = False
        if name in _ASIDE:
            self._aside -= 1
        elif name == _PARAGRAPH and not self._aside:
            text = "".join(self._parts).strip()
            self._found += [text] if text else []
            self._parts = []

    def _take(self, text: str) -> None:
        if self._is_text and not self._aside:
            self._parts.append(text)


def _refuse(*_: object) -> None:
    raise BadDocument("this Word document holds definitions of its own, which are not read: paste its text")
