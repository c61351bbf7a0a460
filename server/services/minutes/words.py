"""Words: what was heard of a line, laid on its text as it stands, and which of it a person should listen to again.

Each function is one unit of work, or a part of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest
from server.core.hearing.timeline import SAMPLES_PER_MS, Timeline
from server.core.minutes.realign import Heard, Placed, in_utf16, realign, unchanged
from server.storage.tables import Check, Epoch, Segment, Version

# A word that the model gave less than that is marked. Of 535 words of FLEURS (en, fr, es, pt; whisper-base), 99 of them
# wrong, 19 % are; 57 % of those are wrong, and 59 % of the wrong ones are among them (at 0.5: 8, 50 and 21 %).
DOUBT = 0.7
MOST_LINES = 100
WHOLE = -1  # the number of a check that is of the wording, not of one word


def of_lines(tx: Session, session: str, names: Sequence[str]) -> dict[str, Any]:
    """``{id: {rev, words}}`` of the protocol; lines that are not there (any more) are left out. Raises BadRequest."""
    if len(names) > MOST_LINES:
        raise BadRequest(f"ask for the words of {MOST_LINES} lines at most; found {len(names)}")
    rows = tx.execute(_lines(session).where(Segment.id.in_(names)))
    found: dict[str, list[Check]] = {}
    for each in tx.scalars(select(Check).where(Check.session_id == session, Check.segment_id.in_(names))):
        found.setdefault(each.segment_id, []).append(each)
    return {
        segment.id: {"rev": segment.rev, "words": _told(placed, text, found.get(segment.id, []), segment.rev)}
        for segment, text, placed in _realigned(tx, rows.all())
    }


def times(tx: Session, session: str) -> dict[str, list[Placed]]:
    """The words of every line of a session with their times."""
    return {segment.id: placed for segment, _, placed in _realigned(tx, tx.execute(_lines(session)).all())}


def placed_of(tx: Session, segment: Segment, text: str) -> list[Placed]:
    """The words of one line's text with their times."""
    return _placed(segment, text, _timelines(tx, [segment.stream_id]))


def doubts(
    words: Sequence[Mapping[str, Any]], heard: str, text: str, language: str, checks: Iterable[Check], rev: int
) -> int:
    """How many words of a text a person should listen to: the model doubted them, and nobody changed or checked them.

    ``heard``: the words as one text; ``rev``: of the text.
    """
    done = {each.word for each in checks if each.word != WHOLE or each.rev == rev}
    if WHOLE in done:
        return 0
    open_ones = {number for number in _doubtful(words) if number not in done}
    if not open_ones or text == heard:
        return len(open_ones)
    return len(open_ones & unchanged([str(each.get("text", "")) for each in words], text, language))


def check(tx: Session, segment: Segment, word: int | None, by: str, now: int) -> None:
    """A person found right: one heard word, or (None) all of the wording as it stands. Raises BadRequest."""
    if word is not None and word >= len(segment.words):
        raise BadRequest(f"this line has {len(segment.words)} heard words; found number {word}")
    numbers = [word] if word is not None else [WHOLE, *_doubtful(segment.words)]
    for number in numbers:
        place = {"segment_id": segment.id, "word": number, "session_id": segment.session_id}
        tx.merge(Check(**place, rev=segment.rev, by=by, at=now))
    tx.flush()


def uncheck(tx: Session, segment: Segment) -> None:
    """The wording is taken as unheard again, with the doubtful words that were found right together with it."""
    found = tx.scalars(select(Check).where(Check.segment_id == segment.id)).all()
    together = {(each.by, each.at) for each in found if each.word == WHOLE}
    for each in found:
        if (each.by, each.at) in together:
            tx.delete(each)
    tx.flush()


def checked(checks: Iterable[Check], rev: int) -> dict[str, Any] | None:
    """``{by, at}`` of who found version ``rev`` right as a whole."""
    return next(({"by": each.by, "at": each.at} for each in checks if each.word == WHOLE and each.rev == rev), None)


def heard_of(segment: Segment, timeline: Timeline | None) -> list[Heard]:
    """The heard words of a line in the time of its session; one without a place in the recording counts from its
    beginning."""
    return [
        Heard(
            str(each.get("text", "")),
            _ms(segment, timeline, int(each["start_sample"])),
            _ms(segment, timeline, int(each["end_sample"])),
            None if each.get("probability") is None else float(each["probability"]),
        )
        for each in segment.words
    ]


def timeline_of(tx: Session, stream: str) -> Timeline | None:
    """Where the samples of a microphone stand in the session; None where it never was connected."""
    return _timelines(tx, [stream]).get(stream)


def _lines(session: str) -> Any:
    return (
        select(Segment, Version.text)
        .join(Version, (Version.segment_id == Segment.id) & (Version.rev == Segment.rev))
        .where(Segment.session_id == session, Segment.stands)
    )


def _realigned(tx: Session, rows: Sequence[Any]) -> Iterable[tuple[Segment, str, list[Placed]]]:
    lines = _timelines(tx, {segment.stream_id for segment, _ in rows})
    for segment, text in rows:
        yield segment, text, _placed(segment, text, lines)


def _timelines(tx: Session, streams: Iterable[str]) -> dict[str, Timeline]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in tx.scalars(select(Epoch).where(Epoch.stream_id.in_(streams)).order_by(Epoch.epoch)):
        found.setdefault(row.stream_id, []).append((row.start_sample, row.session_ms))
    return {stream: Timeline(epochs) for stream, epochs in found.items()}


def _placed(segment: Segment, text: str, lines: Mapping[str, Timeline]) -> list[Placed]:
    heard = heard_of(segment, lines.get(segment.stream_id))
    return realign(heard, text, segment.language, segment.start_ms, segment.end_ms)


def _ms(segment: Segment, timeline: Timeline | None, sample: int) -> int:
    if timeline is None:
        return segment.start_ms + (sample - segment.start_sample) // SAMPLES_PER_MS
    return timeline.ms(sample)


def _doubtful(words: Sequence[Mapping[str, Any]]) -> list[int]:
    return [
        number for number, each in enumerate(words) if (sure := each.get("probability")) is not None and sure < DOUBT
    ]


def _told(placed: Sequence[Placed], text: str, checks: Iterable[Check], rev: int) -> list[list[Any]]:
    """``[start_char, end_char, start_ms, end_ms, confidence, heard]`` of each word, places as JavaScript counts.

    A word that somebody found right, alone or with the whole wording, has no confidence.
    """
    done = {each.word for each in checks if each.word != WHOLE or each.rev == rev}
    places = in_utf16(text, [place for each in placed for place in (each.start, each.end)])
    return [
        [
            *(places[2 * number], places[2 * number + 1], each.start_ms, each.end_ms),
            None if WHOLE in done or each.heard in done else each.confidence,
            each.heard,
        ]
        for number, each in enumerate(placed)
    ]
