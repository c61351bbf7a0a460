"""Sentences and their content words, in the languages of a roundtable. Must not know what a sentence means."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from functools import lru_cache

from server.core.text.sentences import cut

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*%?", re.UNICODE)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
# Long enough to tell "exchange" from "expert", short enough to join "customs" and "custom", "exchange" and "exchanges".
_STEM = 5

_STOP = frozenset(
    """a an and are as at be been but by for from had has have he her his i if in into is it its me my no not of on or our out she so
    some such than that the their them then there these they this those to too up us very was we were what when which who will with would
    you your madam chair sir mister president minister thank thanks also one all any can could do does must only more most may
    de la le les des du un une et en est sont dans sur pour par que qui ce cette ces nous vous notre nos au aux à il elle se ne pas plus
    avec son sa ses leur merci madame présidente o os as e em no na nos nas do da dos das um uma para por com é são que se não nossa nosso
    ao aos à senhora presidente el los las y es son del al una con su sus lo señora presidenta gracias obrigado obrigada""".split()
)  # fmt: skip


def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text in a language, in order, each a verbatim part of it without the white space around."""
    return tuple(part.strip() for part in cut(text, language) if part.strip())


def words(text: str) -> list[str]:
    """Words in lower case; runs of Han or kana as pairs of characters, since nothing stands between their words."""
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if _HAN.search(word):
            for run in _HAN.findall(word):
                found += [run[at : at + 2] for at in range(max(1, len(run) - 1))]
            found += re.findall(r"\d+(?:[.,]\d+)*%?", word)
        else:
            found.append(word)
    return found


@lru_cache(maxsize=32768)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry the matter, numbers left out."""
    return frozenset(
        stem(word)
        for word in words(text)
        if word not in _STOP and not word[0].isdigit() and (len(word) > 2 or _HAN.search(word))
    )


def stem(word: str) -> str:
    """Its first letters, without the endings of English (and the plural of its neighbours): "warning" is "warn"."""
    if word.isascii():
        for ending, fewest in (("ing", 6), ("ed", 6), ("s", 4)):
            if word.endswith(ending) and len(word) >= fewest and not word.endswith("ss"):
                word = word[: -len(ending)]
                break
    return word[:_STEM]


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared stems over those of the shorter side, 0 to 1."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0
