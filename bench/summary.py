"""``python -m bench summary``: summary record, decisions and actions, drafted of meetings and held against human minutes.

Definitions, all by words of content (three letters at least, without a list of small words), compared by their first
five letters; figures whole:

- *covered at x*: a person's item of which one drafted item has at least the share x of the words. ``by_text`` counts the
  words of the drafted item alone, ``with_citation`` those of its lines, too.
- *decisions*: the persons' items with a word of deciding, asking, proposing or being due (``DECIDING``).
- *reach*: the share of the persons' items that any stretch of ``WINDOW`` words of the transcript would cover: human
  minutes are in other words, and no extract can have more.
- *chance*: what the same number of items of the same length, taken from random places, would cover (with seed).
- *citation precision*: words of content of the drafted items that stand in their cited lines, in some form.
- *unsupported*: sentences with a word, a figure, a negation or a quotation that their lines do not give, by
  ``bench.summary_check``, which shares nothing with the drafter.
"""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench import machine
from bench.clips import TESTDATA
from bench.summary_check import TEMPLATE, sentences, stem, unsupported
from bench.summary_sets import Meeting, read
from server.core.drafting import from_records
from server.core.reporting import Item, Kind, drafted
from server.demo import transcript_path

THRESHOLDS = (0.4, 0.5, 0.6)
WINDOW = 60
DECIDING = re.compile(
    r"\b(?:will|would|should|must|need(?:s|ed)?|ask(?:s|ed)?|propos\w*|suggest\w*|decid\w*|agree\w*|next step|deadline|prepar\w*"
    r"|plan\w*|invit\w*|releas\w*|requir\w*|demand\w*|request\w*|commit\w*|recommend\w*|submit\w*|create)\b",
    re.IGNORECASE,
)
SMALL = frozenset(
    """the and for are but not you all any can had her was one our out has him his how its may new now old see two way who did get let
    put say she too use that with have this will your from they know want been good much some time very when come here just like long
    make many more only over such take than them well were what about would there their which could other after first also these those
    into then being because where while should really think thing things going okay yeah""".split()
)


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status, 3 where the test data is not there."""
    options = _parser().parse_args(arguments)
    folder = os.environ.get(TESTDATA)
    meetings = read(Path(folder)) if folder else []
    made: dict[str, Any] = {"machine": machine.describe(), "thresholds": THRESHOLDS, "window": WINDOW}
    made["meetings"] = [report(each, options.seed) for each in [*meetings, _demo()]]
    if not meetings:
        made["absent"] = f"meetings with human minutes: set {TESTDATA} to a folder with text/meetings"
        print(made["absent"])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(made["meetings"]))
    return 0 if meetings else 3


def report(meeting: Meeting, seed: int = 1) -> dict[str, Any]:
    """The figures of one meeting, and what was missed and unsupported in words."""
    started = time.perf_counter()
    items = drafted(meeting.evidence, "en")
    seconds = time.perf_counter() - started
    lines = {each.id: each.text for each in meeting.evidence.segments}
    heard = sum(len(text.split()) for text in lines.values())
    of_kind = {kind: [each for each in items if each.kind is kind] for kind in Kind}
    deciding = [each for each in meeting.minutes if DECIDING.search(each)]
    names = {each.speaker for each in meeting.evidence.segments} | set(meeting.evidence.names().values())
    faults = [
        {"sentence": sentence, "faults": found, "segments": list(each.segments)}
        for each in items
        for sentence in sentences(each.text)
        if (found := unsupported(sentence, [lines[name] for name in each.segments], names))
    ]
    words = sum(len(each.text.split()) for each in of_kind[Kind.SUMMARY])
    return {
        "meeting": meeting.name,
        "lines": len(lines),
        "words": heard,
        "items": {str(kind): len(found) for kind, found in of_kind.items()},
        "length_share": round(words / max(1, heard), 3),
        "quoted_share": _share("quoted" in each.notes for each in items),
        "human": {"items": len(meeting.minutes), "decisions": len(deciding)},
        "coverage": {
            "all": _coverage(meeting.minutes, items, lines, seed),
            "decisions": _coverage(deciding, [*of_kind[Kind.DECISION], *of_kind[Kind.ACTION]], lines, seed),
            "decisions_by_any": _coverage(deciding, items, lines, seed),
        },
        "speakers": _speakers(meeting),
        "citation_precision": _precision(items, lines, names),
        "sentences": sum(len(sentences(each.text)) for each in items),
        "unsupported": len(faults),
        "seconds": round(seconds, 2),
        "faults": faults,
        "missed": [each for each in deciding if _best(each, items, lines, True) < THRESHOLDS[0]],
        "drafted": [
            {"kind": str(each.kind), "text": each.text, "owner": each.owner, "due": each.due} for each in items
        ],
    }


def table(meetings: Iterable[dict[str, Any]]) -> str:
    """One line for each meeting; coverage at the middle threshold."""
    heads = (
        "meeting",
        "words",
        "items",
        "length",
        "human",
        "covered",
        "decisions",
        "reach",
        "chance",
        "precision",
        "unsupported",
    )
    rows = [heads]
    for each in meetings:
        middle, every = str(THRESHOLDS[1]), each["coverage"]["all"]
        told = each["coverage"]["decisions_by_any"]
        rows.append(
            (
                each["meeting"], str(each["words"]), str(sum(each["items"].values())), f"{each['length_share']:.2f}",
                str(each["human"]["items"]), _shown(every, "with_citation", middle), _shown(told, "with_citation", middle),
                _shown(every, "reach", middle), _shown(every, "chance", middle), f"{each['citation_precision']:.3f}",
                f"{each['unsupported']}/{each['sentences']}",
            )
        )  # fmt: skip
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def content(text: str) -> frozenset[str]:
    """What a text is measured by: its words of content by their first five letters, and its figures."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(
        each if each[0].isdigit() else each[:5]
        for each in words
        if each[0].isdigit() or (len(each) > 2 and each not in SMALL)
    )


