"""Every way in which a translation can fail, each with a stable code.

A message names what was expected, what was found and what to do. Must not know how an error is shown.
"""

from __future__ import annotations


class TranslationError(Exception):
    """The root. ``code`` is for programs, ``message`` for people, ``details`` for the page beside it."""

    code = "translation_failed"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def as_dict(self) -> dict[str, object]:
        """``{"code", "message", "details"}``, JSON-ready when the details are."""
        return {"code": self.code, "message": self.message, "details": self.details}


class NoRoute(TranslationError):
    """No installed model leads from the source to the target; ``details["command"]`` installs one."""

    code = "no_route"


class UnknownLanguage(TranslationError):
    """A language code that this package does not know."""

    code = "unknown_language"


class ModelMissing(TranslationError):
    """A model that was asked for by name is not installed."""

    code = "model_missing"


class ModelDamaged(TranslationError):
    """A model's files are incomplete, changed or cannot be loaded."""

    code = "model_damaged"


class BadText(TranslationError):
    """A text that is empty, too long or holds control characters."""

    code = "bad_text"


class EngineFailed(TranslationError):
    """The engine answered nothing usable (a loop, the wrong script, nothing) or broke down."""

    code = "engine_failed"


class DownloadFailed(TranslationError):
    """A file could not be fetched, or what came is not what was promised."""

    code = "download_failed"


class PackageRefused(TranslationError):
    """A package whose archive is unsafe or is not a translation package."""

    code = "package_refused"


class BadQuality(TranslationError):
    """A quality table with lines that can't be used; ``details["errors"]`` has each with its line and its words."""

    code = "bad_quality"


class DiskFull(TranslationError):
    """There is no room for a package; what was fetched of it is kept."""

    code = "disk_full"


class WrongEnvironment(TranslationError):
    """The Python environment holds distributions that cannot live together."""

    code = "wrong_environment"
