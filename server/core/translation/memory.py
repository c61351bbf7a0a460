"""When two sentences are the same, or nearly: what the translation memory compares. Pure text, knows no database.

The same means: after compatibility forms, capitals, the kinds of quotes and dashes, spaces and the marks at the end
are set aside. A question stays a question, and figures must be equal: "10²" is never "102".
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from server.core.text.sentences import UNSPACED, cut, joined

LEAST = 0.8  # below this share of common words a translation helps nobody
# difflib takes the square of the length; a longer text has no near matches.
MOST_WORDS = 400
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", None),
    }
)  # fmt: skip
_ENDS = ".!,;:。、।॥۔։።…"
_GUILLEMETS = re.compile(r"«\s*|\s*»")
_BEFORE_MARKS = re.compile(r"\s+(?=[?!:;,%)\]؟])")
_BETWEEN_SIGNS = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_KEPT = "No"  # superscripts, fractions, figures in circles: their compatibility forms are other figures


def key(text: str, language: str) -> str:
    """What two texts of a language have in common when they are the same sentence; empty where there are no words."""
    folded = _compatible(_compatible(text).casefold()).translate(_ALIKE)
    plain = " ".join(_BEFORE_MARKS.sub("", _GUILLEMETS.sub('"', folded)).split())
    if language in UNSPACED:
        plain = _BETWEEN_SIGNS.sub("", plain)
    plain = plain.rstrip(f"{_ENDS} ")
    return plain if any(each.isalnum() for each in plain) else ""


def digest(plain: str) -> str:
    """A key as a short text that every database can find by an index."""
    return hashlib.sha256(plain.encode()).hexdigest()


def words(plain: str, language: str) -> list[str]:
    """The words of a key; its letters in scripts without spaces."""
    return list(plain.replace(" ", "")) if language in UNSPACED else plain.split()


def near_sizes(size: int) -> tuple[int, int]:
    """How few and how many words a text can have that is as near as ``LEAST`` to one of ``size`` words."""
    share = LEAST / (2 - LEAST)
    return int(size * share), int(size / share) + 1


def nearest(plain: str, others: Iterable[str], language: str, most: int = 3) -> list[tuple[str, float]]:
    """The keys among ``others`` that are nearest to one, with their likeness from ``LEAST`` to 1, best first."""
    mine = words(plain, language)
    if not mine or len(mine) > MOST_WORDS:
        return []
    counted, matcher = Counter(mine), SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(mine)  # what difflib learns of it is used for all the others
    found = []
    for other in dict.fromkeys(others):
        theirs = words(other, language)
        if not _can_be_near(counted, theirs, len(mine)):
            continue
        matcher.set_seq1(theirs)
        likeness = matcher.ratio()
        if likeness >= LEAST:
            found.append((other, likeness))
    return sorted(found, key=lambda each: -each[1])[:most]


def asked(text: str, language: str) -> list[list[str]]:
    """The keys to look for, in the order of trying: of the whole text; then of its sentences, if there are several."""
    sentences = [key(each, language) for each in cut(text, language)]
    ways = [[key(text, language)], *([sentences] if len(sentences) > 1 else [])]
    return [way for way in ways if all(way)]


def answer(ways: Sequence[Sequence[str]], known: Mapping[str, str], target: str) -> str | None:
    """The translation by the first of the ways of which every key is known; None where there is none."""
    for way in ways:
        if all(each in known for each in way):
            text = ""
            for each in way:
                text = joined(text, known[each], target)
            return text
    return None


def _compatible(text: str) -> str:
    """NFKC, but for the characters that would become other figures."""
    if all(unicodedata.category(each) != _KEPT for each in text):
        return unicodedata.normalize("NFKC", text)
    parts = re.split(f"([{''.join(sorted({each for each in text if unicodedata.category(each) == _KEPT}))}])", text)
    return "".join(each if at % 2 else unicodedata.normalize("NFKC", each) for at, each in enumerate(parts))


def _can_be_near(counted: Counter[str], theirs: Sequence[str], size: int) -> bool:
    """Whether the words in common, in whatever order, would be enough."""
    if not theirs or len(theirs) > MOST_WORDS:
        return False
    return 2 * (counted & Counter(theirs)).total() >= LEAST * (size + len(theirs))
