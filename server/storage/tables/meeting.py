"""The event: delegations, sessions, microphones, the floor, the log of each session, invitations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class Delegation(Base):
    """``time_zone``: a name of the IANA database, in which its deadlines are shown."""

    __tablename__ = "delegations"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="UTC")


class Meeting(Base):
    """A session of the event. ``head`` is the last sequence number of its log; times are Unix milliseconds."""

    __tablename__ = "sessions"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    status: Mapped[str]
    visibility: Mapped[str]
    languages: Mapped[list[Any]]
    head: Mapped[int] = mapped_column(default=0)
    paused: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[int | None]
    closed_at: Mapped[int | None]


class Stream(Base):
    """One microphone. ``done_sample``: recognised up to here; ``end_sample``: closed there."""

    __tablename__ = "streams"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    delegation: Mapped[str | None]
    language: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=0)
    lease_epoch: Mapped[int] = mapped_column(default=0)
    done_sample: Mapped[int] = mapped_column(default=0)
    end_sample: Mapped[int | None]


class Epoch(Base):
    """One connection of a microphone: where it starts in samples and in session time."""

    __tablename__ = "epochs"
    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id", ondelete="CASCADE"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    start_sample: Mapped[int]
    session_ms: Mapped[int]


class LanguageTurn(Base):
    """From a position of a microphone on, somebody declared another language for it; words said before keep theirs."""

    __tablename__ = "language_turns"
    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id", ondelete="CASCADE"), primary_key=True)
    at_sample: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]


class FloorSpan(Base):
    """``kind`` floor (with a delegation) or off_record."""

    __tablename__ = "floor_spans"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    delegation: Mapped[str | None]
    language: Mapped[str | None]
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]


class FloorRequest(Base):
    __tablename__ = "floor_requests"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    delegation: Mapped[str] = mapped_column(primary_key=True)
    at_ms: Mapped[int]


class LogEntry(Base):
    """One durable event. ``view`` is a language or ``*`` for every view."""

    __tablename__ = "log"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    view: Mapped[str]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    at: Mapped[int]


class ViewHead(Base):
    """The last sequence number of one view of a session."""

    __tablename__ = "view_heads"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    view: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]


class Invitation(Base):
    __tablename__ = "invitations"
    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    delegation: Mapped[str | None]
    name: Mapped[str]
    expires_at: Mapped[int]
    revoked_at: Mapped[int | None]
