"""Invitation links are signed, so that nobody can make one."""

from __future__ import annotations

from itsdangerous import URLSafeSerializer


def signer(secret: str) -> URLSafeSerializer:
    """Signs an invitation's id."""
    return URLSafeSerializer(secret, salt="invitation")
