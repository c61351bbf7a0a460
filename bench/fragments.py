"""``python -m bench fragments``: what a translation loses when pieces of sentences are translated alone.

A parallel text is cut as live recognition cuts speech; the pieces are translated alone, or together and shared out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.cutting import pieces
from server.core.text.sentences import joined
from server.core.translation.sharing import share

Translate = Callable[[str], str]


def report(
    sources: Sequence[str], references: Sequence[str], source: str, target: str, words: int, translate: Translate
) -> dict[str, Any]:
    """BLEU and chrF of whole sentences, of pieces alone, of two pieces together, and of all shared out and joined."""
    rows: dict[str, Any] = {}
    cut = [pieces(each, words) for each in sources]
    ways: dict[str, Callable[[list[str]], list[str]]] = {
        "whole": lambda parts: [translate(_together(parts, source))],
        "alone": lambda parts: [translate(part) for part in parts],
        "in twos": lambda parts: [
            each
            for pair in (parts[at : at + 2] for at in range(0, len(parts), 2))
            for each in share(translate(_together(pair, source)), pair, source, target)
        ],
        "grouped": lambda parts: share(translate(_together(parts, source)), parts, source, target),
    }
    for name, way in ways.items():
        rows[name] = scores([_together(way(parts), target) for parts in cut], references)
    counts = {"sentences": len(cut), "pieces": sum(map(len, cut)), "cut": sum(len(each) > 1 for each in cut)}
    return {"pair": f"{source}-{target}", "words": words, **counts, "ways": rows}


def scores(done: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """Corpus BLEU and chrF by sacrebleu's defaults."""
    import sacrebleu

    bleu, chrf = sacrebleu.corpus_bleu(done, [references]), sacrebleu.corpus_chrf(done, [references])
    return {"bleu": round(bleu.score, 1), "chrf": round(chrf.score, 1)}


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    from server.settings import Settings
    from translation.translator import Translator

    options = _parser().parse_args(arguments)
    source, target = options.pair.split("-")
    said, told = (
        each.read_text(encoding="utf-8").splitlines()[: options.first] for each in (options.source, options.reference)
    )
    translator = Translator.of_folder(Settings.from_env().models)
    try:
        made = report(
            said, told, source, target, options.words, lambda text: translator.translate(text, source, target).text
        )
    finally:
        translator.close()
    options.out.write_text(json.dumps(made, indent=1), encoding="utf-8")
    print(json.dumps(made, indent=1))
    return 0


def _together(parts: Sequence[str], language: str) -> str:
    whole = ""
    for part in parts:
        whole = joined(whole, part, language)
    return whole


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench fragments", description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="sentences, one a line")
    parser.add_argument("--reference", type=Path, required=True, help="their translations, one a line")
    parser.add_argument("--pair", default="en-pt")
    parser.add_argument("--words", type=int, default=12, help="words of a piece at most; 12 are about 5 s of speech")
    parser.add_argument("--first", type=int, default=500, help="so many lines are read")
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
