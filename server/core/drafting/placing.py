"""How likely a position is on each of the proposals before it: by names, words, meaning, and what the turn spoke of.

What is seen of a remark and a proposal are a few numbers; how much each weighs was fitted on labelled roundtables
(``python -m bench placing``). Nothing is learned while drafting.
"""

# ruff: noqa: E501 (a table of words)

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from operator import mul

from server.core.drafting.evidence import CHAIR
from server.core.drafting.figures import figures
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import Sense, near
from server.core.drafting.words_shared import Shared, clause_of

# What is seen, in the order of the weights. "beside": how much more than of the best other proposal.
SEEN = (
    "meaning beside", "clause beside", "turn's meaning beside", "next sentence beside", "words", "words beside",
    "turn's words beside", "clause's words beside", "maker named in its clause", "maker named", "other maker named", "maker named before", "figure named", "latest", "only one", "ordinal",
    "with what its maker said beside", "turn's with what its maker said beside", "like answers to it beside",
    "answered in this turn", "answered in the last sentence", "answered another in this turn", "always",
)  # fmt: skip
WEIGHTS = (
    -0.42, 1.19, 0.03, -0.89, 0.77, 0.70, 0.93, 0.68, 0.34, 1.46, -0.59, 1.15, 0.40, 0.03, 1.49, 2.08,
    1.48, 2.37, 1.32, -3.18, -1.58, 1.36, -0.31,
)  # fmt: skip
WITHOUT_MEANING = (
    0.00, 0.00, 0.00, 0.00, 0.80, 0.95, 1.09, 0.73, 0.44, 1.35, -0.45, 1.15, 0.45, 0.10, 2.03, 2.27,
    0.00, 0.00, 0.00, -3.31, -1.56, 1.34, -0.46,
)  # fmt: skip
# Sentences of one delegation with so many between them are of one turn; how much each further back counts.
_TURN, _FADES = 4, 0.8
_MOST_WORDS = 3.0
# Of so many proposals the latest are weighed, with those whose maker or words are named.
_MOST = 12
_SMALL = 2
_ANSWERS = 6  # of the latest answers to a proposal are compared with
_ORDINAL = re.compile(
    r"\b(?:on|to|for|as to|about|regarding|concerning|the) (?:the )?(?P<n>first|second|third|fourth|fifth)\b"
    r"(?: (?:matter|question|item|point|proposal|idea|issue|subject|topic|paragraph))?(?! (?:of|time|day|year|month|january|february|march|april|may|june|july|august|september|october|november|december|half|quarter|\w+ly))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:item|point|proposal|paragraph|number) (?:number )?(?P<n>one|two|three|four|five|[1-5])\b(?! (?:percent|per|million|thousand|hundred))",
    re.IGNORECASE,
)
_PLACES = {
    "one": 0,
    "two": 1,
    "three": 2,
    "four": 3,
    "five": 4,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
}


