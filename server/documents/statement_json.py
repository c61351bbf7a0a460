"""A statement as JSON for programs. Its shape is published in ``schemas/statement.schema.json``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from server.documents.records import cleaned
from server.documents.statement_record import StatementRecord

SCHEMA = "roundtable/statement/1"


def statement_json(
    record: StatementRecord, proof: Mapping[str, Any] | None = None, evidence: Mapping[str, Any] | None = None
) -> bytes:
    """Every field of the record under its name, with the keys ``schema``, ``record`` and ``evidence``. UTF-8.

    ``proof``: the record that anybody can verify, as it was hashed: nothing in it is cleaned. ``evidence``: what
    ``statements verify`` needs (``core.drafting.portable``). None without.
    """
    content = {"schema": SCHEMA, **dataclasses.asdict(cleaned(record)), "record": proof, "evidence": evidence}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
