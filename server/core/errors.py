"""Every error that can reach a person, each with a stable code.

One tree, so that the edges (HTTP, socket, worker, clock, command line) translate errors in one way.
Must not know how an error is shown.
"""

from __future__ import annotations


class RoundtableError(Exception):
    """An error with a stable ``code`` for programs and a message for people.

    The message names what was expected, what was found and what to do. ``details`` holds values that the
    page may show beside it (the newer text of a conflict, the command that brings a model).
    """

    code = "error"
    http_status = 400

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def as_dict(self) -> dict[str, object]:
        """The shape that clients receive: ``{"error": {"code", "message", "details"}}``."""
        return {"error": {"code": self.code, "message": self.message, "details": self.details}}


class BadRequest(RoundtableError):
    """A message or a request whose shape or values are wrong."""

    code = "bad_request"


class BadAudio(RoundtableError):
    """Audio of the wrong rate, size, order or format."""

    code = "bad_audio"


class BadText(RoundtableError):
    """Text that is empty, too long or holds control characters."""

    code = "bad_text"


class BadEdit(RoundtableError):
    """An edit of shared text that is none, or that does more than change the text of lines."""

    code = "bad_edit"


class BadGlossary(RoundtableError):
    """Lines of a glossary that can't be used: ``details["errors"]`` has each with its line, its fault and its words."""

    code = "bad_glossary"


class BadMemory(RoundtableError):
    """A translation memory that can't be used: ``details["errors"]`` has each unit with its fault and its words."""

    code = "bad_memory"


class BadDocument(RoundtableError):
    """A file that is no Word document and no text, or one that can't be read within bounds."""

    code = "bad_document"


class UnsafeDocument(RoundtableError):
    """A file that brings programs, or definitions that unfold into more than they are: nothing of it is read."""

    code = "unsafe_document"


class UnknownLanguage(RoundtableError):
    """A language that this event does not have or that nobody knows."""

    code = "unknown_language"


class TooLarge(RoundtableError):
    """A frame, a file or a text above its limit."""

    code = "too_large"
    http_status = 413


class NotSignedIn(RoundtableError):
    """Nobody is signed in, or the invitation has expired or was revoked."""

    code = "not_signed_in"
    http_status = 401


class NotAllowed(RoundtableError):
    """The role that is signed in may not do this."""

    code = "not_allowed"
    http_status = 403


class NotFound(RoundtableError):
    """No such thing, or none that this person may know of."""

    code = "not_found"
    http_status = 404


class Conflict(RoundtableError):
    """Somebody else was faster: ``details`` holds the newer state."""

    code = "conflict"
    http_status = 409


class UnderSilence(Conflict):
    """The words of a statement are fixed while a silence procedure runs on them."""

    code = "under_silence"

    def __init__(self, expires_at: int) -> None:
        super().__init__(
            "the text is fixed while its silence procedure runs; withdraw the procedure to change it",
            expires_at=expires_at,
        )


class Internal(RoundtableError):
    """A fault of ours. What happened stands in the log, never in the answer."""

    code = "internal"
    http_status = 500

    def __init__(self) -> None:
        super().__init__("the server made a mistake, which its log names; nothing else was touched")


class Overloaded(RoundtableError):
    """A bounded queue is full. Nothing was taken; send again later."""

    code = "overloaded"
    http_status = 503


class DiskFull(RoundtableError):
    """The recording or the database can't be written."""

    code = "disk_full"
    http_status = 507


class RecordingFailed(RoundtableError):
    """The recording can't be written, for another reason than a full disk. Nothing was taken; send again later."""

    code = "recording_failed"
    http_status = 503


class DatabaseAway(RoundtableError):
    """The database does not answer. Nothing was stored; try again."""

    code = "database_away"
    http_status = 503


class SourceLost(RoundtableError):
    """A sound device or a stream that can't be opened, or that broke off. It is tried again."""

    code = "source_lost"
    http_status = 503


class SourceUnusable(RoundtableError):
    """A source that no second try would bring: no such file, no sound in it, a channel that it does not have."""

    code = "source_unusable"


class BackupDamaged(RoundtableError):
    """A backup is not whole, or is none."""

    code = "backup_damaged"


class BackupUnsafe(RoundtableError):
    """A backup holds what no backup holds: a name that leads elsewhere, a link, a device."""

    code = "backup_unsafe"


