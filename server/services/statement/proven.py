"""Proven: a statement with all that the verifier needs, as it may leave the house with whoever exports it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.drafting.portable import Resting, portable
from server.core.statement.consensus import settled
from server.core.statement.statement import Paragraph
from server.services.meeting.roles import OUTSIDERS
from server.services.meeting.sessions import may_see
from server.services.minutes import lineage, record
from server.services.statement import consensus, draft, grounds, kept, statements
from server.services.statement.parties import Reader
from server.storage import tables


def evidence(tx: Session, row: tables.Statement, who: Reader) -> dict[str, Any]:
    """The evidence of an exported statement: its paragraphs as they are shown, and the lines that they cite.

    Lines that this reader may not see are named and left out.
    """
    standing = statements.read(tx, row)
    ways = lineage.ways(tx, row.sessions)
    seen = {each for each in row.sessions if (it := tx.get(tables.Meeting, each)) and may_see(it, who.role)}
    minutes = draft.minutes_of(tx, row.sessions)
    shown = [record.seen_by(dict(each), who.role) if each["session"] in seen else each for each in minutes]
    found = draft.evidence_of(tx, row, shown, keeps_retracted=True)
    hidden = [each["id"] for each in minutes if each["session"] not in seen]
    made = {each.id: each for each in statements.rows(tx, row.id)}
    rests_on = grounds.read(tx, row.id, settled(consensus.table(tx, row, now_ms())))
    resting = [
        _resting(tx, draft.led(each, ways), made[each.id], rests_on, who.role in OUTSIDERS)
        for each in standing.paragraphs
    ]
    return portable(resting, replace(found, spoke=found.delegations()), row.language, hidden)


def _resting(
    tx: Session, paragraph: Paragraph, row: tables.Paragraph, rests_on: grounds.Grounds, is_outside: bool
) -> Resting:
    """Who keeps a fault stays in the room; that it is kept does not. What a party held back and has consented to since
    is kept by that party."""
    versions = list(
        tx.scalars(
            select(tables.ParagraphVersion)
            .where(tables.ParagraphVersion.paragraph_id == row.id)
            .order_by(tables.ParagraphVersion.rev)
        )
    )
    mine = [kept.shape(each) for each in kept.standing(rests_on.kept.get(row.id, ()), versions)]
    if is_outside:
        mine = [{**each, "by": "?", "why": ""} for each in mine]
    mine += [
        {**each, "by": each["text"], "why": "consented to the text as it reads"}
        for each in row.problems
        if rests_on.is_settled(row.id, each)
    ]
    return Resting(paragraph, draft.came_as(tx, row), tuple(mine))
