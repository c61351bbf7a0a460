"""Plays the demo roundtable, drafts its statement, as a secretariat would, and has its delegations agree on it."""

from __future__ import annotations

import time
from functools import partial

import click

from server import demo
from server.commands.negotiation import WORKING, Negotiation
from server.commands.play import Chair, play
from server.demo.delegations import delegations
from server.tls.trust import Trust

DONE_S = 300.0
STEP_S = 2.0  # a step of the negotiation, so that one can look on
QUIET_S = 4.0  # no new final for so long after the last word: all is heard


def run_demo(address: str, token: str, trust: Trust, speed: float, outside: str) -> None:
    """Create a session, play, wait for the last final, draft, agree; prints where to look (below ``outside``)."""
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
    click.echo(f"minutes: {outside}/s/{session}/minutes")
    click.echo(f"draft statement: {outside}/statements/{_drafted(desk, session, 'Joint statement (draft)')}")
    translate(desk, session)
    agreed = _drafted(desk, session, "Joint statement")
    click.echo(f"its delegations negotiate another one: {outside}/statements/{agreed}")
    sign_in = partial(_signed_in, address, trust)
    Negotiation(desk, sign_in, click.echo, STEP_S / speed if speed else 0.0).run(agreed)
    click.echo(f"published: {outside}/p/{agreed}")


def translate(desk: Chair, session: str) -> None:
    """A person gives the English of the turns that no engine here translates: whole at their first line."""
    said = {(turn.delegation, turn.lang): turn.text_en for turn in demo.transcript().turns if turn.text_en}
    told = set()
    for line in desk.get(f"/api/sessions/{session}/minutes")["segments"]:
        turn = (line["delegation"], line["lang"])
        if turn not in said or (line["translations"].get(WORKING) or {}).get("text"):
            continue
        english = "…" if turn in told else said[turn]
        told.add(turn)
        made = {"rev": line["rev"], "lang": WORKING, "text": english}
        desk.post(f"/api/sessions/{session}/segments/{line['id']}/translation", made)
    for delegation, language in sorted(told):
        click.echo(f"a person gives the English of what {delegation} said in {language}")


def _drafted(desk: Chair, session: str, title: str) -> str:
    given = {"title": title, "sessions": [session], "language": "en", "form": "communique", "parties": []}
    return str(desk.post("/api/statements", given)["id"])


def _signed_in(address: str, trust: Trust, link: str) -> Chair:
    """By the token of a link, whose address is the one for phones."""
    return Chair(address, link.rsplit("/", 1)[1], trust)
