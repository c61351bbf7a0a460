"""Where sentences end among recognised words. Pure text; knows no model and no audio."""

from __future__ import annotations

from collections.abc import Sequence

ENDS = ".?!…"
WIDE_ENDS = "。！？｡"  # these end a sentence whatever follows
CLOSERS = "\"'”’»)]）」』"
# Words whose full stop ends no sentence; compared without it, case-folded.
ABBREVIATIONS = frozenset(
    {
        "approx", "art", "arts", "cf", "co", "col", "corp", "dept", "dr", "dra", "e.g", "etc", "exma", "exmo", "fig",
        "gen", "hon", "i.e", "inc", "jr", "ltd", "m", "mlle", "mm", "mme", "mr", "mrs", "ms", "no", "nos", "nº",
        "núm", "prof", "pág", "sr", "sra", "srta", "st", "u.k", "u.n", "u.s", "ud", "uds", "vs",
    }
)  # fmt: skip
MIN_WORDS = 2  # a lone "Yes." stays with the sentence after it


def ends_sentence(word: str, following: str | None, has_spaces: bool = True) -> bool:
    """Whether a sentence ends with ``word``. Words carry the space before them: "4." before "2" is a number."""
    bare = word.strip().rstrip(CLOSERS)
    if not bare:
        return False
    if bare[-1] in WIDE_ENDS:
        return True
    if bare[-1] not in ENDS:
        return False
    if following is None:
        return True
    if has_spaces and not following.startswith(" "):
        return False
    stem = bare.rstrip(ENDS).casefold().lstrip("\"'“‘«(¿¡")
    is_initial = len(stem) == 1 and stem.isalpha() and bare[-1] == "."
    return not (bare[-1] == "." and (is_initial or stem in ABBREVIATIONS))


def split(words: Sequence[str], has_spaces: bool = True) -> list[int]:
    """How many words each sentence has; the sum is ``len(words)``. The last one may be unfinished.

    A one-word sentence stays with the next one (or, at the end, with the one before) in scripts with spaces.
    """
    sizes: list[int] = []
    start = 0
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        is_long = not has_spaces or place + 1 - start >= MIN_WORDS
        if ends_sentence(word, following, has_spaces) and is_long:
            sizes.append(place + 1 - start)
            start = place + 1
    if start < len(words):
        rest = len(words) - start
        if sizes and has_spaces and rest < MIN_WORDS and ends_sentence(words[-1], None):
            sizes[-1] += rest
        else:
            sizes.append(rest)
    return sizes
