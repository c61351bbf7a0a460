"""What a draft in Arabic may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " و",
    "comma": "، ",
    "opening:communique": "نحن، رؤساء إدارات الجمارك في {parties}، وقد اجتمعنا في “{title}”",
    "opening:resolution": "إن المائدة المستديرة “{title}” لإدارات الجمارك في {parties}",
    "proposal": " {verb} باقتراح {who}: ",
    "added": "، مع إضافة: ",
    "figures": "{participle} بما ذكرته {who}: ",
    "supported": "، بتأييد من {who}",
    "no_objection": "، دون اعتراض من {who}",
    "corrected": " (رقم مصحح)",
    "withdrawn": "، وقد سحبت {who} كلامها",
    "hold:reserve": "{who}، تحفظ: ",
    "hold:object": "{who}، اعتراض: ",
    "hold:amend": "{who}، تعديل: ",
    "hold:disassociate": "{who}، عدم انضمام: ",
    "hold:condition": "{who}، شرط: ",
    "hold:unclear": "{who}، يحتاج إلى توضيح: ",
    "doubtful": "تحفظات واعتراضات لم يتأكد الاقتراح المقصود بها:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "متحدث غير معروف",
    "not translated": "غير مترجم",
    "rough": "ترجمة تقريبية لـ",
    "opening:communique:many": "نحن، رؤساء إدارات الجمارك وعددها {n}، وقد اجتمعنا في “{title}”",
    "opening:resolution:many": "إن المائدة المستديرة “{title}” لإدارات الجمارك وعددها {n}",
    "commitment:resolution": " {verb} بالتزام {who}: ",
    "intention:resolution": " {verb} بنية {who}: ",
    "commitment:communique": "تلتزم {who}: ",
    "intention:communique": "تعتزم {who}: ",
    "supported:many": "، بتأييد {n} من الوفود",
    "no_objection:many": "، دون اعتراض من {n} من الوفود",
    "also_said": "، وقد قالت أيضا ",
    "experience": "تجارب بشأن {theme}: ",
    "experience:general": "تجارب: ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "نحيط علما", "welcome": "نرحب"},
    "resolution": {"take note": "تحيط علما", "welcome": "ترحب"},
}
PARTICIPLE = "وإذ نحيط علما"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = ("نلتزم", "تلتزم", "سوف", "ستقوم", "سنقوم", "قرر")
SPOKEN: Mapping[str, str] = {
    "ar": "بالعربية", "de": "بالألمانية", "en": "بالإنجليزية", "es": "بالإسبانية", "fr": "بالفرنسية",
    "it": "بالإيطالية", "ja": "باليابانية", "ko": "بالكورية", "pt": "بالبرتغالية", "ru": "بالروسية",
    "zh": "بالصينية",
}  # fmt: skip
