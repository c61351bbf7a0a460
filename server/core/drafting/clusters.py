"""Proposals and what was said on each: supports, conditions, reservations, objections, withdrawals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.core.brackets import Hold
from server.core.drafting.acts import HOLDING, Act, Strength
from server.core.drafting.classify import classify
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.figures import figures
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content, likeness, words

HOLDS = {
    Act.OBJECTION: Hold.OBJECT,
    Act.DISASSOCIATION: Hold.DISASSOCIATE,
    Act.RESERVATION: Hold.RESERVE,
    Act.AMENDMENT: Hold.AMEND,
    Act.CONDITION: Hold.CONDITION,
}
_ALL = re.compile(
    r"\b(?:whole|entire|both|as a whole|any of (?:these|this|it)|everything"
    r"|all (?:of )?(?:the|these) (?:proposals|paragraphs)"
    r"|ensemble|toutes les propositions|conjunto|todas as propostas|todas las propuestas)\b|整个|全部|所有",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:propos\w*|initiative|ideas?|suggestions?|this|that|it|text|draft|paragraph|pilot|plan|project|declaration|amendment"
    r"|iniciativa|ideia|idea|propuestas?|isto|esta|este|esto|projeto|proyecto|declara\w*|texto|piloto|plano|initiative|idée|projet|cela|cette|ce"
    r"|texte|déclaration|pilote)\b|提案|提议|建议|倡议|这|该|此",
    re.IGNORECASE,
)
_YES = frozenset({Act.SUPPORT, Act.NO_OBJECTION})
_UNEXPLAINED = frozenset({Act.INFORMATION, Act.FACT, Act.DISPUTE})
# A proposal of so few words has no matter of its own.
_COUNTER = 3
# Sentences between two of one delegation's that are taken to be of one turn.
_TURN = 3
# Words that often come with a position; where no cue was found, a person should look.
_TURNS = re.compile(
    r"\b(?:but|however|although|though|unfortunately|regret\w*|afraid|all the same|nevertheless"
    r"|no|not|never|cannot|n't|none|nor"
    r"|until|unless|except|only|proviso|doubt\w*|excessive|disagree\w*|instead|too (?:much|many|long|short|high|low)"
    r"|mas|porém|infelizmente|não|dúvida\w*|apenas|exceto|mais|cependant|toutefois|malheureusement|regrett\w+|ne|pas|doute\w*|sauf|pero"
    r"|sin embargo|lamentablemente|duda\w*|excepto|salvo|discrepa\w*)\b|\w+n't\b|\bn'"
    r"|但|然而|遗憾|不|未|没|除非",
    re.IGNORECASE,
)
# Two proposals this much alike, by stems of the shorter one, are one proposal made twice.
_SAME, _SAME_STEMS = 0.75, 4


@dataclass(slots=True)
class Cluster:
    """One proposal (``made``: more than one remark where it was made twice) and the answers to it."""

    made: list[Remark]
    supports: list[Remark] = field(default_factory=list)
    no_objections: list[Remark] = field(default_factory=list)
    holds: list[tuple[Remark, Hold]] = field(default_factory=list)
    withdrawn: list[tuple[Remark, Remark]] = field(default_factory=list)

    @property
    def makers(self) -> set[str]:
        return {each.owner for each in self.made}

    def supporters(self) -> list[Remark]:
        """One remark for each delegation that says yes and nothing against it, the weakest it said."""
        held = {each.owner for each, _ in self.holds} | self.makers
        found: dict[str, Remark] = {}
        for each in self.supports:
            if each.owner not in held and (each.owner not in found or each.strength < found[each.owner].strength):
                found[each.owner] = each
        return list(found.values())

    def weakest(self) -> Strength | None:
        """The weakest supporter's strength, None without one."""
        return min((each.strength for each in self.supporters()), default=None)


