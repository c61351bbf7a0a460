"""``python -m bench roundtables --check FOLDER...``: labelled roundtables, refused where a label is wrong.

A roundtable is ``NAME.jsonl`` (a first line about it, then one segment a line) and ``NAME.gold.json`` (its labels).
Knows the labels, nothing of what a draft does with them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import transcripts
from server.core.errors import BadTranscript

# A language is one of the eight; a few letters of its script must stand in its text.
SCRIPTS = {
    "en": r"[A-Za-z]",
    "fr": r"[A-Za-zÀ-ÿ]",
    "es": r"[A-Za-zÀ-ÿ]",
    "pt": r"[A-Za-zÀ-ÿ]",
    "ru": r"[а-яА-ЯёЁ]",
    "ar": r"[\u0621-\u064a]",
    "zh": r"[\u4e00-\u9fff]",
    "ko": r"[\uac00-\ud7a3]",
}
# What answers a proposal, what stands for itself, and where a label names the segment that settles it.
ANSWERS = ("supports", "no_objections", "conditions", "reservations", "contradictions")
LABELS = ("proposals", "commitments", *ANSWERS, "corrections", "conflicts", "experiences")
SETTLED_BY = ("withdrawn_by", "taken_up_in", "overtaken_by", "resolved_by", "superseded_by")
BY_THE_SAME = ("withdrawn_by", "superseded_by")
KINDS = ("reserve", "object", "amend", "disassociate")
MUST_QUOTE = ("conditions", "reservations")


@dataclass(frozen=True, slots=True)
class Roundtable:
    """A transcript with its labels. ``records``: the lines as ``bench draft`` reads them, the first without an id."""

    name: str
    records: tuple[dict[str, Any], ...]
    gold: dict[str, Any]

    def segments(self) -> dict[str, dict[str, Any]]:
        """The segments by name, in the order in which they were said."""
        return {each["id"]: each for each in self.records if "id" in each}

    def words(self) -> int:
        """Words as an English reader has them."""
        return sum(len(_english(each).split()) for each in self.segments().values())

    def delegations(self) -> set[str]:
        """Codes of who spoke, without the chair and those whom nobody knows."""
        spoke = {each.get("delegation") for each in self.segments().values()}
        return {code for code in spoke if code not in (None, "CHAIR")}


def read(folder: Path) -> list[Roundtable]:
    """All roundtables of a folder, by name. Raises BadTranscript where one is wrong or unlabelled, or there is none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise BadTranscript(f"expected NAME.jsonl and NAME.gold.json in {folder}; found no .jsonl")
    return [_read(path) for path in paths]


def faults(roundtable: Roundtable) -> list[str]:
    """What is wrong with a transcript and its labels, one sentence each; empty where nothing is."""
    segments = roundtable.segments()
    found = list(_of_segments(roundtable))
    unknown = sorted({name for name in _named(roundtable.gold) if name not in segments})
    if unknown:
        return [*found, f"labels name segments that are not there: {', '.join(unknown)}"]
    found += _of_places(roundtable)
    for kind in LABELS:
        for label in roundtable.gold.get(kind, []):
            found += (f"{kind} {', '.join(label['segments'])}: {each}" for each in _of_label(kind, label, roundtable))
    for each in roundtable.gold.get("figures", []):
        if not _says(each["text"], segments[each["segment"]]):
            found.append(f"figures {each['segment']}: {each['text']!r} does not stand there")
    return found


def table(roundtables: Sequence[Roundtable]) -> str:
    """What a set holds: a line for each roundtable and one for all."""
    kinds = (*LABELS, "figures")
    head = f"{'roundtable':<14}{'delegations':>12}{'segments':>9}{'words':>7}" + "".join(
        f"{each[:8]:>9}" for each in kinds
    )
    lines = [head + "  languages"]
    for each in roundtables:
        spoken = sorted({one["lang"] for one in each.segments().values()})
        lines.append(
            _row(each.name, len(each.delegations()), [each], kinds)
            + "  "
            + " ".join(one for one in spoken if one != "en")
        )
    everybody = {code for each in roundtables for code in each.delegations()}
    lines.append(_row("all", len(everybody), roundtables, kinds))
    said = [one["lang"] for each in roundtables for one in each.segments().values()]
    lines.append("segments by language: " + ", ".join(f"{code} {said.count(code)}" for code in SCRIPTS))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 where a label is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench roundtables", description=__doc__)
    parser.add_argument("--check", type=Path, nargs="+", required=True, metavar="FOLDER")
    wrong = 0
    for folder in parser.parse_args(arguments).check:
        try:
            roundtables = read(folder)
        except BadTranscript as error:
            wrong += 1
            print(f"{folder}: {error.message}", file=sys.stderr)
            continue
        print(f"{folder}\n{table(roundtables)}")
        for each in roundtables:
            for fault in faults(each):
                wrong += 1
                print(f"{each.name}: {fault}", file=sys.stderr)
    return 1 if wrong else 0


def _read(path: Path) -> Roundtable:
    records = transcripts.read(path)
    return Roundtable(path.stem, tuple(records), transcripts.labels(path.with_suffix(".gold.json"), records))


