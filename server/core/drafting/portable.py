"""A statement with its evidence as JSON that leaves the house, and the verifier over it. Must not know files.

What is in the object is all that the verifier needs: the same verdict comes out wherever it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.core.drafting.check import check
from server.core.drafting.evidence import Evidence, Segment
from server.core.errors import BadDocument
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.statement import Citation, Kind, Paragraph, labels

SCHEMA = "roundtable/evidence/1"
_MARKS = " ,;.:،؛。，；："  # after the last word: the numbering's, which changes with a paragraph's place


@dataclass(frozen=True, slots=True)
class Resting:
    """A paragraph with what it came as in a zero draft ("" where it did not) and the faults that somebody keeps.

    ``kept``: ``{fault, text, by, why, at}``.
    """

    paragraph: Paragraph
    zero: str = ""
    kept: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of paragraph ``label``; ``kept_by`` and ``why``: who keeps it knowingly, empty where nobody does."""

    label: str
    fault: str
    text: str
    kept_by: str = ""
    why: str = ""


def portable(
    paragraphs: Iterable[Resting], evidence: Evidence, language: str, withheld: Iterable[str] = ()
) -> dict[str, Any]:
    """The object: the paragraphs, and of the minutes the lines that they cite with those that go on from them.

    ``withheld``: cited lines whose words must not leave; the verifier names them.
    """
    resting, hidden = tuple(paragraphs), frozenset(withheld)
    cited = {name for each in resting for name in each.paragraph.cited()}
    whole = {name for each in evidence.joined().segments if cited & set(each.ids()) for name in each.ids()}
    lines = [each for each in evidence.segments if each.id in whole and each.id not in hidden]
    return {
        "schema": SCHEMA, "language": language, "title": evidence.title, "agenda": list(evidence.agenda),
        "parties": list(evidence.parties), "names": dict(evidence.labels),
        "called": {code: dict(names) for code, names in evidence.called.items()},
        "spoke": list(evidence.delegations()), "withheld": sorted(hidden & cited),
        "paragraphs": [_paragraph(each) for each in resting], "lines": [_line(each) for each in lines],
    }  # fmt: skip


def findings(given: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Every fault of a statement in an object made by ``portable``, in the order of the text. Raises BadDocument."""
    try:
        language, resting, evidence = _read(given)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadDocument(f"this holds no statement with its evidence ({error!r}): export it as JSON again") from error
    called = labels(tuple(each.paragraph for each in resting))
    hidden = frozenset(given["withheld"])
    found: list[Finding] = []
    for each in resting:
        label = called[each.paragraph.id]
        found += [Finding(label, "withheld", name) for name in each.paragraph.cited() if name in hidden]
        kept = {(one["fault"], one["text"].rstrip(_MARKS)): one for one in each.kept}
        for problem in check(each.paragraph, evidence, language, each.zero):
            mine = kept.get((str(problem.fault), problem.text.rstrip(_MARKS)), {})
            found.append(
                Finding(label, str(problem.fault), problem.text, str(mine.get("by", "")), str(mine.get("why", "")))
            )
    return tuple(found)


def altered(given: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """Where what a file shows, ``(kind, text)`` in order, is not what its evidence is of."""
    mine = [(each["kind"], each["text"]) for each in given["paragraphs"]]
    longest = max(len(mine), len(shown))
    pairs = ((at, dict(enumerate(mine)).get(at), dict(enumerate(shown)).get(at)) for at in range(longest))
    return tuple(Finding(str(at + 1), "altered", (two or one or ("", ""))[1]) for at, one, two in pairs if one != two)


def _paragraph(resting: Resting) -> dict[str, Any]:
    each = resting.paragraph
    return {
        "id": each.id, "kind": str(each.kind), "number": each.number, "text": each.text,
        "citations": [{"span": [one.start, one.end], "segments": list(one.segments)} for one in each.citations],
        "brackets": [
            {"owner": one.owner, "kind": str(one.hold), "span": [one.start, one.end]} for one in each.brackets
        ],
        "zero": resting.zero, "kept": [dict(one) for one in resting.kept],
    }  # fmt: skip


def _line(each: Segment) -> dict[str, Any]:
    return {
        "id": each.id, "start_ms": each.start_ms, "end_ms": each.end_ms, "lang": each.lang,
        "delegation": each.delegation, "speaker": each.speaker, "text": each.text,
        "translations": dict(each.translations), "rough": sorted(each.rough),
        "reviewed": [list(one) for one in each.reviewed],
    }  # fmt: skip


def _read(given: Mapping[str, Any]) -> tuple[str, list[Resting], Evidence]:
    if given["schema"] != SCHEMA:
        raise ValueError(f"expected {SCHEMA}, found {given['schema']!r}")
    lines = tuple(
        Segment(
            each["id"], int(each["start_ms"]), int(each["end_ms"]), each["lang"], each["delegation"], each["speaker"],
            each["text"], dict(each["translations"]), frozenset(each["rough"]),
            reviewed=tuple((str(one[0]), str(one[1])) for one in each["reviewed"]),
        )
        for each in given["lines"]
    )  # fmt: skip
    evidence = Evidence(
        lines, tuple(given["agenda"]), tuple(given["parties"]), given["title"], dict(given["names"]),
        dict(given["called"]), tuple(given["spoke"]),
    )  # fmt: skip
    resting = [
        Resting(
            replace(
                Paragraph(each["id"], Kind(each["kind"]), each["text"], each["number"]),
                citations=tuple(
                    Citation(one["span"][0], one["span"][1], tuple(one["segments"])) for one in each["citations"]
                ),
                brackets=tuple(Bracket(one["owner"], Hold(one["kind"]), *one["span"]) for one in each["brackets"]),
            ),
            each["zero"],
            tuple(each["kept"]),
        )
        for each in given["paragraphs"]
    ]
    return given["language"], resting, evidence
