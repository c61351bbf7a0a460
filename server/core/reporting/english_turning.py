"""The words of an English sentence on their way into reported speech: third person, and verbs a tense back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from server.core.reporting.english_words import (
    ADVERBS,
    BASE_OF,
    DETERMINERS,
    MODALS,
    NEVER_NOUNS,
    PAST_OF_BASE,
    PAST_OF_THIRD,
    PASTS,
    PLAIN_FORMS,
    PLURAL_SUBJECTS,
    SINGULAR_SUBJECTS,
)
from server.core.reporting.voices import Role, Voice

_TOKEN = re.compile(r"\s+|[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*%?|.")
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


@dataclass(slots=True)
class Walk:
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


def walk_of(text: str, voice: Voice) -> Walk:
    """A sentence before anything of it was turned."""
    tokens = _TOKEN.findall(text)
    words = [at for at, each in enumerate(tokens) if each[0].isalpha() or each[0].isdigit()]
    return Walk(tokens, voice, words, is_mandative=bool(_MANDATIVE.search(text)))


def turn(walk: Walk, start: int) -> None:
    """Turn every word from a place on; ``walk`` tells what came of it."""
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


def _third_person(walk: Walk, at: int, low: str) -> None:
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


def _be(walk: Walk, at: int, low: str) -> None:
    if walk.before(at) in MODALS | {"to"}:
        return
    walk.has_finite = walk.has_third = True
    if walk.before_at(at) == walk.turned:
        walk.put(at, "were" if walk.voice.role is Role.PERSON else "was")
    else:
        walk.put(at, _BE[low])


def _have(walk: Walk, at: int) -> None:
    if walk.before(at) in MODALS | _DO | {"to", "let"}:
        return
    walk.has_third = walk.has_third or walk.low(at) == "has"
    walk.put(at, "had")
    walk.has_finite = True


def _modal(walk: Walk, at: int, low: str) -> None:
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


def _verb(walk: Walk, at: int, low: str) -> None:
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


def _is_third(walk: Walk, at: int, low: str, before: str) -> bool:
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


def _is_base(walk: Walk, at: int, low: str, before: str) -> bool:
    if before in PLURAL_SUBJECTS or walk.before_at(at) == walk.turned >= 0:
        return True
    if low not in PLAIN_FORMS:
        return False
    if before in ("which", "that", "these", "those") or (before in ("and", "or") and walk.is_open_base):
        return True
    # "Their goods leave the port", but not "we propose that members adopt": that is no present.
    is_plural = before.endswith("s") and not before.endswith("ss") and before not in DETERMINERS | {"is", "was"}
    return is_plural and not walk.is_mandative
