"""Attribute: whose words a line is. A part of units of work."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.services.hearing import translate
from server.services.hearing.translate import Outcome
from server.services.minutes import words
from server.storage.tables import Check, Segment, Suggestion, Translation, Version

RE_ATTRIBUTED = "re-attributed"


def attribute(
    tx: Session, segment: Segment, speaker: str, delegation: str | None, by: str, why: str, now: int
) -> Outcome:
    """A new version with the same words and another speaker, on every screen; earlier versions keep whom they named.

    Translations stay as they are, and so does what the second reading offers: the words are the same.
    """
    former = {"speaker": segment.speaker, "delegation": segment.delegation}
    mine = (Version.segment_id == segment.id, Version.speaker.is_(None))
    tx.execute(update(Version).where(*mine).values(**former).execution_options(synchronize_session="fetch"))
    text = tx.get_one(Version, (segment.id, segment.rev)).text
    segment.speaker, segment.delegation = speaker, delegation
    segment.rev += 1
    now_by = {"speaker": speaker, "delegation": delegation}
    tx.add(Version(segment_id=segment.id, rev=segment.rev, text=text, by=by, why=why, at=now, **now_by))
    for check in tx.scalars(select(Check).where(Check.segment_id == segment.id, Check.word == words.WHOLE)):
        check.rev += 1 if check.rev == segment.rev - 1 else 0
    offered = (Suggestion.segment_id == segment.id, Suggestion.rev == segment.rev - 1)
    tx.execute(update(Suggestion).where(*offered).values(rev=segment.rev).execution_options(synchronize_session=False))
    tx.flush()
    outcome = Outcome([translate.publish_source(tx, segment, text, "corrected", now)], reworded=[segment.id])
    before = (Translation.segment_id == segment.id, Translation.rev == segment.rev - 1)
    for row in list(tx.scalars(select(Translation).where(*before))):
        facts = (row.language, row.text, row.engine, row.rough, row.status, row.note)
        outcome.events += translate.store_translation(tx, segment, *facts, now)
        if row.status == "pending":  # what was sent of the former version counts no more
            outcome.looks[segment.stream_id] = now
    return outcome