def _of_segments(roundtable: Roundtable) -> Iterator[str]:
    head, *lines = roundtable.records
    if "id" in head or not head.get("roundtable"):
        yield "the first line does not name the roundtable"
    names = [each.get("id") for each in lines]
    if len(set(names)) != len(names) or None in names:
        yield "two segments have one name, or one has none"
    if set(head.get("parties", [])) != roundtable.delegations():
        yield "the parties of the first line are not those who speak"
    at_ms = 0
    for each in lines:
        if not at_ms <= each["start_ms"] < each["end_ms"]:
            yield f"{each['id']}: its times do not follow the segment before"
        at_ms = each["end_ms"]
        script = SCRIPTS.get(each["lang"])
        if script is None or not re.search(script, each["text"]):
            yield f"{each['id']}: expected one of {', '.join(SCRIPTS)} and its script; got {each['lang']!r}"
        if each["lang"] != "en" and not re.search(r"[A-Za-z]{2}", each.get("text_en", "")):
            yield f"{each['id']}: no text_en"


def _of_places(roundtable: Roundtable) -> Iterator[str]:
    """Every segment has a label, or stands in ``info`` or ``ignore``, and not in both."""
    gold = roundtable.gold
    labelled = {name for kind in LABELS for label in gold.get(kind, []) for name in label["segments"]}
    info, ignored = set(gold.get("info", [])), set(gold.get("ignore", []))
    missing = [name for name in roundtable.segments() if name not in labelled | info | ignored]
    if missing:
        yield f"neither labelled nor in info or ignore: {', '.join(missing)}"
    twice = sorted(ignored & (labelled | info | {each["segment"] for each in gold.get("figures", [])}))
    if twice:
        yield f"in ignore, and labelled or in info too: {', '.join(twice)}"


def _of_label(kind: str, label: Mapping[str, Any], roundtable: Roundtable) -> Iterator[str]:
    segments, order = roundtable.segments(), list(roundtable.segments())
    own = [segments[name] for name in label["segments"]]
    if kind != "conflicts" and {each["delegation"] for each in own} != {label.get("by")}:
        yield f"by {label.get('by')!r} did not say them"
    if kind in ANSWERS and not _is_proposal(label.get("of"), roundtable.gold):
        yield f"of {label.get('of')!r} is no proposal"
    if kind == "reservations" and label.get("kind") not in KINDS:
        yield f"expected a kind of {', '.join(KINDS)}; got {label.get('kind')!r}"
    for key in ("text", "text_en", "strength"):
        if (key in label or (key == "text" and kind in MUST_QUOTE)) and not _says(label.get(key), *own):
            yield f"{key} {label.get(key)!r} is not what was said"
    for key in SETTLED_BY:
        if key not in label:
            continue
        if order.index(label[key]) <= max(order.index(name) for name in label["segments"]):
            yield f"{key} {label[key]} is not later"
        if key in BY_THE_SAME and segments[label[key]]["delegation"] != label.get("by"):
            yield f"{key} {label[key]} is said by somebody else"
    if kind == "corrections":
        yield from _of_correction(label, segments)
    if kind == "conflicts" and len(label["segments"]) < 2:
        yield "a conflict needs two segments"


def _of_correction(label: Mapping[str, Any], segments: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    earlier, own = segments[label["of"]], [segments[name] for name in label["segments"]]
    if earlier["delegation"] != label["by"]:
        yield f"of {label['of']} is said by somebody else"
    if not _says(label["from"], earlier):
        yield f"from {label['from']!r} does not stand in {label['of']}"
    if not _says(label["to"], *own):
        yield f"to {label['to']!r} is not what was said"


def _named(gold: Mapping[str, Any]) -> Iterator[str]:
    """Every name of a segment that the labels have."""
    for kind in LABELS:
        for label in gold.get(kind, []):
            yield from label["segments"]
            yield from (label[key] for key in ("of", *SETTLED_BY) if label.get(key) is not None)
    yield from (each["segment"] for each in gold.get("figures", []))
    yield from (*gold.get("info", []), *gold.get("ignore", []))


def _is_proposal(name: str | None, gold: Mapping[str, Any]) -> bool:
    return any(name in each["segments"] for each in gold.get("proposals", []))


def _says(text: str | None, *segments: Mapping[str, Any]) -> bool:
    """The words stand in one of the segments, as said or in English."""
    return bool(text) and any(text in each["text"] or text in each.get("text_en", "") for each in segments)


def _english(segment: Mapping[str, Any]) -> str:
    return str(segment.get("text_en") or segment["text"])


def _row(name: str, delegations: int, roundtables: Sequence[Roundtable], kinds: Sequence[str]) -> str:
    segments, words = sum(len(each.segments()) for each in roundtables), sum(each.words() for each in roundtables)
    counts = (sum(len(each.gold.get(kind, [])) for each in roundtables) for kind in kinds)
    return f"{name:<14}{delegations:>12}{segments:>9}{words:>7}" + "".join(f"{each:>9}" for each in counts)
