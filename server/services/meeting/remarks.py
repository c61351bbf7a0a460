"""Remarks: what delegations hand in before they speak, with its translations, and who may read it when.

Each function is one unit of work. The embargo is computed from the floor whenever somebody asks; nothing sets or ends
it: the delegation itself and the secretariat read its remarks, those who work on the session once it has had the floor
there, nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer

from server.core.errors import BadRequest, BadText, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.core.minutes import floor
from server.core.text.plain import plain_text
from server.services.hearing import hear, session_time
from server.services.meeting.sessions import check_may_see, get_session, session_ms
from server.storage.tables import Delegation, Meeting, Remarks, RemarksTranslation

HANDS_IN = ("delegation", "secretariat")
READS_LATER = ("chair", "rapporteur", "interpreter")  # once the delegation has had the floor
MOST_CHARACTERS = 100_000  # two hours of speech
MOST_TRANSLATIONS = 20
MOST_REMARKS, MOST_VERSIONS = 20, 100  # of one delegation in one session; of one of them
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # of word processors


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, as far as it matters here."""

    role: str
    delegation: str | None
    name: str

    def owns(self, delegation: str) -> bool:
        """Whether these remarks are the reader's to change."""
        return self.role == "secretariat" or (self.role == "delegation" and self.delegation == delegation)


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed in."""

    language: str
    text: str
    translations: Mapping[str, str]


def checked(language: str, text: object, translations: Mapping[str, object], known: Collection[str]) -> Handed:
    """What came from outside, in order. Raises BadText, BadRequest or UnknownLanguage."""
    unknown = [code for code in (language, *translations) if code not in known]
    if unknown:
        raise UnknownLanguage(f"unknown language {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    if language in translations:
        raise BadRequest(f"the remarks are in {language} themselves: a translation is into another language")
    if len(translations) > MOST_TRANSLATIONS:
        raise BadRequest(f"at most {MOST_TRANSLATIONS} translations; found {len(translations)}")
    return Handed(language, tidy(text), {code: tidy(each) for code, each in translations.items()})


def tidy(text: object, limit: int = MOST_CHARACTERS) -> str:
    """A text as it is pasted from a word processor, without that program's own marks. Raises BadText."""
    if not isinstance(text, str):
        raise BadText("a text is expected; found nothing")
    return plain_text(_INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)), limit)


def hand_in(
    tx: Session, session: str, identity: str, delegation: str, given: Handed, reader: Reader, now: int
) -> Remarks:
    """New remarks of a delegation. Raises NotAllowed, NotFound or Conflict."""
    _check_owner(tx, session, reader, delegation)
    if tx.get(Delegation, delegation) is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    query = select(func.count(Remarks.id.distinct())).where(
        Remarks.session_id == session, Remarks.delegation == delegation
    )
    if (tx.scalar(query) or 0) >= MOST_REMARKS:
        raise Conflict(f"this delegation has handed in {MOST_REMARKS} times for this session: replace one of them")
    return _add(tx, Remarks(id=identity, rev=1, session_id=session, delegation=delegation), given, reader, now)


def replace(tx: Session, session: str, identity: str, rev: int, given: Handed, reader: Reader, now: int) -> Remarks:
    """Another version in the place of version ``rev``, also of withdrawn remarks. Raises NotFound or Conflict."""
    former = _changed(tx, session, identity, rev, reader)
    if former.rev >= MOST_VERSIONS:
        raise Conflict(f"these remarks have {MOST_VERSIONS} versions: withdraw them and hand in anew")
    made = Remarks(id=identity, rev=former.rev + 1, session_id=session, delegation=former.delegation)
    return _add(tx, made, given, reader, now)


def withdraw(tx: Session, session: str, identity: str, rev: int, reader: Reader, now: int) -> Remarks:
    """From now on nobody reads these remarks and nothing is taken from them. Raises NotFound or Conflict."""
    found = _changed(tx, session, identity, rev, reader)
    if found.withdrawn_at is not None:
        raise Conflict("these remarks were withdrawn already")
    found.withdrawn_by, found.withdrawn_at = reader.name or reader.role, now
    tx.flush()
    return found


def readable(tx: Session, session: str, reader: Reader, now: int) -> list[Remarks]:
    """The current version of all remarks that this reader may know of, the newest first. Raises NotAllowed."""
    meeting = get_session(tx, session)
    check_may_see(meeting, reader.role)
    if reader.role not in (*HANDS_IN, *READS_LATER):
        raise NotAllowed("remarks are read by those who hand them in and, later, by those who work on the session")
    return [row for row in current(tx, session) if _may_read(tx, meeting, row, reader, now)]


