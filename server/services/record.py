"""Record: finals as minutes, their corrections and a person's own translations. Each function is one unit of work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotFound, UnknownLanguage
from server.services import memory, translate
from server.services.convene import KEEPERS, plain_text
from server.services.translate import Outcome
from server.storage.tables import LogEntry, Meeting, Segment, Translation, Version

MAX_CHARACTERS = 5_000


def minutes(tx: Session, session: str) -> list[dict[str, Any]]:
    """All segments of a session in the order of speech, as the pages receive them."""
    segments = list(
        tx.scalars(
            select(Segment).where(Segment.session_id == session).order_by(Segment.start_ms, Segment.start_sample)
        )
    )
    versions: dict[str, list[Version]] = {}
    for version in tx.scalars(select(Version).join(Segment).where(Segment.session_id == session).order_by(Version.rev)):
        versions.setdefault(version.segment_id, []).append(version)
    translations: dict[str, list[Translation]] = {}
    for row in tx.scalars(
        select(Translation).join(Segment).where(Segment.session_id == session).order_by(Translation.rev)
    ):
        translations.setdefault(row.segment_id, []).append(row)
    return [_shape(each, versions[each.id], translations.get(each.id, [])) for each in segments]


def gaps(tx: Session, session: str) -> list[dict[str, Any]]:
    """Where audio was lost, in the order of time."""
    rows = tx.scalars(select(LogEntry).where(LogEntry.session_id == session, LogEntry.kind == "gap"))
    return sorted(({"seq": row.seq, **row.payload} for row in rows), key=lambda each: each["start_ms"])


def seen_by(segment: dict[str, Any], role: str) -> dict[str, Any]:
    """A segment as this role may see it: of a retracted one others see that it was, by whom and why, not its words."""
    if segment["status"] != "retracted" or role in KEEPERS:
        return segment
    versions = [{**each, "text": ""} for each in segment["versions"]]
    return {**segment, "text": "", "heard": "", "repairs": [], "versions": versions, "translations": {}}


def one(tx: Session, segment: Segment) -> dict[str, Any]:
    """One segment as the pages receive it."""
    versions = list(tx.scalars(select(Version).where(Version.segment_id == segment.id).order_by(Version.rev)))
    translations = list(
        tx.scalars(select(Translation).where(Translation.segment_id == segment.id).order_by(Translation.rev))
    )
    return _shape(segment, versions, translations)


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
    segment = _current(tx, session, segment_id, rev)
    wording = plain_text(text, MAX_CHARACTERS)
    segment.rev += 1
    tx.add(Version(segment_id=segment_id, rev=segment.rev, text=wording, by=by, why=why, at=now))
    tx.flush()
    outcome = Outcome([translate.publish_source(tx, segment, wording, "corrected", now)])
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
    segment = _current(tx, session, segment_id, rev)
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


def _current(tx: Session, session: str, segment_id: str, rev: int) -> Segment:
    segment = get_segment(tx, session, segment_id)
    if segment.rev != rev or segment.retracted_by is not None:
        raise Conflict(
            f"this line was changed meanwhile: you saw version {rev}, it is at {segment.rev}", segment=one(tx, segment)
        )
    return segment


def _shape(segment: Segment, versions: list[Version], translations: list[Translation]) -> dict[str, Any]:
    latest = versions[-1]
    status = (
        "retracted"
        if segment.retracted_by is not None
        else ("final" if latest.text == versions[0].text else "corrected")
    )
    current = [row for row in translations if row.rev == segment.rev]
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
        "status": status,
        "by": latest.by,
        "why": latest.why,
        "at": latest.at,
        "confidence": segment.confidence,
        "versions": [
            {"rev": each.rev, "text": each.text, "by": each.by, "why": each.why, "at": each.at} for each in versions
        ],
        "translations": {row.language: _translation(row) for row in current},
    }


def _translation(row: Translation) -> dict[str, Any]:
    """What waits for an interpreter has no text, though recognition's own English may lie beside it."""
    is_held = row.status == translate.HELD
    shown = ("", "", False) if is_held else (row.text, row.engine, row.rough)
    facts = dict(zip(("text", "engine", "rough"), shown, strict=True))
    return {"rev": row.rev, **facts, "status": row.status, "note": row.note}
