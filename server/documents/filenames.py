"""What a file is called that somebody takes away: its title, its day, its language, its standing. Pure."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

MOST_TITLE = 60


def file_name(ending: str, title: str, *parts: str) -> str:
    """A name for every file system: letters and figures of any script, hyphens between; empty parts are left out."""
    named = _plain(title)[:MOST_TITLE].strip("-") or "session"
    return ".".join(["-".join([named, *filter(None, map(_plain, parts))]), ending])


def disposition(name: str) -> str:
    """The header that gives a download its name (RFC 6266): in ASCII for old readers, and as it is."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"-+\.", ".", re.sub(r"-{2,}", "-", folded)).strip("-.")
    return f"attachment; filename=\"{plain or 'minutes'}\"; filename*=UTF-8''{quote(name, safe='')}"


def _plain(text: str) -> str:
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in text)
    return re.sub(r"-{2,}", "-", kept).strip("-")
