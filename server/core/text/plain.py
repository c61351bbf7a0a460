"""Text from outside, as it may be kept: within a length, without control characters."""

from __future__ import annotations

import re

from server.core.errors import BadText

# Controls but for tab and line feed, halves of characters, and the marks that turn other people's text around.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


def plain_text(value: object, limit: int) -> str:
    """Text from outside: stripped, without control characters. Raises BadText."""
    if not isinstance(value, str) or not value.strip():
        raise BadText("a text is expected; found nothing")
    if len(value) > limit:
        raise BadText(f"the text is too long: {len(value)} characters, {limit} at most")
    if CONTROL.search(value):
        raise BadText("the text holds control characters; write it without them")
    return value.strip()
