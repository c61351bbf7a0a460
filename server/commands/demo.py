"""Plays the demo roundtable and drafts its statement, as a secretariat would."""

from __future__ import annotations

import time

import click

from server import demo
from server.commands.play import Chair, play
from server.demo.delegations import delegations
from server.tls.trust import Trust

DONE_S = 300.0
QUIET_S = 4.0  # no new final for so long after the last word: all is heard


def run_demo(address: str, token: str, trust: Trust, speed: float, outside: str) -> None:
    """Create a session, play, wait for the last final, draft; prints where to look (below ``outside``)."""
    desk = Chair(address, token, trust)
    for seat in delegations():
        desk.post("/api/delegations", {"code": seat.code, "name": seat.name, "language": seat.language})
    taken = {each["id"] for each in desk.get("/api/sessions")["sessions"]}
    session = next(
        name for name in (demo.SESSION, *(f"{demo.SESSION}-{number}" for number in range(2, 1000))) if name not in taken
    )
    desk.post(
        "/api/sessions", {"id": session, "title": "Roundtable of customs leaders", "languages": list(demo.LANGUAGES)}
    )
    click.echo(f"captions: {outside}/s/{session}")
    recording, script = str(demo.recording_path()), str(demo.transcript_path())
    play(address, token, recording, session, script=script, speed=speed, trust=trust)
    count, since = -1, time.monotonic()
    deadline = time.monotonic() + DONE_S
    while time.monotonic() < deadline and (time.monotonic() - since < QUIET_S or count < 1):
        found = len(desk.get(f"/api/sessions/{session}/minutes")["segments"])
        if found != count:
            count, since = found, time.monotonic()
        time.sleep(0.5)
    made = desk.post(
        "/api/statements",
        {"title": "Joint statement", "sessions": [session], "language": "en", "form": "communique", "parties": []},
    )
    click.echo(f"draft statement: {outside}/statements/{made['id']}")
