"""Language versions of statements, the last look at them, and what was committed to. Rows are only added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class LanguageChoice(Base):
    """The languages of a statement as somebody chose them; the newest counts.

    ``languages``: [{code, is_authentic}], the working language among them; ``prevails``: one of them, or empty.
    """

    __tablename__ = "language_choices"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    languages: Mapped[list[Any]]
    prevails: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class VersionText(Base):
    """A paragraph (or the title) in another language; of each pair the newest ``rev`` counts.

    ``state``: machine, missing (``note`` says why) or revised; ``source_text``: the wording that it renders, at
    ``source_rev``; ``order``: which of the source's brackets each of its brackets is, empty where they come in order.
    """

    __tablename__ = "version_texts"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    language: Mapped[str]
    rev: Mapped[int]
    state: Mapped[str]
    text: Mapped[str]
    order: Mapped[list[Any]]
    source_rev: Mapped[int]
    source_text: Mapped[str]
    engine: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class VersionSignOff(Base):
    """A person signed that a language version as a whole is right; ``sha256`` is of its texts and their sources."""

    __tablename__ = "version_sign_offs"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class VersionMark(Base):
    """A person said that what a check found is right: it holds while the source keeps its wording."""

    __tablename__ = "version_marks"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    language: Mapped[str]
    fault: Mapped[str]
    text: Mapped[str]
    source_text: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class SheetOverride(Base):
    """A person takes it upon them to go on although something on the last-look sheet is open.

    ``keys``: the lines of the kind ``what`` that stood there then; a line that comes later blocks again.
    """

    __tablename__ = "sheet_overrides"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    why: Mapped[str]
    keys: Mapped[list[Any]]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]


class Commitment(Base):
    """Something that an adopted statement says will be done; what is known of it stands in its versions."""

    __tablename__ = "commitments"
    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    paragraph_id: Mapped[str]
    place: Mapped[int]


class CommitmentVersion(Base):
    """``owners``: codes; ``due``: an ISO 8601 day or month, or empty; ``due_said``: the words for it in the text.

    ``contacts``: {code of a party: its contact point}; ``state``: open, in_progress, done or dropped.
    """

    __tablename__ = "commitment_versions"
    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitments.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    owners: Mapped[list[Any]]
    due: Mapped[str]
    due_said: Mapped[str]
    state: Mapped[str]
    contacts: Mapped[dict[str, Any]]
    note: Mapped[str]
    by: Mapped[str]
    role: Mapped[str]
    at: Mapped[int]
