"""Names and terms in the database: what is shown, what is kept as it was heard, and how often it had to be mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.core.errors import NotFound
from server.services.hearing import hear
from server.services.meeting import convene, glossary
from server.services.minutes import record
from server.storage.database import Database
from server.storage.glossary import Glossary

HEARD = "Thank you, the A E O programme and Kirgyzstan."
SHOWN = "Thank you, the AEO programme and Kyrgyzstan."
WORDS = [
    {"text": f" {word}", "start_sample": 1_000 * at, "end_sample": 1_000 * at + 900, "probability": 0.9}
    for at, word in enumerate(HEARD.split())
]


@pytest.fixture
def names(database: Database, tmp_path: Path) -> Glossary:
    """A session with a microphone, and a glossary of two terms."""

    def prepare(tx: Any) -> None:
        convene.create_session(tx, "s", "Session", "public", ["en", "pt"], {"en": "", "pt": ""})
        convene.put_delegation(tx, "KG", "Kyrgyzstan", "en")
        convene.open_session(tx, "s", 1)
        hear.open_stream(tx, "room", "s", "delegation", "KG", "en", 0, 0)
        glossary.bring_in(tx, [{"*": "AEO"}, {"*": "Aigul Testova", "delegation": "KG"}, {"en": "risk data"}], True)

    database.write(prepare)
    found = Glossary(tmp_path / "none.tsv")
    found.put(*database.read(lambda tx: (glossary.rows(tx), glossary.delegations(tx))))
    return found


def test_what_was_heard_is_kept_and_what_is_shown_says_which_words_were_repaired(
    database: Database, names: Glossary
) -> None:
    lease = database.write(lambda tx: hear.lease(tx, "room", names.hotwords))
    assert lease["hotwords"] == "AEO"  # of the names none: only acronyms were found to do no harm
    result = {"kind": "final", "start_sample": 0, "end_sample": 9_000, "text": HEARD, "words": WORDS, "language": "en"}
    routes: dict[str, set[str]] = {"en": {"pt"}}
    outcome = database.write(
        lambda tx: hear.accept(tx, "room", lease["epoch"], result, routes, "invented", 5, names.repair)
    )
    assert outcome is not None
    caption = outcome.events[0].payload
    assert caption["text"] == SHOWN == outcome.jobs[0].text
    spelled, name = caption["repairs"]
    assert (spelled["heard"], spelled["term"], spelled["words"]) == ("A E O", "AEO", [3, 6])
    assert SHOWN[slice(*name["span"])] == "Kyrgyzstan"
    segment = database.read(lambda tx: record.minutes(tx, "s"))[0]
    assert (segment["heard"], segment["text"], segment["status"]) == (HEARD, SHOWN, "final")
    assert segment["repairs"] == caption["repairs"]
    report = database.read(lambda tx: glossary.report(tx, names.known))
    counts = {each["term"]: (each["right"], each["repaired"]) for each in report}
    assert counts["AEO"] == counts["Kyrgyzstan"] == (0, 1)
    assert counts["risk data"] == (0, 0)
    corrected = database.write(lambda tx: record.correct(tx, "s", segment["id"], 1, HEARD, "R", routes, 6))
    assert "repairs" not in corrected.events[0].payload


def test_words_under_way_are_repaired_as_the_final_will_be(names: Glossary) -> None:
    words = HEARD.split()
    for cut in range(len(words) + 1):
        parts = glossary.under_way(names.repair, "en", " ".join(words[:cut]), " ".join(words[cut:]))
        assert " ".join(part for part in parts if part) == SHOWN


def test_rows_are_added_changed_and_removed_and_what_is_there_comes_once(database: Database, names: Glossary) -> None:
    assert database.write(lambda tx: glossary.bring_in(tx, [{"*": "AEO"}, {"*": "WCO"}], False)) == 1
    numbers = {each["words"].get("*"): each["id"] for each in database.read(glossary.numbered)}
    database.write(lambda tx: glossary.change(tx, numbers["WCO"], {"*": "CMAA"}))
    database.write(lambda tx: glossary.remove(tx, numbers["AEO"]))
    assert [row.get("*") for row in database.read(glossary.rows)] == ["Aigul Testova", None, "CMAA"]
    with pytest.raises(NotFound):
        database.write(lambda tx: glossary.remove(tx, numbers["AEO"]))
