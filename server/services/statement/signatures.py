"""Signatures: heads of delegation sign an adopted statement and its corrigenda. Each is part of a unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import CodeLocked, Conflict, NotAllowed, NotFound, RoundtableError
from server.core.statement.proof import corrigendum_message, signed_message
from server.core.statement.statement import SETTLED, Action, State
from server.services.minutes.steps import Actor
from server.services.statement import adopt, emend, enrol, keys, ledger, statements, told
from server.services.statement.parties import seen_as
from server.signing.seal import Seal
from server.storage import tables
from server.storage.tables import CorrigendumSignature, Enrolment, SigningKey, StatementSignature


def sign(
    tx: Session, statement_id: str, code: str, seen: object, actor: Actor, seal: Seal, now: int
) -> RoundtableError | None:
    """The head of this person's delegation signs what has the hash ``seen`` (None: what is adopted).

    Returns why the code was refused, to be raised once the unit of work is kept. Raises NotAllowed, NotFound, Conflict.
    """
    statement = statements.accepting(tx, statement_id, Action.SIGN)
    delegation = _signer(actor, statement.parties)
    if tx.get(StatementSignature, (statement_id, delegation)) is not None:
        raise Conflict(f"{delegation} has signed this statement already")
    if seen is not None and seen != statement.sha256:
        raise Conflict("this is not the text that was adopted: load the page again", sha256=statement.sha256)
    error = _refused(tx, statement_id, delegation, code, actor, seal, now)
    if error is not None:
        return error
    head = _head(tx, delegation)
    message = signed_message(statement_id, str(statement.sha256), delegation, head.person, now)
    value = keys.sign(tx.get_one(SigningKey, head.key_id), message, seal)
    tx.add(
        StatementSignature(
            statement_id=statement_id, delegation=delegation, person=head.person, at=now, key_id=head.key_id,
            value=value,
        )
    )  # fmt: skip
    told.tell(tx, statement, "signing")
    facts = {"delegation": delegation, "sha256": statement.sha256, "key": head.key_id, "value": value}
    ledger.add(tx, statement_id, "signed", head.person, now, **facts, invitation=actor.called)
    return None


def countersign(
    tx: Session, statement_id: str, number: object, code: str, seen: object, actor: Actor, seal: Seal, now: int
) -> RoundtableError | None:
    """The same for Corr.n, by the heads of its parties: a signature of its own, with a code of its own."""
    statement = statements.accepting(tx, statement_id, Action.SIGN)
    row = emend.one(tx, statement_id, number)
    delegation = _signer(actor, emend.parties_of(row, statement))
    if tx.get(CorrigendumSignature, (statement_id, row.number, delegation)) is not None:
        raise Conflict(f"{delegation} has signed Corr.{row.number} already")
    if seen is not None and seen != row.sha256:
        raise Conflict("this is not the corrigendum that was made: load the page again", sha256=row.sha256)
    error = _refused(tx, statement_id, delegation, code, actor, seal, now)
    if error is not None:
        return error
    head = _head(tx, delegation)
    message = corrigendum_message(statement_id, row.number, row.sha256, delegation, head.person, now)
    value = keys.sign(tx.get_one(SigningKey, head.key_id), message, seal)
    tx.add(
        CorrigendumSignature(
            statement_id=statement_id, number=row.number, delegation=delegation, person=head.person, at=now,
            key_id=head.key_id, value=value,
        )
    )  # fmt: skip
    told.tell(tx, statement, "signing")
    facts = {"number": row.number, "delegation": delegation, "sha256": row.sha256, "key": head.key_id, "value": value}
    ledger.add(tx, statement_id, "corrigendum_signed", head.person, now, **facts, invitation=actor.called)
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
        "corrigenda": emend.shapes(tx, row) if is_settled else [],
        "log": ledger.shapes(tx, row.id, seen_as(row, actor).role),
        "can": _can(row, actor, signed, is_settled),
        "now": now,
    }  # fmt: skip


def _signer(actor: Actor, parties: Sequence[str]) -> str:
    """The delegation for which this person signs. Raises NotAllowed, NotFound."""
    if actor.role != "delegation":
        raise NotAllowed("the head of a delegation signs, signed in as one of it")
    if actor.delegation not in parties:
        raise NotFound(f"{actor.delegation} is not a party to this statement")
    return str(actor.delegation)


def _refused(
    tx: Session, statement_id: str, delegation: str, code: str, actor: Actor, seal: Seal, now: int
) -> RoundtableError | None:
    was_locked = enrol.is_locked(tx, delegation, now)
    error = enrol.refused(tx, delegation, code, seal, now)
    if isinstance(error, CodeLocked) and not was_locked:  # once: whoever goes on trying fills no log
        ledger.add(tx, statement_id, "code_locked", actor.called, now, delegation=delegation)
    return error


def _head(tx: Session, delegation: str) -> Enrolment:
    """Whose code was right just now."""
    found = enrol.of(tx, delegation)
    assert found is not None
    return found


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
    if actor.role == "delegation" and is_settled and actor.delegation in row.parties:
        found += ["countersign"]
    return found
