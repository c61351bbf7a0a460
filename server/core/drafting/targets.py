"""Which proposal a remark speaks of: the one it names, shares words with, or whose matter was just discussed."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify, cues
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content

_ALL = re.compile(
    r"\b(?:(?:the )?(?:whole|entire) (?:text|draft|statement|package|declaration|document|proposal|thing)|(?:text|proposal|draft|statement|declaration) as a whole|any of (?:these|this|it|them)|everything"
    r"|both (?:proposals?|ideas?|suggestions?|texts?|points?|items?|matters?|questions?|initiatives?|of (?:them|these))|(?:on|to|for|with|of) both\b"
    r"|all (?:of )?(?:the|these) (?:proposals|paragraphs|ideas|suggestions)|(?:either|neither) (?:proposal|idea|text|of (?:them|these))"
    r"|(?:l')?ensemble (?:du|des|de la) \w+|toutes les propositions|les deux (?:propositions|textes|idées|points)|(?:o )?conjunto d\w+ \w+|todas as propostas"
    r"|(?:as|os) dois? (?:propostas|textos)|ambas (?:as )?(?:propostas|propuestas|ideas|ideias)|todas las propuestas)\b|整个|全部提案|所有提案|两项提案|оба предложения|두 제안",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:propos\w*|initiative|ideas?|suggestions?|this|that|it|text|draft|paragraph|pilot|plan|project|declaration|amendment|what \w+ (?:said|says|stated|put|suggests?)"
    r"|iniciativa|ideia|idea|propuestas?|isto|esta|este|esto|projeto|proyecto|declara\w*|texto|piloto|plano|initiative|idée|projet|cela|cette|ce"
    r"|texte|déclaration|pilote|предложени\w+|инициатив\w+|это\w*|текст\w*|иде\w+|الاقتراح|المقترح|المبادره|الفكره|هذا|هذه|ذلك)\b|提案|提议|建议|倡议|这|该|此|제안|이것|구상",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:on|to|for|as to|about|regarding|concerning|the) (?:the )?(?P<n>first|second|third|fourth) (?:matter|question|item|point|proposal|idea|issue|subject|topic|paragraph)\b",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3}
# Stems that stand in any sentence of a roundtable and tell no proposal from another.
COMMON = frozenset(
    "propo suppo custo admin count membe deleg meeti colle posit reser begin start year first would could shoul think want like make know "
    "good well much many every thing peopl today agree say said come take year month time last idea sugge work need give".split()
)
# Names whose adjective begins otherwise.
_ALSO = {
    "france": ("french",), "thailand": ("thai",), "netherlands": ("dutch",), "switzerland": ("swiss",), "spain": ("spanish",), "china": ("chinese",),
    "united states": ("american",), "united kingdom": ("british",), "poland": ("polish",), "greece": ("greek",), "turkey": ("turkish",), "türkiye": ("turkish",),
    "denmark": ("danish",), "finland": ("finnish",), "sweden": ("swedish",), "ireland": ("irish",), "côte d'ivoire": ("ivorian",), "germany": ("german",),
    "philippines": ("filipino", "philippine"), "new zealand": ("zealand",), "viet nam": ("vietnamese", "vietnam"),
}  # fmt: skip
_NO_NAME = frozenset(
    "republic united the federation states kingdom union people democratic islamic arab emirates south north new state organization organisation".split()
)
# "On X," at the head of a sentence says what it speaks of.
_HEAD = re.compile(
    r"^(?:(?:and|but|now|e|y|et|и|а)\s)?(?:on|as (?:to|for)|for|regarding|concerning|with (?:regard|respect) to|about|when it comes to|turning to|sur|quant (?:à|aux?)|concernant"
    r"|en cuanto al?|sobre|respecto (?:a|de)l?|quanto (?:à|ao|a)s?|no que respeita|что касается|по|относительно|اما|بخصوص|بشان|关于|至于|对于)\s?(?P<what>[^,，،:]{3,80})[,，،:]",
    re.IGNORECASE,
)
_STEM = 5
# A remark speaks of a proposal from this score on: its maker is named, or two words are shared that others lack.
SURE = 1.0
_NAMED, _OWN_WORD, _SHARED_WORD, _THEME_WORD, _NEAR_WORD, _HEADED = 1.5, 0.7, 0.3, 0.6, 0.4, 0.6


class Names:
    """The names of the delegations, worked out once for a meeting."""

    def __init__(self, evidence: Evidence) -> None:
        self._names = evidence.names()
        self._stems = {code: _stems(name) for code, name in self._names.items()}
        self.all = frozenset(stem[:_STEM] for stems in self._stems.values() for stem in stems)
        self._told: dict[str, frozenset[str]] = {}

    def named(self, sentence: str) -> frozenset[str]:
        """The delegations that a sentence names, by noun or adjective."""
        if sentence not in self._told:
            spoken = {word.casefold() for word in re.findall(r"\b[A-ZÀ-ÞА-Я]\w{2,}", sentence)}
            found = {
                code
                for code, stems in self._stems.items()
                if any(word.startswith(stem) for stem in stems for word in spoken)
                or _stands_in(self._names[code], sentence)
            }
            self._told[sentence] = frozenset(found)
        return self._told[sentence]

    def makers(self, sentence: str) -> set[str]:
        """The delegations that are named as the makers of something: "the proposal of China", "Peru's idea"."""
        found = set()
        for code, name in self._names.items():
            last = re.escape(name.split()[-1])
            if re.search(
                rf"\b(?:of|by|from|de|da|do|del|d['’]) ?(?:the |la |el |le |l['’])?(?:\w+ ){{0,2}}{last}\b"
                rf"|\b{last}['’]s\b",
                sentence,
            ):
                found.add(code)
        return found


class _Told:
    """How many of some proposals have a stem in their own words, in these or their item, in these or what stood near."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.topic = Counter(stem for each in clusters for stem in each.topic)
        self.about = Counter(stem for each in clusters for stem in each.topic | each.about)
        self.near = Counter(stem for each in clusters for stem in each.topic | each.about | each.near)


