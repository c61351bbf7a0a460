"""What somebody said of a paragraph of a zero draft, and what that comes to: support, reservations, amendments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.clusters import HOLDS
from server.core.drafting.remarks import Remark
from server.core.statement.brackets import Hold

SPOKEN_FOR = frozenset({Act.SUPPORT, Act.COMMITMENT})
SMALL_TALK = frozenset({Act.COURTESY, Act.PROCEDURE})
_HELD_ONCE = HOLDING | {Act.WITHDRAWAL, Act.INFORMATION}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a paragraph. ``act``: what it does; ``hold``: why it holds the text, None where it doesn't.

    ``words``: in the working language, or as they were said. ``strength``: 1 hedged, 2 plain, 3 strong.
    """

    delegation: str
    act: str
    hold: Hold | None
    strength: int
    language: str
    segments: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Support:
    """Of one paragraph. ``is_carried``: nobody spoke for it, so it only comes from the zero draft.

    ``leaning``: what was heard as a yes, though not so surely that it is counted: a person confirms it.
    """

    supports: tuple[Said, ...] = ()
    reservations: tuple[Said, ...] = ()
    amendments: tuple[Said, ...] = ()
    leaning: tuple[Said, ...] = ()

    @property
    def is_carried(self) -> bool:
        return not any(each.act in SPOKEN_FOR for each in self.supports)


def does(remark: Remark) -> tuple[Act | None, Hold | None]:
    """The act that counts for a paragraph, and the hold that it is."""
    if Act.WITHDRAWAL in remark.acts:
        return Act.WITHDRAWAL, None
    for act, hold in HOLDS.items():
        if act in remark.acts:
            return act, hold
    for act in (Act.SUPPORT, Act.NO_OBJECTION, Act.PROPOSAL, Act.COMMITMENT):
        if act in remark.acts:
            return act, None
    return None, None


def telling(remark: Remark) -> Act:
    """What an unplaced remark does, the most telling first."""
    return next((act for act in Act if act in remark.acts - SMALL_TALK), Act.INFORMATION)


def said_of(remark: Remark, act: Act, hold: Hold | None) -> Said:
    """What a remark is of a paragraph, in the working language where it has words in it."""
    words = remark.shown if remark.shown is not None else remark.sentence
    return Said(remark.owner, str(act), hold, int(remark.strength), remark.segment.lang, remark.ids, words)


def is_held_by(said: Said, owner: str) -> bool:
    """Whether it holds the paragraph back for this delegation."""
    return said.hold is not None and said.delegation == owner


def support_of(said: Sequence[tuple[Act, Said]], leaning: Sequence[Said]) -> Support:
    """Sorted by what it does; who holds the paragraph does not support it."""
    holding = {one.delegation for _, one in said if one.hold is not None}
    supports = [
        one for act, one in said
        if act in SPOKEN_FOR | {Act.NO_OBJECTION} and one.delegation not in holding
    ]  # fmt: skip
    amendments = [one for act, one in said if act in (Act.AMENDMENT, Act.PROPOSAL)]
    rest = {*supports, *amendments}
    reservations = [one for act, one in said if one not in rest and (one.hold is not None or act in _HELD_ONCE)]
    counted = holding | {one.delegation for one in (*supports, *amendments)}
    doubtful = tuple({one.delegation: one for one in reversed(leaning) if one.delegation not in counted}.values())
    return Support(tuple(supports), tuple(reservations), tuple(amendments), doubtful[::-1])


def merged(said: Sequence[Said]) -> Iterator[Said]:
    """Sentences of one turn that were heard in the same lines, as one."""
    waiting: Said | None = None
    for each in said:
        if waiting is not None and (waiting.delegation, waiting.segments) == (each.delegation, each.segments):
            waiting = replace(waiting, words=f"{waiting.words} {each.words}")
            continue
        if waiting is not None:
            yield waiting
        waiting = each
    if waiting is not None:
        yield waiting
