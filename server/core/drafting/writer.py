"""Builds one paragraph and keeps where each clause came from and who holds what is in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.core.drafting.acts import Act
from server.core.drafting.clip import Figures, clip
from server.core.drafting.evidence import Evidence
from server.core.drafting.notes import called, holding, listed
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision, revised, told_in
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import spoken, table
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.marks import inner, written
from server.core.statement.statement import Citation, Kind, Leaning, Paragraph

# So many delegations are named; more are counted.
NAMED = 3
# Sentences of one delegation in one bracket, and the limit below which there is room for one alone.
_MOST, _TIGHT = 3, 14
# Words of what is only to be made clear.
_UNCLEAR = 10
# At these limits quotations of more words are only cited, below them all are: those that are to be made clear, and the
# reasons of a reservation (True); below the last these are so where it is not certain against what it is held.
_ROOM, _LONG = {False: 10, True: 9}, 12
_LAST = 8
_REASONED = frozenset({Hold.RESERVE, Hold.OBJECT, Hold.DISASSOCIATE})
_WORDED = frozenset({Hold.AMEND, Hold.CONDITION})
# A sentence with fewer stems of its own adds nothing to what its speaker holds.
_OWN_STEMS = 2


class Writer:
    """One paragraph in the making. Every public call cites what it writes; not for use by two threads."""

    def __init__(self, evidence: Evidence, language: str, revisions: Sequence[Revision], limit: int = 0) -> None:
        self._evidence, self._language, self._revisions, self._limit = evidence, language, revisions, limit
        self._words = table(language)
        self.text = ""
        self.quoted: list[Remark] = []
        self._citations: list[Citation] = []
        self._brackets: list[Bracket] = []

    def names(self, remarks: Iterable[Remark]) -> str:
        """Who said these, each once, as printed."""
        codes = dict.fromkeys((each.segment.delegation, each.segment.speaker) for each in remarks)
        return listed(
            list(dict.fromkeys(self._name(code, speaker) for code, speaker in codes)),
            self._words["comma"],
            self._words["and"],
        )

    def lead(self, template: str, remarks: Sequence[Remark], **values: object) -> None:
        """Template words about remarks, cited to all of them."""
        self.cited(self._words[template].format(who=self.names(remarks), **values), remarks)

    def headed(self, template: str, remarks: Sequence[Remark], **values: object) -> None:
        """Template words without names, cited to all of the remarks."""
        self.cited(self._words[template].format(**values), remarks)

    def separate(self, at: int, count: int) -> None:
        """What stands before the entry ``at`` of a list of ``count``."""
        if at:
            self.text += self._words["and"] if at == count - 1 else self._words["comma"]

    def counted(self, template: str, remarks: Sequence[Remark]) -> None:
        """Who said it, by name where they are few, else by their computed number; nothing where nobody did."""
        owners = {each.owner for each in remarks}
        if len(owners) > NAMED:
            self.cited(self._words[f"{template}:many"].format(n=len(owners)), remarks)
        elif remarks:
            self.lead(template, remarks)

    def quote(
        self,
        remark: Remark,
        act: Act,
        others: Sequence[Remark] = (),
        limit: int | None = None,
        figures: Figures = frozenset(),
    ) -> None:
        """The words of a remark with later figures in place, cited; the bracketed original without a route.

        ``limit``: words from which on it is shortened, where not the draft's; ``figures``: those in question.
        """
        start = len(self.text)
        self.quoted.append(remark)
        if remark.shown is None:
            self.text += (
                f"[{spoken(remark.segment.lang, self._language)}{self._words['comma']}{self._words['not translated']}: "
            )
        text, language = (
            (remark.shown, self._language) if remark.shown is not None else (remark.sentence, remark.language)
        )
        begin = remark.begins.get(act) if text == remark.english else None
        cut = clip(text, act, language, self._limit if limit is None else limit, begin, figures)
        current = revised(cut, language, remark, self._revisions)
        self._cite(
            f"“{inner(current.text, self._language)}”",
            (*remark.ids, *(name for each in others for name in each.ids), *current.by),
        )
        if self._language in remark.segment.rough and remark.segment.lang != self._language:
            self._original(remark, act)
        if current.by:
            self.cited(self._words["corrected"], [each.new for each in self._revisions if each.old is remark][:1])
        if not current.is_whole:
            self._uncorrected(remark)
        if remark.shown is None:
            self.text += "]"
            self._brackets.append(Bracket(remark.owner, Hold.UNTRANSLATED, start, len(self.text)))

    def clause(self, text: str, remark: Remark, act: Act, others: Sequence[Remark] = ()) -> None:
        """Words of a remark as a clause of the statement, cited. Not for one with a figure that was corrected."""
        self.quoted.append(remark)
        self._cite(text, (*remark.ids, *(name for each in others for name in each.ids)))
        if self._language in remark.segment.rough and remark.segment.lang != self._language:
            self._original(remark, act)

    def _original(self, remark: Remark, act: Act) -> None:
        """What was really said, behind a rough translation, so that nobody takes its wording for the speaker's."""
        said = clip(remark.said or remark.segment.text, act, remark.segment.lang, self._limit)
        said = revised(said, remark.segment.lang, remark, self._revisions).text
        self.cited(f" ({self._words['rough']} “{inner(said, self._language)}”)", [remark])

    def _uncorrected(self, remark: Remark) -> None:
        """The correction in its own words where its figure has no translation: the old one must not stand alone."""
        for new in dict.fromkeys(each.new for each in self._revisions if each.old is remark):
            self.cited(self._words["corrected"], [new])
            self.text += " "
            self.quote(new, Act.CORRECTION)

    def held(
        self,
        remarks: Sequence[Remark],
        hold: Hold,
        act: Act,
        yes: Remark | None = None,
        beside: Sequence[Remark] = (),
    ) -> None:
        """A bracket with its owner's name and words, all of one delegation.

        ``yes``: what it said in another turn; ``beside``: what it holds besides, cited and not quoted.
        """
        start = self._opened()
        self.lead(f"hold:{hold}", [*remarks, *beside])
        most = _MOST if self._limit >= _TIGHT else 1
        for at, each in enumerate(_telling(remarks)[:most]):
            self.text += self._words["comma"] if at else ""
            self.quote(each, act, limit=min(self._limit, _UNCLEAR) if hold is Hold.UNCLEAR else None)
        if yes is not None:
            self.lead("also_said", [yes])
            self.quote(yes, Act.SUPPORT)
        self._closed(start, hold, [remarks])

    def named(self, held: Sequence[Sequence[Remark]], hold: Hold, yes: Remark | None = None) -> None:
        """A bracket for delegations that hold the same and are not quoted; each name cites what its own has said.

        ``yes``: what the one whom it names said in another turn.
        """
        before, after = holding(hold, self._language)
        start = self._opened()
        self.text += before
        for at, each in enumerate(held):
            self.separate(at, len(held))
            self.cited(self.names(each), each)
        self.text += after
        if yes is not None:
            self.lead("also_said", [yes])
            self.quote(yes, Act.SUPPORT)
        self._closed(start, hold, held)

    def _opened(self) -> int:
        self.text += " "
        start = len(self.text)
        self.text += "["
        return start

    def _closed(self, start: int, hold: Hold, held: Sequence[Sequence[Remark]]) -> None:
        self.text += "]"
        owners = tuple(dict.fromkeys(each[0].owner for each in held))
        self._brackets.append(Bracket(owners[0], hold, start, len(self.text), owners=owners))

    def is_bare(self, remarks: Sequence[Remark], hold: Hold, act: Act, is_placed: bool = True) -> bool:
        """True where there is no room for words that no clause of a text would hang on: they are cited and not quoted.

        First long ones, then all, and what is to be made clear before a reservation's reasons. What an amendment asks
        for and a condition are always quoted.
        """
        if hold in _WORDED or not 0 < self._limit <= _ROOM[hold in _REASONED]:
            return False
        if not is_placed and hold in _REASONED:
            return self._limit < _LAST
        quoted = clip(remarks[0].shown or remarks[0].sentence, act, self._language, self._limit)
        return self._limit < _ROOM[hold in _REASONED] or len(words(quoted)) > _LONG

    def alternatives(self, remarks: Sequence[Remark]) -> None:
        """What is told differently, side by side in one bracket for each who tells it."""
        told = {each: told_in(each) for each in remarks}
        for at, each in enumerate(remarks):
            self.text += " / " if at else ""
            start = len(self.text)
            self.text += "["
            self.lead("conflict", [each])
            others = [one for other in remarks if other is not each for one in told[other]]
            differing = (one for one in told[each] if any(one.unit == two.unit != "" for two in others))
            self.quote(each, Act.FACT, figures=frozenset(one.values for one in differing))
            self.text += "]"
            self._brackets.append(Bracket(each.owner, Hold.CONFLICT, start, len(self.text)))

    def cited(self, text: str, remarks: Sequence[Remark]) -> None:
        self._cite(text, tuple(dict.fromkeys(name for each in remarks for name in each.ids)))

    def done(
        self,
        identity: str,
        kind: Kind,
        theme: str,
        verb: str = "",
        supporters: Sequence[Remark] = (),
        leaning: Sequence[Remark] = (),
    ) -> Paragraph:
        """The paragraph. ``leaning``: who is to be listed beside it as a yes that is not counted."""
        stripped = len(self.text) - len(self.text.lstrip())
        moved = [
            Citation(max(0, each.start - stripped), each.end - stripped, each.segments) for each in self._citations
        ]
        brackets = [replace(each, start=each.start - stripped, end=each.end - stripped) for each in self._brackets]
        who = tuple(dict.fromkeys(each.owner for each in supporters))
        text = written(self.text.strip(), self._language)
        text = text[:1].upper() + text[1:]
        beside = tuple(Leaning(each.owner, each.ids, each.shown or each.sentence) for each in leaning)
        return Paragraph(identity, kind, text, "", tuple(moved), tuple(brackets), theme, verb, who, leaning=beside)

    def _cite(self, text: str, segments: Sequence[str]) -> None:
        start = len(self.text)
        self.text += text
        self._citations.append(Citation(start, len(self.text), tuple(dict.fromkeys(segments))))

    def _name(self, code: str | None, speaker: str) -> str:
        if code:
            return called(self._evidence.name(code), self._language)
        return speaker.split(",")[-1].strip() or self._words["unknown"]


def _telling(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks of one bracket that say something that those before them do not; the first always."""
    found: list[Remark] = []
    known: frozenset[str] = frozenset()
    for each in remarks:
        fresh = content(each.shown or each.sentence) - known
        if not found or len(fresh) > _OWN_STEMS:
            found.append(each)
            known |= fresh
    return found
