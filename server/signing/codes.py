"""Codes of a second factor: TOTP (RFC 6238), six figures, a new one every 30 seconds, by any authenticator app."""

from __future__ import annotations

import datetime

import pyotp

STEP_MS = 30_000
DRIFT_STEPS = 1  # a phone's clock may be that far off, either way


def new_secret() -> str:
    """A secret for a phone: 160 random bits, in base 32."""
    return pyotp.random_base32()


def address(secret: str, person: str, delegation: str) -> str:
    """The ``otpauth://`` address that a QR code carries to the phone."""
    return pyotp.TOTP(secret).provisioning_uri(name=f"{person} ({delegation})", issuer_name="Roundtable")


def step_of(secret: str, code: str, now: int) -> int | None:
    """The step whose code this is, near ``now`` (Unix milliseconds); None where it is that of no step."""
    figures = "".join(code.split())
    if not (figures.isascii() and figures.isdigit() and len(figures) == 6):
        return None
    totp, current = pyotp.TOTP(secret), now // STEP_MS
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        moment = datetime.datetime.fromtimestamp(step * STEP_MS / 1000, datetime.UTC)
        if totp.verify(figures, for_time=moment):
            return step
    return None
