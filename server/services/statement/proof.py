"""Proof: the record of an adopted statement that anybody can verify, with signatures, keys and log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.statement import ledger as rules
from server.core.statement.proof import FORM, head_message
from server.services.statement import adopted, emend, keys, ledger, signatures
from server.services.statement.parties import Reader, seen_as
from server.signing.seal import Seal
from server.storage import tables
from server.storage.tables import SigningKey


def record(tx: Session, row: tables.Statement, who: Reader, seal: Seal, address: str) -> dict[str, Any]:
    """A Record of the protocol. The house signs the head of the log as it stands now. Reads only.

    ``address``: of the public page. Raises NotFound where nothing is adopted, KeysSealed.
    """
    found, house = adopted.facts(row), keys.current_house(tx)
    if house is None:
        raise NotFound("the house has no key yet: it is made when the first statement is adopted")
    signed = [signatures.shape(each) for each in signatures.of(tx, row.id).values()]
    corrigenda = emend.shapes(tx, row)
    countersigned = [one for each in corrigenda for one in each["signatures"]]
    log = ledger.shapes(tx, row.id, seen_as(row, who).role)
    n, sha256 = (log[-1]["n"], log[-1]["sha256"]) if log else (0, rules.FIRST)
    value = keys.sign(house, head_message(row.id, n, sha256), seal)
    return {
        "form": FORM,
        "statement": row.id,
        "address": address,
        "adopted": found,
        "sha256": row.sha256,
        "signatures": signed,
        "corrigenda": corrigenda,
        "keys": [_key(each) for each in _known(tx, {each["key"] for each in (*signed, *countersigned)} | {house.id})],
        "log": log,
        "head": {"n": n, "sha256": sha256, "key": house.id, "value": value},
    }


def _known(tx: Session, names: Iterable[str]) -> list[SigningKey]:
    return list(tx.scalars(select(SigningKey).where(SigningKey.id.in_(list(names))).order_by(SigningKey.id)))


def _key(row: SigningKey) -> dict[str, Any]:
    return {
        "id": row.id, "of": row.of, "algorithm": "Ed25519", "public": row.public, "made_at": row.made_at,
        "ended_at": row.ended_at,
    }  # fmt: skip
