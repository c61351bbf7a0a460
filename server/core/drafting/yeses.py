"""Which yeses are counted and which are listed, once it is known what everybody said on every proposal."""

from __future__ import annotations

from collections.abc import Sequence

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.agreeing import Held, Seen, agrees, is_hold, is_taken_back, may_agree
from server.core.drafting.evidence import CHAIR
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import Sense
from server.core.drafting.targets import Targets
from server.core.drafting.words_shared import COMMON
from server.core.statement.brackets import Hold

# From this likelihood on a yes is counted; one that its words alone place from the lower one on, where the sentence is
# not likelier on another. Chosen on authors that the weights were not fitted on (docs/benchmarks.md).
_COUNTED, _TOLD = 0.85, 0.5
# Words to be made clear that the second reader finds so unlikely to hold anything back do not stand against a yes.
_NO_HOLD = 0.1
_TOUCHES = 2  # stems
# A cue of a hold that the second reader finds so likely is one.
_BOTH = 0.4

Placed = tuple[Remark, Hold]


def count(remarks: Sequence[Remark], clusters: Sequence[Cluster], targets: Targets, sense: Sense) -> list[Placed]:
    """Puts each yes that was read where it is counted, or only listed; what cues alone read stays as it is.

    Returns what supporters held here that a yes stands beside: it is on something else, nobody can be certain on what.
    """
    counted: list[tuple[Cluster, Remark]] = []
    for each in remarks:
        if each.segment.delegation not in (None, CHAIR) and sense.acts(each.english):
            on = _counted(each, remarks, clusters, targets, sense)
            counted += [(target, each) for target in on]
            for target in clusters:
                _move(each, target, target in on)
    taken: list[Placed] = []
    for target, yes in counted:
        mine = [held for held in target.holds if held[0].owner == yes.owner]
        target.holds = [held for held in target.holds if held not in mine]
        taken += [held for held in mine if _may_hold(held, sense)]
    kept = {remark for each in clusters for remark, _ in each.holds}
    return [held for held in dict.fromkeys(taken) if held[0] not in kept]


def held_by(remark: Remark, target: Cluster, clusters: Sequence[Cluster], targets: Targets, sense: Sense) -> list[Held]:
    """What the speaker of a remark holds against a proposal."""
    found = []
    for each, hold in target.holds:
        if each.owner == remark.owner:
            on_it = targets.on_it(each, target, clusters)
            found.append(Held(each, hold, on_it * _holds(each, sense)))
    return found


def _counted(
    remark: Remark, remarks: Sequence[Remark], clusters: Sequence[Cluster], targets: Targets, sense: Sense
) -> list[Cluster]:
    """The proposals that a remark certainly says yes to."""
    if not may_agree(remark, sense):
        return []
    likely: list[tuple[float, Cluster, Seen, bool]] = []
    turn = [each for each in remarks if each.segment is remark.segment]
    for target, seen in targets.seen(remark, clusters):
        held = held_by(remark, target, clusters, targets, sense)
        if not is_taken_back(remark, turn, held) and not _would_be_doubted(remark, target, turn):
            is_told = remark in target.supports and not held
            likely.append((agrees(remark, seen, held, sense), target, seen, is_told))
    most = max((one for one, *_ in likely), default=0.0)
    return [
        target
        for one, target, seen, is_told in likely
        if one >= _COUNTED or (is_told and (seen.is_of_all or one == most >= _TOLD))
    ]


def _holds(remark: Remark, sense: Sense) -> float:
    """How likely it holds something back, 0 to 1: sure where both readings say so, or cues and nothing else."""
    likely = sense.acts(remark.english)
    if not likely or (remark.cued & HOLDING and is_hold(likely) >= _BOTH):
        return 1.0
    return is_hold(likely)


def _would_be_doubted(remark: Remark, target: Cluster, turn: Sequence[Remark]) -> bool:
    """True where whoever verifies the paragraph by its words alone finds a hold of the supporter in what it cites."""
    limits = [each for each in turn if each.cued & HOLDING and len(each.topic & target.topic - COMMON) >= _TOUCHES]
    back = [new for old, new in target.withdrawn if old.owner == remark.owner]
    return bool(limits) or any(Act.WITHDRAWAL not in each.cued for each in back)


def _move(remark: Remark, target: Cluster, is_counted: bool) -> None:
    if is_counted:
        target.leaning = [each for each in target.leaning if each is not remark]
        target.supports += [] if remark in target.supports else [remark]
    elif remark in target.supports:
        target.supports.remove(remark)
        target.leaning.append(remark)


def _may_hold(held: Placed, sense: Sense) -> bool:
    remark, hold = held
    return hold is not Hold.UNCLEAR or is_hold(sense.acts(remark.english)) >= _NO_HOLD or not sense.acts(remark.english)
