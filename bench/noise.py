"""Simulated faults: wrong words and wrong speaker labels. The same seed gives the same faults."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")


def misheard(records: Sequence[Mapping[str, Any]], rate: float, seed: int) -> list[dict[str, Any]]:
    """The records with ``rate`` of the words of every text replaced, dropped or doubled, a third each."""
    chance = random.Random(seed)
    texts = {
        key: [word for record in records for word in _TOKEN.findall(str(record.get(key, "")))] for key in _keys(records)
    }
    return [
        {
            key: _worn(value, rate, chance, texts[key]) if key in texts and value else value
            for key, value in record.items()
        }
        for record in records
    ]


def swapped(records: Sequence[Mapping[str, Any]], rate: float, seed: int) -> list[dict[str, Any]]:
    """The records with ``rate`` of the segments under the label of another speaker."""
    chance = random.Random(seed)
    labels = sorted(
        {
            (each["delegation"], each.get("speaker") or "")
            for each in records
            if each.get("id") and each.get("delegation")
        }
    )
    found = []
    for record in records:
        changed = dict(record)
        if record.get("id") and chance.random() < rate:
            others = [each for each in labels if each[0] != record.get("delegation")]
            if others:
                changed["delegation"], changed["speaker"] = chance.choice(others)
        found.append(changed)
    return found


def _keys(records: Sequence[Mapping[str, Any]]) -> set[str]:
    return {key for record in records if "id" in record for key in record if key == "text" or key.startswith("text_")}


def _worn(text: str, rate: float, chance: random.Random, vocabulary: Sequence[str]) -> str:
    found: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        found.append(text[last : match.start()])
        last = match.end()
        roll = chance.random()
        if roll >= rate:
            found.append(match.group())
        elif roll < rate / 3:
            found.append(chance.choice(vocabulary))
        elif roll < 2 * rate / 3:
            found.append(f"{match.group()} {match.group()}")
    return re.sub(r"\s+", " ", "".join(found) + text[last:]).strip()
