"""How likely a sentence says yes to a proposal, by all that is known of both.

A count claims that somebody agreed: both readings of what a sentence does, the numbers by which a position is placed
and what its delegation holds against the same proposal are weighed together. The weights were fitted by logistic
regression on labelled roundtables (``python -m bench agreeing``). Nothing is learned while drafting.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from server.core.drafting import placing
from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.assent import LIMITS, assents
from server.core.drafting.negation import NEGATION
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import Likely, Sense
from server.core.statement.brackets import Hold

SEEN = (
    *placing.SEEN, "odds that it is on it", "proposals before it", "odds of a yes", "odds of a hold", "a cue of a yes",
    "a word of assent", "a word that limits", "a negation", "puts something forward", "length",
    "its speaker holds something against it", "odds of that hold", "the hold comes later", "words to be made clear",
    "odds of a yes on it", "to all", "to all, of two at most", "always",
)  # fmt: skip
WEIGHTS = (
    -0.10, 1.08, -0.04, 2.33, 1.25, 0.22, 0.58, 0.27, 0.40, 0.13, 0.08, 1.58, -0.03, 0.36, -0.94, -0.23, -0.61, -0.10,
    1.28, 1.27, -0.64, 0.45, 0.00, 0.12, -0.70, 0.15, -0.08, 0.56, -0.24, -0.20, 0.46, -2.44, -1.16, -0.32, 0.02, -0.42,
    -0.54, 0.22, 2.27, -0.89, -0.88,
)  # fmt: skip
_HELD = (Act.OBJECTION, Act.RESERVATION, Act.AMENDMENT, Act.CONDITION)
_LONG, _MANY, _FEW = 40, 8, 2  # words of a sentence; proposals before it
# Of likelihoods, so that those of nothing and of certainty have odds too.
_LEAST = 0.005
# A hold on the same proposal takes a yes back from this likelihood on; one that comes right after it sooner.
_TAKES_BACK, _QUALIFIES = 0.5, 0.2
# A sentence that begins so right after a yes qualifies it, whatever is made of it.
_BEGINS = re.compile(
    r"(?:and |but )?(?:if|provided|as long as|so long as|on condition|only|but|however|unless|except|without|with it"
    r"|on the understanding)\b",
    re.IGNORECASE,
)
_AFTER = 2  # sentences
# Without a cue a sentence must be so likely a yes, and have a word of assent, to be one at all.
_MAY_BE = 0.1
_NO_YES = re.compile(
    r"(?:\b(?:not|never|cannot|no|nor|neither|without)|n['’]t)\b(?:\W+\w+){0,2}?\W+"
    r"(?:yes|agree\w*|accept\w*|support\w*|join\w*|sign\w*|subscri\w*|endors\w*|consent\w*|favou?r\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Of a remark and a proposal: ``placing.SEEN``, how likely it is on it (0 to 1), whether it is said of all."""

    place: tuple[float, ...]
    on_it: float
    is_of_all: bool
    before: int


@dataclass(frozen=True, slots=True)
class Held:
    """Something that the speaker holds against the same proposal, and how likely (0 to 1) it does and on that one."""

    remark: Remark
    hold: Hold
    likely: float

    @property
    def is_clear(self) -> bool:
        return self.hold is not Hold.UNCLEAR


def may_agree(remark: Remark, sense: Sense) -> bool:
    """True for a sentence that was read, that anybody can take for a yes by its words, and that holds nothing back."""
    likely = sense.acts(remark.english)
    if not likely or remark.acts & HOLDING or _NO_YES.search(remark.english):
        return False
    return Act.SUPPORT in remark.cued or (likely.get(Act.SUPPORT, 0.0) >= _MAY_BE and assents(remark.english))


def is_taken_back(remark: Remark, turn: Sequence[Remark], held: Sequence[Held]) -> bool:
    """True where a yes does not stand beside what its delegation says right after it, or holds on the same proposal.

    ``turn``: the sentences of its turn.
    """
    after = [each for each in turn if 0 < each.at - remark.at <= _AFTER]
    if any(_BEGINS.match(each.english or each.sentence) for each in after) or any(
        each.remark is remark for each in held
    ):
        return True
    return any(each.is_clear and each.likely >= (_QUALIFIES if each.remark in after else _TAKES_BACK) for each in held)


def agrees(remark: Remark, seen_of_it: Seen, held: Sequence[Held], sense: Sense) -> float:
    """How likely a remark that ``may_agree`` says yes to a proposal, 0 to 1. ``held``: what its speaker holds there."""
    return 1 / (1 + math.exp(-sum(map(mul, WEIGHTS, seen(remark, seen_of_it, held, sense)))))


def seen(remark: Remark, seen_of_it: Seen, held: Sequence[Held], sense: Sense) -> tuple[float, ...]:
    """The numbers of ``SEEN``."""
    acts, words, on_it = sense.acts(remark.english), remark.english, seen_of_it.on_it
    clear, yes = [each for each in held if each.is_clear], acts.get(Act.SUPPORT, 0.0)
    return (
        *seen_of_it.place, _odds(on_it), min(seen_of_it.before, _MANY) / _MANY,
        _odds(yes), _odds(is_hold(acts)), float(Act.SUPPORT in remark.cued),
        float(assents(words)), float(bool(LIMITS.search(words))), float(bool(NEGATION.search(words))),
        float(Act.PROPOSAL in remark.acts), min(len(words.split()), _LONG) / _LONG,
        float(bool(clear)), max((_odds(each.likely) for each in clear), default=_odds(0.0)),
        float(any(each.remark.at > remark.at for each in clear)), float(len(held) > len(clear)),
        _odds(yes * on_it), float(seen_of_it.is_of_all), float(seen_of_it.is_of_all and seen_of_it.before <= _FEW), 1.0,
    )  # fmt: skip


def is_hold(likely: Likely) -> float:
    """How likely a sentence holds something back, 0 to 1."""
    return sum(likely.get(act, 0.0) for act in _HELD)


def _odds(share: float) -> float:
    return math.log((share + _LEAST) / (1 - share + _LEAST))