class Targets:
    """Tells of each remark what it speaks of; remembers what the last one of the same speaker spoke of."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._last: dict[str, tuple[int, list[Cluster]]] = {}
        self._counts: dict[tuple[int, ...], _Told] = {}

    def of(self, remark: Remark, made: Sequence[Cluster], must: bool) -> list[Cluster]:
        """The proposals that it names or shares words with, else the one of its turn or the latest if it ``must``."""
        earlier = [each for each in made if each.made[0].at < remark.at and remark.owner not in each.makers]
        found = self._found(remark, earlier, must)
        if found:
            self._last[remark.owner] = (remark.at, found)
        return found

    def note(self, remark: Remark, made: Sequence[Cluster]) -> None:
        """Remember what a remark that takes no position speaks of, where it is plain."""
        earlier = [each for each in made if each.made[0].at < remark.at and remark.owner not in each.makers]
        best = self._best(remark, earlier)
        if best is None and earlier:
            best = self._hinted(remark, earlier)
        if best is not None:
            self._last[remark.owner] = (remark.at, [best])

    def spoken_of(self, remark: Remark, made: Sequence[Cluster]) -> list[Cluster]:
        """The proposal that it plainly speaks of, by its own words or by those just before in the same turn."""
        earlier = [each for each in made if each.made[0].at < remark.at and remark.owner not in each.makers]
        if not earlier:
            return []
        best = self._focused(remark, earlier) or self._best(remark, earlier)
        if best is not None:
            self._last[remark.owner] = (remark.at, [best])
            return [best]
        at, last = self._last.get(remark.owner, (-9, []))
        return last if remark.at - at <= 1 else []

    def score(self, remark: Remark, target: Cluster, others: Sequence[Cluster]) -> float:
        """At least SURE when the remark names the proposer or shares two stems that tell the proposal from others."""
        matter = (remark.topic & (target.topic | target.about | target.near)) - self._names.all - COMMON
        named = self._names.named(remark.sentence) & set(target.makers) and CHAIR not in target.makers
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
        return (remark.topic & target.topic) - self._names.all - COMMON

    def _found(self, remark: Remark, earlier: list[Cluster], must: bool) -> list[Cluster]:
        if not earlier:
            return []
        if _ALL.search(remark.sentence):
            return earlier
        best = self._focused(remark, earlier) or self._best(remark, earlier)
        if best is not None:
            return [best]
        if self._is_of_another(remark, earlier):
            return []
        placed = _ORDINAL.search(remark.sentence)
        if placed and _PLACES[placed["n"].casefold()] < len(earlier):
            return [earlier[_PLACES[placed["n"].casefold()]]]
        hinted = self._hinted(remark, earlier)
        if hinted is not None and (must or self._refers(remark) or self.shared(remark, hinted)):
            return [hinted]
        at, last = self._last.get(remark.owner, (-9, []))
        in_turn = [each for each in last if each in earlier] if remark.at - at <= _TURN else []
        if in_turn:
            return in_turn[:1] if must or self._refers(remark) or self.shared(remark, in_turn[0]) else []
        if must and remark.acts & HOLDING - {Act.AMENDMENT}:
            return self._open(remark, earlier)
        if len(self._open(remark, earlier)) > 1:
            # A yes to one of several proposals under discussion is counted for none of them.
            return []
        return earlier[-1:] if must or self._refers(remark) or self.shared(remark, earlier[-1]) else []

    def _hinted(self, remark: Remark, earlier: Sequence[Cluster]) -> Cluster | None:
        """The one proposal with which it shares a word that no other has."""
        scores = [self.score(remark, each, earlier) for each in earlier]
        top = max(scores)
        return earlier[scores.index(top)] if top >= _THEME_WORD and scores.count(top) == 1 else None

    def _open(self, remark: Remark, earlier: list[Cluster]) -> list[Cluster]:
        """Where nothing tells which proposal is held back from: those that the delegation answered before, else the
        latest with all that were answered since it was made. Better a bracket too many than a consensus that is none.
        """
        own = [each for each in earlier if remark.owner in each.answered()]
        if own:
            return own
        since = earlier[-1].made[0].at
        return [each for each in earlier if each is earlier[-1] or each.answered_since(since)]

    def _best(self, remark: Remark, earlier: Sequence[Cluster]) -> Cluster | None:
        scores = [self.score(remark, each, earlier) for each in earlier]
        if not scores or max(scores) < SURE:
            return None
        return earlier[max(range(len(earlier)), key=lambda at: (scores[at], at))]

    def _focused(self, remark: Remark, earlier: Sequence[Cluster]) -> Cluster | None:
        """By the words of the clause alone in which the position is taken, or by what stands at the sentence's head."""
        clause = _clause_of(remark)
        if clause is None:
            return None
        topic = content(clause) - self._names.all - COMMON
        named = self._names.named(clause)
        scores = []
        told = self._told(earlier)
        for each in earlier:
            own = {stem for stem in topic & each.topic if told.topic[stem] == 1}
            own |= {stem for stem in topic & (each.about | each.near) - each.topic if told.near[stem] == 1}
            makers = set(each.makers) - {CHAIR}
            scores.append(
                _NAMED * bool(named & makers) + _OWN_WORD * len(own & each.topic) + _THEME_WORD * len(own - each.topic)
            )
        top = max(scores, default=0.0)
        return earlier[scores.index(top)] if top >= _THEME_WORD and scores.count(top) == 1 else None

    def _is_of_another(self, remark: Remark, clusters: Sequence[Cluster]) -> bool:
        """True when it speaks of the proposal of somebody who made none that was heard: it is nobody else's either."""
        told = self._names.makers(remark.sentence) - {remark.segment.delegation}
        return bool(told) and not any(told & set(each.makers) for each in clusters)

    def _refers(self, remark: Remark) -> bool:
        """True when the clause of the support points at something said before, or names nothing of its own."""
        if Act.SUPPORT not in remark.acts:
            return True
        matter = remark.topic - self._names.all - COMMON
        clause = re.split(r"[,;，；、]", remark.sentence)
        return len(matter) <= 2 or any(_REFERS.search(each) and _is_yes(each, remark.language) for each in clause)


