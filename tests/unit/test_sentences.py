"""Where sentences end, and what two hypotheses agree on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.text.sentences import cut, is_finished, joined, split


def parts(words: list[str], has_spaces: bool = True) -> list[str]:
    found, at = [], 0
    for size in split(words, has_spaces):
        found.append("".join(words[at : at + size]).strip())
        at += size
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([" We", " agree.", " Brazil", " objects."], ["We agree.", "Brazil objects."]),
        ([" Is", " it?", " It", " is!"], ["Is it?", "It is!"]),
        ([" Mr.", " Tester", " said", " 4.", "2", " million."], ["Mr. Tester said 4.2 million."]),
        ([" J.", " R.", " Sample", " agrees."], ["J. R. Sample agrees."]),
        ([" Yes.", " We", " do."], ["Yes. We do."]),
        ([" We", " do.", " Yes."], ["We do. Yes."]),
        ([" She", " said", ' "yes."', " Then", " left"], ['She said "yes."', "Then left"]),
        ([" A", " Sra.", " Exemplo", " apoia."], ["A Sra. Exemplo apoia."]),
        ([" unfinished", " words"], ["unfinished words"]),
        ([" By", " 3.", "5%", " in", " 2025.", " Next"], ["By 3.5% in 2025.", "Next"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(words: list[str], expected: list[str]) -> None:
    assert parts(words) == expected


def test_chinese_and_japanese_sentences_end_at_their_own_marks() -> None:
    assert parts(["我们", "支持", "。", "谢谢", "！"], has_spaces=False) == ["我们支持。", "谢谢！"]
    assert parts(["はい", "。", "賛成", "です", "。"], has_spaces=False) == ["はい。", "賛成です。"]


@given(st.lists(st.text("ab.?。 ", max_size=4), max_size=12), st.booleans())
def test_every_word_belongs_to_one_sentence(words: list[str], has_spaces: bool) -> None:
    sizes = split(words, has_spaces)
    assert sum(sizes) == len(words) and all(size > 0 for size in sizes)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We met in the U.S. Congress.| The answer is no.| No. 5 stands."),
        ("en", "See Art. 5 and pp. 3 to 9.| Mr. J. R. Sample agrees.| It grew by 3.5 percent in 2025.| We go."),
        ("en", "We work in the U.S.| We agree.| Ships, planes, etc.| They all stop."),
        ("en", 'He said "We agree." and left.| (We noted it.)| “Who objects?”| Nobody!'),
        ("en", "So... we wait.| Well...| We begin?| See e.g. the port of St. Invented."),
        ("en", "So I won't.| But it's theirs.| We didn’t.| It is everyone's.| At O. R. Sample it rained."),
        ("fr", "Ils étaient sept.| Nous partons le 5 sept. 2026.| Bien."),
        ("pt", "Eram dez.| A 5 de dez. 2026 partimos."),
        ("fr", "M. Exemple a parlé.| L'art. 5 reste.| Le n° 3, av. J.-C. Test.| « Oui. »| Merci."),
        ("es", "¿Quién habla?| ¡Nadie!| La Sra. Ejemplo, EE.UU., apoya el núm. 4.| ¿Y usted?"),
        ("pt", "A Sra. Exemplo apoia.| O n.º 7 e o art. 3 ficam.| V.Exa. concorda?| Sim."),
        ("ru", "Ну что ж.| Тогда начнём."),
        ("ru", "Г-н И. О. Пример согласен.| Ст. 5 и п. 3 остаются.| Мы за это!| Кто против?"),
        ("de", "Am 1. März beginnen wir.| Dr. Muster stimmt zu.| Das gilt z. B. für Abs. 2 nicht.| Gut."),
        ("it", "Il sig. Esempio è d'accordo.| L'art. 5 resta.| Chi parla?| Nessuno."),
        ("ar", "هل توافقون؟| نعم، نوافق.| شكرا"),
        ("ur", "ہم متفق ہیں۔| شکریہ"),
        ("hi", "हम सहमत हैं।| धन्यवाद।"),
        ("zh", "我们支持。|增长了3.5个百分点！|“谁反对？”|没有。"),
        ("ja", "賛成です。|「反対です。」と述べた。|はい。"),
        ("ko", "대한민국은 찬성합니다| 감사합니다.| 네, 그렇습니다만 더 봅시다."),
        ("th", "ขอบคุณครับ| ประเทศไทยสนับสนุน"),
    ],
)
def test_the_sentences_of_a_text_are_those_of_its_language(language: str, text: str) -> None:
    pieces = cut(text.replace("|", ""), language)
    assert [piece.strip() for piece in pieces] == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We agree."), ("en", "The answer is no."), ("en", '"Who?"'), ("fr", "Merci !"),
        ("de", "Wir stimmen zu."),
        ("ja", "賛成です"), ("ko", "찬성합니다"), ("ar", "هل توافقون؟"), ("zh", "我们支持。”"), ("th", "ขอบคุณครับ"),
    ],
)  # fmt: skip
def test_a_whole_sentence_is_finished(language: str, text: str) -> None:
    assert is_finished(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We propose to share risk data,"), ("en", "We propose"), ("en", "As Mr."), ("en", "We think..."),
        ("en", ""),
        ("en", "It is the first of the."), ("en", "by J."), ("de", "am 1."), ("fr", "selon le n°."), ("pt", "a Sra."),
        ("zh", "我们建议，"), ("ja", "日本は"), ("ko", "저희는"), ("en", '"'), ("ru", "по ст."), ("es", "y…"),
    ],
)  # fmt: skip
def test_a_piece_of_a_sentence_is_not_finished(language: str, text: str) -> None:
    assert not is_finished(text, language)


@pytest.mark.parametrize(
    ("language", "first", "second", "whole"),
    [
        ("en", "We propose this,", "provided that you agree.", "We propose this, provided that you agree."),
        ("en", "We propose this.", "Provided that you agree.", "We propose this provided that you agree."),
        ("en", "We agree.", "Brazil objects.", "We agree. Brazil objects."),
        ("en", "We agree.", "Subject to our law, we sign.", "We agree. Subject to our law, we sign."),
        ("en", "Which states agree?", "Which ones?", "Which states agree? Which ones?"),
        ("en", "We work with Dr.", "example and others.", "We work with Dr. example and others."),
        ("fr", "Nous l'appuyons.", "À condition qu'il soit écrit.", "Nous l'appuyons à condition qu'il soit écrit."),
        ("zh", "我们建议", "交换数据。", "我们建议交换数据。"),
        ("zh", "我们支持", "，谢谢。", "我们支持，谢谢。"),
        ("zh", "我们支持", "AEO 计划。", "我们支持 AEO 计划。"),
        ("en", "", "We agree.", "We agree."),
    ],
)  # fmt: skip
def test_pieces_of_speech_are_joined_as_a_reader_would_write_them(
    language: str, first: str, second: str, whole: str
) -> None:
    assert joined(first, second, language) == whole


TEXTS = st.text("aAéБд한다니สก我。！؟।۔.?!…,;\"”)» \u00a01759-Mr'¿", max_size=60)
CODES = st.sampled_from(["en", "fr", "es", "pt", "ru", "ar", "zh", "ko", "ja", "de", "it", "th", "hi", "xx"])


@settings(max_examples=60, deadline=None)
@given(TEXTS, CODES)
def test_the_sentences_joined_are_the_text(text: str, language: str) -> None:
    pieces = cut(text, language)
    assert "".join(pieces) == text and all(pieces)
    assert all(piece.strip() for piece in pieces[1:])


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, CODES)
def test_text_that_comes_later_changes_only_the_last_sentence(text: str, more: str, language: str) -> None:
    before, after = cut(text, language), cut(text + more, language)
    assert after[: max(0, len(before) - 1)] == before[:-1]


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, CODES)
def test_joining_loses_no_letter(first: str, second: str, language: str) -> None:
    def letters(text: str) -> str:
        return "".join(each for each in text.casefold() if each.isalnum())

    assert letters(joined(first, second, language)) == letters(first + second)
