"""``python -m bench translate``: how right and how fast texts are translated, and what the product adds to its engine.

With ``--src`` and ``--ref`` (sentences, one a line) it gives BLEU and chrF of the product's path (masking, guards) and
of the bare engine beside it, in the same run. Always: the terms of sets/terms.tsv, what must stay, hard inputs.
``--batching`` measures something else: what argos' engine gains when sentences go through it together.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import machine
from bench.figures import columns, spread
from bench.fragments import scores
from bench.translation_cases import KeptCase, hard_inputs, kept_cases, term_cases
from translation import guard, masking
from translation.errors import TranslationError
from translation.glossary import Glossary
from translation.translator import Translator

WARM = {"en": "The meeting is open.", "pt": "A reunião está aberta."}
TWENTY_WORDS = (16, 24)  # a sentence of about twenty words

Translate = Callable[[str], str]


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 where a loop was shown or a thing that must stay was lost."""
    from server.settings import Settings

    options = _parser().parse_args(arguments)
    if options.batching:
        return _batching(options.out)
    source, target = options.pair.split("-")
    translator = Translator.of_folder(Settings.from_env().models, options.engines)
    try:
        made = report(translator, source, target, *_texts(options), options.hard)
    except TranslationError as error:
        raise SystemExit(f"{error.code}: {error.message}") from error
    finally:
        translator.close()
    options.out.write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    print(table(made))
    return int(bool(made["loops"]) or any(share < 1.0 for share in made["kept"].values()))


def _batching(out: Path) -> int:
    """The figures of batches; the exit status is 1 where a batch answered otherwise than its sentences alone."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the translate worker runs
    from bench import batching

    made = batching.measure()
    out.write_text(json.dumps(made, indent=1), encoding="utf-8")
    print(batching.table(made))
    return int(not batching.is_same(made))


def report(
    translator: Translator, source: str, target: str, said: Sequence[str], told: Sequence[str], hard: int
) -> dict[str, Any]:
    """All figures of one direction, JSON-ready. Raises TranslationError where there is no route."""
    route = translator.coverage().require(source, target)
    before = machine.load()
    translator.translate(WARM.get(source, WARM["en"]), source, target)

    def product(text: str) -> str:
        return translator.translate(text, source, target).text

    made: dict[str, Any] = {"pair": f"{source}-{target}", "engine": route.engine, "machine": machine.describe()}
    if said:
        translator.retries.clear()
        done, seconds = _timed(said, lambda text: _or_source(product, text))
        per_text = [1000 * each for each in seconds]
        twenty = [ms for ms, text in zip(per_text, said, strict=True) if _is_about_twenty(text)]
        bare = _bare(translator, said, source, target) if len(route.steps) == 1 else None
        made |= {
            **scores(done, told),
            "bare": None if bare is None else scores(bare, told),
            "sentences": len(said),
            "per_second": round(len(said) / sum(seconds), 1),
            "sentence_ms": spread(per_text),
            "sentence_of_twenty_words_ms": spread(twenty),
            "retried": {name: round(count / len(said), 4) for name, count in sorted(translator.retries.items())},
        }
    made["terms"] = _terms(translator, source, target)
    made["kept"], made["kept_lost"] = _kept(translator, source, target)
    made["loops"], made["refused"] = _loops(product, source, hard)
    return {**made, "peak_rss_mb": machine.rss_mb(os.getpid(), "VmHWM"), "load": [before, machine.load()]}


def table(made: dict[str, Any]) -> str:
    """For people."""
    rows = [(name, str(made[name])) for name in made if name not in ("machine", "kept_lost")]
    return columns(rows) + "".join(f"\nlost: {each}" for each in made["kept_lost"])


def _or_source(translate: Translate, text: str) -> str:
    """What a reader has: the translation, or the original where there is no usable one."""
    try:
        return translate(text)
    except TranslationError:
        return text


def _timed(texts: Sequence[str], translate: Translate) -> tuple[list[str], list[float]]:
    done, seconds = list[str](), list[float]()
    for text in texts:
        begun = time.perf_counter()
        done.append(translate(text))
        seconds.append(time.perf_counter() - begun)
    return done, seconds


def _bare(translator: Translator, texts: Sequence[str], source: str, target: str) -> list[str]:
    engine = translator.engine(translator.coverage().require(source, target).engine)
    return [engine.translate([text], source, target)[0].text for text in texts]


def _is_about_twenty(text: str) -> bool:
    return TWENTY_WORDS[0] <= len(text.split()) <= TWENTY_WORDS[1]


def _terms(translator: Translator, source: str, target: str) -> dict[str, int]:
    """Of the sentences: those with the term's rendering as it should be, those that say that it is missing."""
    cases = term_cases(source)
    glossary = Glossary(fixed={case.term: {target: case.rendering} for case in cases})
    found = Counter[str]()
    for case in cases:
        done = translator.translate(case.sentence, source, target, glossary=glossary)
        is_right = case.rendering.casefold() in done.text.casefold()
        found["right"] += is_right
        found["flagged"] += "terms" in done.notes
        found["present"] += is_right or "terms" in done.notes
    return {"sentences": len(cases), "present": found["present"], "right": found["right"], "flagged": found["flagged"]}


def _kept(translator: Translator, source: str, target: str) -> tuple[dict[str, float], list[str]]:
    """The share of each kind that arrived, and the sentences that lost something. The event knows its people."""
    cases = kept_cases(source) if source in WARM else []
    people = Glossary(keep=frozenset(case.wanted[0] for case in cases if case.kind == "names"))
    good, all_of = Counter[str](), Counter(case.kind for case in cases)
    lost: list[str] = []
    for case in cases:
        done = translator.translate(case.sentence, source, target, glossary=people).text
        if _arrived(case, done, source, target):
            good[case.kind] += 1
        else:
            lost.append(f"{case.sentence} -> {done}")
    return {kind: round(good[kind] / count, 4) for kind, count in all_of.items()}, lost


def _arrived(case: KeptCase, done: str, source: str, target: str) -> bool:
    if case.kind in ("numbers", "dates"):
        return masking.figures(case.wanted[0]) == masking.figures(done) and guard.has_figures(case.sentence, done)
    return all(each in done for each in case.wanted)


def _loops(translate: Translate, source: str, count: int) -> tuple[int, int]:
    """Answers with a loop that the input did not have, and inputs that were refused (their source is shown)."""
    loops = refused = 0
    for text in hard_inputs(source, count) if source in WARM else ():
        try:
            done = translate(text)
        except TranslationError:
            refused += 1
            continue
        loops += guard.has_loop(done) and not guard.has_loop(text)
    return loops, refused


def _texts(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    if options.src is None or options.ref is None:
        return [], []
    found = [each.read_text(encoding="utf-8").splitlines()[: options.first] for each in (options.src, options.ref)]
    return found[0], found[1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench translate", description=__doc__)
    parser.add_argument("--pair", default="en-pt")
    parser.add_argument("--src", type=Path, help="sentences, one a line")
    parser.add_argument("--ref", type=Path, help="their translations, one a line")
    parser.add_argument("--first", type=int, default=1_000, help="so many lines are read")
    parser.add_argument("--hard", type=int, default=2_000, help="so many hard inputs")
    parser.add_argument("--engines", default="auto", help="auto, or one engine alone")
    parser.add_argument("--batching", action="store_true", help="alone: what argos' engine gains by batches")
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
