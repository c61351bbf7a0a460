"""Lines and directions by script, for subtitles and pages that no browser of ours sets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.documents.captions import minutes_srt
from server.documents.minutes_html import minutes_html
from server.documents.scripts import NOT_FIRST, NOT_LAST, columns, marked, runs, width, wrapped
from tests.support.documents import entry, minutes

CHINESE = "主席女士，海关管理部门提议建立一个试点项目（数据交换），由AEO企业参加，从2031年1月开始。我们支持这项提议。"
JAPANESE = "議長、日本税関は「シングルウィンドウ」の試行を提案します。データ交換はWCOの基準に従って行われるべきです。"
KOREAN = "의장님, 대한민국 관세청은 아홉 개 행정기관이 참여하는 자료 교환 시범 사업을 제안합니다. 감사합니다."
THAI = "ท่านประธาน กรมศุลกากรขอเสนอให้มีโครงการนำร่องการแลกเปลี่ยนข้อมูลระหว่างเก้าหน่วยงาน เริ่มตั้งแต่เดือนมกราคม"
ARABIC = "تقترح World Customs Organization (WCO) زيادة +5.3% بين 2024-2025 وفق ISO 9001:2015، ونحن نؤيد ذلك."


@pytest.mark.parametrize(
    ("language", "text"), [("zh", CHINESE), ("ja", JAPANESE), ("ko", KOREAN), ("th", THAI), ("ar", ARABIC)]
)
def test_lines_keep_their_length_their_text_and_the_rules_of_their_script(language: str, text: str) -> None:
    lines = list(wrapped(text, language))
    assert len(lines) > 1 and all(width(line) <= columns(language) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line[0] not in NOT_FIRST and unicodedata.category(line[0]) != "Mn", line
        assert line[-1] not in NOT_LAST, line


def test_korean_is_broken_between_words_and_latin_names_in_chinese_stay_whole() -> None:
    assert " ".join(wrapped(KOREAN, "ko")) == KOREAN
    narrow = "我们" * 7 + "WCO" + "海关" * 20
    assert [line for line in wrapped(narrow, "zh") if "WCO" in line]
    assert "".join(wrapped(narrow, "zh")) == narrow


def test_a_chinese_line_ends_at_a_pause_where_most_of_it_stands_before_that() -> None:
    assert next(wrapped("海关管理部门提议建立试点，由九个部门参加数据交换", "zh")) == "海关管理部门提议建立试点，"


@given(
    st.text(st.sampled_from("海关、。「」ABC 1.5กำเี้ ันกข가나 اب"), max_size=120),
    st.sampled_from(["zh", "ja", "th", "ko", "ar", "en"]),
)
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, language: str) -> None:
    lines = list(wrapped(text, language))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line and width(line) <= columns(language) for line in lines)


def test_names_and_figures_stand_apart_in_arabic_and_nowhere_else() -> None:
    apart = [piece for piece, is_apart in runs(ARABIC, "ar") if is_apart]
    assert apart == ["World Customs Organization", "WCO", "+5.3%", "2024-2025", "ISO 9001:2015"]
    assert "".join(piece for piece, _ in runs(ARABIC, "ar")) == ARABIC
    assert list(runs("AEO 2024-2025", "en")) == [("AEO 2024-2025", False)]
    page = minutes_html(minutes(entry(ARABIC, lang="ar"))).decode()
    assert '<p lang="ar" dir="rtl">' in page and '<bdi dir="ltr">2024-2025</bdi>' in page


def test_arabic_subtitles_run_from_right_to_left_even_where_a_line_begins_with_a_latin_name() -> None:
    assert marked("WCO تؤيد", "ar") == "\u200f\u200eWCO\u200e تؤيد\u200f"
    assert marked("WCO agrees", "en") == "WCO agrees"
    made = minutes_srt(minutes(entry("WCO تؤيد 2024-2025.", lang="ar"))).decode()
    assert "\u200fAna Exemplo: \u200f\u200eWCO\u200e" in made and "\u200e2024-2025\u200e" in made
