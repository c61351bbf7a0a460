"""Proposals and what was said on each: supports, conditions, reservations, objections, withdrawals."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.following import followed
from server.core.drafting.naming import Names
from server.core.drafting.proposition import HOLDS, Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import content, likeness, words
from server.core.drafting.targets import Targets
from server.core.drafting.themes import Agenda
from server.core.drafting.unclear import hold_the_unclear, may_turn
from server.core.drafting.unheard import unheard
from server.core.drafting.words_shared import SURE
from server.core.drafting.yeses import count
from server.core.statement.brackets import Hold

__all__ = ["HOLDS", "Cluster", "cluster", "is_counter", "may_turn"]

# A proposal of so few words has no matter of its own.
_COUNTER = 3
# Two proposals this much alike, by stems of the shorter one, are one proposal made twice.
_SAME, _SAME_STEMS = 0.75, 4
# Sentences of one speaker so near and so alike, or one of them with so few stems, put one thing forward.
_NEAR, _ALIKE, _THIN = 2, 0.3, 5
_ANOTHER = re.compile(
    r"\b(?:also|second(?:ly)?|another|further(?:more)?|in addition|moreover|separately|finally|également|deuxième|autre|además|segund[oa]|otr[oa]"
    r"|também|outr[oa]|также|второе|кроме того|ايضا|كذلك)\b|另外|此外|还|第二|또한|두 번째",
    re.IGNORECASE,
)
# The maker of a proposal puts it in other words.
_REWORDS = re.compile(
    r"^\W*[\"“«]|\b(?:shorter|reword\w*|rephras\w*|let it (?:read|say)|(?:then|so) (?:write|say|put)|so it (?:reads|becomes)|in other words|(?:my|our) (?:own )?(?:proposal|text|idea|sentence) (?:is|was|would|now|then))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:our|my|its|the|(?-i:[A-Z])\w+'s) (?:\w+ )?(?:objections?|reservations?|opposition|conditions?|concerns?|brackets?|no)\b(?! (?:of|on|to|about|over|with) )"
    r"|\bit (?:stays|stands|remains)\b",
    re.IGNORECASE,
)
# A yes to what was changed for the speaker.
_IN_FORM = re.compile(
    r"\b(?:in (?:this|that) form|with (?:this|that|the) (?:change|wording|exception|addition|explanation)|(?:as|so) (?:amended|worded)|then (?:it is|it's|we))\b|^with [\"“«]",
    re.IGNORECASE,
)
_MAY_BE = frozenset({Act.INFORMATION, Act.FACT, Act.EXPERIENCE, Act.DISPUTE})
# How things ought to be: a proposal where an item of the agenda has no other.
_NORM = re.compile(
    r"\b(?:should|ought to|must|let (?:us|every|each|all|our|the|two|both|there|it)|would like|wants?|asks?|pleads?|wish\w*|hopes?|dream\w*|request\w*|idea|proposal|suggestion|why not|how about"
    r"|rule|(?:every|each|all|no) \w+(?: \w+){0,6} (?:be|have|give|name|send|publish|open|share|keep|accept|use|make|get|carry|receive)|what is (?:missing|needed)|we need|there be|it is time|together|once and for all|from now on|instead)\b",
    re.IGNORECASE,
)
# How likely a sentence must be a yes to be listed as one that is not counted.
_LEANS = 0.4
# How likely a sentence must be to propose something where an item of the agenda has no proposal.
_LIKELY = 0.1
_TAKES_UP = re.compile(r"\b(?:both|all|everything)\b|全部|所有", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clustered:
    """``loose``: what was held before there was any proposal to hold it against; ``doubtful``: what is held against all
    proposals that may be meant, none of them likely."""

    proposals: list[Cluster]
    loose: list[tuple[Remark, Hold]]
    doubtful: list[tuple[Remark, Hold]]


def cluster(remarks: Sequence[Remark], evidence: Evidence, sense: Sense = UNREAD) -> Clustered:
    """The proposals in order with their answers, and what is held against none of them, or none that is likely."""
    found, targets = gathered(remarks, evidence, sense)
    beside = count(remarks, found.proposals, targets, sense)
    said = {each for each, _ in found.doubtful}
    return replace(found, doubtful=[*found.doubtful, *(held for held in beside if held[0] not in said)])


def gathered(remarks: Sequence[Remark], evidence: Evidence, sense: Sense = UNREAD) -> tuple[Clustered, Targets]:
    """The same before it is told which yeses are certain, with what tells of each remark what it is on."""
    names = Names(evidence)
    found, targets = _proposals(remarks, Agenda(evidence, remarks), names, sense), Targets(names, remarks, sense)
    loose: list[tuple[Remark, Hold]] = []
    doubtful: list[tuple[Remark, Hold]] = []
    if len({each.owner for each in remarks}) == 1:
        return Clustered(found, loose, doubtful), targets  # a speech, which answers nobody
    for each in remarks:
        if each.segment.delegation == CHAIR:
            continue
        hold = next((HOLDS[act] for act in HOLDS if act in each.acts), None)
        if hold is None and is_counter(each) and targets.of(each, found, must=True):
            hold = Hold.AMEND
        if Act.WITHDRAWAL in each.acts:
            _withdraw(each, found, targets)
            for apart in (loose, doubtful):
                own = [held for held in apart if held[0].owner == each.owner]
                if len(own) == 1:
                    apart.remove(own[0])
            if Act.SUPPORT in each.acts:
                for target in targets.of(each, found, must=False):
                    target.supports.append(each)
        elif hold is not None:
            aimed = _own_holds(each, found) or targets.of(each, found, must=True)
            is_told = not each.acts & HOLDING <= each.sensed  # a cue speaks for it
            is_sure = bool(aimed) and targets.is_sure(each, found)
            if is_told or is_sure:
                for target in aimed:
                    target.holds.append((each, hold))
            if is_told and not aimed:
                loose.append((each, hold))
            elif aimed and not is_sure:
                doubtful.append((each, hold if is_told else Hold.UNCLEAR))
        elif follows := followed(each, found, names, targets):
            for target, taken_over in follows:
                target.holds.append((each, taken_over))
        elif Act.SUPPORT in each.acts and each.segment.delegation:
            held = _own_holds(each, found) if _IN_FORM.search(each.sentence) else []
            on = held or targets.of(each, found, must=False)
            _agree(each, on, targets.leaning(each, found))
        elif Act.NO_OBJECTION in each.acts:
            for target in targets.of(each, found, must=True):
                target.no_objections.append(each)
        elif _leans(each, sense):
            for target in targets.leaning(each, found):
                target.leaning.append(each)
    hold_the_unclear(remarks, found, targets)
    doubtful += _set_apart(found, targets, doubtful)
    return Clustered(found, loose, doubtful), targets


def _agree(remark: Remark, on: Sequence[Cluster], leaning: Sequence[Cluster]) -> None:
    """A yes of cues is counted; one that only the second reader hears is listed, so that no text claims too much."""
    for target in on:
        (target.leaning if Act.SUPPORT in remark.sensed else target.supports).append(remark)
    for target in leaning:
        if target not in on:
            target.leaning.append(remark)


def _leans(remark: Remark, sense: Sense) -> bool:
    """True for what a learned reader alone hears as a yes."""
    likely = sense.acts(remark.english).get(Act.SUPPORT, 0.0) if remark.english else 0.0
    return likely >= _LEANS and bool(remark.segment.delegation)


def _set_apart(
    clusters: Sequence[Cluster], targets: Targets, doubtful: Sequence[tuple[Remark, Hold]]
) -> list[tuple[Remark, Hold]]:
    """Takes from each proposal what its supporters hold rather against something else, which nobody can be certain of.

    Returns what would stand nowhere then.
    """
    taken: list[tuple[Remark, Hold]] = []
    for each in clusters:
        turns, owners = {yes.segment for yes in each.supports}, {yes.owner for yes in each.supports}
        for held in [one for one in each.holds if one[0].owner in owners]:
            if targets.is_rather_of_another(held[0], each, clusters, held[0].segment not in turns):
                each.holds.remove(held)
                taken.append(held)
    kept = {remark for each in clusters for remark, _ in each.holds} | {remark for remark, _ in doubtful}
    return [held for held in dict.fromkeys(taken) if held[0] not in kept]


def _own_holds(remark: Remark, clusters: Sequence[Cluster]) -> list[Cluster]:
    """ "Our reservation stands", "India's objection": the proposals that the delegation holds something against already."""
    if not (_OWN.search(remark.sentence) or _IN_FORM.search(remark.sentence)):
        return []
    own = [
        each for each in clusters if any(held.owner == remark.owner and held.at < remark.at for held, _ in each.holds)
    ]
    return own if len(own) == 1 else []


def _proposals(remarks: Sequence[Remark], agenda: Agenda, names: Names, sense: Sense) -> list[Cluster]:
    found: list[Cluster] = []
    for each in remarks:
        if Act.PROPOSAL not in each.acts or each.acts & HOLDING or (found and is_counter(each)):
            continue
        twin = next((old for old in found if _is_same(each, old)), None)
        if twin is not None:
            twin.make(each)
        else:
            found.append(Cluster([each], about=agenda.stems(each), near=_told_with(each, remarks)))
    for each in unheard(remarks, {maker for one in found for maker in one.makers}, names, sense):
        found.append(Cluster([each], about=agenda.stems(each), near=_told_with(each, remarks)))
    return _completed(found, remarks, agenda, sense)


def _completed(found: list[Cluster], remarks: Sequence[Remark], agenda: Agenda, sense: Sense) -> list[Cluster]:
    """With a proposal for each item of the agenda that has none: the sentence about it that sounds most like one."""
    taken = {agenda.item(each.made[0], each.topic) for each in found}
    for item in agenda.items():
        if item in taken:
            continue
        best = max(
            (
                (len(content(item) & (each.topic | _told_with(each, remarks))), -each.at, each)
                for each in remarks
                if each.segment.delegation not in (None, CHAIR)
                and each.acts <= _MAY_BE
                and _NORM.search(each.sentence)
                and _may_propose(each, sense)
                and not any(each.owner in one.makers and abs(one.made[0].at - each.at) <= _NEAR for one in found)
            ),
            default=None,
            key=lambda one: one[:2],
        )
        if best is not None and best[0]:
            each = best[2]
            found.append(Cluster([each], about=content(item), near=_told_with(each, remarks)))
    return sorted(found, key=lambda each: each.made[0].at)


def _may_propose(remark: Remark, sense: Sense) -> bool:
    """False where the second reader finds that a sentence proposes nothing."""
    likely = sense.acts(remark.english) if remark.english else {}
    return not likely or likely.get(Act.PROPOSAL, 0.0) >= _LIKELY


def near_and_about(
    made: Remark, remarks: Sequence[Remark], evidence: Evidence
) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of what a maker said beside a proposal, and of its item on the agenda."""
    return _told_with(made, remarks), Agenda(evidence, remarks).stems(made)


