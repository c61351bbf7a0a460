"""Where heard words are cut: at the ends of sentences and clauses, else at pauses. And the words as readers see them.

Pure functions on words; positions are samples of the stream at 16 kHz.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from server.core.hearing.hypothesis import Advanced, Final, Word
from server.core.hearing.ordering import RATE_HZ
from server.core.text import sentences
from server.core.text.wording import WITHOUT_SPACES

LEAD_SAMPLES = RATE_HZ // 5  # a segment starts so long before its first word
GIVE_BACK_SAMPLES = 6 * RATE_HZ  # after a forced cut, at most so much is heard again
UNITS = re.compile(r"[0-9A-Za-z.%]+|[^\s\ufffd]")  # characters, but figures and Latin words whole
CLAUSE_MARKS = ",;:،؛、，；："
EDGE_MARKS = " .,!?…-–—:;。，！？、"  # the model closes a sentence wherever the audio stops; only finals keep that


def worded(words: Sequence[Word], texts: Sequence[str]) -> list[Word]:
    """The words with other texts."""
    return [replace(word, text=text) for word, text in zip(words, texts, strict=True)]


def units(words: Sequence[Word], language: str) -> list[str]:
    """What is compared and shown: words, or characters in scripts without spaces; no marks at the end."""
    text = "".join(word.text for word in words).strip("\ufffd").rstrip(EDGE_MARKS)
    return text.split() if _spaced(language) else UNITS.findall(text)


def between(word: Word, following: Word) -> int:
    """The sample at which to cut between two words."""
    return (word.end_sample + max(word.end_sample, following.start_sample)) // 2


def phrase_end(words: Sequence[Word], places: Sequence[int], language: str, *, is_any: bool) -> int:
    """How many words to make final: up to the last end of a sentence or a clause or, if ``is_any``, the longest pause.

    ``places``: after which words a cut is allowed. 0: none is good.
    """
    if len(words) - 1 in places:  # nothing was said since
        return len(words)
    ends = [at for at in places if sentences.ends_sentence(words[at].text, words[at + 1].text, _spaced(language))]
    clauses = [at for at in places if words[at].text.rstrip()[-1:] in CLAUSE_MARKS]
    if ends or clauses:
        return (ends or clauses)[-1] + 1
    later = places[len(places) // 2 :]
    if not is_any or not later:
        return 0
    return max(later, key=lambda at: (words[at + 1].start_sample - words[at].end_sample, at)) + 1


def whole(words: Sequence[Word], begin: int, stop: int, language: str) -> tuple[int, int]:
    """After a forced cut: how many words stay, up to the last sentence end or longest pause; and where to cut."""
    earliest = stop - GIVE_BACK_SAMPLES
    places = [place for place in range(len(words) - 1) if words[place].end_sample >= earliest]
    if not places:
        return len(words), stop
    ends = [at for at in places if sentences.ends_sentence(words[at].text, words[at + 1].text, _spaced(language))]
    last = ends[-1] if ends else max(places, key=lambda at: words[at + 1].start_sample - words[at].end_sample)
    return last + 1, min(max(begin + 1, between(words[last], words[last + 1])), stop)


def tiles(words: Sequence[Word], start: int, stop: int, language: str, english: str | None) -> list[Advanced | Final]:
    """What fills ``start`` to ``stop``: the silence before the first word, then a final a sentence.

    One final in all where there is English beside it, which nobody could cut at the same places.
    """
    sizes = [len(words)] if english else sentences.split([word.text for word in words], _spaced(language))
    groups, left = list[Sequence[Word]](), words
    for size in sizes:
        groups.append(left[:size])
        left = left[size:]
    first = min(groups[0][0].start_sample - LEAD_SAMPLES, stop - len(groups))
    found: list[Advanced | Final] = [Advanced(start, first)] if first > start else []
    at = max(start, first)
    for number, group in enumerate(groups):
        more = len(groups) - 1 - number
        end = (group[-1].end_sample + groups[number + 1][0].start_sample) // 2 if more else stop
        end = max(at + 1, min(end, stop - more))
        text = "".join(word.text for word in group).strip()
        confidence = sum(word.probability for word in group) / len(group)
        found.append(Final(at, end, text, tuple(group), language, confidence, english))
        at = end
    return found


def _spaced(language: str) -> bool:
    return language not in WITHOUT_SPACES
