"""Recut: a line is split into two, or two lines become one. The old ones stay as they are, others stand in their place.

Each function is one unit of work. A new line has its share of what was heard as version 1, then what stood there and
who had written it, then who cut it and when. Its translations are there at once, and renewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict
from server.core.hearing.timeline import SAMPLES_PER_MS
from server.core.minutes import cutting
from server.core.minutes.cutting import Cut
from server.core.minutes.realign import from_utf16
from server.core.text.sentences import joined
from server.services.hearing import suggestions, translate
from server.services.hearing.translate import Outcome, Routes
from server.services.minutes import coedit, record, words
from server.services.minutes.carry import carry
from server.storage import log
from server.storage.tables import Check, Segment, Version

SPLIT, MERGED, REPLACED = "split", "merged", "replaced"


def split(
    tx: Session, session: str, segment_id: str, rev: int, at: int, by: str, routes: Routes, now: int
) -> tuple[list[str], Outcome]:
    """Two lines in the place of one, parted between the two words nearest to ``at`` (UTF-16 units of its text).

    Returns their ids. Raises NotFound, Conflict, or BadRequest: there are no two words.
    """
    segment = record.current(tx, session, segment_id, rev)
    coedit.check_settled(tx, segment)
    text, was = (tx.get_one(Version, (segment_id, each)).text for each in (rev, 1))
    placed = words.placed_of(tx, segment, text)
    if len(placed) < 2:
        raise BadRequest("a line of one word can't be split")
    heard = words.heard_of(segment, words.timeline_of(tx, segment.stream_id))
    found = cutting.cut(placed, heard, from_utf16(text, at))
    border = cutting.place_in(words.placed_of(tx, segment, was), was, found)
    heard_border = cutting.place_in(words.placed_of(tx, segment, segment.heard), segment.heard, found)
    sample = _sample(segment, found)
    facts = zip(
        ({"end_sample": sample, "end_ms": found.end_ms}, {"start_sample": sample, "start_ms": found.start_ms}),
        cutting.parted(segment.heard, heard_border),
        (segment.words[: found.word], segment.words[found.word :]),
        cutting.terms_parted(segment.terms, was, border, found.word),
        strict=True,
    )
    halves = [_like(tx, segment, **place, heard=said, words=mine, terms=terms) for place, said, mine, terms in facts]
    said, original = cutting.parted(text, found.place), cutting.parted(was, border)
    for half, first, now_says in zip(halves, original, said, strict=True):
        _tell(tx, half, [segment], first, now_says, by, SPLIT, now)
    offer = suggestions.offered(tx, segment)
    if offer is not None:
        place = cutting.place_in(words.placed_of(tx, segment, offer.text), offer.text, found)
        suggestions.pass_on(tx, [offer], zip(halves, said, cutting.parted(offer.text, place), strict=True))
    for each in _words_checked(tx, segment):
        half, number = (halves[0], each.word) if each.word < found.word else (halves[1], each.word - found.word)
        _check(tx, half, each, number)
    return [half.id for half in halves], _replace(tx, [segment], halves, said, routes, now)


def merge(
    tx: Session, session: str, one: tuple[str, int], other: tuple[str, int], by: str, routes: Routes, now: int
) -> tuple[str, Outcome]:
    """One line in the place of two that follow each other, each given by its id and the revision that was seen.

    Returns its id. Raises NotFound or Conflict.
    """
    pair = [record.current(tx, session, *one), record.current(tx, session, *other)]
    first, second = sorted(pair, key=lambda each: (each.start_sample, each.end_sample))
    _check_neighbours(tx, first, second)
    for each in (first, second):
        coedit.check_settled(tx, each)
    language = first.language
    texts = [[tx.get_one(Version, (each.id, rev)).text for rev in (1, each.rev)] for each in (first, second)]
    was, text = (joined(before, after, language) for before, after in zip(*texts, strict=True))
    begin = len(was) - len(texts[1][0])
    whole = _like(
        tx, first, end_sample=second.end_sample, end_ms=max(first.end_ms, second.end_ms),
        heard=joined(first.heard, second.heard, language), words=[*first.words, *second.words],
        terms=[*first.terms, *(cutting.moved(each, begin, len(first.words)) for each in second.terms)],
        replaces=[first.id, second.id],
    )  # fmt: skip
    _tell(tx, whole, [first, second], was, text, by, MERGED, now)
    offers = [suggestions.offered(tx, each) for each in (first, second)]
    rows = [row for row in offers if row is not None]
    if rows:
        parts = [row.text if row is not None else own[1] for row, own in zip(offers, texts, strict=True)]
        suggestions.pass_on(tx, rows, [(whole, text, joined(parts[0], parts[1], language))])
    for each, before in ((first, 0), (second, len(first.words))):
        for row in _words_checked(tx, each):
            _check(tx, whole, row, row.word + before)
    return whole.id, _replace(tx, [first, second], [whole], [text], routes, now)


def _check_neighbours(tx: Session, first: Segment, second: Segment) -> None:
    """Raise Conflict unless nothing stands between two lines, and they are one speaker's in one language."""
    if first.id == second.id or first.stream_id != second.stream_id:
        raise Conflict("only two lines of the same microphone can become one")
    between = select(Segment.id).where(
        Segment.stream_id == first.stream_id,
        Segment.session_id == first.session_id,
        Segment.replaced_by.is_(None),
        Segment.start_sample > first.start_sample,
        Segment.start_sample < second.start_sample,
    )
    if tx.scalars(between).first() is not None:
        raise Conflict("only two lines that follow each other can become one; another stands between these")
    if first.language != second.language:
        raise Conflict(f"these lines are in {first.language} and {second.language}; only one language makes a line")
    if (first.speaker, first.delegation) != (second.speaker, second.delegation):
        raise Conflict(
            f"these lines are said by {first.speaker or 'nobody'} and {second.speaker or 'nobody'}; "
            "give them the same speaker first"
        )


