"""What the renderers print: frozen records of minutes and of what is made of them.

Knows no format, no database and no protocol.

Languages are BCP 47 codes, times are milliseconds of the session, dates are ISO 8601 days.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar, cast

Record = TypeVar("Record")

# What XML 1.0 forbids (controls but for tab and line feed, surrogates, non-characters), and the explicit direction
# controls, which can make a signed text read otherwise than it is stored (Unicode TR 36). LRM, RLM and ALM stay:
# Arabic needs them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of what was said, and whose words they were by it: 1 is what was heard.

    ``at`` is Unix milliseconds.
    """

    rev: int
    text: str
    by: str
    why: str
    at: int
    speaker: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said. ``text`` is what the reader gets, in ``lang``; ``original_*``: what was said, if it differs.

    ``note`` says in words what a reader should know ("not renewed"); ``rough``: a machine's rough translation;
    ``retracted``: the words were taken back and are not printed. ``times``: of the words of ``text`` where they are
    those that were said, ``(start, end, start_ms, end_ms)`` in characters of it; empty where nobody knows.
    """

    id: str
    start_ms: int
    end_ms: int
    speaker: str
    delegation: str
    lang: str
    text: str
    original_text: str = ""
    original_lang: str = ""
    note: str = ""
    rough: bool = False
    retracted: bool = False
    heard: str = ""
    versions: tuple[Wording, ...] = ()
    times: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A stretch of which nothing is kept. ``why``: overrun or missing (audio was lost: nobody can know what was said
    there), or off_record (it was not to be kept)."""

    start_ms: int
    end_ms: int
    speaker: str
    delegation: str
    why: str

    @property
    def seconds(self) -> int:
        """Its length, at least 1."""
        return max(1, round((self.end_ms - self.start_ms) / 1000))


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person signed a language version (``floor``: as it was said); ``at`` is ISO 8601 in UTC.

    ``is_current``: nothing of that version was changed since.
    """

    language: str
    by: str
    at: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """How entry ``entry`` is to be read (``lang`` "": what was said), beside the approved text, which stays.

    ``is_withheld``: the entry is shown no more; ``before`` and ``after`` are empty then. ``at`` is ISO 8601 in UTC.
    """

    number: int
    entry: str
    lang: str
    before: str
    after: str
    why: str
    by: str
    at: str
    sha256: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How minutes stand. ``state``: draft, review, approved or published; the hash is of the approved record.

    Instants are ISO 8601 in UTC, "" where there are none.
    """

    state: str = "draft"
    review_ends_at: str = ""
    sha256: str = ""
    approved_at: str = ""
    approved_by: str = ""
    published_at: str = ""
    sign_offs: tuple[SignOff, ...] = ()
    corrigenda: tuple[Corrigendum, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Whether the text is frozen under its hash."""
        return self.state in ("approved", "published")

    def sign_off(self, language: str) -> SignOff | None:
        """Who signed a language version last; None where nobody did."""
        return next((each for each in self.sign_offs if each.language == language), None)

    def corrigenda_of(self, entry: str) -> tuple[Corrigendum, ...]:
        """What was put right of an entry, in order."""
        return tuple(each for each in self.corrigenda if each.entry == entry)


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """The minutes of a session. ``languages[0]`` is the language of the document itself; ``date`` may be empty.

    ``version`` is the language version that is printed: ``floor`` for all as it was said.
    """

    title: str
    date: str
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]
    gaps: tuple[Loss, ...] = ()
    standing: Standing = Standing()
    version: str = "floor"

    @property
    def in_order(self) -> tuple[Entry | Loss, ...]:
        """What was said and what was lost, in the order of time."""
        return tuple(sorted((*self.entries, *self.gaps), key=lambda each: each.start_ms))

    @property
    def language(self) -> str:
        """The language of headings and labels."""
        return self.languages[0] if self.languages else "en"


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the minutes that an item of a record rests on, as it was said."""

    id: str
    start_ms: int
    speaker: str
    delegation: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """An item of a summary record, or of the decisions and actions. ``kind``: summary, decision or action.

    ``theme``: the heading that it stands under, it may be empty; ``owners``: codes or names; ``due``: an ISO 8601 day
    or month, ``due_said`` the words for it. Until a person has accepted it, it is printed in square brackets. ``notes``
    are codes: quoted, untranslated, rough, corrected, contested, claimed.
    """

    id: str
    kind: str
    theme: str
    text: str
    is_accepted: bool
    owners: tuple[str, ...] = ()
    due: str = ""
    due_said: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """These records are approved: version ``number``, on a day (ISO 8601), under a SHA-256 in hexadecimal figures."""

    number: int
    day: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """The summary record of a session: what was said, in reported speech, in order. ``date`` may be empty."""

    title: str
    date: str
    language: str
    items: tuple[RecordedItem, ...]
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class DecisionsRecord:
    """What a session decided, and who is to do what until when, in the order in which it was said."""

    title: str
    date: str
    language: str
    items: tuple[RecordedItem, ...]
    seal: Seal | None = None

    def of_kind(self, kind: str) -> tuple[RecordedItem, ...]:
        """The decisions or the actions alone."""
        return tuple(each for each in self.items if each.kind == kind)


@dataclass(frozen=True, slots=True)
class Participant:
    """A delegation or a person. ``role``: chair, delegation, speaker, interpreter, rapporteur or secretariat.

    ``people``: who was there for it, by name; ``turns``: when they spoke, ``(start_ms, end_ms)``.
    """

    name: str
    delegation: str
    role: str
    people: tuple[str, ...] = ()
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantsRecord:
    """Who took part in a session."""

    title: str
    date: str
    language: str
    participants: tuple[Participant, ...]


def clean(text: str) -> str:
    """The text without what XML forbids or what hides its real order; ``\\r\\n`` becomes ``\\n``."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(record: Record) -> Record:
    """A copy of a record with every text in it cleaned. Every renderer begins with this."""
    return cast(Record, _cleaned(record))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{each.name: _cleaned(getattr(value, each.name)) for each in dataclasses.fields(value)})
    return value
