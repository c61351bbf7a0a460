"""Where sentences end, in every script, among words or in a text, and whether a piece of speech is a whole one.

Pure text; knows no model and no audio. Languages are ISO 639-1 codes; of one without tables the marks alone speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from server.core.text.stops import (
    ABBREVIATIONS,
    ALWAYS,
    BARE_ENDS,
    BEFORE_FIGURES,
    CLOSERS,
    GOES_ON,
    NEVER_LAST,
    OPENERS,
    PERHAPS,
    SPACED_ENDS,
    STARTERS,
    WIDE_ENDS,
)

UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
# Number and full stop are an ordinal there ("am 1. März"), not the end of a sentence.
ORDINAL_STOPS = frozenset({"de", "da", "nb", "no", "fi", "cs", "sk", "pl", "hu", "tr", "hr", "sl", "sr", "et", "lv"})
MIN_WORDS = 2  # a lone "Yes." stays with the sentence after it
THAI_CHARS = 60  # a Thai phrase that has grown so long ends at its next space
# German closes with the mark that English opens with; French sets a space before its own.
_MARK = re.compile(rf"[{re.escape(SPACED_ENDS + WIDE_ENDS)}]+[{re.escape(CLOSERS)}]*(?:“(?=\s|$)|\s»(?=\s|$))?")
_BEHIND = f"{CLOSERS}“ \u00a0\u202f"
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
_ALPHABETS = 0x0590  # Latin, Greek and Cyrillic letters, of which one with a full stop is an initial, come before it
_ORDINAL = re.compile(r"\d{1,2}")
_GLUE = re.compile(r"\s*[,;:，、；：،%)\]）」』”»]")
_WORDS_TOO = frozenset(
    {"sept", "dez", "no", "para", "ed", "art", "par", "sec", "fig", "cap", "num", "ch"}
)  # words of some language
_CUT_OFF = re.compile(r"(?:…|\.{2,})\W*$")
_NO_SPACE = re.compile(r"[⺀-鿿豈-﫿！-｠฀-๿]")


def ends_sentence(word: str, following: str | None, has_spaces: bool = True, language: str = "") -> bool:
    """Whether a sentence ends with ``word``. Words carry the space before them: "4." before "2" is a number."""
    bare = word.strip()
    if following is None:
        return bool(bare.rstrip(_BEHIND)) and bare.rstrip(_BEHIND)[-1] in SPACED_ENDS + WIDE_ENDS
    return len(word.rstrip()) in _ends(word + following, language, has_spaces)


def split(words: Sequence[str], has_spaces: bool = True, language: str = "") -> list[int]:
    """How many words each sentence has; the sum is ``len(words)``. The last one may be unfinished.

    A one-word sentence stays with the next one (or, at the end, with the one before) in scripts with spaces.
    """
    ends = set(_ends("".join(words), language, has_spaces))
    sizes: list[int] = []
    start = at = 0
    for place, word in enumerate(words):
        at += len(word)
        is_long = not has_spaces or place + 1 - start >= MIN_WORDS
        if is_long and at - len(word) + len(word.rstrip()) in ends and word.strip():
            sizes.append(place + 1 - start)
            start = place + 1
    if start < len(words):
        rest = len(words) - start
        if sizes and has_spaces and rest < MIN_WORDS and ends_sentence(words[-1], None):
            sizes[-1] += rest
        else:
            sizes.append(rest)
    return sizes


def cut(text: str, language: str) -> list[str]:
    """The sentences of a text, verbatim: joined they are the text. The space after a sentence stands at its end.

    When text is appended only the last one changes, and the last one alone may be unfinished.
    """
    places = [0]
    for end in _ends(text, language, language not in UNSPACED):
        after = end + len(text[end:]) - len(text[end:].lstrip())
        if after < len(text):
            places.append(after)
    return [text[begin:end] for begin, end in zip(places, [*places[1:], len(text)], strict=True) if begin < end]


def is_finished(text: str, language: str) -> bool:
    """Whether a text ends where a sentence ends, as far as its last words tell. An ellipsis is speech cut off."""
    said = text.rstrip()
    bare = said.rstrip(_BEHIND)
    if not bare or _CUT_OFF.search(said):
        return False
    if bare[-1] in WIDE_ENDS:
        return True
    if bare[-1] not in SPACED_ENDS:
        return bare.endswith(BARE_ENDS.get(language, ("\0",)))
    stem = _stem(bare)
    if stem.rstrip(".") in NEVER_LAST.get(language, ()):
        return False
    if bare[-1] != ".":
        return True
    return not (_holds_stop(stem, language) or (stem in BEFORE_FIGURES and stem not in _WORDS_TOO))


def goes_on(text: str, language: str) -> bool:
    """Whether a text goes on with the sentence before it: by a small letter, a mark or a dependent clause."""
    first = text.lstrip(f" {OPENERS}")[:1]
    return first.islower() or bool(_GLUE.match(text)) or _is_clause(text, language)


def joined(first: str, second: str, language: str) -> str:
    """Two pieces of one speaker's words as a reader would write them.

    Where the second goes on with a sentence, the full stop that recognition set before it is left out.
    """
    before, after = first.rstrip(), second.lstrip()
    if not before or not after:
        return before or after
    if goes_on(after, language):
        before = before if _is_kept(before, language) else (re.sub(r"\s*[.。…]+$", "", before) or before)
        after = after[0].lower() + after[1:] if _is_clause(after, language) else after
    is_tight = bool(_GLUE.match(after)) or bool(_NO_SPACE.match(before[-1]) and _NO_SPACE.match(after[0]))
    return f"{before}{after}" if is_tight and language != "th" else f"{before} {after}"


def _ends(text: str, language: str, has_spaces: bool) -> list[int]:
    """Where sentences end in a text, in order: each place is behind the mark and what it closes; never its own end."""
    found = [mark.end() for mark in _MARK.finditer(text) if _is_end(text, mark, language, has_spaces)]
    if language in BARE_ENDS:
        found = sorted({*found, *_bare_ends(text, language, found)})
    return found


def _is_end(text: str, mark: re.Match[str], language: str, has_spaces: bool) -> bool:
    rest = text[mark.end() :]
    stops = mark.group().rstrip(_BEHIND)
    closes = len(stops) < len(mark.group())
    if not rest or not text[: mark.start()].strip():
        return False
    if any(stop in WIDE_ENDS for stop in stops):
        return not (closes and language == "ja" and rest[0] == "と")
    if has_spaces or stops[-1] == "…" or stops.startswith(".."):
        after = rest.lstrip().lstrip(OPENERS).lstrip()
        if not rest[0].isspace() or not after or (language and after[0].islower()):
            return False
        return stops != "." or _is_stop(text[: mark.start()], after, language)
    return not (stops == "." and rest[0].isascii() and rest[0].isalnum())


def _is_stop(before: str, after: str, language: str) -> bool:
    """Whether a full stop behind ``before`` ends a sentence that ``after`` follows."""
    stem = _stem(f"{before}.")
    if stem in BEFORE_FIGURES and (after[0].isdigit() or stem not in _WORDS_TOO):
        return False
    if stem in PERHAPS:
        return re.split(r"[^\w-]", after)[0].casefold() in STARTERS and bool(re.match(r"[\w-]+[^\w-]", after))
    return not _holds_stop(stem, language)


def _bare_ends(text: str, language: str, marked: Sequence[int]) -> list[int]:
    """Ends without a mark, at spaces: after a polite form; in Thai also when a phrase has grown long."""
    found: list[int] = []
    for space in _SPACE.finditer(text):
        last = max([0, *(place for place in [*marked, *found] if place <= space.start())])
        is_long = language == "th" and space.start() - last >= THAI_CHARS
        if text[: space.start()].endswith(BARE_ENDS[language]) or is_long:
            found.append(space.start())
    return found


def _stem(text: str) -> str:
    """The last word in lower case without its stops, quotes and brackets; "l'art" is "art", "won't" stays whole."""
    word = re.split(r"\s|['’](?=\w\w)", text.rstrip(_BEHIND))[-1]
    return word.rstrip(_BEHIND).rstrip(SPACED_ENDS).casefold().lstrip(OPENERS)


def _holds_stop(stem: str, language: str) -> bool:
    """Whether the full stop belongs to the word: an initial, an abbreviation, an ordinal."""
    is_ordinal = language in ORDINAL_STOPS and bool(_ORDINAL.fullmatch(stem))
    return is_ordinal or _is_initial(stem) or _is_abbreviation(stem, language)


def _is_initial(stem: str) -> bool:
    last = stem.rsplit(".", 1)[-1].rsplit("-", 1)[-1]
    return len(last) == 1 and last.isalpha() and ord(last) < _ALPHABETS and stem not in ("i", "я", "ж", "б")


def _is_abbreviation(stem: str, language: str) -> bool:
    if stem in ALWAYS:
        return True
    if language in ABBREVIATIONS:
        return stem in ABBREVIATIONS[language]
    return not language and any(stem in each for each in ABBREVIATIONS.values())


def _is_kept(text: str, language: str) -> bool:
    """Whether the last full stop belongs to its word."""
    stem = _stem(text)
    is_one = text[-1] == "." and not text.endswith("..")
    return is_one and (_holds_stop(stem, language) or stem in PERHAPS)


def _is_clause(text: str, language: str) -> bool:
    pattern = _clauses(language)
    return pattern is not None and bool(pattern.match(text.lstrip()))


@lru_cache(maxsize=32)
def _clauses(language: str) -> re.Pattern[str] | None:
    """A clause that begins like one and has no comma, behind which a sentence of its own could begin."""
    found = GOES_ON.get(language)
    return re.compile(rf"(?:{found})\b[^,?]*$", re.IGNORECASE) if found else None
