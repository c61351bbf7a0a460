"""What each clause of a paragraph says of whom, against the lines that this clause cites: names, and a yes denied.

A paragraph cites many: that Brazil is heard somewhere in it makes Brazil no supporter. Must not know the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from server.core.drafting.copies import told
from server.core.drafting.corrections import corrections
from server.core.drafting.evidence import Evidence, Segment
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.measures import measures
from server.core.drafting.negation import NEGATION
from server.core.drafting.quotations import QUOTE, source_of
from server.core.drafting.remarks import remarks
from server.core.drafting.templates import filled
from server.core.statement.statement import Citation, Paragraph

# Characters before a clause in which a word that denies it stands: "not supported by", "ni appuyée par".
_JUST_BEFORE = 12
_ENDS = re.compile(r"[,;:.\])”，；、。،؛]")


def claimed(paragraph: Paragraph, evidence: Evidence, language: str) -> list[Problem]:
    """Delegations that a clause names and does not cite, and clauses of support that deny it."""
    by_id = evidence.by_id()
    names = {code: evidence.name(code) for code in evidence.delegations()}
    found: list[Problem] = []
    for each in paragraph.citations:
        own = [by_id[name] for name in each.segments if name in by_id]
        if own:
            found += [Problem(Fault.SPEAKER, name) for name in _strangers(paragraph, each, own, names)]
    return found + [Problem(Fault.NEGATION, clause) for clause in _denied(paragraph, language)]


def _strangers(
    paragraph: Paragraph, citation: Citation, own: Sequence[Segment], names: Mapping[str, str]
) -> Iterator[str]:
    """The names in a clause's own words of those who said nothing of what it cites, nor are named in it."""
    clause = QUOTE.sub(" ", paragraph.text[citation.start : citation.end])
    heard = {each.delegation for each in own}
    copied = " ".join(told(source_of(clause, own)))
    longer = [name for code, name in names.items() if code in heard]
    for code, name in names.items():
        if code in heard or any(name in each for each in longer):
            continue
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", clause) and " ".join(told(name)) not in copied:
            yield name


def _denied(paragraph: Paragraph, language: str) -> Iterator[str]:
    """Clauses that say who supports a text, or does not object to it, with a word before them that turns them."""
    text = QUOTE.sub(lambda match: " " * len(match.group()), paragraph.text)
    for name in ("supported", "supported:many", "no_objection", "no_objection:many"):
        head = _head(name, language)
        for match in head.finditer(text) if head else ():
            before = text[max(0, match.start() - _JUST_BEFORE) : match.start()]
            near = _ENDS.split(before)[-1]
            if NEGATION.search(near):
                yield (near + match.group()).strip()


def _head(name: str, language: str) -> re.Pattern[str] | None:
    """The words of a template up to its name or number; None where it begins with that."""
    head = filled(name, language).pattern.split("(?P<")[0].lstrip("\\ ,،、，")
    return re.compile(head) if re.search(r"\w", head) else None


def taken_back(paragraph: Paragraph, cited: Sequence[Segment], evidence: Evidence, language: str) -> Iterator[Problem]:
    """Figures in what a paragraph says that a line which it cites has taken back in another line that it cites."""
    said = list(remarks(replace(evidence, segments=tuple(cited)), language))
    revised = corrections(said)
    again = {
        figure.values
        for each in said
        if all(each is not one.old and each is not one.new and each not in one.around for one in revised)
        for figure in measures(each.sentence, each.language)
    }
    before = {one.before for one in revised} - {one.after for one in revised} - again
    for figure in measures(paragraph.text, language):
        if figure.values in before:
            yield Problem(Fault.FIGURE, figure.text)