def _coverage(minutes: Sequence[str], items: Sequence[Item], lines: dict[str, str], seed: int) -> dict[str, Any]:
    if not minutes:
        return {}
    by_text = [_best(each, items, lines, False) for each in minutes]
    with_citation = [_best(each, items, lines, True) for each in minutes]
    windows = _windows(" ".join(lines.values()).split(), WINDOW)
    reach = [max((_part(each, other) for other in windows), default=0.0) for each in minutes]
    chance = _random(items, lines, seed)
    by_chance = [max((_part(each, other) for other in chance), default=0.0) for each in minutes]
    told = {"by_text": by_text, "with_citation": with_citation, "reach": reach, "chance": by_chance}
    return {name: {str(x): _share(one >= x for one in found) for x in THRESHOLDS} for name, found in told.items()}


def _best(minute: str, items: Sequence[Item], lines: dict[str, str], has_citation: bool) -> float:
    texts = (" ".join([each.text, *(lines[name] for name in each.segments if has_citation)]) for each in items)
    return max((_part(minute, content(text)) for text in texts), default=0.0)


def _part(minute: str, words: frozenset[str]) -> float:
    wanted = content(minute)
    return len(wanted & words) / len(wanted) if wanted else 0.0


def _windows(words: list[str], size: int) -> list[frozenset[str]]:
    return [content(" ".join(words[at : at + size])) for at in range(0, max(1, len(words) - size + 1), size // 4)]


def _random(items: Sequence[Item], lines: dict[str, str], seed: int) -> list[frozenset[str]]:
    """As many stretches of lines as there are items, as long as what each item and its lines have."""
    chance, names = random.Random(seed), list(lines)
    found = []
    for each in items:
        start = chance.randrange(len(names))
        found.append(content(" ".join(lines[name] for name in names[start : start + len(each.segments)])))
    return found


def _precision(items: Sequence[Item], lines: dict[str, str], names: Iterable[str]) -> float:
    free = TEMPLATE | {word for name in names for word in re.findall(r"[^\W_]+", name.casefold())}
    found: list[bool] = []
    for each in items:
        said = {stem(word) for name in each.segments for word in re.findall(r"[^\W_]+", lines[name].casefold())}
        words = re.findall(r"[^\W_]+", each.text.casefold())
        found += [stem(word) in said for word in words if word not in free and len(word) > 2]
    return _share(found)


def _speakers(meeting: Meeting) -> dict[str, Any] | None:
    """Of the speakers that the human minutes list, how many stand in the list of participants (by last name)."""
    if not meeting.spoke:
        return None
    told = " ".join(dict.fromkeys(each.speaker for each in meeting.evidence.segments)).casefold()
    found = [each for each in meeting.spoke if each.split() and each.split()[-1].casefold() in told]
    return {
        "listed": len(meeting.spoke),
        "found": len(found),
        "missed": [each for each in meeting.spoke if each not in found],
    }


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return round(sum(values) / len(values), 3) if values else 0.0


def _shown(coverage: dict[str, Any], key: str, threshold: str) -> str:
    return f"{coverage[key][threshold]:.2f}" if coverage else "-"


def _demo() -> Meeting:
    """The demo, which has no human minutes: for its length, precision and support."""
    records = [json.loads(line) for line in transcript_path().read_text(encoding="utf-8").splitlines() if line.strip()]
    english = [
        {**each, "lang": "en", "text": each.get("text_en") or each["text"]} if "id" in each else each
        for each in records
    ]
    return Meeting("demo (its English)", from_records(english), ())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench summary", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of what chance would cover")
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
