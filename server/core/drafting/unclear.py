"""Words that may hold back although no cue explains them: a person must see them in brackets. Better one too many."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.brackets import Hold
from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.figures import figures
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.targets import SURE, Names, Targets

_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})
_UNEXPLAINED = frozenset({Act.INFORMATION, Act.FACT, Act.DISPUTE})
# A sentence this soon after a yes qualifies it.
_AFTER = 2
# Words that often come with a position; where no cue was found, a person should look.
_TURNS = re.compile(
    r"\b(?:but|however|although|though|unfortunately|regret\w*|afraid|all the same|nevertheless"
    r"|no|not|never|cannot|n't|none|nor"
    r"|until|unless|except|only|proviso|doubt\w*|excessive|disagree\w*|instead|too (?:much|many|long|short|high|low)"
    r"|mas|porém|infelizmente|não|dúvida\w*|apenas|exceto|mais|cependant|toutefois|malheureusement|regrett\w+|ne|pas|doute\w*|sauf|pero"
    r"|sin embargo|lamentablemente|duda\w*|excepto|salvo|discrepa\w*|не|но|однако|жаль|сожал\w+|لا|لن|لم|لكن|ولكن|للاسف)\b|\w+n't\b|\bn'"
    r"|但|然而|遗憾|不|未|没|除非|않|못|없|아니|지만|그러나|다만|유감",
    re.IGNORECASE,
)
# Words by which a sentence speaks of a text that is on the table.
_POINTS = re.compile(
    r"\b(?:propos\w*|initiative|ideas?|suggestions?|text|draft|paragraph|pilot|plan|declaration|amendment|wording|deadline|dates?|commit\w*|sign\w*|join\w*|agree\w*"
    r"|support\w*|accept\w*|yes|ready|capital|parliament|minist\w+|position|mandate|we (?:would|could|can|cannot|must|need)|i (?:would|could|can|cannot|must))\b",
    re.IGNORECASE,
)


def hold_the_unclear(remarks: Sequence[Remark], clusters: list[Cluster], names: Names) -> None:
    """Words like "but" that no cue explains, right after a yes or about a proposal: taken to hold back."""
    targets = Targets(names)
    for each in remarks:
        if each.segment.delegation in (None, CHAIR) or not each.acts <= _UNEXPLAINED:
            continue
        for target in _touched(each, clusters, targets):
            if not any(old is each for old, _ in target.holds):
                target.holds.append((each, Hold.UNCLEAR))


def _touched(remark: Remark, clusters: list[Cluster], targets: Targets) -> list[Cluster]:
    earlier = [one for one in clusters if one.made[0].at < remark.at and remark.owner not in one.makers]
    if not earlier:
        return []
    # Who names the very figure of the latest proposal speaks of it.
    figured = [one for one in earlier[-1:] if _figures(remark) & frozenset().union(*map(_figures, one.made))]
    if not may_turn(remark.sentence):
        return figured
    mine = [one for one in clusters if any(_follows(yes, remark) for yes in (*one.supports, *one.no_objections))]
    if mine:
        return mine
    if _YES & remark.seen:
        return targets.of(remark, clusters, must=True)
    scores = [targets.score(remark, one, earlier) for one in earlier]
    best = max(range(len(earlier)), key=lambda at: (scores[at], at))
    is_of_it = scores[best] >= SURE and (_POINTS.search(remark.sentence) or scores[best] >= 2 * SURE)
    if is_of_it and Act.EXPERIENCE not in remark.seen:
        return [earlier[best]]
    return figured


def _follows(yes: Remark, remark: Remark) -> bool:
    return yes.owner == remark.owner and 0 < remark.at - yes.at <= _AFTER


def _figures(remark: Remark) -> frozenset[tuple[float, str]]:
    found = figures(remark.sentence, remark.language)
    return frozenset((each.value, each.unit) for each in found if each.unit not in ("", "month", "day"))


def may_turn(sentence: str) -> bool:
    """True where a sentence has a word that often comes with a position."""
    return bool(_TURNS.search(sentence))
