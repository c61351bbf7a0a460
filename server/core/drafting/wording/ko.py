"""What a draft in Korean may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " 및 ",
    "comma": ", ",
    "opening:communique": "우리 {parties} 관세당국의 장들은 “{title}”에 모여",
    "opening:resolution": "{parties} 관세당국의 라운드테이블 “{title}”은",
    "proposal": " {who}의 제안{verb}: ",
    "added": ", 덧붙여: ",
    "figures": "{who}의 발언{participle}: ",
    "supported": ", 지지: {who}",
    "no_objection": ", 이의 없음: {who}",
    "corrected": " (수치 정정)",
    "withdrawn": ", 철회: {who}",
    "hold:reserve": "{who}, 유보: ",
    "hold:object": "{who}, 반대: ",
    "hold:amend": "{who}, 수정 요청: ",
    "hold:disassociate": "{who}, 불참: ",
    "hold:condition": "{who}, 조건: ",
    "hold:unclear": "{who}, 확인할 발언: ",
    "doubtful": "어느 제안에 대한 것인지 확실하지 않은 유보와 반대:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "확인되지 않은 발언자",
    "not translated": "번역되지 않음",
    "rough": "대략적인 번역, 원문:",
    "opening:communique:many": "우리 {n}개 관세당국의 장들은 “{title}”에 모여",
    "opening:resolution:many": "{n}개 관세당국의 라운드테이블 “{title}”은",
    "commitment:resolution": " {who}의 약속{verb}: ",
    "intention:resolution": " {who}의 의향{verb}: ",
    "commitment:communique": "{who}의 약속: ",
    "intention:communique": "{who}의 의향: ",
    "supported:many": ", {n}개 대표단 지지",
    "no_objection:many": ", {n}개 대표단 이의 없음",
    "also_said": ", 다른 발언: ",
    "experience": "{theme}에 관한 경험: ",
    "experience:general": "공유된 경험: ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "에 주목한다", "welcome": "을 환영한다"},
    "resolution": {"take note": "에 주목한다", "welcome": "을 환영한다"},
}
PARTICIPLE = "을 유념하며"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = ("약속", "하겠", "할 것", "결정", "합의")
SPOKEN: Mapping[str, str] = {
    "ar": "아랍어", "de": "독일어", "en": "영어", "es": "스페인어", "fr": "프랑스어", "it": "이탈리아어",
    "ja": "일본어", "ko": "한국어",
    "pt": "포르투갈어", "ru": "러시아어", "zh": "중국어",
}  # fmt: skip
