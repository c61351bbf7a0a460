"""The log lines: what they may hold and what never stands in them."""

from __future__ import annotations

import json
import logging
import sys

from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadText
from server.logs import TAGGED, Formatter

MARKER = "zwiebelkuchen"


def line(
    facts: dict[str, object] | None = None,
    msg: str = "happened",
    args: tuple[object, ...] = (),
    error: BaseException | None = None,
) -> str:
    details = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("library.part", logging.WARNING, "part.py", 7, msg, args, details)
    if facts is not None:
        record.facts = facts
    return Formatter("web", "key").format(record)


def raised(message: str, kind: type[Exception] = ValueError) -> Exception:
    try:
        raise kind(message)
    except kind as error:
        return error


def test_a_line_is_one_json_object_with_time_level_process_event_and_facts() -> None:
    found = json.loads(
        line({"seconds": 1.23456, "kind": "speech", "is_late": True, "count": 3, "engine": "whisper base"})
    )
    assert found.pop("at").endswith("+00:00")
    assert found == {
        "level": "warning",
        "process": "web",
        "event": "happened",
        "seconds": 1.235,
        "kind": "speech",
        "is_late": True,
        "count": 3,
        "engine": "whisper_base",
    }


def test_names_become_tags_that_are_the_same_in_every_process_and_elsewhere_not() -> None:
    here, there = json.loads(line({"session": MARKER})), Formatter("speech", "key").tag(MARKER)
    assert here["session"] == there != Formatter("web", "another key").tag(MARKER)
    assert len(there) == 10
    assert all(MARKER not in line({name: f"{MARKER}-1"}) for name in TAGGED)


def test_an_error_is_told_by_its_type_code_and_place_without_its_message() -> None:
    found = json.loads(line({}, error=raised(f"the text {MARKER} is bad", BadText)))
    assert (found["error"], found["code"]) == ("BadText", "bad_text")
    assert found["places"][-1].startswith("tests/unit/test_logs.py:") and found["places"][-1].endswith(":raised")
    assert MARKER not in json.dumps(found)


def test_a_library_is_told_by_its_template_without_the_values() -> None:
    assert json.loads(line(msg="could not read %s", args=(MARKER,)))["text"] == "could not read %s"
    assert MARKER not in line(msg=f"could not read {MARKER}")
    assert MARKER not in line(msg="Exception on %s", args=("/s/x",), error=raised(MARKER))


@given(
    st.text(min_size=1).filter(
        lambda text: not text.isascii() or any(mark in text.strip() for mark in "\n\"'\\,;!?(){}")
    )
)
def test_what_is_no_short_word_is_withheld(text: str) -> None:
    found = json.loads(line({"note": text}))["note"]
    assert found == "(withheld)"


def test_configure_is_no_effect_of_the_import() -> None:
    assert "server.logs" in sys.modules
    assert not any(isinstance(handler.formatter, Formatter) for handler in logging.getLogger().handlers)
