"""The tables. Words heard are immutable facts; corrections, translations and positions are rows that point at them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, int: BigInteger, str: Text}  # noqa: RUF012 (SQLAlchemy reads it)


class Delegation(Base):
    __tablename__ = "delegations"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]


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


class Segment(Base):
    """What was heard, as it was heard; ``rev`` is the number of its current version."""

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
    __table_args__ = (Index("ix_segments_session_start", "session_id", "start_ms"),)


class GlossaryRow(Base):
    """One term of the event: ``{language or *: word, delegation?: code}``."""

    __tablename__ = "glossary"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    words: Mapped[dict[str, Any]]


class Version(Base):
    """One wording of a segment: 1 is what was heard, near misses of terms repaired; later ones are corrections."""

    __tablename__ = "versions"
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
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


class Remembered(Base):
    """A person's translation of a sentence, for the next time. Rows are only added; the newest one is used.

    ``session_id``, ``segment_id``: where it was made; None: brought in from a file. ``plain`` is what two same
    sentences have in common (core/memory.py), ``digest`` finds it, ``size`` counts its words. ``visibility``: who may
    read one that was brought in; of the others their session says it.
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
    again is stored once.
    """

    __tablename__ = "interpreter_lines"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    holding_id: Mapped[int] = mapped_column(ForeignKey("holdings.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    segments: Mapped[list[Any]]
    replaces: Mapped[int | None]
    key: Mapped[str | None] = mapped_column(index=True)
    at: Mapped[int]


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


class Invitation(Base):
    __tablename__ = "invitations"
    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    delegation: Mapped[str | None]
    name: Mapped[str]
    expires_at: Mapped[int]
    revoked_at: Mapped[int | None]


class Statement(Base):
    __tablename__ = "statements"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    language: Mapped[str]
    form: Mapped[str]
    status: Mapped[str]
    rev: Mapped[int]
    parties: Mapped[list[Any]]
    sessions: Mapped[list[Any]]
    omitted: Mapped[list[Any]]
    canonical: Mapped[str | None]
    sha256: Mapped[str | None]
    adopted_at: Mapped[int | None]


class Paragraph(Base):
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


class ParagraphVersion(Base):
    __tablename__ = "paragraph_versions"
    paragraph_id: Mapped[str] = mapped_column(ForeignKey("paragraphs.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]


class Position(Base):
    """A delegation's position on a paragraph (or on the whole: ``paragraph_id`` empty). Rows are only added."""

    __tablename__ = "positions"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    delegation: Mapped[str]
    value: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
