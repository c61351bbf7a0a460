"""What a draft in Chinese may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": "和",
    "comma": "、",
    "opening:communique": "我们，{parties}海关当局负责人，在“{title}”会议上",
    "opening:resolution": "{parties}海关当局圆桌会议“{title}”",
    "proposal": " {verb}{who}的提案：",
    "added": "，并补充：",
    "figures": "{participle}{who}所述：",
    "supported": "，获{who}支持",
    "no_objection": "，{who}不反对",
    "corrected": "（数字已更正）",
    "withdrawn": "，{who}已撤回",
    "hold:reserve": "{who}，保留：",
    "hold:object": "{who}，反对：",
    "hold:amend": "{who}，修正：",
    "hold:disassociate": "{who}，不加入：",
    "hold:condition": "{who}，条件：",
    "hold:unclear": "{who}，待澄清：",
    "doubtful": "尚不确定针对哪项提案的保留和反对意见：",
    "conflict": "{who}：",
    "unread": "{who}：",
    "unknown": "身份不明的发言者",
    "not translated": "未翻译",
    "rough": "粗略译文，原文：",
    "opening:communique:many": "我们，{n}个海关当局的负责人，在“{title}”会议上",
    "opening:resolution:many": "{n}个海关当局的圆桌会议“{title}”",
    "commitment:resolution": " {verb}{who}的承诺：",
    "intention:resolution": " {verb}{who}的意向：",
    "commitment:communique": "{who}承诺：",
    "intention:communique": "{who}有意：",
    "supported:many": "，获{n}个代表团支持",
    "no_objection:many": "，{n}个代表团不反对",
    "also_said": "，另称",
    "experience": "关于{theme}的经验交流：",
    "experience:general": "经验交流：",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "我们注意到", "welcome": "我们欢迎"},
    "resolution": {"take note": "注意到", "welcome": "欢迎"},
}
PARTICIPLE = "注意到"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = ("将", "承诺", "保证", "决定", "同意", "我们会", "中方会", "我方会", "负责")
SPOKEN: Mapping[str, str] = {
    "ar": "阿拉伯语", "de": "德语", "en": "英语", "es": "西班牙语", "fr": "法语", "it": "意大利语", "ja": "日语",
    "ko": "韩语",
    "pt": "葡萄牙语", "ru": "俄语", "zh": "中文",
}  # fmt: skip
