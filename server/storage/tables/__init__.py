"""The tables. Words heard are immutable facts; corrections, translations and positions are rows that point at them.

One module a subject, all of them named here. Must not hold rules: services write rows, ``storage.lock`` and
``storage.fixed`` refuse what must stay.
"""

from server.storage.tables.approval import (
    Approval,
    ApprovalStep,
    ApprovedRecord,
    Corrigendum,
    Proposal,
    SignOff,
)
from server.storage.tables.base import Base
from server.storage.tables.brought import BroughtIn
from server.storage.tables.meeting import (
    Delegation,
    Epoch,
    FloorRequest,
    FloorSpan,
    Invitation,
    LanguageTurn,
    LogEntry,
    Meeting,
    Stream,
    ViewHead,
)
from server.storage.tables.negotiation import (
    Amendment,
    AmendmentStep,
    ClosedBracket,
    Revision,
    StatementEvent,
)
from server.storage.tables.parties import (
    Explanation,
    ExplanationTranslation,
    Silence,
    SilenceReminder,
    SilenceWord,
)
from server.storage.tables.people import (
    Holding,
    InterpreterLine,
    Remarks,
    RemarksTranslation,
)
from server.storage.tables.record import (
    Attendance,
    RecordApproval,
    RecordItem,
    RecordVersion,
)
from server.storage.tables.shared import (
    SharedDocument,
    SharedUpdate,
    Unsettled,
)
from server.storage.tables.signing import (
    CorrigendumSignature,
    Enrolment,
    LedgerEntry,
    SigningKey,
    StatementCorrigendum,
    StatementSignature,
    Succession,
)
from server.storage.tables.sources import KeptFault, TranslationReview
from server.storage.tables.speech import (
    Check,
    GlossaryRow,
    Reading,
    Remembered,
    Segment,
    Suggestion,
    Translation,
    Version,
)
from server.storage.tables.statement import (
    Paragraph,
    ParagraphVersion,
    Position,
    Statement,
)
from server.storage.tables.versions import (
    Commitment,
    CommitmentVersion,
    LanguageChoice,
    SheetOverride,
    VersionMark,
    VersionSignOff,
    VersionText,
)

__all__ = [
    "Amendment",
    "AmendmentStep",
    "Approval",
    "ApprovalStep",
    "ApprovedRecord",
    "Attendance",
    "Base",
    "BroughtIn",
    "Check",
    "ClosedBracket",
    "Commitment",
    "CommitmentVersion",
    "Corrigendum",
    "CorrigendumSignature",
    "Delegation",
    "Enrolment",
    "Epoch",
    "Explanation",
    "ExplanationTranslation",
    "FloorRequest",
    "FloorSpan",
    "GlossaryRow",
    "Holding",
    "InterpreterLine",
    "Invitation",
    "KeptFault",
    "LanguageChoice",
    "LanguageTurn",
    "LedgerEntry",
    "LogEntry",
    "Meeting",
    "Paragraph",
    "ParagraphVersion",
    "Position",
    "Proposal",
    "Reading",
    "RecordApproval",
    "RecordItem",
    "RecordVersion",
    "Remarks",
    "RemarksTranslation",
    "Remembered",
    "Revision",
    "Segment",
    "SharedDocument",
    "SharedUpdate",
    "SheetOverride",
    "SignOff",
    "SigningKey",
    "Silence",
    "SilenceReminder",
    "SilenceWord",
    "Statement",
    "StatementCorrigendum",
    "StatementEvent",
    "StatementSignature",
    "Stream",
    "Succession",
    "Suggestion",
    "Translation",
    "TranslationReview",
    "Unsettled",
    "Version",
    "VersionMark",
    "VersionSignOff",
    "VersionText",
    "ViewHead",
]
