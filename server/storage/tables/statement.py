"""Statements: paragraphs, their versions, and positions on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class Statement(Base):
    """``themes``, ``stance_table``: what was drafted stood where, None for a statement of an earlier edition.

    ``kind``: statement or chairs_summary; ``derived_from``: whose text a Chair's summary took over.
    ``reading``: 1 to 3, the one that the negotiation is in.
    ``zero``: the file that it was brought in from (``services.zero``), None without; ``unplaced``: what was said of no
    paragraph of it. ``embargo_until``: outsiders see it from then on, None for as soon as it is published. Times are
    Unix milliseconds. ``ad_referendum_until``, ``lapsed_counts_as``: by when agreements ad referendum are to be
    confirmed, and what they count as afterwards. ``filed_year``, ``filed_number``: its place among those of that year,
    None for a row that was never filed.
    """

    __tablename__ = "statements"
    __table_args__ = (Index("ix_statements_filed_year", "filed_year", "filed_number", unique=True),)
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    language: Mapped[str]
    form: Mapped[str]
    status: Mapped[str]
    rev: Mapped[int]
    parties: Mapped[list[Any]]
    observers: Mapped[list[Any]] = mapped_column(default=list)
    visibility: Mapped[str] = mapped_column(default="table")
    kind: Mapped[str] = mapped_column(default="statement")
    derived_from: Mapped[str | None]
    reading: Mapped[int] = mapped_column(default=1)
    ad_referendum_until: Mapped[int | None]
    lapsed_counts_as: Mapped[str] = mapped_column(default="no_reply")
    sessions: Mapped[list[Any]]
    omitted: Mapped[list[Any]]
    themes: Mapped[list[Any] | None]
    stance_table: Mapped[dict[str, Any] | None]
    zero: Mapped[dict[str, Any] | None]
    unplaced: Mapped[list[Any] | None]
    canonical: Mapped[str | None]
    sha256: Mapped[str | None]
    adopted_at: Mapped[int | None]
    approved_at: Mapped[int | None]
    approved_by: Mapped[str | None]
    published_at: Mapped[int | None]
    embargo_until: Mapped[int | None]
    filed_year: Mapped[int | None]
    filed_number: Mapped[int | None]


class Paragraph(Base):
    """``seen_at``, ``seen_by``: up to when somebody has seen how the minutes that it cites were corrected.

    ``origin``: minutes, zero (a zero draft brought in) or person; ``support``: what was said of a zero draft's.
    ``suffix``: "bis" of one that stands between two numbers, "" of others.
    """

    __tablename__ = "paragraphs"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    kind: Mapped[str]
    rev: Mapped[int]
    text: Mapped[str]
    brackets: Mapped[list[Any]]
    citations: Mapped[list[Any]]
    problems: Mapped[list[Any]]
    seen_at: Mapped[int | None]
    seen_by: Mapped[str | None]
    origin: Mapped[str] = mapped_column(default="minutes", server_default="minutes")
    support: Mapped[dict[str, Any] | None]
    suffix: Mapped[str] = mapped_column(default="", server_default="")


class ParagraphVersion(Base):
    """``amendment``: the numbers of those that made it (A3, A5), "" where a person worded it without."""

    __tablename__ = "paragraph_versions"
    paragraph_id: Mapped[str] = mapped_column(ForeignKey("paragraphs.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    amendment: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[int]


class Position(Base):
    """A delegation's position on a paragraph (or on the whole: ``paragraph_id`` empty). Rows are only added.

    ``until``: by when an agreement ad referendum is to be confirmed; ``told_by``: how the secretariat was told of it,
    where it wrote it down.
    """

    __tablename__ = "positions"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    delegation: Mapped[str]
    value: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
    until: Mapped[int | None]
    told_by: Mapped[str] = mapped_column(default="")
