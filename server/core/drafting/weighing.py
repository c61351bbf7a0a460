"""What the cues of a sentence and the learned reader come to together: the more careful of the two wins.

A hold of either is one. A promise or a proposal of cues needs that the reader does not think it quite unlikely, and one
that only the reader sees that it is sure. A yes that only the reader sees needs a word of assent and nothing that
limits it, and is listed, never counted: whoever verifies a draft has but the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.assent import assents
from server.core.drafting.pledges import is_none, keeps_house
from server.core.drafting.sense import Likely

_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})
_NOTHING = frozenset({Act.INFORMATION, Act.FACT, Act.EXPERIENCE, Act.COURTESY, Act.PROCEDURE, Act.QUESTION, Act.CLAIM})
# In the order in which the more careful one wins where two are as likely.
_HELD = (Act.OBJECTION, Act.RESERVATION, Act.AMENDMENT, Act.CONDITION)


@dataclass(frozen=True, slots=True)
class Bars:
    """How likely an act must be: ``keeps`` where a cue speaks for it, ``finds`` where none does.

    Chosen on authors that the reader was not taught on (docs/benchmarks.md).
    """

    keeps: Mapping[Act, float]
    finds: Mapping[Act, float]
    hold_finds: float
    promised: float = 0.25


BARS = Bars(
    keeps={Act.SUPPORT: 0.08, Act.NO_OBJECTION: 0.03, Act.PROPOSAL: 0.18, Act.COMMITMENT: 0.08},
    finds={Act.SUPPORT: 0.6, Act.NO_OBJECTION: 0.7, Act.PROPOSAL: 0.7, Act.COMMITMENT: 0.5, Act.WITHDRAWAL: 0.6},
    hold_finds=0.3,
)
# Of the sentences that no cue holds back, so many at most are held for a hold: with more the reader is out of its
# depth, as in a debate on the world at large. In labelled roundtables it is one in twelve, and at most one in six.
_MOST_HELD, _ALWAYS = 0.15, 4
# How likely a promise of the chair must be, and a proposal of its in whatever words: most of both is the conduct of the
# meeting.
_CHAIR_DOES, _CHAIR_PUTS = 0.6, 0.4
# How likely what nobody puts forward in so many words must be a proposal, that it is no promise. With a hold so
# unlikely it holds nothing back, whatever cue is in it; an amendment is a proposal of a kind.
_SURELY_PUT, _NO_HOLD = 0.9, 0.1
_NOT_HELD = frozenset({*(HOLDING - {Act.AMENDMENT}), Act.CONDITIONAL_SUPPORT})
# Some word of how things ought to be, which a proposal without a cue has all the same.
_OUGHT = re.compile(
    r"\b(?:should|would|could|might|must|ought|may|let|asks?|asking|plead\w*|request\w*|propos\w*|suggest\w*|recommend\w*"
    r"|invit\w*|calls? (?:for|on|upon)|wish\w*|wants?|idea|text|draft|declaration|statement|paragraph|sentence|together"
    r"|common|shared|joint|single|each|every|all|both|be|why|point|pilot|fund|list|group|rule)\b",
    re.IGNORECASE,
)

# What somebody puts forward in so many words; not what another one did: "what Korea proposes".
_PUTS = re.compile(
    r"\b(?:propos(?:e|es|ed)|suggests?|recommends?) (?!such\b)|\bmoves? that\b|\bputs? forward\b", re.IGNORECASE
)
_PUT_BY_ANOTHER = re.compile(r"\b(?:what|that which|as) [^,;:]{0,40}?(?:propos\w+|puts?|suggest\w+)\b", re.IGNORECASE)
_SAYS_YES = re.compile(
    r"\b(?:supports?|endorses?|seconds?) (?:the|this|that|\w+['’]s) (?:\w+ ){0,2}?(?:proposal|idea|initiative)s?\b",
    re.IGNORECASE,
)


def within_depth(readings: Sequence[Likely], bars: Bars = BARS) -> Bars:
    """The bars for a meeting: a higher one for holds without a cue where the reader finds too many of them.

    ``readings``: of the delegations' sentences that no cue holds back.
    """
    held = sorted((_held(likely) for likely in readings), reverse=True)
    most = max(_ALWAYS, int(_MOST_HELD * len(held)))
    return replace(bars, hold_finds=max(bars.hold_finds, held[most])) if len(held) > most else bars


def weighed(
    acts: frozenset[Act], likely: Likely, sentence: str, is_chair: bool = False, bars: Bars = BARS,
    promised: float | None = None,
) -> frozenset[Act]:  # fmt: skip
    """The acts of a sentence by both readings; those of the cues where the reader did not read it.

    ``sentence``: its English; ``promised``: how likely it undertakes something by all that is known of it, which alone
    decides where it is given. A chair who conducts the meeting takes no position and puts forward what cues say; it may
    promise what its house does, "the secretariat sends the text by Friday".
    """
    if not likely:
        return acts
    found = {act for act in acts if likely.get(act, 0.0) >= bars.keeps.get(act, 0.0)}
    if Act.PROPOSAL in acts and _PUTS.search(sentence) and not _PUT_BY_ANOTHER.search(sentence):
        found.add(Act.PROPOSAL)  # the verb itself says so
    if Act.SUPPORT in acts and _SAYS_YES.search(sentence):
        found.add(Act.SUPPORT)  # the same, whatever else a sentence tells that recognition ran on
    if is_chair and likely.get(Act.PROPOSAL, 0.0) < _CHAIR_PUTS:
        found.discard(Act.PROPOSAL)
    if not is_chair:
        found = _positions(found, likely, bars)
        found |= {act for act in (Act.PROPOSAL, Act.COMMITMENT) if likely.get(act, 0.0) >= bars.finds[act]}
        if Act.COMMITMENT not in acts and is_none(sentence, likely.get(Act.COMMITMENT, 0.0)):
            found.discard(Act.COMMITMENT)
        if Act.PROPOSAL not in acts and (found & (HOLDING | _YES) or not _OUGHT.search(sentence)):
            found.discard(Act.PROPOSAL)
        is_open = not found & (HOLDING | _YES | {Act.WITHDRAWAL, Act.PROPOSAL})
        if is_open and likely.get(Act.SUPPORT, 0.0) >= bars.finds[Act.SUPPORT] and assents(sentence):
            found.add(Act.SUPPORT)
    elif likely.get(Act.COMMITMENT, 0.0) >= _CHAIR_DOES > likely.get(Act.PROCEDURE, 0.0):
        found.add(Act.COMMITMENT)
    if promised is not None and Act.CLAIM not in acts:
        is_told = Act.COMMITMENT in acts or not is_none(sentence, promised)
        is_one = promised >= bars.promised and is_told and not (is_chair and keeps_house(sentence))
        found = found - {Act.COMMITMENT} | ({Act.COMMITMENT} if is_one else set())
    if {Act.PROPOSAL, Act.COMMITMENT} <= found:  # one thing is put forward or promised, and said once
        is_put = Act.PROPOSAL in acts or likely.get(Act.PROPOSAL, 0.0) >= _SURELY_PUT
        found.discard(Act.COMMITMENT if is_put else Act.PROPOSAL)
    if found - _NOTHING:
        found -= _NOTHING - {Act.FACT, Act.EXPERIENCE}
    return frozenset(found) or frozenset({Act.INFORMATION})


def _held(likely: Likely) -> float:
    return sum(likely.get(act, 0.0) for act in _HELD)


def _positions(found: set[Act], likely: Likely, bars: Bars) -> set[Act]:
    held = _held(likely)
    if likely.get(Act.PROPOSAL, 0.0) >= _SURELY_PUT and held < _NO_HOLD:
        # "A list of unacceptable descriptions", "if I may be so bold": a word that often holds back, in a proposal.
        found = found - _NOT_HELD | {Act.PROPOSAL}
    kind = max(_HELD, key=lambda act: likely.get(act, 0.0))
    # What is put forward in so many words is no condition of its own, though it may be an amendment.
    is_put_forward = Act.PROPOSAL in found and kind is not Act.AMENDMENT
    if not found & (HOLDING | {Act.WITHDRAWAL}) and held > bars.hold_finds and not is_put_forward:
        found = (found - _YES) | {kind}
        if kind is Act.CONDITION:
            found.add(Act.CONDITIONAL_SUPPORT)
        found.discard(Act.PROPOSAL)
    if not found & (HOLDING | _YES) and likely.get(Act.WITHDRAWAL, 0.0) >= bars.finds[Act.WITHDRAWAL]:
        found.add(Act.WITHDRAWAL)
    quiet = likely.get(Act.NO_OBJECTION, 0.0)
    if not found & (HOLDING | {Act.WITHDRAWAL, Act.NO_OBJECTION}) and quiet >= bars.finds[Act.NO_OBJECTION]:
        # The weaker one of the two: "no objection" is no support.
        found = (found - {Act.SUPPORT}) | {Act.NO_OBJECTION}
    return found
