"""What a learned reader takes for a promise although its words say that it is none. English: what it reads."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re

# What is so already, or was; who only may; what is put forward, and what all are to do.
_IS_NONE = re.compile(
    r"\b(?:already (?:do|does|did|had|have|has|on|in|at)|(?:are|is) already|we already|since (?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|long)|years ago|in the nineties|pending"
    r"|(?:it|they|he|she) (?:took|was|were|had)|cost (?:us|each|every|about|around)|(?:he|she|they|president|minister|radio|newspaper)\s+(?:\w+ ){0,2}(?:told|said|would)"
    r"|(?:i|we) (?:could|would|might)|(?:i|we)['’]d|perhaps|maybe|propos(?:e|es|ed)|suggest(?:s|ed)?|i remind|what i bring is"
    r"|to the minister with me|all of us|each of us|we all|in all (?:the )?(?:countries|administrations)|every administration)\b|\?",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"^(?:and |but |so )?(?:he|she)(?:['’]| (?:will|is|has)\b)", re.IGNORECASE)
# That something is done at a time to come, or that it is done for somebody.
_COMES = re.compile(
    r"\b(?:will|shall|going to|ready to|tomorrow|tonight|today|from now on|by|before|until|within|from|as of|as soon as|next|this (?:same |very )?(?:week|month|year)|every|each|free|disposal|promis\w*|commit\w*|offer\w*|undertak\w*|pledg\w*|count on|you|your|everyone)\b"
    r"|['’](?:ll|re|m)\b|\b(?:on|in|at|for) (?:\w+ ){0,5}?(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|easter|ramadan|season|year|month|week|weekend)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:photographs?|photo|lunch|dinner|coffee|breakfast|buffet|reception|badges?|bus(?:es)?|shuttles?|cloakroom|headsets?|flags|excursion|terrace|next speaker"
    r"|(?:adjourn|reconvene|resume)s?|break for|(?:the )?(?:next )?item on)\b",
    re.IGNORECASE,
)
_HANDED_OUT = re.compile(
    r"\b(?:minutes?|texts?|lists?|drafts?|cop(?:y|ies)|reports?|statements?|papers?|records?|results?|samples?|pays?)\b",
    re.IGNORECASE,
)
# How likely what says nothing of a time to come must be.
_SURE = 0.8


def is_none(sentence: str, likely: float) -> bool:
    """True where an English sentence can be no promise, though the reader finds it ``likely`` (0 to 1)."""
    is_told = bool(_IS_NONE.search(sentence) or _OF_ANOTHER.match(sentence))
    return is_told or (likely < _SURE and not _COMES.search(sentence))


def keeps_house(sentence: str) -> bool:
    """True where a chair tells of lunch, badges and the photograph: no statement promises them."""
    return bool(_HOUSE.search(sentence)) and not _HANDED_OUT.search(sentence)
