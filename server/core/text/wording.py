"""A text as its words: each with the space before it, the marks around it, and the form by which it is compared.

What scripts without spaces write is taken character by character. Must not know where texts come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.hearing.agreement import normal

WITHOUT_SPACES = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km"})
FIRST_WIDE = 0x0E00  # Thai and what follows: scripts that write words without spaces, as far as WITHOUT_SPACES goes
_HESITATIONS = frozenset({"uh", "uhm", "um", "umm", "er", "erm", "hm", "hmm", "mm", "mhm", "euh", "äh", "ähm"})
# What is a word of its own in a language: "a" in Portuguese, "he" and "around" in German, "or" in Danish...
_WORDS = {"pt": {"um"}, "de": {"er", "um"}, "gl": {"um"}, "tr": {"er"}, "da": {"er"}, "nb": {"er"}, "no": {"er"}}
# What is said one way and written two.
FIGURES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze",
}
PERCENT = re.compile(r"percent|porciento|porcento|pourcent")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text. ``space + lead + core + trail`` is what is written; ``key`` is what is compared."""

    space: str
    lead: str
    core: str
    trail: str

    @property
    def written(self) -> str:
        """The word with its marks, without the space before it."""
        return self.lead + self.core + self.trail

    @property
    def key(self) -> str:
        """Case-folded, without marks; a percent sign is kept, since it is spoken."""
        return normal(self.core) + ("%" if "%" in self.trail or "％" in self.trail else "")


def tokens(text: str, language: str) -> list[Token]:
    """The words of a text in order; marks that stand alone belong to the word before them."""
    found: list[Token] = []
    pending = ""
    for space, chunk in re.findall(r"(\s*)(\S+)", text):
        for place, piece in enumerate(_pieces(chunk, language)):
            gap = space if place == 0 else ""
            first, last = _letters(piece)
            if first == last and found:
                found[-1] = replace(found[-1], trail=found[-1].trail + gap + piece)
            elif first == last:
                pending += gap + piece
            else:
                lead = pending + gap + piece[:first] if pending else piece[:first]
                found.append(Token(gap if found else "", lead, piece[first:last], piece[last:]))
                pending = ""
    return found


def placed(text: str, language: str) -> list[tuple[Token, int, int]]:
    """The words of a text, each with its place ``[start, end)`` in it; between them stand spaces alone."""
    found = []
    at = len(text) - len(text.lstrip())
    for number, token in enumerate(tokens(text, language)):
        blank = len(token.lead) - len(token.lead.lstrip())  # of a text that begins with marks and a space before them
        at += len(token.space) if number else 0
        end = at + len(token.written) - blank
        found.append((token, at, end))
        at = end
    return found


def is_hesitation(key: str, language: str) -> bool:
    """Whether a word, as it is compared, is none in a language but a sound between words."""
    return key in _HESITATIONS and key not in _WORDS.get(language.split("-")[0], ())


def text_of(words: Sequence[Token]) -> str:
    """The text that the words are; the space before the first is dropped."""
    return "".join((word.space if place else "") + word.written for place, word in enumerate(words))


def is_same(these: Sequence[Token], those: Sequence[Token], language: str) -> bool:
    """Whether two runs of words say the same: figures, percent, hyphens, joined words and hesitations do not count."""
    return _said(these, language) == _said(those, language)


def _said(words: Sequence[Token], language: str) -> str:
    figures = {word: str(number) for number, word in enumerate(FIGURES.get(language.split("-")[0], "").split())}
    keys = [word.key for word in words]
    return PERCENT.sub("%", "".join(figures.get(key, key) for key in keys if not is_hesitation(key, language)))


def _pieces(chunk: str, language: str) -> list[str]:
    """A word of a script with spaces as it is; of one without, its characters, with other scripts' words whole."""
    if language.split("-")[0] not in WITHOUT_SPACES:
        return [chunk]
    found: list[str] = []
    was_narrow = False
    for char in chunk:
        is_mark = unicodedata.category(char)[0] == "M"
        is_narrow = ord(char) < FIRST_WIDE
        if found and (is_mark or (is_narrow and was_narrow)):
            found[-1] += char
        else:
            found.append(char)
        was_narrow = is_narrow
    return found


def _letters(piece: str) -> tuple[int, int]:
    """From where to where a piece has letters and figures; both the same where it has none."""
    if piece.isalnum():
        return 0, len(piece)
    places = [place for place, char in enumerate(piece) if unicodedata.category(char)[0] in "LMN"]
    return (places[0], places[-1] + 1) if places else (0, 0)