class Placing:
    """Tells of each remark how likely it is on each proposal; remembers what was placed where. One thread at a time."""

    def __init__(self, remarks: Sequence[Remark], shared: Shared, sense: Sense) -> None:
        self._remarks, self._shared, self._sense = remarks, shared, sense
        self._answers: dict[int, list[Remark]] = {}
        self._known: dict[tuple[str, str], float] = {}

    def place(self, remark: Remark, cluster: Cluster) -> None:
        """Remember that a position was taken on a proposal."""
        self._answers.setdefault(id(cluster), []).append(remark)

    def answered(self, remark: Remark, cluster: Cluster) -> bool:
        """True where its speaker took a position on a proposal earlier in the same turn."""
        return self._answered(remark, cluster, _TURN + 2)

    def likely(self, remark: Remark, earlier: Sequence[Cluster], everything: Sequence[Cluster]) -> list[float]:
        """For each of the proposals how likely the remark is on it, 0 to 1, each by itself.

        ``everything``: all proposals so far, its speaker's too, for "the second proposal".
        """
        weights = WEIGHTS if self._sense and remark.english else WITHOUT_MEANING
        close = self.close(remark, earlier)
        found = dict(zip(map(id, close), self.seen(remark, close, everything), strict=True))
        return [
            1 / (1 + math.exp(-sum(map(mul, weights, found[id(each)])))) if id(each) in found else 0.0
            for each in earlier
        ]

    def close(self, remark: Remark, earlier: Sequence[Cluster]) -> list[Cluster]:
        """In a long meeting those that can be meant: the latest, and those that the turn names."""
        if len(earlier) <= _MOST:
            return list(earlier)
        turn = (remark, *(one for one, _ in self._turn(remark)[:2]))
        named = frozenset().union(*(self._shared.names.named(one.sentence) for one in turn))
        return [each for at, each in enumerate(earlier) if at >= len(earlier) - _MOST or named & each.makers]

    def seen(
        self, remark: Remark, earlier: Sequence[Cluster], everything: Sequence[Cluster]
    ) -> list[tuple[float, ...]]:
        """The numbers of ``SEEN`` for each of the proposals."""
        turn = self._turn(remark)
        after = [each for each in self._remarks[remark.at + 1 : remark.at + 3] if each.segment is remark.segment]
        meant = [self._meant(remark, each) for each in earlier]
        clause = [self._clause(remark, each) for each in earlier]
        turned = [max((self._meant(one, each) * fade for one, fade in turn), default=0.0) for each in earlier]
        next_ = [max((self._meant(one, each) for one in after), default=0.0) for each in earlier]
        words = [min(self._shared.score(remark, each, earlier), _MOST_WORDS) for each in earlier]
        turned_words = [
            max((min(self._shared.score(one, each, earlier), _MOST_WORDS) for one, _ in turn[:2]), default=0.0)
            for each in earlier
        ]
        wide = [self._wide(remark, each) for each in earlier]
        turned_wide = [max((self._wide(one, each) * fade for one, fade in turn[:2]), default=0.0) for each in earlier]
        kin = [max(mine, self._kin(remark, each)) for mine, each in zip(meant, earlier, strict=True)]
        focus = [min(each, _MOST_WORDS) for each in self._shared.focus(remark, earlier)]
        named, clause_names = (self._shared.names.named(each) for each in (remark.sentence, clause_of(remark)))
        named_before = frozenset().union(*(self._shared.names.named(one.sentence) for one, _ in turn[:2]))
        makers = [each.makers - {CHAIR} for each in earlier]
        answered = [self._answered(remark, each, _TURN + 2) for each in earlier]
        just = [self._answered(remark, each, 1) for each in earlier]
        given, figured = values((remark,)), [values(each.made) for each in earlier]
        placed = _ORDINAL.search(remark.sentence) or _NUMBERED.search(remark.sentence)
        told = _PLACES[placed["n"].casefold()] if placed else -1
        meant_by = everything[told] if 0 <= told < len(everything) else None
        meant_led, clause_led, turned_led, next_led = map(_led, (meant, clause, turned, next_))
        words_led, turned_words_led, focus_led = map(_led, (words, turned_words, focus))
        wide_led, turned_wide_led, kin_led = map(_led, (wide, turned_wide, kin))
        found: list[tuple[float, ...]] = []
        for at, each in enumerate(earlier):
            others = frozenset().union(*(one for place, one in enumerate(makers) if place != at))
            found.append(
                (
                    meant_led[at], clause_led[at], turned_led[at], next_led[at],
                    words[at], words_led[at], turned_words_led[at],
                    focus_led[at], float(bool(clause_names & makers[at])), float(bool(named & makers[at])), float(bool(named & others and not named & makers[at])),
                    float(bool(named_before & makers[at])), float(bool(given & figured[at])), float(each is earlier[-1]), float(len(earlier) == 1),
                    0.0 if meant_by is None else 1.0 if meant_by is each else -1.0,
                    wide_led[at], turned_wide_led[at], kin_led[at],
                    float(answered[at]), float(just[at]), float(any(answered)), 1.0,
                )
            )  # fmt: skip
        return found

    def _turn(self, remark: Remark) -> list[tuple[Remark, float]]:
        """What the same speaker said just before, the nearest first, each with how much it counts."""
        before = self._remarks[max(0, remark.at - _TURN) : remark.at]
        return [(each, _FADES ** (remark.at - each.at - 1)) for each in reversed(before) if each.owner == remark.owner]

    def _near(self, one: str, other: str) -> float:
        if (one, other) not in self._known:
            self._known[one, other] = near(self._sense.vector(one), self._sense.vector(other)) or 0.0
        return self._known[one, other]

    def _meant(self, remark: Remark, cluster: Cluster) -> float:
        """How near in meaning to the nearest sentence that puts it forward."""
        if not self._sense:
            return 0.0
        return max((self._near(remark.english, each.english) for each in cluster.made), default=0.0)

    def _clause(self, remark: Remark, cluster: Cluster) -> float:
        read = self._sense.read.get(remark.english)
        if read is None:
            return 0.0
        made = [self._sense.vector(each.english) for each in cluster.made]
        return max((near(part.vector, each) or 0.0 for part in read.clauses for each in made), default=0.0)

    def _wide(self, remark: Remark, cluster: Cluster) -> float:
        """How near to the nearest sentence that its maker said with it."""
        if not self._sense:
            return 0.0
        first = cluster.made[0]
        said = self._remarks[max(0, first.at - 3) : first.at + 4]
        return max(
            (self._near(remark.english, each.english) for each in said if each.segment is first.segment), default=0.0
        )

    def _kin(self, remark: Remark, cluster: Cluster) -> float:
        """How near to the nearest of the latest answers that others gave to it."""
        if not self._sense:
            return 0.0
        answers = [each for each in self._answers.get(id(cluster), ()) if each.owner != remark.owner]
        return max((self._near(remark.english, each.english) for each in answers[-_ANSWERS:]), default=0.0)

    def _answered(self, remark: Remark, cluster: Cluster, most: int) -> bool:
        answers = self._answers.get(id(cluster), ())
        return any(each.owner == remark.owner and 0 < remark.at - each.at <= most for each in answers)


def values(remarks: Iterable[Remark]) -> frozenset[float]:
    """The figures that some remarks give, but for the smallest, which stand in any sentence."""
    found = (one for each in remarks for one in figures(each.sentence, each.language))
    return frozenset(one.value for one in found if one.value > _SMALL)


def _led(values: Sequence[float]) -> list[float]:
    """How much more each value is than the largest of the others, which is nought where there are none."""
    most = max(values, default=0.0)
    first = values.index(most) if values else 0
    second = max((each for place, each in enumerate(values) if place != first), default=0.0)
    return [each - (second if place == first else most) for place, each in enumerate(values)]
