"""Words that may hold back although no cue explains them: a person must see them in brackets. Better one too many."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.figures import figures
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.targets import Targets
from server.core.drafting.words_shared import SURE
from server.core.statement.brackets import Hold

_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})
_UNEXPLAINED = frozenset({Act.INFORMATION, Act.FACT, Act.DISPUTE})
# A sentence this soon after a yes qualifies it.
_AFTER = 2
_BUTS = re.compile(
    r"^(?:but|however|yet|still|only|though|although|except|all the same|mas|pero|mais|cependant|no entanto|sin embargo|но|однако|لكن|غير ان)\b|^(?:但|不过|然而|하지만|그러나|다만)|,\s(?:but|however|though)\b",
    re.IGNORECASE,
)
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


# How many of these a sentence must have to be taken for a position.
_STANDS = 3
_FEATURES = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"\b(?:we|us|our|i|my|me|(?:the )?\w+ (?:side|delegation|government|administration)|for (?:us|me|my)|(?-i:[A-Z])\w+ (?:would|could|can|cannot|will|must|may|wants?|needs?|asks?|likes?|sees?|is|has))\b",
        r"\b(?:would|could|should|must|need\w*|have to|has to|may|might|can|cannot|want\w*|wish\w*|like|prefer\w*|expect\w*|hope\w*|insist\w*|think\w*|believe\w*|find\w*|ask\w*|let)\b",
        r"\b(?:not|no|never|nothing|none|only|but|however|though|although|unless|except|without|instead|rather|neither|nor|too|less|limited|voluntary|optional|otherwise|if|provided|where)\b|n't\b",
        r"\b(?:yet|before|until|after|later|when|once|first|now|today|time|wait\w*|months?|years?|weeks?|as long as|ready|still|stays?|remains?)\b",
        r"\b(?:position|answer|question|yes|agree\w*|accept\w*|support\w*|join\w*|sign\w*|commit\w*|promis\w*|approv\w*|consult\w*|capital|minist\w+|parliament|government|law|constitution|mandate|instructions?|budget|text|word\w*|proposal|idea|paragraph|obligation|condition|exception|with (?:you|us|them)|on board|part of|author\w*|behind|against|for it)\b",
    )
)


def hold_the_unclear(remarks: Sequence[Remark], clusters: list[Cluster], targets: Targets) -> None:
    """Words that no cue explains, right after a yes, or about a proposal by a delegation that says nothing clear of it."""
    places = {id(each): at for at, each in enumerate(clusters)}
    spoken: dict[tuple[str, int], list[tuple[int, Remark]]] = {}
    for each in remarks:
        if each.segment.delegation in (None, CHAIR):
            continue
        if not each.acts <= _UNEXPLAINED:
            continue
        for target in _touched(each, clusters, targets):
            if each in target.leaning and not may_turn(each.sentence):
                continue
            if not any(old is each for old, _ in target.holds):
                target.holds.append((each, Hold.UNCLEAR))
        for target in targets.spoken_of(each, clusters) if _stands(each) >= _STANDS else ():
            spoken.setdefault((each.owner, places[id(target)]), []).append((_stands(each), each))
    for (owner, at), told in spoken.items():
        leaning = {each.owner for each in clusters[at].leaning}
        if owner not in clusters[at].answered() | clusters[at].makers | leaning:
            # The latest of those that sound most like a position.
            _, remark = max(told, key=lambda one: (one[0], one[1].at))
            clusters[at].holds.append((remark, Hold.UNCLEAR))


def _touched(remark: Remark, clusters: list[Cluster], targets: Targets) -> list[Cluster]:
    earlier = [one for one in clusters if one.made[0].at < remark.at and remark.owner not in one.makers]
    if not earlier:
        return []
    # Who names the very figure of the latest proposal speaks of it.
    figured = [one for one in earlier[-1:] if _figures(remark) & frozenset().union(*map(_figures, one.made))]
    if not may_turn(remark.sentence):
        return figured
    mine = [one for one in clusters if any(_follows(yes, remark) for yes in (*one.supports, *one.no_objections))]
    if mine and (_BUTS.search(remark.sentence) or len(mine) == 1):
        return mine[:1] if not _BUTS.search(remark.sentence) else mine
    if _YES & remark.seen:
        return targets.of(remark, clusters, must=True)
    scores = [targets.score(remark, one, earlier) for one in earlier]
    best = max(range(len(earlier)), key=lambda at: (scores[at], at))
    is_of_it = scores[best] >= SURE and _POINTS.search(remark.sentence)
    if is_of_it and Act.EXPERIENCE not in remark.seen and remark.owner not in earlier[best].answered():
        return [earlier[best]]
    return figured


def _stands(remark: Remark) -> int:
    """How many things a sentence has that a position has: a person, a duty or wish, a limit, a time, a word of deciding."""
    return sum(bool(each.search(remark.sentence)) for each in _FEATURES)


def _follows(yes: Remark, remark: Remark) -> bool:
    return yes.owner == remark.owner and 0 < remark.at - yes.at <= _AFTER


def _figures(remark: Remark) -> frozenset[tuple[float, str]]:
    found = figures(remark.sentence, remark.language)
    return frozenset((each.value, each.unit) for each in found if each.unit not in ("", "month", "day"))


def may_turn(sentence: str) -> bool:
    """True where a sentence has a word that often comes with a position."""
    return bool(_TURNS.search(sentence))