class BackupNewer(RoundtableError):
    """A backup was made by a newer program."""

    code = "backup_newer"


class BundleDamaged(RoundtableError):
    """The bundle of a session is not whole, or is none."""

    code = "bundle_damaged"


class BundleUnsafe(RoundtableError):
    """The bundle of a session holds what no bundle holds: a name that leads elsewhere, a link, far too much."""

    code = "bundle_unsafe"


class BundleNewer(RoundtableError):
    """The bundle of a session was made by a newer program."""

    code = "bundle_newer"


class BadTranscript(RoundtableError):
    """A transcript that can't be brought in: ``details["errors"]`` has each line with its fault and its words."""

    code = "bad_transcript"


class NotEmpty(RoundtableError):
    """There is something that would be lost."""

    code = "not_empty"
    http_status = 409


class ModelMissing(RoundtableError):
    """A model is not installed. The message names the command that brings it."""

    code = "model_missing"
    http_status = 503


class ModelDamaged(RoundtableError):
    """A model's file does not have the size or the hash that it must have."""

    code = "model_damaged"
    http_status = 503


class CaptionsLate(RoundtableError):
    """More microphones speak than the speech workers can bear. Nothing of this one is lost; its captions come late."""

    code = "captions_late"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            "the speech workers are busy with other microphones: what is said here is recorded, and its captions will "
            "be late; start another speech worker, or let another microphone end"
        )


class CaptionsAway(RoundtableError):
    """No speech worker is there. Nothing is lost; captions come when one is."""

    code = "captions_away"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            "no speech worker is there: what is said here is recorded, and its captions come when one has started"
        )


class TranslationAway(RoundtableError):
    """No translate worker is there to do what was asked for."""

    code = "translation_away"
    http_status = 503


class DeviceFailed(RoundtableError):
    """A model does not run on the device that the settings name: its memory, its driver or its libraries."""

    code = "device_failed"
    http_status = 503


class NoModel(RoundtableError):
    """No model is set up to do what was asked for."""

    code = "no_model"
    http_status = 404


class ModelFailed(RoundtableError):
    """A model of the house did not answer in time, or not with what was asked for. Nothing was stored."""

    code = "model_failed"
    http_status = 503


class NoRoute(RoundtableError):
    """No engine translates from this language to that one."""

    code = "no_route"
    http_status = 503


class BadSetting(RoundtableError):
    """A setting has a value that can't be used. The message names the key and the value."""

    code = "bad_setting"
    http_status = 500


class MinutesLocked(RoundtableError):
    """The minutes of this session are approved: no line of them changes any more; a corrigendum says what was wrong."""

    code = "minutes_locked"
    http_status = 423

    def __init__(self) -> None:
        super().__init__(
            "the minutes of this session are approved and locked; what is wrong in them is put right by a corrigendum"
        )


class RecordLocked(RoundtableError):
    """The records of this session in this language are approved; they are opened again, with a reason, to change."""

    code = "record_locked"
    http_status = 423

    def __init__(self) -> None:
        super().__init__(
            "summary and decisions in this language are approved and locked; chair or secretariat can open them again"
        )


class ReviewOver(RoundtableError):
    """The days for delegations' corrections are over: what came was received late, without effect."""

    code = "review_over"
    http_status = 409


class StatementLocked(RoundtableError):
    """The statement is adopted: nothing that adoption fixed changes any more, and its log is only added to."""

    code = "statement_locked"
    http_status = 423

    def __init__(self) -> None:
        super().__init__(
            "this statement is adopted: its text, its parties, their positions and its log stay as they are; "
            "what is wrong is put right by a corrigendum or a revision"
        )


class NotEnrolled(RoundtableError):
    """The head of this delegation has no second factor yet: the secretariat enrols a phone."""

    code = "not_enrolled"
    http_status = 409


class BadCode(RoundtableError):
    """The code of the second factor is wrong, too old, or was used already; ``details["left"]`` tries are left."""

    code = "bad_code"
    http_status = 403


class CodeLocked(RoundtableError):
    """Too many wrong codes: ``details["until"]`` says from when another one is looked at."""

    code = "code_locked"
    http_status = 429


class KeysSealed(RoundtableError):
    """The keys of signatures were sealed with another secret than this installation has."""

    code = "keys_sealed"
    http_status = 500
