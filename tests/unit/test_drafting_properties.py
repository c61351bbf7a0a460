"""The worst errors, hunted: dropped reservations, false consensus, changed figures, turned negations, raised verbs."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.drafting import LANGUAGES, Draft, Evidence, Fault, Segment, draft, verify
from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.statement.statement import Kind, Paragraph

PROPOSALS = (
    ("en", "We propose a hotline for misdeclared cargo, answered within 45 minutes.", None),
    ("pt", "Propomos um portal comum para 12 portos.", "We propose a common portal for 12 ports."),
    ("fr", "Nous proposons un registre commun des saisies.", "We propose a common register of seizures."),
)
SUPPORTS = (
    ("en", "We fully support this.", None),
    ("es", "Apoyamos la propuesta.", "We support the proposal."),
    ("zh", "我们赞成这一提案。", "We agree with this proposal."),
)
HOLDS = (
    ("en", "We must reserve our position on this.", None),
    ("en", "My delegation cannot yet join the others.", None),
    ("en", "Thank you, but our answer is that we do not support this at all.", None),
    ("en", "We could go along with it if the costs are shared.", None),
    ("en", "We support the aim; however, we still have reservations about the text.", None),
    ("pt", "Não podemos aceitar o texto.", "We cannot accept the text."),
    (
        "fr",
        "Nous ne sommes pas encore en mesure d'appuyer ce texte.",
        "We are not yet in a position to support this text.",
    ),
    ("es", "Nos oponemos al plazo.", "We oppose the deadline."),
    ("zh", "我们对此持保留意见。", "We have reservations about this."),
    ("ko", "우리는 이 제안을 지지하지 않습니다.", "We do not support this proposal."),
)
MILD = (
    ("en", "We have no objection.", None),
    ("fr", "Nous ne nous opposons pas à ce texte.", "We do not oppose this text."),
    ("es", "No tenemos ninguna objeción.", "We have no objection at all."),
    ("zh", "我们不反对。", "We do not object."),
)
NOISE = (
    ("en", "Thank you, Madam Chair, for your support.", None),
    ("en", "Last year we opened 31 offices.", None),
    ("en", "We have the floor for two minutes.", None),
)
Line = tuple[str, str, str | None]


def meeting(lines: list[tuple[str, Line]]) -> Evidence:
    """Evidence of ``(delegation, line)`` in that order."""
    numbers = count(1)
    return Evidence(
        tuple(
            Segment(f"s{at}", at, at + 1, lang, who, f"{who}stan", text, {"en": english} if english else {})
            for at, (who, (lang, text, english)) in zip(numbers, lines, strict=False)
        )
    )


def meetings(*kinds: tuple[Line, ...]) -> st.SearchStrategy[list[tuple[str, Line]]]:
    """Meetings that begin with a proposal of PP; every later line is another delegation's."""
    proposal = st.sampled_from(PROPOSALS).map(lambda line: ("PP", line))
    rest = st.lists(st.sampled_from([line for kind in kinds for line in kind]), max_size=9)
    return st.builds(lambda first, lines: [first, *((f"D{at}", line) for at, line in enumerate(lines))], proposal, rest)


def operative(made: Draft) -> list[Paragraph]:
    return [each for each in made.paragraphs if each.kind is Kind.OPERATIVE]


@pytest.mark.parametrize(("language", "text", "english"), HOLDS)
def test_what_holds_back_is_never_read_as_support(language: str, text: str, english: str | None) -> None:
    readings = [classify(text, language)] + ([classify(english, "en")] if english else [])
    assert any(each.acts & HOLDING for each in readings)
    assert not any(Act.SUPPORT in each.acts for each in readings)


@pytest.mark.parametrize(("language", "text", "english"), MILD)
def test_no_objection_is_neither_support_nor_objection(language: str, text: str, english: str | None) -> None:
    assert classify(text, language).acts == {Act.NO_OBJECTION}
    assert english is None or classify(english, "en").acts == {Act.NO_OBJECTION}


@settings(deadline=None, max_examples=60)
@given(meetings(SUPPORTS, HOLDS, MILD, NOISE))
def test_everyone_who_holds_back_has_a_bracket_and_is_no_supporter(lines: list[tuple[str, Line]]) -> None:
    made = draft(meeting(lines))
    holders = {who for who, line in lines if line in HOLDS}
    owners = {bracket.owner for each in operative(made) for bracket in each.brackets}
    supporters = {who for each in operative(made) for who in each.supporters}
    assert holders <= owners
    assert supporters == {who for who, line in lines if line in SUPPORTS}
    assert all(each.brackets for each in operative(made)) or not holders


@settings(deadline=None, max_examples=40)
@given(
    st.permutations([("PP", PROPOSALS[0]), ("A1", HOLDS[0]), ("A2", HOLDS[5]), ("A3", SUPPORTS[0]), ("A4", HOLDS[9])])
)
def test_no_order_of_speech_drops_a_reservation(lines: list[tuple[str, Line]]) -> None:
    owners = {bracket.owner for each in operative(draft(meeting(lines))) for bracket in each.brackets}
    assert {"A1", "A2", "A4"} <= owners


