"""Corrections in whatever words, figures in dispute, and figures that only look like either."""

from __future__ import annotations

import pytest

from server.core.drafting import Draft, Evidence, Segment, draft, verify


def said(*lines: tuple[str, str]) -> Evidence:
    names = {"AA": "Aaland", "BB": "Beland", "CC": "Celand"}
    return Evidence(
        tuple(
            Segment(f"s{at}", at * 9000, at * 9000 + 1, "en", who, names[who], text)
            for at, (who, text) in enumerate(lines, start=1)
        )
    )


def printed(made: Draft) -> str:
    return " ".join(each.text for each in made.paragraphs)


@pytest.mark.parametrize(
    ("first", "later", "stands"),
    [
        (
            "Our window released 93 percent of the parcels within an hour.",
            "One repair, please. I said 93 percent. My deputy shows me: 93 was March, the year came out at 91.",
            "released 91 percent",
        ),
        (
            "At the port last year we stopped forty-six containers of false tablets.",
            "Sorry, my colleague is shaking her head. Forty-six is with the food. Medicine only, thirty-one.",
            "stopped thirty-one containers",
        ),
        (
            "The papers for a train take five hours and forty minutes.",
            "A correction. Five hours and forty minutes was in spring. Now it is four hours and fifty minutes.",
            "take four hours and fifty minutes",
        ),
        (
            "The dog found the canoe nine hundred kilometres from the sea.",
            "I said nine hundred kilometres. My driver did the sum, it is one thousand two hundred.",
            "one thousand two hundred kilometres",
        ),
        (
            "For every third container that leaves our harbours is empty.",
            "It was one box in four, not one in three, that is what my statistician tells me.",
            "one box in four",
        ),
        (
            "We tell our neighbours since 2009 what is on the train.",
            "If I may correct myself, I said since two thousand nine. It was 2011.",
            "since 2011",
        ),
        (
            "In our harbour in autumn the trucks standing at night were 184 on average.",
            "Let me correct myself: I said 184. That was for summer. In autumn it was 203 trucks.",
            "203 trucks on average",
        ),
        (
            "In 2026 of our certificates the share went from 22 to 41 percent.",
            "I must correct a figure: I said 41 percent, it is 47 percent.",
            "from 22 to 47 percent",
        ),
        (
            "In our harbour three quarters of the lorries wait a day.",
            "Pardon, one whispers me that it is half of them, three quarters was the strike.",
            "half of the lorries",
        ),
    ],
)
def test_a_later_figure_of_the_same_speaker_stands_whatever_the_words(first: str, later: str, stands: str) -> None:
    evidence = said(("AA", first), ("BB", "Thank you, Chair."), ("AA", later))
    made = draft(evidence)
    told = next(each for each in made.paragraphs if stands in each.text)
    assert "(figure corrected)" in told.text
    assert {"s1", "s3"} <= set(told.cited())
    assert not [fault for each in made.paragraphs for fault in verify(each, evidence, "en")]


def test_a_figure_corrected_in_the_same_breath_is_printed_once() -> None:
    evidence = said(("AA", "In 2026 we inspected forty, sorry, thirty-four lorries a day at the bridge."))
    made = draft(evidence)
    assert "inspected thirty-four lorries" in printed(made)
    assert "forty" not in printed(made)
    assert not [fault for each in made.paragraphs for fault in verify(each, evidence, "en")]


@pytest.mark.parametrize(
    ("sentence", "stands", "gone"),
    [
        (
            "We stopped five hundred twenty boats, no, pardon, the paper is before me, three hundred twenty boats.",
            "stopped three hundred twenty boats",
            "five hundred",
        ),
        (
            "There stood two thousand trucks, no, two thousand no, what do I say, one thousand two hundred trucks.",
            "stood one thousand two hundred trucks",
            "two thousand",
        ),
        (
            "From the eighth hour on it loses two percent of its price, I misread my own hand, one and a half percent.",
            "loses one and a half percent",
            "two percent",
        ),
    ],
)  # fmt: skip
def test_a_figure_corrected_after_some_words_in_its_own_sentence_stands_alone(
    sentence: str, stands: str, gone: str
) -> None:
    evidence = said(("AA", sentence), ("BB", "We propose a common list of goods."))
    made = draft(evidence)
    assert stands in printed(made) and gone not in printed(made)
    assert "corrected" in printed(made)
    for each in made.paragraphs:
        assert verify(each, evidence, "en") == (), each.text


@pytest.mark.parametrize(
    "sentence",
    [
        "We stopped five hundred boats, no more than three hundred of them with nets.",
        "Forty lorries came, sorry to say, from the north by the first of June.",
        "The lorries wait nine hours, my colleague says, and pay forty euros.",
    ],
)
def test_two_figures_of_one_sentence_that_are_of_different_things_both_stand(sentence: str) -> None:
    evidence = said(("AA", sentence), ("BB", "We propose a common list of goods."))
    assert "corrected" not in printed(draft(evidence))


def test_a_corrected_figure_is_corrected_wherever_its_speaker_gave_it() -> None:
    made = draft(
        said(
            ("AA", "In 2026 our window released 93 percent of the parcels within an hour."),
            ("BB", "Thank you, Chair."),
            ("AA", "In 2026 the window with its 93 percent of parcels released has three officers."),
            ("AA", "I must correct a figure: I said 93 percent, it is 91 percent of the parcels that we released."),
        )
    )
    assert "93" not in printed(made)


