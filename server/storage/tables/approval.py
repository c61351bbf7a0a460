"""Approval of minutes: their state, what was done on the way, delegations' proposals, sign-offs, the frozen record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class Approval(Base):
    """How the minutes of a session stand; a session without a row has a draft. Times are Unix milliseconds.

    ``state``: draft, review, approved, published (core/minutes/approval.py); ``rev`` counts what was done to them.
    """

    __tablename__ = "approvals"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str]
    rev: Mapped[int] = mapped_column(default=0)
    review_ends_at: Mapped[int | None]
    approved_at: Mapped[int | None]
    approved_by: Mapped[str | None]
    published_at: Mapped[int | None]
    sha256: Mapped[str | None]


class ApprovalStep(Base):
    """Something that was done to the minutes as a whole, by whom and why. Rows are only added."""

    __tablename__ = "approval_steps"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    why: Mapped[str]
    at: Mapped[int]
    facts: Mapped[dict[str, Any]]


class Proposal(Base):
    """A delegation's correction of its own words: ``text`` in the place of version ``rev`` of a line.

    ``state``: open, accepted, declined, withdrawn, late; ``answer``: the reason of who declined.
    """

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[str]
    rev: Mapped[int]
    before: Mapped[str]
    text: Mapped[str]
    why: Mapped[str]
    delegation: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
    state: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[int | None]
    answer: Mapped[str]


class SignOff(Base):
    """A person signed that a language version (``floor``: as it was said) is right. Rows are only added."""

    __tablename__ = "sign_offs"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class ApprovedRecord(Base):
    """The frozen record, as core/minutes/approved.py writes it. Its own table: it is long, and seldom read."""

    __tablename__ = "approved_records"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    canonical: Mapped[str]


class Corrigendum(Base):
    """A mistake of the approved record put right beside it. Rows are only added; ``sha256`` is chained to the last one.

    ``lang`` "": what was said, else a translation; ``kind``: text, or withheld (the line is shown no more).
    """

    __tablename__ = "corrigenda"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment_id: Mapped[str]
    lang: Mapped[str]
    kind: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]
    salt: Mapped[str]
    sha256: Mapped[str]
