"""What happens to a statement while it is negotiated: every change that its followers were told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.tables.base import Base


class StatementEvent(Base):
    """``seq`` is the revision of the statement that the change made; ``item`` what changed, where all see the same."""

    __tablename__ = "statement_events"
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    item: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[int]
