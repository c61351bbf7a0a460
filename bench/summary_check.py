"""Is every sentence of a record supported by the lines that it cites? Shares nothing with the drafter's own guard.

Words are compared by a stemmer and tables of its own; template words are a closed list of its own.
"""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*(?:[.,]\d+)*%?")
# What a record says of itself and of who speaks, persons and words of time in reported speech.
TEMPLATE = frozenset(
    """the representative of chair a speaker said asked that it was agreed according to reservation objection condition amendment for by
    disassociates itself unclear words be made clear figure as corrected later rough translation not translated in it its they them
    their themselves meeting’s chair’s meeting those day following previous earlier then would could might should will is are am were
    had has have did do does""".split()
)
IRREGULAR = {
    "was": "be", "were": "be", "is": "be", "are": "be", "am": "be", "been": "be", "had": "have", "has": "have", "did": "do",
    "does": "do", "would": "will", "could": "can", "might": "may", "should": "shall", "thought": "think", "took": "take",
    "made": "make", "gave": "give", "said": "say", "told": "tell", "went": "go", "came": "come", "saw": "see", "knew": "know",
    "found": "find", "felt": "feel", "kept": "keep", "led": "lead", "left": "leave", "meant": "mean", "met": "meet",
    "paid": "pay", "sent": "send", "spoke": "speak", "understood": "understand", "wrote": "write", "brought": "bring",
    "built": "build", "began": "begin", "became": "become", "chose": "choose", "fell": "fall", "got": "get", "grew": "grow",
    "heard": "hear", "held": "hold", "ran": "run", "sought": "seek", "sold": "sell", "shown": "show", "stood": "stand",
    "undertook": "undertake", "withdrew": "withdraw", "spent": "spend", "arose": "arise", "dealt": "deal", "cannot": "can",
}  # fmt: skip
NEGATORS = frozenset("not no never none nor neither without cannot nobody nothing".split())
QUOTE = re.compile(r"“([^”]*)”")
# Words that may be left out between two that are quoted: hesitations and words said twice.
_LEFT_OUT = 6


def unsupported(text: str, cited: Iterable[str], names: Iterable[str]) -> list[str]:
    """What of a sentence its lines do not give: words, figures, a turned negation, a quotation that was not said.

    ``names``: of speakers, which may stand anywhere.
    """
    lines = list(cited)
    said = _words(" ".join(lines))
    stems = {stem(each) for each in said}
    free = TEMPLATE | {each for name in names for each in _words(name)}
    quotes = QUOTE.findall(text)
    told = _words(QUOTE.sub(" ", text))
    faults = [each for each in told if each not in free and stem(each) not in stems]
    faults += [f"“{each}”" for each in quotes if not _is_said(_words(each), said)]
    if not quotes and told:
        source = max(sentences(" ".join(lines)), key=lambda each: _shared(each, told), default="")
        is_negated = any(each in NEGATORS for each in told)
        if is_negated and not any(map(_is_negated, lines)):
            faults.append("a negation")
        if not is_negated and _is_negated(source):
            faults.append("a negation is lost")
    return faults


def stem(word: str) -> str:
    """A word without its endings; forms of one verb meet."""
    word = IRREGULAR.get(word, word)
    for _ in range(2):
        for ending, rest in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
            if ending == "s" and word.endswith("ss"):
                continue
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not word[0].isdigit():
                word = word[: -len(ending)] + rest
                break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def sentences(text: str) -> list[str]:
    """The sentences of an item; a quotation is never cut."""
    kept = QUOTE.sub(lambda match: match.group().replace(". ", ".\x00 ").replace("? ", "?\x00 "), text)
    parts = re.split(r"(?<=[.!?”\])])(?<!Hon\.)(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.)(?<!Dr\.)\s+(?=[A-Z])", kept)
    return [part.replace("\x00", "") for part in parts if part.strip()]


def _words(text: str) -> list[str]:
    """Words in lower case with contractions written out."""
    plain = text.casefold().replace("’", "'")
    for short, whole in (
        ("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"), ("'re", " are"), ("'ve", " have"),
        ("'ll", " will"), ("'m", " am"), ("'s", " s"), ("'d", " would"),
    ):  # fmt: skip
        plain = plain.replace(short, whole)
    return [each for each in WORD.findall(plain) if each != "s"]


def _is_said(quote: list[str], said: list[str]) -> bool:
    """Whether the words come in this order, nearly side by side."""
    if not quote:
        return True
    for start in (at for at, each in enumerate(said) if each == quote[0]):
        at, is_whole = start, True
        for each in quote[1:]:
            near = said[at + 1 : at + 1 + _LEFT_OUT]
            if each not in near:
                is_whole = False
                break
            at += 1 + near.index(each)
        if is_whole:
            return True
    return False


def _shared(sentence: str, told: list[str]) -> float:
    """How much of a sentence is told, by stems."""
    stems = {stem(each) for each in _words(sentence)}
    return len(stems & {stem(each) for each in told}) / (len(stems) + 3)


def _is_negated(line: str) -> bool:
    return any(each in NEGATORS for each in _words(line))
