"""Messages from outside: what keeps its shape passes, whatever else comes is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadRequest
from server.wire.bodies import BODIES, check_body
from server.wire.events import EVENTS, check_event
from server.wire.rules import check, each, is_plain, name, number, one_of, whole

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({field for events in EVENTS.values() for fields in events.values() for field in fields})


@given(
    st.sampled_from([(namespace, event) for namespace,
    events in EVENTS.items() for event in events]) | st.tuples(st.sampled_from(sorted(EVENTS)), ANY_JSON),
    st.lists(ANY_JSON | st.dictionaries(st.sampled_from(FIELDS), ANY_JSON), max_size=3),
)  # fmt: skip
def test_whatever_comes_as_an_event_it_passes_or_is_a_bad_request(
    where: tuple[str, object], values: list[object]
) -> None:
    try:
        check_event(where[0], where[1], values)
    except BadRequest as error:
        assert error.message.isprintable()


@given(st.sampled_from(sorted(BODIES)), ANY_JSON)
def test_whatever_comes_as_a_body_it_passes_or_is_a_bad_request(endpoint: str, value: object) -> None:
    try:
        check_body(endpoint, value)
    except BadRequest as error:
        assert error.message.isprintable()


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (name, "../etc"), (name, "a/b"), (name, "a\0b"), (name, ""), (name, "x" * 161), (name, 5), (name, "é"),
        (whole, -1), (whole, True), (whole, 1.0), (whole, 2**60), (whole, "1"), (number, float("nan")), (number,
        float("inf")),
        (one_of("a", "b"), "c"), (one_of("a"), ["a"]), (each(whole, 2), [1, 2, 3]), (each(whole, 2), [1, "2"]),
        (each(whole, 2), {}),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_and_the_field_is_named(rule, value: object) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadRequest, match="field"):
        check({"field": rule}, {"field": value})


@pytest.mark.parametrize("part", ["demo", "css/base.css", "한국", "a..b", "room-3"])
def test_an_address_of_ours_is_plain(part: str) -> None:
    assert is_plain(part)


@pytest.mark.parametrize("part", ["..", "../x", "a/../b", "a\\b", "a\0", "x" * 501, "a\nb", "\ud800"])
def test_an_address_that_leads_astray_is_not_plain(part: str) -> None:
    assert not is_plain(part)