def _sample(segment: Segment, found: Cut) -> int:
    """The sample between two parts of a line: in the middle of the pause, or as the time says where no word was
    heard."""
    if 0 < found.word < len(segment.words):
        before, after = segment.words[found.word - 1], segment.words[found.word]
        sample = (int(before["end_sample"]) + int(after["start_sample"])) // 2
    else:
        sample = segment.start_sample + (found.start_ms - segment.start_ms) * SAMPLES_PER_MS
    return min(max(sample, segment.start_sample), segment.end_sample)


def _like(tx: Session, segment: Segment, **changes: Any) -> Segment:
    """A new segment in the place of another, under an id of its own: that of the next free sample.

    A segment is called by its microphone and the sample where it was heard; none will ever be heard there again.
    """
    facts = {each.key: getattr(segment, each.key) for each in inspect(Segment).column_attrs}
    facts |= {"replaces": [segment.id], "replaced_by": None, "rev": 1, **changes}
    sure = [each["probability"] for each in facts["words"] if each.get("probability") is not None]
    facts["confidence"] = sum(sure) / len(sure) if sure else segment.confidence
    number = facts["start_sample"]
    while tx.get(Segment, name := f"{segment.stream_id}-{number}") is not None:
        number += 1
    made = Segment(**{**facts, "id": name})
    tx.add(made)
    tx.flush()
    return made


def _tell(tx: Session, made: Segment, old: Sequence[Segment], was: str, text: str, by: str, why: str, now: int) -> None:
    """The versions of a new line."""
    heard = [tx.get_one(Version, (each.id, 1)) for each in old]
    written = [_writing(tx, each) for each in old]
    first = record.version_shape(heard[0], old[0])
    voice = {"speaker": first["speaker"], "delegation": first["delegation"]}
    tx.add(Version(segment_id=made.id, rev=1, text=was, by="", why="heard", at=min(each.at for each in heard), **voice))
    voice = {"speaker": made.speaker, "delegation": made.delegation}
    if text != was:
        made.rev += 1
        latest = max(written, key=lambda each: each.at)
        names = ", ".join(dict.fromkeys(each.by for each in written if each.by))
        facts = {"by": names, "why": latest.why, "at": latest.at}
        tx.add(Version(segment_id=made.id, rev=made.rev, text=text, **facts, **voice))
    made.rev += 1
    tx.add(Version(segment_id=made.id, rev=made.rev, text=text, by=by, why=why, at=now, **voice))
    tx.flush()


def _writing(tx: Session, segment: Segment) -> Version:
    """The version in which the words that stand were written; later ones changed something else."""
    rows = list(tx.scalars(select(Version).where(Version.segment_id == segment.id).order_by(Version.rev.desc())))
    found = rows[0]
    for row in rows:
        if row.text != found.text:
            break
        found = row
    return found


def _words_checked(tx: Session, segment: Segment) -> Iterable[Check]:
    return tx.scalars(select(Check).where(Check.segment_id == segment.id, Check.word != words.WHOLE)).all()


def _check(tx: Session, made: Segment, row: Check, number: int) -> None:
    facts = {"session_id": row.session_id, "rev": 1, "by": row.by, "at": row.at}
    tx.add(Check(segment_id=made.id, word=number, **facts))


def _replace(
    tx: Session, old: Sequence[Segment], made: Sequence[Segment], said: Sequence[str], routes: Routes, now: int
) -> Outcome:
    """The old lines go from every screen and the new ones stand there, in every language."""
    names = [each.id for each in made]
    outcome = Outcome(reworded=names)
    for each in old:
        each.replaced_by = names
        gone = {"status": REPLACED, "lang": each.language, "text": "", "engine": each.engine, "sent_at": now}
        payload = translate.caption(each, **gone, replaced_by=names)
        outcome.events.append(log.append(tx, each.session_id, log.EVERY_VIEW, "caption", payload, now))
    tx.flush()
    for each, text in zip(made, said, strict=True):
        status = "final" if translate.is_as_heard(tx, each) else "corrected"
        outcome.events.append(translate.publish_source(tx, each, text, status, now))
    carry(tx, old, list(zip(made, said, strict=True)), routes, outcome, now)
    coedit.lines_changed(tx, old[0].session_id)
    return outcome
