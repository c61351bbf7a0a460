"""A statement as JSON for programs. Its shape is published in ``schemas/statement.schema.json``."""

from __future__ import annotations

import dataclasses
import json

from server.documents.records import StatementRecord, cleaned

SCHEMA = "roundtable/statement/1"


def statement_json(record: StatementRecord) -> bytes:
    """Every field of the record under its name, with the key ``schema``. UTF-8."""
    content = {"schema": SCHEMA, **dataclasses.asdict(cleaned(record))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
