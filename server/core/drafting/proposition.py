"""One proposal and the answers to it: who supports, who holds what against it, what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.core.drafting.acts import Act, Strength
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content
from server.core.statement.brackets import Hold

# A proposal with so few stems only says that one comes, or that one came.
ANNOUNCED = 4
HOLDS = {
    Act.OBJECTION: Hold.OBJECT,
    Act.DISASSOCIATION: Hold.DISASSOCIATE,
    Act.RESERVATION: Hold.RESERVE,
    Act.AMENDMENT: Hold.AMEND,
    Act.CONDITION: Hold.CONDITION,
}
# Of several things that one delegation holds against one proposal these make the weaker ones after them needless.
RANK = (Hold.OBJECT, Hold.DISASSOCIATE, Hold.RESERVE, Hold.AMEND, Hold.CONDITION, Hold.UNCLEAR)
# A yes and a no with more sentences between them contradict each other; nearer ones qualify each other.
_TURN = 4


@dataclass(slots=True, eq=False)
class Cluster:
    """One proposal (``made``: more than one remark where it was made twice or in two sentences) and the answers to it.

    ``leaning``: what was heard as a yes, though not so surely that it is counted;
    ``about``: stems of its item on the agenda; ``near``: of what its maker said with it;
    ``topic``: of what was put forward.
    """

    made: list[Remark]
    supports: list[Remark] = field(default_factory=list)
    no_objections: list[Remark] = field(default_factory=list)
    holds: list[tuple[Remark, Hold]] = field(default_factory=list)
    withdrawn: list[tuple[Remark, Remark]] = field(default_factory=list)
    leaning: list[Remark] = field(default_factory=list)
    about: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    topic: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.topic = frozenset().union(*(each.topic for each in self.made))

    @property
    def makers(self) -> set[str]:
        return {each.owner for each in self.made}

    def make(self, remark: Remark) -> None:
        """Another sentence that puts the same forward."""
        self.made.append(remark)
        self.topic |= remark.topic

    def supporters(self) -> list[Remark]:
        """One remark for each delegation that says yes and nothing against it, the weakest it said."""
        held = {each.owner for each, _ in self.holds} | self.makers
        found: dict[str, Remark] = {}
        for each in self.supports:
            if each.owner not in held and (each.owner not in found or each.strength < found[each.owner].strength):
                found[each.owner] = each
        return list(found.values())

    def to_confirm(self) -> list[Remark]:
        """One remark for each delegation that was heard as a yes and is not counted, in the order of speech."""
        counted = {each.owner for each in self.supporters()} | self.makers
        told = sorted((*self.supports, *self.leaning), key=lambda each: each.at)
        found = {each.owner: each for each in reversed(told) if each.owner not in counted}
        return sorted(found.values(), key=lambda each: each.at)

    def answered(self) -> set[str]:
        """Who took a position on it, whatever became of it."""
        given = (*self.supports, *self.no_objections, *(each for each, _ in self.holds))
        return {each.owner for each in given} | {old.owner for old, _ in self.withdrawn}

    def weakest(self) -> Strength | None:
        """The weakest supporter's strength, None without one; what no cue is sure of is as weak as a yes can be."""
        told = (each.strength if Act.SUPPORT in each.told else Strength.HEDGED for each in self.supporters())
        return min(told, default=None)

    def contradicting(self) -> dict[str, Remark]:
        """The delegations that say yes in one turn and no in another and took neither back, with their yes."""
        lifted = {old for old, _ in self.withdrawn}
        found = {}
        for each in self.supports:
            for held, hold in self.holds:
                is_no = hold in (Hold.OBJECT, Hold.RESERVE, Hold.DISASSOCIATE) and held not in lifted
                if is_no and held.owner == each.owner and abs(held.at - each.at) > _TURN:
                    found[each.owner] = each
        return found

    def brackets(self) -> list[tuple[list[Remark], Hold]]:
        """What each delegation holds, kind by kind, in the order of speech; unclear words where nothing is clear."""
        by_owner: dict[str, dict[Hold, list[Remark]]] = {}
        for each, hold in sorted(self.holds, key=lambda held: held[0].at):
            by_owner.setdefault(each.owner, {}).setdefault(hold, []).append(each)
        found = []
        for kinds in by_owner.values():
            unclear = kinds.pop(Hold.UNCLEAR, [])
            if not kinds:
                kinds = {Hold.UNCLEAR: unclear}
            ranked = sorted(kinds, key=RANK.index)
            first = ranked[0]
            # One delegation says no in several ways: one bracket has them all; a condition has its own.
            same = [
                hold for hold in ranked[1:] if hold in (Hold.RESERVE, Hold.DISASSOCIATE) and first is not Hold.AMEND
            ]
            merged = [*kinds[first], *(each for hold in same for each in kinds[hold])]
            found.append((merged, first))
            found += [(kinds[hold], hold) for hold in ranked[1:] if hold not in same]
        return found

    def main(self) -> Remark:
        """Of the sentences that put it forward first the one that says most."""
        owner = self.made[0].owner
        own = [each for each in self.made if each.owner == owner]
        return max(own, key=lambda each: (min(len(content(each.sentence)), ANNOUNCED + 1), -each.at))
