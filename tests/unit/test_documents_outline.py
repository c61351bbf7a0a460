"""Summary, decisions and participants as Markdown, and the outline that all their files have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.documents.proceedings_markdown import proceedings_markdown
from server.documents.proceedings_outline import outline
from server.documents.records import (
    DecisionsRecord,
    Participant,
    ParticipantsRecord,
    RecordedItem,
    Source,
    SummaryRecord,
    clean,
)
from tests.support.documents import HOSTILE

SAID = (Source("s1", 61_000, "Ana Exemplo", "BR", "pt", "Propomos."),)
ITEMS = (
    RecordedItem(
        "i1", "summary", "Data exchange", "The representative of Brazil proposed a pilot.", True, sources=SAID
    ),
    RecordedItem("i2", "summary", "Data exchange", "It was agreed.", False, notes=("rough",)),
    RecordedItem(
        "i3", "decision", "", "A working group was set up.", True, ("BR",), "2032-06-30", "by summer", (), SAID
    ),
    RecordedItem("i4", "action", "", "Report on | the pilot.", False, ("BR", "KR"), "", "", (), SAID),
)


def of_kinds(*kinds: str) -> tuple[RecordedItem, ...]:
    return tuple(each for each in ITEMS if each.kind in kinds)


def test_a_summary_has_its_headings_its_brackets_and_where_it_was_said() -> None:
    made = proceedings_markdown(SummaryRecord("Day 1", "2031-05-18", "en", of_kinds("summary"))).decode()
    assert made.startswith('---\ntitle: "Day 1"\ndate: "2031-05-18"\nlanguages: ["en"]\n---\n\n# Day 1\n')
    assert made.count("## Data exchange") == 1
    assert "The representative of Brazil proposed a pilot.\n\n*Ana Exemplo, 00:01:01*" in made
    assert "\\[It was agreed.\\] *(rough machine translation)*" in made


def test_decisions_are_numbered_and_actions_are_a_table_with_owner_and_day() -> None:
    record = DecisionsRecord("Day 1", "", "en", of_kinds("decision", "action"))
    assert [section.points[0].number for section in outline(record).sections if section.points] == ["1"]
    made = proceedings_markdown(record).decode()
    assert "**1.** A working group was set up." in made and "June 30, 2032" in made
    rows = [row for row in made.splitlines() if row.startswith("|")]
    assert len(rows) == 3 and rows[2].startswith("| \\[Report on \\| the pilot.\\]<br>*Ana Exemplo")
    assert "Brazil, Republic of Korea" in rows[2]


def test_participants_have_their_people_and_times_and_an_empty_record_says_so() -> None:
    some = ParticipantsRecord(
        "Day 1", "", "en", (Participant("Brazil", "BR", "delegation", ("Ana",), ((61_000, 62_000),)),)
    )
    made = proceedings_markdown(some).decode()
    assert "Brazil<br>*Ana*" in made and "00:01:01" in made
    assert outline(ParticipantsRecord("Day 1", "", "en", ())).sections[0].points[0].text


@given(st.text(min_size=1, max_size=40).map(clean).filter(str.strip))
def test_any_text_stays_in_its_cell_and_in_its_paragraph(text: str) -> None:
    for words in (text, HOSTILE):
        items = (RecordedItem("i1", "action", "", words, True, (words,)),)
        made = proceedings_markdown(DecisionsRecord("T", "", "en", items)).decode()
        rows = [row for row in made.split("\n") if row.startswith("|")]
        assert len(rows) == 3
        assert len([at for at, sign in enumerate(rows[2]) if sign == "|" and rows[2][at - 1] != "\\"]) == 4
