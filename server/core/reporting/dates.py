"""Days by which something is to be done, as people say them. Pure: the day of the meeting comes in as a value."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from server.core.drafting.figures import MONTHS, ORDINALS

_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve".split(),
    "pt": "um duas três quatro cinco seis sete oito nove dez onze doze".split(),
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze".split(),
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce".split(),
}
_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday".split(),
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}
# What stands before a day: "by", "before", "until", "on"; the words are kept in what was said.
_BEFORE = {
    "en": r"(?:by|before|until|till|no later than|not later than|on|in|at|for|from|starting(?: on)?|as of|due)",
    "pt": r"(?:até|antes de|antes do|o mais tardar|no|em|a partir de)",
    "fr": r"(?:avant|d['’]ici(?: à| au)?|jusqu['’](?:à|au)|au plus tard|le|en|à partir du|à compter du|pour)",
    "es": r"(?:antes del?|hasta|a más tardar|el|en|para|a partir del?)",
}
_END = {
    "en": r"(?:the )?(?P<part>end|middle|beginning) of ",
    "pt": r"(?:o |ao )?(?P<part>final|fim|meados|início) de ",
    "fr": r"(?:la )?(?P<part>fin|mi|début)(?: de|-| )?(?:d['’])? ?",
    "es": r"(?:el |los )?(?P<part>final(?:es)?|fin(?:es)?|mediados|principios) de ",
}
_LINK = {"en": r"(?:,? (?:of )?)?", "pt": r"(?: de)?", "fr": r"", "es": r"(?: de(?:l)?)?"}
_PERIOD = {
    "en": r"(?P<how>next|this|the following|following|coming) (?P<unit>week|month|year)",
    "pt": r"(?P<how>próxim[oa]|est[ea]) (?P<unit>semana|mês|ano)",
    "fr": r"(?:la |le |l['’])?(?P<unit>semaine|mois|année) (?P<how>prochain\w*)",
    "es": r"(?:el |la )?(?P<how>próxim[oa]|est[ea]) (?P<unit>semana|mes|año)",
}
_WITHIN = {
    "en": r"(?:within|in) (?:the next )?(?P<count>\d+|{n}|a) (?P<unit>days?|weeks?|months?)",
    "pt": r"(?:dentro de|em|no prazo de) (?P<count>\d+|{n}|uma) (?P<unit>dias?|semanas?|mes(?:es)?|mês)",
    "fr": r"(?:dans|d['’]ici|sous) (?P<count>\d+|{n}|une) (?P<unit>jours?|semaines?|mois)",
    "es": r"(?:dentro de|en|en un plazo de) (?P<count>\d+|{n}|una) (?P<unit>días?|semanas?|mes(?:es)?)",
}
_SOON = {
    "en": {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2},
    "pt": {"hoje": 0, "amanhã": 1},
    "fr": {"aujourd'hui": 0, "aujourd’hui": 0, "demain": 1},
    "es": {"hoy": 0, "mañana": 1},
}
# Days that nobody can give a date yet, but that a reader wants to see.
_LOOSE = {
    "en": r"(?:by|before|until|at|for) (?:the|our) next (?:meeting|call|session|roundtable)|as soon as possible|every month|monthly",
    "pt": r"(?:até|antes da|na) (?:nossa )?próxima (?:reunião|sessão)|o mais (?:cedo|depressa) possível|todos os meses",
    "fr": r"(?:avant|lors de|à|d['’]ici) (?:la|notre) prochaine (?:réunion|session)|dès que possible|tous les mois|chaque mois",
    "es": r"(?:antes de|hasta|en) (?:la|nuestra) próxima (?:reunión|sesión)|lo antes posible|todos los meses|cada mes",
}


@dataclass(frozen=True, slots=True)
class Due:
    """``said``: the words for it. ``day``: ISO 8601, a day or a month ("2027-05"), empty where none can be told."""

    said: str
    day: str


def due(text: str, language: str, today: datetime.date | None) -> Due | None:
    """The last day that ``text`` names, else None. Without ``today`` only days that say their year can be told."""
    if language not in MONTHS:
        return None
    for find in (_dated, _within, _weekday, _period, _soon):
        found = find(text, language, today)
        if found is not None:
            return found
    loose = re.search(_LOOSE[language], text, re.IGNORECASE)
    return Due(loose.group(), "") if loose else None


def _dated(text: str, language: str, today: datetime.date | None) -> Due | None:
    """A day of a month, or a month: "by 31 March", "before the fifteenth of November 2027", "in May 2027"."""
    months = MONTHS[language].split()
    month = rf"(?P<month>{'|'.join(months)})"
    ordinal = "|".join(sorted(ORDINALS, key=len, reverse=True))
    day = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th|º|er)?|{ordinal if language == 'en' else 'primeiro|premier|primero'})"
    year = rf"(?:{_LINK[language]} (?P<year>20\d\d))?"
    joint = {"en": r"(?: of)? ", "pt": r"(?: de)? ", "fr": r" ", "es": r"(?: de)? "}[language]
    forms = [rf"{day}{joint}{month}\b{year}"]
    if language == "en":
        forms.append(rf"{month} (?:the )?{day}\b{year}")
    forms.append(rf"(?:{_END[language]})?{month}\b{year}")
    best: re.Match[str] | None = None
    for form in forms:
        for match in re.finditer(rf"(?:\b{_BEFORE[language]} (?:the |o dia |el |le )?)?\b{form}", text, re.IGNORECASE):
            # "May" and "march" are months only with a capital.
            if language == "en" and match["month"] in ("may", "march"):
                continue
            best = match
        if best is not None:
            break
    if best is None:
        return None
    return Due(best.group().strip(), _iso(best.groupdict(), months, today, best.group()))


def _iso(told: dict[str, str | None], months: list[str], today: datetime.date | None, said: str) -> str:
    month = months.index((told["month"] or "").casefold()) + 1
    day = _number(told.get("day"))
    said_year = told.get("year")
    year = int(said_year) if said_year else _coming(month, day, today)
    if not year:
        return ""
    if day is None:
        return _of_month(year, month, told.get("part"), said)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _of_month(year: int, month: int, part: str | None, said: str) -> str:
    """ "Before December" ends with November; "the end of June" is its last day."""
    if part and part.casefold().startswith(("end", "fin", "fim")):
        return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    if re.match(r"(?:before|antes|avant)\b", said, re.IGNORECASE):
        return (datetime.date(year, month, 1) - datetime.timedelta(days=1)).isoformat()
    return f"{year}-{month:02}"


def _coming(month: int, day: int | None, today: datetime.date | None) -> int | None:
    """The year in which the day comes next."""
    if today is None:
        return None
    is_past = (month, day or 31) < (today.month, today.day)
    return today.year + (1 if is_past else 0)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    low = text.casefold()
    return ORDINALS.index(low) + 1 if low in ORDINALS else 1


def _within(text: str, language: str, today: datetime.date | None) -> Due | None:
    names = _NUMBERS[language]
    match = re.search(rf"\b{_WITHIN[language].format(n='|'.join(names))}\b", text, re.IGNORECASE)
    if match is None:
        return None
    count, unit = match["count"].casefold(), match["unit"].casefold()
    number = int(count) if count.isdigit() else (names.index(count) + 1 if count in names else 1)
    if today is None:
        return Due(match.group(), "")
    if unit.startswith(("month", "mes", "mês", "mois")):
        return Due(match.group(), _months_on(today, number).isoformat())
    days = number * (7 if unit[0] in "ws" else 1)
    return Due(match.group(), (today + datetime.timedelta(days=days)).isoformat())


def _months_on(today: datetime.date, count: int) -> datetime.date:
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _weekday(text: str, language: str, today: datetime.date | None) -> Due | None:
    names = _WEEKDAYS[language]
    match = re.search(
        rf"\b(?:{_BEFORE[language]} )?(?:next |this |próxima |la próxima |o |a )?(?P<name>{'|'.join(names)})\b(?: prochain)?",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    if today is None:
        return Due(match.group().strip(), "")
    ahead = (names.index(match["name"].casefold()) - today.weekday() - 1) % 7 + 1
    return Due(match.group().strip(), (today + datetime.timedelta(days=ahead)).isoformat())


def _period(text: str, language: str, today: datetime.date | None) -> Due | None:
    """ "Next week" is due with its Sunday, "next month" with its last day."""
    match = re.search(
        rf"\b(?:{_BEFORE[language]} )?(?:{_END[language]})?(?:the |a |o )?{_PERIOD[language]}\b", text, re.IGNORECASE
    )
    if match is None:
        return None
    if today is None:
        return Due(match.group().strip(), "")
    unit, ahead = match["unit"].casefold(), 0 if re.match(r"this|est", match["how"], re.IGNORECASE) else 1
    if unit.startswith(("week", "sem")):
        day = today + datetime.timedelta(days=6 - today.weekday() + 7 * ahead)
    elif unit.startswith(("month", "m")):
        first = _months_on(today.replace(day=1), ahead)
        day = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    else:
        day = datetime.date(today.year + ahead, 12, 31)
    return Due(match.group().strip(), day.isoformat())


def _soon(text: str, language: str, today: datetime.date | None) -> Due | None:
    for word, days in sorted(_SOON[language].items(), key=lambda each: -len(each[0])):
        match = re.search(rf"\b{word}\b", text, re.IGNORECASE)
        if match is not None:
            day = (today + datetime.timedelta(days=days)).isoformat() if today else ""
            return Due(match.group(), day)
    return None
