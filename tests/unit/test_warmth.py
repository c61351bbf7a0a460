"""How long engines take, what a worker does while it is idle, what an event's own figures change, what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.models import measured
from server.services.hearing.engines import Engines
from server.workers.warming import TELL_EVERY_S, Warming
from tests.support.fake_engine import FakeEngine
from translation import quality
from translation.errors import BadQuality, EngineFailed
from translation.phrasebook import Phrasebook
from translation.translator import Translator
from translation.warmth import Stopwatch, Warmth


class Clock:
    """Goes on by itself at each look, or when told to."""

    def __init__(self, *steps: float) -> None:
        self.now, self._steps = 0.0, list(steps)

    def __call__(self) -> float:
        self.now += self._steps.pop(0) if self._steps else 0.0
        return self.now


def test_the_first_answer_is_timed_with_its_loading_and_the_others_alone() -> None:
    clock = Clock(0, 0.5, 0, 0.04, 0, 0.1)
    watch = Stopwatch(FakeEngine({("en", "pt")}), clock)
    assert watch.warmth() == []
    watch.translate(["One."], "en", "pt")
    assert watch.warmth() == [Warmth("fake", "en", "pt", 500.0, None)]
    watch.translate(["Two."], "en", "pt")
    watch.translate(["Three.", "Four."], "en", "pt")
    assert watch.warmth() == [Warmth("fake", "en", "pt", 500.0, 45.0)]


def test_what_fails_or_is_empty_has_no_time_and_what_is_removed_loses_it() -> None:
    def broken(*_: object) -> str:
        raise EngineFailed("it broke down")

    watch = Stopwatch(FakeEngine({("en", "pt")}, broken))
    with pytest.raises(EngineFailed):
        watch.translate(["One."], "en", "pt")
    watch.translate([], "en", "pt")
    assert watch.warmth() == []
    engine = FakeEngine({("en", "pt")})
    gone = Stopwatch(engine)
    gone.measure("en", "pt")
    assert gone.warmth()[0].sentence_ms is not None
    engine._pairs = frozenset()
    gone.refresh()
    assert gone.warmth() == []


def test_an_idle_worker_warms_the_small_engine_at_its_start_and_tells_once() -> None:
    small, large = FakeEngine({("en", "pt"), ("pt", "en")}, name="firefox"), FakeEngine({("en", "ko")}, name="argos")
    told: list[str] = []
    warming = Warming(Translator([small, large]), lambda: told.append("told"), Clock())
    assert [warming.idle(), warming.idle(), warming.idle()] == [True, False, False]
    assert small.warmed == [("en", "pt"), ("pt", "en")] and large.warmed == [] and told == ["told"]


def test_a_worker_that_is_asked_measures_all_and_tells_what_is_there_at_once() -> None:
    engine, told, clock = FakeEngine({("en", "ko")}, name="argos"), list[str](), Clock()
    translator = Translator([engine], phrases=Phrasebook([]))
    warming = Warming(translator, lambda: told.append("told"), clock)
    assert not warming.idle() and engine.warmed == []
    warming.ask()
    assert told == ["told"] and not warming.idle() and engine.warmed == [("en", "ko")] and told == ["told"] * 2
    engine._pairs = frozenset({("en", "ko"), ("en", "pt")})
    translator.translate("We agree with all of you.", "en", "pt")
    warming.idle()
    assert told == ["told"] * 2
    clock.now += TELL_EVERY_S
    warming.idle()
    warming.idle()
    assert len(told) == 3


def test_an_engine_that_breaks_down_while_it_is_measured_does_not_end_the_worker() -> None:
    def broken(*_: object) -> str:
        raise EngineFailed("it broke down")

    told: list[str] = []
    warming = Warming(Translator([FakeEngine({("en", "pt")}, broken, "firefox")]), lambda: told.append("told"), Clock())
    assert not warming.idle() and told == ["told"]


def table(folder: Path, *rows: str) -> Path:
    path = folder / "quality.tsv"
    path.write_text("\n".join(["\t".join(quality.COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def test_an_events_own_rows_choose_the_engine_and_its_zero_takes_one_out(tmp_path: Path) -> None:
    engines = [FakeEngine({("en", "fr"), ("en", "es")}, name=name) for name in ("firefox", "argos")]
    own = quality.of_event(
        table(tmp_path, "# ours", "", "en\tfr\targos\t\t60\tour interpreters", "en\tes\targos\t\t0\tno")
    )
    here = Translator(engines, own).coverage()
    chosen = here.status("en", "fr")
    assert (chosen.engine, chosen.bleu, chosen.origin) == ("argos", 60.0, "our interpreters")
    assert here.require("en", "es").engine == "firefox"
    assert here.status("en", "es").as_dict()["legs"] == [
        {"engine": "firefox", "source": "en", "target": "es", "bleu": 33.0, "origin": ""}
    ]
    assert Translator(engines).coverage().require("en", "fr").engine == "firefox"
    assert quality.of_event(tmp_path / "none.tsv") == quality.of_event(None) == quality.read()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("en\txx\tfirefox\t\t40\tours", "line 2: unknown language 'xx'"),
        ("en\tpt\tgoogle\t\t40\tours", "unknown engine 'google'"),
        ("en\tpt\tfirefox\t\tgood\tours", "bleu must be a number from 0 to 100; found 'good'"),
        ("en\tpt\tfirefox\t\tnan\tours", "bleu must be a number"),
        ("en\tpt\tfirefox\t\t40\t", "origin must say who"),
        ("en\tpt\tfirefox\ten\t40\tours", "twice"),
        ("en\tpt\tfirefox+argos\t\t40\tours", "more engines than the way has legs"),
        ("en\tpt\tfirefox\t\t40\tours\nen\tpt\tfirefox\t\t41\tours", "line 3: a row for this way"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(BadQuality) as caught:
        quality.of_event(table(tmp_path, row))
    assert words in caught.value.message and caught.value.code == "bad_quality"


def test_a_table_without_its_columns_or_of_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "quality.tsv"
    path.write_text("source\ttarget\n", encoding="utf-8")
    with pytest.raises(BadQuality, match="first line names source, target, engine, via, bleu, origin"):
        quality.of_event(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadQuality, match="UTF-8"):
        quality.of_event(path)


def test_measurements_are_kept_beside_each_other_and_newer_ones_replace_older(tmp_path: Path) -> None:
    def check(target: str, bleu: float) -> dict[str, object]:
        return {"source": "en", "target": target, "bleu": bleu}

    time = {"engine": "firefox", "source": "en", "target": "pt", "first_ms": 90.0, "sentence_ms": 6.0}
    measured.keep(tmp_path, [check("pt", 40.0), check("ko", 20.0)], [time])
    measured.keep(tmp_path, [check("pt", 41.0)])
    found = measured.read(tmp_path)
    assert [(each["target"], each["bleu"]) for each in found["checks"]] == [("ko", 20.0), ("pt", 41.0)]
    assert found["warmth"] == [{**time, "at": found["warmth"][0]["at"]}] and found["checks"][0]["at"] > 0
    assert [path.name for path in tmp_path.iterdir()] == [measured.FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"checks": 3, "warmth": [3, {"engine": "x"}]}'])
def test_a_damaged_file_of_measurements_is_like_none(tmp_path: Path, text: str) -> None:
    (tmp_path / measured.FILE).write_text(text, encoding="utf-8")
    assert measured.read(tmp_path) == {"checks": [], "warmth": []}
    measured.keep(tmp_path, [{"source": "en", "target": "pt"}])
    assert len(json.loads((tmp_path / measured.FILE).read_text(encoding="utf-8"))["checks"]) == 1


def test_the_last_word_of_any_worker_stands() -> None:
    engines = Engines()
    first = {"engine": "argos", "source": "en", "target": "ko", "first_ms": 900.0, "sentence_ms": None}
    engines.told({"engines": [{"name": "argos"}], "warmth": [first]})
    engines.told({"warmth": [{**first, "sentence_ms": 80.0}, {**first, "source": "ar"}]})
    assert engines.health == [{"name": "argos"}]
    assert [(each["source"], each["sentence_ms"]) for each in engines.warmth] == [("ar", None), ("en", 80.0)]
