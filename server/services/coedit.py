"""Coedit: the shared text of a session's minutes. Each function is one unit of work, or a part of one."""

from __future__ import annotations

from sqlalchemy.orm import Session


def reworded(tx: Session, session: str, segment: str, text: str) -> None:
    """A version was made in another way than in the shared text: it gets the same words there."""


def lines_changed(tx: Session, session: str) -> None:
    """Segments came, or were replaced by others: the shared text gets the same lines."""
