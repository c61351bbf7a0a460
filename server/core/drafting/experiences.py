"""The annex: what delegations told of their own experience, turn by turn, in their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import words
from server.core.drafting.writer import Writer
from server.core.statement import Kind, Paragraph

_TELLING = frozenset({Act.EXPERIENCE, Act.FACT, Act.DISPUTE})
# Words of one entry; and the share of all that was heard that the entries beyond one for each delegation may take.
_ENTRY_WORDS, _SHARE = 60, 0.15


def experiences(remarks: Sequence[Remark], settled: Iterable[Remark], writer: Callable[[], Writer]) -> list[Paragraph]:
    """One entry for each delegation that told something, more while there is room; in the order of speech.

    ``settled``: remarks that stand elsewhere already (figures that were corrected or are in dispute).
    """
    runs = [run for run in _runs(remarks, set(settled)) if any(Act.EXPERIENCE in each.acts for each in run)]
    left = _SHARE * sum(_size(each) for each in remarks)
    told: set[str] = set()
    chosen = []
    for run in sorted(runs, key=lambda run: run[0].at):
        size = sum(map(_size, run))
        if run[0].owner in told:
            if size > left:
                continue
            left -= size
        told.add(run[0].owner)
        chosen.append(run)
    return [_entry(run, writer()) for run in sorted(chosen, key=lambda run: run[0].at)]


def _runs(remarks: Sequence[Remark], settled: set[Remark]) -> list[list[Remark]]:
    """Sentences of one turn that tell something, with what only goes on after them, up to the length of an entry."""
    found: list[list[Remark]] = []
    for each in remarks:
        if each.segment.delegation in (None, CHAIR) or each in settled:
            continue
        tells = bool(each.acts & _TELLING)
        if found and _goes_on(found[-1], each, tells):
            found[-1].append(each)
        elif tells:
            found.append([each])
    return found


def _goes_on(run: Sequence[Remark], remark: Remark, tells: bool) -> bool:
    is_next = run[-1].at == remark.at - 1 and run[0].owner == remark.owner
    if not is_next or sum(map(_size, run)) + _size(remark) > _ENTRY_WORDS:
        return False
    others = remark.acts - _TELLING - {Act.INFORMATION}
    return not others and (tells or remark.acts == {Act.INFORMATION})


def _size(remark: Remark) -> int:
    return len(words(remark.shown or remark.sentence))


def _entry(run: Sequence[Remark], writer: Writer) -> Paragraph:
    writer.lead("experience", run[:1])
    for at, each in enumerate(run):
        writer.text += ", " if at else ""
        writer.quote(each, Act.EXPERIENCE)
    return writer.done(f"e{run[0].at}", Kind.ANNEX, "")
