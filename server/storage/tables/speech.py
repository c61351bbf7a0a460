"""What was said: segments as they were heard, their wordings and translations, what is known for the next time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, ForeignKey, Index, Integer, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base

NO_LIST = JSON(none_as_null=True)


class Segment(Base):
    """What was heard, as it was heard; ``rev`` is the number of its current version.

    ``replaced_by``: the segments that stand in its place since it was split or merged; ``replaces``: those in whose
    place it stands. A list of ids, or None.
    """

    __tablename__ = "segments"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    stream_id: Mapped[str]
    start_sample: Mapped[int]
    end_sample: Mapped[int]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    language: Mapped[str]
    speaker: Mapped[str]
    delegation: Mapped[str | None]
    heard: Mapped[str]
    words: Mapped[list[Any]]
    terms: Mapped[list[Any]] = mapped_column(default=list)  # of the glossary: repaired in version 1, or heard right
    engine: Mapped[str]
    confidence: Mapped[float]
    rev: Mapped[int]
    retracted_by: Mapped[str | None]
    retracted_why: Mapped[str | None]
    replaced_by: Mapped[list[Any] | None] = mapped_column(NO_LIST)
    replaces: Mapped[list[Any] | None] = mapped_column(NO_LIST)
    __table_args__ = (Index("ix_segments_session_start", "session_id", "start_ms"),)

    @hybrid_property
    def stands(self) -> bool:
        """Whether it is a line of the minutes: not retracted, and no other stands in its place."""
        return self.retracted_by is None and self.replaced_by is None

    @stands.inplace.expression
    @classmethod
    def _stands(cls) -> ColumnElement[bool]:
        return and_(cls.retracted_by.is_(None), cls.replaced_by.is_(None))


class Version(Base):
    """One wording of a segment: 1 is what was heard, near misses of terms repaired; later ones are corrections.

    ``speaker``, ``delegation``: whose words they were by this version; None until somebody changes that: those of the
    segment.
    """

    __tablename__ = "versions"
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    at: Mapped[int]
    speaker: Mapped[str | None]
    delegation: Mapped[str | None]


class Check(Base):
    """Somebody listened and found right: the heard word of that number, or (-1) the wording of version ``rev``."""

    __tablename__ = "checks"
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    rev: Mapped[int]
    by: Mapped[str]
    at: Mapped[int]


class Translation(Base):
    """A segment's version in a language.

    ``status``: pending, done, failed, not_renewed, person; held (waits for an interpreter), interpreted.
    ``led_by``: ``segment/rev`` of the first piece of the sentence it is translated in; None while a pending one waits.
    """

    __tablename__ = "translations"
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    engine: Mapped[str]
    rough: Mapped[bool]
    status: Mapped[str] = mapped_column(index=True)
    note: Mapped[str]
    led_by: Mapped[str | None]


class GlossaryRow(Base):
    """One term of the event: ``{language or *: word, delegation?: code}``."""

    __tablename__ = "glossary"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    words: Mapped[dict[str, Any]]


class Remembered(Base):
    """A person's translation of a sentence, for the next time. Rows are only added; the newest one is used.

    ``session_id``, ``segment_id``: where it was made; None: brought in from a file. ``plain`` is what two same
    sentences have in common (core/translation/memory.py), ``digest`` finds it, ``size`` counts its words.
    ``visibility``: who may read one that was brought in; of the others their session says it.
    """

    __tablename__ = "memory"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[str | None] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    target: Mapped[str]
    sentence: Mapped[str]
    plain: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    text: Mapped[str]
    by: Mapped[str]
    visibility: Mapped[str]
    at: Mapped[int]
    __table_args__ = (Index("ix_memory_source", "source", "target", "size"),)


class Reading(Base):
    """The second reading of one microphone. ``done_sample``: read again up to here; ``epoch`` fences readers off."""

    __tablename__ = "readings"
    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int] = mapped_column(default=0)
    done_sample: Mapped[int] = mapped_column(default=0)
    engine: Mapped[str]
    asked_by: Mapped[str]
    at: Mapped[int]


class Suggestion(Base):
    """What the second reading offers for version ``rev`` of a segment. ``state``: open, accepted, dismissed."""

    __tablename__ = "suggestions"
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    words: Mapped[list[Any]]
    engine: Mapped[str]
    confidence: Mapped[float]
    state: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
