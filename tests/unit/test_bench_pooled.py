"""Figures of many clips together: error rates with intervals, live beside offline."""

from __future__ import annotations

from bench.live_figures import Reading
from bench.pooled import BLOCK_UNITS, Block, compared, pooled, table
from bench.screen import screen


def reading(lang: str, reference: str | None, live: str, offline: str) -> Reading:
    said, heard, calm = (
        None if text is None else [(lang, unit) for unit in text.split()] for text in (reference, live, offline)
    )
    return Reading(said, heard or [], calm or [], screen([], []), {}, [], (1, 4), (0, 4))


def test_rates_are_of_all_words_and_the_difference_is_in_the_same_words() -> None:
    words = " ".join(f"w{at}" for at in range(40))
    found = pooled([reading("en", words, f"x {words}", words), reading("fr", "a b c d", "a b c", "a b x y")])
    english, french, everything = found["by_language"]["en"], found["by_language"]["fr"], found["all"]
    assert (english["words"], english["wer"], english["offline"]["wer"]) == (40, 0.025, 0.0)
    assert (french["wer"], french["offline"]["wer"], french["beyond_offline"]["wer"]) == (0.25, 0.5, -0.25)
    assert (everything["words"], everything["languages"]) == (44, ["en", "fr"])
    assert everything["wer"] == round(2 / 44, 4)
    assert everything["erasure"] == 0.25 and everything["erasure_finals_only"] == 0.0
    assert "en" in table(found) and "all" in table(found)


def test_languages_of_few_words_stand_alone_and_are_not_in_the_figure_over_all() -> None:
    found = pooled([reading("zh", "一 座", "一 坐", "一 座"), reading("en", "a b", "a b", "a b")])
    assert found["by_language"]["zh"]["cer"] == 0.5
    assert found["all"]["languages"] == ["en"] and found["all"]["wer"] == 0.0


def test_a_clip_without_a_reference_has_no_rate() -> None:
    found = pooled([reading("en", None, "a b", "a b")])
    assert found["by_language"]["en"]["wer"] is None and found["by_language"]["en"]["interval"] is None
    assert table(found)


def test_an_interval_holds_the_rate_and_is_the_same_every_time() -> None:
    blocks = [Block(BLOCK_UNITS, at % 4, at % 3) for at in range(30)]
    found = compared(blocks, "wer")
    low, high = found["interval"]
    assert low < found["wer"] < high
    assert found == compared(blocks, "wer")
    assert compared([Block(10, 1, 1)], "wer")["interval"] == [0.1, 0.1]
