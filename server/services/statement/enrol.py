"""Enrol: a head of delegation gets a second factor and a key to sign with. Each function is one unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadCode, CodeLocked, NotEnrolled, NotFound, RoundtableError
from server.core.text.plain import plain_text
from server.services.minutes.steps import Actor
from server.services.statement import keys, ledger, statements, told
from server.signing import codes
from server.signing.seal import Seal
from server.storage.tables import Enrolment, SigningKey

MOST_FAILURES = 5  # of three codes that hold among a million, so many tries find one once in 60,000 days
LOCKED_MS = 15 * 60_000
MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class Handed:
    """What is shown once, to be scanned by the head's own phone: the address of the second factor and its secret."""

    address: str
    secret: str
    person: str
    key: str


def enrol(
    tx: Session, statement_id: str, delegation: str, person: object, actor: Actor, seal: Seal, now: int
) -> Handed:
    """A new second factor and a new key for a party's head; those before end. The log says so, by whom.

    Raises NotFound for who is no party.
    """
    statement = statements.existing(tx, statement_id)
    if delegation not in statement.parties:
        raise NotFound(f"{delegation} is not a party to this statement")
    name = plain_text(person, MOST_NAME)
    former = of(tx, delegation)
    if former is not None:
        end(tx, former, now)
    secret, key = codes.new_secret(), keys.make(tx, delegation, seal, now)
    tx.add(
        Enrolment(
            delegation=delegation, person=name, key_id=key.id, sealed=seal.close(secret.encode()), enrolled_at=now,
            enrolled_by=actor.called, last_step=0, failures=0, locked_until=None, ended_at=None,
        )
    )  # fmt: skip
    told.tell(tx, statement, "signing")
    facts = {"delegation": delegation, "person": name, "key": key.id, "replaces": former.key_id if former else None}
    ledger.add(tx, statement_id, "enrolled", actor.called, now, role=actor.role, **facts)
    return Handed(codes.address(secret, name, delegation), secret, name, key.id)


def take_back(tx: Session, statement_id: str, delegation: str, actor: Actor, now: int) -> None:
    """The second factor of a party's head ends, as for a phone that was lost. Raises NotFound where there is none."""
    statement, enrolment = statements.existing(tx, statement_id), of(tx, delegation)
    if enrolment is None or delegation not in statement.parties:
        raise NotFound(f"the head of {delegation} has no second factor")
    end(tx, enrolment, now)
    told.tell(tx, statement, "signing")
    facts = {"delegation": delegation, "person": enrolment.person, "key": enrolment.key_id}
    ledger.add(tx, statement_id, "enrolment_ended", actor.called, now, role=actor.role, **facts)


def end(tx: Session, enrolment: Enrolment, now: int) -> None:
    """The phone's codes hold no longer, and the private key is destroyed."""
    enrolment.ended_at, enrolment.sealed = now, ""
    keys.end(tx.get_one(SigningKey, enrolment.key_id), now)


def of(tx: Session, delegation: str) -> Enrolment | None:
    """The head of a delegation who can sign now."""
    query = select(Enrolment).where(Enrolment.delegation == delegation, Enrolment.ended_at.is_(None))
    return tx.scalars(query.order_by(Enrolment.id.desc())).first()


def is_locked(tx: Session, delegation: str, now: int) -> bool:
    """Whether no code of its head is looked at now."""
    enrolment = of(tx, delegation)
    return enrolment is not None and enrolment.locked_until is not None and now < enrolment.locked_until


def refused(tx: Session, delegation: str, code: str, seal: Seal, now: int) -> RoundtableError | None:
    """Take a code; None where it is right. What is refused is counted, so the unit of work must be kept, not undone.

    A code is used once. After five wrong ones in a row none is looked at for a quarter of an hour.
    """
    enrolment = of(tx, delegation)
    if enrolment is None:
        return NotEnrolled(f"the head of {delegation} has no second factor: the secretariat enrols a phone, in person")
    if enrolment.locked_until is not None and is_locked(tx, delegation, now):
        return _locked(enrolment.locked_until)
    step = codes.step_of(seal.open(enrolment.sealed).decode(), code, now)
    if step is not None and step > enrolment.last_step:
        enrolment.last_step, enrolment.failures, enrolment.locked_until = step, 0, None
        return None
    enrolment.failures += 1
    left = MOST_FAILURES - enrolment.failures
    if left <= 0:
        enrolment.failures, enrolment.locked_until = 0, now + LOCKED_MS
        return _locked(now + LOCKED_MS)
    why = "was used already: wait for the next one" if step is not None else "is wrong or too old"
    return BadCode(f"this code {why}; tries left: {left}", left=left)


def _locked(until: int) -> CodeLocked:
    return CodeLocked("too many wrong codes: none is looked at for a quarter of an hour", until=until)
