"""Minutes as JSON for programs. Their shape is published in ``schemas/minutes.schema.json``."""

from __future__ import annotations

import dataclasses
import json

from server.documents.records import MinutesRecord, cleaned

SCHEMA = "roundtable/minutes/1"


def minutes_json(record: MinutesRecord) -> bytes:
    """Every field of the record under its name, with the key ``schema``. UTF-8."""
    content = {"schema": SCHEMA, **dataclasses.asdict(cleaned(record))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
