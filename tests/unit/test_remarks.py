"""Remarks handed in beforehand: what is read of them is found, nothing else, and what parts from them is marked."""

from __future__ import annotations

import random

import pytest

from server.core.translation.alignment import Bead, align
from server.core.translation.remarks import Remarks

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "bra",
    "cle",
    "dri",
    "flo",
    "gru",
)
COMMON = ("the", "of", "and", "to", "in", "we", "that", "our", "for", "is", "with", "on")


def vocabulary(seed: int, size: int = 700) -> list[str]:
    """Invented words."""
    rng = random.Random(seed)
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(size)]


def speech(seed: int, count: int = 300) -> list[str]:
    """Invented sentences, of common words and rare ones as sentences are."""
    rng, words = random.Random(seed), vocabulary(seed)
    found = []
    for _ in range(count):
        said = [rng.choice(COMMON) if rng.random() < 0.4 else rng.choice(words) for _ in range(rng.randint(5, 30))]
        found.append(" ".join(said).capitalize() + ".")
    return found


def misheard(text: str, share: float, rng: random.Random, words: list[str]) -> str:
    """A text with recognition errors: of ten, six words are others, two are missing, two too many."""
    found = []
    for word in text.split():
        dice = rng.random()
        if dice < share * 0.6:
            found.append(rng.choice(words))
        elif dice >= share * 0.8:
            found += [word] if dice >= share else [word, rng.choice(words)]
    return " ".join(found)


def of(sentences: list[str]) -> Remarks:
    return Remarks([Bead(each, f"{number} {each[::-1]}") for number, each in enumerate(sentences)], "en", "pt")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_exact_reading_finds_every_sentence_without_a_mark(seed: int) -> None:
    remarks, after = of(speech(seed)), 0
    for bead in remarks.beads:
        found = remarks.find(bead.original, after)
        assert found is not None and (found.text, found.is_parted) == (bead.translation, False)
        after = found.end


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_fifteen_errors_in_a_hundred_words_nearly_all_are_found_and_none_for_another(seed: int) -> None:
    remarks, rng, words = of(speech(seed)), random.Random(seed), vocabulary(seed + 50)
    after = hits = 0
    for bead in remarks.beads:
        found = remarks.find(misheard(bead.original, 0.15, rng, [*words, *COMMON]), after)
        if found is not None:
            assert found.text == bead.translation or bead.translation.startswith(found.text), (bead, found)
            hits += found.text == bead.translation
            after = found.end
    assert hits >= 0.95 * len(remarks.beads)


def test_another_speech_is_not_found() -> None:
    remarks = of(speech(1))
    assert not [each for each in speech(9, 600) if remarks.find(each) is not None]


def test_several_sentences_said_in_one_go_and_jumps_forth_and_back_are_found() -> None:
    remarks = of(speech(4))
    sentences = [bead.original for bead in remarks.beads]
    for first, last in ((0, 2), (40, 43), (10, 11), (290, 296)):
        found = remarks.find(" ".join(sentences[first:last]))
        assert found is not None and not found.is_parted
        assert found.text == " ".join(bead.translation for bead in remarks.beads[first:last])


def test_of_sentences_that_are_the_same_the_next_one_is_meant() -> None:
    same = "We thank the Chair for the work of this year."
    remarks = of([same, *speech(5, 10), same, *speech(6, 10), same])
    first = remarks.find(same)
    middle = remarks.find(remarks.beads[10].original, first.end if first else 0)
    second = remarks.find(same, middle.end if middle else 0)
    assert first is not None and first.text.startswith("0 ")
    assert second is not None and second.text.startswith("11 ")


def test_a_sentence_heard_in_two_goes_is_shared_out_between_them_whole() -> None:
    original = "We propose to share risk data among nine administrations, provided that personal data are protected."
    told = (
        "Propomos partilhar dados de risco entre nove administrações, desde que os dados pessoais estejam protegidos."
    )
    remarks = Remarks([Bead("We thank the Chair.", "Agradecemos ao Presidente."), Bead(original, told)], "en", "pt")
    first = remarks.find("We propose to share risk data among nine administrations,")
    assert first is not None and not first.is_parted
    second = remarks.find("provided that personal data are protected.", first.end)
    assert second is not None and not second.is_parted
    assert first.text.endswith("administrações,") and f"{first.text} {second.text}" == told


@pytest.mark.parametrize(
    ("said", "is_parted"),
    [
        ("We ask the secretariat to report on all nine pilots before the end of the year and to publish it.", False),
        ("We ask the secretariat to report on all 9 pilots before the end of year and to publish it.", False),
        (
            "Uh, we ask the secretariat to report on all nine pilots, before the end of the year, and to publish it",
            False,
        ),
        ("We ask the secretariat to report on all five pilots before the end of the year and to publish it.", True),
        ("We ask the secretariat not to report on all nine pilots before the end of the year and to publish it.", True),
        ("We ask the secretariat to report on all nine pilots before the end of the year.", True),
        ("As I said, we ask the secretariat to report on nine pilots before the end of the year and publish it.", True),
    ],
)
def test_what_parts_from_the_text_is_marked(said: str, is_parted: bool) -> None:
    written = "We ask the secretariat to report on all nine pilots before the end of the year and to publish it."
    remarks = of([*speech(7, 3), written, *speech(8, 3)])
    found = remarks.find(said)
    assert found is not None and found.is_parted == is_parted


def test_a_few_words_are_found_only_where_they_are_a_whole_sentence() -> None:
    remarks = of(["Thank you, Chair.", "We propose that the pilot of the year be of use."])
    assert remarks.find("Thank you, Chair.") is not None
    assert remarks.find("Thank you, Madam.") is None and remarks.find("of the year") is None
    assert remarks.find("") is None and remarks.find("…") is None


def test_per_cent_and_hyphens_are_the_same_however_they_are_written() -> None:
    remarks = of(["The inter-agency group reached 20 per cent of its well-known goal in the first year of work."])
    found = remarks.find("The inter agency group reached 20% of its well known goal in the first year of work.")
    assert found is not None and not found.is_parted


def test_sentences_that_only_one_text_has_are_said_with_their_neighbours_or_left_to_the_machine() -> None:
    beads = [
        Bead("", "Título."),
        Bead("We thank the Chair.", "Agradecemos."),
        Bead("", "Muito."),
        Bead("And we go on.", ""),
    ]
    remarks = Remarks(beads, "en", "pt")
    found = remarks.find("We thank the Chair.")
    assert found is not None and found.text == "Título. Agradecemos. Muito." and not found.is_parted
    assert remarks.find("And we go on.", found.end) is None
    both = remarks.find("We thank the Chair. And we go on.")
    assert both is not None and both.is_parted


def test_scripts_without_spaces_are_read_by_their_characters() -> None:
    original = "我们建议九个海关共享风险数据。个人数据必须得到保护。我们感谢主席。"
    told = "We propose that nine customs share risk data. Personal data must be protected. We thank the Chair."
    remarks = Remarks(align(original, told, "zh", "en"), "zh", "en")
    found = remarks.find("个人数据必须得到保护")
    assert found is not None and (found.text, found.is_parted) == ("Personal data must be protected.", False)
    parted = remarks.find("我们建议九个海关分享风险数据。")
    assert parted is not None and parted.is_parted
    assert remarks.find("今天天气很好我们去公园散步吧") is None
