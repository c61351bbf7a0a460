"""The life, the numbering and the canonical form of a statement."""

from __future__ import annotations

import pytest

from server.core.errors import Conflict
from server.core.statement.statement import (
    Action,
    Citation,
    Form,
    Kind,
    Paragraph,
    State,
    Statement,
    after,
    canonical,
    labels,
    numbered,
    standing,
)

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


def test_a_statement_goes_from_draft_to_negotiation_to_adopted_to_approved_to_published() -> None:
    state = State.DRAFT
    for action in (
        Action.EDIT,
        Action.OPEN,
        Action.TAKE_POSITION,
        Action.EDIT,
        Action.ADOPT,
        Action.SIGN,
        Action.APPROVE,
        Action.PUBLISH,
    ):
        state = after(state, action)
    assert state is State.PUBLISHED


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (State.DRAFT, Action.ADOPT),
        (State.DRAFT, Action.PUBLISH),
        (State.NEGOTIATION, Action.REDRAFT),
        (State.ADOPTED, Action.EDIT),
        (State.ADOPTED, Action.PUBLISH),
        (State.APPROVED, Action.ADOPT),
        (State.PUBLISHED, Action.EDIT),
        (State.PUBLISHED, Action.PUBLISH),
    ],
)
def test_what_a_state_does_not_accept_is_a_conflict_that_names_expected_and_got(state: State, action: Action) -> None:
    with pytest.raises(Conflict) as error:
        after(state, action)
    assert f"got {action}" in error.value.message
    assert "accepts" in error.value.message


def test_the_canonical_form_holds_what_adoption_fixes_and_positions_in_one_order() -> None:
    paragraph = Paragraph("b", Kind.OPERATIVE, "Takes note of one.", "1", citations=(Citation(0, 5, ("s1",)),))
    said = [
        {"delegation": "KR", "paragraph": "b", "value": "reserve", "note": "law pending", "by": "Ana", "at": "7"},
        {"delegation": "BR", "paragraph": "", "value": "agree", "note": "", "by": "Eva", "at": "8"},
    ]
    statement = Statement("Title", "en", Form.RESOLUTION, ("KR", "BR"), (paragraph,), State.ADOPTED, 9)
    made = canonical(statement, said)
    assert canonical(statement, said, {"statement": "s1"}) == {**made, "statement": "s1"}
    assert made == canonical(statement, reversed(said))
    assert made == {
        "version": 2,
        "title": "Title",
        "language": "en",
        "form": "resolution",
        "parties": ["KR", "BR"],
        "adopted_at": 9,
        "paragraphs": [
            {
                "id": "b",
                "kind": "operative",
                "number": "1",
                "text": "Takes note of one.",
                "citations": [{"span": [0, 5], "segments": ["s1"]}],
            }
        ],
        "positions": [
            {"delegation": "BR", "paragraph": "", "value": "agree", "note": ""},
            {"delegation": "KR", "paragraph": "b", "value": "reserve", "note": "law pending"},
        ],
    }


def test_a_published_statement_under_embargo_stands_as_approved_until_that_is_over() -> None:
    assert standing(State.PUBLISHED, 7, 6) is State.APPROVED
    assert standing(State.PUBLISHED, 7, 7) is standing(State.PUBLISHED, None, 0) is State.PUBLISHED
    assert standing(State.ADOPTED, 7, 6) is State.ADOPTED


def test_a_text_that_ends_with_a_question_or_a_stop_of_its_own_script_keeps_it() -> None:
    made = numbered((Paragraph("a", Kind.OPERATIVE, "会议注意到报告。"), Paragraph("b", Kind.OPERATIVE, "Why not?")))
    assert [each.text for each in made] == ["会议注意到报告。", "Why not?"]


def test_a_colon_that_nothing_follows_gives_way_to_the_mark() -> None:
    assert numbered((Paragraph("a", Kind.OPERATIVE, "We take note of the proposal: "),))[0].text.endswith("proposal.")


def test_marks_are_those_of_the_script() -> None:
    made = numbered(
        (Paragraph("a", Kind.OPERATIVE, "نحيط علما بالتقرير."), Paragraph("b", Kind.OPERATIVE, "نرحب")), "ar"
    )
    assert [each.text[-1] for each in made] == ["؛", "."]


def test_paragraphs_are_called_by_number_or_by_their_place_among_those_of_their_kind() -> None:
    assert labels(TEXTS) == {"a": "P1", "b": "1", "c": "2", "d": "A1"}


def test_a_quotation_that_ends_with_a_stop_gets_no_second_one() -> None:
    texts = ("Kenya: “No law.”", "Kenya: “No law”", "肯尼亚：“没有法律。”")
    for language, text, shown in (
        ("en", texts[0], texts[0]), ("en", texts[1], texts[1] + "."), ("zh", texts[2], texts[2]),
    ):  # fmt: skip
        assert numbered((Paragraph("a", Kind.ANNEX, text),), language)[0].text == shown
    assert numbered((Paragraph("a", Kind.PREAMBULAR, texts[0]),))[0].text == texts[0] + ","
