"""What happens to a statement while it is negotiated: amendments, closed brackets, issued revisions, and every change
that its followers were told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.storage.tables.base import Base


class StatementEvent(Base):
    """``seq`` is the revision of the statement that the change made; ``item`` what changed, where all see the same."""

    __tablename__ = "statement_events"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    item: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[int]


class Amendment(Base):
    """A change that somebody proposes. ``number`` counts within the statement and stays.

    ``paragraph_id``: whose words it changes, or behind which it puts a new one (None: before all); ``of``: the one
    whose words it changes. ``base_*``: what it was written against. ``text`` is as it was proposed, ``wording`` as it
    stands after amendments to it; ``pieces`` is the difference of base and wording. ``sponsors``: codes, the first is
    whose it is. ``key``: the sender's own name for it, so that what is sent twice is one.
    ``merged``: ids of those that the wording of this one took in; ``made``: the paragraph that it became.
    """

    __tablename__ = "amendments"
    __table_args__ = (
        UniqueConstraint("statement_id", "number"),
        Index("ix_amendments_paragraph_id", "statement_id", "paragraph_id"),
        Index("ix_amendments_key", "statement_id", "key"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"))
    number: Mapped[int]
    paragraph_id: Mapped[str | None]
    kind: Mapped[str]
    becomes: Mapped[str]
    text: Mapped[str]
    wording: Mapped[str]
    after: Mapped[str | None]
    of: Mapped[str | None]
    base_rev: Mapped[int]
    base_sha256: Mapped[str]
    base_text: Mapped[str]
    pieces: Mapped[list[Any]]
    sponsors: Mapped[list[Any]]
    note: Mapped[str]
    key: Mapped[str]
    by_name: Mapped[str]
    at: Mapped[int]
    status: Mapped[str]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[int | None]
    decided_why: Mapped[str] = mapped_column(default="")
    decided_rev: Mapped[int | None]
    merged: Mapped[list[Any]] = mapped_column(default=list)
    merged_into: Mapped[str | None]
    made: Mapped[str | None]


class AmendmentStep(Base):
    """Something that was done to an amendment: proposed, joined, left, amended, or one of the ends. Only added.

    ``amendment``: so that one that is new is written first.
    """

    __tablename__ = "amendment_steps"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    amendment_id: Mapped[str] = mapped_column(ForeignKey("amendments.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    delegation: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    at: Mapped[int]
    amendment: Mapped[Amendment] = relationship()


class ClosedBracket(Base):
    """A bracket that was closed: as it stood, its words, by whom and how. Rows are only added."""

    __tablename__ = "closed_brackets"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    bracket: Mapped[dict[str, Any]]
    text: Mapped[str]
    how: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]


class Revision(Base):
    """Rev.n as it was issued: never changed. ``paragraphs`` as they stood, ``sha256`` of all of it."""

    __tablename__ = "revisions"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    reading: Mapped[int]
    title: Mapped[str]
    paragraphs: Mapped[list[Any]]
    sha256: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
