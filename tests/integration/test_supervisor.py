"""The supervisor's children: whatever kills them, they are started again, later each time, and end when asked."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.workers.supervisor import FIRST_WAIT_S, LONGEST_WAIT_S, STEADY_S, Child, children

SLEEPER = "python -c 'import time; time.sleep(600)'"


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child("sleeper", SLEEPER)
    yield made
    made.end()


def kill(child: Child, at: float) -> int:
    """kill -9, and have it noticed at a time of the supervisor's clock; returns what was killed."""
    pid = child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    child.tend(at)
    assert child.pid is None
    return pid


def test_a_child_that_was_killed_is_started_again_and_waits_twice_as_long_each_time(
    child: Child, capfd: pytest.CaptureFixture[str]
) -> None:
    now, waits = 0.0, []
    child.tend(now)
    for _ in range(7):
        before = kill(child, now)
        wait = child.waits_until - now
        child.tend(now + wait - 0.01)
        assert child.pid is None
        now += wait
        child.tend(now)
        assert child.pid not in (None, before)
        os.kill(child.pid, 0)
        waits.append(wait)
    assert waits == [FIRST_WAIT_S, 2, 4, 8, 16, LONGEST_WAIT_S, LONGEST_WAIT_S]
    assert "sleeper ended with -9; starting it again in 1 s" in capfd.readouterr().out


def test_after_a_steady_life_it_is_started_again_soon(child: Child) -> None:
    child.tend(0.0)
    kill(child, 1.0)
    child.tend(10.0)
    kill(child, 10.0 + STEADY_S + 1)
    assert child.waits_until == 10.0 + STEADY_S + 1 + FIRST_WAIT_S


def test_a_child_ends_when_it_is_asked_and_one_that_waits_needs_no_end(child: Child) -> None:
    child.end()
    child.tend(0.0)
    pid = child.pid
    child.end()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_procfile_names_the_children(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("# what runs\nweb: python -m server\n\nspeech: python -m server.workers.speech\n")
    assert [each.name for each in children(procfile)] == ["web", "speech"]
