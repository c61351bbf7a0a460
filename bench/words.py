"""What counts as a word when texts are compared, and how two texts are laid beside each other. Pure.

The normalisation, in this order: NFKC; case folded; ``%`` said in the text's language; a comma between groups of three
digits dropped; an apostrophe kept inside a word, a point or comma kept inside a number (both as a point); hyphens and
every other mark become spaces. Figures are not spelled out and hesitations ("uh") are not removed. Chinese, Japanese
and Korean are measured by character, with Han numerals written as figures (the model writes either); in other text each
Han, Kana or Hangul character is a word of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import jiwer

BY_CHARACTER = ("zh", "ja", "ko")
PERCENT = {"en": " percent", "pt": " por cento", "es": " por ciento", "fr": " pour cent"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_INSIDE_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_INSIDE_WORD = re.compile(r"(?<=\w)'(?=\w)")
_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_HAN_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"〇": 0}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1_000}
HAN_NUMERALS = frozenset("零〇一二三四五六七八九十百千万")
_HAN_NUMBER = re.compile(f"[{''.join(sorted(HAN_NUMERALS))}]+")
_ERROR = 10_000  # more than any number of equal units weighs
_POINT, _APOSTROPHE = "\ue000", "\ue001"  # stand-ins of the private use area while marks are taken out


@dataclass(frozen=True, slots=True)
class Errors:
    """How a text differs from its reference, counted in units."""

    substituted: int
    deleted: int
    inserted: int
    units: int

    @property
    def rate(self) -> float | None:
        """Errors per unit of the reference, or None where the reference is empty."""
        return (self.substituted + self.deleted + self.inserted) / self.units if self.units else None


def units(text: str, language: str) -> list[str]:
    """The normalised words of a text; its characters where the language is measured by them."""
    plain = _normalised(text, language)
    if language not in BY_CHARACTER:
        return _UNIT.findall(plain)
    return [each for each in _HAN_NUMBER.sub(lambda found: _figures(found.group()), plain) if not each.isspace()]


def shown_units(text: str, language: str) -> list[str]:
    """The words as a reader sees them, with case and marks: what flickers."""
    return [each for each in text if not each.isspace()] if language in BY_CHARACTER else text.split()


def matches(reference: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """The places ``(reference, found)`` of equal units in a least-errors alignment."""
    return [
        (chunk.ref_start_idx + at, chunk.hyp_start_idx + at)
        for chunk in _chunks(reference, found)
        if chunk.type == "equal"
        for at in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]


def places(reference: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Like ``matches``, and a single wrong unit between right ones too: its place is certain though its text is not."""
    chunks = _chunks(reference, found)
    sure = [
        (chunk.ref_start_idx, chunk.hyp_start_idx)
        for at, chunk in enumerate(chunks)
        if chunk.type == "substitute"
        and chunk.ref_end_idx - chunk.ref_start_idx == 1
        and all(chunks[side].type == "equal" for side in (at - 1, at + 1) if 0 <= side < len(chunks))
    ]
    return sorted([*matches(reference, found), *sure])


def errors(reference: Sequence[str], found: Sequence[str]) -> Errors:
    """Substitutions, deletions and insertions of a least-errors alignment."""
    counts = {"substitute": 0, "delete": 0, "insert": 0, "equal": 0}
    for chunk in _chunks(reference, found):
        counts[chunk.type] += max(chunk.ref_end_idx - chunk.ref_start_idx, chunk.hyp_end_idx - chunk.hyp_start_idx)
    return Errors(counts["substitute"], counts["delete"], counts["insert"], len(reference))


def errors_by_place(reference: Sequence[str], found: Sequence[str]) -> list[int]:
    """The errors of a least-errors alignment at each unit of the reference.

    Units that were put in count at the unit which follows them, or at the last one. Empty for an empty reference.
    """
    counts = [0] * len(reference)
    for chunk in _chunks(reference, found):
        if chunk.type == "insert" and counts:
            counts[min(chunk.ref_start_idx, len(counts) - 1)] += chunk.hyp_end_idx - chunk.hyp_start_idx
        elif chunk.type in ("substitute", "delete"):
            for at in range(chunk.ref_start_idx, chunk.ref_end_idx):
                counts[at] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Laid:
    """Words laid on a beginning of a final: for each word the place of the final at which it stands.

    ``place`` of a word that the final lacks is that of what follows it. ``is_equal``: the final has that unit there.
    """

    place: int
    is_equal: bool


def laid(words: Sequence[str], final: Sequence[str]) -> list[Laid]:
    """The words laid on a beginning of the final, of any length, with the fewest errors.

    Of alignments with equally few errors the one with more equal units counts.
    """
    costs = [[_ERROR * (row or column) for column in range(len(final) + 1)] for row in range(len(words) + 1)]
    for row, word in enumerate(words, start=1):
        for column, other in enumerate(final, start=1):
            beside = costs[row - 1][column - 1] + _cost(word, other)
            costs[row][column] = min(beside, costs[row - 1][column] + _ERROR, costs[row][column - 1] + _ERROR)
    row, column = len(words), min(range(len(final) + 1), key=lambda end: costs[-1][end])
    found: list[Laid] = []
    while row and column:
        if costs[row][column] == costs[row - 1][column - 1] + _cost(words[row - 1], final[column - 1]):
            row, column = row - 1, column - 1
            found.append(Laid(column, words[row] == final[column]))
        elif costs[row][column] == costs[row - 1][column] + _ERROR:
            row -= 1
            found.append(Laid(column, False))
        else:
            column -= 1
    return [Laid(0, False)] * row + found[::-1]


def _cost(word: str, other: str) -> int:
    return -1 if word == other else _ERROR


def _figures(numeral: str) -> str:
    """A Han numeral in figures: digit by digit (二零一一), or by value where it names powers of ten (十五)."""
    if not set(numeral) & {*_HAN_POWERS, "万"}:
        return "".join(str(_HAN_DIGITS[each]) for each in numeral)
    whole = section = digit = 0
    for each in numeral:
        if each in _HAN_DIGITS:
            digit = _HAN_DIGITS[each]
        elif each == "万":
            whole, section, digit = whole + (section + digit or 1) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * _HAN_POWERS[each], 0
    return str(whole + section + digit)


def _normalised(text: str, language: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    plain = plain.replace("%", PERCENT.get(language, " % "))
    plain = _INSIDE_NUMBER.sub(_POINT, _THOUSANDS.sub("", plain))
    plain = _INSIDE_WORD.sub(_APOSTROPHE, plain)
    kept = "".join(
        each if each in (_POINT, _APOSTROPHE) or unicodedata.category(each)[0] in "LNM" else " " for each in plain
    )
    return kept.replace(_POINT, ".").replace(_APOSTROPHE, "'")


def _chunks(reference: Sequence[str], found: Sequence[str]) -> list[jiwer.AlignmentChunk]:
    if not reference or not found:
        kind = "delete" if reference else "insert"
        return [jiwer.AlignmentChunk(kind, 0, len(reference), 0, len(found))] if reference or found else []
    return list(jiwer.process_words(" ".join(reference), " ".join(found)).alignments[0])
