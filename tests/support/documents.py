"""Records for the tests of documents: invented administrations, real scripts, hostile text."""

from __future__ import annotations

import os
from pathlib import Path

from server.documents.records import Entry, MinutesRecord
from server.documents.statement_record import StatementParagraph, StatementRecord

ROOT = Path(__file__).resolve().parents[2]
SHA256 = "0123456789abcdef" * 4
HOSTILE = (
    '#set page(fill: red) #panic("x") #read("/etc/passwd") $x^2$ *bold* _it_ `raw` = not a heading <label> '
    "@ref \\ // note </p><script>alert(1)</script> & ]]> <v Mallory> --> {{7*7}} %s"
)


def fonts_folder() -> Path:
    """Where set-up puts the fonts."""
    return Path(os.environ.get("ROUNDTABLE_INSTANCE", ROOT / "instance")) / "fonts"


def paragraph(
    text: str, number: str = "", owners: tuple[str, ...] = (), sources: tuple[str, ...] = ()
) -> StatementParagraph:
    """An operative paragraph when it has a number, else a preambular one."""
    return StatementParagraph(number, "operative" if number else "preambular", text, owners, sources)


def statement(language: str = "en", adopted: bool = False, *paragraphs: StatementParagraph) -> StatementRecord:
    """A statement on invented business."""
    return StatementRecord(
        title=TITLES[language],
        subtitle="",
        language=language,
        parties=("KR", "BR", "FR"),
        status="adopted" if adopted else "negotiation",
        sha256=SHA256 if adopted else None,
        adopted_at="2031-05-18T07:12:00+00:00" if adopted else None,
        paragraphs=paragraphs or TEXTS[language],
        direction="rtl" if language == "ar" else "ltr",
    )


def entry(text: str, start_ms: int = 0, end_ms: int = 4_000, **more: object) -> Entry:
    """Something that the delegate of Brazil said."""
    given = {"id": "s1", "speaker": "Ana Exemplo", "delegation": "BR", "lang": "en", **more}
    return Entry(start_ms=start_ms, end_ms=end_ms, text=text, **given)  # type: ignore[arg-type]


def minutes(*entries: Entry, language: str = "en") -> MinutesRecord:
    """Minutes of an invented session."""
    return MinutesRecord("Session of the test", "2031-05-18", (language,), entries)


TITLES = {
    "en": "Joint Declaration of the Test Roundtable",
    "ko": "시험 원탁회의 공동 선언",
    "ar": "إعلان المائدة المستديرة التجريبية",
    "zh": "测试圆桌会议联合声明",
    "ru": "Совместное заявление пробного круглого стола",
}
TEXTS = {
    "en": (
        paragraph("Recalling that 4.2 million consignments were cleared, of which 91 percent within ninety minutes,"),
        paragraph("Encourages the exchange of data [provided that a written agreement protects it];", "1", ("FR",)),
        paragraph("Decides to report before 30 June 2032.", "2", (), ("Ana Exemplo, 00:03:12 (s7)",)),
    ),
    "ko": (
        paragraph("420만 건의 화물이 통관되었고 그중 91퍼센트가 90분 이내에 반출되었음을 상기하며,"),
        paragraph("위험 정보 교환을 위한 작업반을 설치하기로 결정한다.", "1"),
    ),
    "ar": (
        paragraph("نحن رؤساء إدارات الجمارك المجتمعين، إذ نشير إلى أن 4.2 مليون شحنة عبرت،"),
        paragraph("نقرر إنشاء فريق عامل معني بتبادل البيانات قبل 30 يونيو 2032.", "1"),
    ),
    "zh": (
        paragraph("忆及共放行420万票货物，其中91%在九十分钟内放行，"),
        paragraph("决定设立数据交换工作组。", "1"),
    ),
    "ru": (
        paragraph("напоминая, что было выпущено 4,2 млн партий, из них 91 процент за девяносто минут,"),
        paragraph("постановляют учредить рабочую группу по обмену данными.", "1"),
    ),
}