def cluster(remarks: Sequence[Remark], evidence: Evidence) -> tuple[list[Cluster], list[tuple[Remark, Hold]]]:
    """The proposals in order with their answers, and what was held before there was any proposal to hold it against."""
    found, names = _proposals(remarks), _Names(evidence)
    loose: list[tuple[Remark, Hold]] = []
    for each in remarks:
        if each.segment.delegation == CHAIR:
            continue
        hold = next((HOLDS[act] for act in HOLDS if act in each.acts), None)
        if hold is None and is_counter(each) and _targets(each, found, names, must=True):
            hold = Hold.AMEND
        if Act.WITHDRAWAL in each.acts:
            _withdraw(each, found, names)
            own = [held for held in loose if held[0].owner == each.owner]
            if len(own) == 1:
                loose.remove(own[0])
        elif hold is not None:
            targets = _targets(each, found, names, must=True)
            for target in targets:
                target.holds.append((each, hold))
            if not targets:
                loose.append((each, hold))
        elif Act.SUPPORT in each.acts:
            for target in _targets(each, found, names, must=False):
                target.supports.append(each)
        elif Act.NO_OBJECTION in each.acts:
            for target in _targets(each, found, names, must=True):
                target.no_objections.append(each)
    _hold_the_unclear(remarks, found, names)
    return found, loose


def _hold_the_unclear(remarks: Sequence[Remark], clusters: list[Cluster], names: _Names) -> None:
    """Words like "but" that no cue explains, in the turn of a yes or about a proposal: taken to hold back."""
    for each in remarks:
        if each.segment.delegation in (None, CHAIR) or not each.acts <= _UNEXPLAINED:
            continue
        mine = [one for one in clusters if any(_is_one_turn(yes, each) for yes in (*one.supports, *one.no_objections))]
        earlier = [one for one in clusters if one.made[0].at < each.at and each.owner not in one.makers]
        about = [one for one in earlier if _score(each, one, names) >= 1]
        about = about or [one for one in earlier[-1:] if _shared(each, one, names)]
        clouded = _targets(each, clusters, names, must=True) if _YES & each.seen else []
        # Who names the very figure of the latest proposal speaks of it.
        figured = [one for one in earlier[-1:] if _figures(each) & frozenset().union(*map(_figures, one.made))]
        for target in ((mine or about[-1:] or clouded) if may_turn(each.sentence) else []) or figured:
            target.holds.append((each, Hold.UNCLEAR))


def _figures(remark: Remark) -> frozenset[tuple[float, str]]:
    found = figures(remark.sentence, remark.language)
    return frozenset((each.value, each.unit) for each in found if each.unit not in ("", "month", "day"))


def _is_one_turn(left: Remark, right: Remark) -> bool:
    return left.owner == right.owner and abs(left.at - right.at) <= _TURN


def may_turn(sentence: str) -> bool:
    """True where a sentence has a word that often comes with a position."""
    return bool(_TURNS.search(sentence))


class _Names:
    """Stems of the delegations' names, worked out once for a meeting."""

    def __init__(self, evidence: Evidence) -> None:
        self._names = evidence.names()
        self._by_code = {code: _stems(name) for code, name in self._names.items()}
        self.all = frozenset(stem for stems in self._by_code.values() for stem in stems)

    def told(self, sentence: str) -> set[str]:
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

    def of(self, cluster: Cluster) -> set[str]:
        return {stem for each in cluster.made for stem in self._by_code.get(each.segment.delegation or "", ())}


def _proposals(remarks: Sequence[Remark]) -> list[Cluster]:
    found: list[Cluster] = []
    for each in remarks:
        if Act.PROPOSAL not in each.acts or each.acts & HOLDING or (found and is_counter(each)):
            continue
        twin = next((old for old in found if _is_same(each, old.made[0])), None)
        if twin is not None:
            twin.made.append(each)
        else:
            found.append(Cluster([each]))
    return found


def is_counter(remark: Remark) -> bool:
    """A proposal without a matter of its own ("We suggest six") would change somebody else's."""
    cue = classify(remark.sentence, remark.language).cues.get(Act.PROPOSAL)
    if cue is None or remark.segment.delegation == CHAIR or "make" in remark.sentence[cue[0] : cue[1]]:
        return False
    rest = remark.sentence[cue[1] :]
    return 0 < len(words(rest)) <= _COUNTER and len(content(rest)) <= 1


