"""``python -m bench draft --pairs FOLDER``: drafts from real remarks, held against the statement that came of them.

A pair is ``DATE-remarks-….md`` and the other ``DATE-….md`` of its day. The texts are no part of the project: FOLDER is
``text/statements`` of what ``ROUNDTABLE_TESTDATA`` names.

The rule. A text is measured by its *pairs*: two words of content (as in ``bench.summary``: three letters, without small
words, by their first five letters) that stand in one sentence with at most one other between them. Pairs of the words
of the statement's file name say nothing of a theme and are left out. The *theme* of a paragraph of the statement

- *was said* where one stretch of ``WINDOW`` words of the remarks has at least ``LEAST`` of the paragraph's pairs, and
  more than the best stretch of the remarks of another day has (that is chance: all of them speak of supply chains);
- *is drafted* where it was said and one paragraph of the draft has at least ``LEAST`` of its pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.cutting import pieces
from bench.machine import describe
from bench.summary import SMALL, WINDOW
from bench.summary_sets import FINAL_WORDS, WORD_MS

LEAST = 2
# A heading or the lead of a list has fewer words of content; nothing can be said of its theme.
SHORTEST = 8
DRAFTED, SAID, UNSAID = "drafted", "said, not drafted", "not said in the room"
# Remarks of these days were made by one head of state, whose country stands beside no line of them.
SPEAKERS = {"THE PRESIDENT": ("US", "United States")}
_SPEAKER = re.compile(r"^([A-Z][A-Z .’'-]+[A-Z]):\s+", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_STAGE = re.compile(r"\([A-Z][a-z]+(?: [a-z]+)*\.\)|</?sup>|[*\\#>]")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2} [AP]\.M\.(?: [A-Z]{2,3})?|\bEND\b")
_BREAK = re.compile(r"[.;:?!]")

Records = Sequence[Mapping[str, Any]]
Words = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """What was said, as segments, and the paragraphs that people wrote of it."""

    name: str
    records: tuple[dict[str, Any], ...]
    paragraphs: tuple[str, ...]

    def said(self) -> str:
        """All remarks as one text."""
        return " ".join(each["text"] for each in self.records if "id" in each)


def read(folder: Path) -> tuple[list[Pair], list[str]]:
    """The pairs of a folder, and the names of texts without remarks of their day."""
    texts = {each: each.read_text(encoding="utf-8") for each in sorted(folder.glob("*.md"))}
    remarks = {each.name[:10]: each for each in texts if each.name[10:].startswith("-remarks")}
    pairs, alone = [], []
    for path, text in texts.items():
        spoken = remarks.get(path.name[:10])
        if spoken is None:
            alone.append(path.stem)
        elif spoken != path:
            pairs.append(Pair(path.stem, tuple(heard(texts[spoken])), tuple(paragraphs(text))))
    return pairs, alone


def heard(text: str) -> list[dict[str, Any]]:
    """Remarks as a transcript: finals of a few words, under the speaker whose name in capitals stands before them."""
    body = _FRONT.sub("", text)
    marks = list(_SPEAKER.finditer(body))
    ends = [*(each.start() for each in marks[1:]), len(body)]
    found: list[dict[str, Any]] = [{"roundtable": "remarks"}]
    at_ms = 0
    for mark, end in zip(marks, ends, strict=True):
        code, name = SPEAKERS.get(mark[1], (mark[1].replace(" ", ""), mark[1].title()))
        for part in pieces(_plain(body[mark.end() : end]), FINAL_WORDS):
            end_ms = at_ms + WORD_MS * len(part.split())
            said = {"speaker": name, "delegation": code, "lang": "en", "text": part}
            found.append({"id": f"s{len(found)}", "start_ms": at_ms, "end_ms": end_ms, **said})
            at_ms = end_ms + WORD_MS
    return found


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a statement that say something; headings and leads of lists are left out."""
    blocks = re.split(r"\n\s*\n", _FRONT.sub("", text))
    return [each for each in map(_plain, blocks) if len(_content(each)) >= SHORTEST]


