"""The frame of every HTML file of ours: one page that stands alone, with its style inside and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

_STYLE = Path(__file__).parent / "layouts" / "page.css"
# Even if a reader's browser met a script in it, it would not run; nothing can be fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, language: str, direction: str, parts: Iterable[str]) -> bytes:
    """A whole page, UTF-8. ``title`` is escaped here; ``parts`` are HTML, empty ones are left out."""
    head = (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{"rtl" if direction == "rtl" else "ltr"}">\n<head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style></head>\n<body><main>"
    )
    return "\n".join([head, *(part for part in parts if part), "</main></body>\n</html>\n"]).encode()
