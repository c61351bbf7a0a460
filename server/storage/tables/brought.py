"""What came from elsewhere: bundles, recordings and transcripts that became a session or a part of one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class BroughtIn(Base):
    """One file that was brought into a session. ``kind``: bundle, recording or transcript; ``name``: the file's own.

    ``stream_id``: the microphone that stands for it; ``facts`` tell how it was read (encoding, form, lines).
    """

    __tablename__ = "brought_in"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    stream_id: Mapped[str | None]
    facts: Mapped[dict[str, Any]]
    by: Mapped[str]
    at: Mapped[int]
