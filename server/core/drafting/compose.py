"""Minutes become paragraphs: proposals with their answers, commitments, differing figures, an annex of experiences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.brackets import Hold
from server.core.drafting.acts import Act, Strength
from server.core.drafting.classify import knows
from server.core.drafting.clip import clip
from server.core.drafting.clusters import HOLDS, Cluster, cluster, may_turn
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.experiences import experiences
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.revisions import conflicts, corrections
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import is_firm, participle, table, verb
from server.core.drafting.themes import theme_of, unique
from server.core.drafting.writer import Writer, called, listed
from server.core.statement import Form, Kind, Paragraph, numbered

# What explains a proposal right after it: so many sentences, so many words at most.
_EXPLAINED, _EXPLAINED_WORDS = 2, 45
# A proposal with so few stems only says that one comes.
_ANNOUNCED = 4
_POINTS_BACK = re.compile(
    r"^(?:it|this|that|these|they|such|the idea|ele|ela|isto|esta|este|esto|ello|il|elle|cela|ceci|这|该|其)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Omitted:
    """A delegation that stands nowhere in the draft, or words of it that do not: why, the segments, the words."""

    delegation: str
    why: str
    segments: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the draft: the ids of the paragraphs that are of it, and the delegations that took a stance on it."""

    name: str
    paragraphs: tuple[str, ...]
    delegations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The paragraphs, the stances (``{delegation: {theme: stance}}``), who or what is left out, and the themes."""

    paragraphs: tuple[Paragraph, ...]
    stances: dict[str, dict[str, str]]
    omitted: tuple[Omitted, ...]
    themes: tuple[Theme, ...] = ()


def draft(evidence: Evidence, language: str = "en", form: Form = Form.COMMUNIQUE) -> Draft:
    """A draft statement in a working language (``en`` or ``pt``). Pure; raises UnknownLanguage for another language."""
    table(language)
    return _Drafting(evidence.joined(), language, form).made()


class _Drafting:
    """One draft in the making."""

    def __init__(self, evidence: Evidence, language: str, form: Form) -> None:
        self._evidence, self._language, self._form = evidence, language, form
        self._remarks = remarks(evidence, language)
        self._revisions = corrections(self._remarks)
        self._conflicts = conflicts(self._remarks, self._revisions)
        self._clusters, self._loose = cluster(self._remarks, evidence)
        self._stances: dict[str, dict[str, str]] = {}
        self._themes: list[str] = []
        self._writers: list[Writer] = []

    def made(self) -> Draft:
        operative = [self._proposal(each) for each in self._clusters]
        operative += [self._alone(each, hold) for each, hold in self._loose]
        operative += self._commitments()
        operative += self._unread()
        front = [*self._opening(), *self._conflicting(), *self._corrected()]
        settled = {each.old for each in self._revisions} | {each for pair in self._conflicts for each in pair}
        settled |= {each for writer in self._writers for each in writer.quoted}
        shared = experiences(self._remarks, settled, self._writer)
        paragraphs = numbered((*front, *operative, *shared), self._language)
        return Draft(paragraphs, self._stances, self._omitted(), self._by_theme(paragraphs))

    def _by_theme(self, paragraphs: Sequence[Paragraph]) -> tuple[Theme, ...]:
        names = dict.fromkeys(each.theme for each in paragraphs if each.theme)
        return tuple(
            Theme(
                name,
                tuple(each.id for each in paragraphs if each.theme == name),
                tuple(code for code, told in self._stances.items() if name in told),
            )
            for name in names
        )

    def _writer(self) -> Writer:
        self._writers.append(Writer(self._evidence, self._language, self._revisions))
        return self._writers[-1]

    def _theme(self, remark: Remark) -> str:
        theme = unique(theme_of(remark, self._evidence, self._language), self._themes)
        self._themes.append(theme)
        return theme

    def _stance(self, remark: Remark, theme: str, stance: str) -> None:
        if remark.segment.delegation:
            self._stances.setdefault(remark.segment.delegation, {})[theme] = stance

    def _opening(self) -> list[Paragraph]:
        first = {
            each.segment.delegation: each
            for each in reversed(self._remarks)
            if each.segment.delegation not in (None, CHAIR)
        }
        codes = self._evidence.parties or self._evidence.delegations()
        if not codes:
            return []
        words = table(self._language)
        parties = listed(
            [called(self._evidence.name(code), self._language) for code in codes], words["comma"], words["and"]
        )
        writer = self._writer()
        text = words[f"opening:{self._form}"].format(parties=parties, title=self._evidence.title or "—")
        writer.cited(text, [first[code] for code in codes if code in first])
        return [writer.done("opening", Kind.PREAMBULAR, "")]

    def _proposal(self, cluster: Cluster) -> Paragraph:
        main = cluster.made[0]
        theme, supporters = self._theme(main), cluster.supporters()
        for each, stance in self._answers(cluster, supporters):
            self._stance(each, theme, stance)
        rung = cluster.weakest()
        name = "welcome" if rung is not None and rung >= Strength.PLAIN and not cluster.holds else "take note"
        writer = self._writer()
        writer.lead("proposal", cluster.made, verb=verb(name, self._language, self._form))
        explained = self._explained(main)
        if explained and _is_announced(main):
            writer.quote(explained.pop(0), Act.INFORMATION, [main])
        else:
            writer.quote(main, Act.PROPOSAL, [each for each in cluster.made[1:] if each.owner != main.owner])
        for each in explained:
            writer.lead("added", [each])
            writer.quote(each, Act.INFORMATION)
        writer.counted("supported", supporters)
        silent = {each.owner for each in supporters} | {each.owner for each, _ in cluster.holds} | cluster.makers
        writer.counted("no_objection", [each for each in cluster.no_objections if each.owner not in silent])
        for old in {old.owner: (old, new) for old, new in cluster.withdrawn}.values():
            writer.lead("withdrawn", [old[0], old[1]])
        for each, hold in cluster.holds:
            writer.held(each, hold, _ACTS[hold])
        return writer.done(f"p{main.at}", Kind.OPERATIVE, theme, name, supporters)

    def _explained(self, proposal: Remark) -> list[Remark]:
        """What the proposer says of it in the next sentences, without doing anything else by them."""
        found: list[Remark] = []
        for each in self._remarks[proposal.at + 1 : proposal.at + 1 + _EXPLAINED]:
            is_of_it = bool(each.topic & proposal.topic) or _POINTS_BACK.search(each.sentence)
            plain = {Act.INFORMATION} if is_of_it else set()
            if _is_announced(proposal):
                plain = {Act.INFORMATION, Act.FACT}
            if each.owner != proposal.owner or not each.acts <= plain:
                break
            found.append(each)
        size = sum(len(words(each.shown or each.sentence)) for each in found)
        return found if size <= _EXPLAINED_WORDS else found[:1] if found and size <= 2 * _EXPLAINED_WORDS else []

    def _unread(self) -> list[Paragraph]:
        """What nobody could read: it may hold anything, so the original stands in brackets, turn by turn."""
        turns: list[list[Remark]] = []
        for each in self._remarks:
            if knows(each.language) or not each.segment.text.strip():
                continue
            if turns and turns[-1][-1].at == each.at - 1 and turns[-1][0].owner == each.owner:
                turns[-1].append(each)
            else:
                turns.append([each])
        found = []
        for turn in turns:
            writer = self._writer()
            writer.lead("unread", turn[:1])
            for at, each in enumerate(turn):
                writer.text += table(self._language)["comma"] if at else ""
                writer.quote(each, Act.INFORMATION)
            found.append(writer.done(f"u{turn[0].at}", Kind.OPERATIVE, self._theme(turn[0])))
        return found

    def _answers(self, cluster: Cluster, supporters: Sequence[Remark]) -> list[tuple[Remark, str]]:
        """Stances in rising precedence: what stands later in the list overwrites."""
        found = [(each, "propose") for each in cluster.made]
        found += [(each, "no_objection") for each in cluster.no_objections]
        found += [(each, "agree") for each in supporters]
        rank = [*HOLDS.values(), Hold.UNCLEAR]
        return found + [
            (each, str(hold)) for each, hold in sorted(cluster.holds, key=lambda held: -rank.index(held[1]))
        ]

    def _alone(self, remark: Remark, hold: Hold) -> Paragraph:
        theme, writer = self._theme(remark), self._writer()
        self._stance(remark, theme, str(hold))
        writer.held(remark, hold, _ACTS[hold])
        return writer.done(f"h{remark.at}", Kind.OPERATIVE, theme)

    def _commitments(self) -> list[Paragraph]:
        found: list[Paragraph] = []
        said: list[tuple[str, frozenset[str]]] = []
        for each in self._remarks:
            if Act.COMMITMENT not in each.acts or each.acts & {Act.OBJECTION, Act.RESERVATION, Act.DISASSOCIATION}:
                continue
            matter = content(each.sentence)
            if any(owner == each.owner and matter and len(matter & old) >= 0.8 * len(matter) for owner, old in said):
                continue
            said.append((each.owner, matter))
            theme, writer = self._theme(each), self._writer()
            kind = "intention" if each.strength is Strength.HEDGED or not self._is_firm(each) else "commitment"
            writer.lead(kind, [each], verb=verb("take note", self._language, self._form))
            writer.quote(each, Act.COMMITMENT)
            self._stance(each, theme, kind)
            found.append(writer.done(f"c{each.at}", Kind.OPERATIVE, theme, "take note"))
        return found

    def _is_firm(self, remark: Remark) -> bool:
        return is_firm(clip(remark.shown or "", Act.COMMITMENT, self._language), self._language)

    def _conflicting(self) -> list[Paragraph]:
        groups: list[list[Remark]] = []
        for pair in self._conflicts:
            group = next((each for each in groups if pair[0] in each or pair[1] in each), None)
            if group is None:
                groups.append(list(pair))
            else:
                group += [each for each in pair if each not in group]
        found = []
        for group in groups:
            writer = self._writer()
            writer.alternatives(group)
            found.append(writer.done(f"d{group[0].at}", Kind.PREAMBULAR, self._theme(group[0])))
        return found

    def _corrected(self) -> list[Paragraph]:
        """Figures that were corrected, where no other paragraph prints the sentence they stand in."""
        printed = {each for pair in self._conflicts for each in pair}
        found = []
        for old in dict.fromkeys(each.old for each in self._revisions):
            if old in printed or old.acts & {Act.PROPOSAL, Act.COMMITMENT, Act.CORRECTION}:
                continue
            found.append(self._noted(old))
        return found

    def _noted(self, remark: Remark) -> Paragraph:
        writer = self._writer()
        writer.lead("figures", [remark], participle=participle(self._language))
        writer.quote(remark, Act.FACT)
        return writer.done(f"f{remark.at}", Kind.PREAMBULAR, self._theme(remark))

    def _omitted(self) -> tuple[Omitted, ...]:
        """All that was said and stands nowhere: nothing but courtesy and procedure is left out in silence."""
        placed = self._placed()
        found = []
        for code in self._evidence.delegations():
            own = [each for each in self._remarks if each.segment.delegation == code]
            left = [each for each in own if each.acts - _SMALL_TALK and knows(each.language) and each not in placed]
            for why, is_held in ((NOT_PLACED, True), (NOT_TAKEN_UP, False)):
                these = [each for each in left if _may_hold(each) == is_held]
                said = " ".join(each.shown or each.sentence for each in these)
                if these:
                    names = tuple(dict.fromkeys(name for each in these for name in each.ids))
                    found.append(Omitted(code, why, names, said))
            if not any(each.acts - _SMALL_TALK for each in own):
                found.append(Omitted(code, NOTHING_SAID))
        return tuple(found)

    def _placed(self) -> set[Remark]:
        """What is quoted, and what has its place without its words: a counted yes, a withdrawal, "I must correct"."""
        found = {each for writer in self._writers for each in writer.quoted} | {each.new for each in self._revisions}
        for each in self._clusters:
            found |= {*each.made, *each.supports, *each.no_objections}
            found |= {remark for pair in each.withdrawn for remark in pair}
        announced = [
            each
            for each in self._remarks
            if Act.CORRECTION in each.acts
            and any(new.owner == each.owner and 0 <= new.at - each.at <= 2 for new in found)
        ]
        return found.union(announced)


NOT_PLACED = "not placed: it may hold a position, a person should read it"
NOT_TAKEN_UP = "left out: neither a proposal, a position nor a commitment"
NOTHING_SAID = "only courtesies and procedure"
_SMALL_TALK = frozenset({Act.COURTESY, Act.PROCEDURE})


def _is_announced(proposal: Remark) -> bool:
    """ "We have a proposal to make": the proposal itself is what comes next."""
    return len(content(proposal.sentence)) <= _ANNOUNCED


def _may_hold(remark: Remark) -> bool:
    """True for what no paragraph took up although it does something, and for words like "but"."""
    return bool(remark.acts - {Act.INFORMATION, Act.EXPERIENCE, Act.FACT} or may_turn(remark.sentence))


_ACTS = {hold: act for act, hold in HOLDS.items()} | {Hold.UNCLEAR: Act.INFORMATION}
