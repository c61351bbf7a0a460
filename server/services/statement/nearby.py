"""Nearby: the lines that some are read with, because their sentences begin or go on in them; and who spoke at all.

What a paragraph rests on is a few lines among thousands: no edit reads all minutes while others wait for their turn to
write. Each function works inside a unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from server.core.drafting import Evidence
from server.core.drafting import Segment as Line
from server.core.drafting.evidence import CHAIR
from server.storage.tables import Segment, Version

# A sentence that was cut goes on within a few seconds, but may be long: so far around a line is looked at first.
REACH_MS = 60_000
# A sentence that comes so near to the end of what was read may go on behind it.
EDGE_MS = 5_000


def whole(tx: Session, sessions: Sequence[str], names: Collection[str], labels: Mapping[str, str]) -> set[str]:
    """These lines with all those that their sentences stand in; what was replaced or is in no such session is left out.

    The same as what ``Evidence.joined`` of all minutes puts together with them. ``labels``: delegations by their codes.
    """
    found: set[str] = set()
    for session in sessions:
        reach = REACH_MS
        while True:
            read, edges = _around(tx, session, names, reach, labels)
            chains = [each for each in Evidence(tuple(read)).joined().segments if set(each.ids()) & set(names)]
            if not any(_may_go_on(each, edges) for each in chains):
                break
            reach *= 4
        found |= {name for each in chains for name in each.ids()}
    return found


def spoke(tx: Session, sessions: Sequence[str]) -> dict[str, str]:
    """Every delegation of which a line stands in these sessions, with the first name that it was called by, if any."""
    standing = (Segment.session_id.in_(sessions), Segment.replaced_by.is_(None), Segment.delegation.is_not(None))
    first = func.min(Segment.start_ms)
    query = select(Segment.delegation, Segment.speaker).where(*standing)
    found: dict[str, str] = {}
    for code, speaker in tx.execute(query.group_by(Segment.delegation, Segment.speaker).order_by(first)):
        if code and code != CHAIR:
            found[code] = found.get(code) or speaker.split(",")[-1].strip()
    return found


def _around(
    tx: Session, session: str, names: Collection[str], reach: int, labels: Mapping[str, str]
) -> tuple[list[Line], list[tuple[int, int]]]:
    """The standing lines of a session that touch so many milliseconds around any of these, as bare words; and where
    that begins and ends."""
    mine = (Segment.session_id == session, Segment.replaced_by.is_(None))
    places = tx.execute(select(Segment.start_ms, Segment.end_ms).where(*mine, Segment.id.in_(names))).all()
    edges = _merged((start - reach, end + reach) for start, end in places)
    touched = [and_(Segment.start_ms <= end, Segment.end_ms >= start) for start, end in edges]
    columns = (Segment.id, Segment.start_ms, Segment.end_ms, Segment.language, Segment.delegation, Segment.speaker)
    if not touched:
        return [], []
    rows = tx.execute(
        select(*columns, Version.text)
        .join(Version, and_(Version.segment_id == Segment.id, Version.rev == Segment.rev))
        .where(*mine, or_(*touched))
        .order_by(Segment.start_ms, Segment.start_sample)
    )
    return [
        Line(*row[:4], row.delegation or None, labels.get(row.delegation or "", row.speaker or ""), row.text)
        for row in rows
    ], edges


def _may_go_on(chain: Line, edges: Iterable[tuple[int, int]]) -> bool:
    """Whether a sentence may begin before what was read, or end behind it."""
    return not any(
        (start <= 0 or start + EDGE_MS <= chain.start_ms) and chain.end_ms + EDGE_MS <= end for start, end in edges
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