def one(tx: Session, session: str, identity: str, reader: Reader, now: int) -> Remarks:
    """The current version of remarks. Raises NotFound where this reader may not know of them."""
    for row in readable(tx, session, reader, now):
        if row.id == identity:
            return row
    raise _none(identity)


def current(tx: Session, session: str) -> list[Remarks]:
    """The highest version of each remarks of a session, the newest first; withdrawn ones too."""
    newest = select(Remarks.id, func.max(Remarks.rev).label("rev")).where(Remarks.session_id == session)
    found = newest.group_by(Remarks.id).subquery()
    query = select(Remarks).join(found, (Remarks.id == found.c.id) & (Remarks.rev == found.c.rev))
    query = query.options(defer(Remarks.text))  # long, and seldom looked at
    return list(tx.scalars(query.order_by(Remarks.at.desc(), Remarks.id)))


def translations(tx: Session, row: Remarks) -> dict[str, str]:
    """The translations of a version by language."""
    found = tx.execute(_told(row, RemarksTranslation.language, RemarksTranslation.text))
    return {str(language): str(text) for language, text in sorted(found.all())}


def is_embargoed(tx: Session, meeting: Meeting, delegation: str, now: int) -> bool:
    """Whether a delegation has not yet had the floor in a session while that was open."""
    spans, closed = session_time.spans(tx, meeting.id, "floor"), session_time.spans(tx, meeting.id, "closed")
    is_begun = meeting.opened_at is not None
    return not (is_begun and floor.has_held(spans, closed, delegation, session_ms(meeting, now)))


def shape(tx: Session, row: Remarks, reader: Reader, now: int, has_texts: bool = False) -> dict[str, Any]:
    """Remarks of the protocol, as this reader may see them."""
    is_withdrawn = row.withdrawn_at is not None
    facts = {
        "id": row.id,
        "rev": row.rev,
        "delegation": row.delegation,
        "name": hear.speaker_name(tx, row.delegation),
        "language": row.language,
        "languages": sorted(tx.scalars(_told(row, RemarksTranslation.language))),
        "by": row.by,
        "at": row.at,
        "withdrawn_by": row.withdrawn_by,
        "withdrawn_at": row.withdrawn_at,
        "is_embargoed": is_embargoed(tx, get_session(tx, row.session_id), row.delegation, now),
        "can": (["replace"] if is_withdrawn else ["replace", "withdraw"]) if reader.owns(row.delegation) else [],
    }
    if not has_texts:
        return facts
    if is_withdrawn:
        return {**facts, "text": "", "translations": {}}
    return {**facts, "text": row.text, "translations": translations(tx, row)}


def _may_read(tx: Session, meeting: Meeting, row: Remarks, reader: Reader, now: int) -> bool:
    if reader.owns(row.delegation):
        return True
    is_open_to = reader.role in READS_LATER and row.withdrawn_at is None
    return is_open_to and not is_embargoed(tx, meeting, row.delegation, now)


def _check_owner(tx: Session, session: str, reader: Reader, delegation: str) -> None:
    check_may_see(get_session(tx, session), reader.role)
    if not reader.owns(delegation):
        raise NotAllowed("a delegation hands in its own remarks, the secretariat those of any")


def _changed(tx: Session, session: str, identity: str, rev: int, reader: Reader) -> Remarks:
    """The current version, if it is this reader's to change and still the one that was seen."""
    check_may_see(get_session(tx, session), reader.role)
    found = next((row for row in current(tx, session) if row.id == identity), None)
    if found is None or not reader.owns(found.delegation):
        raise _none(identity)
    if found.rev != rev:
        raise Conflict(f"somebody replaced these remarks meanwhile: you saw version {rev}, they are at {found.rev}")
    return found


def _told(row: Remarks, *columns: Any) -> Select[Any]:
    """Of the translations that came with a version."""
    return select(*columns).where(RemarksTranslation.remarks_id == row.id, RemarksTranslation.rev == row.rev)


def _none(identity: str) -> NotFound:
    return NotFound(f"there are no remarks {identity!r} in this session that you may read")


def _add(tx: Session, row: Remarks, given: Handed, reader: Reader, now: int) -> Remarks:
    row.language, row.text, row.by, row.at = given.language, given.text, reader.name or reader.role, now
    tx.add(row)
    tx.flush()
    for language, text in given.translations.items():
        tx.add(
            RemarksTranslation(remarks_id=row.id, rev=row.rev, session_id=row.session_id, language=language, text=text)
        )
    tx.flush()
    return row
