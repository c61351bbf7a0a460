"""Which way a text goes, what is said where there is none, and what becomes of an engine's bad answers."""

from __future__ import annotations

import threading

import pytest

from tests.support.fake_engine import FakeEngine
from translation.errors import BadText, EngineFailed, NoRoute, UnknownLanguage
from translation.glossary import Glossary
from translation.phrasebook import Phrasebook
from translation.quality import Figure, read
from translation.route import Matrix, Standing, package_name
from translation.translator import Translator

NOTHING_BY_HEART = Phrasebook([])


def matrix(**engines: set[tuple[str, str]]) -> Matrix:
    return Matrix({name: frozenset(pairs) for name, pairs in engines.items()}, read())


def figures(bleu: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], Figure]:
    return {key: Figure(value, "invented") for key, value in bleu.items()}


def test_the_better_engine_takes_a_pair() -> None:
    both = matrix(argos={("en", "fr")}, firefox={("en", "fr")}).require("en", "fr")
    assert (both.engine, both.via) == ("firefox", ())
    assert matrix(argos={("en", "fr")}).require("en", "fr").engine == "argos"


def test_without_a_direct_model_the_way_goes_through_english() -> None:
    route = matrix(argos={("fr", "en")}, firefox={("en", "pt")}).require("fr", "pt")
    assert (route.engine, route.via) == ("argos+firefox", ("en",))


def test_a_direct_model_that_is_worse_than_the_way_through_english_is_passed_over() -> None:
    quality = figures({("es", "en", "firefox"): 40.0, ("en", "pt", "firefox"): 46.0, ("es", "pt", "argos"): 20.0})
    pairs = {"firefox": frozenset({("es", "en"), ("en", "pt")}), "argos": frozenset({("es", "pt")})}
    assert Matrix(pairs, quality).require("es", "pt").via == ("en",)
    assert Matrix(pairs, {**quality, **figures({("es", "pt", "argos"): 36.0})}).require("es", "pt").via == ()


def test_no_route_says_what_to_install() -> None:
    with pytest.raises(NoRoute) as caught:
        matrix(firefox={("en", "pt")}).require("ko", "pt")
    assert caught.value.code == "no_route"
    assert caught.value.details["command"] == "flask --app server models install argos-ko-en"
    with pytest.raises(NoRoute, match="install firefox-pten firefox-enko"):
        matrix().require("pt", "ko")


def test_what_is_to_be_installed_is_the_better_package_by_the_quality_table() -> None:
    def named(**bleu: float) -> str:
        return package_name("en", "ja", figures({("en", "ja", engine): value for engine, value in bleu.items()}))

    assert package_name("en", "ja", read()) == "firefox-enja"
    assert named(argos=22.2, firefox=35.6) == named(firefox=35.6) == "firefox-enja"
    assert named(argos=40.0, firefox=35.6) == named(firefox=0) == named() == "argos-en-ja"  # an event has its own mind
    assert package_name("en", "pt", {}) == "firefox-enpt"  # set-up brings it


def test_a_direction_is_live_rough_or_missing() -> None:
    here = matrix(firefox={("en", "pt"), ("pt", "en")})
    assert here.status("en", "pt").standing is Standing.LIVE
    assert here.status("en", "en").standing is Standing.LIVE
    rough = here.status("fr", "pt")
    assert (rough.standing, rough.engine, rough.via) == (Standing.ROUGH, "speech+firefox", ("en",))
    assert rough.command == "flask --app server models install argos-fr-en"
    assert here.status("fr", "en").standing is Standing.ROUGH
    for source in ("zh", "ja", "ko"):
        assert here.status(source, "pt").standing is Standing.MISSING
    assert here.status("fr", "ko").command == "flask --app server models install argos-fr-en firefox-enko"


def test_the_matrix_names_only_directions_that_have_a_route() -> None:
    here = matrix(firefox={("en", "pt"), ("pt", "en")}, argos={("en", "fr")})
    assert here.as_dict() == {"en": {"fr": "argos", "pt": "firefox"}, "pt": {"en": "firefox", "fr": "firefox+argos"}}
    assert here.languages() == ["en", "fr", "pt"]


def test_every_figure_of_the_quality_table_has_its_origin() -> None:
    assert all(figure.origin for figure in read().values())
    assert read()["en", "pt", "firefox"].bleu == 46.2


def upper(sentence: str, source: str, target: str) -> str:
    return sentence.upper()


def translator(*engines: FakeEngine, glossary: Glossary | None = None) -> Translator:
    return Translator(engines, glossary=glossary, phrases=NOTHING_BY_HEART)


def test_paragraphs_and_blank_lines_stay_where_they_were_and_all_sentences_go_in_one_batch() -> None:
    engine = FakeEngine({("en", "pt")}, upper)
    done = translator(engine).translate("One two. Three?\n\nFour five!\r\nSix seven.", "en", "pt-BR")
    assert done.text == "ONE TWO. THREE?\n\nFOUR FIVE!\r\nSIX SEVEN."
    assert engine.batches == [["One two.", "Three?", "Four five!", "Six seven."]]


