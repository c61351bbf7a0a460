"""What a bracket of a draft says in the draft's own words: who holds what. Read again where one of several lets go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.templates import table
from server.core.drafting.wording import TABLES
from server.core.statement.brackets import Hold
from server.core.statement.marks import BOTH

_ARTICLE = re.compile(
    r"(?:\w+ )*(?:Republic|Kingdom|States|Union|Federation|Emirates|Netherlands|Philippines|Bahamas|Maldives|Gambia"
    r"|Secretariat|Organi[sz]ation|Commission|Community|Chair)\b"
)
_COLON = " :："


def called(name: str, language: str) -> str:
    """A delegation's name inside a sentence: English puts an article before republics, kingdoms and unions."""
    return f"the {name}" if language == "en" and _ARTICLE.match(name) else name


def listed(names: Sequence[str], comma: str, joint: str) -> str:
    """ "A, B and C"."""
    return joint.join([comma.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def holding(hold: Hold, language: str) -> tuple[str, str]:
    """What stands before and behind the names of those who hold something, where their words are not quoted."""
    before, _, after = table(language)[f"hold:{hold}"].partition("{who}")
    return before, after.rstrip(_COLON)


def note_naming(words: str, names: Sequence[str], others: Sequence[str], language: str) -> str | None:
    """A note of a draft with others in the place of those whom it names: "" for nobody, None for words that are none.

    ``words``: of the bracket, without its signs; ``names``: what all who hold it are called. A note that quotes its
    holder is nobody else's.
    """
    note = _note(words, names, language)
    if note is None or (others and note != words):
        return None
    hold = next(each for each in _noted(language) if _worded(names, each, language) == note)
    return _worded(others, hold, language) if others else ""


def is_note(words: str, names: Sequence[str], language: str) -> bool:
    """True for the words of a bracket that say in a draft's own words that those, called so, hold or say something."""
    return quoted_in_note(words, names, language) is not None


def quoted_in_note(words: str, names: Sequence[str], language: str) -> str | None:
    """What a note quotes, without the marks around it: "" where it only names; None for words that are no note."""
    told = table(language)["conflict"].format(who=_named(names, language)) if language in TABLES else ""
    note = _note(words, names, language) or (told if told and words.startswith(told) else None)
    return words[len(note) :].strip(_COLON).strip(BOTH) if note is not None else None


def _note(words: str, names: Sequence[str], language: str) -> str | None:
    """The words before what is quoted."""
    notes = (_worded(names, each, language) for each in _noted(language))
    return next((each for each in notes if words.startswith(each)), None)


def _noted(language: str) -> list[Hold]:
    return [each for each in Hold if language in TABLES and f"hold:{each}" in TABLES[language]]


def _worded(names: Sequence[str], hold: Hold, language: str) -> str:
    before, after = holding(hold, language)
    return f"{before}{_named(names, language)}{after}"


def _named(names: Sequence[str], language: str) -> str:
    words = table(language)
    return listed([called(each, language) for each in names], words["comma"], words["and"])