@settings(deadline=None, max_examples=40)
@given(meetings(SUPPORTS, HOLDS, MILD, NOISE), st.sampled_from(LANGUAGES))
def test_every_draft_passes_its_own_verifier(lines: list[tuple[str, Line]], language: str) -> None:
    evidence = meeting(lines)
    for each in draft(evidence, language).paragraphs:
        assert verify(each, evidence, language) == ()


@settings(deadline=None, max_examples=40)
@given(meetings(SUPPORTS, HOLDS, MILD, NOISE))
def test_every_quotation_is_said_word_for_word_and_every_one_is_cited(lines: list[tuple[str, Line]]) -> None:
    evidence = meeting(lines)
    texts = {each.id: (each.text, *each.translations.values()) for each in evidence.segments}
    for each in draft(evidence).paragraphs:
        for match in re.finditer("“([^”]+)”", each.text):
            cited = [one for one in each.citations if one.start <= match.start() and match.end() <= one.end]
            assert cited
            if each.id != "opening":
                assert any(match.group(1) in text for one in cited for name in one.segments for text in texts[name])


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 89), st.integers(100, 999))
def test_a_corrected_figure_replaces_the_earlier_one_and_no_other_figure_moves(before: int, after: int) -> None:
    evidence = meeting(
        [
            ("PP", ("en", f"In 2026 our office opened {before} percent of the parcels within 90 minutes.", None)),
            ("QQ", ("en", "Thank you.", None)),
            (
                "PP",
                (
                    "en",
                    f"A correction of the figure: not {before} but {after} percent were opened within 90 minutes.",
                    None,
                ),
            ),
        ]
    )
    noted = next(each for each in draft(evidence).paragraphs if each.id.startswith("f"))
    assert f"“In 2026 our office opened {after} percent of the parcels within 90 minutes”" in noted.text
    assert "(figure corrected)" in noted.text
    assert set(noted.cited()) == {"s1", "s3"}


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 400).filter(lambda number: number not in (45, 90)))
def test_the_verifier_sees_any_other_figure(number: int) -> None:
    evidence = meeting([("PP", PROPOSALS[0])])
    made = operative(draft(evidence))[0]
    changed = Paragraph(
        made.id, made.kind, made.text.replace("45", str(number)), made.number, made.citations, verb=made.verb
    )
    assert Fault.FIGURE in {each.fault for each in verify(changed, evidence, "en")}


@pytest.mark.parametrize(
    ("support", "verb"),
    [
        ("We fully support this.", "welcome"),
        ("We support this.", "welcome"),
        ("In principle we could support this.", "take note"),
    ],
)
def test_the_verb_is_no_stronger_than_the_weakest_supporter(support: str, verb: str) -> None:
    made = operative(draft(meeting([("PP", PROPOSALS[0]), ("A1", SUPPORTS[0]), ("A2", ("en", support, None))])))
    assert [each.verb for each in made] == [verb]


def test_a_chairs_consensus_is_a_claim_and_makes_nobody_a_supporter() -> None:
    made = operative(
        draft(meeting([("PP", PROPOSALS[0]), ("CHAIR", ("en", "I see that we all agree. We have consensus.", None))]))
    )
    assert [(each.supporters, each.verb) for each in made] == [((), "take note")]
    assert "consensus" not in made[0].text


COURTESIES = (
    ("en", "Thank you, Madam Chair.", None),
    ("fr", "Merci, Madame la Présidente.", "Thank you, Madam Chair."),
    ("ko", "의장님, 감사합니다.", "Thank you, Chair."),
)
RANK = {"take note": 0, "welcome": 1}


@settings(deadline=None, max_examples=40)
@given(meetings(SUPPORTS, HOLDS, MILD), st.sampled_from(COURTESIES), st.integers(0, 9))
def test_courtesies_change_no_paragraph(lines: list[tuple[str, Line]], courtesy: Line, place: int) -> None:
    place = 1 + place % len(lines)
    polite = [*lines[:place], ("ZZ", courtesy), *lines[place:]]
    plain, with_it = ([each.text for each in operative(draft(meeting(given)))] for given in (lines, polite))
    assert plain == with_it


@settings(deadline=None, max_examples=40)
@given(meetings(SUPPORTS, HOLDS, MILD), st.integers(0, 9))
def test_a_support_less_never_raises_the_verb(lines: list[tuple[str, Line]], place: int) -> None:
    places = [at for at, (_, line) in enumerate(lines) if line in SUPPORTS]
    if not places:
        return
    gone = places[place % len(places)]
    before, after = (operative(draft(meeting(given)))[0] for given in (lines, lines[:gone] + lines[gone + 1 :]))
    assert RANK[after.verb] <= RANK[before.verb]
