"""Names and terms of an event, found in what was heard; near misses of them repaired, nothing else touched.

A slip is repaired only where it is near one term alone and is no ordinary word of its language. Pure and the same for
words under way and for finals, so that the screen does not jump. Scripts that do not write single sounds (Hangul, Han,
Kana, Arabic, Thai) are left as they are, but for the Latin words and acronyms in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.core.translation.nearness import SHORTEST, is_near, plain, sound_of
from server.core.translation.spelling import Token, tokens, words

SHORTEST_JOINED = 6  # letters of a term that may be put together from two words, or taken apart
WITH_PLURAL_S = frozenset({"en", "fr", "es", "pt"})


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of the shown text (``start``, ``end``: code points) in the place of what was heard.

    ``heard_start``, ``heard_end``: the same place in the heard text; ``term``: as the glossary has it.
    """

    start: int
    end: int
    heard_start: int
    heard_end: int
    heard: str
    term: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text to show, its repairs in order, and the terms that were heard right, one for each time."""

    text: str
    repairs: tuple[Repair, ...] = ()
    right: tuple[str, ...] = ()

    def place(self, heard_at: int) -> int:
        """Where a place of the heard text lies in the shown one; inside a repair: where that begins."""
        moved = 0
        for each in self.repairs:
            if heard_at <= each.heard_start:
                break
            if heard_at < each.heard_end:
                return each.start
            moved = each.end - each.heard_end
        return heard_at + moved


@dataclass(frozen=True, slots=True)
class _Match:
    size: int  # how many words it takes
    term: str
    shown: str | None  # None: it was heard right


def is_acronym(term: str) -> bool:
    """Two to eight letters, all of them capitals."""
    return 2 <= len(term) <= 8 and term.isalpha() and term.isupper() and term.lower() != term


def words_of(pieces: Sequence[str], repair: Repair) -> tuple[int, int]:
    """Which of the heard words (with the spaces before them, as recognition gives them) a repair stands for: [a, b)."""
    at = len(pieces[0]) - len(pieces[0].lstrip()) if pieces else 0  # the text begins without the first space
    first, last, place = len(pieces), len(pieces), -at
    for number, piece in enumerate(pieces):
        begin, end = place + len(piece) - len(piece.lstrip()), place + len(piece)
        if end > repair.heard_start and first == len(pieces):
            first = number
        if begin >= repair.heard_end:
            last = number
            break
        place = end
    return first, max(first, last)


class Terms:
    """The terms of one language, ready to be looked for. Immutable; any thread may use it."""

    def __init__(self, terms: Iterable[str], language: str, ordinary: frozenset[str] | None) -> None:
        """``ordinary``: the language's words in small letters; None where nobody knows them: no near misses then."""
        self._language, self._ordinary = language, ordinary
        given = list(dict.fromkeys(each.strip() for each in terms if each.strip()))
        self._split = {term: split for term in given if (split := words(term))}
        self._owner = {term: term for term in self._split}
        for term, split in list(self._split.items()):
            for word in split if len(split) > 1 and all(each[:1].isupper() for each in split) else ():
                if self._is_name(word) and word not in self._split:  # a person is called by the last name alone, too
                    self._split[word], self._owner[word] = (word,), term
        self._whole = [term for term in given if term not in self._split]  # of other scripts: counted, never repaired
        self._known = {plain(word) for split in self._split.values() for word in split}
        self._acronyms = {plain(term): term for term in self._split if is_acronym(term)}
        self._exact: dict[tuple[str, ...], str] = {}
        self._joined: dict[str, str] = {}
        self._near: dict[tuple[int, str], list[str]] = {}
        for term, split in self._split.items():
            self._exact.setdefault(tuple(plain(word) for word in split), term)
            self._joined.setdefault(plain("".join(split)), term)
            self._near.setdefault((len(split), sound_of(split[0])[:1]), []).append(term)
        self._most = 1 + max((len(split) for split in self._split.values()), default=0)

    def repair(self, heard: str) -> Repaired:
        """What is to be shown for a text. Repairing it once more changes nothing.

        Where one repair would call for another (it completes a longer term), the text is left as it was heard.
        """
        once = self._pass(heard)
        is_settled = not once.repairs or self._pass(once.text).text == once.text
        return once if is_settled else Repaired(heard, (), once.right)

    def _pass(self, heard: str) -> Repaired:
        found = tokens(heard, self._language, self._acronyms) if self._split else []
        parts: list[str] = []
        repairs: list[Repair] = []
        right = [term for term in self._whole for _ in range(heard.count(term))]
        at = done = length = 0
        while at < len(found):
            match = self._match(found, at)
            if match is None:
                at += 1
                continue
            begin, end = found[at].start, found[at + match.size - 1].end
            if match.shown is None:
                right.append(self._owner[match.term])
            else:
                parts += [heard[done:begin], match.shown]
                start = length + begin - done
                length, done = start + len(match.shown), end
                repairs.append(Repair(start, length, begin, end, heard[begin:end], self._owner[match.term]))
            at += match.size
        return Repaired("".join((*parts, heard[done:])), tuple(repairs), tuple(right))

    def _match(self, found: Sequence[Token], at: int) -> _Match | None:
        """The longest term that begins at a word."""
        longest = 0
        while longest < self._most and at + longest < len(found):
            token = found[at + longest]
            if token.is_closed or (longest and not token.follows):
                break
            longest += 1
        for size in range(longest, 0, -1):
            window = found[at : at + size]
            match = self._equal(window) or self._parted(window) or self._nearest(window)
            if match:
                return match
        return None

    def _equal(self, window: Sequence[Token]) -> _Match | None:
        """A term letter by letter, accents and capitals aside; in the plural too."""
        key = tuple(plain(each.text) for each in window)
        term, ending = self._exact.get(key, ""), ""
        if not term and self._language in WITH_PLURAL_S and key[-1].endswith("s"):
            term, ending = self._exact.get((*key[:-1], key[-1][:-1]), ""), "s"
        if not term:
            return None
        wanted = [*self._split[term][:-1], self._split[term][-1] + ending]
        differing = [each for each, word in zip(window, wanted, strict=True) if not _is_same(each, word)]
        if not differing:
            return _Match(len(window), term, None)
        if any(self._is_ordinary(each) for each in differing):
            return None
        return _Match(len(window), term, _cased(term + ending, window[0]))

    def _parted(self, window: Sequence[Token]) -> _Match | None:
        """One word heard as several, or several as one."""
        if any(each.is_spelled for each in window) or all(self._is_ordinary(each) for each in window):
            return None
        joined = plain("".join(each.text for each in window))
        term = self._joined.get(joined, "") if len(joined) >= SHORTEST_JOINED else ""
        if not term or len(self._split[term]) == len(window) or is_acronym(term):
            return None
        return _Match(len(window), term, _cased(term, window[0]))

    def _nearest(self, window: Sequence[Token]) -> _Match | None:
        """The one term that a slip is near; none where two are."""
        if self._ordinary is None or not any(self._is_strange(each) for each in window):
            return None
        candidates = self._near.get((len(window), sound_of(window[0].text)[:1]), [])
        near = [term for term in candidates if self._is_slip(window, self._split[term])]
        if len({plain(term) for term in near}) != 1:
            return None
        return _Match(len(window), near[0], _cased(near[0], window[0]))

    def _is_slip(self, window: Sequence[Token], wanted: Sequence[str]) -> bool:
        differing = [(each, word) for each, word in zip(window, wanted, strict=True) if not _is_same(each, word)]
        return bool(differing) and all(
            self._is_strange(each) and not is_acronym(word) and is_near(each.text, word) for each, word in differing
        )

    def _is_name(self, word: str) -> bool:
        is_ordinary = self._ordinary is not None and word.casefold() in self._ordinary
        return len(word) >= SHORTEST and not word.isupper() and not is_ordinary

    def _is_strange(self, token: Token) -> bool:
        """Whether a word may be a slip: no word of the language, of the event, no name in capitals."""
        text = token.text
        return not (token.is_spelled or self._is_ordinary(token) or text.isupper() or plain(text) in self._known)

    def _is_ordinary(self, token: Token) -> bool:
        return not token.is_spelled and self._ordinary is not None and token.text.casefold() in self._ordinary


def _is_same(token: Token, word: str) -> bool:
    """Whether a word was written as the term has it: a capital at its beginning and capitals throughout are no slip."""
    if token.is_spelled or token.text.casefold() != word.casefold():
        return False
    return token.text == word or token.text.isupper() or token.text[:1].lower() + token.text[1:] == word


def _cased(term: str, first: Token) -> str:
    """The term, with a capital where it begins a sentence."""
    return term[:1].upper() + term[1:] if first.text[:1].isupper() else term
