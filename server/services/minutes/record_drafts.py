"""Drafts of the summary record and of decisions: what they are made of, and how one takes the former one's place."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import drafting, reporting
from server.core.drafting import Evidence
from server.core.drafting.sentences import content
from server.core.errors import BadRequest
from server.core.reporting import Item
from server.services.meeting.sessions import get_session
from server.services.minutes import record
from server.services.minutes.records import DRAFT, GONE, STEP, By, add_version, newest
from server.services.statement import draft
from server.storage.tables import Meeting, RecordItem, RecordVersion

# Two drafts this much alike, by stems of the shorter one, that share a segment are one and the same.
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Basis:
    """What a record is drafted from. ``revs`` and ``starts``: version and session time of each line by its id."""

    session: str
    language: str
    evidence: Evidence
    day: datetime.date | None
    revs: Mapping[str, int]
    starts: Mapping[str, int]


def languages(meeting: Meeting) -> list[str]:
    """The languages of a session in which a record is drafted."""
    return [code for code in meeting.languages if code in drafting.LANGUAGES]


def basis(tx: Session, session: str, language: str) -> Basis:
    """What a record is drafted from: the lines as they are now. Raises BadRequest for a language without rules."""
    meeting = get_session(tx, session)
    if language not in languages(meeting):
        there_are = ", ".join(languages(meeting)) or "none of this session"
        raise BadRequest(f"a record is drafted in {there_are}; found {language!r}")
    lines = [each for each in record.minutes(tx, session) if each["status"] != "retracted"]
    evidence = draft.evidence_from(lines, draft.names_in(tx, language), title=meeting.title)
    revs, starts = {each["id"]: each["rev"] for each in lines}, {each["id"]: each["start_ms"] for each in lines}
    return Basis(session, language, evidence, _day_of(meeting), revs, starts)


def drafted(given: Basis) -> tuple[Item, ...]:
    """The items of a draft. Takes seconds for a long session: for a native thread, outside of any transaction."""
    return reporting.drafted(given.evidence, given.language, given.day)


def store(tx: Session, given: Basis, made: Sequence[Item], by: By) -> int:
    """Put a draft in the place of what the rules wrote before; returns how many items are new.

    What was accepted, worded by a person, added or dismissed stays, and is not drafted a second time.
    """
    session, language, revs, starts = given.session, given.language, given.revs, given.starts
    get_session(tx, session)
    found = newest(tx, session, language)
    free = [pair for pair in found if pair[1].state == DRAFT and not pair[1].worded_by and pair[0].drafted]
    kept = [pair for pair in found if pair not in free]
    fresh = [each for each in made if not any(_is_same(tx, each, *pair) for pair in kept)]
    count = 0
    for number, each in enumerate(fresh):
        citations = [{"segment": name, "rev": revs[name]} for name in each.segments]
        place = starts[each.segments[0]] * STEP + number % STEP
        same = next((pair for pair in free if _says(pair, each, citations)), None)
        if same is not None:
            free.remove(same)
            continue
        count += 1
        _new(tx, session, language, each, place, citations, by)
    for _, version in free:
        add_version(tx, version, by, "drafted anew", state=GONE)
    tx.flush()
    return count


def _new(
    tx: Session, session: str, language: str, item: Item, place: int, citations: list[dict[str, Any]], by: By
) -> None:
    row = RecordItem(id=secrets.token_hex(6), session_id=session, language=language, kind=str(item.kind), drafted=True)
    tx.add(row)
    tx.flush()
    tx.add(
        RecordVersion(
            item_id=row.id, rev=1, session_id=session, state=DRAFT, place=place, theme=item.theme, text=item.text,
            owner=item.owner, due=item.due, due_said=item.due_said, notes=[str(each) for each in item.notes],
            citations=citations, worded_by="", by=by.name, why="drafted", at=by.at,
        )
    )  # fmt: skip


def _is_same(tx: Session, item: Item, row: RecordItem, version: RecordVersion) -> bool:
    """Whether a person has dealt with this draft already: the same lines, and much of the same words at any time."""
    if row.kind != item.kind or not {each["segment"] for each in version.citations} & set(item.segments):
        return False
    mine = content(item.text)
    texts = tx.scalars(select(RecordVersion.text).where(RecordVersion.item_id == row.id))
    return any(len(mine & other) >= _SAME * min(len(mine), len(other)) for other in map(content, set(texts)))


def _says(pair: tuple[RecordItem, RecordVersion], item: Item, citations: list[dict[str, Any]]) -> bool:
    row, version = pair
    told = (version.text, version.theme, version.owner, version.due, version.due_said, version.citations)
    return row.kind == item.kind and told == (item.text, item.theme, item.owner, item.due, item.due_said, citations)


def _day_of(meeting: Meeting) -> datetime.date | None:
    if not meeting.opened_at:
        return None
    return datetime.datetime.fromtimestamp(meeting.opened_at / 1000, datetime.UTC).date()
