"""The way of minutes from a draft to an approved record: what each state accepts, and from whom.

Deadlines are computed from the moment at which somebody asks. Must not know how anything is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.core.errors import BadRequest, Conflict, MinutesLocked, NotAllowed

DAY_MS = 86_400_000
MOST_DAYS = 90  # of the window for corrections
CHAIR = "CHAIR"  # the code under which the chair's own words stand
FLOOR = "floor"  # the language version that has everything as it was said
KEEPERS = ("secretariat", "chair", "rapporteur")  # who keep the minutes: they see what was retracted, nobody else does


class State(StrEnum):
    """Where the minutes of a session stand."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"


class Action(StrEnum):
    """What can be done to them."""

    CHANGE = "change"
    REVIEW = "review"
    WINDOW = "window"
    BACK = "back"
    PROPOSE = "propose"
    ANSWER = "answer"
    SIGN = "sign"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRIGENDUM = "corrigendum"
    WITHHOLD = "withhold"


class Standing(StrEnum):
    """What became of a delegation's proposal. ``LATE``: it came after the window, and has no effect."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Step:
    """The state after an action, and the roles that may take it."""

    state: State
    roles: tuple[str, ...]


_DESK = ("rapporteur", "secretariat")
_SPEAKERS = ("delegation", "chair", "secretariat")  # the secretariat writes down what a delegation sends it
# What each state accepts, from whom, and the state after it; anything else is refused.
TABLE: Mapping[State, Mapping[Action, Step]] = {
    State.DRAFT: {
        Action.CHANGE: Step(State.DRAFT, (*_DESK, "chair")),
        Action.SIGN: Step(State.DRAFT, KEEPERS),
        Action.REVIEW: Step(State.REVIEW, ("secretariat",)),
    },
    State.REVIEW: {
        Action.CHANGE: Step(State.REVIEW, (*_DESK, "chair")),
        Action.SIGN: Step(State.REVIEW, KEEPERS),
        Action.WINDOW: Step(State.REVIEW, ("secretariat",)),
        Action.BACK: Step(State.DRAFT, ("secretariat",)),
        Action.PROPOSE: Step(State.REVIEW, _SPEAKERS),
        Action.ANSWER: Step(State.REVIEW, _DESK),
        Action.APPROVE: Step(State.APPROVED, ("chair", "secretariat")),
    },
    State.APPROVED: {
        Action.PROPOSE: Step(State.APPROVED, _SPEAKERS),  # received late
        Action.SIGN: Step(State.APPROVED, KEEPERS),
        Action.PUBLISH: Step(State.PUBLISHED, ("chair", "secretariat")),
        Action.CORRIGENDUM: Step(State.APPROVED, _DESK),
        Action.WITHHOLD: Step(State.APPROVED, ("chair", "secretariat")),
    },
    State.PUBLISHED: {
        Action.PROPOSE: Step(State.PUBLISHED, _SPEAKERS),  # received late
        Action.SIGN: Step(State.PUBLISHED, KEEPERS),
        Action.CORRIGENDUM: Step(State.PUBLISHED, _DESK),
        Action.WITHHOLD: Step(State.PUBLISHED, ("chair", "secretariat")),
    },
}
LOCKED = frozenset(state for state, accepted in TABLE.items() if Action.CHANGE not in accepted)


def after(state: State, action: Action, role: str) -> State:
    """The state after ``action`` of a person of this role.

    Raises NotAllowed for another role, MinutesLocked for a change of approved minutes, Conflict that names what the
    state accepts and what came.
    """
    accepted = TABLE[state]
    ever = {one for steps in TABLE.values() for done, step in steps.items() if done is action for one in step.roles}
    if role not in ever:
        raise NotAllowed(f"to {action} needs one of the roles {', '.join(sorted(ever))}; you are signed in as {role}")
    if action is Action.CHANGE and action not in accepted:
        raise MinutesLocked
    if action not in accepted:
        raise Conflict(
            f"minutes in state {state} accept {', '.join(accepted)}; got {action}",
            state=str(state),
            expected=[str(each) for each in accepted],
            got=str(action),
        )
    step = accepted[action]
    if role not in step.roles:
        raise NotAllowed(f"to {action} needs one of the roles {', '.join(step.roles)}; you are signed in as {role}")
    return step.state


def allowed(state: State, role: str) -> tuple[Action, ...]:
    """What a person of this role can do to minutes in this state."""
    return tuple(action for action, step in TABLE[state].items() if role in step.roles)


def window_end(days: int, now: int) -> int:
    """When a window of so many days that begins now is over; 0 days: at once. Unix milliseconds.

    Raises BadRequest.
    """
    if not 0 <= days <= MOST_DAYS:
        raise BadRequest(f"the window for corrections lasts 0 to {MOST_DAYS} days; found {days}")
    return now + days * DAY_MS


def is_window_open(state: State, ends_at: int | None, now: int) -> bool:
    """Whether delegations may propose corrections now, whatever any job has noticed."""
    return state is State.REVIEW and ends_at is not None and now < ends_at


def received(state: State, ends_at: int | None, now: int) -> Standing:
    """How a proposal that comes now stands: open within the window, late after it."""
    return Standing.OPEN if is_window_open(state, ends_at, now) else Standing.LATE


def speaks_for(role: str, delegation: str | None, asked: str | None) -> str:
    """The delegation in whose name a person proposes: their own, the chair's, or for the secretariat the one it names.

    Raises NotAllowed.
    """
    own = {"delegation": delegation, "chair": CHAIR, "secretariat": asked}.get(role)
    if not own or (asked and asked != own):
        raise NotAllowed("a delegation corrects its own speech, the chair its own; the secretariat names whose it is")
    return own
