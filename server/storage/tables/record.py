"""Other kinds of record than the verbatim one: their items with all versions, and who followed a session."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class RecordItem(Base):
    """An item of a summary record or of the list of decisions and actions, in one language. What it says is a version.

    ``drafted``: the rules wrote it; else a person added it.
    """

    __tablename__ = "record_items"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    kind: Mapped[str]
    drafted: Mapped[bool]


class RecordVersion(Base):
    """Version ``rev`` of an item; rows are only added, the highest one counts.

    ``state``: draft, accepted, dismissed, or gone (drafted anew). ``place`` orders the items of a record.
    ``citations``: ``[{segment, rev}]``, the lines it is made of as they read then. ``worded_by``: who wrote the text,
    "" for the rules. ``due``: an ISO day or month; ``due_said``: the words for it. ``why``: what was done.
    """

    __tablename__ = "record_versions"
    item_id: Mapped[str] = mapped_column(ForeignKey("record_items.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    state: Mapped[str]
    place: Mapped[int]
    theme: Mapped[str]
    text: Mapped[str]
    owner: Mapped[str]
    due: Mapped[str]
    due_said: Mapped[str]
    notes: Mapped[list[Any]]
    citations: Mapped[list[Any]]
    worded_by: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    at: Mapped[int]


class Attendance(Base):
    """Somebody who was signed in followed a session: the invitation as it was when they first came."""

    __tablename__ = "attendances"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    invitation: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    delegation: Mapped[str | None]
    name: Mapped[str]
    first_at: Mapped[int]


class RecordApproval(Base):
    """Version ``number`` of the records of a session in one language, approved under its hash; rows are only added.

    ``canonical``: what was approved, as services/minutes/seal.py writes it. ``reopened_by``, ``reopened_at``, ``why``:
    it was opened again, and a later number takes its place; until then nothing of the records in this language changes.
    """

    __tablename__ = "record_approvals"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    canonical: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
    reopened_by: Mapped[str | None]
    reopened_at: Mapped[int | None]
    why: Mapped[str | None]
