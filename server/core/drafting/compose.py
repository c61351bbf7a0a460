"""Minutes become paragraphs: proposals with their answers, commitments, differing figures, an annex of experiences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.drafting.acts import EMPTY, Act
from server.core.drafting.clusters import Cluster, cluster
from server.core.drafting.conflicts import conflicts
from server.core.drafting.corrections import corrections
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.experiences import annex, told
from server.core.drafting.notes import called, listed
from server.core.drafting.omitted import Omitted, omitted, placed
from server.core.drafting.paragraphs import Paragraphs
from server.core.drafting.promises import promises
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.sense import UNREAD, Sense
from server.core.drafting.sentences import words
from server.core.drafting.stances import Stances
from server.core.drafting.templates import table
from server.core.drafting.themes import Agenda, Themes
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Kind, Paragraph, numbered

# So many parties are named in the opening; more are counted.
_PARTIES = 6
# Words of the draft over words said in substance; how long a quotation may be at each attempt to get there.
_SHARE = 0.25
# Words that a draft may have however little was said.
_PAGE = 150
_LIMITS = (28, 20, 14, 10, 9, 8, 7)


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
        self.remarks = remarks(evidence, language, sense)
        self.revisions = corrections(self.remarks)
        self.conflicts = conflicts(self.remarks, self.revisions)
        found = cluster(self.remarks, evidence, sense)
        self.clusters, self.loose, self.doubtful = found.proposals, found.loose, found.doubtful
        # What stands in brackets as a figure in dispute is clear.
        disputed = {each for pair in self.conflicts for each in pair}
        for each in self.clusters:
            each.holds = [held for held in each.holds if held[1] is not Hold.UNCLEAR or held[0] not in disputed]
        self.agenda = Agenda(evidence, self.remarks)
        self.themes = Themes(self.agenda, self.clusters, evidence, language)
        # Courtesies and procedure are no reason for a longer draft.
        said = (each for each in self.remarks if each.acts - EMPTY or Act.INFORMATION in each.acts)
        self.room = max(_PAGE, int(_SHARE * sum(len(words(each.shown or each.sentence)) for each in said)))

    def made(self) -> Draft:
        """With the longest quotations that there is room for, looked for by halving; with the shortest if for none."""
        found = dict[int, Draft]()

        def fits(limit: int) -> bool:
            found[limit] = _Drafting(self, limit).made()
            return sum(len(words(each.text)) for each in found[limit].paragraphs) <= self.room

        limit = _LIMITS[bisect_left(_LIMITS, True, hi=len(_LIMITS) - 1, key=fits)]
        return found.get(limit) or _Drafting(self, limit).made()


class _Drafting:
    """One draft in the making. ``limit``: words from which on a quotation is shortened."""

    def __init__(self, reading: _Reading, limit: int) -> None:
        self._reading = reading
        self._evidence, self._language, self._form = reading.evidence, reading.language, reading.form
        self._remarks, self._revisions, self._clusters = reading.remarks, reading.revisions, reading.clusters
        self._stances = Stances()
        self._themes = reading.themes
        self._write = Paragraphs(
            self._evidence, self._language, self._form, self._remarks, self._revisions, limit,
            [each for each, _ in reading.doubtful],
        )  # fmt: skip

    def made(self) -> Draft:
        ordered = self._operative() + self._write.unread(self._themes.of)
        front = [*self._opening(), *self._conflicting(), *self._corrected()]
        shared, runs = self._annex(sum(len(words(each.text)) for each in (*front, *ordered)))
        paragraphs = numbered((*front, *ordered, *shared), self._language)
        stances = self._stances.table()
        quoted = self._write.quoted() | {each for run in runs for each in run}
        left = omitted(self._evidence, self._remarks, placed(quoted, self._revisions, self._clusters, self._remarks))
        return Draft(paragraphs, stances, left, _themes(paragraphs, stances))

    def _operative(self) -> list[Paragraph]:
        found = []
        doubtful = self._reading.doubtful
        loose = self._reading.loose
        if self._clusters:
            doubtful, loose = sorted([*doubtful, *loose], key=lambda held: held[0].at), []
        last = [self._write.together(doubtful)] if doubtful else []
        for each in self._in_order():
            theme = self._themes.of_proposal(each)
            self._stances.take_all(each, theme)
            found.append((each.made[0].at, self._write.proposal(each, theme)))
        for remark, hold in self._reading.loose:
            self._stances.take(remark, self._themes.of(remark), str(hold))
        for remark, hold in loose:
            found.append((remark.at, self._write.alone(remark, hold, self._themes.of(remark))))
        put_forward = {made for each in self._clusters for made in each.made}
        for remark, again in promises(each for each in self._remarks if each not in put_forward):
            theme = self._themes.of(remark)
            self._stances.take(remark, theme, "commitment" if self._write.is_firm(remark) else "intention")
            found.append((remark.at, self._write.promise(remark, again, theme)))
        return self._by_agenda(found) + last

    def _annex(self, written: int) -> tuple[list[Paragraph], list[list[Remark]]]:
        """The annex, with what was told in it. ``written``: words of the draft so far."""
        settled = {each.old for each in self._revisions} | {each for pair in self._reading.conflicts for each in pair}
        runs = told(self._remarks, settled | self._write.quoted())
        for run in runs:
            self._stances.take(run[0], self._themes.of(run[0]), "experience")
        room = max(0, self._reading.room - written - 4 * len(runs))
        items = frozenset(self._evidence.agenda)
        return annex(runs, self._themes.known, items, self._write.writer, room), runs

    def _in_order(self) -> list[Cluster]:
        places = {item: at for at, item in enumerate(self._evidence.agenda)}
        last = len(places)
        return sorted(
            self._clusters, key=lambda each: (places.get(self._themes.of_proposal(each), last), each.made[0].at)
        )

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
        writer = self._write.writer()
        writer.cited(text, [first[code] for code in codes if code in first])
        return [writer.done("opening", Kind.PREAMBULAR, "")]

    def _conflicting(self) -> list[Paragraph]:
        groups: list[list[Remark]] = []
        for pair in self._reading.conflicts:
            group = next((each for each in groups if pair[0] in each or pair[1] in each), None)
            if group is None:
                groups.append(list(pair))
            else:
                group += [each for each in pair if each not in group]
        return [self._write.conflict(group, self._themes.of(group[0])) for group in groups]

    def _corrected(self) -> list[Paragraph]:
        """Figures that were corrected, where no other paragraph prints the sentence they stand in."""
        printed = self._write.quoted() | {each for pair in self._reading.conflicts for each in pair}
        corrected = dict.fromkeys(each.old for each in self._revisions)
        correcting = {each.new for each in self._revisions if each.new is not each.old}
        wanted = [each for each in corrected if each not in printed and each not in correcting]
        return [self._write.figures(each, self._themes.of(each)) for each in wanted]


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
