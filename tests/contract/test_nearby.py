"""What a paragraph rests on is found without reading all minutes, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import random
from typing import Any

import pytest

from server.core.statement.statement import Citation, Kind, Paragraph
from server.services.meeting import convene
from server.services.statement import draft, nearby, negotiate
from server.storage.database import Database
from server.storage.tables import Segment, Statement, Version

SPEAKERS = [("KR", "Kim Ye-si"), ("BR", "Ana Exemplo"), (None, "Somebody"), ("XX", "Head, Unheard Land"), ("CHAIR", "")]
WORDS = ("We", "support", "the", "nine", "ports", "and", "will", "not", "share", "12", "figures", "before", "May")


def line(
    tx: Any, session: str, number: int, start: int, end: int, text: str, who: tuple[str | None, str], lang: str = "en"
) -> str:
    """A line of the minutes; returns its name."""
    name = f"{session}-{number}"
    tx.add(
        Segment(
            id=name, session_id=session, stream_id=session, start_sample=start * 16, end_sample=end * 16,
            start_ms=start, end_ms=end, language=lang, speaker=who[1], delegation=who[0], heard="", words=[], terms=[],
            engine="", confidence=1.0, rev=1,
        )
    )  # fmt: skip
    tx.flush()
    tx.add(Version(segment_id=name, rev=1, text=text, by="", why="", at=1))
    return name


def piece(chance: random.Random) -> str:
    """A piece of a sentence, begun and finished or not."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(2, 9))]
    first = words[0].capitalize() if chance.random() < 0.6 else words[0].lower()
    return " ".join([first, *words[1:]]) + ("." if chance.random() < 0.5 else "")


def furnish(tx: Any, chance: random.Random, count: int) -> tuple[str, list[str]]:
    """Two sessions in which several speak at once, with pauses of all lengths; the statement and the lines."""
    names = list[str]()
    for code in ("KR", "BR"):
        convene.put_delegation(tx, code, f"Land of {code}", "en")
    for session in ("one", "two"):
        convene.create_session(tx, session, session.capitalize(), "public", ["en"], {"en": "English"})
        at = 0
        for number in range(count):
            at += chance.choice([0, 50, 900, 2_900, 3_100, 20_000])
            end = at + chance.choice([300, 4_000, 30_000, 150_000])
            who, lang = chance.choice(SPEAKERS), chance.choice(["en", "en", "en", "fr"])
            names.append(line(tx, session, number, at, end, piece(chance), who, lang))
            at = end if chance.random() < 0.7 else at
    row = negotiate.create(tx, "Joint", [], "en", "communique", ["KR", "BR"], "Eva", 1)
    row.sessions = ["one", "two"]
    return row.id, names


@pytest.mark.parametrize("seed", range(2))
def test_the_lines_around_a_citation_are_those_that_all_minutes_join_with_it(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    statement, names = database.write(lambda tx: furnish(tx, chance, 120))

    def compare(tx: Any) -> None:
        row, labels = tx.get_one(Statement, statement), draft.names_in(tx, "en")
        everything = draft.evidence_of(tx, row, draft.minutes_of(tx, row.sessions), keeps_retracted=True)
        joined = everything.joined().segments
        for _ in range(40):
            cited = chance.sample(names, chance.randint(0, 6))
            wanted = {name for each in joined if set(each.ids()) & set(cited) for name in each.ids()}
            assert nearby.whole(tx, row.sessions, cited, labels) == wanted
            few = draft.evidence_for(tx, row, cited)
            assert set(few.delegations()) == set(everything.delegations()) == {"KR", "BR", "XX"}
            assert len(few.segments) == len(wanted) < len(everything.segments)
            text = f"{piece(chance).rstrip('.')} of Unheard Land and Land of KR (3)"
            given = Paragraph("p", Kind.OPERATIVE, text, citations=(Citation(0, len(text), tuple(cited)),))
            assert draft.problems(given, few, "en") == draft.problems(given, everything, "en")

    database.read(compare)


def test_a_sentence_as_long_as_the_session_is_found_from_its_middle(database: Database) -> None:
    def furnish_one(tx: Any) -> None:
        convene.create_session(tx, "long", "Long", "public", ["en"], {"en": "English"})
        for number in range(60):
            line(tx, "long", number, number * 20_000, number * 20_000 + 19_000, "and so on", (None, "Ana"))

    database.write(furnish_one)
    found = database.read(lambda tx: nearby.whole(tx, ["long"], ["long-30"], {}))
    assert found == {f"long-{number}" for number in range(60)}
    assert database.read(lambda tx: nearby.whole(tx, ["long"], ["nothing"], {})) == set()
