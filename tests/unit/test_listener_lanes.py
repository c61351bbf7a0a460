"""A listener whose decodings are done by others, in any order and while audio comes in."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.hypothesis import Advanced, Final, Tentative
from server.speech.listener import Listener, Result
from server.speech.scripted import Scripted
from server.speech.task import Task

RATE = 16_000
WORDS = [f" {word}" for word in ("We", "propose", "a", "window,", "one", "for", "all.")]
WORDS += [f" {word}" for word in ("Brazil", "supports", "that,", "with", "pride.")]
MORE = [f" word{number}" for number in range(60)]


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE), np.int16)


def fed(listener: Listener, sound: np.ndarray) -> None:
    """In pieces, as it comes; nothing is decoded."""
    for begin in range(0, len(sound), 1600):
        listener.feed(listener.end_sample, sound[begin : begin + 1600])
        listener.hear()


def ended(task: Task) -> list[Result]:
    while task.work is not None:
        task.go_on(task.work())
    return task.results


def shown(results: list[Result]) -> str:
    last = [each for each in results if isinstance(each, Tentative)][-1]
    return f"{last.committed} {last.text}".strip()


def check_tiles(results: list[Result], end: int) -> None:
    durable = [each for each in results if not isinstance(each, Tentative)]
    assert durable[0].start_sample == 0 and durable[-1].end_sample == end
    for before, after in pairwise(durable):
        assert before.end_sample == after.start_sample


def test_a_look_goes_on_beside_a_pass_and_what_it_heard_stays_behind_the_final() -> None:
    model = Scripted(MORE)
    listener = Listener(model, 0, "en")
    fed(listener, model.speech(0, 22))
    task = listener.begin()
    assert task.work is not None and listener.is_passing and not listener.has_final()
    assert listener.begin(may_look=False).work is None  # one pass at a time
    fed(listener, model.speech(22, 26))
    assert listener.wants_look()
    look = listener.begin()
    assert [type(each) for each in ended(look)] == [Tentative]
    assert shown(look.results).endswith("word24") or shown(look.results).endswith("word25")
    results = ended(task)
    assert not listener.is_passing and isinstance(results[0], Final | Advanced)
    finals = [each.text for each in results if isinstance(each, Final)]
    assert finals and f"{' '.join(finals)} {shown(results)}".split() == shown(look.results).split()


def test_a_look_that_ends_after_the_pass_shows_only_what_is_not_final() -> None:
    model = Scripted(MORE)
    listener = Listener(model, 0, "en")
    fed(listener, model.speech(0, 22))
    task = listener.begin()
    fed(listener, model.speech(22, 26))
    look = listener.begin()
    finals = [each for each in ended(task) if isinstance(each, Final)]
    assert finals and finals[-1].text.split()[-1] not in shown(ended(look)).split()
    assert shown(look.results).split()[0] == f"word{len(' '.join(each.text for each in finals).split())}"


def test_the_next_utterance_is_shown_behind_the_last_one_while_that_becomes_final() -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    fed(listener, model.speech(0, 7))
    assert shown(ended(listener.begin())) == "We propose a window, one for all"
    fed(listener, silence(0.7))
    task = listener.begin()
    assert task.work is not None and listener.is_passing
    fed(listener, model.speech(7, 10))
    look = listener.begin()
    assert shown(ended(look)) == "We propose a window, one for all Brazil supports that"
    results = ended(task)
    assert [each.text for each in results if isinstance(each, Final)] == ["We propose a window, one for all."]
    assert shown(results) == "Brazil supports that"
    fed(listener, model.speech(10, 12))
    assert shown(ended(listener.begin())) == "Brazil supports that, with pride"


@pytest.mark.parametrize("at_sample", [0, RATE])
def test_a_pass_in_a_language_that_was_changed_meanwhile_is_made_again(at_sample: int) -> None:
    model = Scripted(WORDS)
    listener = Listener(model, 0, "en")
    fed(listener, np.concatenate([model.speech(0, 7), silence(0.7)]))
    task = listener.begin()
    listener.turn(at_sample, "fr")
    assert ended(task) == []
    listener.finish()
    results = []
    while found := listener.step():
        results += found
    finals = [each for each in results if isinstance(each, Final)]
    assert finals[-1].language == "fr" and " ".join(each.text for each in finals).split()[-1] == "all."
    check_tiles(results, listener.end_sample)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_in_whatever_order_decodings_end_every_word_comes_once_and_the_results_tile_the_stream(
    data: st.DataObject,
) -> None:
    model = Scripted(MORE)
    pauses = data.draw(st.lists(st.sampled_from([0.0, 0.0, 0.3, 0.7, 1.5]), min_size=6, max_size=6))
    sound = np.concatenate([
        part for at, pause in enumerate(pauses) for part in (model.speech(10 * at, 10 * at + 10), silence(pause))
    ])  # fmt: skip
    listener, results, tasks = Listener(model, 0, "en"), list[Result](), list[Task]()
    for begin in range(0, len(sound), 4_000):
        listener.feed(begin, sound[begin : begin + 4_000])
        listener.hear()
        for may_pass in (True, False):
            task = listener.begin(may_look=not may_pass, may_pass=may_pass)
            if task.work is None:
                results += task.results
            else:
                tasks.append(task)
        while tasks and data.draw(st.booleans()):
            task = tasks.pop(data.draw(st.integers(0, len(tasks) - 1)))
            task.go_on(task.work() if task.work else None)
            if task.work is None:
                results += task.results
            else:
                tasks.append(task)
    while tasks:
        results += ended(tasks.pop(0))
    listener.finish()
    while found := listener.step():
        results += found
    check_tiles(results, len(sound))
    assert " ".join(each.text for each in results if isinstance(each, Final)).split() == "".join(MORE).split()
    assert listener.is_done
