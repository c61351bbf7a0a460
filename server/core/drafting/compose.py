"""Minutes become paragraphs: proposals with their answers, commitments, differing figures, an annex of experiences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.brackets import Hold
from server.core.drafting.acts import EMPTY, Act, Strength
from server.core.drafting.clip import clip
from server.core.drafting.clusters import HOLDS, Cluster, cluster
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.revisions import Revision, conflicts, corrections
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import participle, table, verb
from server.core.drafting.themes import theme_of, unique
from server.core.drafting.writer import Writer, listed
from server.core.statement import Form, Kind, Paragraph, numbered

# A statement stays within this share of the words heard; experiences beyond one for each delegation give way first.
LENGTH_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Omitted:
    """A delegation that spoke and stands nowhere in the draft, and why."""

    delegation: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The paragraphs, the stances (``{delegation: {theme: stance}}``), and who or what is left out."""

    paragraphs: tuple[Paragraph, ...]
    stances: dict[str, dict[str, str]]
    omitted: tuple[Omitted, ...]


def draft(evidence: Evidence, language: str = "en", form: Form = Form.COMMUNIQUE) -> Draft:
    """A draft statement in a working language (``en`` or ``pt``). Pure; raises UnknownLanguage for another language."""
    table(language)
    return _Drafting(evidence, language, form).made()


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

    def made(self) -> Draft:
        operative = [self._proposal(each) for each in self._clusters]
        operative += [self._alone(each, hold) for each, hold in self._loose]
        operative += self._commitments()
        front = [*self._opening(), *self._conflicting(), *self._corrected()]
        shared = self._experiences(front + operative)
        paragraphs = numbered((*front, *operative, *shared))
        return Draft(paragraphs, self._stances, self._omitted(paragraphs))

    def _writer(self) -> Writer:
        return Writer(self._evidence, self._language, self._revisions)

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
        codes = self._evidence.delegations()
        if not codes:
            return []
        words = table(self._language)
        parties = listed([self._evidence.name(code) for code in codes], words["and"])
        writer = self._writer()
        text = words[f"opening:{self._form}"].format(parties=parties, title=self._evidence.title or "—")
        writer.cited(text, [first[code] for code in codes])
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
        writer.quote(main, Act.PROPOSAL, [each for each in cluster.made[1:] if each.owner != main.owner])
        writer.counted("supported", supporters)
        silent = {each.owner for each in supporters} | {each.owner for each, _ in cluster.holds} | cluster.makers
        writer.counted("no_objection", [each for each in cluster.no_objections if each.owner not in silent])
        for old in {old.owner: (old, new) for old, new in cluster.withdrawn}.values():
            writer.lead("withdrawn", [old[0], old[1]])
        for each, hold in cluster.holds:
            writer.held(each, hold, _ACTS[hold])
        return writer.done(f"p{main.at}", Kind.OPERATIVE, theme, name, supporters)

    def _answers(self, cluster: Cluster, supporters: Sequence[Remark]) -> list[tuple[Remark, str]]:
        """Stances in rising precedence: what stands later in the list overwrites."""
        found = [(each, "propose") for each in cluster.made]
        found += [(each, "no_objection") for each in cluster.no_objections]
        found += [(each, "agree") for each in supporters]
        rank = list(HOLDS.values())
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
            kind = "intention" if each.strength is Strength.HEDGED or _is_weak(each, self._language) else "commitment"
            writer.lead(kind, [each], verb=verb("take note", self._language, self._form))
            writer.quote(each, Act.COMMITMENT)
            self._stance(each, theme, kind)
            found.append(writer.done(f"c{each.at}", Kind.OPERATIVE, theme, "take note"))
        return found

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
        writer.lead("figures", [remark], participle=participle("taking note", self._language))
        writer.quote(remark, Act.FACT)
        return writer.done(f"f{remark.at}", Kind.PREAMBULAR, self._theme(remark))

    def _experiences(self, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
        """One for each delegation that has one, more while the draft is short; sorted by theme and delegation."""
        left = LENGTH_SHARE * sum(
            len(words(each.shown(self._language) or each.text)) for each in self._evidence.segments
        )
        left -= sum(len(words(each.text)) for each in paragraphs)
        revised = {each.old for each in self._revisions} | {each for pair in self._conflicts for each in pair}
        found: list[tuple[str, str, Paragraph]] = []
        told: set[str] = set()
        for each in sorted(self._remarks, key=lambda each: (Act.EXPERIENCE not in each.acts, each.at)):
            if not each.acts & {Act.EXPERIENCE, Act.FACT} or each in revised or each.segment.delegation == CHAIR:
                continue
            writer, theme = self._writer(), theme_of(each, self._evidence, self._language)
            writer.lead("experience", [each], theme=theme)
            writer.quote(each, Act.EXPERIENCE)
            made = writer.done(f"e{each.at}", Kind.ANNEX, theme)
            size = len(words(made.text))
            if size > left and (each.owner in told or Act.EXPERIENCE not in each.acts):
                continue
            told.add(each.owner)
            left -= size
            found.append((theme, each.owner, made))
        return [made for *_, made in sorted(found, key=lambda each: each[:2])]

    def _omitted(self, paragraphs: Sequence[Paragraph]) -> tuple[Omitted, ...]:
        by_id = self._evidence.by_id()
        cited = {name for each in paragraphs if each.id != "opening" for name in each.cited()}
        used = {by_id[name].delegation for name in cited}
        found = []
        for code in self._evidence.delegations():
            own = [each for each in self._remarks if each.segment.delegation == code]
            doubtful = [each for each in own if each.segment.id not in cited and _may_hold(each, self._revisions)]
            if doubtful:
                words = " ".join(f"{each.segment.id}: “{each.shown or each.sentence}”" for each in doubtful)
                found.append(Omitted(code, f"not placed, a person should read it: {words}"))
            elif code not in used:
                known = {act for each in own for act in each.acts} - EMPTY
                found.append(
                    Omitted(code, f"said, but not taken up: {', '.join(sorted(known))}" if known else _NOTHING_SAID)
                )
        return tuple(found)


_NOTHING_SAID = "only courtesies, procedure or remarks without a position that the draft could read"
# Turns that often come with a position; where no cue was found, a person should look.
_TURNS = re.compile(
    r"\b(?:but|however|although|unfortunately|regret\w*|afraid|all the same|nevertheless|no|not|never|cannot|n't"
    r"|until|mas|porém|infelizmente"
    r"|não|mais|cependant|toutefois|malheureusement|regrett\w+|ne|pas|pero|sin embargo|lamentablemente)\b"
    r"|但|然而|遗憾|不|未",
    re.IGNORECASE,
)


def _may_hold(remark: Remark, revisions: Sequence[Revision]) -> bool:
    if Act.CORRECTION in remark.acts:
        return all(each.new.segment is not remark.segment for each in revisions)
    return Act.INFORMATION in remark.acts and not remark.seen & {Act.PROCEDURE} and bool(_TURNS.search(remark.sentence))


_ACTS = {hold: act for act, hold in HOLDS.items()}


def _is_weak(remark: Remark, language: str) -> bool:
    """True unless the words as shown commit ("will", "commits to"): a translation must not move a rung."""
    text = f" {clip(remark.shown or '', Act.COMMITMENT, language).casefold()} "
    firm = {
        "en": (" will ", " shall ", " commit", " undertake", " pledge", " promise", " decide", " agree"),
        "pt": (" compromete", " decid", " concord", "rá ", "remos ", " vai ", " vamos "),
    }
    return not any(each in text for each in firm[language])
