"""What parties do to a statement besides their positions: silence procedures, what was said in them, explanations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class Silence(Base):
    """A silence procedure. How it stands is computed from its moments (``core.silence``).

    ``text``: the canonical JSON that was fixed at its opening, ``text_sha256`` its hash. ``reminders``: milliseconds
    before the expiry. ``parties``: to whom it was put. ``revision``: the number of the Rev that was issued with it.
    """

    __tablename__ = "silences"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[int]
    opened_by: Mapped[str]
    expires_at: Mapped[int]
    text: Mapped[str]
    text_sha256: Mapped[str]
    revision: Mapped[int | None]
    parties: Mapped[list[Any]]
    reminders: Mapped[list[Any]]
    broken_at: Mapped[int | None]
    withdrawn_at: Mapped[int | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_why: Mapped[str | None]


class SilenceWord(Base):
    """A written objection or an amendment in a silence procedure: the one that broke it, and those that came late."""

    __tablename__ = "silence_words"
    id: Mapped[str] = mapped_column(primary_key=True)
    silence_id: Mapped[str] = mapped_column(ForeignKey("silences.id", ondelete="CASCADE"), index=True)
    delegation: Mapped[str]
    what: Mapped[str]
    effect: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    told_by: Mapped[str]
    at: Mapped[int]


class SilenceReminder(Base):
    """A reminder that was sent, so that it comes once; ``before_ms`` 0: that the procedure has passed."""

    __tablename__ = "silence_reminders"
    silence_id: Mapped[str] = mapped_column(ForeignKey("silences.id", ondelete="CASCADE"), primary_key=True)
    before_ms: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]


class Explanation(Base):
    """An explanation of position, a reservation or a disassociation as it was handed in, to be annexed.

    ``paragraph_id``: empty for the whole. One that was withdrawn stays as a row.
    """

    __tablename__ = "explanations"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    delegation: Mapped[str]
    kind: Mapped[str]
    paragraph_id: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    told_by: Mapped[str]
    at: Mapped[int]
    withdrawn_at: Mapped[int | None]
    withdrawn_by: Mapped[str | None]


class ExplanationTranslation(Base):
    """An explanation in another language. ``engine`` empty: its delegation handed it in; else who or what made it."""

    __tablename__ = "explanation_translations"
    explanation_id: Mapped[str] = mapped_column(ForeignKey("explanations.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    engine: Mapped[str]
    at: Mapped[int]
