"""The figures of a draft against gold labels. Each function says what it counts; the report is made of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from server.core.brackets import Hold
from server.core.drafting import Draft, Evidence, Fault, verify
from server.core.drafting.figures import figures
from server.core.drafting.sentences import content, words
from server.core.statement import Kind, Paragraph

Gold = Mapping[str, Any]
QUOTE = re.compile(r"“[^”]*”")
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


def plain(draft: Draft, evidence: Evidence, language: str) -> dict[str, float | int]:
    """What needs no gold: citations, attribution, faults of the verifier, length, propositions said twice."""
    faults = [each.fault for paragraph in draft.paragraphs for each in verify(paragraph, evidence, language)]
    heard = sum(len(words(each.shown(language) or each.text)) for each in evidence.segments)
    return {
        "citation_recall": _share(_cited(draft)),
        "attribution": _share(_attributed(draft, evidence)),
        "changed_figures": faults.count(Fault.FIGURE),
        "flipped_negations": faults.count(Fault.NEGATION),
        "raised_strength": faults.count(Fault.STRENGTH),
        "unverified": len(faults),
        "length_share": round(sum(len(words(each.text)) for each in draft.paragraphs) / max(1, heard), 3),
        "duplicates": _twice(draft),
    }


def labelled(draft: Draft, gold: Gold, evidence: Evidence) -> dict[str, float | int]:
    """What is measured against gold; a share without anything to find is 1."""
    operative = [each for each in draft.paragraphs if each.kind is Kind.OPERATIVE]
    standing = [each for each in gold.get("reservations", []) if not any(each.get(key) for key in _SETTLED)]
    conditions = [each for each in gold.get("conditions", []) if not any(each.get(key) for key in _SETTLED)]
    return {
        "false_consensus": sum(_is_false_consensus(each, standing) for each in operative),
        "reservation_recall": _share(_is_held(each, draft) for each in standing),
        "condition_recall": _share(_is_held(each, draft) for each in conditions),
        "proposal_recall": _share(_is_made(each, draft, "proposal") for each in gold.get("proposals", [])),
        "commitment_recall": _share(_is_made(each, draft, "commitment") for each in gold.get("commitments", [])),
        "correction_recall": _share(_is_corrected(each, draft) for each in gold.get("corrections", [])),
        "conflict_recall": _share(_is_shown(each, draft) for each in gold.get("conflicts", [])),
        "support_recall": _share(_is_supporter(each, draft) for each in gold.get("supports", [])),
        "proposal_precision": _precision(draft, gold, "proposal"),
        "commitment_precision": _precision(draft, gold, "commitment"),
        "coverage": _coverage(draft, gold, evidence),
        "needless_brackets": _needless(draft, [*gold.get("reservations", []), *conditions], gold.get("conflicts", [])),
        "silently_dropped": sum(
            not _is_held(each, draft) and not _is_flagged(each, draft) for each in [*standing, *conditions]
        ),
        "superseded_figures": sum(_prints_superseded(each, draft) for each in gold.get("corrections", [])),
        "unsaid_supports": _unsaid(draft, gold),
    }


def _cited(draft: Draft) -> list[bool]:
    """Each quotation, and each paragraph as a whole: cited or not."""
    found = [bool(each.citations) for each in draft.paragraphs]
    for each in draft.paragraphs:
        for match in QUOTE.finditer(each.text):
            found.append(any(one.start <= match.start() and match.end() <= one.end for one in each.citations))
    return found


def _attributed(draft: Draft, evidence: Evidence) -> list[bool]:
    """Each cited segment: its speaker's name, by the label given, stands in the paragraph."""
    by_id = evidence.by_id()
    return [
        evidence.name(by_id[name].delegation) in each.text or by_id[name].delegation is None
        for each in draft.paragraphs
        for name in each.cited()
    ]


def _twice(draft: Draft) -> float:
    quotes = [
        content(match.group())
        for each in draft.paragraphs
        for match in QUOTE.finditer(each.text)
        if role(each) != "opening"
    ]
    twice = sum(any(one and one == other for other in quotes[:at]) for at, one in enumerate(quotes))
    return round(twice / len(quotes), 3) if quotes else 0.0


