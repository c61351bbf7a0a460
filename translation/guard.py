"""Tells a translation from an engine's accident: loops, lengths, the wrong script, lost figures and negations.

Pure functions over texts; thresholds have their reason above them. Must not know any engine.
"""

from __future__ import annotations

import re
from collections import Counter

from translation.commonest import speaks_another
from translation.dates import has_months, without_months
from translation.languages import language, share_written_in
from translation.marks import has_brackets, has_money, has_quotes, keeps_negation
from translation.masking import figures

# What one character carries, Latin letters being 1: a Chinese sentence has a third of the characters of its English.
_WEIGHT = {"zh": 2.8, "ja": 2.0, "ko": 1.8}
# Beyond four times the source (with grace for single words) only loops were seen.
_LONGEST_RATIO, _GRACE_CHARS = 4.0, 40
# Below an eighth of a source of 40 characters or more the sentence was swallowed.
_SHORTEST_RATIO, _SHORTEST_SOURCE = 0.125, 40
# Names and acronyms in Latin letters are common in any language; most of the rest must be in the target's script.
_LEAST_IN_SCRIPT = 0.4

# 3 p.m. may become 15:00, and the 19th century the XIX: neither is a lost figure.
_AFTERNOON = re.compile(r"(?<![\d:.])(\d{1,2})(?=(?:[:.]\d\d)?\s?p\.?\s?m\b)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")

FATAL = frozenset({"empty", "loop", "too_long", "too_short", "script", "language"})
"""Problems that no viewer should see; the others are noted beside the caption."""


def problems(before: str, after: str, source: str, target: str) -> frozenset[str]:
    """The names of what is wrong with a translation; an empty set when nothing was found."""
    if not after.strip():
        return frozenset({"empty"}) if before.strip() else frozenset()
    is_again = _letters(after) == _letters(before)  # the original is no wrong translation: its reader is told
    checks = {
        "loop": has_loop(after) and not has_loop(before),
        "too_long": _weight(after, target) > _LONGEST_RATIO * _weight(before, source) + _GRACE_CHARS,
        "too_short": _is_swallowed(_weight(before, source), _weight(after, target)),
        "script": is_wrong_script(before, after, target),
        "language": source != target and not is_again and speaks_another(after, target),
        "figures": not (
            has_figures(before, after) and has_money(before, after) and has_months(before, after, source, target)
        ),
        "parentheses": not has_brackets(before, after),
        "quotes": not has_quotes(before, after),
        "negation": not keeps_negation(before, after, source, target),
        "copied": source != target and after.strip() == before.strip() and len(before.split()) >= 5,
    }
    return frozenset(name for name, is_wrong in checks.items() if is_wrong)


def has_loop(text: str) -> bool:
    """Whether a run of 1 to 6 words stands three times in a row, or 2 to 12 characters four times.

    A text of two equal words of four letters or more is a loop as well.
    """
    words = [word for word in re.split(r"[\s,.;:!?，、。؛،]+", text.casefold()) if word]
    if len(words) == 2 and words[0] == words[1] and len(words[0]) >= 4:
        return True
    for size in range(1, 7):
        for start in range(len(words) - 3 * size + 1):
            run = words[start : start + size]
            has_letters = any(letter.isalpha() for word in run for letter in word)
            if has_letters and words[start : start + 3 * size] == run * 3:
                return True
    return re.search(r"([^\W\d]{2,12}?)\1{3,}", text) is not None


def is_wrong_script(before: str, after: str, target: str) -> bool:
    """Whether too few letters are of the target's script. Latin words that the source has too are not counted."""
    wanted = language(target)
    kept = set() if "Latin" in wanted.scripts else set(re.findall(r"[A-Za-zÀ-ɏ]+", before))
    rest = re.sub(r"[A-Za-zÀ-ɏ]+", lambda word: "" if word.group() in kept else word.group(), after)
    return sum(letter.isalpha() for letter in rest) >= 3 and share_written_in(rest, wanted) < _LEAST_IN_SCRIPT


def has_figures(before: str, after: str) -> bool:
    """Whether every figure of the source stands in the translation, whatever its separators (10 000, 7h55)."""
    if "".join(filter(str.isdecimal, before)) == "".join(filter(str.isdecimal, after)):
        return True
    before = without_months(before)
    pairs = ((before, after), (_in_24_hours(before), after), (before, _in_24_hours(after)))
    return any(not Counter(figures(_ORDINAL.sub("", one))) - Counter(figures(other)) for one, other in pairs)


def _in_24_hours(text: str) -> str:
    return _AFTERNOON.sub(lambda hour: str(int(hour.group(1)) % 12 + 12), text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _is_swallowed(given: float, got: float) -> bool:
    return given >= _SHORTEST_SOURCE and got < _SHORTEST_RATIO * given


def _weight(text: str, code: str) -> float:
    return len(text.strip()) * _WEIGHT.get(code, 1.0)
