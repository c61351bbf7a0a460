"""Doubts: what nobody has checked in minutes that are to be approved, and what stands in the way of approval.

Each function works inside a unit of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.minutes import approval, approved
from server.core.minutes.approval import FLOOR, Standing, State
from server.core.minutes.approved import Line, SignOff
from server.services.hearing import holdings, suggestions
from server.services.hearing.translate import WAITING
from server.services.minutes import coedit
from server.storage import tables


def unchecked(
    tx: Session, meeting: tables.Meeting, minutes: Iterable[Mapping[str, Any]], found: tuple[Line, ...],
    signed: Mapping[str, SignOff], losses: int, unrecognised_s: int,
) -> dict[str, Any]:  # fmt: skip
    """What a person is told before they approve, in numbers. It stands in the record that they approve.

    ``lines``: how many there are; ``unchecked`` of them by nobody; ``doubtful_words``; ``suggestions`` of the second
    reading that nobody answered; ``losses`` of audio; ``unrecognised_s`` of the recording; ``languages``: of each
    version how many lines say nothing (``missing``, of these ``under_way``), come from a machine, or are rough, and
    whether it is signed.
    """
    standing = [each for each in minutes if each["status"] != "retracted"]
    open_offers = [each for each in suggestions.listed(tx, meeting.id) if each["state"] == "open"]
    return {
        "lines": len(standing),
        "unchecked": sum(_is_unchecked(each) for each in standing),
        "doubtful_words": sum(int(each.get("doubts") or 0) for each in standing),
        "suggestions": len(open_offers),
        "losses": losses,
        "unrecognised_s": unrecognised_s,
        "languages": [
            {"language": code, **_version(standing, found, code), "signed": _signed(signed.get(code))}
            for code in (FLOOR, *sorted(meeting.languages))
        ],
    }


def obstacles(tx: Session, meeting: tables.Meeting, row: tables.Approval, now: int) -> list[dict[str, Any]]:
    """What must be done first: ``[{what, ...}]``."""
    found: list[dict[str, Any]] = []
    if meeting.status != "closed":
        found.append({"what": "session_open"})
    if approval.is_window_open(State(row.state), row.review_ends_at, now):
        found.append({"what": "window_open", "until": row.review_ends_at})
    count = tx.scalar(
        select(func.count(tables.Proposal.id)).where(
            tables.Proposal.session_id == meeting.id, tables.Proposal.state == str(Standing.OPEN)
        )
    )
    if count:
        found.append({"what": "proposals_open", "count": count})
    writing = coedit.being_written(tx, meeting.id)
    if writing:
        found.append({"what": "unsettled", "count": writing})
    held = sorted(holdings.held(tx, meeting.id, now))
    if held:
        found.append({"what": "interpreting", "languages": held})
    return found


def _is_unchecked(segment: Mapping[str, Any]) -> bool:
    return not segment.get("checked") and not any(each["by"] for each in segment["versions"])


def _version(standing: list[Mapping[str, Any]], found: tuple[Line, ...], language: str) -> dict[str, int]:
    rows = [each["translations"].get(language) or {} for each in standing if each["lang"] != language]
    told = [] if language == FLOOR else [row for row in rows if row]
    makers = [each for line in found for each in line.translations if each.lang == language]
    return {
        "missing": len(approved.missing(found, language)),
        "under_way": sum(row["status"] in WAITING for row in told),
        "machine": sum(each.made_by == "machine" for each in makers),
        "rough": sum(each.is_rough for each in makers),
    }


def _signed(sign_off: SignOff | None) -> str:
    if sign_off is None:
        return "no"
    return "yes" if sign_off.is_current else "earlier"
