"""Holdings: which languages of a session an interpreter has now. Reads only; every deadline is looked at here."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.core.translation.interpreting import GONE_MS, is_held
from server.storage.tables import Holding


def held(tx: Session, session: str, now: int) -> dict[str, Holding]:
    """The languages that somebody interprets, with who does."""
    rows = tx.scalars(_going_on().where(Holding.session_id == session))
    return {row.language: row for row in rows if is_held(row.seen_at, now)}


def everywhere(tx: Session, now: int) -> list[Holding]:
    """Those of all sessions whose interpreter is there."""
    return [row for row in tx.scalars(_going_on()) if is_held(row.seen_at, now)]


def gone(tx: Session, now: int) -> list[Holding]:
    """Those whose interpreter has not been seen for too long, and of whom nobody was told so yet."""
    return list(tx.scalars(_going_on().where(Holding.seen_at <= now - GONE_MS)))


def of(tx: Session, invitation: str) -> list[Holding]:
    """What the holder of an invitation interprets."""
    return list(tx.scalars(_going_on().where(Holding.holder == invitation)))


def _going_on() -> Select[Holding]:
    return select(Holding).where(Holding.ended_at.is_(None)).order_by(Holding.id)
