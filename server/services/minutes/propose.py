"""Propose: delegations' corrections of their own words while the minutes are under review, and what becomes of them.

Each function is one unit of work, or reads for one.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.minutes import approval
from server.core.minutes.approval import KEEPERS, Action, Standing, State
from server.core.text.marked import marked
from server.core.text.plain import plain_text
from server.services.hearing import hear
from server.services.hearing.translate import Outcome
from server.services.minutes import approval as stored
from server.services.minutes import coedit, record
from server.services.minutes.steps import Actor
from server.storage import tables

MOST_REASON = 1_000
MOST_PROPOSALS = 500  # of one delegation in one session: an hour's speech has about so many lines


def propose(
    tx: Session, session: str, identity: str, segment_id: str, rev: int, text: object, why: object, asked: str | None,
    actor: Actor, now: int,
) -> tables.Proposal:  # fmt: skip
    """A delegation's other wording of version ``rev`` of a line of its own; what it proposed before gives way.

    After the window it is kept as received late, without effect. ``asked``: whose it is, from the secretariat. Raises
    NotFound, NotAllowed, BadText, BadRequest, Conflict with the newer segment.
    """
    row = stored.of(tx, session)
    approval.after(State(row.state), Action.PROPOSE, actor.role)
    whose = approval.speaks_for(actor.role, actor.delegation, asked)
    segment = record.get_segment(tx, session, segment_id)
    if segment.delegation != whose:
        raise NotAllowed(f"this line is not the speech of {whose}: a delegation corrects its own words only")
    standing = approval.received(State(row.state), row.review_ends_at, now)
    before, wording = _checked(tx, segment, rev, text, standing)
    _make_room(tx, session, segment_id, whose, actor, now)
    made = tables.Proposal(
        id=identity, session_id=session, segment_id=segment_id, rev=segment.rev, before=before, text=wording,
        why=plain_text(why, MOST_REASON), delegation=whose, by=actor.called, at=now, state=str(standing),
        answered_by="", answered_at=None, answer="",
    )  # fmt: skip
    tx.add(made)
    tx.flush()
    return made


def withdraw(tx: Session, session: str, identity: str, actor: Actor, now: int) -> None:
    """Its delegation takes an open proposal back. Raises NotFound or Conflict."""
    row = _open(tx, session, identity)
    if approval.speaks_for(actor.role, actor.delegation, row.delegation) != row.delegation:
        raise _none(identity)
    _answer(row, Standing.WITHDRAWN, actor, "", now)


def accept(
    tx: Session, session: str, identity: str, rev: int, actor: Actor, routes: dict[str, set[str]], now: int
) -> Outcome:
    """The proposal becomes a version over revision ``rev`` of its line, also where the line was changed meanwhile.

    Raises NotFound, or Conflict, with the newer segment where somebody was faster.
    """
    approval.after(stored.state(tx, session), Action.ANSWER, actor.role)
    row = _open(tx, session, identity)
    why = f"corrected by {hear.speaker_name(tx, row.delegation)}"
    outcome = record.correct(tx, session, row.segment_id, rev, row.text, actor.called, routes, now, why)
    coedit.reworded(tx, session, row.segment_id, row.text)
    _answer(row, Standing.ACCEPTED, actor, "", now)
    return outcome


def decline(tx: Session, session: str, identity: str, why: object, actor: Actor, now: int) -> None:
    """The proposal is not taken; its delegation reads why. Raises NotFound, BadText or Conflict."""
    approval.after(stored.state(tx, session), Action.ANSWER, actor.role)
    _answer(_open(tx, session, identity), Standing.DECLINED, actor, plain_text(why, MOST_REASON), now)


def proposals(tx: Session, session: str, actor: Actor) -> list[dict[str, Any]]:
    """Those that this person may read, in the order of speech: who keeps the minutes all, a delegation its own."""
    query = select(tables.Proposal).where(tables.Proposal.session_id == session)
    if actor.role not in KEEPERS:
        query = query.where(tables.Proposal.delegation == (actor.delegation or ""))
    found = [shape(tx, row, actor) for row in tx.scalars(query.order_by(tables.Proposal.at, tables.Proposal.id))]
    return sorted(found, key=lambda each: (each["start_ms"], each["at"]))


def shape(tx: Session, row: tables.Proposal, actor: Actor) -> dict[str, Any]:
    """A Proposal of the protocol. ``now``: the line as it reads today, null where it stands no more."""
    segment = tx.get(tables.Segment, row.segment_id)
    version = tx.get(tables.Version, (row.segment_id, segment.rev)) if segment is not None else None
    is_there = segment is not None and segment.stands
    now: dict[str, Any] | None = None
    if segment is not None and version is not None and is_there:
        now = {"rev": segment.rev, "text": version.text}
    language = segment.language if segment is not None else ""
    is_open = row.state == Standing.OPEN
    return {
        "id": row.id, "segment": row.segment_id, "rev": row.rev, "delegation": row.delegation,
        "name": hear.speaker_name(tx, row.delegation), "lang": language,
        "start_ms": segment.start_ms if segment is not None else 0,
        "before": row.before, "text": row.text, "why": row.why, "by": row.by, "at": row.at, "state": row.state,
        "answered_by": row.answered_by, "answered_at": row.answered_at, "answer": row.answer,
        "pieces": _pieces(row.before, row.text, language),
        "is_stale": is_open and (now is None or now["rev"] != row.rev),
        "now": now,
        "now_pieces": _pieces(now["text"], row.text, language) if now and is_open else [],
    }  # fmt: skip


def own_lines(tx: Session, session: str, delegation: str) -> list[dict[str, Any]]:
    """What a delegation said, as it may correct it: ``[{id, rev, start_ms, end_ms, lang, speaker, text}]``."""
    return [
        {key: each[key] for key in ("id", "rev", "start_ms", "end_ms", "lang", "speaker", "text")}
        for each in record.minutes(tx, session)
        if each["delegation"] == delegation and each["status"] != "retracted"
    ]


def _checked(tx: Session, segment: tables.Segment, rev: int, text: object, standing: Standing) -> tuple[str, str]:
    """The wording that a proposal would replace, and its own. What is late is measured by nothing that changed."""
    wording = plain_text(text, record.MAX_CHARACTERS)
    before = tx.get_one(tables.Version, (segment.id, segment.rev)).text
    if standing is Standing.OPEN and (segment.rev != rev or not segment.stands):
        raise Conflict(
            f"this line was changed meanwhile: you saw version {rev}, it is at {segment.rev}",
            segment=record.one(tx, segment),
        )
    if wording == before:
        raise BadRequest("the line reads so already: a proposal is another wording")
    return before, wording


def _pieces(before: str, text: str, language: str) -> list[dict[str, str]]:
    return [asdict(piece) for piece in marked(before, text, language, is_exact=True)]


def _make_room(tx: Session, session: str, segment: str, whose: str, actor: Actor, now: int) -> None:
    mine = (tables.Proposal.session_id == session, tables.Proposal.delegation == whose)
    if (tx.scalar(select(func.count(tables.Proposal.id)).where(*mine)) or 0) >= MOST_PROPOSALS:
        raise Conflict(f"this delegation has made {MOST_PROPOSALS} proposals for this session")
    former = (*mine, tables.Proposal.segment_id == segment, tables.Proposal.state == str(Standing.OPEN))
    for each in tx.scalars(select(tables.Proposal).where(*former)):
        _answer(each, Standing.WITHDRAWN, actor, "", now)


def _open(tx: Session, session: str, identity: str) -> tables.Proposal:
    row = tx.get(tables.Proposal, identity)
    if row is None or row.session_id != session:
        raise _none(identity)
    if row.state != Standing.OPEN:
        raise Conflict(f"this proposal is {row.state} already", state=row.state)
    return row


def _answer(row: tables.Proposal, standing: Standing, actor: Actor, why: str, now: int) -> None:
    row.state, row.answered_by, row.answered_at, row.answer = str(standing), actor.called, now, why


def _none(identity: str) -> NotFound:
    return NotFound(f"there is no proposal {identity!r} in this session that is yours")
