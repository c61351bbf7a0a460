"""English speech in reported speech: third person, a tense back, other words of time.

Rules on closed lists of words. A sentence that they do not carry gives None, and its words are quoted as they were.
"""

# ruff: noqa: E501 (tables of patterns)

from __future__ import annotations

import re

from server.core.reporting.english_turning import turn, walk_of
from server.core.reporting.english_words import (
    ADVERBS,
    BASE_OF,
    FUNCTION_WORDS,
    PAST_OF_BASE,
    PAST_OF_THIRD,
    PLAIN_FORMS,
    SPEECH_ACTS,
)
from server.core.reporting.voices import Reported, Role, Voice

# What a rule can't turn: somebody is spoken to, a question, a command, words of others, a broken sentence.
_QUOTED = re.compile(
    r"\b(?:you|your|yours|yourself|yourselves|please|let us|let's|let me|ain't|gonna|wanna|gotta|yes|yeah|okay|ok|oh)\b"
    r"|[“”\"?]|['’]d\b|\(\?|\.\.\.|…|–\s*$|-\s*$|\bi (?:mean|guess)\b|\bkind of\b|\bsort of\b|\b(\w+) \1\b|^no\b,",
    re.IGNORECASE,
)
# A sentence that was broken off: what its last word would lead to is missing.
_UNFINISHED = re.compile(
    r"\b(?:the|an?|of|to|and|or|but|that|because|with|for|from|by|if|when|than|our|my|their|its|his|her|is|are|was|were|will|would|can|could|so|like)$",
    re.IGNORECASE,
)
_CONTRACTIONS = (
    (re.compile(r"\b(I)['’]m\b"), r"\1 am"),
    (re.compile(r"\b(won)['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\b(can)['’]t\b", re.IGNORECASE), "cannot"),
    (re.compile(r"\bshan['’]t\b", re.IGNORECASE), "shall not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"['’]re\b"), " are"),
    (re.compile(r"['’]ve\b"), " have"),
    (re.compile(r"['’]ll\b"), " will"),
    (re.compile(r"\b(it|that|there|he|she|what|who|here)['’]s\b(?= (?:been|got|become|had|\w+ed)\b)", re.IGNORECASE), r"\1 has"),
    (re.compile(r"\b(it|that|there|he|she|what|who|here)['’]s\b", re.IGNORECASE), r"\1 is"),
)  # fmt: skip
_OPENERS = re.compile(
    r"^(?:(?:so|and|but|then|well)\b,?\s+(?=\w)|(?:now|yes|right|also|indeed|first of all|finally|in addition|again),\s+)+",
    re.IGNORECASE,
)
_FINITE = r"(?:was|were|had|would|could|did|might|must|should)\b"
_TIMES = (
    (re.compile(r"\btoday['’]s\b", re.IGNORECASE), "that day’s"),
    (re.compile(r"\btoday\b", re.IGNORECASE), "that day"),
    (re.compile(r"\btonight\b", re.IGNORECASE), "that night"),
    (re.compile(r"\btomorrow\b", re.IGNORECASE), "the following day"),
    (re.compile(r"\byesterday\b", re.IGNORECASE), "the previous day"),
    (re.compile(r"\blast (?=(?:year|month|week|summer|autumn|winter|spring)\b)", re.IGNORECASE), "the previous "),
    (re.compile(r"\bnext (?=(?:year|month|week|summer|autumn|winter|spring)\b)", re.IGNORECASE), "the following "),
    (re.compile(r"\b(\w+ )ago\b", re.IGNORECASE), r"\1earlier"),
    (re.compile(rf"\bthis (?!{_FINITE})(?=\w)", re.IGNORECASE), "that "),
    (re.compile(rf"\bthese (?!{_FINITE})(?=\w)", re.IGNORECASE), "those "),
)
# A clause that opens with these reads badly behind "that".
_POINTING = re.compile(r"^(?:that|those)(?= \w)")
_NATIONAL = re.compile(r"^[A-Z]\w*(?:ese|ean|ian|ish|can|nch|man)$")


def report(sentence: str, voice: Voice) -> Reported | None:
    """The sentence in reported speech, without its final stop; None where the rules do not carry it."""
    plain = expanded(_OPENERS.sub("", sentence.strip())).rstrip(" .!;,")
    if not plain or _QUOTED.search(plain) or _UNFINISHED.search(plain):
        return None
    direct = _direct(plain, voice)
    if direct is not None:
        return direct
    walk = walk_of(plain, voice)
    if walk.low(0) in BASE_OF and walk.low(0) in PLAIN_FORMS and walk.low(0) in PAST_OF_BASE:
        return None
    turn(walk, 0)
    if not walk.has_finite or walk.is_broken:
        return None
    text = _POINTING.sub("the", _timed(_opened("".join(walk.tokens), walk.voice)))
    return Reported(text)


def expanded(text: str) -> str:
    """Contractions written out where there is only one way."""
    for pattern, whole in _CONTRACTIONS:
        text = pattern.sub(whole, text)
    return text


def _direct(sentence: str, voice: Voice) -> Reported | None:
    """ "Canada supports the text" goes on from its lead: "The representative of Canada" "supported the text"."""
    subject = _subject(sentence, voice)
    if subject is None:
        return None
    walk = walk_of(sentence[subject:].lstrip(), voice)
    at = 0
    while walk.low(at) in ADVERBS - {"not"} or walk.low(at).endswith("ly"):
        at += 1
    verb = walk.low(at)
    if BASE_OF.get(verb) not in SPEECH_ACTS or not walk.words:
        return None
    walk.put(at, (PAST_OF_THIRD | PAST_OF_BASE)[verb])
    walk.has_finite = walk.is_named = walk.has_third = True
    turn(walk, at + 1)
    return None if walk.is_broken else Reported(f" {_timed(''.join(walk.tokens))}", is_direct=True)


def clause(text: str, voice: Voice) -> str | None:
    """What follows "we agree": a tense back, third person; None where the rules do not carry it."""
    plain = expanded(text.strip()).rstrip(" .!;,")
    if not plain or _QUOTED.search(plain):
        return None
    walk = walk_of(plain, voice)
    walk.is_named = walk.has_third = True
    turn(walk, 0)
    return None if walk.is_broken else _timed("".join(walk.tokens))


def _subject(sentence: str, voice: Voice) -> int | None:
    """Where the subject ends, if it is the speaker: "I", "we", its name, "my delegation"."""
    names = sorted({voice.name, *voice.aliases} - {""}, key=len, reverse=True)
    own = "|".join(re.escape(each) for each in names) or r"(?!)"
    # Of a person, and of a chair, "we" are others, too.
    we = "[Ww]e" if voice.role is Role.DELEGATION else r"(?!)"
    match = re.match(
        rf"(?:I|{we}|(?:[Tt]he )?(?:{own})|(?:[Mm]y|[Oo]ur) (?:delegation|country|administration|government))\s",
        sentence,
    )
    return match.end() if match else None


def _timed(text: str) -> str:
    for pattern, later in _TIMES:
        text = pattern.sub(later, text)
    return text


def _opened(text: str, voice: Voice) -> str:
    """With a small first letter, but for names."""
    first = re.match(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if first is None:
        return text
    word = first.group()
    is_name = (
        word in voice.proper
        or text.startswith(voice.name)
        or (len(word) > 1 and not word[1:].islower() and "’" not in word and "'" not in word)
        or bool(_NATIONAL.match(word))
    )
    if is_name and word.casefold() not in FUNCTION_WORDS:
        return text
    return text[0].lower() + text[1:]
