"""Whether words of a statement are copied from what was said, and of which part. Must not know who said it."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from server.core.drafting.classify import plainly
from server.core.drafting.sentences import words

# Words of a clause that stand in a text in the same order, in runs of two at least: so many of them, and this share.
_FEWEST, _SHARE, _RUN = 4, 0.6, 2
_BESIDE = 3  # words at most between a run and a single word that belongs to it


def is_copied(clause: str, text: str) -> bool:
    """True where a clause is made of the words of a text, but for a name or a pronoun that stands for another one."""
    return bool(source(clause, text))


@lru_cache(maxsize=4096)
def source(clause: str, text: str) -> str:
    """The words of ``text`` that a clause copies, from the first to the last of them, as they were said.

    English contractions are written out and marks left out; empty where the clause is no copy.
    """
    mine, its = told(clause), told(text)
    blocks = SequenceMatcher(None, mine, its, autojunk=False).get_matching_blocks()[:-1]
    runs = [at for at, each in enumerate(blocks) if each.size >= _RUN]
    shared = sum(blocks[at].size for at in runs)
    if shared < _FEWEST or shared < _SHARE * len(mine):
        return ""
    first, last = runs[0], runs[-1]
    # A single word beside a run belongs to it: the negation that a changed clause lacks may stand between.
    while first and blocks[first].b - blocks[first - 1].b - blocks[first - 1].size <= _BESIDE:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].b - blocks[last].b - blocks[last].size <= _BESIDE:
        last += 1
    return " ".join(its[blocks[first].b : blocks[last].b + blocks[last].size])


def told(text: str) -> list[str]:
    """The words of a text with English contractions written out, in lower case."""
    return words(plainly(text, "en"))
