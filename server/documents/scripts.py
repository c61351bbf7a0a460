"""How scripts are set where no browser does it: where a line may break, and which way its pieces run.

Pure text; must not know formats. Rules by script: UAX #14 in short (kinsoku), JIS X 4051, the Unicode bidirectional
algorithm (UAX #9); line lengths by what subtitle guides of each language agree on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Two lines of 42 columns are what broadcasters' subtitle guides agree on; a wide character takes two columns.
COLUMNS = {"zh": 32, "ja": 26, "ko": 32, "th": 35}
MOST_COLUMNS = 42
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
# What may not begin a line, and what may not end one; small kana and the long mark stay with the syllable before.
NOT_FIRST = frozenset(
    "!),.:;?]}¢°·’”†‡›℃∶、。〃々〉》」』】〕〗〞︰︱︶︸︺︼︾﹀﹂﹄﹐﹑﹒﹔﹕﹖﹘﹚﹜！），．：；？｜｝～％＞］｡｣､･ー…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿะาำๅๆฯ"
)
NOT_LAST = frozenset("$([{£¥‘“‹〈《「『【〔〖〝︵︷︹︻︽︿﹁﹃﹙﹛（［｛＄￡￥｢เแโใไ")
PAUSES = frozenset("、。，．！？；：…")  # a line ends best after one of these
EARLIEST_PAUSE = 0.6  # of a line that is broken at a pause although more would fit
UNBROKEN = re.compile(r"[0-9A-Za-zÀ-ɏ][0-9A-Za-zÀ-ɏ.,:%/&'’+-]*|.", re.DOTALL)  # Latin words and figures stay whole
# A Latin name or a figure inside right-to-left text: words of a name with their spaces, figures with sign and per cent.
_WORD = r"[A-Za-zÀ-ɏ0-9]+(?:[.,:/&'’+@_\-–][A-Za-zÀ-ɏ0-9]+)*"
LEFT_TO_RIGHT_RUN = re.compile(
    rf"(?:(?<![^\s(«\"])[+\-−](?=\d))?(?:[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ -]{_WORD})+|{_WORD})%?"
)


def columns(language: str) -> int:
    """How many columns a line of subtitles has in a language."""
    return COLUMNS.get(_base(language), MOST_COLUMNS)


def wrapped(text: str, language: str) -> Iterator[str]:
    """Lines of at most ``columns(language)``: broken at spaces, in scripts without them where their rules allow."""
    most, line = columns(language), ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= most:
            line = joined
            continue
        if line and not _is_spaceless(word):
            yield line
            line = ""
        *full, line = _broken(f"{line} {word}" if line else word, most)
        yield from full
    if line:
        yield line


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(
        0 if _is_mark(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return _base(language) in RIGHT_TO_LEFT


def marked(line: str, language: str) -> str:
    """A line for players without markup: right-to-left ones keep their direction, and names and figures theirs.

    Only LRM and RLM are used, which no guard against turned-around text takes away.
    """
    if not is_right_to_left(language):
        return line
    inner = LEFT_TO_RIGHT_RUN.sub(lambda run: f"{LEFT_TO_RIGHT_MARK}{run[0]}{LEFT_TO_RIGHT_MARK}", line)
    return f"{RIGHT_TO_LEFT_MARK}{inner}{RIGHT_TO_LEFT_MARK}"


def runs(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text in order, and whether each is a name or figure that stands apart in right-to-left text."""
    place = 0
    for run in LEFT_TO_RIGHT_RUN.finditer(text) if is_right_to_left(language) else ():
        if run.start() > place:
            yield text[place : run.start()], False
        yield run[0], True
        place = run.end()
    if place < len(text):
        yield text[place:], False


def _broken(text: str, most: int) -> list[str]:
    """A text without enough spaces, in lines; the last one may be filled further."""
    lines, line = [], ""
    for unit in _units(text):
        if line and width(line + unit.rstrip()) > most:
            cut = _pause(line, most)
            lines.append(line[:cut].strip())
            line = line[cut:].lstrip()
        line += unit
        while width(line) > most and width(unit) > most:  # one unit alone is longer than a line
            fits = _fitting(line, most)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.strip()]


def _pause(line: str, most: int) -> int:
    """Where a full line is cut: after its last pause, when most of the line stands before that."""
    for place in range(len(line) - 1, 0, -1):
        if line[place - 1] in PAUSES and line[place] not in NOT_FIRST:
            return place if width(line[:place]) >= EARLIEST_PAUSE * most else len(line)
    return len(line)


def _units(text: str) -> list[str]:
    """What no line break may divide: letters with their marks, Latin words, figures, brackets with what they hold."""
    found: list[str] = []
    for piece in UNBROKEN.findall(text):
        clings = piece[0] in NOT_FIRST or _is_mark(piece[0]) or piece[0] == "\u200d"
        if found and (clings or found[-1][-1] in NOT_LAST):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _fitting(text: str, most: int) -> int:
    """How many characters of a text fit a line; marks stay with their letter."""
    cut, used = 0, 0
    for sign in text:
        used += width(sign)
        if used > most:
            break
        cut += 1
    while 0 < cut < len(text) and _is_mark(text[cut]):
        cut -= 1
    return max(cut, 1)


def _is_spaceless(text: str) -> bool:
    """Whether a text has letters of a script that puts no space between words (Han, kana, Thai, Lao, Khmer...)."""
    return any((unicodedata.east_asian_width(sign) in "WF" and not _is_hangul(sign)) or _is_thai(sign) for sign in text)


def _is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3" or "\u1100" <= sign <= "\u11ff"


def _is_thai(sign: str) -> bool:
    return "\u0e00" <= sign <= "\u0eff" or "\u1000" <= sign <= "\u109f" or "\u1780" <= sign <= "\u17ff"


def _is_mark(sign: str) -> bool:
    """Marks that take no room: Thai vowels have no combining class, so the category decides."""
    return unicodedata.category(sign) in ("Mn", "Me") or sign == "\u200d"


def _base(language: str) -> str:
    return language.split("-")[0].lower()
