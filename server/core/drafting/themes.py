"""What a paragraph is about, in a few words of the agenda or of what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.clip import clip
from server.core.drafting.evidence import Evidence
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content

_WORDS = 3


def theme_of(remark: Remark, evidence: Evidence, language: str) -> str:
    """The agenda item that shares two stems with it, else the first words of its matter, else the segment's id."""
    for item in evidence.agenda:
        if len(content(item) & remark.topic) >= 2:
            return item
    act = next((each for each in (Act.PROPOSAL, Act.COMMITMENT) if each in remark.acts), Act.FACT)
    text = clip(remark.shown or remark.sentence, act, language)
    names = {part for code in evidence.delegations() for part in content(evidence.name(code))}
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]{3,}", text):
        stems = content(word)
        if stems and not stems & names and word.casefold() not in found:
            found.append(word.casefold())
    return " ".join(found[:_WORDS]) or remark.segment.id


def unique(theme: str, taken: Sequence[str]) -> str:
    """The theme with a number behind it where another paragraph has it."""
    if theme not in taken:
        return theme
    number = 2
    while f"{theme} ({number})" in taken:
        number += 1
    return f"{theme} ({number})"
