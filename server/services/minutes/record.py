"""Record: finals as minutes, their corrections and a person's own translations. Each function is one unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from server.core.errors import BadRequest, Conflict, NotFound, UnknownLanguage
from server.core.text.plain import plain_text
from server.services.hearing import translate
from server.services.hearing.translate import Outcome
from server.services.meeting import memory
from server.services.meeting.roles import KEEPERS
from server.services.meeting.sessions import get_session, session_ms
from server.services.minutes import coedit, lineage, words
from server.storage import lock
from server.storage.tables import Check, FloorSpan, LogEntry, Meeting, Segment, Translation, Version

MAX_CHARACTERS = 5_000
MOST_NAMED = 5_000  # of more lines all are read: a database takes so many names in one question
OFF_RECORD = "off_record"
HIDDEN: dict[str, Any] = {"heard": "", "repairs": [], "translations": {}, "times": [], "doubts": 0}


def minutes(
    tx: Session, session: str, is_timed: bool = False, names: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """All segments of a session in the order of speech, as the pages receive them; without those that were replaced.

    ``is_timed``: each with ``times``, ``[start, end, start_ms, end_ms]`` of every word of its text, in code points.
    ``names``: these alone.
    """
    wanted = [Segment.session_id == session]
    if names is not None and len(names) <= MOST_NAMED:
        wanted.append(Segment.id.in_(names))
    mine = (*wanted, Segment.replaced_by.is_(None))
    segments = list(tx.scalars(select(Segment).where(*mine).order_by(Segment.start_ms, Segment.start_sample)))
    checks = _checks(tx, session)
    versions: dict[str, list[Version]] = {}
    for version in tx.scalars(select(Version).join(Segment).where(*wanted).order_by(Version.rev)):
        versions.setdefault(version.segment_id, []).append(version)
    translations: dict[str, list[Translation]] = {}
    for row in tx.scalars(select(Translation).join(Segment).where(*wanted).order_by(Translation.rev)):
        translations.setdefault(row.segment_id, []).append(row)
    found = [
        _shape(each, versions[each.id], translations.get(each.id, []), checks.get(each.id, [])) for each in segments
    ]
    if not is_timed:
        return found
    times = words.times(tx, session)
    return [
        {**each, "times": [[it.start, it.end, it.start_ms, it.end_ms] for it in times.get(each["id"], [])]}
        for each in found
    ]


def brief(tx: Session, session: str, language: str = "", names: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The same for a page that shows thousands: without versions, with translations into one language at most, and
    with what was heard only of lines in which terms were repaired. ``names``: these lines alone.
    """
    if names is not None and len(names) > words.MOST_LINES:
        raise BadRequest(f"ask for {words.MOST_LINES} lines at most, or for all; found {len(names)}")
    mine = [Segment.session_id == session, Segment.replaced_by.is_(None)]
    if names is not None:
        mine.append(Segment.id.in_(names))
    current, first = aliased(Version), aliased(Version)
    rows = tx.execute(
        select(
            Segment.id, Segment.rev, Segment.start_ms, Segment.end_ms, Segment.language, Segment.speaker,
            Segment.delegation, Segment.heard, Segment.words, Segment.terms, Segment.confidence, Segment.retracted_by,
            current.text, current.by, current.why, current.at, first.text.label("first"),
        )
        .join(current, (current.segment_id == Segment.id) & (current.rev == Segment.rev))
        .join(first, (first.segment_id == Segment.id) & (first.rev == 1))
        .where(*mine)
        .order_by(Segment.start_ms, Segment.start_sample)
    )  # fmt: skip
    told = select(Translation).join(Segment).where(*mine, Translation.language == language)
    translations = {
        each.segment_id: {language: _translation(each)}
        for each in (tx.scalars(told.where(Translation.rev == Segment.rev)) if language else ())
    }
    checks = _checks(tx, session)
    return [
        {
            "id": row.id, "rev": row.rev, "start_ms": row.start_ms, "end_ms": row.end_ms, "lang": row.language,
            "speaker": row.speaker, "delegation": row.delegation, "text": row.text,
            "status": _status(row.retracted_by, row.text, row.first), "by": row.by, "why": row.why, "at": row.at,
            "confidence": row.confidence, "translations": translations.get(row.id, {}), **_repaired(row),
            **_looked_at(row, row.text, checks.get(row.id, [])),
        }
        for row in rows
    ]  # fmt: skip


