"""A reading as it goes from the process that reads to the one that drafts: JSON, vectors as base64 of int16.

Sentences that likely do nothing of what a draft is made of are left out. Must not know an array: the web process reads
this.
"""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from server.core.drafting.acts import Act
from server.core.drafting.sense import Clause, Sense, Sensed

_ONE = 32767


def dumped(sense: Sense) -> str:
    """One JSON text."""
    return json.dumps({sentence: _dumped(each) for sentence, each in sense.read.items()}, ensure_ascii=False)


def loaded(text: str) -> Sense:
    """The reading again. Raises ValueError, KeyError or TypeError for what is none."""
    return Sense({sentence: _loaded(each) for sentence, each in json.loads(text).items()})


def _dumped(sensed: Sensed) -> dict[str, Any]:
    parts = [[each.start, each.end, dict(each.acts), _packed(each.vector)] for each in sensed.clauses]
    return {"acts": dict(sensed.acts), "vector": _packed(sensed.vector), "clauses": parts}


def _loaded(told: Mapping[str, Any]) -> Sensed:
    parts = tuple(Clause(start, end, _likely(acts), _unpacked(vector)) for start, end, acts, vector in told["clauses"])
    return Sensed(_likely(told["acts"]), _unpacked(told["vector"]), parts)


def _likely(told: Mapping[str, float]) -> dict[Act, float]:
    return {Act(name): float(value) for name, value in told.items()}


def _packed(vector: Sequence[float]) -> str:
    return b64encode(struct.pack(f"<{len(vector)}h", *(round(each * _ONE) for each in vector))).decode()


def _unpacked(text: str) -> tuple[float, ...]:
    raw = b64decode(text)
    return tuple(each / _ONE for each in struct.unpack(f"<{len(raw) // 2}h", raw))
