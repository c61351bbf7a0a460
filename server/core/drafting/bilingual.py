"""Two readings of one turn, in the language that it is drafted from and in another: what they come to together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import EMPTY, HOLDING, Act
from server.core.drafting.classify import Reading
from server.core.drafting.negation import NEGATION
from server.core.drafting.turns import BUT

_PROMISE = re.compile(
    r"compromet|engag|обязу|обеща|беру на себя|берём на себя|약속|承诺|保证|لتزم|تعهد",
    re.IGNORECASE,
)
_PROPOSE = re.compile(
    r"prop|sug|recom|предлаг|предлож|рекоменд|اقتر|قترح|مقترح|建议|提议|倡议|제안|제의|건의", re.IGNORECASE
)
# What either of two readings may bring.
_FORWARD = frozenset(
    {Act.PROPOSAL, Act.COMMITMENT, Act.CORRECTION, Act.DISPUTE, Act.EXPERIENCE, Act.FACT, Act.CONDITIONAL_SUPPORT}
)
_PLAIN = frozenset({Act.FACT, Act.QUESTION, Act.CLAIM, Act.COURTESY, Act.PROCEDURE, Act.INFORMATION})


def firm(sentence: str, reading: Reading, acts: frozenset[Act]) -> frozenset[Act]:
    """Beside English, whose verbs are known best, another language promises or proposes only by a verb of doing so."""
    weak = set()
    for act, verb in ((Act.COMMITMENT, _PROMISE), (Act.PROPOSAL, _PROPOSE)):
        start, end = reading.cues.get(act, (0, 0))
        if not verb.search(sentence[start:end]):
            weak.add(act)
    return acts - weak or frozenset({Act.INFORMATION})


def agreed(mine: frozenset[Act], its: frozenset[Act], original: tuple[bool, bool], clouded: bool) -> frozenset[Act]:
    """What two readings of one sentence come to: what either holds back is held, a yes is one that both could say.

    ``original``: which of the two is the sentence as it was said. A yes that stands in a translation alone counts only
    where nothing in the original could turn it back (``clouded``).
    """
    held = (mine | its) & HOLDING
    told = (mine | its) & _FORWARD
    if Act.WITHDRAWAL in mine | its:
        return frozenset({Act.WITHDRAWAL}) | (told - held) | ((mine & its) & {Act.SUPPORT})
    if Act.AMENDMENT in held or (
        {Act.SUPPORT, Act.PROPOSAL} <= mine | its
        and not {Act.SUPPORT, Act.PROPOSAL} <= mine
        and not {
            Act.SUPPORT,
            Act.PROPOSAL,
        }
        <= its
    ):
        told -= {Act.PROPOSAL}
    found = held | told
    if Act.NO_OBJECTION in mine | its and not held & {Act.OBJECTION, Act.DISASSOCIATION}:
        found |= {Act.NO_OBJECTION}
    both_say = Act.SUPPORT in mine and Act.SUPPORT in its
    as_said = Act.SUPPORT in (mine if original[0] else its if original[1] else frozenset())
    is_yes = both_say or as_said or (Act.SUPPORT in mine | its and not clouded)
    if is_yes and not held and (Act.NO_OBJECTION not in found or both_say):
        found |= {Act.SUPPORT}
    if held and (mine | its) & {Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITIONAL_SUPPORT} and Act.CONDITION in held:
        found |= {Act.CONDITIONAL_SUPPORT}
    return found or frozenset((mine if mine - EMPTY else its) & _PLAIN) or (mine & its) or mine


def compared(
    mine: Sequence[frozenset[Act]], told: Sequence[frozenset[Act]], original: tuple[bool, bool], clouded: bool
) -> list[frozenset[Act]]:
    """The same where the sentences of two languages do not stand side by side: the turn as a whole is compared."""
    all_told = frozenset(act for each in told for act in each)
    found = list(mine)
    said = frozenset(act for each in mine for act in each)
    if original[1] and Act.SUPPORT not in all_told and clouded:
        found = [each - {Act.SUPPORT} or frozenset({Act.INFORMATION}) for each in found]
    missing = (all_told & HOLDING) - said
    if said & HOLDING:
        # The other language may sort the same words otherwise; a turn that holds back does so in both.
        missing &= {Act.OBJECTION, Act.DISASSOCIATION} if not said & {Act.OBJECTION, Act.DISASSOCIATION} else set()
    if missing and Act.WITHDRAWAL not in said and found:
        place = next((at for at, each in enumerate(found) if Act.SUPPORT in each or Act.NO_OBJECTION in each), -1)
        if place < 0:
            place = next((at for at in range(len(found) - 1, -1, -1) if found[at] - EMPTY), len(found) - 1)
        found[place] = (found[place] - {Act.SUPPORT, Act.INFORMATION, Act.COURTESY, Act.PROCEDURE}) | missing
    silent = [at for at, each in enumerate(found) if each == {Act.INFORMATION}]
    forward = (all_told & {Act.PROPOSAL, Act.COMMITMENT}) - said
    if forward and len(silent) == 1:
        found[silent[0]] = frozenset(forward)
    return found


def may_turn_back(sentence: str) -> bool:
    """True for words that could make a no of a yes: where a cue is unknown, they are taken to."""
    return bool(NEGATION.search(sentence) or BUT.search(sentence))