def gaps(tx: Session, session: str, now: int = 0) -> list[dict[str, Any]]:
    """Where audio was lost, and what was off the record (``why``: off_record), in the order of time.

    ``now``: Unix milliseconds, up to when the session is off the record if it is so still.
    """
    rows = tx.scalars(select(LogEntry).where(LogEntry.session_id == session, LogEntry.kind == "gap"))
    lost = [{"seq": row.seq, **row.payload} for row in rows]
    return sorted([*lost, *_off_record(tx, session, now)], key=lambda each: each["start_ms"])


def seen_by(segment: dict[str, Any], role: str) -> dict[str, Any]:
    """A segment as this role may see it: of a retracted one others see that it was, by whom and why, not its words."""
    if segment["status"] != "retracted" or role in KEEPERS:
        return segment
    hidden = {key: empty for key, empty in HIDDEN.items() if key in segment}
    if "versions" in segment:
        hidden["versions"] = [{**each, "text": ""} for each in segment["versions"]]
    return {**segment, **hidden, "text": ""}


def one(tx: Session, segment: Segment) -> dict[str, Any]:
    """One segment as the pages receive it."""
    versions = list(tx.scalars(select(Version).where(Version.segment_id == segment.id).order_by(Version.rev)))
    translations = list(
        tx.scalars(select(Translation).where(Translation.segment_id == segment.id).order_by(Translation.rev))
    )
    checks = tx.scalars(select(Check).where(Check.segment_id == segment.id))
    return _shape(segment, versions, translations, list(checks))


def correct(
    tx: Session,
    session: str,
    segment_id: str,
    rev: int,
    text: str,
    by: str,
    routes: dict[str, set[str]],
    now: int,
    why: str = "corrected",
) -> Outcome:
    """A new wording over revision ``rev``. Raises Conflict with the newer segment when somebody was faster."""
    segment = current(tx, session, segment_id, rev)
    wording = plain_text(text, MAX_CHARACTERS)
    segment.rev += 1
    tx.add(Version(segment_id=segment_id, rev=segment.rev, text=wording, by=by, why=why, at=now))
    tx.flush()
    coedit.reworded(tx, session, segment_id, wording)
    outcome = Outcome([translate.publish_source(tx, segment, wording, "corrected", now)], reworded=[segment_id])
    translate.request_translations(tx, segment, wording, None, routes, outcome, now)
    for row in list(
        tx.scalars(select(Translation).where(Translation.segment_id == segment_id, Translation.rev == segment.rev))
    ):
        if row.status == "not_renewed" and not row.text:
            row.note = f"not renewed: corrected in {segment.language}"
    return outcome


def translate_by_hand(
    tx: Session, session: str, segment_id: str, rev: int, language: str, text: str, now: int, by: str = ""
) -> Outcome:
    """A person's own translation of revision ``rev``; no machine replaces it, and it is remembered."""
    segment = current(tx, session, segment_id, rev)
    if language not in tx.get_one(Meeting, session).languages:
        raise UnknownLanguage(f"this session has no language {language!r}")
    wording = plain_text(text, MAX_CHARACTERS)
    memory.remember(tx, segment, language, wording, by, now)
    return Outcome(translate.store_translation(tx, segment, language, wording, "person", False, "person", "", now))


def get_segment(tx: Session, session: str, segment_id: str) -> Segment:
    """A segment of a session. Raises NotFound."""
    segment = tx.get(Segment, segment_id)
    if segment is None or segment.session_id != session:
        raise NotFound(f"there is no segment {segment_id!r} in this session")
    return segment


