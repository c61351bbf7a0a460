"""Minutes become paragraphs: proposals with their answers, commitments, differing figures, an annex of experiences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.brackets import Hold
from server.core.drafting.acts import EMPTY, Act, Strength
from server.core.drafting.classify import knows
from server.core.drafting.clip import clip
from server.core.drafting.clusters import HOLDS, Cluster, cluster, may_turn
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.experiences import annex, told
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.revisions import conflicts, corrections
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import content, likeness, words
from server.core.drafting.stances import Stances
from server.core.drafting.templates import is_firm, participle, table, verb
from server.core.drafting.themes import Agenda, words_of
from server.core.drafting.writer import Writer, called, listed
from server.core.statement import Form, Kind, Paragraph, numbered

# A proposal with so few stems only says that one comes, or that one came.
_ANNOUNCED = 4
_CAME_BEFORE = re.compile(
    r"^(?:that|this|such) (?:is|was|would be)\b|^(?:voilà|c'est|tal es|esa es|esta é|essa é|это|таково)\b|^这就是",
    re.IGNORECASE,
)
# So many parties are named in the opening; more are counted.
_PARTIES = 6
# Words of the draft over words said in substance; how long a quotation may be at each attempt to get there.
_SHARE = 0.25
_LIMITS = (28, 20, 14, 10)
# A commitment this much alike is the same one.
_AGAIN = 0.8
# Stems by which a commitment belongs to the matter of a proposal.
_OF_A_PROPOSAL = 2


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


def draft(evidence: Evidence, language: str = "en", form: Form = Form.COMMUNIQUE, sense: Sense = UNREAD) -> Draft:
    """A draft statement in a working language of ``LANGUAGES``. Pure; raises UnknownLanguage for another language.

    ``sense``: what a learned reader made of ``english(evidence)``; without it the cues are read alone.
    """
    table(language)
    return _Reading(evidence.joined(), language, form, sense).made()


class _Reading:
    """The minutes read once, and drafted from until the draft is short enough."""

    def __init__(self, evidence: Evidence, language: str, form: Form, sense: Sense) -> None:
        self.evidence, self.language, self.form, self.sense = evidence, language, form, sense
        self.remarks = remarks(evidence, language)
        self.revisions = corrections(self.remarks)
        self.conflicts = conflicts(self.remarks, self.revisions)
        self.clusters, self.loose = cluster(self.remarks, evidence)
        # What stands in brackets as a figure in dispute is clear.
        disputed = {each for pair in self.conflicts for each in pair}
        for each in self.clusters:
            each.holds = [held for held in each.holds if held[1] is not Hold.UNCLEAR or held[0] not in disputed]
        self.agenda = Agenda(evidence, self.remarks)
        # Courtesies and procedure are no reason for a longer draft.
        said = (each for each in self.remarks if each.acts - EMPTY or Act.INFORMATION in each.acts)
        self.room = int(_SHARE * sum(len(words(each.shown or each.sentence)) for each in said))

    def made(self) -> Draft:
        for limit in _LIMITS:
            drafting = _Drafting(self, limit)
            found = drafting.made()
            if sum(len(words(each.text)) for each in found.paragraphs) <= self.room:
                break
        return found


class _Drafting:
    """One draft in the making. ``limit``: words from which on a quotation is shortened."""

    def __init__(self, reading: _Reading, limit: int) -> None:
        self._reading, self._limit = reading, limit
        self._evidence, self._language, self._form = reading.evidence, reading.language, reading.form
        self._remarks, self._revisions, self._clusters = reading.remarks, reading.revisions, reading.clusters
        self._stances = Stances()
        self._themes = {id(each): self._theme_of_cluster(each) for each in self._clusters}
        self._writers: list[Writer] = []
        self._held: set[Remark] = set()

    def made(self) -> Draft:
        operative = [(each.made[0].at, self._proposal(each)) for each in self._in_order()]
        operative += [(each.at, self._alone(each, hold)) for each, hold in self._reading.loose]
        operative += self._commitments()
        ordered = self._by_agenda(operative) + self._unread()
        front = [*self._opening(), *self._conflicting(), *self._corrected()]
        settled = {each.old for each in self._revisions} | {each for pair in self._reading.conflicts for each in pair}
        settled |= {each for writer in self._writers for each in writer.quoted}
        written = sum(len(words(each.text)) for each in (*front, *ordered))
        runs = told(self._remarks, settled)
        for run in runs:
            self._stances.take(run[0], self._theme(run[0]), "experience")
        self._told = {each for run in runs for each in run}
        items = frozenset(self._evidence.agenda)
        shared = annex(
            runs, self._theme_if_any, items, self._writer, max(0, self._reading.room - written - 4 * len(runs))
        )
        paragraphs = numbered((*front, *ordered, *shared), self._language)
        stances = self._stances.table()
        return Draft(paragraphs, stances, self._omitted(), _themes(paragraphs, stances))

    def _writer(self) -> Writer:
        self._writers.append(Writer(self._evidence, self._language, self._revisions, self._limit))
        return self._writers[-1]

    def _theme(self, remark: Remark) -> str:
        """The item of the agenda, else the matter of the proposal that it is of, else its own words."""
        return self._theme_if_any(remark) or words_of(remark, self._evidence, self._language)

    def _theme_if_any(self, remark: Remark) -> str:
        item = self._reading.agenda.item(remark)
        if item:
            return item
        near = max(
            ((len(each.topic & remark.topic), -at, self._themes[id(each)]) for at, each in enumerate(self._clusters)),
            default=None,
        )
        return near[2] if near is not None and near[0] >= _OF_A_PROPOSAL else ""

    def _theme_of_cluster(self, cluster: Cluster) -> str:
        main = _main(cluster)
        item = self._reading.agenda.item(main, cluster.topic)
        return item or words_of(main, self._evidence, self._language)

    def _in_order(self) -> list[Cluster]:
        places = {item: at for at, item in enumerate(self._evidence.agenda)}
        last = len(places)
        return sorted(self._clusters, key=lambda each: (places.get(self._themes[id(each)], last), each.made[0].at))

    def _by_agenda(self, found: Sequence[tuple[int, Paragraph]]) -> list[Paragraph]:
        """Theme by theme: in the order of the agenda, others after it in the order of speech."""
        places = {item: at for at, item in enumerate(self._evidence.agenda)}
        for at, each in sorted(found, key=lambda one: one[0]):
            places.setdefault(each.theme, len(self._evidence.agenda) + at)
        kinds = {"p": 0, "h": 1, "c": 2}
        return [each for _, each in sorted(found, key=lambda one: (places[one[1].theme], kinds[one[1].id[0]], one[0]))]

    def _opening(self) -> list[Paragraph]:
        first = {
            each.segment.delegation: each
            for each in reversed(self._remarks)
            if each.segment.delegation not in (None, CHAIR)
        }
        codes = self._evidence.parties or self._evidence.delegations()
        if not codes:
            return []
        words, title = table(self._language), self._evidence.title or "—"
        names = [called(self._evidence.name(code), self._language) for code in codes]
        template = f"opening:{self._form}"
        if len(codes) > _PARTIES:
            text = words[f"{template}:many"].format(n=len(codes), title=title)
        else:
            text = words[template].format(parties=listed(names, words["comma"], words["and"]), title=title)
        writer = self._writer()
        writer.cited(text, [first[code] for code in codes if code in first])
        return [writer.done("opening", Kind.PREAMBULAR, "")]

    def _proposal(self, cluster: Cluster) -> Paragraph:
        main, theme, supporters = _main(cluster), self._themes[id(cluster)], cluster.supporters()
        self._take_stances(cluster, theme, supporters)
        rung = cluster.weakest()
        name = "welcome" if rung is not None and rung >= Strength.PLAIN and not cluster.holds else "take note"
        writer = self._writer()
        writer.lead("proposal", cluster.made, verb=verb(name, self._language, self._form))
        others = [each for each in cluster.made if each is not main]
        matter = self._announced(main)
        if matter is not None:
            writer.quote(matter, Act.INFORMATION, [main, *others])
        else:
            writer.quote(main, Act.PROPOSAL, others)
        writer.counted("supported", supporters)
        silent = {each.owner for each in supporters} | {each.owner for each, _ in cluster.holds} | cluster.makers
        quiet = {each.owner: each for each in reversed(cluster.no_objections) if each.owner not in silent}
        writer.counted("no_objection", sorted(quiet.values(), key=lambda each: each.at))
        still = {each.owner for each, _ in cluster.holds}
        lifted = {old.owner: (old, new) for old, new in cluster.withdrawn if old.owner not in still}
        for old, new in lifted.values():
            writer.lead("withdrawn", [old, new])
        contradicting = cluster.contradicting()
        for owned, hold in _brackets(cluster):
            yes = contradicting.get(owned[0].owner) if hold is not Hold.CONDITION else None
            writer.held(owned, hold, _ACTS[hold], yes, frozenset(self._held))
            self._held |= set(owned)
        return writer.done(f"p{cluster.made[0].at}", Kind.OPERATIVE, theme, name, supporters)

    def _announced(self, main: Remark) -> Remark | None:
        """The sentence that says what "We have a proposal to make" announces, or "That is our proposal" ends."""
        bare = len(content(clip(main.shown or main.sentence, Act.PROPOSAL, main.language))) <= _ANNOUNCED
        if not bare:
            return None
        came = _CAME_BEFORE.search(main.sentence)
        near = range(main.at - 1, main.at - 3, -1) if came else range(main.at + 1, main.at + 3)
        for at in near:
            if not 0 <= at < len(self._remarks) or self._remarks[at].owner != main.owner:
                return None
            each = self._remarks[at]
            if len(content(each.sentence)) > _ANNOUNCED and not each.acts & {Act.SUPPORT, Act.COMMITMENT}:
                return each
        return None

    def _unread(self) -> list[Paragraph]:
        """What nobody could read: it may hold anything, so the original stands in brackets, turn by turn."""
        turns: list[list[Remark]] = []
        for each in self._remarks:
            if (knows(each.language) and each.shown is not None) or not each.segment.text.strip():
                continue
            if knows(each.language):
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

    def _take_stances(self, cluster: Cluster, theme: str, supporters: Sequence[Remark]) -> None:
        for each in cluster.made:
            self._stances.take(each, theme, "propose")
        for each in cluster.no_objections:
            self._stances.take(each, theme, "no_objection")
        for each in supporters:
            self._stances.take(each, theme, "agree")
        contradicting = cluster.contradicting()
        for each, hold in cluster.holds:
            if each.owner in contradicting:
                self._stances.take(each, theme, "contradicts")
            elif hold is Hold.CONDITION and Act.CONDITIONAL_SUPPORT in each.acts:
                self._stances.take(each, theme, "conditional")
            else:
                self._stances.take(each, theme, str(hold))

    def _alone(self, remark: Remark, hold: Hold) -> Paragraph:
        theme, writer = self._theme(remark), self._writer()
        self._stances.take(remark, theme, str(hold))
        writer.held([remark], hold, _ACTS[hold])
        return writer.done(f"h{remark.at}", Kind.OPERATIVE, theme)

    def _commitments(self) -> list[tuple[int, Paragraph]]:
        found: list[tuple[int, Paragraph]] = []
        said: list[tuple[Remark, list[Remark]]] = []
        for each in self._remarks:
            if Act.COMMITMENT not in each.acts or each.acts & {Act.OBJECTION, Act.RESERVATION, Act.DISASSOCIATION}:
                continue
            twin = next((one for one in said if _is_again(each, one[0])), None)
            if twin is None:
                said.append((each, []))
            else:
                twin[1].append(each)
        for each, again in said:
            theme, writer = self._theme(each), self._writer()
            kind = "intention" if each.strength is Strength.HEDGED or not self._is_firm(each) else "commitment"
            writer.lead(f"{kind}:{self._form}", [each], verb=verb("take note", self._language, self._form))
            writer.quote(each, Act.COMMITMENT, again)
            self._stances.take(each, theme, kind)
            found.append((each.at, writer.done(f"c{each.at}", Kind.OPERATIVE, theme, "take note")))
        return found

    def _is_firm(self, remark: Remark) -> bool:
        return is_firm(clip(remark.shown or "", Act.COMMITMENT, self._language), self._language)

    def _conflicting(self) -> list[Paragraph]:
        groups: list[list[Remark]] = []
        for pair in self._reading.conflicts:
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
        printed = {each for pair in self._reading.conflicts for each in pair}
        printed |= {each for writer in self._writers for each in writer.quoted}
        found = []
        for old in dict.fromkeys(each.old for each in self._revisions):
            if old in printed or old.acts & {Act.CORRECTION}:
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
        found |= self._told
        for each in self._clusters:
            found |= {*each.made, *each.supports, *each.no_objections}
            found |= {remark for owned, _ in _brackets(each) for remark in owned}
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
_SMALL_TALK = frozenset({Act.COURTESY, Act.PROCEDURE, Act.QUESTION})
# Of several things that one delegation holds against one proposal these make the weaker ones after them needless.
_RANK = (Hold.OBJECT, Hold.DISASSOCIATE, Hold.RESERVE, Hold.AMEND, Hold.CONDITION, Hold.UNCLEAR)


def _brackets(cluster: Cluster) -> list[tuple[list[Remark], Hold]]:
    """For each delegation what it holds, kind by kind, in the order of speech; unclear words where nothing is clear."""
    by_owner: dict[str, dict[Hold, list[Remark]]] = {}
    for each, hold in sorted(cluster.holds, key=lambda held: held[0].at):
        by_owner.setdefault(each.owner, {}).setdefault(hold, []).append(each)
    found = []
    for kinds in by_owner.values():
        unclear = kinds.pop(Hold.UNCLEAR, [])
        if not kinds:
            kinds = {Hold.UNCLEAR: unclear}
        ranked = sorted(kinds, key=_RANK.index)
        first = ranked[0]
        # One delegation says no in several ways: one bracket has them all; a condition has its own.
        same = [hold for hold in ranked[1:] if hold in (Hold.RESERVE, Hold.DISASSOCIATE) and first is not Hold.AMEND]
        merged = [*kinds[first], *(each for hold in same for each in kinds[hold])]
        found.append((merged, first))
        found += [(kinds[hold], hold) for hold in ranked[1:] if hold not in same]
    return found


def _themes(paragraphs: Sequence[Paragraph], stances: dict[str, dict[str, str]]) -> tuple[Theme, ...]:
    names = dict.fromkeys(each.theme for each in paragraphs if each.theme)
    return tuple(
        Theme(
            name,
            tuple(each.id for each in paragraphs if each.theme == name),
            tuple(code for code, told in stances.items() if name in told),
        )
        for name in names
    )


def _main(cluster: Cluster) -> Remark:
    """Of the sentences that put it forward first the one that says most."""
    owner = cluster.made[0].owner
    own = [each for each in cluster.made if each.owner == owner]
    return max(own, key=lambda each: (min(len(content(each.sentence)), _ANNOUNCED + 1), -each.at))


def _is_again(new: Remark, old: Remark) -> bool:
    return new.owner == old.owner and likeness(content(new.sentence), content(old.sentence)) >= _AGAIN


def _may_hold(remark: Remark) -> bool:
    """True for what no paragraph took up although it does something, and for words like "but"."""
    return bool(remark.acts - {Act.INFORMATION, Act.EXPERIENCE, Act.FACT} or may_turn(remark.sentence))


_ACTS = {hold: act for act, hold in HOLDS.items()} | {Hold.UNCLEAR: Act.INFORMATION}