def _is_false_consensus(paragraph: Paragraph, standing: Sequence[Gold]) -> bool:
    """A proposal's paragraph without a bracket of its own although somebody reserved or objected to it."""
    if role(paragraph) != "proposal" or _is_bracketed(paragraph):
        return False
    return any(each.get("of") in _made_of(paragraph) for each in standing)


def _is_held(label: Gold, draft: Draft) -> bool:
    """A bracket in its owner's name, in a paragraph that cites what was said (and the proposal, if there is one)."""
    for each in draft.paragraphs:
        owners = {bracket.owner for bracket in each.brackets if bracket.hold is not Hold.UNTRANSLATED}
        named = label["by"] in owners or (label["by"] is None and owners)
        if (
            named
            and set(label["segments"]) & set(each.cited())
            and (role(each) == "hold" or label.get("of") in (None, *each.cited()))
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
        quotes = " ".join(QUOTE.findall(each.text))
        if set(label["segments"]) & set(each.cited()) and _has(label["to"], quotes) and not _has(label["from"], quotes):
            return True
    return False


def _prints_superseded(label: Gold, draft: Draft) -> bool:
    """The earlier figure stands in words copied from where it was first said."""
    return any(
        label.get("of") in one.segments and _has(label["from"], each.text[one.start : one.end])
        for each in draft.paragraphs
        for one in each.citations
    )


def _has(figure: str, text: str) -> bool:
    """True when the text gives every figure of a label, with its unit: ninety minutes are not 90 percent."""
    for language in ("en", "pt"):
        wanted, given = figures(figure, language), figures(text, language)
        if wanted and all(
            any(one.value == each.value and each.unit in ("", one.unit) for one in given) for each in wanted
        ):
            return True
    return False


def _is_shown(label: Gold, draft: Draft) -> bool:
    return any(set(label["segments"]) <= set(each.cited()) and _is_bracketed(each) for each in draft.paragraphs)


def _is_supporter(label: Gold, draft: Draft) -> bool:
    return any(label["by"] in each.supporters and label["of"] in _made_of(each) for each in draft.paragraphs)


def _precision(draft: Draft, gold: Gold, kind: str) -> float:
    labels = {(segment, label["by"]) for label in gold.get(f"{kind}s", []) for segment in label["segments"]}
    segments = {segment for segment, _ in labels}
    return _share(bool(_made_of(each) & segments) for each in draft.paragraphs if role(each) == kind)


def _made_of(paragraph: Paragraph) -> set[str]:
    """What the paragraph's opening words cite: the proposal or the commitment itself."""
    return set(paragraph.citations[0].segments) if paragraph.citations else set()


def _coverage(draft: Draft, gold: Gold, evidence: Evidence) -> float:
    by_id, ignored = evidence.by_id(), set(gold.get("ignore", []))
    spoke = {
        each.delegation
        for each in evidence.segments
        if each.id not in ignored and each.delegation not in (None, "CHAIR")
    }
    present = {by_id[name].delegation for each in draft.paragraphs if role(each) != "opening" for name in each.cited()}
    present |= {each.delegation for each in draft.omitted}
    return _share(code in present for code in spoke)


def _needless(draft: Draft, holds: Sequence[Gold], conflicts: Sequence[Gold]) -> float:
    found = 0
    for each in draft.paragraphs:
        cited = set(each.cited())
        held = any(set(label["segments"]) & cited for label in holds) or any(
            set(label["segments"]) & cited for label in conflicts
        )
        found += _is_bracketed(each) and not held
    return round(found / len(draft.paragraphs), 3) if draft.paragraphs else 0.0


def _unsaid(draft: Draft, gold: Gold) -> int:
    """Supporters of a labelled proposal who, by the labels, did not support it."""
    said = {(each["by"], each["of"]) for each in gold.get("supports", [])}
    labelled = {segment for each in gold.get("proposals", []) for segment in each["segments"]}
    return sum(
        not any((who, segment) in said for segment in _made_of(each))
        for each in draft.paragraphs
        if role(each) == "proposal" and _made_of(each) & labelled
        for who in each.supporters
    )


def _is_bracketed(paragraph: Paragraph) -> bool:
    return any(each.hold is not Hold.UNTRANSLATED for each in paragraph.brackets)


def _share(flags: Iterable[bool]) -> float:
    found = list(flags)
    return round(sum(found) / len(found), 3) if found else 1.0