@pytest.mark.parametrize(
    "later",
    [
        "In 2025 we opened 30 offices in the south, and I said already that the 20 are open.",
        "Sorry for the delay, my colleague had the papers: we also trained 30 officers.",
        "We could accept eight in the evening, not ten.",
    ],
)
def test_another_figure_of_another_thing_corrects_nothing(later: str) -> None:
    made = draft(said(("AA", "In 2026 we opened 20 offices in the region, until ten in the evening."), ("AA", later)))
    assert "(figure corrected)" not in printed(made)


@pytest.mark.parametrize(
    ("first", "answer", "both"),
    [
        (
            "In 2026 the lorries of the corridor took a day and a half from the sea to the border.",
            "The time of the corridor by our records was two days, not a day and a half.",
            ("a day and a half", "two days"),
        ),
        (
            "In 2022 a ship of nuts was lost: 640,000 euros of duty.",
            "The 640,000 euros that Aaland mentioned differ from another source. In the register it is 410,000 euros.",
            ("640,000", "410,000"),
        ),
        (
            "On a hundred parcels of the post, eighty-one arrived last year with data.",
            "About the eighty-one of the post. In our own books it was not more than half that came with data.",
            ("eighty-one", "half"),
        ),
        (
            "Four of forty thousand carnets went astray in the pass.",
            "On the neighbour's figures: seventeen of the forty thousand carnets, by the data we have, and not four.",
            ("Four", "seventeen"),
        ),
        (
            "From the gate to the ferry a lorry waits eleven hours on average.",
            "The eleven hours do not correspond to our records: with us it was five hours for a lorry.",
            ("eleven hours", "five hours"),
        ),
    ],
)
def test_a_figure_that_another_delegation_disputes_stands_beside_it(
    first: str, answer: str, both: tuple[str, str]
) -> None:
    made = draft(said(("AA", first), ("CC", "Thank you, Chair."), ("BB", answer)))
    told = next(each for each in made.paragraphs if each.id.startswith("d"))
    assert [each.owner for each in told.brackets] == ["AA", "BB"]
    assert all(each in told.text for each in both)


@pytest.mark.parametrize(
    "answer",
    [
        "Last year we seized 44 tonnes at our own port, against 116 two years earlier.",
        "We sent thirty-two requests last year and received nine replies.",
        "For us ninety days are too short, our audits take 110 days on average.",
        "We counted twenty-six such ships in the last twelve months, and that is not the same thing.",
        "Two years ago we set our own figures beside those of others, and 840 million were missing.",
        "In fact a boat burns forty litres a day at our port and holds two hundred.",
    ],
)
def test_what_each_delegation_tells_of_its_own_country_is_no_conflict(answer: str) -> None:
    made = draft(
        said(
            ("AA", "Last year we seized 61 tonnes at the port and answered 14 requests in twenty days."), ("BB", answer)
        )
    )
    assert not [each for each in made.paragraphs if each.id.startswith("d")]


def test_another_delegations_figure_is_disputed_by_name_however_much_later() -> None:
    made = draft(
        said(
            ("AA", "Last year we closed 156 workshops, most of them in barns."),
            *(("CC", "Thank you, Chair."), ("AA", "We are glad to be here.")) * 4,
            ("BB", "First the number of Aaland: what was reported to us for that year was 112 workshops."),
        )
    )
    told = next(each for each in made.paragraphs if each.id.startswith("d"))
    assert "156" in told.text and "112" in told.text


def test_a_day_of_a_month_is_not_corrected_into_a_number_of_things() -> None:
    made = draft(
        said(
            ("AA", "We will send the register of seals by 31 March."),
            ("AA", "We must correct the register of 12 registers by 31 March."),
        )
    )
    assert "31 March" in printed(made) and "by 12" not in printed(made)


def test_a_corrected_figure_is_quoted_with_the_figure_that_the_same_sentence_denies() -> None:
    evidence = said(
        ("AA", "Last winter 93 trucks a day crossed the northern bridge, and none of the 40 drivers slept there."),
        ("AA", "I must correct a figure: I said 93 trucks, it was 91 lorries a day."),
    )
    noted = next(each for each in draft(evidence).paragraphs if each.id.startswith("f"))
    assert "91 lorries" in noted.text and "none of the 40 drivers" in noted.text
    assert verify(noted, evidence, "en") == ()


def test_a_corrected_share_is_quoted_with_what_it_is_a_share_of() -> None:
    evidence = said(
        (
            "AA",
            "In 2026 we received four million parcels with data, and 93 percent of them went out in an hour.",
        ),
        ("AA", "I must correct a figure: I said 93 percent, it is 91 percent."),
    )
    noted = next(each for each in draft(evidence).paragraphs if each.id.startswith("f"))
    assert "91 percent of them" in noted.text and "four million parcels" in noted.text
    assert verify(noted, evidence, "en") == ()


def test_what_is_offered_in_a_negotiation_is_no_conflict_of_figures() -> None:
    made = draft(
        said(
            ("AA", "We propose that each request be answered within sixty days."),
            ("BB", "On the sixty days: by our own count we would need ninety days."),
        )
    )
    assert not [each for each in made.paragraphs if each.id.startswith("d")]
