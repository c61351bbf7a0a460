"""English speech in reported speech: third person, a tense back, other words of time.

Rules on closed lists of words. A sentence that they do not carry gives None, and its words are quoted as they were.
"""

# ruff: noqa: E501 (tables of patterns)

from __future__ import annotations

import re
from dataclasses import dataclass, field

from server.core.reporting.english_words import (
    ADVERBS,
    BASE_OF,
    DETERMINERS,
    FUNCTION_WORDS,
    MODALS,
    NEVER_NOUNS,
    PAST_OF_BASE,
    PAST_OF_THIRD,
    PASTS,
    PLAIN_FORMS,
    PLURAL_SUBJECTS,
    SINGULAR_SUBJECTS,
    SPEECH_ACTS,
)
from server.core.reporting.voices import Reported, Role, Voice

_TOKEN = re.compile(r"\s+|[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*%?|.")
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
_BE = {"am": "was", "is": "was", "are": "were", "was": "was", "were": "were"}
_MODAL_PAST = {"will": "would", "can": "could", "may": "might", "cannot": "could not"}
_DO, _HAVE = frozenset({"do", "does", "did"}), frozenset({"have", "has", "had"})
_MANDATIVE = re.compile(
    r"\b(?:propos\w*|suggest\w*|recommend\w*|ask\w*|request\w*|urg\w*|demand\w*|insist\w*|important|essential|necessary|agree\w*)\b",
    re.IGNORECASE,
)
# What may stand between a first person and its verb, and what opens an object.
_BETWEEN = frozenset({"all", "both", "each", "the", "as", "who", "and", "in", "at", "for", "or", "to", "with", "of"})
_OBJECTS = frozenset({"to", "that", "its", "the", "a", "an", "our", "this", "these", "all", "more", "it"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_NATIONAL = re.compile(r"^[A-Z]\w*(?:ese|ean|ian|ish|can|nch|man)$")


@dataclass(slots=True)
class _Walk:
    """The words of a sentence on their way. ``words``: indexes of words in ``tokens``."""

    tokens: list[str]
    voice: Voice
    words: list[int] = field(default_factory=list)
    is_named: bool = False
    has_finite: bool = False
    # The pronoun that was turned last, by its place among the words: verbs behind it agree with who speaks.
    turned: int = -9
    has_third: bool = False
    is_open_base: bool = False
    # A first person has a verb behind it that nobody knows: "Canada synchronise" must not be written.
    is_broken: bool = False
    is_mandative: bool = False

    def low(self, at: int) -> str:
        return self.tokens[self.words[at]].casefold() if 0 <= at < len(self.words) else ""

    def before(self, at: int) -> str:
        """The word before, adverbs left out; a mark between them ends the way back."""
        place = at - 1
        while place >= 0 and not self._is_parted(place):
            if self.low(place) not in ADVERBS and not self.low(place).endswith("ly"):
                return self.low(place)
            place -= 1
        return ","

    def before_at(self, at: int) -> int:
        place = at - 1
        while place >= 0 and (self.low(place) in ADVERBS or self.low(place).endswith("ly")):
            place -= 1
        return place

    def _is_parted(self, at: int) -> bool:
        """Whether a mark stands between this word and the next."""
        between = self.tokens[self.words[at] + 1 : self.words[at + 1]] if at + 1 < len(self.words) else []
        return any(each in ",;:()" for each in between if each.strip())

    def put(self, at: int, text: str) -> None:
        self.tokens[self.words[at]] = text


def report(sentence: str, voice: Voice) -> Reported | None:
    """The sentence in reported speech, without its final stop; None where the rules do not carry it."""
    plain = expanded(_OPENERS.sub("", sentence.strip())).rstrip(" .!;,")
    if not plain or _QUOTED.search(plain) or _UNFINISHED.search(plain):
        return None
    direct = _direct(plain, voice)
    if direct is not None:
        return direct
    walk = _walk(plain, voice)
    if walk.low(0) in BASE_OF and walk.low(0) in PLAIN_FORMS and walk.low(0) in PAST_OF_BASE:
        return None
    _turn(walk, 0)
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
    walk = _walk(sentence[subject:].lstrip(), voice)
    at = 0
    while walk.low(at) in ADVERBS - {"not"} or walk.low(at).endswith("ly"):
        at += 1
    verb = walk.low(at)
    if BASE_OF.get(verb) not in SPEECH_ACTS or not walk.words:
        return None
    walk.put(at, (PAST_OF_THIRD | PAST_OF_BASE)[verb])
    walk.has_finite = walk.is_named = walk.has_third = True
    _turn(walk, at + 1)
    return None if walk.is_broken else Reported(f" {_timed(''.join(walk.tokens))}", is_direct=True)


def clause(text: str, voice: Voice) -> str | None:
    """What follows "we agree": a tense back, third person; None where the rules do not carry it."""
    plain = expanded(text.strip()).rstrip(" .!;,")
    if not plain or _QUOTED.search(plain):
        return None
    walk = _walk(plain, voice)
    walk.is_named = walk.has_third = True
    _turn(walk, 0)
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


def _walk(text: str, voice: Voice) -> _Walk:
    tokens = _TOKEN.findall(text)
    words = [at for at, each in enumerate(tokens) if each[0].isalpha() or each[0].isdigit()]
    return _Walk(tokens, voice, words, is_mandative=bool(_MANDATIVE.search(text)))


def _turn(walk: _Walk, start: int) -> None:
    for at in range(start, len(walk.words)):
        low = walk.low(at)
        if low in _FIRST:
            _third_person(walk, at, low)
        elif low in _BE:
            _be(walk, at, low)
        elif low in _HAVE:
            _have(walk, at)
        elif low in _DO:
            if walk.before(at) not in MODALS | {"to"}:
                walk.put(at, "did")
                walk.has_finite = True
        elif low in MODALS:
            _modal(walk, at, low)
        elif low == "to":
            walk.is_open_base = False
        else:
            _verb(walk, at, low)
            is_behind = walk.before_at(at) == walk.turned >= 0
            if is_behind and low not in BASE_OF and low not in PASTS and low not in _BETWEEN and not low.endswith("ed"):
                walk.is_broken = True


def _third_person(walk: _Walk, at: int, low: str) -> None:
    voice = walk.voice
    if low in ("i", "we"):
        walk.turned = at
        if voice.role is Role.CHAIR and low == "we":
            walk.put(at, "the meeting")
        elif voice.role is Role.CHAIR:
            walk.put(at, "the Chair")
        elif voice.role is Role.PERSON:
            walk.put(at, "they")
        else:
            walk.put(at, "it" if walk.is_named else voice.name)
            walk.is_named = True
        return
    forms = {
        Role.DELEGATION: {"me": "it", "us": "it", "my": "its", "our": "its", "self": "itself"},
        Role.PERSON: {"me": "them", "us": "them", "my": "their", "our": "their", "self": "themselves"},
        Role.CHAIR: {
            "me": "the Chair", "us": "the meeting", "my": "the Chair’s", "our": "the meeting’s", "self": "itself",
        },
    }[voice.role]  # fmt: skip
    key = {"mine": "my", "ours": "our", "myself": "self", "ourselves": "self"}.get(low, low)
    walk.put(at, forms[key])


def _be(walk: _Walk, at: int, low: str) -> None:
    if walk.before(at) in MODALS | {"to"}:
        return
    walk.has_finite = walk.has_third = True
    if walk.before_at(at) == walk.turned:
        walk.put(at, "were" if walk.voice.role is Role.PERSON else "was")
    else:
        walk.put(at, _BE[low])


def _have(walk: _Walk, at: int) -> None:
    if walk.before(at) in MODALS | _DO | {"to", "let"}:
        return
    walk.has_third = walk.has_third or walk.low(at) == "has"
    walk.put(at, "had")
    walk.has_finite = True


def _modal(walk: _Walk, at: int, low: str) -> None:
    before, word = walk.before(at), walk.tokens[walk.words[at]]
    if before in DETERMINERS - {"this", "that", "these", "those", "all", "both", "each", "one", "some", "many", "few"}:
        return
    if low == "may" and (word == "May" or walk.low(at + 1)[:1].isdigit()):
        return
    walk.has_finite, walk.is_open_base = True, False
    if low == "shall":
        walk.put(at, "would" if walk.before_at(at) == walk.turned else "should")
    else:
        walk.put(at, _MODAL_PAST.get(low, word))


def _verb(walk: _Walk, at: int, low: str) -> None:
    """A verb of the lists in the present, where its place says that it is one."""
    before = walk.before(at)
    if low in PASTS and before not in DETERMINERS | MODALS | _DO | {"to"}:
        walk.has_finite = True
    if low in PAST_OF_THIRD and _is_third(walk, at, low, before):
        walk.put(at, PAST_OF_THIRD[low])
        walk.has_finite = walk.has_third = True
    elif low in PAST_OF_BASE and _is_base(walk, at, low, before):
        walk.put(at, PAST_OF_BASE[low])
        walk.has_finite = walk.is_open_base = True


def _is_third(walk: _Walk, at: int, low: str, before: str) -> bool:
    if before in MODALS | _DO | {"to"} or (before in DETERMINERS - {"this", "that"}):
        return False
    if before in ("and", "or", "but"):
        after = walk.tokens[walk.words[at + 1]] if at + 1 < len(walk.words) else "of"
        return walk.has_third and (low in PLAIN_FORMS or after in _OBJECTS or after[0].isupper())
    word = walk.tokens[walk.words[walk.before_at(at)]] if walk.before_at(at) >= 0 else ""
    is_name = bool(word) and (word in walk.voice.proper or word in walk.voice.name.split())
    if low in PLAIN_FORMS or low in NEVER_NOUNS:
        return before != ","
    return before in SINGULAR_SUBJECTS or is_name


def _is_base(walk: _Walk, at: int, low: str, before: str) -> bool:
    if before in PLURAL_SUBJECTS or walk.before_at(at) == walk.turned >= 0:
        return True
    if low not in PLAIN_FORMS:
        return False
    if before in ("which", "that", "these", "those") or (before in ("and", "or") and walk.is_open_base):
        return True
    # "Their goods leave the port", but not "we propose that members adopt": that is no present.
    is_plural = before.endswith("s") and not before.endswith("ss") and before not in DETERMINERS | {"is", "was"}
    return is_plural and not walk.is_mandative


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
