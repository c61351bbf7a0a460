"""What positions add up to at a moment: consensus is the absence of objection; counts are computed, never typed.

Nothing is agreed until everything is agreed: a paragraph is agreed provisionally until the whole is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.core.errors import Conflict
from server.core.statement.positions import (
    BLOCKING,
    WHOLE,
    Position,
    Terms,
    Value,
    deadline_ms,
    is_lapsed,
    latest,
    value_at,
)
from server.core.statement.statement import Statement, labels

# Who holds these joins in, if with words of its own.
CONSENTING = frozenset({Value.AGREE, Value.AGREE_AD_REFERENDUM, Value.NO_OBJECTION, Value.RESERVE})
# Who holds these of the words as they read now has settled what it held back in the room.
SETTLING = CONSENTING - {Value.RESERVE}


class Mark(StrEnum):
    """How a party's word is to be read."""

    FROM_WHOLE = "from_whole"  # said of the whole, not of this paragraph
    OUTDATED = "outdated"  # said of an earlier wording
    LAPSED = "lapsed"  # an agreement ad referendum that was not confirmed in time
    BY_SILENCE = "by_silence"  # not said: the silence procedure on this very text passed
    ON_BEHALF = "on_behalf"  # written down by the secretariat


class Level(StrEnum):
    """How far a paragraph, or the whole, is agreed."""

    OPEN = "open"  # a bracket, an objection or an amendment stands
    PENDING = "pending"  # nothing stands in the way; some are still to answer, or to confirm
    AD_REFERENDUM = "ad_referendum"  # all have answered, some ad referendum
    PROVISIONAL = "provisional"  # agreed, until the whole is
    AGREED = "agreed"
    ADOPTED = "adopted"


class What(StrEnum):
    """What may stand in the way of adoption."""

    BRACKET = "bracket"
    POSITION = "position"
    AMENDMENT = "amendment"
    RETRACTED = "retracted"
    SILENCE = "silence"


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


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way of adoption. ``text`` says it in words; ``is_outdated``: of an earlier wording."""

    what: What
    text: str
    paragraph: str = WHOLE
    delegation: str = ""
    value: str = ""
    number: str = ""
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed before adoption: ``outdated``, ``ad_referendum`` (by ``until_ms``) or ``lapsed``."""

    delegation: str
    paragraph: str
    why: str
    until_ms: int | None = None


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


def counts(words: Iterable[Word]) -> dict[Value, int]:
    """How many parties hold each value, in the order of the nine; values nobody holds are left out."""
    found = Counter(each.value for each in words)
    return {value: found[value] for value in Value if found[value]}


def counts_on(matrix: Mapping[str, Mapping[str, Word]], paragraph: str = WHOLE) -> dict[Value, int]:
    """The same on one paragraph or on the whole: every party is counted once."""
    return counts(row[paragraph] for row in matrix.values())


def unanswered(matrix: Mapping[str, Mapping[str, Word]], paragraph: str = WHOLE) -> tuple[str, ...]:
    """The parties that are still to answer."""
    return tuple(party for party, row in matrix.items() if row[paragraph].value is Value.NO_REPLY)


def obstacles(table: Table) -> tuple[Obstacle, ...]:
    """What stands in the way of adoption. Words of those who are no party do not count; no party's objection is lost:
    one on a paragraph stands though its delegation has agreed to the whole since."""
    called = labels(table.statement.paragraphs)
    places = {key: f"paragraph {label}" for key, label in called.items()} | {WHOLE: "the whole"}
    found = [
        Obstacle(What.BRACKET, f"open bracket of {' and '.join(each.holders)} ({each.hold}) in {places[paragraph.id]}",
                 paragraph.id, each.owner, str(each.hold))
        for paragraph in table.statement.paragraphs for each in paragraph.brackets
    ]  # fmt: skip
    found += [
        Obstacle(What.RETRACTED, f"{places[each]} quotes a retracted line", each)
        for each in table.retracted if each in places
    ]  # fmt: skip
    found += [
        Obstacle(What.POSITION, f"{each.delegation}: {each.value} on {places[each.paragraph]}", each.paragraph,
                 each.delegation, str(each.value), is_outdated=table.is_outdated(each))
        for each in table.effective().values() if each.value in BLOCKING
    ]  # fmt: skip
    found += [
        Obstacle(
            What.AMENDMENT,
            f"amendment {each.number} of {each.by} is open on {places.get(each.paragraph, 'the text')}",
            each.paragraph,
            each.by,
            number=each.number,
        )
        for each in table.amendments
        if table.passed is None or each.at_ms < table.passed.at_ms
    ]
    if table.silent_until_ms is not None:
        found.append(Obstacle(What.SILENCE, "the silence procedure has not ended"))
    return tuple(found)