_POSITIONS = HOLDING | {Act.SUPPORT, Act.NO_OBJECTION}
_SHORT = 60  # characters of a clause that only names the matter
# Sentences of one delegation with so many between them are of one turn.
_TURN = 4


_PIECES = re.compile(r"[,:;—،؛，；：]\s*(?:(?:and|but|y|e|et|mas|mais|pero|и|но)\s)?|\s(?=but\s)")


def _clause_of(remark: Remark) -> str | None:
    """The clause in which it says yes or no, with a short one before it ("The hotline, yes"); None for a whole sentence."""
    pieces, last = [], 0
    for match in _PIECES.finditer(remark.sentence):
        pieces.append((last, match.start()))
        last = match.end()
    pieces.append((last, len(remark.sentence)))
    if len(pieces) < 2:
        return None
    wanted = HOLDING if remark.acts & HOLDING else _POSITIONS
    spans = [span for act, span in cues(remark.sentence, remark.language).items() if act in wanted]
    if not spans:
        return None
    start = min(spans)[0]
    at = next((at for at, (begin, end) in enumerate(pieces) if begin <= start < max(end, begin + 1)), len(pieces) - 1)
    begin, end = pieces[at]
    if at and pieces[at - 1][1] - pieces[at - 1][0] <= _SHORT:
        begin = pieces[at - 1][0]
    return remark.sentence[begin:end]


def _is_yes(clause: str, language: str) -> bool:
    return Act.SUPPORT in classify(clause, language).seen


def _stems(name: str) -> tuple[str, ...]:
    words = [each.casefold() for each in re.findall(r"\w{3,}", name) if each[0].isupper()]
    own = [each[:_STEM] for each in words if each not in _NO_NAME] or [each[:_STEM] for each in words]
    return (*own, *_ALSO.get(name.casefold(), ()))


def _stands_in(name: str, sentence: str) -> bool:
    """True for names in scripts without capitals."""
    return (
        len(name) >= 2
        and not name.isascii()
        and not content(name).isdisjoint(content(sentence))
        and name[:2] in sentence
    )
