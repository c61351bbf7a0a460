"""The annex: what delegations told of their own experience, by theme, each with the core of it where there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.figures import figures
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import words
from server.core.drafting.writer import Writer
from server.core.statement.statement import Kind, Paragraph

_TELLING = frozenset({Act.EXPERIENCE, Act.FACT, Act.DISPUTE})
# Sentences that only inform and stand between two that tell belong to one telling.
_GAP = 2
# An entry shorter than this says nothing; a longer quotation is no core.
_FEWEST, _MOST = 7, 18


def told(remarks: Sequence[Remark], settled: Iterable[Remark]) -> list[list[Remark]]:
    """What each delegation told in one turn, in the order of speech; turns without an experience are left out.

    ``settled``: remarks that stand elsewhere already (figures that were corrected or are in dispute).
    """
    gone, found = set(settled), list[list[Remark]]()
    for each in remarks:
        if each.segment.delegation in (None, CHAIR) or each in gone or not each.acts & _TELLING:
            continue
        if found and found[-1][0].owner == each.owner and each.at - found[-1][-1].at <= _GAP:
            found[-1].append(each)
        else:
            found.append([each])
    return [run for run in found if any(Act.EXPERIENCE in each.acts for each in run)]


def annex(
    runs: Sequence[Sequence[Remark]],
    theme_of: Callable[[Remark], str],
    named: frozenset[str],
    writer: Callable[[], Writer],
    room: int,
) -> list[Paragraph]:
    """One paragraph for each theme, with who told something of it. ``room``: words for the quotations in all.

    ``named``: the themes that may be printed, which are those of the agenda; others are words of somebody else, and
    what was told of them stands together.
    """
    by_theme: dict[str, dict[str, list[Remark]]] = {}
    others = next((theme for run in runs if (theme := theme_of(run[0])) not in named), "")
    for run in runs:
        theme = theme_of(run[0])
        by_theme.setdefault(theme if theme in named else others, {}).setdefault(run[0].owner, []).extend(run)
    entries = sum(map(len, by_theme.values()))
    each_has = min(_MOST, room // entries) if entries else 0
    return [
        _paragraph(theme, theme in named, list(by_owner.values()), writer(), each_has if each_has >= _FEWEST else 0)
        for theme, by_owner in by_theme.items()
    ]


def _paragraph(theme: str, is_named: bool, runs: Sequence[Sequence[Remark]], writer: Writer, limit: int) -> Paragraph:
    everyone = [each[0] for each in runs]
    if is_named:
        writer.headed("experience", everyone, theme=theme)
    else:
        writer.headed("experience:general", everyone)
    for at, run in enumerate(runs):
        writer.separate(at, len(runs))
        writer.cited(writer.names(run[:1]), run)
        core = _core(run, limit) if limit else None
        if core is not None:
            writer.text += " ("
            writer.quote(core, Act.EXPERIENCE, limit=limit)
            writer.text += ")"
    return writer.done(f"e{runs[0][0].at}", Kind.ANNEX, theme)


def _core(run: Sequence[Remark], limit: int) -> Remark | None:
    """The sentence that tells most in few words: with a figure first, the shortest of them; None if all are long."""
    short = [each for each in run if len(words(each.shown or each.sentence)) <= 2 * limit and each.shown is not None]
    return min(short, key=lambda each: (Act.EXPERIENCE not in each.acts, not _counts(each), each.at), default=None)


def _counts(remark: Remark) -> bool:
    return bool(figures(remark.sentence, remark.language))
