"""How likely a sentence undertakes something, by all that is known of it: both readings, its clauses, what stands beside.

A promise is rare and often plain ("Panama has it from tomorrow"): one number of the learned reader misses a half of them
or takes a story for one. The weights were fitted by logistic regression on labelled roundtables by readers that had not
been taught on them (``python -m bench pledging``). Nothing is learned while drafting. Must not know the meeting.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from operator import mul

from server.core.drafting.acts import Act
from server.core.drafting.sense import NOTHING, Likely, Sense

_ACTS = (
    Act.COMMITMENT, Act.PROPOSAL, Act.SUPPORT, Act.WITHDRAWAL, Act.EXPERIENCE, Act.FACT, Act.COURTESY, Act.PROCEDURE,
    Act.QUESTION,
)  # fmt: skip
_HELD = (Act.OBJECTION, Act.RESERVATION, Act.AMENDMENT, Act.CONDITION)
_LATER = re.compile(
    r"\b(?:will|shall|going to|tomorrow|within|before the|next (?:year|month|week|spring|summer|autumn|winter)"
    r"|(?:by|from) (?:the )?(?:end|first|next|\d|today|tomorrow|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday))\b|'ll\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:offers?|gives?|hosts?|lends?|pays?|sends?|provides?|brings?|contribut\w+|puts?|trains?|opens?|shares?|sponsor\w*|financ\w*|fund\w*|covers?|make available"
    r"|disposal|count on|ready|prepared|undertake\w*|commit\w*|pledge\w*|promise\w*|intend\w*)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|once|when|provided|as long as|would|could|might)\b", re.IGNORECASE)
_LONG = 40  # words
# Of likelihoods, so that those of nothing and of certainty have odds too.
_LEAST = 0.005

SEEN = (
    *(f"odds of {act}" for act in _ACTS), "odds of a hold", "odds of a commitment in the likeliest clause",
    "odds of a commitment beside it", "odds of an experience beside it", "a cue of a commitment", "a cue of a proposal",
    "tells of later", "gives or is ready to", "if or would", "said by the chair", "length", "always",
)  # fmt: skip
WEIGHTS = (
    0.61, 0.21, 0.05, 0.25, 0.02, -0.01, -0.16, 0.11, 0.12, -0.05, 0.31, 0.32, -0.12, 1.37, -1.51, 0.77, 0.68, -0.75, -0.02, 2.01, 0.96,
)  # fmt: skip


def undertakes(
    sentence: str, sense: Sense, acts: frozenset[Act], beside: Sequence[str] = (), is_chair: bool = False
) -> float | None:
    """How likely an English sentence undertakes something, 0 to 1; None where it was not read.

    ``acts`` are those of cues; ``beside``: the sentences before and after it in its turn.
    """
    if not sense.acts(sentence):
        return None
    return 1 / (1 + math.exp(-sum(map(mul, WEIGHTS, seen(sentence, sense, acts, beside, is_chair)))))


def seen(
    sentence: str, sense: Sense, acts: frozenset[Act], beside: Sequence[str] = (), is_chair: bool = False
) -> tuple[float, ...]:
    """The numbers of ``SEEN`` for a sentence that was read."""
    likely = sense.acts(sentence)
    around = [sense.acts(each) for each in beside]
    return (
        *(_odds(likely, act) for act in _ACTS),
        _odds({Act.CONDITION: sum(likely.get(act, 0.0) for act in _HELD)}, Act.CONDITION),
        _odds(sense.most(sentence, Act.COMMITMENT), Act.COMMITMENT),
        *(max(_odds(each, act) for each in (NOTHING, *around)) for act in (Act.COMMITMENT, Act.EXPERIENCE)),
        float(Act.COMMITMENT in acts), float(Act.PROPOSAL in acts),
        float(bool(_LATER.search(sentence))), float(bool(_GIVES.search(sentence))), float(bool(_IF.search(sentence))),
        float(is_chair), min(len(sentence.split()), _LONG) / _LONG, 1.0,
    )  # fmt: skip


def _odds(likely: Likely, act: Act) -> float:
    share = likely.get(act, 0.0)
    return math.log((share + _LEAST) / (1 - share + _LEAST))
