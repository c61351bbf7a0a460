"""Keeps what a model would spoil: addresses, tags, emoji, long figures and fixed terms.

Each is replaced by a short stand-in that the models carry through unchanged, and put back afterwards. A letter and a
digit (X7, K9) came back in 100 of 100 sentences each way between English and Portuguese, brackets in 82 to 99, tags in
none. Must not know any engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from translation.languages import LANGUAGES, script_of

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+"
_VERBATIM = re.compile(
    r"https?://[^\s<>\"]*[\w/]|www\.[^\s<>\"]*[\w/]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)[@#]\w(?:[\w.-]*\w)?"
    r"|\{[^{}]{0,80}\}|</?[A-Za-z][^<>]{0,80}>|[{}<>#@_\\^|~`]+"
    r"|" + _EMOJI
)
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,:/\u00a0\u202f]*[.,:/\u00a0\u202f]\d+(?!\w)|(?<![\w.,])\d{5,}(?!\w)")
_NUMBER = re.compile(r"(?<!\w)\d[\d.,:/\u00a0\u202f]*\d(?!\w)|(?<!\w)\d(?!\w)")
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f]*")
# After these words a figure such as 4.2 is a place in a text, not a quantity: its point stays.
_PLACES = frozenset(
    (
        *(
            "paragraph",
            "para",
            "article",
            "art",
            "section",
            "sec",
            "item",
            "chapter",
            "annex",
            "version",
            "rule",
            "table",
        ),
        *("figure", "parágrafo", "artigo", "secção", "seção", "capítulo", "anexo", "versão", "regra", "tabela"),
        *("paragraphe", "chapitre", "annexe", "párrafo", "artículo", "sección"),
    )
)
_FAMILIES = (
    ("X7", "K9", "Q4", "Z8", "W6", "X3", "K2", "Q5", "Z9", "W2", "X9", "K4"),
    ("A1B", "A2B", "A3B", "A4B", "A5B", "A6B", "A7B", "A8B", "A9B", "B1C", "B2C", "B3C"),
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins, and what each stands for, in order of appearance: (stand-in, value in the target)."""

    text: str
    pieces: tuple[tuple[str, str], ...]


def mask(
    text: str,
    source: str,
    target: str,
    terms: Mapping[str, str] | None = None,
    *,
    covers_all_numbers: bool = False,
    family: int = 0,
) -> Masked:
    """The text with stand-ins, at most twelve. ``terms`` gives fixed renderings; ``family`` picks other stand-ins."""
    names = iter([name for name in stand_ins(family) if name not in text])
    pieces: list[tuple[str, str]] = []
    out: list[str] = []
    at = 0
    for start, end, value in _spans(text, source, target, terms or {}, _NUMBER if covers_all_numbers else _LONG_NUMBER):
        name = next(names, None)
        if name is None:
            break
        out += [text[at:start], name]
        pieces.append((name, value))
        at = end
    return Masked("".join(out) + text[at:], tuple(pieces))


def unmask(text: str, masked: Masked) -> str | None:
    """The text with the values put back, or None when a stand-in is missing or doubled."""
    values = dict(masked.pieces)
    if not values:
        return text
    found = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(values)})(?![A-Za-z0-9])")
    if sorted(found.findall(text)) != sorted(values):
        return None
    return found.sub(lambda name: values[name.group()], text)


def around(masked: Masked) -> list[tuple[str, str]]:
    """The text cut at its stand-ins: (text before, value after it), for when a model swallows one."""
    parts: list[tuple[str, str]] = []
    rest = masked.text
    for name, value in masked.pieces:
        before, _, rest = rest.partition(name)
        parts.append((before, value))
    return [*parts, (rest, "")]


def has_words(masked: Masked) -> bool:
    """Whether anything is left to translate besides the stand-ins."""
    return any(letter.isalpha() for before, _ in around(masked) for letter in before)


def has_term(text: str, term: str) -> bool:
    """Whether a term of the glossary stands in a text, as a whole word and as it is written."""
    return _whole(term).search(text) is not None


def stand_ins(family: int) -> tuple[str, ...]:
    """The stand-ins of a family, in the order in which they are taken."""
    return _FAMILIES[family % len(_FAMILIES)]


def replace(text: str, words: str, others: str) -> str | None:
    """The text with other words in the place of these, whatever their case; None where they do not stand in it."""
    found, count = re.compile(_whole(words).pattern, re.IGNORECASE).subn(lambda _: others, text)
    return found if count else None


def figures(text: str) -> list[str]:
    """The digits of each figure, separators removed, sorted: what must survive a translation."""
    western = "".join(str(int(mark)) if mark.isdecimal() else mark for mark in text)
    return sorted(re.sub(r"\D", "", found) for found in _FIGURE.findall(western))


def localise(number: str, source: str, target: str, before: str = "") -> str:
    """A figure with the separators of the target language; dates, times, references and doubtful ones stay."""
    given, wanted = LANGUAGES.get(source), LANGUAGES.get(target)
    words = before.split()
    if given is None or wanted is None or (words and words[-1].lower().strip("(.,") in _PLACES):
        return number
    group = re.escape(given.group) if given.group in ".," else "[\u00a0\u202f]"
    shape = re.fullmatch(rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{re.escape(given.decimal)}(\d+))?", number)
    if shape is None:
        return number
    whole = re.sub(group, lambda _: wanted.group, shape.group(1))
    return whole if shape.group(2) is None else whole + wanted.decimal + shape.group(2)


def _whole(term: str) -> re.Pattern[str]:
    """The term as a whole word. Scripts without spaces, and Korean with its particles, have no such edges."""
    if script_of(term[0]) in ("Han", "Kana", "Hangul", "Thai"):
        return re.compile(re.escape(term))
    edge = "[A-Za-z0-9_]" if term.isascii() else r"\w"
    return re.compile(rf"(?<!{edge}){re.escape(term)}(?!{edge})")


def _spans(
    text: str, source: str, target: str, terms: Mapping[str, str], numbers: re.Pattern[str]
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []

    def add(match: re.Match[str], value: str) -> None:
        if all(match.end() <= start or match.start() >= end for start, end, _ in found):
            found.append((match.start(), match.end(), value))

    for match in _VERBATIM.finditer(text):
        add(match, match.group())
    for term in sorted(terms, key=len, reverse=True):
        for match in _whole(term).finditer(text):
            add(match, terms[term])
    for match in numbers.finditer(text):
        add(match, localise(match.group(), source, target, text[: match.start()]))
    return sorted(found)
