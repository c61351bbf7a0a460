"""Everything that a paragraph says without evidence, in one call: both steps, and what its zero draft gave it.

A pure function: the server calls it after every edit, and anyone over an exported file (``portable``).
"""

from __future__ import annotations

from dataclasses import replace

from server.core.drafting.evidence import Evidence, Segment
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.translated import verify_translations
from server.core.drafting.verify import verify
from server.core.statement.statement import Citation, Paragraph

_MARKS = " ,;.:،؛。，；："
# A zero draft may name whom it likes and be as firm as it likes: it is the text that is negotiated.
_ITS_OWN = frozenset({Fault.SPEAKER, Fault.STRENGTH})


def check(paragraph: Paragraph, evidence: Evidence, language: str, zero: str = "") -> tuple[Problem, ...]:
    """What lacks evidence, each once. ``zero``: how the paragraph came with a zero draft, "" where it did not.

    What came with a zero draft rests on that: only what was changed since must stand in it or in what is cited.
    """
    if zero and paragraph.text.rstrip(_MARKS) == zero.rstrip(_MARKS):
        return ()
    if zero:
        paragraph, evidence = _resting_on(paragraph, evidence, language, zero)
    found = (*verify(paragraph, evidence, language), *verify_translations(paragraph, evidence, language))
    if zero:
        known = zero.casefold()
        found = tuple(each for each in found if each.fault not in _ITS_OWN or each.text.casefold() not in known)
    figures = {each.text.casefold() for each in found if each.fault is Fault.FIGURE}
    once = dict.fromkeys(each for each in found if each.fault is not Fault.WORD or each.text.casefold() not in figures)
    return tuple(once)


def _resting_on(paragraph: Paragraph, evidence: Evidence, language: str, zero: str) -> tuple[Paragraph, Evidence]:
    """Both, with the zero draft's words as one line more that the whole paragraph cites."""
    name = f"zero:{paragraph.id}"
    source = Segment(name, 0, 0, language, None, name, zero)
    cited = (*paragraph.citations, Citation(0, len(paragraph.text), (name,)))
    return replace(paragraph, citations=cited), replace(evidence, segments=(*evidence.segments, source))
