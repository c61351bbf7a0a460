"""Keys: the pairs that the house holds, its own and those of delegations. Each function is part of a unit of work."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.statement.proof import HOUSE
from server.signing import ed25519
from server.signing.seal import Seal
from server.storage.tables import SigningKey


def make(tx: Session, of: str, seal: Seal, now: int) -> SigningKey:
    """A new pair for a delegation, or for the house; the private key is sealed."""
    pair = ed25519.make()
    row = SigningKey(id=pair.id, of=of, public=pair.public, sealed=seal.close(pair.private), made_at=now, ended_at=None)
    tx.add(row)
    tx.flush()
    return row


def house(tx: Session, seal: Seal, now: int) -> SigningKey:
    """The house's own pair, made when it is first needed."""
    return current_house(tx) or make(tx, HOUSE, seal, now)


def current_house(tx: Session) -> SigningKey | None:
    """The house's own pair, where it has one."""
    query = select(SigningKey).where(SigningKey.of == HOUSE, SigningKey.ended_at.is_(None))
    return tx.scalars(query.order_by(SigningKey.made_at)).first()


def end(row: SigningKey, now: int) -> None:
    """The private key is destroyed; signatures that were made with it stay true."""
    row.sealed, row.ended_at = "", now


def sign(row: SigningKey, message: bytes, seal: Seal) -> str:
    """The signature of a message. Raises KeysSealed."""
    return ed25519.sign(seal.open(row.sealed), message)
