"""The life, the numbering and the canonical form of a statement."""

from __future__ import annotations

import pytest

from server.core.brackets import Bracket, Hold, close, owners
from server.core.errors import Conflict
from server.core.statement import Action, Citation, Form, Kind, Paragraph, State, Statement, after, canonical, numbered

TEXTS = (
    Paragraph("a", Kind.PREAMBULAR, "Recalling the meeting"),
    Paragraph("b", Kind.OPERATIVE, "Takes note of one."),
    Paragraph("c", Kind.OPERATIVE, "Takes note of two;"),
    Paragraph("d", Kind.ANNEX, "Examplia shared: “three”"),
)


def test_preambular_paragraphs_end_with_a_comma_operative_ones_with_semicolons_and_the_last_with_a_full_stop() -> None:
    made = numbered(TEXTS)
    assert [each.number for each in made] == ["", "1", "2", ""]
    assert [each.text[-1] for each in made] == [",", ";", ".", "."]
    assert numbered(made) == made


def test_a_statement_goes_from_draft_to_open_to_adopted_to_published() -> None:
    state = State.DRAFT
    for action in (Action.EDIT, Action.OPEN, Action.TAKE_POSITION, Action.EDIT, Action.ADOPT, Action.PUBLISH):
        state = after(state, action)
    assert state is State.PUBLISHED


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (State.DRAFT, Action.ADOPT),
        (State.DRAFT, Action.PUBLISH),
        (State.OPEN, Action.REDRAFT),
        (State.ADOPTED, Action.EDIT),
        (State.PUBLISHED, Action.EDIT),
        (State.PUBLISHED, Action.PUBLISH),
    ],
)
def test_what_a_state_does_not_accept_is_a_conflict_that_names_expected_and_got(state: State, action: Action) -> None:
    with pytest.raises(Conflict) as error:
        after(state, action)
    assert f"got {action}" in error.value.message
    assert "accepts" in error.value.message


def test_the_canonical_form_has_no_order_of_parties_and_no_floating_point() -> None:
    paragraphs = (Paragraph("b", Kind.OPERATIVE, "Takes note of one", citations=(Citation(0, 5, ("s1",)),)),)
    one = canonical(Statement("Title", "en", Form.RESOLUTION, ("KR", "BR"), paragraphs))
    two = canonical(Statement("Title", "en", Form.RESOLUTION, ("BR", "KR"), paragraphs, State.ADOPTED))
    assert one == two
    assert one["paragraphs"][0] == {
        "id": "b",
        "kind": "operative",
        "number": "1",
        "text": "Takes note of one.",
        "brackets": [],
        "citations": [{"span": [0, 5], "segments": ["s1"]}],
    }


def test_closing_a_bracket_leaves_the_others_open_and_a_missing_one_is_a_conflict() -> None:
    held = (Bracket("BR", Hold.RESERVE, 10, 20), Bracket("FR", Hold.CONDITION, 0, 5))
    assert owners(held) == ("FR", "BR")
    assert owners(close(held, "BR", Hold.RESERVE)) == ("FR",)
    with pytest.raises(Conflict, match="open are those of"):
        close(held, "BR", Hold.OBJECT)
