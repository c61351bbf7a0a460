"""What makes a statement public for good: its log, the keys, second factors and signatures, and its corrigenda."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class LedgerEntry(Base):
    """An entry of a statement's log (core/statement/ledger.py). Only added; ``sha256`` is chained to the last."""

    __tablename__ = "statement_log"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str]
    at: Mapped[int]
    by: Mapped[str]
    facts: Mapped[dict[str, Any]]
    salt: Mapped[str]
    prev: Mapped[str]
    sha256: Mapped[str]


class SigningKey(Base):
    """A key pair of Ed25519 that the house holds. ``id``: the SHA-256 of the public key; ``of``: a code, or HOUSE.

    ``sealed``: the private key under the instance's secret, "" once it was destroyed; ``public`` stays for ever.
    """

    __tablename__ = "signing_keys"
    id: Mapped[str] = mapped_column(primary_key=True)
    of: Mapped[str] = mapped_column(index=True)
    public: Mapped[str]
    sealed: Mapped[str]
    made_at: Mapped[int]
    ended_at: Mapped[int | None]


class Enrolment(Base):
    """A head of delegation with a second factor. ``sealed``: its secret under the instance's; "" once it ended.

    ``last_step``: the newest code's step of 30 seconds, so that none is used twice; ``failures``: wrong codes in a row.
    """

    __tablename__ = "enrolments"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    delegation: Mapped[str] = mapped_column(index=True)
    person: Mapped[str]
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.id"))
    sealed: Mapped[str]
    enrolled_at: Mapped[int]
    enrolled_by: Mapped[str]
    last_step: Mapped[int]
    failures: Mapped[int]
    locked_until: Mapped[int | None]
    ended_at: Mapped[int | None]


class StatementSignature(Base):
    """A head of delegation signed an adopted statement. Rows are only added; ``value`` is base64 of 64 bytes."""

    __tablename__ = "statement_signatures"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    delegation: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    at: Mapped[int]
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.id"))
    value: Mapped[str]


class StatementCorrigendum(Base):
    """Corr.n of an adopted statement, a document of its own. Rows are only added; ``sha256`` is chained to the last.

    ``language``: of the version that is corrected; ``paragraph``: its id, "" for the title. ``parties``: who signs it,
    None for one of an earlier edition, whose hash does not name them.
    """

    __tablename__ = "statement_corrigenda"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paragraph: Mapped[str]
    language: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str]
    by: Mapped[str]
    at: Mapped[int]
    parties: Mapped[list[Any] | None]
    sha256: Mapped[str]


class CorrigendumSignature(Base):
    """A head of delegation signed Corr.``number``. Rows are only added; ``value`` is base64 of 64 bytes."""

    __tablename__ = "corrigendum_signatures"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    delegation: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    at: Mapped[int]
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.id"))
    value: Mapped[str]


class Succession(Base):
    """A statement that revises an adopted one as Rev.n: a new document, linked both ways."""

    __tablename__ = "statement_lineage"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    revises: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    begun_at: Mapped[int]
    begun_by: Mapped[str]