def _is_same(left: Remark, right: Remark) -> bool:
    return likeness(left.topic, right.topic) >= _SAME and len(left.topic & right.topic) >= _SAME_STEMS


def _targets(remark: Remark, clusters: list[Cluster], names: _Names, must: bool) -> list[Cluster]:
    """The proposal a remark names or shares words with, else the latest one if it ``must`` have one, or refers."""
    earlier = [each for each in clusters if each.made[0].at < remark.at and remark.owner not in each.makers]
    if not earlier:
        return []
    if _ALL.search(remark.sentence):
        return earlier
    scores = [_score(remark, each, names) for each in earlier]
    best = max(range(len(earlier)), key=lambda at: (scores[at], at))
    if scores[best] >= 1:
        return [earlier[best]]
    if _is_of_another(remark, earlier, names):
        return []
    return [earlier[-1]] if must or _refers(remark, names) or _shared(remark, earlier[-1], names) else []


def _score(remark: Remark, target: Cluster, names: _Names) -> float:
    """At least 1 when the remark names the proposer or shares two stems with the proposal that are nobody's name."""
    shared = len(_shared(remark, target, names))
    named = bool(names.of(target) & remark.topic) and CHAIR not in target.makers
    return (1.5 if named else 0.0) + (0.5 * shared if shared >= 2 else 0.0)


def _shared(remark: Remark, target: Cluster, names: _Names) -> frozenset[str]:
    topic = frozenset().union(*(each.topic for each in target.made)) - names.all
    return (remark.topic & topic) - _COMMON


def _is_of_another(remark: Remark, clusters: Sequence[Cluster], names: _Names) -> bool:
    """True when it speaks of the proposal of somebody who made none that was heard: it is nobody else's either."""
    told = names.told(remark.sentence) - {remark.segment.delegation}
    return bool(told) and not any(told & each.makers for each in clusters)


# Stems that stand in any sentence of a roundtable and tell no proposal from another.
_COMMON = frozenset(
    (
        "propo",
        "suppo",
        "custo",
        "admin",
        "count",
        "membe",
        "deleg",
        "meeti",
        "colle",
        "posit",
        "reser",
        "begin",
        "start",
        "year",
        "first",
    )
)


def _stems(name: str) -> set[str]:
    return {
        word.casefold()[:5]
        for word in re.findall(r"\w{3,}", name)
        if word[0].isupper() and word not in ("Republic", "United", "The")
    }


def _refers(remark: Remark, names: _Names) -> bool:
    """True when the clause of the support points at something said before, or names nothing of its own."""
    if Act.SUPPORT not in remark.acts:
        return True
    matter = remark.topic - names.all - _COMMON
    clause = re.split(r"[,;，；、]", remark.sentence)
    return len(matter) <= 2 or any(_REFERS.search(each) and _is_support(each, remark.language) for each in clause)


def _is_support(clause: str, language: str) -> bool:
    return Act.SUPPORT in classify(clause, language).seen


def _withdraw(remark: Remark, clusters: list[Cluster], names: _Names) -> None:
    """Take back what the delegation held: where it is plain which. What stays unclear stays in brackets."""
    held = [each for each in clusters if any(old.owner == remark.owner for old, _ in each.holds)]
    if len(held) > 1 and not _ALL.search(remark.sentence):
        scores = [_score(remark, each, names) for each in held]
        top = max(scores)
        held = [
            each
            for each, score in zip(held, scores, strict=True)
            if score == top and scores.count(top) == 1 and top >= 1
        ]
    for each in held:
        taken = [old for old, _ in each.holds if old.owner == remark.owner]
        each.withdrawn += [(old, remark) for old in taken]
        each.holds = [(old, hold) for old, hold in each.holds if old.owner != remark.owner]
