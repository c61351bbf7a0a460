"""A statement, everything said on it, and the moment at which it is looked at: what each party holds then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.core.statement.positions import BLOCKING, WHOLE, Position, Terms, Value, is_lapsed, latest, value_at
from server.core.statement.statement import Statement


class Mark(StrEnum):
    """How a party's word is to be read."""

    FROM_WHOLE = "from_whole"  # said of the whole, not of this paragraph
    OUTDATED = "outdated"  # said of an earlier wording
    LAPSED = "lapsed"  # an agreement ad referendum that was not confirmed in time
    BY_SILENCE = "by_silence"  # not said: the silence procedure on this very text passed
    ON_BEHALF = "on_behalf"  # written down by the secretariat


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment that nobody has decided on; ``number`` is what it is called."""

    number: str
    paragraph: str
    by: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A silence procedure that passed at ``at_ms`` over the text as it stands, told to ``parties`` at ``opened_ms``."""

    opened_ms: int
    at_ms: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What a party holds of a paragraph or of the whole; ``position`` is where it said so, None without a word."""

    value: Value
    marks: frozenset[Mark] = frozenset()
    position: Position | None = None


UNSET = Terms()


@dataclass(frozen=True, slots=True)
class Table:
    """A statement, everything said on it, and the moment at which it is looked at.

    ``changed``: when each paragraph that ever stood got its newest wording. ``retracted``: ids of paragraphs that quote
    a line which was retracted since. ``silent_until_ms``: until when a silence procedure runs now.
    """

    statement: Statement
    positions: tuple[Position, ...]
    now_ms: int
    terms: Terms = UNSET
    changed: Mapping[str, int] = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    retracted: tuple[str, ...] = ()
    passed: Passed | None = None
    silent_until_ms: int | None = None

    def effective(self) -> dict[tuple[str, str], Position]:
        """The newest position of each party on the whole and on each paragraph that stands, without late objections."""
        places = {WHOLE, *(each.id for each in self.statement.paragraphs)}
        heard = (each for each in self.positions if not self.is_late(each))
        return {
            key: each
            for key, each in latest(heard).items()
            if each.delegation in self.statement.parties and each.paragraph in places
        }

    def is_late(self, position: Position) -> bool:
        """An objection that came when the silence procedure on this very text had passed: kept, without effect."""
        return self.passed is not None and position.value in BLOCKING and position.at_ms >= self.passed.at_ms

    def open_amendments(self) -> tuple[Amendment, ...]:
        """Those that wait for a decision. One that came when silence on this very text had passed is kept, without
        effect."""
        passed = self.passed
        return tuple(each for each in self.amendments if passed is None or each.at_ms < passed.at_ms)

    def is_outdated(self, position: Position, place: str | None = None) -> bool:
        """Whether words that it was said of were changed since; of a word on the whole perhaps only those of one
        paragraph (``place``). Who kept silence over the new ones has confirmed it."""
        if self._kept_silence(position.delegation) and position.value not in BLOCKING:
            return False
        place = position.paragraph if place is None else place
        time = self.changed.get(place, 0) if place else max(self.changed.values(), default=0)
        return time > position.at_ms

    def word(self, party: str, paragraph: str, newest: Mapping[tuple[str, str], Position]) -> Word:
        """A party's word on a paragraph, else on the whole, else its silence. ``newest``: what ``effective`` gave."""
        said = newest.get((party, paragraph)) or newest.get((party, WHOLE))
        value = Value.NO_REPLY if said is None else value_at(said, self.terms, self.now_ms)
        marks = set() if said is None else self._marks(said, paragraph)
        if value is Value.NO_REPLY and self._kept_silence(party):
            return Word(Value.NO_OBJECTION, frozenset({*marks, Mark.BY_SILENCE}), said)
        return Word(value, frozenset(marks), said)

    def matrix(self) -> dict[str, dict[str, Word]]:
        """Every party's word on the whole (``""``) and on each paragraph, in the order of the list of parties."""
        newest = self.effective()
        return {party: dict(self._row(party, newest)) for party in dict.fromkeys(self.statement.parties)}

    def _row(self, party: str, newest: Mapping[tuple[str, str], Position]) -> Iterator[tuple[str, Word]]:
        """A party's words. One on the whole is the same for most paragraphs: it is read once for those."""
        whole = newest.get((party, WHOLE))
        yield WHOLE, self.word(party, WHOLE, newest)
        inherited: dict[bool, Word] = {}
        for place in (each.id for each in self.statement.paragraphs):
            if (party, place) in newest:
                yield place, self.word(party, place, newest)
                continue
            is_outdated = whole is not None and self.is_outdated(whole, place)
            if is_outdated not in inherited:
                inherited[is_outdated] = self.word(party, place, newest)
            yield place, inherited[is_outdated]

    def _marks(self, said: Position, paragraph: str) -> set[Mark]:
        found = {
            Mark.FROM_WHOLE: said.paragraph != paragraph,
            Mark.OUTDATED: self.is_outdated(said, paragraph),
            Mark.LAPSED: is_lapsed(said, self.terms, self.now_ms),
            Mark.ON_BEHALF: bool(said.told_by),
        }
        return {mark for mark, is_so in found.items() if is_so}

    def _kept_silence(self, party: str) -> bool:
        return self.passed is not None and party in self.passed.parties
