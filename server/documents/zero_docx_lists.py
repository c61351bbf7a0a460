"""The lists of a Word document: which number or letter each paragraph of one gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from server.core.zero.blocks import Mark
from server.documents.zero_labels import NUMBERS, counted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: Any, name: str = "val") -> str:
    """An attribute of an element, "" where there is none."""
    return str(element.get(f"{W}{name}") or "") if element is not None else ""


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Lists:
    """Counts the numbers of lists as Word does: by level, each list with its own starts."""

    root: Any
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for each in self.root.iter(f"{W}abstractNum"):
            levels = {int(value(one, "ilvl") or 0): _level_of(one) for one in each.iter(f"{W}lvl")}
            self._levels[value(each, "abstractNumId")] = levels
        for each in self.root.iter(f"{W}num"):
            name = value(each, "numId")
            self._kinds[name] = value(each.find(f"{W}abstractNumId"))
            for one in each.iter(f"{W}lvlOverride"):
                start = value(one.find(f"{W}startOverride"))
                if start.isdigit():
                    self._starts.setdefault(name, {})[int(value(one, "ilvl") or 0)] = int(start)

    def next(self, name: str, level: int) -> tuple[Mark, str]:
        """The mark and the label of the next paragraph of a list at a level."""
        kind = self._kinds.get(name)
        if kind is None or name == "0":
            return Mark.NONE, ""
        levels = self._levels.get(kind, {})
        here = levels.get(level, _Level())
        counts = self._counts.setdefault(kind, {})
        if name not in self._begun:
            self._begun.add(name)
            for at, start in self._starts.get(name, {}).items():
                counts[at] = start - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if here.form == "bullet":
            return Mark.BULLET, "–" if level else "•"
        if here.form == "none":
            return Mark.NONE, ""
        label = here.text
        for at in range(level + 1):
            shown = levels.get(at, _Level())
            label = label.replace(f"%{at + 1}", counted(counts.get(at, shown.start), shown.form))
        if here.form in NUMBERS and level == 0:
            return Mark.NUMBER, label.strip(" .)(") or str(counts[level])
        return Mark.LETTER, label.strip()


def _level_of(element: Any) -> _Level:
    start = value(element.find(f"{W}start"))
    form = value(element.find(f"{W}numFmt")) or "decimal"
    return _Level(form, value(element.find(f"{W}lvlText")), int(start) if start.isdigit() else 1)
