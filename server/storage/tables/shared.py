"""Text that several people write at once: its updates as they came, and what of it is no version yet."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class SharedDocument(Base):
    """The shared text of a session's minutes, from the moment at which somebody first opens it.

    ``head``: the number of its last update. A page that holds another ``generation`` begins anew.
    """

    __tablename__ = "shared_documents"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    generation: Mapped[int]
    head: Mapped[int]


class SharedUpdate(Base):
    """One update of a document; all in order of ``number`` make the document.

    Old ones become one row, which then holds more than its number says: Yjs takes the same thing twice as once.
    """

    __tablename__ = "shared_updates"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    by: Mapped[str]
    at: Mapped[int]


class Unsettled(Base):
    """Somebody changed the shared text of a line since its latest version: first ``since``, last ``at``.

    ``at`` is 0 where it can't become a version until somebody writes again: the line is empty, or it was refused.
    """

    __tablename__ = "unsettled"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    segment_id: Mapped[str] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True)
    by: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[int]
    at: Mapped[int] = mapped_column(index=True)
