"""Checks a paragraph in any wording against what it cites, and names what has lost its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.core.drafting.acts import HOLDING, Act, Strength
from server.core.drafting.assent import assents
from server.core.drafting.claims import claimed, taken_back
from server.core.drafting.copies import told
from server.core.drafting.evidence import CHAIR, Evidence, Segment
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.quotations import QUOTE, clauses, source_of, texts, turned
from server.core.drafting.remarks import Remark, remarks
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import COUNTING, all_words, commits, filled, is_opening, verb
from server.core.drafting.templates import clauses as clauses_of
from server.core.drafting.undertakings import THIRD
from server.core.drafting.words_shared import COMMON
from server.core.statement.brackets import Hold
from server.core.statement.marks import plain
from server.core.statement.statement import Form, Kind, Paragraph

# Stems that a hold must share with a paragraph when its segment also says yes: it may be held against another text.
_TOUCHES = 2
_GLUED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Words that promise; a paragraph may have them only where what it cites has them too, or a template opens with them.
_PROMISES = frozenset(
    [
        "agree",
        "agrees",
        "decide",
        "decides",
        "commit",
        "commits",
        "shall",
        "will",
        "must",
        "undertake",
        "pledge",
        "concordamos",
        "decidimos",
        "comprometemo-nos",
        "deve",
    ]
)


def verify(paragraph: Paragraph, evidence: Evidence, language: str) -> tuple[Problem, ...]:
    """All that stands in the paragraph without standing in what it cites; empty when nothing does."""
    evidence = evidence.joined()
    paragraph = replace(paragraph, text=plain(paragraph.text, language))
    by_id = evidence.by_id()
    cited = list(dict.fromkeys(by_id[name] for name in paragraph.cited() if name in by_id))
    if not cited:
        return (Problem(Fault.UNCITED, paragraph.text),)
    return (
        *_unknown_words(paragraph, evidence, cited, language),
        *_counts(paragraph, evidence, by_id, language),
        *turned(paragraph, evidence, cited, language),
        *claimed(paragraph, evidence, language),
        *taken_back(paragraph, cited, evidence, language),
        *_too_strong(paragraph, evidence, cited, language),
        *_speakers(paragraph, evidence, cited),
        *_let_go(paragraph, evidence, cited, language),
    )


def _unknown_words(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment], language: str) -> list[Problem]:
    all_said = [f"{_everything(each)} {evidence.name(each.delegation)}" for each in cited]
    known = {word for each in all_said for word in (*words(each), *told(each))}
    known |= {third for base, third in THIRD.items() if base in known}
    template = frozenset(words(all_words(language))) - _PROMISES
    codes = (*evidence.delegations(), *evidence.parties, CHAIR)
    called = [evidence.name(code) for code in codes]
    names = [word for name in called for word in words(name)]
    free = (
        set(words(evidence.title))
        | {word for each in evidence.agenda for word in words(each)}
        | {word for code in evidence.parties for word in words(evidence.name(code))}
    )
    if commits(paragraph.text, language) and any(
        Act.COMMITMENT in each.acts for each in _said(cited, evidence, language)
    ):
        template |= frozenset(words(commits(paragraph.text, language)))
    text = _apart(paragraph.text, called)
    found, in_quotes = [], [match.span() for match in QUOTE.finditer(text)]
    for word in dict.fromkeys(words(text)):
        if word in known or word in free:
            continue
        if word[0].isdigit():
            if not _is_count(word, paragraph, language):
                found.append(Problem(Fault.FIGURE, word))
        elif not _is_glued(word, names, template) and (word not in template or _only_quoted(word, text, in_quotes)):
            found.append(Problem(Fault.STRENGTH if word in _PROMISES else Fault.WORD, word))
    return found


def _apart(text: str, names: Iterable[str]) -> str:
    """A text in a script without white space with some around names, so that no word is made of both."""
    if not _GLUED.search(text):
        return text
    longest = sorted({each for each in names if each}, key=len, reverse=True)
    return re.sub(rf"(?<![a-zA-Z])(?:{'|'.join(map(re.escape, longest))})(?![a-zA-Z])", r" \g<0> ", text)


def _is_glued(word: str, names: Sequence[str], known: frozenset[str]) -> bool:
    """True for a name with what some languages glue to it ("대한민국의"): the rest is a word of a template."""
    for name in names:
        before, found, after = word.partition(name)
        if found and {part for part in (before, after) if part} <= known:
            return True
    return False


def _everything(segment: Segment) -> str:
    return " ".join((*(text for text, _ in texts(segment)), segment.speaker, segment.delegation or ""))


def _is_count(word: str, paragraph: Paragraph, language: str) -> bool:
    """A number in parentheses or where a template counts is a count, and is checked as one."""
    if re.search(rf"\({word}\b", paragraph.text):
        return True
    rest = QUOTE.sub("“”", paragraph.text)
    counted = (filled(name, language).search(rest) for name in COUNTING)
    return any(match is not None and match["n"] == word.rstrip("개") for match in counted)


def _only_quoted(word: str, text: str, quotes: Sequence[tuple[int, int]]) -> bool:
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text.casefold())]
    return bool(places) and all(any(start <= place < end for start, end in quotes) for place in places)


def _counts(paragraph: Paragraph, evidence: Evidence, by_id: dict[str, Segment], language: str) -> list[Problem]:
    """A count is the number of delegations that its clause cites; in the opening, of the parties."""
    found = []
    if is_opening(paragraph.text, language):
        counted = (filled(name, language).search(QUOTE.sub("“”", paragraph.text)) for name in COUNTING)
        given = next((match["n"] for match in counted if match), None)
        if given is None or int(given) == len(evidence.parties or evidence.delegations()):
            return []
        return [Problem(Fault.FIGURE, given)]
    for each in paragraph.citations:
        clause = QUOTE.sub("", paragraph.text[each.start : each.end])
        given = [match.group(1) for match in re.finditer(r"\((\d+)\b", clause)]
        given += [match["n"] for name in COUNTING if (match := filled(name, language).search(clause))]
        whole = len({by_id[name].delegation or by_id[name].speaker for name in each.segments if name in by_id})
        found += [Problem(Fault.FIGURE, number) for number in given if int(number) != whole]
    return found


def _too_strong(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment], language: str) -> list[Problem]:
    """A verb above the weakest supporter, and supporters who did not say yes."""
    if paragraph.kind is not Kind.OPERATIVE:
        return []
    said = _said(cited, evidence, language)
    supporters, verb, found = _supporters(paragraph, evidence, language), _strong_verb(paragraph.text, language), []
    for supporter in supporters:
        own = [each for each in said if each.owner == supporter]
        yes = [each for each in own if Act.SUPPORT in each.acts]
        yes = yes or [replace(each, strength=Strength.HEDGED) for each in own if assents(each.english)]
        if not yes:
            found.append(Problem(Fault.STRENGTH, evidence.name(supporter)))
        elif verb and min(each.strength for each in yes) < Strength.PLAIN:
            found.append(Problem(Fault.STRENGTH, verb))
    if verb and not supporters:
        found.append(Problem(Fault.STRENGTH, verb))
    return found


def _supporters(paragraph: Paragraph, evidence: Evidence, language: str) -> list[str]:
    """The delegations that the clause with the supporters cites."""
    by_id = evidence.by_id()
    naming = [filled(name, language) for name in ("supported", "supported:many")]
    cited = [
        by_id[name].delegation or "?"
        for each in paragraph.citations
        if any(one.match(QUOTE.sub("", paragraph.text[each.start : each.end]).strip()) for one in naming)
        for name in each.segments
        if name in by_id
    ]
    return list(dict.fromkeys(cited))


def _strong_verb(text: str, language: str) -> str:
    """The verb that the paragraph opens with, where it is stronger than taking note; empty otherwise."""
    verbs = [verb("welcome", language, form) for form in Form]
    opening = text.split("“")[0]
    return next((each for each in verbs if each in opening), "")


def _speakers(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment]) -> list[Problem]:
    """Delegations named outside of quotation marks that the paragraph does not cite."""
    cites = {each.delegation for each in cited}
    rest = _apart(QUOTE.sub(" ", paragraph.text), (evidence.name(code) for code in evidence.delegations()))
    named = [
        code for code in evidence.delegations() if re.search(rf"(?<!\w){re.escape(evidence.name(code))}(?!\w)", rest)
    ]
    longer = {evidence.name(code) for code in named if code in cites}
    return [
        Problem(Fault.SPEAKER, evidence.name(code))
        for code in named
        if code not in cites
        and not any(evidence.name(code) in name for name in longer)
        and not _is_said_of(evidence.name(code), paragraph, cited)
    ]


def _is_said_of(name: str, paragraph: Paragraph, cited: Sequence[Segment]) -> bool:
    """True where a delegation is named in copied clauses alone, as often as in the words that they copy."""
    called = " ".join(told(name))
    sources = [(" ".join(told(each)), source_of(each, cited)) for each in clauses(paragraph)]
    copied = [(clause, said) for clause, said in sources if said and called in clause]
    rest = QUOTE.sub(" ", paragraph.text)
    is_all = " ".join(told(rest)).count(called) == sum(clause.count(called) for clause, _ in copied)
    return is_all and all(clause.count(called) <= said.count(called) for clause, said in copied)


def _let_go(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment], language: str) -> list[Problem]:
    """A cited reservation, objection or condition whose delegation holds no bracket here and has not withdrawn.

    Whoever alone the paragraph begins with undertakes or proposes what it says, in whatever words.
    """
    if paragraph.kind is not Kind.OPERATIVE:
        return []
    owners = {name for each in paragraph.brackets for name in each.holders}
    said = _said(cited, evidence, language)
    withdrawn = {each.owner for each in said if Act.WITHDRAWAL in each.acts}
    proposing = {each.owner for each in said if {Act.PROPOSAL, Act.COMMITMENT} & each.acts}
    first = paragraph.citations[0].segments if paragraph.citations else ()
    makers = {each.delegation for each in cited if set(first) & set(each.ids()) and each.delegation}
    proposing |= makers if len(makers) == 1 else set()  # one citation of several says nothing of who puts it forward
    yes = {Act.SUPPORT, Act.NO_OBJECTION}
    says_yes = {each.segment.id for each in said if each.acts & yes or assents(each.english)}
    # What others hold against it is not what it says.
    spans = sorted((each.start, each.end) for each in paragraph.brackets if each.hold is not Hold.UNTRANSLATED)
    own = "".join(
        paragraph.text[start:end]
        for start, end in zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), None], strict=True)
    )
    matter = (
        content(own or paragraph.text) - COMMON - {part for name in evidence.names().values() for part in content(name)}
    )
    held = {
        each.owner
        for each in said
        if each.acts & HOLDING
        and each.segment.delegation
        and (each.segment.id not in says_yes or len(each.topic & matter) >= _TOUCHES)
    }
    own_words = _putting_forward(paragraph, evidence, language)
    return [Problem(Fault.HELD, owner) for owner in sorted(held - owners - withdrawn - proposing - own_words)]


def _putting_forward(paragraph: Paragraph, evidence: Evidence, language: str) -> set[str]:
    """Whose proposal or undertaking the paragraph says that it is: their words are in it, not against it."""
    if not paragraph.citations:
        return set()
    by_id, first = evidence.by_id(), paragraph.citations[0]
    lead = paragraph.text[first.start : first.end]
    names = ("proposal", *(f"{kind}:{form}" for kind in ("commitment", "intention") for form in Form))
    known = (*names, "proposal:clause") if clauses_of(language) else names
    is_lead = any(filled(each, language).fullmatch(lead.strip()) for each in known)
    return {by_id[name].delegation or "?" for name in first.segments if name in by_id} if is_lead else set()


def _said(cited: Sequence[Segment], evidence: Evidence, language: str) -> list[Remark]:
    return list(remarks(replace(evidence, segments=tuple(cited)), language))
