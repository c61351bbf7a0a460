"""Deletion: everything that belongs to a session. What belongs to a statement goes with the statement."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.services.meeting.sessions import get_session
from server.storage.tables import (
    Approval,
    ApprovalStep,
    ApprovedRecord,
    Attendance,
    BroughtIn,
    Check,
    Corrigendum,
    FloorRequest,
    FloorSpan,
    Holding,
    LogEntry,
    Meeting,
    Proposal,
    Reading,
    RecordApproval,
    RecordItem,
    RecordVersion,
    Remarks,
    RemarksTranslation,
    Remembered,
    Segment,
    SharedDocument,
    SharedUpdate,
    SignOff,
    Stream,
    Suggestion,
    Translation,
    Unsettled,
    Version,
    ViewHead,
)


def delete_session(tx: Session, session: str) -> list[str]:
    """Delete a session's rows and log; returns its streams, whose audio the caller deletes."""
    get_session(tx, session)
    streams = list(tx.scalars(select(Stream.id).where(Stream.session_id == session)))
    for segment in tx.scalars(select(Segment.id).where(Segment.session_id == session)).all():
        tx.execute(delete(Translation).where(Translation.segment_id == segment))
        tx.execute(delete(Version).where(Version.segment_id == segment))
    for table in (
        BroughtIn,
        Check,
        Unsettled,
        SharedUpdate,
        SharedDocument,
        Approval,
        ApprovalStep,
        ApprovedRecord,
        Corrigendum,
        Proposal,
        SignOff,
        RecordApproval,
        RecordVersion,
        RecordItem,
        Attendance,
        RemarksTranslation,
        Remarks,
        Remembered,
        Holding,
        Suggestion,
        Reading,
        Segment,
        LogEntry,
        ViewHead,
        FloorSpan,
        FloorRequest,
        Stream,
    ):
        tx.execute(delete(table).where(table.session_id == session))
    tx.execute(delete(Meeting).where(Meeting.id == session))
    return streams
