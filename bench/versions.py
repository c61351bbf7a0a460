"""``python -m bench versions``: what the checks of language versions say of right translations, and of spoilt ones.

``--src en=FILE --ref fr=FILE ...``: sentences of professional translations, one a line, the same line the same
sentence. What a check finds in them is a false alarm, but for what the translators themselves changed (feet into
metres). Then one figure, or one country, of each sentence that has any is changed, and counted how often that is found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import machine
from server.core.versions import checks
from server.core.versions.number import Kind
from server.core.versions.numbers import numbers, western
from server.services.statement.checked import names
from translation.names import Countries

FAULTS = ("figure", "strength", "negation", "length", "name")
SEED = 7
Pair = tuple[str, str]


def main(arguments: Sequence[str]) -> int:
    """The command line; writes the figures, prints a table."""
    options = _parser().parse_args(arguments)
    source, path = options.src
    texts = _lines(path)
    made = {
        "source": source, "lines": len(texts), "machine": machine.describe(),
        "languages": [measure(texts, _lines(ref), source, code, ref.name) for code, ref in options.ref],
    }  # fmt: skip
    options.out.write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    print(table(made["languages"]))
    return 0


def measure(texts: Sequence[str], refs: Sequence[str], source: str, target: str, name: str = "") -> dict[str, object]:
    """``{language, file, alarms: {fault: sentences}, figures, names, changed: {figure: [found, made], name: ...}}``."""
    countries, alarms = Countries(), Counter[str]()
    changed = {"figure": [0, 0], "name": [0, 0]}
    figures = named = 0
    draw = random.Random(SEED)  # the same sentences are spoilt in every run
    for before, after in zip(texts, refs, strict=True):
        alarms.update({str(each.fault) for each in checks.problems(before, after, source, target)})
        alarms["name"] += bool(names(before, after, source, target))
        figures += bool(numbers(before, source))
        named += bool(countries.named(before, source, target))
        for fault, spoilt in _spoilt(countries, before, after, source, target, draw):
            changed[fault][1] += 1
            is_found = (
                bool(names(before, spoilt, source, target))
                if fault == "name"
                else any(each.fault == fault for each in checks.problems(before, spoilt, source, target))
            )
            changed[fault][0] += is_found
    return {
        "language": target, "file": name, "alarms": {each: alarms[each] for each in FAULTS}, "figures": figures,
        "names": named, "changed": changed,
    }  # fmt: skip


def table(languages: Sequence[dict[str, object]]) -> str:
    """Markdown, one row a language."""
    heads = ["into", *FAULTS, "figure changed: found", "country changed: found"]
    rows = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for each in languages:
        alarms, changed = each["alarms"], each["changed"]
        assert isinstance(alarms, dict) and isinstance(changed, dict)
        found = [f"{changed[kind][0]} of {changed[kind][1]}" for kind in ("figure", "name")]
        rows.append("| " + " | ".join([str(each["file"]), *(str(alarms[fault]) for fault in FAULTS), *found]) + " |")
    return "\n".join(rows)


def _spoilt(
    countries: Countries, before: str, after: str, source: str, target: str, draw: random.Random
) -> Iterator[tuple[str, str]]:
    """The translation with one digit of one figure changed, and with another country in the place of one."""
    standing = [each for each in numbers(after, target) if each.kind is Kind.DIGITS]
    places = [at for each in standing for at in range(each.start, each.end) if western(after)[at].isdigit()]
    if places and not checks.problems(before, after, source, target):
        at = draw.choice(places)
        digit = str((int(western(after)[at]) + draw.randint(1, 8)) % 9 + 1)
        if digit != western(after)[at]:
            yield "figure", after[:at] + digit + after[at + 1 :]
    for each in countries.named(before, source, target)[:1]:
        other = countries.find("Norway" if each.code != "NO" else "Kenya", "en", target) or ""
        spoilt = re.sub(re.escape(each.rendering), other, after)
        if spoilt != after and not names(before, after, source, target):
            yield "name", spoilt


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _given(text: str) -> tuple[str, Path]:
    code, _, path = text.partition("=")
    return code, Path(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench versions", description=__doc__)
    parser.add_argument("--src", type=_given, required=True, metavar="L=FILE")
    parser.add_argument("--ref", type=_given, action="append", required=True, metavar="L=FILE")
    parser.add_argument("--out", type=Path, required=True)
    return parser
