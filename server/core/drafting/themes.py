"""What a remark is about: an item of the agenda, or a few words of what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.clip import clip
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content

_WORDS = 3
# Stems by which a remark belongs to the matter of a proposal.
_OF_A_PROPOSAL = 2
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|last) (?:item|point|matter|question|subject|topic)\b", re.IGNORECASE
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}


class Agenda:
    """The items of the agenda, and which of them was under discussion at each remark."""

    def __init__(self, evidence: Evidence, remarks: Sequence[Remark]) -> None:
        self._items = [(item, content(item)) for item in evidence.agenda]
        self._open = self._opened(remarks)

    def item(self, remark: Remark, topic: frozenset[str] = frozenset()) -> str:
        """The item with most stems of a remark, two at least; else the one that the chair has opened; or ""."""
        topic = topic or remark.topic
        best = max(((len(stems & topic), -at, item) for at, (item, stems) in enumerate(self._items)), default=None)
        if best is not None and best[0] >= 2:
            return best[2]
        opened = self._open[remark.at] if remark.at < len(self._open) else ""
        if best is not None and best[0] == 1 and sum(bool(stems & topic) for _, stems in self._items) == 1:
            return best[2]
        return opened

    def items(self) -> tuple[str, ...]:
        return tuple(item for item, _ in self._items)

    def stems(self, remark: Remark) -> frozenset[str]:
        return content(self.item(remark))

    def _opened(self, remarks: Sequence[Remark]) -> list[str]:
        found, now = [], ""
        for each in remarks:
            if each.segment.delegation == CHAIR and self._items:
                placed = _ORDINAL.search(each.sentence)
                scores = [len(stems & each.topic) for _, stems in self._items]
                if max(scores) >= 2 or (max(scores) == 1 and scores.count(1) == 1 and len(self._items) > 1):
                    now = self._items[scores.index(max(scores))][0]
                elif placed and _PLACES[placed.group(1).casefold()] < len(self._items):
                    now = self._items[_PLACES[placed.group(1).casefold()]][0]
            found.append(now)
        return found


def words_of(remark: Remark, names: frozenset[str], language: str) -> str:
    """The first words of its matter but for ``names`` (their stems), else the segment's id."""
    act = next((each for each in (Act.PROPOSAL, Act.COMMITMENT) if each in remark.acts), Act.FACT)
    text = clip(remark.shown or remark.sentence, act, language)
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]{3,}", text):
        stems = content(word)
        if stems and not stems & names and word.casefold() not in found:
            found.append(word.casefold())
    return " ".join(found[:_WORDS]) or remark.segment.id


class Themes:
    """What the paragraphs of a draft are filed under: items of the agenda, else matters of proposals, else words."""

    def __init__(self, agenda: Agenda, clusters: Sequence[Cluster], evidence: Evidence, language: str) -> None:
        self._agenda, self._clusters, self._language = agenda, clusters, language
        self._names = frozenset(part for name in evidence.names().values() for part in content(name))
        self._found = {id(each): self._worked_out(each) for each in clusters}

    def of(self, remark: Remark) -> str:
        """The item of the agenda, else the matter of the proposal that it is of, else its own words."""
        return self.known(remark) or words_of(remark, self._names, self._language)

    def known(self, remark: Remark) -> str:
        """The same without its own words: "" where it is of nothing."""
        item = self._agenda.item(remark)
        if item:
            return item
        near = max(
            ((len(each.topic & remark.topic), -at, self.of_proposal(each)) for at, each in enumerate(self._clusters)),
            default=None,
        )
        return near[2] if near is not None and near[0] >= _OF_A_PROPOSAL else ""

    def of_proposal(self, cluster: Cluster) -> str:
        """The item of the agenda, else the first words of what is proposed."""
        return self._found[id(cluster)]

    def _worked_out(self, cluster: Cluster) -> str:
        main = cluster.main()
        return self._agenda.item(main, cluster.topic) or words_of(main, self._names, self._language)
