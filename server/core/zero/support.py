"""What the room said of a zero draft, paragraph by paragraph: support, what holds it, amendments asked for.

A remark goes to the paragraph that it names, else to the one whose words it shares, else to the one that its turn or
the chair has opened. Who answers a proposal of the room ("we support Brazil") answers the paragraph that the proposal
is about. What may hold something back goes to every paragraph that it may be about; what is about none is listed, so
that nothing said is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.clusters import HOLDS, Cluster, cluster, may_turn
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import content
from server.core.statement.brackets import Hold
from server.core.statement.statement import Kind, Paragraph
from server.core.zero.references import Reference, references
from server.core.zero.said import (
    SMALL_TALK,
    SPOKEN_FOR,
    Said,
    Support,
    does,
    is_held_by,
    merged,
    said_of,
    support_of,
    telling,
)

# Stems that a remark must share with a paragraph, and their weight: a stem of one paragraph alone weighs 1.
_STEMS, _WEIGHT = 2, 1.0
# Words that outweigh the paragraph that a turn or the chair has opened.
_STRONG = 2.0
_POSITION = SPOKEN_FOR | HOLDING | {Act.NO_OBJECTION, Act.PROPOSAL, Act.WITHDRAWAL}
# What brings a matter of its own: without a word of a paragraph that nobody names it is not about it.
_OWN_MATTER = frozenset({Act.PROPOSAL, Act.COMMITMENT, Act.FACT, Act.INFORMATION})
_ACTS = {hold: act for act, hold in HOLDS.items()}
_UNEXPLAINED = frozenset({Act.INFORMATION, Act.FACT, Act.DISPUTE})


def support(
    paragraphs: Sequence[Paragraph],
    evidence: Evidence,
    language: str,
    terms: Iterable[Mapping[str, str]] = (),
    sense: Sense = UNREAD,
) -> tuple[dict[str, Support], tuple[Said, ...]]:
    """What was said of each paragraph by its id, and what was said of none.

    ``paragraphs``: numbered, as they stand in the text. ``terms``: the glossary, each row a term by its language.
    ``sense``: what a learned reader made of the minutes.
    """
    return _Room(paragraphs, evidence.joined(), language, tuple(terms), sense).heard()


class _Room:
    """One hearing of the minutes."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        evidence: Evidence,
        language: str,
        terms: tuple[Mapping[str, str], ...],
        sense: Sense,
    ) -> None:
        self._language, self._evidence, self._terms, self._sense = language, evidence, terms, sense
        self._about = [each for each in paragraphs if each.kind in (Kind.OPERATIVE, Kind.PREAMBULAR, Kind.ANNEX)]
        names = {stem for name in evidence.names().values() for stem in content(name)}
        self._stems = {each.id: content(each.text) - names for each in self._about}
        self._common = Counter(stem for stems in self._stems.values() for stem in stems)
        self._placed: dict[str, list[tuple[Act, Said]]] = {each.id: [] for each in self._about}
        # The remarks of each paragraph, and those whose own words say surely enough which one they are on.
        self._heard: dict[str, set[Remark]] = {each.id: set() for each in self._about}
        self._sure: set[Remark] = set()
        self._leaning: dict[str, list[Said]] = {each.id: [] for each in self._about}
        self._unplaced: list[Said] = []
        self._opened: tuple[str, ...] = ()
        self._turn: tuple[str, ...] = ()
        self._is_named = False
        self._speaker = ""

    def heard(self) -> tuple[dict[str, Support], tuple[Said, ...]]:
        found = remarks(self._evidence, self._language, self._sense)
        proposals = cluster(found, self._evidence, self._sense).proposals
        self._answering = self._with_proposals(proposals)
        for each in found:
            if each.segment.delegation == CHAIR:
                self._open(each)
            else:
                self._hear(each)
        self._answer(proposals)
        told = {name: support_of(said, self._leaning[name]) for name, said in self._placed.items()}
        return told, tuple(merged(self._unplaced))

    def _open(self, remark: Remark) -> None:
        """The chair names a paragraph, or speaks in its words: what follows is said of it."""
        named = self._named(remark)
        if named is None or named:
            self._opened = named or ()
        elif Act.PROCEDURE in remark.acts:
            place, score = self._nearest(remark)
            self._opened = place if score >= _STRONG else self._opened
        self._speaker, self._turn = "", ()

    def _hear(self, remark: Remark) -> None:
        if remark.owner != self._speaker:
            self._speaker, self._turn, self._is_named = remark.owner, (), False
        act, hold = does(remark)
        if act is Act.WITHDRAWAL:
            self._withdraw(remark)
            return
        named = self._named(remark)
        places = (tuple(self._placed) if named is None else named) or self._about_what(remark, hold is not None)
        if named == () and remark in self._answering:
            nearest, score = self._nearest(remark)
            places = nearest if hold is not None or score >= _STRONG else ()
        if named or named is None:
            self._turn, self._is_named = places, True
            self._sure.add(remark)
        if act is None and hold is None and named and may_turn(remark.sentence) and remark.acts <= _UNEXPLAINED:
            act, hold = Act.INFORMATION, Hold.UNCLEAR
        is_open = self._is_named or bool(self._opened)
        if act is None and hold is None and self._turn and is_open and self._is_clouded(remark):
            act, hold, places = Act.INFORMATION, Hold.UNCLEAR, self._turn
        if act is None or not places:
            if remark.acts - SMALL_TALK:
                self._unplaced.append(said_of(remark, telling(remark), None))
            return
        if not self._turn and remark.acts & _POSITION:
            self._turn = places
        self._put(remark, act, hold, places)

    def _put(self, remark: Remark, act: Act, hold: Hold | None, places: Iterable[str]) -> None:
        for place in places:
            if remark not in self._heard[place]:
                self._heard[place].add(remark)
                self._placed[place].append((act, said_of(remark, act, hold)))

    def _answer(self, proposals: Sequence[Cluster]) -> None:
        """Who supports a proposal of the room, or holds it back, does so with the paragraph that it is about."""
        for each in proposals:
            places = self._of_proposal(each)
            for remark in (*each.supports, *each.no_objections):
                if places and remark not in self._sure:
                    act = Act.SUPPORT if remark in each.supports else Act.NO_OBJECTION
                    self._put(remark, act, None, places)
            for remark, hold in each.holds:
                if places and remark not in self._sure:
                    self._put(remark, _ACTS.get(hold, Act.INFORMATION), hold, places)
            for place in places:
                self._leaning[place] += [
                    said_of(one, Act.SUPPORT, None) for one in each.to_confirm() if one not in self._sure
                ]

    def _with_proposals(self, proposals: Sequence[Cluster]) -> set[Remark]:
        """What answers a proposal that is about a paragraph: what a turn or the chair spoke of says no more of it."""
        return {
            remark
            for each in proposals
            if self._of_proposal(each)
            for remark in (*each.supports, *each.no_objections, *(held for held, _ in each.holds))
        }

    def _of_proposal(self, proposal: Cluster) -> tuple[str, ...]:
        """The paragraphs that a proposal is about: those it names, else those with most of its words."""
        for each in proposal.made:
            named = self._named(each)
            if named:
                return named
        found = max((self._nearest(each) for each in proposal.made), key=lambda found: found[1])
        return found[0]

    def _is_clouded(self, remark: Remark) -> bool:
        """Words like "but" that no cue explains, in a turn that spoke of a paragraph."""
        return remark.acts <= _UNEXPLAINED and may_turn(remark.sentence)

    def _withdraw(self, remark: Remark) -> None:
        named = self._named(remark)
        places = tuple(self._placed) if named is None else named
        held = [name for name, said in self._placed.items() if any(is_held_by(one, remark.owner) for _, one in said)]
        chosen = [name for name in held if name in places] if places else held if len(held) == 1 else []
        if not chosen:
            self._unplaced.append(said_of(remark, Act.WITHDRAWAL, None))
        for name in chosen:
            self._placed[name] = [
                (act, replace(one, hold=None) if is_held_by(one, remark.owner) else one)
                for act, one in self._placed[name]
            ]
            self._placed[name].append((Act.WITHDRAWAL, said_of(remark, Act.WITHDRAWAL, None)))

    def _named(self, remark: Remark) -> tuple[str, ...] | None:
        """The paragraphs that it names, in its own words or in translation; None for all of them."""
        texts = [(remark.sentence, remark.language), (remark.shown or "", self._language)]
        found: list[str] = []
        for text, language in texts:
            for each in references(text, language):
                if each.kind is None:
                    return None
                found += self._of(each)
            if found:
                break
        return tuple(dict.fromkeys(found))

    def _of(self, reference: Reference) -> Iterator[str]:
        same = [each for each in self._about if each.kind is reference.kind]
        named = f"{reference.number} {reference.suffix}".strip()
        if reference.number == 0:
            yield from (each.id for each in same)
        elif reference.kind is Kind.OPERATIVE and any(each.number for each in same):
            yield from (each.id for each in same if each.number == named)
        elif reference.number <= len(same):
            yield same[reference.number - 1].id

    def _about_what(self, remark: Remark, is_held: bool) -> tuple[str, ...]:
        """By its words, and by what is being spoken of; what may hold goes to both where they differ."""
        nearest, score = self._nearest(remark)
        context = self._turn or (self._opened if remark.acts & _POSITION else ())
        if remark.acts <= _OWN_MATTER and not self._is_named:
            context = tuple(name for name in context if remark.topic & self._stems[name])
        if not context or not nearest:
            return nearest or context
        if is_held:
            return tuple(dict.fromkeys((*context, *nearest)))
        return nearest if score >= _STRONG else context

    def _nearest(self, remark: Remark) -> tuple[tuple[str, ...], float]:
        """The paragraphs that share most with a remark, several where they share as much; none below the measure."""
        scores = {each.id: self._score(remark, each) for each in self._about}
        best = max(scores.values(), default=0.0)
        if best < _WEIGHT:
            return (), 0.0
        return tuple(name for name, score in scores.items() if score == best), best

    def _score(self, remark: Remark, paragraph: Paragraph) -> float:
        shared = remark.topic & self._stems[paragraph.id]
        terms = sum(self._shares(term, remark, paragraph) for term in self._terms)
        if len(shared) + _STEMS * terms < _STEMS:
            return 0.0
        return sum(1 / self._common[stem] for stem in shared) + terms

    def _shares(self, term: Mapping[str, str], remark: Remark, paragraph: Paragraph) -> bool:
        """Whether both use a term of the glossary, each in its language."""
        here = (term.get(self._language) or term.get("*") or "").casefold()
        there = (term.get(remark.language) or term.get("*") or "").casefold()
        return bool(here and there) and here in paragraph.text.casefold() and there in remark.sentence.casefold()
