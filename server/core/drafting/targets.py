"""Which proposals a position is on: held against all that it may mean, counted as a yes only where there is no doubt."""

# ruff: noqa: E501 (a table of words)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.agreeing import Seen
from server.core.drafting.classify import classify
from server.core.drafting.naming import Names
from server.core.drafting.placing import Placing, values
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import content
from server.core.drafting.words_shared import COMMON, SURE, Shared, clause_of

_ALL = re.compile(
    r"\b(?:(?:the )?(?:whole|entire) (?:text|draft|statement|package|declaration|document|proposal|thing)|(?:text|proposal|draft|statement|declaration) as a whole|any of (?:these|this|it|them)|everything"
    r"|both (?:proposals?|ideas?|suggestions?|texts?|points?|items?|matters?|questions?|initiatives?|of (?:them|these))|(?:on|to|for|with|of) both\b"
    r"|all (?:of )?(?:the|these) (?:proposals|paragraphs|ideas|suggestions)|(?:either|neither) (?:proposal|idea|text|of (?:them|these))"
    r"|(?:l')?ensemble (?:du|des|de la) \w+|toutes les propositions|les deux (?:propositions|textes|idées|points)|(?:o )?conjunto d\w+ \w+|todas as propostas"
    r"|(?:as|os) dois? (?:propostas|textos)|ambas (?:as )?(?:propostas|propuestas|ideas|ideias)|todas las propuestas)\b|整个|全部提案|所有提案|两项提案|оба предложения|두 제안",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:(?:on|as (?:to|for)|for) (?:all )?the (?:rest|others?|remaining)|the (?:rest|others) (?:we|i|must|will|stays?|needs?))\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:propos\w*|initiative|ideas?|suggestions?|this|that|it|text|draft|paragraph|pilot|plan|project|declaration|amendment|what \w+ (?:said|says|stated|put|suggests?)"
    r"|iniciativa|ideia|idea|propuestas?|isto|esta|este|esto|projeto|proyecto|declara\w*|texto|piloto|plano|initiative|idée|projet|cela|cette|ce"
    r"|texte|déclaration|pilote|предложени\w+|инициатив\w+|это\w*|текст\w*|иде\w+|الاقتراح|المقترح|المبادره|الفكره|هذا|هذه|ذلك)\b|提案|提议|建议|倡议|这|该|此|제안|이것|구상",
    re.IGNORECASE,
)
# Between the things that one sentence says yes to.
_PARTS = re.compile(r"[,;:—]\s+(?:and |as well as )?|\s(?:and|as well as|plus)\s|[，；、]", re.IGNORECASE)
# A sentence that begins so qualifies what was said before it.
_TURNS = re.compile(
    r"(?:but|however|yet|only|though|although|except|mas|pero|mais|но|однако|لكن)\b|但|不过|하지만|다만", re.IGNORECASE
)
_TOUCHES = 2  # stems
_RATHER = 0.5
_AFTER = 2  # sentences
_FEW = 2  # stems of a yes that names no matter
# From this likelihood on a hold is held against a proposal, besides the likeliest; a yes is counted; words speak of one.
# Chosen on labelled roundtables, each author left out in turn (docs/benchmarks.md).
_HELD, _YES, _SPOKEN = 0.2, 0.9, 0.7
# From this likelihood on the likeliest proposal, and all others from that one on, are listed with a yes that is not counted.
_LEANS, _LEANS_ALL = 0.3, 0.5
# Below this likelihood of the likeliest a hold may be on something that no proposal was made of.
SURE_OF_IT = 0.7