def test_two_legs_name_both_engines_and_the_language_between() -> None:
    first = FakeEngine({("fr", "en")}, lambda s, *_: s.replace("Bonjour", "Hello"), "argos")
    second = FakeEngine({("en", "pt")}, lambda s, *_: s.replace("Hello", "Olá"), "firefox")
    done = translator(first, second).translate("Bonjour.", "fr", "pt", rough_source=True)
    assert (done.text, done.engine, done.via, done.rough) == ("Olá.", "argos+firefox", ("en",), True)


def test_the_same_language_needs_no_engine() -> None:
    done = translator().translate("As it is.", "en", "en-GB", rough_source=True)
    assert (done.text, done.engine, done.rough) == ("As it is.", "", True)


def test_bad_text_and_unknown_languages_never_reach_an_engine() -> None:
    engine = FakeEngine({("en", "pt")})
    with pytest.raises(BadText):
        translator(engine).translate("a\x00", "en", "pt")
    with pytest.raises(UnknownLanguage):
        translator(engine).translate("a", "en", "tlh")
    assert engine.batches == []


def test_text_without_words_is_not_sent_to_an_engine() -> None:
    engine = FakeEngine({("en", "pt")})
    assert (
        translator(engine).translate("12 ... 1,234.5 https://example.org", "en", "pt").text
        == "12 ... 1.234,5 https://example.org"
    )
    assert engine.batches in ([], [[]])


def test_a_sentence_said_again_is_remembered() -> None:
    engine = FakeEngine({("en", "pt")}, upper)
    here = translator(engine)
    assert here.translate("We agree.", "en", "pt") == here.translate("We agree.", "en", "pt")
    assert [batch for batch in engine.batches if batch] == [["We agree."]]


def test_what_was_said_before_is_given_to_an_engine_that_uses_it_and_only_so_remembered() -> None:
    plain, other = FakeEngine({("en", "pt")}, upper), FakeEngine({("en", "pt")}, upper)
    other.uses_context = True
    for engine in (plain, other):
        here = translator(engine)
        for before in ("We built it.", "We built it.", "We sold it."):
            here.translate("It is ready. We agree.", "en", "pt", before=before)
    assert [each for each in plain.before if each] == [] and plain.batches[0] == ["It is ready.", "We agree."]
    asked = [pair for pair in zip(other.batches, other.before, strict=True) if pair[0]]
    assert asked == [
        (["It is ready.", "We agree."], ["We built it.", "It is ready."]),
        (["It is ready."], ["We sold it."]),
    ]


def test_a_text_that_is_still_spoken_stays_near_what_is_shown_and_is_not_remembered() -> None:
    engine = FakeEngine({("en", "pt")}, upper)
    here = translator(engine)
    here.translate("We agree. We propose to share 1,234.5 tonnes of", "en", "pt", shown="De acordo. Propomos 1.234,5")
    assert engine.begun == [("We propose to share X7 tonnes of.", "Propomos X7")]
    here.translate("We agree. We propose to share 1,234.5 tonnes of", "en", "pt")
    here.translate("and we ask", "en", "pt", shown="e pedimos")
    assert engine.begun[1:] == [("And we ask.", "E pedimos")]
    sent = [sentence for batch in engine.batches for sentence in batch]
    assert sent.count("We agree.") == 1 and sent.count("We propose to share X7 tonnes of.") == 2


def test_what_is_shown_of_other_sentences_is_no_beginning() -> None:
    engine = FakeEngine({("fr", "en"), ("en", "pt")}, lambda s, source, _: "We propose." if source == "fr" else s)
    here = translator(engine)
    here.translate("We agree. We propose to", "en", "pt", shown="De acordo")
    assert engine.begun == []
    here.translate("Nous proposons de", "fr", "pt", shown="Propomos")
    assert engine.begun == [("We propose.", "Propomos")]  # of a way through English the last leg


def test_a_loop_is_tried_again_and_then_refused_in_words() -> None:
    engine = FakeEngine({("en", "pt")}, lambda *_: "sim sim sim sim")
    with pytest.raises(EngineFailed, match="loop") as caught:
        translator(engine).translate("We agree with the text.", "en", "pt")
    assert caught.value.code == "engine_failed"
    assert caught.value.details["problems"] == ["loop"]
    assert len(engine.batches) > 1


def test_an_alternative_of_the_engine_saves_a_loop() -> None:
    engine = FakeEngine({("en", "pt")}, lambda *_: "sim sim sim sim", others=["não não não", "Concordamos."])
    assert translator(engine).translate("We agree.", "en", "pt").text == "Concordamos."


def test_a_long_sentence_that_loops_is_tried_in_parts() -> None:
    def loops_when_long(sentence: str, source: str, target: str) -> str:
        return "sim " * 8 if len(sentence) > 45 else sentence.upper()

    text = "The customs administrations agree, and the others reserve."
    assert (
        translator(FakeEngine({("en", "pt")}, loops_when_long))
        .translate(text, "en", "pt")
        .text.startswith("THE CUSTOMS")
    )