def report(pair: Pair, drafted: Sequence[str], other: str) -> list[dict[str, Any]]:
    """For each paragraph: where its theme is, and how many of its pairs the best stretch of each text has.

    ``drafted``: the paragraphs of the draft. ``other``: the remarks of another day.
    """
    title = frozenset(_content(pair.name))
    room, chance, draft = _stretches([pair.said()]), _stretches([other]), [_pairs(each) for each in drafted]
    found = []
    for number, paragraph in enumerate(pair.paragraphs, 1):
        own = frozenset(each for each in _pairs(paragraph) if not title.issuperset(each))
        said, lucky, made = (_best(own, texts) for texts in (room, chance, draft))
        is_said = len(said) >= max(LEAST, len(lucky) + 1)
        where = UNSAID if not is_said else DRAFTED if len(made) >= LEAST else SAID
        found.append(
            {
                "paragraph": number,
                "words": len(paragraph.split()),
                "said": len(said),
                "chance": len(lucky),
                "drafted": len(made),
                "theme": where,
                "by": sorted(" ".join(each) for each in said),
            }
        )
    return found


def main(folder: Path, out: Path, draft: Callable[[Records, Any], Mapping[str, Any]]) -> int:
    """Measure the pairs, print the table, write the JSON; 3 where there are none."""
    pairs, alone = read(folder)
    measured: dict[str, Any] = {"machine": describe(), "least": LEAST, "window": WINDOW, "without_remarks": alone}
    measured["pairs"] = []
    for at, pair in enumerate(pairs):
        made = draft(pair.records, None)
        told = [each["text"] for each in made["paragraphs"]]
        found = report(pair, told, pairs[at - 1].said() if len(pairs) > 1 else "")
        figures = {
            "words": len(pair.said().split()),
            "drafted_paragraphs": len(told),
            "length_share": made["metrics"]["length_share"],
            "themes": {name: sum(each["theme"] == name for each in found) for name in (DRAFTED, SAID, UNSAID)},
        }
        measured["pairs"].append({"name": pair.name, **figures, "paragraphs": found})
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(measured))
    return 0 if pairs else 3


def table(measured: Mapping[str, Any]) -> str:
    """A line for each paragraph of each statement, and the sums."""
    lines = []
    for pair in measured["pairs"]:
        lines.append(
            f"{pair['name']}: {pair['words']} words said, {pair['drafted_paragraphs']} paragraphs drafted,"
            f" {pair['length_share']:g} of the length"
        )
        for each in pair["paragraphs"]:
            counts = f"pairs said {each['said']:>2}  by chance {each['chance']:>2}  drafted {each['drafted']:>2}"
            lines.append(f"  {each['paragraph']:>3} {each['words']:>4} words  {counts}  {each['theme']}")
        sums = ", ".join(f"{name} {count}" for name, count in pair["themes"].items())
        lines.append(f"  of {len(pair['paragraphs'])}: {sums}")
    lines += [f"{each}: no remarks of its day" for each in measured["without_remarks"]]
    return "\n".join(lines) or "no pairs: expected DATE-remarks-NAME.md beside DATE-NAME.md"


def _content(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [
        each if each[0].isdigit() else each[:5]
        for each in words
        if each[0].isdigit() or (len(each) > 2 and each not in SMALL)
    ]


def _pairs(text: str) -> Words:
    """Words of content with at most one other between them, in one sentence; in the order of the alphabet."""
    found = set()
    for sentence in _BREAK.split(text):
        words = _content(sentence)
        found |= {
            (min(one, two), max(one, two))
            for at, one in enumerate(words)
            for two in words[at + 1 : at + 3]
            if one != two
        }
    return frozenset(found)


def _best(own: Words, texts: Iterable[Words]) -> Words:
    """The pairs that one text shares with a paragraph, of the text that shares most."""
    return max((own & each for each in texts), key=len, default=frozenset())


def _stretches(texts: Iterable[str]) -> list[Words]:
    found = []
    for text in texts:
        words = text.split()
        found += [_pairs(" ".join(words[at : at + WINDOW])) for at in range(0, max(1, len(words)), WINDOW // 4)]
    return found


def _plain(text: str) -> str:
    return " ".join(_CLOCK.sub(" ", _STAGE.sub(" ", text)).split())
