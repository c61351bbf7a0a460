"""The figures of a draft against gold labels. Each function says what it counts; the report is made of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from server.core.drafting import LANGUAGES, Draft, Evidence, Fault, verify
from server.core.drafting.measures import measures
from server.core.drafting.sentences import content, words
from server.core.drafting.templates import COUNTING, filled
from server.core.statement.brackets import NOBODY, Hold
from server.core.statement.statement import Kind, Paragraph

Gold = Mapping[str, Any]
QUOTE = re.compile(r"“[^”]*”|«[^»]*»")
# Quotations with so much of their matter in common say one thing twice.
_AGAIN = 0.8
_SETTLED = ("withdrawn_by", "resolved_by", "superseded_by")


def role(paragraph: Paragraph) -> str:
    """What a paragraph of a draft is for, by the letter its identity begins with."""
    roles = {
        "p": "proposal",
        "c": "commitment",
        "h": "hold",
        "f": "figures",
        "d": "conflict",
        "e": "experience",
        "o": "opening",
        "u": "untranslated",
    }
    return roles[paragraph.id[0]]


def words_heard(evidence: Evidence, language: str) -> int:
    """All words that were said, courtesies and the chair's too, in the working language or else as they were spoken.

    Runs of Han and kana count as pairs of characters.
    """
    return sum(len(words(each.shown(language) or each.text)) for each in evidence.segments)


def plain(draft: Draft, evidence: Evidence, language: str) -> dict[str, float | int]:
    """What needs no gold: citations, attribution, faults of the verifier, length, propositions said twice."""
    faults = [each.fault for paragraph in draft.paragraphs for each in verify(paragraph, evidence, language)]
    heard = words_heard(evidence, language)
    return {
        "citation_recall": _share(_cited(draft)),
        "attribution": _share(_attributed(draft, evidence, language)),
        "changed_figures": faults.count(Fault.FIGURE),
        "flipped_negations": faults.count(Fault.NEGATION),
        "raised_strength": faults.count(Fault.STRENGTH),
        "unverified": len(faults),
        "length_share": round(sum(len(words(each.text)) for each in draft.paragraphs) / max(1, heard), 3),
        "duplicates": _twice(draft),
    }


def labelled(draft: Draft, gold: Gold, evidence: Evidence) -> dict[str, float | int]:
    """What is measured against gold; a share without anything to find is 1."""
    gold = targeted(gold)
    return {**absolute(draft, gold), **shares(draft, gold, evidence)}


def targeted(gold: Gold) -> Gold:
    """The same labels, with all the segments of the proposal that each answer is ``of``: a label names one of them."""
    made = {name: tuple(each["segments"]) for each in gold.get("proposals", []) for name in each["segments"]}
    answers = {
        kind: [{**each, "to_segments": made.get(each.get("of"), (each.get("of"),))} for each in gold.get(kind, [])]
        for kind in ("supports", "reservations", "conditions")
    }
    return {**gold, **answers}


def absolute(draft: Draft, gold: Gold) -> dict[str, int]:
    """What should be nought, counted against gold."""
    operative = [each for each in draft.paragraphs if each.kind is Kind.OPERATIVE]
    standing, conditions = _standing(gold, "reservations"), _standing(gold, "conditions")
    return {
        "false_consensus": sum(_is_false_consensus(each, standing) for each in operative),
        "silently_dropped": sum(
            not _is_held(each, draft) and not _is_flagged(each, draft) for each in [*standing, *conditions]
        ),
        "superseded_figures": sum(_prints_superseded(each, draft) for each in gold.get("corrections", [])),
        "unsaid_supports": _unsaid(draft, gold),
    }


def shares(draft: Draft, gold: Gold, evidence: Evidence) -> dict[str, float]:
    """What is found of what there is, and what is right of what was found."""
    conditions = _standing(gold, "conditions")
    holds = [*gold.get("reservations", []), *gold.get("conditions", [])]
    return {
        "reservation_recall": _share(_is_held(each, draft) for each in _standing(gold, "reservations")),
        "condition_recall": _share(_is_held(each, draft) for each in conditions),
        "proposal_recall": _share(_is_made(each, draft, "proposal") for each in gold.get("proposals", [])),
        "commitment_recall": _share(_is_made(each, draft, "commitment") for each in gold.get("commitments", [])),
        "correction_recall": _share(_is_corrected(each, draft) for each in gold.get("corrections", [])),
        "conflict_recall": _share(_is_shown(each, draft) for each in gold.get("conflicts", [])),
        "support_recall": _share(_is_supporter(each, draft) for each in gold.get("supports", [])),
        "support_listed_recall": _share(
            _is_supporter(each, draft) or _is_listed(each, draft) for each in gold.get("supports", [])
        ),
        "support_listed_precision": _share(_is_listed_rightly(draft, gold)),
        "experience_recall": _share(_is_told(each, draft) for each in gold.get("experiences", [])),
        "proposal_precision": _share(_is_right(draft, gold, "proposal")),
        "commitment_precision": _share(_is_right(draft, gold, "commitment")),
        "coverage": _share(_covered(draft, gold, evidence)),
        "needless_brackets": _mean(_needless(draft, holds, gold.get("conflicts", []))),
    }


def _targets(label: Gold) -> set[str]:
    return set(label.get("to_segments") or (label.get("of"),))


def _standing(gold: Gold, kind: str) -> list[Gold]:
    return [each for each in gold.get(kind, []) if not any(each.get(key) for key in _SETTLED)]


def _cited(draft: Draft) -> list[bool]:
    """Each quotation, and each paragraph as a whole: cited or not."""
    found = [bool(each.citations) for each in draft.paragraphs]
    for each in draft.paragraphs:
        for match in QUOTE.finditer(each.text):
            found.append(any(one.start <= match.start() and match.end() <= one.end for one in each.citations))
    return found


def _attributed(draft: Draft, evidence: Evidence, language: str) -> list[bool]:
    """Each cited segment: its speaker's name, by the label given, stands in the paragraph, or in a clause that counts.

    A clause that counts ("supported by 9 delegations") is right when it counts those that it cites. And each of those
    who hold a bracket: its name stands within the signs.
    """
    by_id = evidence.by_id()
    found = []
    for each in draft.paragraphs:
        held = (bracket for bracket in each.brackets if bracket.hold is not Hold.UNTRANSLATED)
        found += [
            who == NOBODY or evidence.name(who).casefold() in each.text[bracket.start : bracket.end].casefold()
            for bracket in held
            for who in bracket.holders
        ]
        for one in each.citations:
            clause = QUOTE.sub("", each.text[one.start : one.end])
            numbers = [match["n"] for name in COUNTING if (match := filled(name, language).search(clause))]
            owners = {by_id[name].delegation or by_id[name].speaker for name in one.segments}
            for name in one.segments:
                who = by_id[name].delegation
                is_named = who is None or evidence.name(who).casefold() in each.text.casefold()
                found.append(is_named or role(each) == "opening" or (bool(numbers) and int(numbers[0]) == len(owners)))
    return found


def _twice(draft: Draft) -> float:
    """The share of quotations whose matter stood in an earlier one already."""
    quotes = [content(text) for each in draft.paragraphs if role(each) != "opening" for text in _propositions(each)]
    twice = sum(
        any(one and len(one & other) >= _AGAIN * max(len(one), len(other)) for other in quotes[:at])
        for at, one in enumerate(quotes)
    )
    return round(twice / len(quotes), 3) if quotes else 0.0


def _propositions(paragraph: Paragraph) -> list[str]:
    """What a paragraph says: its quotations, and the clause that it copies without marks where it has one."""
    quotes = [match.group() for match in QUOTE.finditer(paragraph.text)]
    spans = [paragraph.text[each.start : each.end] for each in paragraph.citations[:2]]
    is_clause = (
        role(paragraph) in ("proposal", "commitment") and spans and not any(QUOTE.search(each) for each in spans)
    )
    return [spans[-1] if role(paragraph) == "proposal" else max(spans, key=len), *quotes] if is_clause else quotes


def _is_false_consensus(paragraph: Paragraph, standing: Sequence[Gold]) -> bool:
    """A proposal's paragraph without a bracket of its own although somebody reserved or objected to it."""
    if role(paragraph) != "proposal" or _is_bracketed(paragraph):
        return False
    return any(_made_of(paragraph) & _targets(each) for each in standing)


