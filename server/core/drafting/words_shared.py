"""Words that a remark and a proposal share, and the names of makers in it: what tells one proposal from the others."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import cues
from server.core.drafting.evidence import CHAIR
from server.core.drafting.naming import Names
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content

# Stems that stand in any sentence of a roundtable and tell no proposal from another.
COMMON = frozenset(
    "propo suppo custo admin count membe deleg meeti colle posit reser begin start year first would could shoul think want like make know "
    "good well much many every thing peopl today agree say said come take year month time last idea sugge work need give".split()
)
# "On X," at the head of a sentence says what it speaks of.
_HEAD = re.compile(
    r"^(?:(?:and|but|now|e|y|et|и|а)\s)?(?:on|as (?:to|for)|for|regarding|concerning|with (?:regard|respect) to|about|when it comes to|turning to|sur|quant (?:à|aux?)|concernant"
    r"|en cuanto al?|sobre|respecto (?:a|de)l?|quanto (?:à|ao|a)s?|no que respeita|что касается|по|относительно|اما|بخصوص|بشان|关于|至于|对于)\s?(?P<what>[^,，،:]{3,80})[,，،:]",
    re.IGNORECASE,
)
# A remark speaks of a proposal from this score on: its maker is named, or two words are shared that others lack.
SURE = 1.0
_NAMED, _OWN_WORD, _SHARED_WORD, _THEME_WORD, _NEAR_WORD, _HEADED = 1.5, 0.7, 0.3, 0.6, 0.4, 0.6


_POSITIONS = HOLDING | {Act.SUPPORT, Act.NO_OBJECTION}
_SHORT = 60  # characters of a clause that only names the matter


_PIECES = re.compile(r"[,:;—،؛，；：]\s*(?:(?:and|but|y|e|et|mas|mais|pero|и|но)\s)?|\s(?=but\s)")


class _Told:
    """How many of some proposals have a stem in their own words, in these or their item, in these or what stood near."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.topic = Counter(stem for each in clusters for stem in each.topic)
        self.about = Counter(stem for each in clusters for stem in each.topic | each.about)
        self.near = Counter(stem for each in clusters for stem in each.topic | each.about | each.near)


class Shared:
    """How much a remark shares with a proposal that others lack. Worked out once for the proposals of a moment."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._counts: dict[tuple[int, ...], _Told] = {}

    def score(self, remark: Remark, target: Cluster, others: Sequence[Cluster]) -> float:
        """At least SURE when the remark names the proposer or shares two stems that tell the proposal from others."""
        matter = (remark.topic & (target.topic | target.about | target.near)) - self.names.all - COMMON
        named = self.names.named(remark.sentence) & set(target.makers) and CHAIR not in target.makers
        found = _NAMED if named else 0.0
        if not matter:
            return found
        told = self._told(others)
        head = _HEAD.match(remark.sentence)
        if head and any(told.topic[stem] <= (stem in target.topic) for stem in content(head["what"]) & matter):
            found += _HEADED
        for stem in matter:
            if stem in target.topic:
                found += _OWN_WORD if told.topic[stem] == 1 else _SHARED_WORD
            elif stem in target.about:
                found += _THEME_WORD if told.about[stem] == 1 else 0.0
            else:
                found += _NEAR_WORD if told.near[stem] == 1 else 0.0
        return found

    def _told(self, clusters: Sequence[Cluster]) -> _Told:
        key = tuple(map(id, clusters))
        if key not in self._counts:
            self._counts[key] = _Told(clusters)
        return self._counts[key]

    def shared(self, remark: Remark, target: Cluster) -> frozenset[str]:
        return (remark.topic & target.topic) - self.names.all - COMMON

    def focus(self, remark: Remark, earlier: Sequence[Cluster]) -> list[float]:
        """The same for each proposal by the words of the clause alone in which the position is taken, or of its head."""
        clause = clause_of(remark)
        topic = content(clause) - self.names.all - COMMON
        named = self.names.named(clause)
        found = []
        told = self._told(earlier)
        for each in earlier:
            own = {stem for stem in topic & each.topic if told.topic[stem] == 1}
            own |= {stem for stem in topic & (each.about | each.near) - each.topic if told.near[stem] == 1}
            makers = each.makers - {CHAIR}
            found.append(
                _NAMED * bool(named & makers) + _OWN_WORD * len(own & each.topic) + _THEME_WORD * len(own - each.topic)
            )
        return found


def clause_of(remark: Remark) -> str:
    """The clause in which it says yes or no, with a short one before it ("The hotline, yes"); else the sentence."""
    if not remark.acts & _POSITIONS:
        return remark.sentence
    pieces, last = [], 0
    for match in _PIECES.finditer(remark.sentence):
        pieces.append((last, match.start()))
        last = match.end()
    pieces.append((last, len(remark.sentence)))
    if len(pieces) < 2:
        return remark.sentence
    wanted = HOLDING if remark.acts & HOLDING else _POSITIONS
    spans = [span for act, span in cues(remark.sentence, remark.language).items() if act in wanted]
    if not spans:
        return remark.sentence
    start = min(spans)[0]
    at = next((at for at, (begin, end) in enumerate(pieces) if begin <= start < max(end, begin + 1)), len(pieces) - 1)
    begin, end = pieces[at]
    if at and pieces[at - 1][1] - pieces[at - 1][0] <= _SHORT:
        begin = pieces[at - 1][0]
    return remark.sentence[begin:end]
