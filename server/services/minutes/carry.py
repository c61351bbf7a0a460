"""Carry: the translations of lines that were split or merged go over to those that stand in their place.

A part of units of work. What a person said in another language is never given to a machine.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from server.core.text.sentences import joined
from server.services.hearing import translate
from server.services.hearing.translate import GOES_ON, HELD, INTERPRETER, WHISPER, Outcome, Routes
from server.storage.tables import Meeting, Segment, Translation

PERSONS = ("person", INTERPRETER)
NOT_RENEWED = "not_renewed"
Made = Sequence[tuple[Segment, str]]


def carry(tx: Session, old: Sequence[Segment], made: Made, routes: Routes, outcome: Outcome, now: int) -> None:
    """Readers have a translation of each new line (with its text) at once, and a machine's is asked for anew."""
    language = old[0].language
    languages = [code for code in tx.get_one(Meeting, old[0].session_id).languages if code != language]
    english = [""] * len(made)
    for target in sorted(languages, key=lambda code: code != "en"):  # first English, since others may be made of it
        found = [tx.get(Translation, (each.id, each.rev, target)) for each in old]
        rows = [row for row in found if row is not None]
        texts = _texts(rows, len(old), [text for _, text in made], language, target)
        if target == "en" and any(row.engine == WHISPER for row in rows):
            english = texts
        persons = [row for row in rows if row.text and (row.status == "person" or row.engine in PERSONS)]
        is_whole = len(made) == 1 and len(persons) == len(old) and len({row.status for row in persons}) == 1
        for (segment, text), told, known in zip(made, texts, english, strict=True):
            if any(row.status == HELD for row in rows):
                translate.hold(tx, segment, target, known if target == "en" else None)
            elif persons and told:
                kept = (persons[0].status, persons[0].note) if is_whole else (NOT_RENEWED, NOT_RENEWED)
                facts = (told, persons[0].engine, persons[0].rough, *kept)
                outcome.events += translate.store_translation(tx, segment, target, *facts, now)
            else:
                _of_machine(tx, segment, target, text, told, known, rows, routes, outcome, now)


def _of_machine(
    tx: Session, segment: Segment, target: str, text: str, told: str, english: str, rows: Sequence[Translation],
    routes: Routes, outcome: Outcome, now: int,
) -> None:  # fmt: skip
    if told:
        facts = (told, rows[0].engine, any(row.rough for row in rows), "done", rows[0].note)
        outcome.events += translate.store_translation(tx, segment, target, *facts, now)
    if not told or target in routes.get(segment.language, set()):
        translate.ask_machine(tx, segment, target, text, english or None, routes, outcome, now)


def _texts(rows: Sequence[Translation], most: int, said: Sequence[str], source: str, target: str) -> list[str]:
    """What each new line has of the translation; nothing where one of the old ones has none."""
    if len(rows) < most or not all(row.text for row in rows):
        return [""] * len(said)
    text = ""
    for row in rows:
        text = joined(text, "" if row.text == GOES_ON else row.text, target)
    return translate.shared(text or GOES_ON, said, source, target)