def _is_held(label: Gold, draft: Draft) -> bool:
    """A bracket in its owner's name, in a paragraph that cites what was said (and the proposal, if there is one)."""
    for each in draft.paragraphs:
        held = (bracket for bracket in each.brackets if bracket.hold is not Hold.UNTRANSLATED)
        owners = {name for bracket in held for name in bracket.holders}
        named = label["by"] in owners or (label["by"] is None and owners)
        if (
            named
            and set(label["segments"]) & set(each.cited())
            and (role(each) == "hold" or label.get("of") is None or _targets(label) & set(each.cited()))
        ):
            return True
    return False


def _is_flagged(label: Gold, draft: Draft) -> bool:
    """The draft lists the words as not placed, so that a person looks."""
    return any(each.delegation == label["by"] and set(each.segments) & set(label["segments"]) for each in draft.omitted)


def _is_made(label: Gold, draft: Draft, kind: str) -> bool:
    return any(role(each) == kind and set(label["segments"]) & set(each.cited()) for each in draft.paragraphs)


def _is_corrected(label: Gold, draft: Draft) -> bool:
    """The later figure is printed, cited to the correction, and the earlier one is not printed beside it."""
    for each in draft.paragraphs:
        told = " ".join(_propositions(each))
        if set(label["segments"]) & set(each.cited()) and _has(label["to"], told) and not _has(label["from"], told):
            return True
    return False


