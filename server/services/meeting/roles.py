"""Who somebody is at an event, and what that alone decides; ``core.statement.parties`` knows who reads a statement."""

from __future__ import annotations

from server.core.errors import NotAllowed
from server.core.minutes.approval import KEEPERS

__all__ = ["KEEPERS", "OUTSIDERS", "ROLES", "check_role"]

ROLES = ("secretariat", "chair", "rapporteur", "delegation", "interpreter")
OUTSIDERS = ("public", "interpreter")  # who have no part in a statement: they see it when it is published


def check_role(role: str, *allowed: str) -> None:
    """Raise NotAllowed unless the role is one of those."""
    if role not in allowed:
        raise NotAllowed(f"this needs one of the roles {', '.join(allowed)}; you are signed in as {role}")
