"""Who promises, supports or proposes in a sentence: its speaker, or somebody that it only tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from server.core.drafting.acts import Act
from server.core.drafting.classify import classify
from server.core.drafting.evidence import CHAIR
from server.core.drafting.sentences import words

# Letters by which a name is known again in another form of it: "Korea", "Korean".
_OWN = 4


def only_told(
    sentence: str, language: str, code: str | None, acts: frozenset[Act], names: Mapping[str, str]
) -> frozenset[Act]:
    """The acts that a speaker (``code``) only tells of others: "Mali will send inspectors" commits nobody but Mali."""
    cues, told = classify(sentence, language).cues, set()
    for act in acts & {Act.COMMITMENT, Act.SUPPORT, Act.PROPOSAL}:
        if act in cues and _is_others(sentence, cues[act], code, names):
            told.add(act)
    promised = cues.get(Act.COMMITMENT) if Act.COMMITMENT in acts and language == "en" and code != CHAIR else None
    if promised is not None and not _is_own(sentence, promised, code, names):
        told.add(Act.COMMITMENT)
    return frozenset(told)


def _is_own(sentence: str, span: tuple[int, int], code: str | None, names: Mapping[str, str]) -> bool:
    """True where the one who promises in English is the speaker: we, I, its name, or nobody who is named."""
    name = f"{names.get(code or '', '')} {code}"
    own = {word[:_OWN] for word in words(name)} | {"we", "i", "our", "my", "it", "us"}
    before = words(re.split(r"\b(?:will|shall)\b", sentence[: span[1]])[0])
    return (len(before) <= 2 and not sentence[span[0] : span[0] + 1].isupper()) or any(
        word[:_OWN] in own for word in before
    )


def _is_others(sentence: str, span: tuple[int, int], code: str | None, names: Mapping[str, str]) -> bool:
    own = names.get(code or "", "?")
    head = sentence[: span[0]].rstrip()
    cue = sentence[span[0] : span[1]]
    for other, name in names.items():
        if (
            other != code
            and name not in own
            and own not in name
            and ((cue.startswith(f"{name} ") and not cue.startswith(f"{name} and ")) or head.endswith(name))
        ):
            return True
    return False
