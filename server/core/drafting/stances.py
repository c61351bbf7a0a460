"""Who stands where on which theme: of several things that a delegation said on one theme, the most careful one."""

from __future__ import annotations

from server.core.drafting.acts import Act
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.statement.brackets import Hold

# From what weighs most to what weighs least.
RANK = (
    "contradicts",
    "object",
    "disassociate",
    "reserve",
    "amend",
    "condition",
    "conditional",
    "unclear",
    "no_objection",
    "agree",
    "leaning",
    "propose",
    "commitment",
    "intention",
    "experience",
)


class Stances:
    """The stance of each delegation on each theme, in the order in which they were taken."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, str]] = {}

    def take(self, remark: Remark, theme: str, stance: str) -> None:
        code = remark.segment.delegation
        if not code:
            return
        known = self._found.setdefault(code, {}).get(theme)
        if known is None or RANK.index(stance) < RANK.index(known):
            self._found[code][theme] = stance

    def take_all(self, cluster: Cluster, theme: str) -> None:
        """What is said of one proposal, by its makers and by those who answer."""
        for each in cluster.made:
            self.take(each, theme, "propose")
        for each in cluster.no_objections:
            self.take(each, theme, "no_objection")
        for each in cluster.supporters():
            self.take(each, theme, "agree")
        for each in cluster.to_confirm():
            self.take(each, theme, "leaning")
        contradicting = cluster.contradicting()
        for each, hold in cluster.holds:
            if each.owner in contradicting:
                self.take(each, theme, "contradicts")
            elif hold is Hold.CONDITION and Act.CONDITIONAL_SUPPORT in each.acts:
                self.take(each, theme, "conditional")
            else:
                self.take(each, theme, str(hold))

    def table(self) -> dict[str, dict[str, str]]:
        """``{delegation: {theme: stance}}``."""
        return {code: dict(told) for code, told in self._found.items()}