def _told_with(made: Remark, remarks: Sequence[Remark]) -> frozenset[str]:
    """Stems of the sentences around a proposal in the same segment."""
    near = [
        each
        for each in remarks[max(0, made.at - 1) : made.at + 3]
        if each.segment is made.segment and each.acts <= {Act.INFORMATION, Act.FACT, Act.PROPOSAL}
    ]
    return frozenset().union(*(each.topic for each in near))


def is_counter(remark: Remark) -> bool:
    """A proposal without a matter of its own ("We suggest six") would change somebody else's."""
    cue = classify(remark.sentence, remark.language).cues.get(Act.PROPOSAL)
    if cue is None or remark.segment.delegation == CHAIR or "make" in remark.sentence[cue[0] : cue[1]]:
        return False
    rest = remark.sentence[cue[1] :]
    return 0 < len(words(rest)) <= _COUNTER and len(content(rest)) <= 1


def _is_same(new: Remark, old: Cluster) -> bool:
    """The same thing put forward again, or in two sentences of one turn."""
    first = old.made[0]
    if likeness(new.topic, first.topic) >= _SAME and len(new.topic & first.topic) >= _SAME_STEMS:
        return True
    if new.owner == first.owner and _REWORDS.search(new.sentence):
        return True
    last = old.made[-1]
    if new.owner != last.owner or not 0 < new.at - last.at <= _NEAR or _ANOTHER.search(new.sentence):
        return False
    thin = min(len(content(new.sentence)), len(content(last.sentence))) <= _THIN
    return thin or likeness(new.topic, last.topic) >= _ALIKE


def _withdraw(remark: Remark, clusters: list[Cluster], targets: Targets) -> None:
    """Take back what the delegation held: where it is plain which. What stays unclear stays in brackets."""
    held = [each for each in clusters if any(old.owner == remark.owner for old, _ in each.holds)]
    if len(held) > 1 and not _TAKES_UP.search(remark.sentence):
        scores = [targets.score(remark, each, held) for each in held]
        top = max(scores)
        held = [
            each
            for each, score in zip(held, scores, strict=True)
            if score == top and scores.count(top) == 1 and top >= SURE
        ]
    for each in held:
        taken = [old for old, _ in each.holds if old.owner == remark.owner and old.at < remark.at]
        each.withdrawn += [(old, remark) for old in taken]
        each.holds = [(old, hold) for old, hold in each.holds if old not in taken]
