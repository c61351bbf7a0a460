"""Recorded: a record of a session as a person of each role receives it (docs/protocol.md)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.drafting.figures import figures
from server.core.reporting.presence import Said, Seen, attendants
from server.documents.words import party
from server.services.hearing.session_time import spans
from server.services.meeting.roles import KEEPERS
from server.services.minutes import lineage, record, record_drafts, records, seal
from server.services.minutes.lineage import Ways
from server.services.statement import draft
from server.storage.tables import Attendance, Holding, Meeting, RecordItem, RecordVersion

Lines = Mapping[str, Mapping[str, Any]]
EDITORS = ("rapporteur", "secretariat")


def shape(tx: Session, meeting: Meeting, language: str, role: str) -> dict[str, Any]:
    """A Record of the protocol. Others than those who keep the minutes see what was accepted."""
    minutes = record.minutes(tx, meeting.id)
    lines = {each["id"]: each for each in minutes}
    names = draft.names_in(tx, language)
    told = versions(tx, meeting.id) if role in EDITORS else {}
    sight = _Sight(lines, lineage.ways(tx, [meeting.id]), names, language, role, told)
    approvals = seal.listed(tx, meeting.id, language)
    pairs = [pair for pair in records.newest(tx, meeting.id, language) if role in KEEPERS or _is_open(pair[1])]
    return {
        "session": meeting.id, "title": meeting.title, "date": _date(meeting), "language": language,
        "languages": record_drafts.languages(meeting), "head": records.head(tx, meeting.id),
        "can": _can(role, approvals),
        "approvals": approvals if role in KEEPERS else [each for each in approvals if not each["reopened"]],
        "obstacles": seal.obstacles(tx, meeting.id, language) if role in KEEPERS else [],
        "items": [_item(row, version, sight) for row, version in pairs],
        "participants": participants(tx, meeting, minutes, language, role),
    }  # fmt: skip


def versions(tx: Session, session: str) -> dict[str, list[dict[str, Any]]]:
    """Every version of every item, oldest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    query = select(RecordVersion).where(RecordVersion.session_id == session).order_by(RecordVersion.rev)
    for row in tx.scalars(query):
        facts = {"rev": row.rev, "state": row.state, "text": row.text, "owner": row.owner, "due": row.due}
        found.setdefault(row.item_id, []).append({**facts, "by": row.by, "why": row.why, "at": row.at})
    return found


def _can(role: str, approvals: list[dict[str, Any]]) -> list[str]:
    """``edit`` while they are open, ``approve`` and ``reopen`` in turn."""
    if approvals and not approvals[-1]["reopened"]:
        return ["reopen"] if role in seal.SEALERS else []
    return [*(["edit"] if role in EDITORS else []), *(["approve"] if role in seal.SEALERS else [])]


def is_attending(tx: Session, session: str, invitation: str) -> bool:
    """Whether it is known already that this person followed the session."""
    return tx.get(Attendance, (session, invitation)) is not None


def attend(tx: Session, session: str, invitation: str, role: str, delegation: str | None, name: str, now: int) -> None:
    """Somebody who is signed in follows the session; the first time counts."""
    if not is_attending(tx, session, invitation):
        tx.add(
            Attendance(
                session_id=session, invitation=invitation, role=role, delegation=delegation, name=name, first_at=now
            )
        )


def participants(
    tx: Session, meeting: Meeting, minutes: list[dict[str, Any]], language: str, role: str
) -> list[dict[str, Any]]:
    """Who took part. The names of persons are for those who are signed in."""
    said = [
        Said(
            each["delegation"] or "", each["speaker"] or "", each["start_ms"], each["end_ms"],
            each["id"] if each["status"] != "retracted" else None,
        )
        for each in minutes
    ]  # fmt: skip
    floors = [
        (each.owner, each.start_ms, each.end_ms)
        for each in spans(tx, meeting.id, "floor")
        if each.owner and each.end_ms
    ]
    names = {**draft.names_in(tx, language), "CHAIR": party("CHAIR", language)}
    return [
        {
            "delegation": each.code, "name": each.name, "role": each.role,
            "people": list(each.people) if role != "public" else [],
            "turns": [
                {"start_ms": turn.start_ms, "end_ms": turn.end_ms, "segment": turn.segment} for turn in each.turns
            ],
        }
        for each in attendants(said, floors, _seen(tx, meeting.id), names)
        if each.code or each.turns or role != "public"
    ]  # fmt: skip


