"""What a statement rests on: translations that a person accepted, faults that a person keeps. Rows are only added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class TranslationReview(Base):
    """A person accepted a wording for what was said in another language.

    ``source``: the hash of what these lines and their translations said then (``services.reviews``).
    """

    __tablename__ = "translation_reviews"
    id: Mapped[str] = mapped_column(primary_key=True)
    paragraph_id: Mapped[str] = mapped_column(ForeignKey("paragraphs.id", ondelete="CASCADE"), index=True)
    segments: Mapped[list[Any]]
    source: Mapped[str]
    wording: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]


class KeptFault(Base):
    """A person keeps a wording of revision ``rev`` of a paragraph knowing what it lacks; over when its text changes."""

    __tablename__ = "kept_faults"
    id: Mapped[str] = mapped_column(primary_key=True)
    paragraph_id: Mapped[str] = mapped_column(ForeignKey("paragraphs.id", ondelete="CASCADE"), index=True)
    rev: Mapped[int]
    fault: Mapped[str]
    text: Mapped[str]
    why: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
