"""What delegations annex to a statement, as paragraphs of its annex: a heading, the words, and what they are elsewhere.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from server.documents.statement_record import StatementParagraph
from server.documents.words import language_name, party, words

MEMORY = "memory"


def annexed(
    explanations: Sequence[Mapping[str, Any]], called: Mapping[str, str], language: str
) -> Iterator[StatementParagraph]:
    """Explanations of the protocol in the language of the document. ``called``: numbers of paragraphs by their ids.

    The words stand as they were handed in; where they are in another language the translation into that of the document
    follows, with who made it.
    """
    labels = words(language)
    for each in explanations:
        place = called.get(each["paragraph"], "")
        about = f" ({labels['of_paragraph'].format(place)})" if place else ""
        kind = labels[each["kind"]]
        heading = f"{kind[:1].upper()}{kind[1:]}: {party(each['delegation'], language)}{about}"
        yield StatementParagraph("", "title", heading)
        yield from _lines(each["text"], each["language"] if each["language"] != language else "")
        told = next((one for one in each["translations"] if one["language"] == language), None)
        if told is not None and each["language"] != language:
            by = labels["memory"] if told["engine"] == MEMORY else ""
            by = labels["machine_translation"] if told["is_machine"] else by or labels["own_translation"]
            source = language_name(each["language"], language)
            yield from _lines(f"({source} → {language_name(language, language)}, {by}) {told['text']}")


def _lines(text: str, lang: str = "") -> Iterator[StatementParagraph]:
    return (StatementParagraph("", "annex", line, lang=lang) for line in text.splitlines() if line.strip())
