"""Since when words stand on a reader's screen, what it took back, and the figures of a clip."""

from __future__ import annotations

from typing import Any

import pytest

from bench.clips import Part
from bench.figures import erased
from bench.live_figures import exactness, figures, finals_texts, rates, reading
from bench.offline import LATE_S, Timed, ends, joined, spread_out
from bench.screen import Screen, line, screen, underway
from bench.watch import Seen


def final(at_s: float, sample: int, text: str, lang: str = "en", **more: Any) -> tuple[float, str, dict[str, Any]]:
    event = {"kind": "caption", "status": "final", "rev": 1, "seg": f"s-{sample}", "lang": lang, "src_lang": lang}
    return (at_s, "event", {**event, "text": text, **more})


def look(at_s: float, sample: int, committed: str, rest: str) -> tuple[float, str, dict[str, Any]]:
    return (at_s, "tentative", {"seg": f"s-{sample}", "lang": "en", "committed": committed, "text": rest})


def history(*records: tuple[float, str, dict[str, Any]]) -> Screen:
    finals = [line(at_s, message) for at_s, name, message in records if name == "event"]
    return screen(finals, [underway(at_s, message) for at_s, name, message in records if name == "tentative"])


def test_a_word_is_shown_when_it_came_to_stay_and_committed_when_it_was_promised() -> None:
    found = history(look(1, 0, "", "the red"), look(2, 0, "the", "red ship"), final(4, 0, "The red ship."))
    assert found.words == ("the", "red", "ship")
    assert found.shown_s == (1, 1, 2)
    assert found.committed_s == (2, 4, 4)


def test_a_word_that_goes_and_comes_again_counts_from_its_return() -> None:
    found = history(
        look(1, 0, "", "red ship"), look(2, 0, "", "bread ship"), look(3, 0, "", "red"), final(4, 0, "red ship")
    )
    assert found.shown_s == (3, 4)


def test_a_word_that_only_the_final_has_is_shown_with_it() -> None:
    assert history(look(1, 0, "", "wet slip"), final(3, 0, "red ship")).shown_s == (3, 3)


def test_the_finals_of_one_utterance_that_come_in_a_row_take_nothing_back() -> None:
    found = history(
        look(1, 0, "", "good morning we begin"), final(3.0, 10, "Good morning."), final(3.05, 20, "We begin.")
    )
    assert found.shown_s == (1, 1, 1, 1)
    assert found.line_of == (0, 0, 1, 1)


def test_a_rest_that_is_away_for_longer_than_a_glance_counts_as_taken_back() -> None:
    found = history(
        look(1, 0, "", "good morning we begin"), final(3.0, 10, "Good morning."), final(4.0, 20, "We begin.")
    )
    assert found.shown_s == (1, 1, 4, 4)


def test_words_under_way_that_come_after_their_final_are_not_shown() -> None:
    found = history(final(1, 10, "one"), look(2, 5, "", "two"), final(3, 20, "two"))
    assert found.shown_s == (1, 3)


