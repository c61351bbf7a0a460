"""The bytes of lib0, in which Yjs writes its messages: whole numbers of any length, texts behind their size."""

from __future__ import annotations

from server.core.errors import BadEdit

MOST = 2**53 - 1  # JavaScript's largest safe integer; pycrdt refuses larger numbers of clients by a panic


class Reader:
    """Reads from the front. Raises BadEdit for what is cut short, too large or not UTF-8."""

    def __init__(self, content: bytes) -> None:
        self._content, self._place = content, 0

    @property
    def is_over(self) -> bool:
        """Whether everything was read."""
        return self._place == len(self._content)

    def byte(self) -> int:
        """One byte."""
        return self._taken(1)[0]

    def number(self) -> int:
        """A whole number from 0: seven bits a byte, the lowest first."""
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 127) << shift
            shift += 7
            if found > MOST or shift > 63:
                raise BadEdit("a number is too large")
            if byte < 128:
                return found

    def text(self) -> str:
        """A text."""
        try:
            return self._taken(self.number()).decode()
        except UnicodeDecodeError as error:
            raise BadEdit("a text is not UTF-8") from error

    def content(self) -> bytes:
        """Bytes with their number before them."""
        return self._taken(self.number())

    def _taken(self, size: int) -> bytes:
        end = self._place + size
        if end > len(self._content):
            raise BadEdit("the message is cut short")
        found, self._place = self._content[self._place : end], end
        return found


def number(value: int) -> bytes:
    """A whole number from 0, as ``Reader.number`` reads it."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def text(value: str) -> bytes:
    """A text, as ``Reader.text`` reads it."""
    content = value.encode()
    return number(len(content)) + content
