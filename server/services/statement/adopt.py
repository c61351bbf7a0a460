"""Adopt: the text is fixed, approved for publication and published. Each function is one unit of work."""

from __future__ import annotations

import hashlib
from collections import Counter

import rfc8785
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict
from server.core.statement.obstacles import What, obstacles
from server.core.statement.positions import WHOLE
from server.core.statement.sheet import What as Open
from server.core.statement.statement import Action, State, after, canonical, standing
from server.core.statement.table import Table
from server.services.minutes.steps import Actor
from server.services.statement import (
    consensus,
    explanations,
    keys,
    ledger,
    sheet,
    silences,
    statements,
    succession,
    told,
    versions,
)
from server.signing.seal import Seal
from server.storage import tables

MOST_EMBARGO_MS = 366 * 86_400_000
ON_THE_SHEET = {What.BRACKET: Open.BRACKETS, What.AMENDMENT: Open.AMENDMENTS}


def adopt(tx: Session, statement_id: str, rev: object, actor: Actor, seal: Seal, now: int) -> None:
    """Text, parties, positions and time are fixed under a hash.

    Raises Conflict that lists what stands in the way, and what is open on the last-look sheet.
    """
    statement = statements.at_rev(tx, statement_id, rev, Action.ADOPT)
    _fix(tx, statement, now)
    ledger.settle(tx, statement_id, now)  # from here on whatever comes is late
    keys.house(tx, seal, now)
    statement.status = str(after(State(statement.status), Action.ADOPT))
    told.tell(tx, statement, "life")
    facts = {"sha256": statement.sha256, "role": actor.role, "parties": list(statement.parties)}
    ledger.add(tx, statement_id, "adopted", actor.called, now, **facts)
    succession.adopted(tx, statement, actor, now)


def approve(tx: Session, statement_id: str, rev: object, actor: Actor, now: int) -> None:
    """An adopted statement may be published."""
    statement = statements.at_rev(tx, statement_id, rev, Action.APPROVE)
    statement.status = str(after(State(statement.status), Action.APPROVE))
    statement.approved_at, statement.approved_by = now, actor.called
    told.tell(tx, statement, "life")
    ledger.add(tx, statement_id, "approved", actor.called, now, role=actor.role, sha256=statement.sha256)


def publish(tx: Session, statement_id: str, rev: object, until: object, actor: Actor, now: int) -> None:
    """An approved statement is published: at once, or when its embargo is over (``until``, Unix milliseconds)."""
    statement = statements.at_rev(tx, statement_id, rev, Action.PUBLISH)
    sheet.require(tx, statement, now)
    ends = _embargo(until, now)
    statement.status = str(after(State(statement.status), Action.PUBLISH))
    statement.published_at, statement.embargo_until = ends or now, ends
    told.tell(tx, statement, "life")
    ledger.add(tx, statement_id, "published", actor.called, now, role=actor.role, embargo_until=ends)


def set_embargo(tx: Session, statement_id: str, rev: object, until: object, actor: Actor, now: int) -> None:
    """While an embargo runs, another end of it; None: it is over at once. Raises Conflict where none runs."""
    statement = statements.existing(tx, statement_id)
    statements.require_seen(tx, statement, rev)
    if not is_embargoed(statement, now):
        raise Conflict("no embargo runs: what everybody has read can't be taken back")
    ends = _embargo(until, now)
    statement.published_at, statement.embargo_until = ends or now, ends
    told.tell(tx, statement, "life")
    ledger.add(tx, statement_id, "embargo", actor.called, now, role=actor.role, embargo_until=ends)


def is_embargoed(statement: tables.Statement, now: int) -> bool:
    """Whether it is published, and outsiders do not see it yet."""
    state = State(statement.status)
    return state is State.PUBLISHED and standing(state, statement.embargo_until, now) is not State.PUBLISHED


def _embargo(until: object, now: int) -> int | None:
    if until is None:
        return None
    if not isinstance(until, int) or isinstance(until, bool) or not now < until <= now + MOST_EMBARGO_MS:
        raise BadRequest("an embargo ends at a moment to come, within a year (Unix milliseconds)")
    return until


def _fix(tx: Session, statement: tables.Statement, now: int) -> None:
    table = _last_look(tx, statement, now)
    for row, shown in zip(statements.rows(tx, statement.id), table.statement.paragraphs, strict=True):
        row.text = shown.text
    tongues = versions.canonical(tx, statement)
    statement.adopted_at = now
    frozen = statements.read(tx, statement)
    heard = [each for _, each in sorted(table.effective().items())]
    more = {
        "statement": statement.id,
        "kind": statement.kind,
        "derived_from": statement.derived_from,
        "revises": succession.fixed(tx, statement),
        "stances": {party: str(words[WHOLE].value) for party, words in table.matrix().items()},
        "explanations": explanations.fixed(tx, statement),
        "silence": silences.kept(tx, statement, table),
        "languages": tongues,
    }
    text = rfc8785.dumps(canonical(frozen, statements.as_dicts(heard), more))
    statement.canonical, statement.sha256 = text.decode(), hashlib.sha256(text).hexdigest()


def _last_look(tx: Session, statement: tables.Statement, now: int) -> Table:
    """What is adopted, looked at once more. Raises Conflict: ``details["obstacles"]`` in words, ``sheet`` by kind.

    Brackets and amendments are lines of the sheet, which somebody may take upon them by name; an objection, a line that
    was retracted and a silence that runs are not.
    """
    table, open_lines = consensus.table(tx, statement, now), sheet.blocking(tx, statement, now)
    kinds = Counter(str(each.what) for each in open_lines)
    hinders = [
        each.text for each in obstacles(table) if each.what not in ON_THE_SHEET or kinds[str(ON_THE_SHEET[each.what])]
    ]
    if not hinders and not kinds:
        return table
    told_of = [*hinders, *(f"{what.replace('_', ' ')} ({count})" for what, count in kinds.items())]
    raise Conflict(
        f"it can't be adopted yet: {'; '.join(told_of)}; mend it, or override each kind of line on the sheet by name",
        obstacles=hinders,
        sheet=dict(kinds),
    )
