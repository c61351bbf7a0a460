"""Zero drafts read for a table of five parties, and shown as the statement has them."""

from __future__ import annotations

from server.core.statement.statement import Paragraph, numbered
from server.core.zero import Recognised, bracketed, recognise
from server.documents import zero_draft

HERE = {"BR": "Brazil", "KE": "Kenya", "KR": "Republic of Korea", "FR": "France", "TT": "Trinidad and Tobago"}


def read(text: str, language: str = "en", name: str = "") -> Recognised:
    found = zero_draft.read(text.encode(), name) if name else zero_draft.of_text(text)
    return recognise(found.blocks, language, zero_draft.names_of(HERE, language), {*HERE, "CHAIR"})


def shown(made: Recognised, language: str = "en") -> list[tuple[str, str]]:
    """Numbers and words as the statement has them."""
    called = zero_draft.names_of(HERE, language)
    paragraphs = tuple(
        Paragraph(str(at), each.kind, bracketed(each, language, called)[0], suffix=each.suffix)
        for at, each in enumerate(made.paragraphs)
    )
    return [(each.number, each.text) for each in numbered(paragraphs, language)]
