"""Words that nobody said."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.phantom import is_afterthought, is_phantom, said_once, without_echo, without_loops


@dataclass(frozen=True)
class Said:
    text: str


def cut(text: str) -> str:
    return " ".join(word.text for word in without_loops([Said(word) for word in text.split()]))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sous-titrage ST' 501", "fr"),
        ("Sous-titres réalisés par la communauté d'Amara.org", "fr"),
        ("Legendas pela comunidade Amara.org", "pt"),
        ("Subtítulos realizados por la comunidad de Amara.org", "es"),
        ("Sottotitoli e revisione a cura di QTSS", "it"),
        ("Untertitelung im Auftrag des ZDF für funk, 2017", "de"),
        ("Copyright WDR 2021", "de"),
        ("Субтитры сделал DimaTorzok", "ru"),
        ("Редактор субтитров А.Семкин Корректор А.Егорова", "ru"),
        ("ترجمة نانسي قنقر", "ar"),
        ("MBC 뉴스 이덕영입니다.", "ko"),
        ("시청해주셔서 감사합니다.", "ko"),
        ("字幕由Amara.org社区提供", "zh"),
        ("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "zh"),
        ("以下是普通话的句子。", "zh"),
        ("ご視聴ありがとうございました。", "ja"),
        ("Subtitles by the Amara.org community", "ko"),
    ],
)
def test_credits_of_subtitles_are_never_believed(text: str, language: str) -> None:
    assert is_phantom(text, language, 3.0, 0.99)
    assert is_afterthought(text, 3.0, 0.99, has_spaces=language not in ("zh", "ja"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thanks for watching!", "en"),
        ("Merci d'avoir regardé cette vidéo.", "fr"),
        ("¡Suscríbete!", "es"),
        ("Obrigado por assistir!", "pt"),
        ("Продолжение следует...", "ru"),
        ("اشتركوا في القناة", "ar"),
        ("شكراً للمشاهدة", "ar"),
        ("谢谢观看", "zh"),
        ("봐주셔서 감사합니다.", "ko"),
        ("また次の動画でお会いしましょう", "ja"),
        ("Vielen Dank fürs Zuschauen!", "de"),
        ("Grazie per la visione.", "it"),
        ("ขอบคุณที่รับชม", "th"),
    ],
)
def test_a_farewell_of_videos_is_believed_only_where_the_model_is_certain(text: str, language: str) -> None:
    assert is_phantom(text, language, 3.0, 0.8)
    assert not is_phantom(text, language, 3.0, 0.9)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you.", "en"), ("Merci.", "fr"), ("Gracias.", "es"), ("Obrigado.", "pt"), ("Спасибо.", "ru"),
        ("شكرا.", "ar"), ("谢谢大家。", "zh"), ("감사합니다.", "ko"), ("ありがとうございました。", "ja"),
        ("Vielen Dank.", "de"), ("Grazie.", "it"), ("ขอบคุณครับ", "th"), ("Merci.", "fr-CA"),
    ],
)  # fmt: skip
def test_a_courtesy_is_dropped_where_the_model_doubts_and_kept_when_it_is_sure(text: str, language: str) -> None:
    assert is_phantom(text, language, 0.9, 0.2)
    assert not is_phantom(text, language, 0.9, 0.4)


@pytest.mark.parametrize(("text", "language"), [("Yes.", "en"), ("I agree.", "en"), ("Oui.", "fr"), ("同意。", "zh")])
def test_a_short_answer_is_kept_even_where_the_model_doubts(text: str, language: str) -> None:
    assert not is_phantom(text, language, 0.5, 0.08)


def test_what_is_said_of_subtitles_and_sounds_in_a_sentence_is_no_phantom() -> None:
    said = "We thank the secretariat for the subtitles by which everybody could follow the music of the opening."
    assert not is_phantom(said, "en", 7.0, 0.7)
    assert not is_phantom("The applause was long.", "en", 2.0, 0.7)
    assert is_phantom("[Applause]", "en", 4.0, 0.7) and is_phantom("МУЗЫКАЛЬНАЯ ЗАСТАВКА", "ru", 4.0, 0.8)


def test_what_music_and_murmurs_were_heard_as_is_dropped() -> None:
    assert is_phantom("СПОКОЙ СПОКОЙ СПОКОЙ С", "ru", 1.6, 0.69)
    assert is_phantom("سعر سع", "ar", 1.5, 0.55)
    assert is_phantom("证", "zh", 1.6, 0.18) and is_phantom("I'm sorry I", "en", 1.6, 0.36)
    assert is_phantom("Eu não sei o que é o", "pt", 1.6, 0.32) and is_phantom("スタッフルーフ", "ja", 1.6, 0.26)
    assert not is_phantom("Eu não sei o que é o", "pt", 4.0, 0.32)
    assert is_phantom("อาจริง อาจริง", "th", 0.71, 0.58) and is_phantom("يجب أن ي", "ar", 0.71, 0.5)
    assert not is_phantom("We support it.", "en", 0.75, 0.65)
    assert is_phantom("흐르르르르르르르르르르르르", "ko", 4.0, 0.5)
    assert not is_phantom("We support it and we sup", "en", 2.0, 0.5)


def test_text_without_a_letter_and_text_too_fast_to_be_spoken_are_phantoms() -> None:
    assert is_phantom(" ... ", "en", 3.0, 0.9)
    assert is_phantom("a sentence that nobody can say in half a second", "en", 0.5, 0.9)
    assert not is_phantom("a sentence that anybody can say in three seconds", "en", 3.0, 0.9)


def test_a_loop_is_a_phantom_and_an_emphatic_no_is_not() -> None:
    assert is_phantom("we will we will we will", "en", 4.0, 0.9)
    assert is_phantom("はいはいはいはいはいはい", "ja", 4.0, 0.9)
    assert not is_phantom("No, no, no!", "en", 1.5, 0.9)
    assert is_phantom("we will we will we will we", "en", 4.0, 0.9)
    assert not is_phantom("Korea, Kor", "en", 1.5, 0.9)


def test_a_loop_inside_a_text_is_cut_down_to_what_was_said_once() -> None:
    assert cut("we support it and we go and we go and we go and we go") == "we support it and we go"
    assert cut("so the the the the the end") == "so the end"
    phrase = "the results are pretty good as you can see in this year we achieved a lot"
    assert cut(" ".join([phrase] * 3)) == phrase
    assert cut("no, no, no, that is far too far") == "no, no, no, that is far too far"


@given(st.lists(st.sampled_from("abcd"), max_size=30))
def test_cutting_loops_adds_no_word_and_is_the_same_when_done_twice_on_plain_text(words: list[str]) -> None:
    once = cut(" ".join(words)).split()
    assert len(once) <= len(words)
    assert set(once) == set(words)


@given(st.lists(st.integers(0, 10_000).map(str), unique=True, max_size=30))
def test_text_without_repeats_is_left_as_it_is(words: list[str]) -> None:
    assert cut(" ".join(words)).split() == words


def test_a_last_sentence_that_nobody_could_have_said_is_an_afterthought() -> None:
    assert is_afterthought("请问您的设计设计设", 0.13, 0.9, has_spaces=False)
    assert is_afterthought("请问", 0.3, 0.1, has_spaces=False)
    assert not is_afterthought("谢谢主席。", 0.8, 0.8, has_spaces=False)
    assert not is_afterthought(" Thank you, Chair.", 0.7, 0.8)


def test_a_text_that_only_repeats_itself_is_said_once() -> None:
    assert said_once("We support your proposal. We support your proposal.") == "We support your proposal."
    assert said_once("No, no.") == "No, no."
    assert said_once("We support it and we support them.") == "We support it and we support them."


def test_the_label_of_a_sound_in_capitals_is_dropped_and_acronyms_are_kept() -> None:
    assert is_phantom("CROWD MURMURING", "en", 3.0, 0.5) and is_phantom("MÚSICA DE FUNDO", "pt", 3.0, 0.7)
    assert not is_phantom("AEO, WCO, CMAA.", "en", 3.0, 0.5) and not is_phantom(
        "We agree to ASYCUDA WORLD.", "en", 3.0, 0.5
    )


@pytest.mark.parametrize(
    ("heard", "kept"),
    [
        ("Cela peut être fait. Cela peut être fait", "Cela peut être fait."),
        ("Ребят. Ребят", "Ребят."),
        ("very very important", "very very important"),
        ("no no no", "no"),
        ("We agree", "We agree"),
        ("", ""),
    ],
)
def test_an_end_that_only_repeats_what_stands_before_it_is_not_shown_yet(heard: str, kept: str) -> None:
    words = [Said(f" {word}") for word in heard.split()]
    assert "".join(word.text for word in without_echo(words)).strip() == kept