def current(tx: Session, session: str, segment_id: str, rev: int) -> Segment:
    """A segment that somebody saw at its newest version, to change it.

    Raises NotFound, MinutesLocked, or Conflict with what stands there now.
    """
    lock.require_open(tx, session)
    segment = get_segment(tx, session, segment_id)
    if segment.replaced_by is not None:
        made = [one(tx, tx.get_one(Segment, each)) for each in lineage.led(tx, [segment_id])]
        raise Conflict("this line was split or merged meanwhile", segment=made[0], segments=made)
    if segment.rev != rev or segment.retracted_by is not None:
        raise Conflict(
            f"this line was changed meanwhile: you saw version {rev}, it is at {segment.rev}", segment=one(tx, segment)
        )
    return segment


def version_shape(version: Version, segment: Segment) -> dict[str, Any]:
    """A version of a segment, with whose words they were by it."""
    is_told = version.speaker is not None
    return {
        "rev": version.rev,
        "text": version.text,
        "by": version.by,
        "why": version.why,
        "at": version.at,
        "speaker": version.speaker if is_told else segment.speaker,
        "delegation": version.delegation if is_told else segment.delegation,
    }


def _off_record(tx: Session, session: str, now: int) -> list[dict[str, Any]]:
    meeting = get_session(tx, session)
    rows = tx.scalars(select(FloorSpan).where(FloorSpan.session_id == session, FloorSpan.kind == "off_record"))
    facts = {"stream": None, "delegation": None, "name": "", "why": OFF_RECORD}
    return [
        {
            **facts, "seq": -row.id, "start_ms": row.start_ms,
            "end_ms": row.end_ms
            if row.end_ms is not None
            else max(row.start_ms, session_ms(meeting, meeting.closed_at or now)),
        }
        for row in rows
    ]  # fmt: skip


def _repaired(segment: Any) -> dict[str, Any]:
    repairs = [each for each in segment.terms if "heard" in each]
    return {"repairs": repairs, "heard": segment.heard} if repairs else {"repairs": []}


def _checks(tx: Session, session: str) -> dict[str, list[Check]]:
    found: dict[str, list[Check]] = {}
    for each in tx.scalars(select(Check).where(Check.session_id == session)):
        found.setdefault(each.segment_id, []).append(each)
    return found


def _status(retracted_by: str | None, text: str, first: str) -> str:
    return "retracted" if retracted_by is not None else "final" if text == first else "corrected"


def _looked_at(segment: Any, text: str, checks: Iterable[Check]) -> dict[str, Any]:
    """What of a line a person should still listen to, who has, and how many versions it has."""
    doubts = words.doubts(segment.words, segment.heard, text, segment.language, checks, segment.rev)
    return {"doubts": doubts, "checked": words.checked(checks, segment.rev), "versions_count": segment.rev}


def _shape(
    segment: Segment, versions: Sequence[Version], translations: Sequence[Translation], checks: Sequence[Check]
) -> dict[str, Any]:
    latest = versions[-1]
    told = [row for row in translations if row.rev == segment.rev]
    return {
        "id": segment.id,
        "rev": segment.rev,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "lang": segment.language,
        "speaker": segment.speaker,
        "delegation": segment.delegation,
        "text": latest.text,
        "heard": segment.heard,
        "repairs": [each for each in segment.terms if "heard" in each],
        "status": _status(segment.retracted_by, latest.text, versions[0].text),
        "by": latest.by,
        "why": latest.why,
        "at": latest.at,
        "confidence": segment.confidence,
        "versions": [version_shape(each, segment) for each in versions],
        "translations": {row.language: _translation(row) for row in told},
        **_looked_at(segment, latest.text, checks),
    }


def _translation(row: Translation) -> dict[str, Any]:
    """What waits for an interpreter has no text, though recognition's own English may lie beside it."""
    is_held = row.status == translate.HELD
    shown = ("", "", False) if is_held else (row.text, row.engine, row.rough)
    facts = dict(zip(("text", "engine", "rough"), shown, strict=True))
    return {"rev": row.rev, **facts, "status": row.status, "note": row.note}
