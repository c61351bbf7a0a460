"""Stances: who stood where on which theme when a statement was drafted, and which paragraphs of it stand today."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from server.services.statement import statements
from server.storage import tables


def shape(tx: Session, statement: tables.Statement) -> dict[str, Any]:
    """``{themes, stance_table}`` of the protocol; both empty where the statement was drafted by an earlier edition."""
    standing = {each.id for each in statements.rows(tx, statement.id)}
    themes = [
        {**each, "paragraphs": [one for one in each["paragraphs"] if one in standing]}
        for each in statement.themes or []
    ]
    return {"themes": themes, "stance_table": statement.stance_table or {}}
