"""What a draft in Russian may add to what was said. Names stand in the nominative, in parentheses or before a colon."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " и ",
    "comma": ", ",
    "opening:communique": "Мы, руководители таможенных администраций ({parties}), собравшись на встречу “{title}”",
    "opening:resolution": "Круглый стол таможенных администраций ({parties}) “{title}”",
    "proposal": " {verb} предложение ({who}): ",
    "added": ", с добавлением: ",
    "figures": "{participle} сказанное ({who}): ",
    "supported": ", поддержали: {who}",
    "no_objection": ", не возражают: {who}",
    "corrected": " (цифра исправлена)",
    "withdrawn": ", сказанное снято ({who})",
    "hold:reserve": "{who}, оговорка: ",
    "hold:object": "{who}, возражение: ",
    "hold:amend": "{who}, поправка: ",
    "hold:disassociate": "{who}, неприсоединение: ",
    "hold:condition": "{who}, условие: ",
    "hold:unclear": "{who}, требует уточнения: ",
    "doubtful": "Оговорки и возражения, относительно которых не ясно, к какому предложению они относятся:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "неустановленный оратор",
    "not translated": "без перевода",
    "rough": "черновой перевод, в оригинале:",
    "opening:communique:many": "Мы, руководители таможенных администраций (всего {n}), собравшись на встречу “{title}”",
    "opening:resolution:many": "Круглый стол таможенных администраций (всего {n}) “{title}”",
    "commitment:resolution": " {verb} обязательство ({who}): ",
    "intention:resolution": " {verb} намерение ({who}): ",
    "commitment:communique": "Обязательство ({who}): ",
    "intention:communique": "Намерение ({who}): ",
    "supported:many": ", поддержали делегации (всего {n})",
    "no_objection:many": ", не возражают делегации (всего {n})",
    "also_said": ", сказано также: ",
    "experience": "Обмен опытом ({theme}): ",
    "experience:general": "Обмен опытом: ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "Мы принимаем к сведению", "welcome": "Мы приветствуем"},
    "resolution": {"take note": "Принимает к сведению", "welcome": "Приветствует"},
}
PARTICIPLE = "Принимая к сведению"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = (
    " обязу", " обеща", " гарантиру", " буд", " возьм", " беру", " берём", " берем", " договор", " решил", " провед",
    " предостав", " откро", " направ", " опублику", " организу", " примем ", " примет ", " обеспеч", " назнач",
    " созда", " начн", " передад", " подготов", " пришл",
)  # fmt: skip
SPOKEN: Mapping[str, str] = {
    "ar": "по-арабски", "de": "по-немецки", "en": "по-английски", "es": "по-испански", "fr": "по-французски",
    "it": "по-итальянски", "ja": "по-японски", "ko": "по-корейски", "pt": "по-португальски", "ru": "по-русски",
    "zh": "по-китайски",
}  # fmt: skip
