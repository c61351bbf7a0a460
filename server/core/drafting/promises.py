"""What delegations undertake, each undertaking once, however often it was said."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.drafting.acts import Act
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content, likeness

# An undertaking this much alike is the same one.
_AGAIN = 0.8


def promises(remarks: Iterable[Remark]) -> list[tuple[Remark, list[Remark]]]:
    """Each undertaking by the sentence that says it first, with those that say it again."""
    found: list[tuple[Remark, list[Remark]]] = []
    for each in remarks:
        if Act.COMMITMENT not in each.acts or each.acts & {Act.OBJECTION, Act.RESERVATION, Act.DISASSOCIATION}:
            continue
        twin = next((one for one in found if _is_again(each, one[0])), None)
        if twin is None:
            found.append((each, []))
        else:
            twin[1].append(each)
    return found


def _is_again(new: Remark, old: Remark) -> bool:
    return new.owner == old.owner and likeness(content(new.sentence), content(old.sentence)) >= _AGAIN
