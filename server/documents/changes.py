"""What became of a passage since an earlier state of it, piece by piece: who took words out or put them in, and when.

Pure: knows no format. Accepting every change gives the text of today, rejecting every one the text of then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from server.core.errors import BadRequest
from server.documents.records import Entry, Wording

SAME, GONE, NEW = "same", "gone", "new"
HEARD, VERSION, MOMENT = "heard", "version", "moment"
EXPECTED = "against must be heard, version-N or a moment in Unix milliseconds"
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")  # every sign is a word of its own


@dataclass(frozen=True, slots=True)
class Against:
    """The earlier state: what was ``heard``; of each passage its ``version`` ``value``; or all at a ``moment``."""

    kind: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Words that stayed (``same``), went (``gone``) or came (``new``), by whom and when (Unix milliseconds)."""

    text: str
    kind: str
    by: str = ""
    at: int = 0


def parse(given: str) -> Against | None:
    """What ``?against=`` names; None for nothing. Raises BadRequest."""
    if not given:
        return None
    if given == HEARD:
        return Against(HEARD)
    found = re.fullmatch(r"(version-)?(\d{1,15})", given, re.ASCII)
    if found is None:
        raise BadRequest(f"{EXPECTED}; found {given[:40]!r}")
    return Against(VERSION if found[1] else MOMENT, int(found[2]))


def changes(entry: Entry, against: Against) -> tuple[Change, ...]:
    """The original words of a passage with all that was done to them since then. Of what is retracted there is nothing.

    A passage that was not there yet is new as a whole.
    """
    if entry.retracted:
        return ()
    text = entry.original_text or entry.text
    before, steps = _since(entry, against)
    if not entry.versions:
        return (Change(text, SAME),)
    last = steps[-1] if steps else entry.versions[-1]
    return traced(before, [*steps, Wording(last.rev, text, last.by, last.why, last.at)])


def voices(entry: Entry, against: Against) -> tuple[Wording, Wording] | None:
    """Of a passage that was another's then: the wording of then and the one that gave it to who has it now."""
    before, since = _parted(entry, against)
    was = before[-1] if before else None
    if was is None or not (was.speaker or was.delegation):
        return None
    moved = [each for each in since if (each.speaker, each.delegation) != (was.speaker, was.delegation)]
    is_other = (was.speaker, was.delegation) != (entry.speaker, entry.delegation)
    return (was, moved[-1]) if moved and is_other else None


def is_new(found: Sequence[Change]) -> bool:
    """Whether nothing of a passage was there before."""
    return bool(found) and all(each.kind == NEW for each in found)


def accepted(found: Sequence[Change]) -> str:
    """The text when every change is accepted: today's."""
    return "".join(each.text for each in found if each.kind != GONE)


def rejected(found: Sequence[Change]) -> str:
    """The text when every change is rejected: that of then."""
    return "".join(each.text for each in found if each.kind != NEW)


def traced(before: str, steps: Sequence[Wording]) -> tuple[Change, ...]:
    """A text through its later wordings. What somebody put in and a later one took out again leaves no trace."""
    marks = [Change(token, SAME) for token in tokens(before)]
    for step in steps:
        marks = list(_stepped(marks, step))
    return tuple(_merged(_tightened(list(_merged(marks)))))


def tokens(text: str) -> list[str]:
    """Words, spaces and signs; a mark stays with its letter, and each sign of Han or kana stands alone."""
    found: list[str] = []
    former = ""
    for sign in text:
        kind = _kind(sign)
        joins = kind == "mark" or (kind == former and kind in ("word", "space"))
        if found and (joins or found[-1].endswith("\u200d")):
            found[-1] += sign
        else:
            found.append(sign)
        former = former if kind == "mark" else kind
    return found


def _kind(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] == "M" or sign in "\u200c\u200d":
        return "mark"
    if sign.isspace():
        return "space"
    if _WIDE.match(sign):
        return "wide"
    return "word" if category[0] in "LN" else "sign"


def _since(entry: Entry, against: Against) -> tuple[str, list[Wording]]:
    """What stood there then, and the wordings since."""
    versions = list(entry.versions)
    if against.kind == HEARD:
        return entry.heard or (versions[0].text if versions else ""), versions
    former, since = _parted(entry, against)
    return (former[-1].text if former else ""), since


def _parted(entry: Entry, against: Against) -> tuple[list[Wording], list[Wording]]:
    """The wordings up to then, and those since."""
    last = {HEARD: 1, VERSION: max(1, against.value)}.get(against.kind)
    versions = list(entry.versions)
    former = [each for each in versions if (each.at <= against.value if last is None else each.rev <= last)]
    return former, versions[len(former) :]


def _stepped(marks: Sequence[Change], step: Wording) -> Iterator[Change]:
    shown = [place for place, each in enumerate(marks) if each.kind != GONE]
    old, new = [marks[place].text for place in shown], tokens(step.text)
    place = 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        end = shown[i2 - 1] + 1 if i2 > i1 else place
        for each in marks[place:end]:
            if kind == "equal" or each.kind == GONE:
                yield each
            elif each.kind == SAME:
                yield Change(each.text, GONE, step.by, step.at)
        place = max(place, end)
        yield from (Change(token, NEW, step.by, step.at) for token in new[j1:j2] if kind in ("replace", "insert"))
    yield from marks[place:]  # what went long ago


def _tightened(marks: Sequence[Change]) -> Iterator[Change]:
    """A space that went and came again beside each other has stayed."""
    place = 0
    while place < len(marks):
        one = marks[place]
        other = marks[place + 1] if place + 1 < len(marks) else None
        if other is None or {one.kind, other.kind} != {GONE, NEW}:
            yield one
            place += 1
            continue
        front = _shared(one.text, other.text)
        back = _shared(one.text[front:][::-1], other.text[front:][::-1])
        if front:
            yield Change(one.text[:front], SAME)
        for each in (one, other):
            if middle := each.text[front : len(each.text) - back]:
                yield Change(middle, each.kind, each.by, each.at)
        if back:
            yield Change(one.text[len(one.text) - back :], SAME)
        place += 2


def _shared(one: str, other: str) -> int:
    """How many spaces both begin with."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second or not first.isspace():
            break
        count += 1
    return count


def _merged(marks: Iterable[Change]) -> Iterator[Change]:
    pending: Change | None = None
    for each in marks:
        if pending is not None and (pending.kind, pending.by, pending.at) == (each.kind, each.by, each.at):
            pending = Change(pending.text + each.text, each.kind, each.by, each.at)
            continue
        if pending is not None:
            yield pending
        pending = each
    if pending is not None:
        yield pending
