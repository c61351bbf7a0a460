"""What is done by saying a sentence, and how firmly. Must not know any language."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Act(StrEnum):
    """What a sentence does."""

    WITHDRAWAL = "withdrawal"
    NO_OBJECTION = "no_objection"
    DISASSOCIATION = "disassociation"
    RESERVATION = "reservation"
    OBJECTION = "objection"
    CORRECTION = "correction"
    DISPUTE = "dispute"
    AMENDMENT = "amendment"
    CONDITION = "condition"
    CONDITIONAL_SUPPORT = "conditional_support"
    PROPOSAL = "proposal"
    COMMITMENT = "commitment"
    SUPPORT = "support"
    EXPERIENCE = "experience"
    FACT = "fact"
    QUESTION = "question"
    CLAIM = "claim"
    PROCEDURE = "procedure"
    COURTESY = "courtesy"
    INFORMATION = "information"


class Strength(IntEnum):
    """How firmly support is given: a draft takes the weakest supporter's."""

    HEDGED = 1
    PLAIN = 2
    STRONG = 3


# What stands against a text or limits a yes; a sentence that does one of these is never plain support.
HOLDING = frozenset({Act.RESERVATION, Act.OBJECTION, Act.DISASSOCIATION, Act.AMENDMENT, Act.CONDITION})
# What says nothing of the matter. A claim ("we have consensus") is one person's word about the others.
EMPTY = frozenset({Act.PROCEDURE, Act.COURTESY, Act.CLAIM, Act.QUESTION, Act.INFORMATION})
# What takes a position: a figure in it is offered, not told.
POSITIONS = HOLDING | {Act.PROPOSAL, Act.COMMITMENT, Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITIONAL_SUPPORT}
