"""Verbs of statements by language: what a paragraph opens with, and how strongly it binds. Tables only.

Each cell: the form of a resolution, the form of a communique, the participle of the preamble, then other wordings that
are understood and never written; a form that a language does not have is empty.
"""

# ruff: noqa: E501 (tables of words in many scripts)

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Weak to strong; a translation must not move a rung.
LADDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "note": ("take note", "welcome", "commend"),
        "ask": ("invite", "encourage", "call upon", "urge", "request", "decide"),
        "modal": ("may", "intend", "should", "will", "shall"),
    }
)

_OPENINGS = """
take note|Takes note of|We take note of|Taking note of|Takes note|We note|Noting
|fr|Prend note de|Nous prenons note de|Prenant note de|Prend acte de|Nous prenons acte de|Prenant acte de|Notant|Nous notons
|es|Toma nota de|Tomamos nota de|Tomando nota de|Observando|Toma nota|Tomamos nota
|pt|Toma nota de|Tomamos nota de|Tomando nota de|Toma nota|Toma conhecimento de|Notamos|Tomamos nota
|ru|Принимает к сведению|Мы принимаем к сведению|Принимая к сведению|Отмечает|Отмечаем|Отмечая|Принимаем к сведению
|ar|تحيط علما بـ|نحيط علما بـ|وإذ تحيط علما بـ|تحيط علما|نحيط علما|تلاحظ|نلاحظ|وإذ تلاحظ|وإذ تحيط علما|تحيط علماً|نحيط علماً
|zh|注意到|我们注意到|注意到
|ko|주목한다|우리는 주목한다|유념하며|유의한다|유의하며|주목하며|주목합니다|유의합니다
welcome|Welcomes|We welcome|Welcoming
|fr|Se félicite de|Nous nous félicitons de|Se félicitant de|Accueille avec satisfaction|Accueille favorablement|Nous accueillons|Nous saluons|Salue|Saluant|Accueillant|Se félicite|Nous nous félicitons|Accueille
|es|Acoge con beneplácito|Acogemos con beneplácito|Acogiendo con beneplácito|Acoge con satisfacción|Acogemos con satisfacción|Celebra|Celebramos|Da la bienvenida|Damos la bienvenida|Acogemos|Acoge
|pt|Acolhe com satisfação|Acolhemos com satisfação|Acolhendo com satisfação|Congratula-se|Congratulamo-nos|Saudamos|Saúda|Saudando|Acolhe|Acolhemos|Damos as boas-vindas|Dá as boas-vindas
|ru|Приветствует|Мы приветствуем|Приветствуя|Приветствуем
|ar|ترحب بـ|نرحب بـ|وإذ ترحب بـ|ترحب|نرحب|وإذ ترحب|ونرحب
|zh|欢迎|我们欢迎|欢迎
|ko|환영한다|우리는 환영한다|환영하며|환영합니다
commend|Commends|We commend|Commending|Praises|We praise|Applauds|We applaud
|fr|Félicite|Nous félicitons|Félicitant|Loue|Rend hommage|Nous rendons hommage
|es|Encomia|Encomiamos|Encomiando|Elogia|Elogiamos|Felicita|Felicitamos
|pt|Louva|Louvamos|Louvando|Elogia|Elogiamos|Felicita|Felicitamos
|ru|Высоко оценивает|Мы высоко оцениваем|Высоко оценивая|Дает высокую оценку|Высоко оцениваем|Выражает признательность
|ar|تثني على|نثني على|وإذ تثني على|تشيد|نشيد|وإذ تشيد
|zh|赞扬|我们赞扬|赞扬|表彰|赞赏|我们赞赏|高度评价
|ko|치하한다|우리는 치하한다|치하하며|높이 평가한다|찬사를 보낸다|칭찬한다|치하합니다|높이 평가합니다
invite|Invites|We invite|Inviting
|fr|Invite|Nous invitons|Invitant
|es|Invita a|Invitamos a|Invitando a|Invita|Invitamos
|pt|Convida|Convidamos|Convidando
|ru|Предлагает|Мы предлагаем|Предлагая|Приглашает|Приглашаем|Предлагаем
|ar|تدعو|ندعو|وإذ تدعو
|zh|邀请|我们邀请|邀请|请
|ko|초청한다|우리는 초청한다|초청하며|권고한다|초대한다|요청드린다|초청합니다|권고합니다
encourage|Encourages|We encourage|Encouraging
|fr|Encourage|Nous encourageons|Encourageant
|es|Alienta a|Alentamos a|Alentando a|Alienta|Alentamos|Anima a|Animamos a
|pt|Incentiva|Incentivamos|Incentivando|Encoraja|Encorajamos|Encorajando|Estimula
|ru|Рекомендует|Мы рекомендуем|Рекомендуя|Поощряет|Поощряем|Призывает поощрять|Побуждает|Рекомендуем|Мы поощряем
|ar|تشجع|نشجع|وإذ تشجع
|zh|鼓励|我们鼓励|鼓励
|ko|장려한다|우리는 장려한다|장려하며|격려한다|독려한다|권장한다|장려합니다|격려합니다
call upon|Calls upon|We call upon|Calling upon|Calls on|We call on|Appeals to|We appeal to
|fr|Engage|Nous engageons|Engageant|Demande à|Nous appelons|Appelle|Demandons à|Nous demandons à
|es|Exhorta a|Exhortamos a|Exhortando a|Exhorta|Exhortamos|Hace un llamamiento|Hacemos un llamamiento|Pedimos a|Llama a|Llamamos a
|pt|Apela a|Apelamos a|Apelando a|Apela|Apelamos|Insta|Conclama|Conclamamos|Exorta|Exortamos
|ru|Призывает|Мы призываем|Призывая|Призываем
|ar|تهيب بـ|نهيب بـ|وإذ تهيب بـ|تهيب|نهيب|تدعو|ندعو|تناشد|نناشد
|zh|呼吁|我们呼吁|呼吁
|ko|촉구한다|우리는 촉구한다|촉구하며|호소한다|촉구합니다|호소합니다|요구한다
urge|Urges|We urge|Urging|Strongly urges|We strongly urge
|fr|Exhorte|Nous exhortons|Exhortant|Prie instamment|Nous prions instamment|Demande instamment|Engage vivement|Demandons instamment|Engage instamment
|es|Insta a|Instamos a|Instando a|Insta|Instamos
|pt|Exorta|Exortamos|Exortando|Insta|Instamos|Exorta a|Insta a
|ru|Настоятельно призывает|Мы настоятельно призываем|Настоятельно призывая|Настоятельно призываем
|ar|تحث|نحث|وإذ تحث
|zh|敦促|我们敦促|敦促|促请
|ko|강력히 촉구한다|우리는 강력히 촉구한다|강력히 촉구하며|촉구한다|촉구하며|촉구합니다
request|Requests|We request|Requesting|Asks|We ask
|fr|Prie|Nous prions|Priant|Demande|Nous demandons|Demandant|Demande à
|es|Solicita|Solicitamos|Solicitando|Pide|Pedimos|Pidiendo
|pt|Solicita|Solicitamos|Solicitando|Pede|Pedimos|Requer
|ru|Просит|Мы просим|Прося|Просим
|ar|تطلب إلى|نطلب إلى|وإذ تطلب إلى|تطلب|نطلب
|zh|请|我们请|请|要求|我们要求|请求
|ko|요청한다|우리는 요청한다|요청하며|요청합니다
decide|Decides|We decide|Deciding|We have decided|Resolves|We resolve
|fr|Décide|Nous décidons|Décidant|Nous avons décidé
|es|Decide|Decidimos|Decidiendo|Resuelve|Hemos decidido
|pt|Decide|Decidimos|Decidindo|Resolve|Resolvemos
|ru|Постановляет|Мы постановляем|Постановляя|Решает|Постановляем|Мы решили
|ar|تقرر|نقرر|وإذ تقرر|قررنا
|zh|决定|我们决定|决定
|ko|결정한다|우리는 결정한다|결정하며|결정합니다|결의한다
agree|Agrees|We agree|Agreeing|We have agreed
|fr|Convient|Nous convenons|Convenant|Nous sommes convenus|Convenons|Nous sommes d’accord|Accepte
|es|Conviene en|Convenimos|Conviniendo en|Acuerda|Acordamos|Conviene|Estamos de acuerdo|Hemos convenido
|pt|Concorda|Concordamos|Concordando|Acorda|Acordamos|Acordámos
|ru|Соглашается|Мы соглашаемся|Соглашаясь|Договариваются|Мы договорились|Договорились|Соглашаемся|Мы согласны
|ar|تتفق على|نتفق على|وإذ تتفق على|نتفق|اتفقنا|توافق|نوافق
|zh|同意|我们同意|同意|商定|我们商定
|ko|합의한다|우리는 합의한다|합의하며|동의한다|합의합니다|동의합니다|합의했다
commit|Commits to|We commit to|Committing to|We commit ourselves|We undertake|Undertakes|We pledge|Pledges|Commits
|fr|S’engage à|Nous nous engageons à|S’engageant à|S'engage|Nous nous engageons
|es|Se compromete a|Nos comprometemos a|Comprometiéndose a|Se compromete|Nos comprometemos
|pt|Compromete-se a|Comprometemo-nos a|Comprometendo-se a|Compromete-se|Comprometemo-nos|Nos comprometemos
|ru|Обязуется|Мы обязуемся|Обязуясь|Обязуемся|Берем на себя обязательство|Мы берем на себя обязательство
|ar|تلتزم بـ|نلتزم بـ|وإذ تلتزم بـ|تلتزم|نلتزم|نتعهد|تتعهد
|zh|承诺|我们承诺|承诺
|ko|약속한다|우리는 약속한다|약속하며|다짐한다|공약한다|약속합니다|노력하기로 한다
emphasize|Emphasizes|We emphasize|Emphasizing|Stresses|We stress|Stressing|Underlines|We underline|Underlining|Emphasises|We emphasise|Emphasising
|fr|Souligne|Nous soulignons|Soulignant|Insiste sur|Nous insistons sur
|es|Pone de relieve|Ponemos de relieve|Poniendo de relieve|Subraya|Subrayamos|Subrayando|Destaca|Destacamos|Destacando|Recalca|Hace hincapié|Hacemos hincapié
|pt|Salienta|Salientamos|Salientando|Sublinha|Sublinhamos|Sublinhando|Enfatiza|Enfatizamos|Ressalta|Destaca|Destacamos
|ru|Подчеркивает|Мы подчеркиваем|Подчеркивая|Подчёркивает|Подчёркиваем|Подчёркивая|Подчеркиваем
|ar|تشدد على|نشدد على|وإذ تشدد على|تؤكد|نؤكد|تشدد|نشدد|وإذ تؤكد
|zh|强调|我们强调|强调
|ko|강조한다|우리는 강조한다|강조하며|재강조한다|강조합니다
condemn|Condemns|We condemn|Condemning
|fr|Condamne|Nous condamnons|Condamnant
|es|Condena|Condenamos|Condenando
|pt|Condena|Condenamos|Condenando
|ru|Осуждает|Мы осуждаем|Осуждая|Осуждаем
|ar|تدين|ندين|وإذ تدين
|zh|谴责|我们谴责|谴责
|ko|규탄한다|우리는 규탄한다|규탄하며|비난한다|규탄합니다
recall|Recalls|We recall|Recalling
|fr|Rappelle|Nous rappelons|Rappelant
|es|Recuerda|Recordamos|Recordando
|pt|Recorda|Recordamos|Recordando|Relembra|Lembra|Lembrando|Relembrando
|ru|Напоминает|Мы напоминаем|Ссылаясь на|Напоминая|Ссылаясь|Напоминаем
|ar|تشير إلى|نشير إلى|وإذ تشير إلى|تستذكر|نستذكر|وإذ تستذكر|تذكر
|zh|回顾|我们回顾|回顾
|ko|상기한다|우리는 상기한다|상기하며|상기합니다
reaffirm|Reaffirms|We reaffirm|Reaffirming
|fr|Réaffirme|Nous réaffirmons|Réaffirmant
|es|Reafirma|Reafirmamos|Reafirmando
|pt|Reafirma|Reafirmamos|Reafirmando
|ru|Вновь подтверждает|Мы вновь подтверждаем|Вновь подтверждая|Подтверждает|Подтверждая|Подтверждаем
|ar|تؤكد من جديد|نؤكد من جديد|وإذ تؤكد من جديد|تعيد تأكيد|نعيد تأكيد|تؤكد مجددا|نؤكد مجددا|تعيد التأكيد|نعيد التأكيد
|zh|重申|我们重申|重申
|ko|재확인한다|우리는 재확인한다|재확인하며|재확인합니다
recognize|Recognizes|We recognize|Recognizing|Recognises|We recognise|Recognising|Acknowledges|We acknowledge|Acknowledging
|fr|Reconnaît|Nous reconnaissons|Reconnaissant|Constate|Consciente
|es|Reconoce|Reconocemos|Reconociendo
|pt|Reconhece|Reconhecemos|Reconhecendo
|ru|Признает|Мы признаем|Признавая|Признаёт|Признаём
|ar|تسلم بأن|نسلم بأن|وإذ تسلّم بأن|تقر|نقر|تعترف|نعترف|وإذ تسلم|وإذ تدرك|ندرك|تسلم|نسلم
|zh|认识到|我们认识到|认识到|确认|承认|我们承认
|ko|인식한다|우리는 인식한다|인식하며|확인하면서|인정한다|인정하며|인식합니다|인정합니다
note with concern|Notes with concern|We note with concern|Noting with concern|Expresses concern|We express concern|Expresses its concern|Concerned
|fr|Note avec préoccupation|Nous notons avec préoccupation|Notant avec préoccupation|Constate avec préoccupation|Se déclare préoccupé|Nous notons avec inquiétude|Note avec inquiétude|Nous constatons avec inquiétude
|es|Observa con preocupación|Observamos con preocupación|Observando con preocupación|Toma nota con preocupación|Tomamos nota con preocupación|Expresa su preocupación|Expresamos|Notamos con preocupación|Señalamos con preocupación
|pt|Observa com preocupação|Observamos com preocupação|Observando com preocupação|Nota com preocupação|Notamos com preocupação|Manifesta preocupação|Constata com preocupação
|ru|Отмечает с обеспокоенностью|Мы отмечаем с обеспокоенностью|Отмечая с обеспокоенностью|С обеспокоенностью отмечает|Мы с обеспокоенностью отмечаем|С обеспокоенностью отмечая|Выражает обеспокоенность|С озабоченностью отмечает|Мы с озабоченностью отмечаем
|ar|تلاحظ مع القلق|نلاحظ مع القلق|وإذ تلاحظ مع القلق|تعرب عن القلق|نلاحظ بقلق|تلاحظ بقلق|نعرب عن قلقنا
|zh|关切地注意到|我们关切地注意到|关切地注意到|表示关切
|ko|우려한다|우리는 우려한다|우려하며|우려를 표한다|우려를 표명한다|우려합니다|우려를 가지고 주목한다
"""
# Binding words inside a sentence, weak to strong. One form may stand on several rungs: then only what is certain counts.
_MODALS = {
    "en": {"may": r"\bmay\b(?! \d)", "intend": r"\bintends?\b", "should": r"\bshould\b|\bought to\b", "will": r"\bwill\b", "shall": r"\bshall\b|\bmust\b|\b(?:is|are) required to\b|\bundertakes? to\b"},
    "fr": {"may": r"\bpeu(?:t|vent)\b|\bpourr(?:a|ont|ait|aient)\b", "intend": r"\b(?:entend(?:ent|ons)?|a l['’]intention|ont l['’]intention|avons l['’]intention) ", "should": r"\bdevr(?:ait|aient|ions)\b|\bconviendrait\b|\bconvient de\b", "will,shall": r"\bdevr(?:a|ont|ons)\b|\bdoi(?:t|vent)\b|\bdevons\b|\best tenue? de\b|\bsont tenu(?:e)?s de\b"},
    "es": {"may": r"\bpued(?:e|en)\b|\bpodr(?:á|án|ía|ían)\b", "intend": r"\btiene[n]? (?:la intención|previsto)\b|\btenemos la intención\b|\bse propone[n]?\b", "should": r"\bdeber(?:ía|ían|íamos)\b|\bconvendría\b", "will,shall": r"\bdeber(?:á|án|emos)\b|\bdebe[n]?\b|\bdebemos\b|\bha[n]? de\b|\btiene[n]? que\b"},
    "pt": {"may": r"\bpode[m]?\b|\bpoder(?:á|ão|ia|iam)\b", "intend": r"\bpretende(?:m|mos)?\b|\btenciona(?:m|mos)?\b|\bte(?:m|mos|êm) a intenção\b", "should": r"\bdeveria(?:m)?\b", "should,will,shall": r"\bdeve(?:m|mos)?\b|\bdever(?:á|ão)\b|\btem (?:de|que)\b"},
    "ru": {"may": r"\bмо(?:жет|гут|жем)\b|\bсмогут\b|\bвправе\b", "intend": r"\bнамерен(?:а|о|ы)?\b|\bнамереваются\b", "should": r"\bследует\b|\bследовало бы\b|\bнадлежит\b", "will,shall": r"\bдолж(?:ен|на|но|ны)\b|\bобязан(?:а|о|ы)?\b|\bнеобходимо\b"},
    "ar": {"may": r"(?<!\w)(?:و|ف)?(?:يجوز|يمكن|تستطيع|قد)(?!\w)", "intend": r"(?<!\w)(?:و)?[تين]عتزم(?:ون)?(?!\w)|(?<!\w)[تين]نوي(?!\w)", "should": r"(?<!\w)(?:و)?ينبغي(?!\w)", "will": r"(?<!\w)سوف(?!\w)", "shall": r"(?<!\w)(?:و)?(?:يجب|يتعين|يلتزم|تلتزم)(?!\w)"},
    "zh": {"may": r"可以|可能|(?<!许)可(?=[由在通])|得以", "intend": r"打算|拟|有意|准备", "should,shall": r"应当|应该|(?<![对响反供相适])应(?![用对急邀])", "will": r"将(?!军)", "shall": r"必须|须|不得|务必"},
    "ko": {"may": r"[할될갈질을] 수 있", "intend": r"의향|[할]? 예정|고자 한다|고자 합니다|계획이다", "should": r"바람직하|[야여] 할 것", "will": r"[할될] 것이다|[할될] 것입니다|하기로 한다", "should,shall": r"[야여] 한다|[야여] 합니다|[야여] 하며"},
}  # fmt: skip


def _read(table: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    key = ""
    for row in filter(None, table.splitlines()):
        first, *cells = row.split("|")
        if first:
            key, language, forms = first, "en", cells
        else:
            language, *forms = cells
        found.setdefault(key, {})[language] = tuple(forms)
    return MappingProxyType({key: MappingProxyType(forms) for key, forms in found.items()})


OPENINGS = _read(_OPENINGS)
MODALS: Mapping[str, Mapping[str, str]] = MappingProxyType(_MODALS)
WRITTEN = 3  # so many forms of a cell are written, the others are only understood
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar", "zh", "ko")