def _seen(tx: Session, session: str) -> list[Seen]:
    rows = tx.scalars(select(Attendance).where(Attendance.session_id == session).order_by(Attendance.first_at))
    holders = tx.scalars(select(Holding.name).where(Holding.session_id == session).distinct())
    found = [Seen(row.delegation or "", row.name, row.role) for row in rows]
    found = [each for each in found if each.name != each.role]  # a link without a person's name
    known = {each.name for each in found}
    return found + [Seen("", name, "interpreter") for name in holders if name and name not in known]


def _is_open(version: RecordVersion) -> bool:
    return version.state == records.ACCEPTED


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a reader may see of the session behind a record. ``told``: all versions of each item, for those who edit."""

    lines: Lines
    ways: Ways
    names: Mapping[str, str]
    language: str
    role: str
    told: Mapping[str, list[dict[str, Any]]]


def _item(row: RecordItem, version: RecordVersion, sight: _Sight) -> dict[str, Any]:
    lines, role, language = sight.lines, sight.role, sight.language
    marks = [mark for each in version.citations if (mark := _mark(each, lines, sight.ways))]
    is_withheld = role not in KEEPERS and any(each["kind"] == "retracted" for each in marks)
    now = lineage.on((each["segment"] for each in version.citations), sight.ways)
    cited = [lines[name] for name in now if name in lines]
    charged = [each.strip() for each in version.owner.split(",") if each.strip()]
    owners = [{"code": each, "name": _named(each, sight.names, language)} for each in charged]
    return {
        "id": row.id, "rev": version.rev, "kind": row.kind, "state": version.state, "theme": version.theme,
        "text": "" if is_withheld else version.text, "is_withheld": is_withheld,
        "owner": version.owner, "owners": owners,
        "due": version.due, "due_said": version.due_said, "notes": version.notes, "is_drafted": row.drafted,
        "is_worded": bool(version.worded_by), "by": version.by if role != "public" else "", "at": version.at,
        "marks": marks, "strange": _strange(version.text, cited, language) if role in KEEPERS else [],
        "evidence": [_evidence(each, language, role) for each in cited],
        "versions": sight.told.get(row.id, []),
    }  # fmt: skip


def _named(owner: str, names: Mapping[str, str], language: str) -> str:
    return party(owner, language) if owner == "CHAIR" else names.get(owner, owner)


def _mark(citation: Mapping[str, Any], lines: Lines, ways: Ways) -> dict[str, str] | None:
    """What became of a cited line since: corrected, retracted, or replaced by others (split, merged)."""
    line = lines.get(citation["segment"])
    now = [lines[name] for name in lineage.on((citation["segment"],), ways) if name in lines]
    if any(each["status"] == "retracted" for each in now):
        return {"segment": citation["segment"], "kind": "retracted"}
    if line is None:
        return {"segment": citation["segment"], "kind": "replaced"}
    is_same = line["rev"] == citation["rev"] or _text_at(line, citation["rev"]) == line["text"]
    return None if is_same else {"segment": citation["segment"], "kind": "corrected"}


def _text_at(line: Mapping[str, Any], rev: int) -> str | None:
    return next((each["text"] for each in line["versions"] if each["rev"] == rev), None)


def _strange(text: str, cited: list[Mapping[str, Any]], language: str) -> list[str]:
    """Figures of an item that none of its lines gives: for a person to look at."""
    given: Counter[float] = Counter()
    for each in cited:
        given.update(one.value for one in figures(each["text"], each["lang"]))
        for code, translation in each["translations"].items():
            given.update(one.value for one in figures(translation["text"], code))
    return [each.text for each in figures(text, language) if each.value not in given]


def _evidence(line: Mapping[str, Any], language: str, role: str) -> dict[str, Any]:
    shown = record.seen_by(dict(line), role)
    told = shown["translations"].get(language) or {}
    is_told = bool(told.get("text")) and shown["lang"] != language
    return {
        "id": shown["id"], "speaker": shown["speaker"], "delegation": shown["delegation"], "lang": shown["lang"],
        "text": shown["text"], "start_ms": shown["start_ms"], "status": shown["status"],
        "translation": told["text"] if is_told else None, "is_rough": bool(is_told and told["rough"]),
    }  # fmt: skip


def _date(meeting: Meeting) -> str:
    if not meeting.opened_at:
        return ""
    return datetime.datetime.fromtimestamp(meeting.opened_at / 1000, datetime.UTC).date().isoformat()
