"""Signatures: heads of delegation sign an adopted statement. Each function is part of a unit of work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import CodeLocked, Conflict, NotAllowed, NotFound, RoundtableError
from server.core.proof import signed_message
from server.core.statement import SETTLED, Action, State
from server.services import adopt, enrol, keys, ledger, statements, told
from server.services.parties import seen_as
from server.services.steps import Actor
from server.signing.seal import Seal
from server.storage import tables
from server.storage.tables import SigningKey, StatementSignature


def sign(
    tx: Session, statement_id: str, code: str, seen: object, actor: Actor, seal: Seal, now: int
) -> RoundtableError | None:
    """The head of this person's delegation signs what has the hash ``seen`` (None: what is adopted).

    Returns why the code was refused, to be raised once the unit of work is kept. Raises NotAllowed, NotFound, Conflict.
    """
    statement = statements.accepting(tx, statement_id, Action.SIGN)
    delegation = actor.delegation or ""
    if actor.role != "delegation":
        raise NotAllowed("the head of a delegation signs, signed in as one of it")
    if delegation not in statement.parties:
        raise NotFound(f"{delegation} is not a party to this statement")
    if tx.get(StatementSignature, (statement_id, delegation)) is not None:
        raise Conflict(f"{delegation} has signed this statement already")
    if seen is not None and seen != statement.sha256:
        raise Conflict("this is not the text that was adopted: load the page again", sha256=statement.sha256)
    error = enrol.refused(tx, delegation, code, seal, now)
    if error is not None:
        if isinstance(error, CodeLocked):
            ledger.add(tx, statement_id, "code_locked", actor.called, now, delegation=delegation)
        return error
    enrolment = enrol.of(tx, delegation)
    assert enrolment is not None
    message = signed_message(statement_id, str(statement.sha256), delegation, enrolment.person, now)
    value = keys.sign(tx.get_one(SigningKey, enrolment.key_id), message, seal)
    tx.add(
        StatementSignature(
            statement_id=statement_id, delegation=delegation, person=enrolment.person, at=now,
            key_id=enrolment.key_id, value=value,
        )
    )  # fmt: skip
    told.tell(tx, statement, "signing")
    facts = {"delegation": delegation, "sha256": statement.sha256, "key": enrolment.key_id, "value": value}
    ledger.add(tx, statement_id, "signed", enrolment.person, now, **facts, invitation=actor.called)
    return None


def of(tx: Session, statement_id: str) -> dict[str, StatementSignature]:
    """The signatures of a statement, by delegation."""
    query = select(StatementSignature).where(StatementSignature.statement_id == statement_id)
    return {row.delegation: row for row in tx.scalars(query.order_by(StatementSignature.at))}


def shape(row: StatementSignature) -> dict[str, Any]:
    """A Signature of the protocol."""
    return {"delegation": row.delegation, "person": row.person, "at": row.at, "key": row.key_id, "value": row.value}


def standing(tx: Session, row: tables.Statement, actor: Actor, now: int) -> dict[str, Any]:
    """A Signing of the protocol: who signed, who can, what was written down, and what this person can do."""
    signed = of(tx, row.id)
    is_outside = actor.role not in ("secretariat", "chair", "rapporteur", "delegation")
    is_settled = State(row.status) in SETTLED
    return {
        "statement": row.id, "title": row.title, "status": row.status, "rev": row.rev, "sha256": row.sha256,
        "adopted_at": row.adopted_at, "approved_at": row.approved_at, "approved_by": row.approved_by,
        "published_at": row.published_at, "embargo_until": row.embargo_until,
        "is_embargoed": adopt.is_embargoed(row, now),
        "parties": [_party(tx, code, signed.get(code), is_outside) for code in row.parties],
        "signed": len(signed),
        "log": ledger.shapes(tx, row.id, seen_as(row, actor).role),
        "can": _can(row, actor, signed, is_settled),
        "now": now,
    }  # fmt: skip


def _party(tx: Session, code: str, signature: StatementSignature | None, is_outside: bool) -> dict[str, Any]:
    enrolment = None if is_outside else enrol.of(tx, code)
    return {
        "code": code,
        "head": enrolment.person if enrolment else None,
        "is_enrolled": enrolment is not None,
        "enrolled_at": enrolment.enrolled_at if enrolment else None,
        "key": enrolment.key_id if enrolment else None,
        "locked_until": enrolment.locked_until if enrolment else None,
        "signature": {"by": signature.person, "at": signature.at, "key": signature.key_id, "value": signature.value}
        if signature
        else None,
    }


def _can(row: tables.Statement, actor: Actor, signed: dict[str, StatementSignature], is_settled: bool) -> list[str]:
    state, found = State(row.status), []
    if actor.role in ("secretariat", "chair"):
        found += ["approve"] if state is State.ADOPTED else ["publish"] if state is State.APPROVED else []
    if actor.role == "secretariat":
        found += ["adopt"] if state is State.NEGOTIATION else []
        found += ["enrol"]
        found += ["corrigendum", "revise"] if is_settled else []
    if actor.role == "delegation" and is_settled and actor.delegation in row.parties and actor.delegation not in signed:
        found += ["sign"]
    return found
