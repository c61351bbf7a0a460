"""A statement under negotiation for tests: paragraphs of plain words, parties with invented names, no minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.services.meeting import convene
from server.services.statement import statements
from server.storage import tables

TEXTS = (
    "We invite nine administrations to share data by 1 May;",
    "We welcome the pilot at the river port;",
    "We will meet again in the dry season.",
)
NOW = 1_000


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks: a delegation by its code, or another role."""

    role: str
    delegation: str | None = None
    name: str = "Ada Example"


def member(code: str) -> Who:
    """A member of a delegation."""
    return Who("delegation", code, f"Member of {code}")


DESK, CHAIR = Who("secretariat", None, "Desk Example"), Who("chair", None, "Chair Example")


def negotiated(tx: Any, count: int = 3, texts: tuple[str, ...] = TEXTS, language: str = "en") -> list[str]:
    """A statement ``s`` of the parties D1, D2, ... with operative paragraphs; returns their ids."""
    for number in range(1, count + 1):
        convene.put_delegation(tx, f"D{number}", f"Invented Land {number}", "en")
    statement = tables.Statement(
        id="s", title="Joint statement", language=language, form="communique", status="negotiation", rev=1,
        parties=[f"D{number}" for number in range(1, count + 1)], sessions=[], omitted=[],
    )  # fmt: skip
    tx.add(statement)
    tx.flush()
    for place, text in enumerate(texts):
        row = tables.Paragraph(
            id=f"p{place + 1}", statement_id="s", place=place, kind="operative", rev=1, text=text, brackets=[],
            citations=[], problems=[],
        )  # fmt: skip
        tx.add(row)
        tx.flush()
        tx.add(tables.ParagraphVersion(paragraph_id=row.id, rev=1, text=text, amendment="", by="Desk", at=NOW))
    return [f"p{place + 1}" for place in range(len(texts))]


def texts(tx: Any) -> list[str]:
    """The paragraphs as they are shown."""
    return [each.text for each in statements.read(tx, statements.existing(tx, "s")).paragraphs]