def ended(at_s: float, sample: int, end: int, text: str) -> tuple[float, str, dict[str, Any]]:
    return final(at_s, sample, text, start_ms=sample // 16, end_ms=end // 16)


def test_a_final_of_the_first_part_leaves_the_rest_to_the_words_under_way_behind_it() -> None:
    found = history(
        look(1, 0, "good morning", "all we"),
        look(2, 0, "good morning all", "we begin"),
        ended(3.00, 0, 32_000, "Good morning all."),
        look(3.02, 32_000, "we", "begin"),
        look(4, 32_000, "we begin", "now"),
        ended(5, 32_000, 64_000, "We begin now."),
    )
    assert found.shown_s == (1, 1, 1, 1, 2, 4)
    assert found.committed_s == (1, 1, 2, 3.02, 4, 5)
    assert (found.committed, found.committed_changed) == (5, 0)
    assert [len(each) for each in found.texts()] == [4, 5, 5, 6, 6]


def test_words_under_way_that_begin_inside_what_is_final_are_not_shown() -> None:
    found = history(ended(1, 0, 32_000, "one"), look(2, 16_000, "", "two"), look(3, 31_990, "", "two"))
    assert [each.underway is not None for each in found.states] == [False, False, True]


def test_a_final_changes_only_the_committed_words_of_its_part_and_each_is_judged_once() -> None:
    found = history(
        look(1, 0, "the bread ship sails the night", ""),
        ended(2, 0, 32_000, "The red ship."),
        look(2.01, 32_000, "sails the night", ""),
        ended(3, 32_000, 64_000, "Sails at night."),
    )
    assert (found.committed, found.committed_changed) == (6, 2)


def test_a_committed_word_that_goes_before_its_final_is_judged_when_it_goes() -> None:
    found = history(look(1, 0, "the bread", ""), look(2, 0, "the red", ""), ended(3, 0, 32_000, "The red."))
    assert (found.committed, found.committed_changed) == (3, 1)


def test_finals_only_take_nothing_back_unless_one_is_changed_or_goes() -> None:
    views = seen(look(1, 0, "", "wet"), final(2, 0, "The red."), final(3, 10, "Ship."))
    assert list(finals_texts(views)) == [("The", "red."), ("The", "red.", "Ship.")]
    mended = seen(*views.records, final(4, 0, "The bread.", rev=2, status="corrected"))
    assert erased(finals_texts(mended)) == (2, 3)
    gone = seen(*views.records, final(4, 10, "Ship.", status="retracted"))
    assert erased(finals_texts(gone)) == (1, 2)


def test_committed_words_that_the_final_changed_are_counted() -> None:
    found = history(
        look(1, 0, "the bread", ""), look(2, 0, "the bread ship", "sails"), final(3, 0, "the red ship sails")
    )
    assert (found.committed, found.committed_changed) == (3, 1)


def test_the_text_over_time_is_what_a_reader_sees() -> None:
    found = history(look(1, 0, "", "the Red"), final(2, 0, "The red."))
    assert tuple(found.texts()) == (("the", "Red"), ("The", "red."))


def test_a_reference_word_gets_the_end_of_the_offline_word_at_its_place() -> None:
    offline = [Timed("good", "en", 1.0), Timed("mourning", "en", 2.0), Timed("all", "en", 3.0)]
    assert ends(["good", "morning", "all", "friends"], offline) == {0: 1 - LATE_S, 1: 2 - LATE_S, 2: 3 - LATE_S}


def test_pieces_of_a_word_are_one_word_and_its_units_share_its_time() -> None:
    pieces = [(" d'", 1.0, 1.2), ("accord", 1.2, 1.6), (" 28", 2.0, 2.5), (".8", 2.5, 3.0)]
    assert joined(pieces, "fr") == [(" d'accord", 1.0, 1.6), (" 28.8", 2.0, 3.0)]
    assert joined([("十", 1.0, 1.5), ("五", 1.5, 2.0), ("米", 2.0, 2.5)], "zh") == [
        ("十五", 1.0, 2.0),
        ("米", 2.0, 2.5),
    ]
    assert spread_out("十五", 1.0, 2.0, "zh", 10.0) == [Timed("1", "zh", 11.5), Timed("5", "zh", 12.0)]


def seen(*records: tuple[float, str, dict[str, Any]], repeats: int = 0) -> Seen:
    return Seen(records, last=0, repeats=repeats, connections=1)


@pytest.fixture
def segments() -> list[dict[str, Any]]:
    translations = {"pt": {"rev": 1, "status": "done", "text": "Bom dia."}}
    return [{"id": "s-0", "rev": 1, "lang": "en", "text": "Good morning.", "translations": translations}]


def test_the_figures_of_a_clip_are_measured_from_the_ends_of_its_words(segments: list[dict[str, Any]]) -> None:
    spoken = final(103.0, 0, "Good morning.")
    views = {
        "floor": seen(look(102.0, 0, "", "good"), spoken),
        "en": seen(spoken),
        "pt": seen(spoken, final(103.5, 0, "Bom dia.", lang="pt", src_lang="en")),
    }
    offline = [Timed("good", "en", 1.0 + LATE_S), Timed("morning", "en", 1.5 + LATE_S)]
    found = figures(
        reading([Part(0, 2000, "en", "Good morning")], offline, views, segments, began_s=100.0), views, segments
    )
    assert found["wer"] == 0.0 and found["cer"] is None and found["words"] == 2
    assert found["shown_ms"] == {"p50": 1000.0, "p95": 1500.0, "max": 1500.0}
    assert found["final_ms"] == {"p50": 1500.0, "p95": 2000.0, "max": 2000.0}
    assert found["translated_ms"] == {"pt": {"p50": 2000.0, "p95": 2500.0, "max": 2500.0}}
    assert found["translation_ms"] == {"pt": {"p50": 500.0, "p95": 500.0, "max": 500.0}}
    assert found["translated_shown_ms"] == found["translated_ms"] and found["translated_erasure"] == {"pt": 0.0}
    assert (found["finals"], found["lost"], found["doubled"], found["untranslated"]) == (1, 0, 0, {"pt": 0})
    assert found["timed_share"] == 1.0


def test_words_where_nothing_was_said_are_counted_and_have_no_rate(segments: list[dict[str, Any]]) -> None:
    views = {"floor": seen(final(1, 0, "Good morning."))}
    found = figures(reading([Part(0, 2000, "en", "")], [], views, segments, 0.0), views, segments)
    assert (found["words_on_nonspeech"], found["tentative_words_on_nonspeech"]) == (2, 0)
    assert found["wer"] is None and found["timed_share"] is None and found["shown_ms"] is None


def test_without_a_reference_the_times_are_those_of_the_offline_words(segments: list[dict[str, Any]]) -> None:
    offline = [Timed("good", "en", 1.0), Timed("morning", "en", 1.5)]
    views = {"floor": seen(final(3, 0, "Good morning."))}
    found = figures(reading([Part(0, 2000, "en", None)], offline, views, segments, 0.0), views, segments)
    assert found["wer"] is None and found["words_on_nonspeech"] is None
    assert found["measured_words"] == 2


def test_a_view_that_lacks_a_caption_or_got_one_twice_is_not_exact(segments: list[dict[str, Any]]) -> None:
    spoken = final(1, 0, "Good morning.")
    assert exactness({"floor": seen(spoken)}, segments) == (0, 0)
    assert exactness({"floor": seen(spoken, spoken), "pt": seen(spoken, repeats=1)}, segments) == (1, 2)


def test_rates_are_by_language_where_there_are_several_and_by_character_where_all_is_chinese() -> None:
    reference = [("en", "good"), ("en", "day"), ("zh", "好"), ("zh", "的")]
    found = [("en", "good"), ("en", "day"), ("zh", "好")]
    mixed = rates(reference, found)
    assert mixed["wer"] == 0.25
    assert mixed["by_language"] == {"en": {"wer": 0.0, "cer": None}, "zh": {"wer": None, "cer": 0.5}}
    assert rates(reference[2:], found[2:]) == {"wer": None, "cer": 0.5}
    assert rates(None, found) == {"wer": None, "cer": None}
