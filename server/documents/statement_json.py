"""A statement as JSON for programs. Its shape is published in ``schemas/statement.schema.json``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from server.documents.records import StatementRecord, cleaned

SCHEMA = "roundtable/statement/1"


def statement_json(record: StatementRecord, evidence: Mapping[str, Any] | None = None) -> bytes:
    """Every field of the record under its name, with the keys ``schema`` and ``evidence``. UTF-8.

    ``evidence``: what ``statements verify`` needs (``core.drafting.portable``), None without.
    """
    content = {"schema": SCHEMA, **dataclasses.asdict(cleaned(record)), "evidence": evidence}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
