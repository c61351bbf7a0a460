"""The paragraphs of a draft: a proposal with its answers, an undertaking, a lone hold, figures that differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from server.core.drafting.acts import Act, Strength
from server.core.drafting.classify import classify, knows
from server.core.drafting.clauses import proposed
from server.core.drafting.clip import Figures, clip
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.proposition import ANNOUNCED, HOLDS, RANK, Cluster
from server.core.drafting.quotations import turned
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision, is_changed
from server.core.drafting.sense import clause_at
from server.core.drafting.sentences import content
from server.core.drafting.templates import clauses, is_firm, participle, table, verb
from server.core.drafting.undertakings import promised, summed_up
from server.core.drafting.writer import Writer
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Kind, Paragraph

_CAME_BEFORE = re.compile(
    r"^(?:that|this|such) (?:is|was|would be)\b|^(?:voilà|c'est|tal es|esa es|esta é|essa é|это|таково)\b|^这就是",
    re.IGNORECASE,
)
# A word without a capital, which is no name where a sentence begins with it either.
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_ACTS = {hold: act for act, hold in HOLDS.items()} | {Hold.UNCLEAR: Act.INFORMATION}


class Paragraphs:
    """Writes the paragraphs of one draft and remembers what they quote. Not for use by two threads."""

    def __init__(
        self,
        evidence: Evidence,
        language: str,
        form: Form,
        remarks: Sequence[Remark],
        revisions: Sequence[Revision],
        limit: int,
        doubtful: Iterable[Remark] = (),
    ) -> None:
        self._evidence, self._language, self._form = evidence, language, form
        self._remarks, self._revisions, self._limit = remarks, revisions, limit
        self._writers: list[Writer] = []
        self._held: set[Remark] = set()
        self._doubtful = frozenset(doubtful)
        self._by_id = evidence.by_id()
        told = (each.sentence for each in remarks if each.language == language)
        self._common = frozenset(word for text in told for word in _LOWER.findall(text))

    def writer(self) -> Writer:
        """For one paragraph more."""
        self._writers.append(self._trial())
        return self._writers[-1]

    def _trial(self) -> Writer:
        return Writer(self._evidence, self._language, self._revisions, self._limit)

    def _is_as_said(self, made: Paragraph) -> bool:
        """True where a clause has the figures and the negations of what it copies; else the words are quoted."""
        cited = list(dict.fromkeys(self._by_id[name] for name in made.cited()))
        return not turned(made, self._evidence, cited, self._language)

    def quoted(self) -> set[Remark]:
        """What is quoted so far."""
        return {each for writer in self._writers for each in writer.quoted}

    def proposal(self, cluster: Cluster, theme: str) -> Paragraph:
        """One proposal, who supports it, and in brackets what is held against it."""
        main, supporters, rung = cluster.main(), cluster.supporters(), cluster.weakest()
        name = "welcome" if rung is not None and rung >= Strength.PLAIN and not cluster.holds else "take note"
        writer = self.writer()
        self._matter(cluster, main, writer, verb(name, self._language, self._form))
        writer.counted("supported", supporters)
        silent = {each.owner for each in supporters} | {each.owner for each, _ in cluster.holds} | cluster.makers
        quiet = {each.owner: each for each in reversed(cluster.no_objections) if each.owner not in silent}
        writer.counted("no_objection", sorted(quiet.values(), key=lambda each: each.at))
        self._answers(cluster, writer)
        identity, leaning = f"p{cluster.made[0].at}", cluster.to_confirm()
        return writer.done(identity, Kind.OPERATIVE, theme, name, supporters, leaning)

    def _matter(self, cluster: Cluster, main: Remark, writer: Writer, opening: str) -> None:
        """Whose proposal it is, and what: as a clause where its words can be one, else quoted."""
        others = [each for each in cluster.made if each is not main]
        matter = self._announced(main)
        told = self._clause(main) if matter is None else ""
        if told:
            trial = self._trial()
            trial.clause(told, main, Act.PROPOSAL, others)
            told = told if self._is_as_said(trial.done("p", Kind.OPERATIVE, "")) else ""
        if told and not is_changed(main, self._revisions):
            who = writer.names(cluster.made)
            writer.cited(clauses(self._language)["proposal:clause"].format(verb=opening, who=who), cluster.made)
            writer.clause(told, main, Act.PROPOSAL, others)
            return
        writer.lead("proposal", cluster.made, verb=opening)
        if matter is not None:
            writer.quote(matter, Act.INFORMATION, [main, *others])
        else:
            writer.quote(main, Act.PROPOSAL, others)

    def _clause(self, main: Remark) -> str:
        if main.shown is None or not clauses(self._language):
            return ""
        cue = classify(main.shown, self._language).cues.get(Act.PROPOSAL)
        return proposed(main.shown, cue, self._limit, self._form is Form.COMMUNIQUE, self._common)

    def _answers(self, cluster: Cluster, writer: Writer) -> None:
        still = {each.owner for each, _ in cluster.holds}
        # Who says yes now is named for that.
        still |= {each.owner for each in (*cluster.supporters(), *cluster.no_objections)}
        lifted = {old.owner: (old, new) for old, new in cluster.withdrawn if old.owner not in still}
        for old, new in lifted.values():
            writer.lead("withdrawn", [old, new])
        contradicting, bare = cluster.contradicting(), dict[Hold, list[list[Remark]]]()
        for owned, hold in self._folded(self._certain(cluster.brackets()), writer):
            yes = contradicting.pop(owned[0].owner, None) if hold is not Hold.CONDITION else None
            if not self._is_bare(owned, hold, writer):
                beside = [each for each in owned if each in self._held]
                writer.held([each for each in owned if each not in beside], hold, _ACTS[hold], yes, beside)
                self._held |= set(owned)
            elif yes is not None:
                writer.named([owned], hold, yes)
            else:
                bare.setdefault(hold, []).append(owned)
        self._named(bare, writer)

    def _certain(self, held: list[tuple[list[Remark], Hold]]) -> list[tuple[list[Remark], Hold]]:
        """Without what is not certain to be held against it, which stands in a paragraph of its own.

        Where nothing else is held against it, it stays: no text may read as agreed that may not be.
        """
        certain = [one for one in held if not self._doubtful.issuperset(one[0])]
        return certain if any(hold is not Hold.UNCLEAR for _, hold in certain) else held

    def _named(self, bare: Mapping[Hold, list[list[Remark]]], writer: Writer) -> None:
        """Those who hold the same in one bracket, the strongest first."""
        for hold in sorted(bare, key=RANK.index):
            writer.named(bare[hold], hold)

    def _is_bare(self, owned: Sequence[Remark], hold: Hold, writer: Writer) -> bool:
        """True for what is quoted in another bracket, and what there is no room to quote."""
        return all(each in self._held for each in owned) or writer.is_bare(owned, hold, _ACTS[hold])

    def _folded(self, held: Sequence[tuple[list[Remark], Hold]], writer: Writer) -> list[tuple[list[Remark], Hold]]:
        """What one delegation holds against one proposal, without what stands in no words beside something stronger.

        A condition always stands for itself.
        """
        found = dict[str, list[tuple[list[Remark], Hold]]]()
        for owned, hold in held:
            mine = found.setdefault(owned[0].owner, [])
            if mine and hold is not Hold.CONDITION and self._is_bare(owned, hold, writer):
                mine[0] = ([*mine[0][0], *owned], mine[0][1])
            else:
                mine.append((owned, hold))
        return [each for mine in found.values() for each in mine]

    def _announced(self, main: Remark) -> Remark | None:
        """The sentence that says what "We have a proposal to make" announces, or "That is our proposal" ends."""
        bare = len(content(clip(main.shown or main.sentence, Act.PROPOSAL, main.language))) <= ANNOUNCED
        if not bare:
            return None
        came = _CAME_BEFORE.search(main.sentence)
        near = range(main.at - 1, main.at - 3, -1) if came else range(main.at + 1, main.at + 3)
        for at in near:
            if not 0 <= at < len(self._remarks) or self._remarks[at].owner != main.owner:
                return None
            each = self._remarks[at]
            if len(content(each.sentence)) > ANNOUNCED and not each.acts & {Act.SUPPORT, Act.COMMITMENT}:
                return each
        return None

    def alone(self, remark: Remark, hold: Hold, theme: str) -> Paragraph:
        """What is held although there is no proposal to hold it against."""
        writer = self.writer()
        writer.held([remark], hold, _ACTS[hold])
        return writer.done(f"h{remark.at}", Kind.OPERATIVE, theme)

    def together(self, held: Sequence[tuple[Remark, Hold]]) -> Paragraph:
        """What is held, nobody can be certain against which proposal: said here, named under all that may be meant."""
        writer, at = self.writer(), held[0][0].at
        writer.headed("doubtful", [each for each, _ in held])
        by_holder: dict[tuple[str, Hold], list[Remark]] = {}
        for each, hold in held:
            by_holder.setdefault((each.owner, hold), []).append(each)
        bare = dict[Hold, list[list[Remark]]]()
        for (_, hold), said in by_holder.items():
            if writer.is_bare(said, hold, _ACTS[hold], is_placed=False):
                bare.setdefault(hold, []).append(said)
            else:
                writer.held(said, hold, _ACTS[hold])
            self._held |= set(said)
        self._named(bare, writer)
        return writer.done(f"h{at}", Kind.OPERATIVE, "")

    def promise(self, remark: Remark, again: Sequence[Remark], theme: str) -> Paragraph:
        """What a delegation undertakes."""
        writer = self._trial()
        if self._promised(remark, again, writer):
            made = writer.done(f"c{remark.at}", Kind.OPERATIVE, theme, "take note")
            if self._is_as_said(made):
                self._writers.append(writer)
                return made
        writer = self.writer()
        kind = "commitment" if self.is_firm(remark) else "intention"
        writer.lead(f"{kind}:{self._form}", [remark], verb=verb("take note", self._language, self._form))
        writer.quote(remark, Act.COMMITMENT, again)
        return writer.done(f"c{remark.at}", Kind.OPERATIVE, theme, "take note")

    def _promised(self, remark: Remark, again: Sequence[Remark], writer: Writer) -> bool:
        """An undertaking as a sentence of the statement, where its words can be one."""
        if remark.shown is None or not clauses(self._language) or is_changed(remark, self._revisions):
            return False
        cue = classify(remark.shown, self._language).cues.get(Act.COMMITMENT)
        is_sensed = cue is None and remark.shown == remark.english and Act.COMMITMENT in remark.begins
        span = clause_at(remark.shown, remark.begins[Act.COMMITMENT]) if is_sensed else cue
        if span is None:
            return False
        who, words = writer.names([remark]), clauses(self._language)
        if remark.segment.delegation == CHAIR and self._form is Form.COMMUNIQUE and summed_up(remark.shown):
            writer.cited(words["summed up"].format(who=who), [remark, *again])
            writer.clause(summed_up(remark.shown), remark, Act.COMMITMENT, again)
            return True
        names = tuple(dict.fromkeys((self._evidence.name(remark.segment.delegation), who.removeprefix("the "))))
        told = promised(remark.shown, span, who, names, self._limit, self._common, is_sensed)
        if not told:
            return False
        if words[f"promise:{self._form}"]:
            writer.cited(words[f"promise:{self._form}"], [remark])
        writer.clause(told, remark, Act.COMMITMENT, again)
        return True

    def is_firm(self, remark: Remark) -> bool:
        """True where the words of an undertaking commit; else, and where no cue says so, it is an intention."""
        words = clip(remark.shown or "", Act.COMMITMENT, self._language)
        is_plain = remark.strength is not Strength.HEDGED and Act.COMMITMENT not in remark.sensed
        return is_plain and is_firm(words, self._language)

    def conflict(self, group: Sequence[Remark], theme: str) -> Paragraph:
        """What is told differently, side by side."""
        writer = self.writer()
        writer.alternatives(group)
        return writer.done(f"d{group[0].at}", Kind.PREAMBULAR, theme)

    def figures(self, remark: Remark, theme: str) -> Paragraph:
        """What was told with a figure that was corrected later."""
        mine = [each for each in self._revisions if each.old is remark]
        # Who puts a figure right in the same sentence gives both in it.
        corrected = frozenset(each.before for each in mine if all(one.new is not remark for one in mine))
        is_as_said = self._is_as_said(self._corrected(self._trial(), remark, corrected, theme))
        return self._corrected(self.writer(), remark, corrected if is_as_said else frozenset(), theme)

    def _corrected(self, writer: Writer, remark: Remark, figures: Figures, theme: str) -> Paragraph:
        writer.lead("figures", [remark], participle=participle(self._language))
        writer.quote(remark, Act.FACT, figures=figures)
        return writer.done(f"f{remark.at}", Kind.PREAMBULAR, theme)

    def unread(self, theme_of: Callable[[Remark], str]) -> list[Paragraph]:
        """What nobody could read: it may hold anything, so the original stands in brackets, turn by turn."""
        turns: list[list[Remark]] = []
        for each in self._remarks:
            if knows(each.language) or not each.segment.text.strip():
                continue
            if turns and turns[-1][-1].at == each.at - 1 and turns[-1][0].owner == each.owner:
                turns[-1].append(each)
            else:
                turns.append([each])
        return [self._unread(turn, theme_of(turn[0])) for turn in turns]

    def _unread(self, turn: Sequence[Remark], theme: str) -> Paragraph:
        writer = self.writer()
        writer.lead("unread", turn[:1])
        for at, each in enumerate(turn):
            writer.text += table(self._language)["comma"] if at else ""
            writer.quote(each, Act.INFORMATION)
        return writer.done(f"u{turn[0].at}", Kind.OPERATIVE, theme)