def test_an_address_that_the_engine_swallows_comes_back_all_the_same() -> None:
    def swallows(sentence: str, source: str, target: str) -> str:
        return " ".join(word for word in sentence.upper().split() if not any(mark.isdigit() for mark in word))

    done = translator(FakeEngine({("en", "pt")}, swallows)).translate("Write to info@example.org today.", "en", "pt")
    assert "info@example.org" in done.text
    assert "WRITE TO" in done.text


def test_a_figure_that_the_engine_changes_is_put_right_or_noted() -> None:
    changes = FakeEngine({("en", "pt")}, lambda s, *_: s.replace("57", "75"))
    assert translator(changes).translate("We are 57 countries.", "en", "pt").text == "We are 57 countries."
    spells = FakeEngine({("en", "pt")}, lambda s, *_: "Somos poucos")
    done = translator(spells).translate("We are 57.", "en", "pt")
    assert "57" in done.text or "figures" in done.notes


def test_terms_of_the_glossary_survive_both_legs() -> None:
    glossary = Glossary(frozenset({"WCO"}), {"single window": {"pt": "balcão único"}})
    here = translator(
        FakeEngine({("fr", "en"), ("en", "pt")}, lambda s, *_: s.swapcase() if "X7" not in s else s), glossary=glossary
    )
    assert here.translate("WCO single window.", "fr", "pt").text == "WCO balcão único."


def test_the_warm_up_follows_the_routes() -> None:
    engine = FakeEngine({("fr", "en"), ("en", "pt"), ("en", "ko")})
    translator(engine).warm_up([("fr", "pt")])
    assert engine.warmed == [("fr", "en"), ("en", "pt")]
    translator(engine).warm_up()
    assert len(engine.warmed) == 5


def test_health_names_every_engine_and_close_closes_them() -> None:
    engine = FakeEngine({("en", "pt")})
    here = translator(engine)
    assert here.health()["fake"].is_ok
    here.close()
    assert engine.is_closed


def test_many_threads_get_their_own_answers() -> None:
    here = translator(FakeEngine({("en", "pt")}, upper))
    found: dict[int, str] = {}

    def work(number: int) -> None:
        found[number] = here.translate(f"Delegation {number} agrees. It is so.", "en", "pt").text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"DELEGATION {number} AGREES. IT IS SO." for number in range(16)}


def test_the_name_in_a_formula_is_translated_and_kept_when_the_engine_makes_a_sentence_of_it() -> None:
    engine = FakeEngine({("en", "pt")}, lambda s, *_: {"Ms. Example.": "A Sra. Example."}.get(s, "que é o " + s))
    here = Translator([engine])
    assert here.translate("Ms. Example has the floor.", "en", "pt").text == "Sra. Example tem a palavra."
    assert here.translate("Thank you, Exampleland.", "en", "pt").text == "Obrigado, Exampleland."
    assert (
        here.translate("I give the floor to the Republic of Korea.", "en", "pt").text
        == "Dou a palavra a República da Coreia."
    )
    assert [batch for batch in engine.batches if batch] == [["Ms. Example."], ["Exampleland."]]


def test_a_way_may_pass_through_any_two_languages_but_none_twice() -> None:
    here = matrix(apertium={("fr", "es"), ("es", "fr"), ("es", "pt")}, firefox={("pt", "en")})
    route = here.require("fr", "en")
    assert (route.engine, route.via) == ("apertium+firefox", ("es", "pt"))
    assert [step.target for step in route.steps] == ["es", "pt", "en"]
    assert here.status("fr", "en").standing is Standing.ROUGH and here.status("pt", "en").standing is Standing.LIVE
    assert matrix(argos={("ko", "ja"), ("ja", "zh"), ("zh", "en"), ("en", "pt")}).find("ko", "pt") is None


def test_of_equal_ways_the_shortest_is_taken() -> None:
    quality = figures({("es", "pt", "argos"): 17.0, ("es", "en", "argos"): 20.0, ("en", "pt", "argos"): 20.0})
    pairs = frozenset({("es", "pt"), ("es", "en"), ("en", "pt")})
    assert Matrix({"argos": pairs}, quality).require("es", "pt").via == ()


def test_a_translation_made_by_rules_says_so() -> None:
    done = translator(FakeEngine({("es", "pt")}, upper, "apertium")).translate("Hola a todos.", "es", "pt")
    assert (done.text, done.notes) == ("HOLA A TODOS.", {"gist"})


def test_a_way_that_was_measured_counts_as_it_was_measured() -> None:
    spanish = matrix(
        apertium={("en", "es"), ("es", "en"), ("es", "pt"), ("pt", "es"), ("fr", "es")},
        firefox={("en", "pt"), ("pt", "en")},
    )
    assert spanish.require("en", "es").via == ("pt",) and spanish.require("es", "en").via == ("pt",)
    assert spanish.require("fr", "en").via == ("es", "pt") and spanish.require("pt", "es").via == ()
    assert spanish.find("fr", "pt") is None  # measured, and unfit