def _prints_superseded(label: Gold, draft: Draft) -> bool:
    """The earlier figure stands in words copied from where it was first said."""
    return any(
        role(each) != "opening"
        and label.get("of") in one.segments
        and _has(label["from"], each.text[one.start : one.end])
        for each in draft.paragraphs
        for one in each.citations
    )


def _has(figure: str, text: str) -> bool:
    """True when the text gives every figure of a label, with its unit: ninety minutes are not 90 percent."""
    given = {language: measures(text, language) for language in ("en", "pt")}
    for language in LANGUAGES:
        wanted = measures(figure, language)
        printed = [given[language]] if language in given else list(given.values())
        # Units are words of one language: of a label in another one the values alone are looked for.
        if wanted and any(
            all(
                any(
                    one.values == each.values and (language not in given or each.unit in ("", one.unit))
                    for one in these
                )
                for each in wanted
            )
            for these in printed
        ):
            return True
    return False


def _is_shown(label: Gold, draft: Draft) -> bool:
    return any(set(label["segments"]) <= set(each.cited()) and _is_bracketed(each) for each in draft.paragraphs)


def _is_supporter(label: Gold, draft: Draft) -> bool:
    return any(label["by"] in each.supporters and _targets(label) & _made_of(each) for each in draft.paragraphs)


def _is_listed(label: Gold, draft: Draft) -> bool:
    """Listed beside the proposal as a yes to be confirmed."""
    return any(
        _targets(label) & _made_of(each) and any(one.owner == label["by"] for one in each.leaning)
        for each in draft.paragraphs
    )


def _is_listed_rightly(draft: Draft, gold: Gold) -> list[bool]:
    """Each delegation that is listed beside a labelled proposal: it said yes to it, by the labels."""
    said = {(each["by"], name) for each in gold.get("supports", []) for name in _targets(each)}
    labelled = {segment for each in gold.get("proposals", []) for segment in each["segments"]}
    return [
        any((one.owner, segment) in said for segment in _made_of(each))
        for each in draft.paragraphs
        if role(each) == "proposal" and _made_of(each) & labelled
        for one in each.leaning
    ]


def _is_right(draft: Draft, gold: Gold, kind: str) -> list[bool]:
    """Each paragraph of a kind: made of words that are labelled so."""
    segments = {segment for each in gold.get(f"{kind}s", []) for segment in each["segments"]}
    return [bool(_made_of(each) & segments) for each in draft.paragraphs if role(each) == kind]


def _is_told(label: Gold, draft: Draft) -> bool:
    """The annex names it, whether or not with its words."""
    return any(each.kind is Kind.ANNEX and set(label["segments"]) & set(each.cited()) for each in draft.paragraphs)


def _made_of(paragraph: Paragraph) -> set[str]:
    """What the paragraph's opening words cite: the proposal or the commitment itself."""
    return set(paragraph.citations[0].segments) if paragraph.citations else set()


def _covered(draft: Draft, gold: Gold, evidence: Evidence) -> list[bool]:
    """Each delegation that spoke in substance: in the text, or on the list of what is left out."""
    by_id, ignored = evidence.by_id(), set(gold.get("ignore", []))
    spoke = {
        each.delegation
        for each in evidence.segments
        if each.id not in ignored and each.delegation not in (None, "CHAIR")
    }
    present = {by_id[name].delegation for each in draft.paragraphs if role(each) != "opening" for name in each.cited()}
    present |= {each.delegation for each in draft.omitted}
    return [code in present for code in spoke]


def _needless(draft: Draft, holds: Sequence[Gold], conflicts: Sequence[Gold]) -> list[bool]:
    """Each paragraph: in brackets although nothing that is labelled touches it."""
    found = []
    for each in draft.paragraphs:
        cited = set(each.cited())
        held = any(set(label["segments"]) & cited for label in (*holds, *conflicts))
        found.append(_is_bracketed(each) and not held)
    return found


def _unsaid(draft: Draft, gold: Gold) -> int:
    """Supporters of a labelled proposal who, by the labels, did not support it."""
    said = {(each["by"], name) for each in gold.get("supports", []) for name in _targets(each)}
    labelled = {segment for each in gold.get("proposals", []) for segment in each["segments"]}
    return sum(
        not any((who, segment) in said for segment in _made_of(each))
        for each in draft.paragraphs
        if role(each) == "proposal" and _made_of(each) & labelled
        for who in each.supporters
    )


def _is_bracketed(paragraph: Paragraph) -> bool:
    return any(each.hold is not Hold.UNTRANSLATED for each in paragraph.brackets)


def _mean(flags: Sequence[bool]) -> float:
    """The share of a fault: none where there is nothing that could have it."""
    return round(sum(flags) / len(flags), 3) if flags else 0.0


def _share(flags: Iterable[bool]) -> float:
    found = list(flags)
    return round(sum(found) / len(found), 3) if found else 1.0