def questions(table: Table) -> tuple[Question, ...]:
    """What is to be confirmed before adoption; objections of an earlier wording are obstacles already."""
    found = []
    for each in table.effective().values():
        until_ms = deadline_ms(each, table.terms)
        place = (each.delegation, each.paragraph)
        if is_lapsed(each, table.terms, table.now_ms):
            found.append(Question(*place, str(Mark.LAPSED), until_ms))
        elif each.value is Value.AGREE_AD_REFERENDUM:
            found.append(Question(*place, "ad_referendum", until_ms))
        if each.value not in BLOCKING and table.is_outdated(each):
            found.append(Question(*place, str(Mark.OUTDATED)))
    return tuple(found)


def levels(table: Table, matrix: Mapping[str, Mapping[str, Word]] | None = None) -> dict[str, Level]:
    """How far the whole (``""``) and each paragraph are agreed. ``matrix``: that of the table, where it is there.

    What was adopted is that, whatever any party held of it then.
    """
    if table.statement.adopted_at is not None:
        return dict.fromkeys((WHOLE, *(each.id for each in table.statement.paragraphs)), Level.ADOPTED)
    matrix = table.matrix() if matrix is None else matrix
    hindered = {each.paragraph for each in obstacles(table) if each.what is not What.SILENCE}
    found = {
        each.id: _level([row[each.id] for row in matrix.values()], each.id in hindered)
        for each in table.statement.paragraphs
    }
    whole = _level([row[WHOLE] for row in matrix.values()], bool(hindered))
    if whole in (Level.PROVISIONAL, Level.AD_REFERENDUM):
        whole = min((whole, *found.values()), key=list(Level).index)
    if table.silent_until_ms is not None:
        whole = min(whole, Level.PENDING, key=list(Level).index)
    if whole is Level.PROVISIONAL:
        return {WHOLE: Level.AGREED, **dict.fromkeys(found, Level.AGREED)}
    return {WHOLE: whole, **found}


def settled(table: Table, matrix: Mapping[str, Mapping[str, Word]] | None = None) -> frozenset[tuple[str, str]]:
    """(paragraph, party) where a party holds nothing back of the words as they are now: by its own word on the
    paragraph or on the whole, or by the silence that it kept over them. ``matrix``: as for ``levels``."""
    matrix = table.matrix() if matrix is None else matrix
    return frozenset(
        (place, party)
        for party, row in matrix.items()
        for place, word in row.items()
        if word.value in SETTLING and Mark.OUTDATED not in word.marks
    )


def is_agreed(table: Table) -> bool:
    """Whether everything is: no bracket, objection or amendment is open, and every party stands by the words as they
    are now, or kept silence over them."""
    return levels(table)[WHOLE] in (Level.AGREED, Level.ADOPTED)


def require_adoptable(table: Table) -> None:
    """Raises Conflict that lists all that stands in the way."""
    standing = [each.text for each in obstacles(table)]
    if standing:
        raise Conflict(f"it can't be adopted yet: {'; '.join(standing)}", obstacles=standing)


def _level(words: list[Word], is_hindered: bool) -> Level:
    if is_hindered or any(each.value in BLOCKING for each in words):
        return Level.OPEN
    if not any(each.value in CONSENTING for each in words):
        return Level.PENDING
    if any(each.value is Value.NO_REPLY or Mark.OUTDATED in each.marks for each in words):
        return Level.PENDING
    is_unconfirmed = any(each.value is Value.AGREE_AD_REFERENDUM for each in words)
    return Level.AD_REFERENDUM if is_unconfirmed else Level.PROVISIONAL
