"""What people say in a machine's place: interpreters' lines, and remarks handed in beforehand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class Holding(Base):
    """An interpreter has a language of a session: ``holder`` is their invitation; ``seen_at``: their last sign.

    ``ended_by``: who let go of it, "" for nobody (the interpreter was gone).
    """

    __tablename__ = "holdings"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    holder: Mapped[str]
    name: Mapped[str]
    started_at: Mapped[int]
    seen_at: Mapped[int]
    ended_at: Mapped[int | None]
    ended_by: Mapped[str | None]


class InterpreterLine(Base):
    """A line as an interpreter sent it. ``segments``: what it translates, [] while it waits for words to become final.

    ``replaces``: the line that it corrects; both stay. ``key``: its page's name for it, so that a line that is sent
    again is stored once. ``began_ms``: when a spoken one was begun, in session time; none of a written one.
    """

    __tablename__ = "interpreter_lines"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    holding_id: Mapped[int] = mapped_column(ForeignKey("holdings.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    segments: Mapped[list[Any]]
    replaces: Mapped[int | None]
    key: Mapped[str | None] = mapped_column(index=True)
    at: Mapped[int]
    began_ms: Mapped[int | None]


class Remarks(Base):
    """Version ``rev`` of the remarks that a delegation hands in before it speaks; the highest one is current.

    ``withdrawn_by`` and ``withdrawn_at`` stand in the version that was current then.
    """

    __tablename__ = "remarks"
    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    delegation: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[int | None]


class RemarksTranslation(Base):
    """The translation into one language that came with a version of remarks."""

    __tablename__ = "remarks_translations"
    remarks_id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    __table_args__ = (ForeignKeyConstraint(["remarks_id", "rev"], ["remarks.id", "remarks.rev"], ondelete="CASCADE"),)
