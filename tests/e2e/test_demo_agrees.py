"""The end of the demo over a real server: its delegations negotiate the draft, agree, sign, and it is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server import demo
from server.commands.demo import translate
from server.commands.negotiation import SIGNERS, Negotiation
from server.commands.play import Chair
from server.demo.delegations import delegations
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Translation, Version
from tests.support.house import House

pytestmark = pytest.mark.slow


def furnish(tx: Any) -> None:
    """The demo's minutes as they were written, without sound."""
    for seat in delegations():
        convene.put_delegation(tx, seat.code, seat.name, seat.language)
    convene.create_session(tx, "demo", "Roundtable of customs leaders", "public", ["en", "pt"], {"en": "", "pt": ""})
    convene.open_session(tx, "demo", 1_795_996_800_000)
    tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
    for place, turn in enumerate(demo.transcript().turns):
        tx.add(
            Segment(
                id=f"room-{place}", session_id="demo", stream_id="room", start_sample=place, end_sample=place + 1,
                start_ms=turn.start_ms, end_ms=turn.end_ms, language=turn.lang, speaker=turn.speaker,
                delegation=turn.delegation, heard=turn.text, words=[], engine="invented", confidence=0.9, rev=1,
            )
        )  # fmt: skip
        tx.flush()
        tx.add(Version(segment_id=f"room-{place}", rev=1, text=turn.text, by="", why="heard", at=1))
        if turn.text_en and turn.lang != "zh":  # no engine of the demo reads Chinese
            tx.add(
                Translation(
                    segment_id=f"room-{place}", rev=1, language="en", text=turn.text_en, engine="invented",
                    rough=False, status="done", note="",
                )
            )  # fmt: skip


def test_the_demos_delegations_agree_sign_and_publish(tmp_path: Path) -> None:
    with House.web_only(tmp_path / "house") as house:
        database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        person, public, told = house.person("secretariat"), house.public(), list[str]()
        translate(Chair(house.address, (person.link or "").rsplit("/", 1)[1]), "demo")
        given = {"title": "Joint statement", "sessions": ["demo"], "language": "en", "form": "communique"}
        made = person.post("/api/statements", parties=[], **given).json()

        def signed_in(link: str) -> Chair:
            return Chair(house.address, link.rsplit("/", 1)[1])

        assert public.get(f"/p/{made['id']}").status_code == 404
        Negotiation(signed_in(person.link or ""), signed_in, told.append, 0.0).run(made["id"])
        agreed = public.get(f"/api/statements/{made['id']}").json()
        assert (agreed["status"], agreed["counts"][""]) == ("published", {"agree": len(made["parties"])})
        # What was proposed to go, and the draft's question to a delegation.
        assert len(agreed["paragraphs"]) == len(made["paragraphs"]) - 2 and agreed["sha256"]
        assert not any("Not certain" in each["text"] for each in agreed["paragraphs"])
        assert not any(one["fault"] == "held" for each in agreed["paragraphs"] for one in each["problems"])
        assert any("a technical working group" in each["text"] for each in agreed["paragraphs"])
        assert not any(each["brackets"] or "[" in each["text"] for each in agreed["paragraphs"])
        assert any(each["text"].endswith("by a written agreement;") for each in agreed["paragraphs"])
        assert person.get(f"/api/statements/{made['id']}/commitments").json()["commitments"]
        record = public.get(f"/api/statements/{made['id']}/record").json()
        assert len(record["signatures"]) == SIGNERS and record["sha256"] == agreed["sha256"]
        assert agreed["sha256"] in public.get(f"/p/{made['id']}").text
        assert any("is closed" in each for each in told) and any("proposes" in each for each in told)
