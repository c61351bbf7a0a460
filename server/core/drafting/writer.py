"""Builds one paragraph and keeps where each clause came from and who holds what is in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.clip import clip
from server.core.drafting.evidence import Evidence
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision, revised
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import spoken, table
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.statement import Citation, Kind, Leaning, Paragraph

_ARTICLE = re.compile(
    r"(?:\w+ )*(?:Republic|Kingdom|States|Union|Federation|Emirates|Netherlands|Philippines|Bahamas|Maldives|Gambia"
    r"|Secretariat|Organi[sz]ation|Commission|Community|Chair)\b"
)


# So many delegations are named; more are counted.
NAMED = 3
# Sentences of one delegation in one bracket, and the limit below which there is room for one alone.
_MOST, _TIGHT = 3, 14
# Words of what is only to be made clear; where there is no room, longer ones are only cited.
_UNCLEAR, _LONG = 10, 12
# Below this limit the reasons of a reservation are as well.
_LAST = 9
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

    def quote(self, remark: Remark, act: Act, others: Sequence[Remark] = (), limit: int | None = None) -> None:
        """The words of a remark with later figures in place, cited; the bracketed original without a route.

        ``limit``: words from which on it is shortened, where not that of the whole draft.
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
        begin = remark.begins.get(act, 0) if text == remark.english else 0
        cut = clip(text, act, language, self._limit if limit is None else limit, begin)
        current = revised(cut, language, remark, self._revisions)
        self._cite(f"“{current.text}”", (*remark.ids, *(name for each in others for name in each.ids), *current.by))
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
        self.cited(f" ({self._words['rough']} “{said}”)", [remark])

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
        elsewhere: frozenset[Remark] = frozenset(),
        in_words: bool = False,
    ) -> None:
        """A bracket with its owner's name and words, all of one delegation.

        ``yes``: what it said in another turn; ``elsewhere``: what other brackets quote, so that this one only names it;
        ``in_words``: it is quoted however little room there is.
        """
        self.text += " "
        start = len(self.text)
        self.text += "["
        is_bare = not in_words and self._is_bare(remarks, hold, act)
        if is_bare or all(each in elsewhere for each in remarks):
            template = self._words[f"hold:{hold}"].format(who=self.names(remarks))
            self.cited(template.rstrip(" :："), remarks)
        else:
            self.lead(f"hold:{hold}", remarks)
            most = _MOST if self._limit >= _TIGHT else 1
            for at, each in enumerate(_telling(remarks)[:most]):
                self.text += self._words["comma"] if at else ""
                self.quote(each, act, limit=min(self._limit, _UNCLEAR) if hold is Hold.UNCLEAR else None)
        if yes is not None:
            self.lead("also_said", [yes])
            self.quote(yes, Act.SUPPORT)
        self.text += "]"
        self._brackets.append(Bracket(remarks[0].owner, hold, start, len(self.text)))

    def _is_bare(self, remarks: Sequence[Remark], hold: Hold, act: Act) -> bool:
        """True where there is no room for words that no clause of a text would hang on: they are cited and not quoted.

        What an amendment asks for and a condition are always quoted.
        """
        if not 0 < self._limit <= _UNCLEAR or (hold in _REASONED and self._limit > _LAST) or hold in _WORDED:
            return False
        quoted = clip(remarks[0].shown or remarks[0].sentence, act, self._language, self._limit)
        return len(words(quoted)) > _LONG

    def alternatives(self, remarks: Sequence[Remark]) -> None:
        """What is told differently, side by side in one bracket for each who tells it."""
        for at, each in enumerate(remarks):
            self.text += " / " if at else ""
            start = len(self.text)
            self.text += "["
            self.lead("conflict", [each])
            self.quote(each, Act.FACT)
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
        brackets = [
            Bracket(each.owner, each.hold, each.start - stripped, each.end - stripped) for each in self._brackets
        ]
        who = tuple(dict.fromkeys(each.owner for each in supporters))
        text = self.text.strip()
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


def called(name: str, language: str) -> str:
    """A delegation's name inside a sentence: English puts an article before republics, kingdoms and unions."""
    return f"the {name}" if language == "en" and _ARTICLE.match(name) else name


def listed(names: Sequence[str], comma: str, joint: str) -> str:
    """ "A, B and C"."""
    return joint.join([comma.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


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