class Targets:
    """Tells of each remark what it is on; remembers what was placed where. For the remarks of one meeting, in order."""

    def __init__(self, names: Names, remarks: Sequence[Remark], sense: Sense = UNREAD) -> None:
        self._names, self._shared = names, Shared(names)
        self._placing = Placing(remarks, self._shared, sense)
        self._on_it: dict[Remark, dict[int, float]] = {}

    def of(self, remark: Remark, made: Sequence[Cluster], must: bool) -> list[Cluster]:
        """The proposals that it is on; where it ``must`` be on one, all that it may be on."""
        earlier = _earlier(remark, made)
        if not earlier or self._is_of_another(remark, earlier):
            return []
        if _ALL.search(remark.sentence):
            found = earlier
        elif must and _REST.search(remark.sentence):
            found = [each for each in earlier if not self._placing.answered(remark, each)] or earlier
        else:
            found = self._chosen(self._apart(remark, earlier), earlier, made, must)
        for each in found:
            self._placing.place(remark, each)
        return found

    def _chosen(self, remark: Remark, earlier: list[Cluster], made: Sequence[Cluster], must: bool) -> list[Cluster]:
        likely = self._likely(remark, earlier, made)
        if not must:
            if len(earlier) == 1 and (likely[0] >= _SPOKEN or _refers(remark, self._names)):
                return earlier
            likely = [max(each) for each in zip(likely, *self._in_parts(remark, earlier, made), strict=True)]
            return [each for each, one in zip(earlier, likely, strict=True) if one >= _YES]
        least = min(_HELD, max(likely))
        # A hold right after a yes may take it back, whatever else it speaks of.
        return [
            each
            for each, one in zip(earlier, likely, strict=True)
            if one >= least or (max(likely) < _YES and _just_supported(remark, each))
        ]

    def _in_parts(self, remark: Remark, earlier: Sequence[Cluster], made: Sequence[Cluster]) -> list[list[float]]:
        """How likely each part of a yes to several things is on each: "Jordan's text, and the list as well"."""
        parts = [part for part in _PARTS.split(remark.sentence) if content(part)]
        if len(parts) == 1:
            return []
        found = []
        for part in parts:
            apart = replace(remark, sentence=part, topic=content(part), english="")
            likely = zip(earlier, self._likely(apart, earlier, made), strict=True)
            # What a part does not name is not what it is on.
            found.append([one if self.score(apart, each, earlier) >= SURE else 0.0 for each, one in likely])
        return found

    def leaning(self, remark: Remark, made: Sequence[Cluster]) -> list[Cluster]:
        """The proposals that a yes may be on though it is not counted there; none where it is on another one's."""
        earlier = _earlier(remark, made)
        if not earlier or self._is_of_another(remark, earlier):
            return []
        likely = self._likely(remark, earlier, made)
        likely = [max(each) for each in zip(likely, *self._in_parts(remark, earlier, made), strict=True)]
        least = max(_LEANS, min(_LEANS_ALL, max(likely)))
        return [each for each, one in zip(earlier, likely, strict=True) if one >= least]

    def is_rather_of_another(
        self, remark: Remark, cluster: Cluster, made: Sequence[Cluster], is_apart: bool = False
    ) -> bool:
        """True for a hold that is likelier on another proposal than on this one, of which it names neither words nor figure.

        ``is_apart``: it was said in another turn than a yes to this one, and must be more likely than not on the other.
        """
        earlier = _earlier(remark, made)
        if cluster not in earlier or _TURNS.match(remark.sentence):
            return False
        likely = self._likely(remark, earlier, made)
        here = likely[earlier.index(cluster)]
        touches = len(remark.topic & cluster.topic - COMMON) >= _TOUCHES or values((remark,)) & values(cluster.made)
        rather = max(likely)
        return here < min(SURE_OF_IT, rather) and not touches and (rather >= _RATHER or not is_apart)

    def seen(self, remark: Remark, made: Sequence[Cluster]) -> list[tuple[Cluster, Seen]]:
        """What is seen of a remark and each proposal that it can be on."""
        earlier = self._placing.close(remark, _earlier(remark, made))
        if not earlier or self._is_of_another(remark, earlier):
            return []
        before, is_of_all = [each for each in made if each.made[0].at < remark.at], bool(_ALL.search(remark.sentence))
        places = self._placing.seen(remark, earlier, before)
        likely = self._placing.likely(remark, earlier, before)
        return [
            (each, Seen(place, one, is_of_all, len(earlier)))
            for each, place, one in zip(earlier, places, likely, strict=True)
        ]

    def on_it(self, remark: Remark, cluster: Cluster, made: Sequence[Cluster]) -> float:
        """How likely a remark is on one proposal, 0 to 1, once everything is placed: it is worked out once for each."""
        if remark not in self._on_it:
            earlier = _earlier(remark, made)
            self._on_it[remark] = dict(zip(map(id, earlier), self._likely(remark, earlier, made), strict=True))
        return self._on_it[remark].get(id(cluster), 0.0)

    def _apart(self, remark: Remark, earlier: Sequence[Cluster]) -> Remark:
        """Where a sentence takes two positions, the clause that holds back alone: "the form, fine, but not the gold"."""
        clause = clause_of(remark)
        is_two = bool(remark.acts & HOLDING and remark.seen & {Act.SUPPORT, Act.NO_OBJECTION})
        if not is_two or clause == remark.sentence or not any(self._shared.focus(remark, earlier)):
            return remark
        return replace(remark, sentence=clause, topic=content(clause), english="")

    def is_sure(self, remark: Remark, made: Sequence[Cluster]) -> bool:
        """Whether a hold is likely to be on one of the proposals that were heard at all."""
        earlier = _earlier(remark, made)
        return bool(_ALL.search(remark.sentence)) or max(self._likely(remark, earlier, made), default=0.0) >= SURE_OF_IT

    def spoken_of(self, remark: Remark, made: Sequence[Cluster]) -> list[Cluster]:
        """The proposal that it plainly speaks of, by its own words or by those just before in the same turn."""
        earlier = _earlier(remark, made)
        if not earlier:
            return []
        likely = self._likely(remark, earlier, made)
        return [earlier[likely.index(max(likely))]] if max(likely) >= _SPOKEN else []

    def score(self, remark: Remark, target: Cluster, others: Sequence[Cluster]) -> float:
        """At least SURE when the remark names the proposer or shares two stems that tell the proposal from others."""
        return self._shared.score(remark, target, others)

    def _likely(self, remark: Remark, earlier: Sequence[Cluster], made: Sequence[Cluster]) -> list[float]:
        return self._placing.likely(remark, earlier, [each for each in made if each.made[0].at < remark.at])

    def _is_of_another(self, remark: Remark, clusters: Sequence[Cluster]) -> bool:
        """True when it speaks of the proposal of somebody who made none that was heard: it is nobody else's either."""
        told = self._names.makers(remark.sentence) - {remark.segment.delegation}
        return bool(told) and not any(told & set(each.makers) for each in clusters)


def _just_supported(remark: Remark, cluster: Cluster) -> bool:
    return any(each.owner == remark.owner and 0 < remark.at - each.at <= _AFTER for each in cluster.supports)


def _refers(remark: Remark, names: Names) -> bool:
    """True when the clause of a yes points at something said before, or names nothing of its own."""
    matter = remark.topic - names.all - COMMON
    clauses = re.split(r"[,;，；、]", remark.sentence)
    return len(matter) <= _FEW or any(_REFERS.search(each) and _is_yes(each, remark.language) for each in clauses)


def _is_yes(clause: str, language: str) -> bool:
    return Act.SUPPORT in classify(clause, language).seen


def _earlier(remark: Remark, made: Sequence[Cluster]) -> list[Cluster]:
    return [each for each in made if each.made[0].at < remark.at and remark.owner not in each.makers]
