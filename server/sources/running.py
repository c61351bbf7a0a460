"""A source from the command line to its end: what is meant, whether all that it needs is there, then the feeding."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from server.core.errors import BadRequest, NotAllowed, NotFound, NotSignedIn
from server.sources.channels import Channel
from server.sources.device import DeviceReader
from server.sources.feeder import Feeder, Microphone
from server.sources.line import Door, Line
from server.sources.port import Reader
from server.sources.stream import StreamReader

DEVICE = "device:"
PATIENCE_S = 30.0


def reader_of(origin: str, options: Sequence[str], wanted: Sequence[Channel]) -> Reader:
    """The source that ``--from`` names. Raises BadRequest."""
    if origin.startswith(DEVICE):
        if options:
            raise BadRequest("--option is for what FFmpeg opens; a sound device has none")
        return DeviceReader(origin.removeprefix(DEVICE), max(each.number for each in wanted))
    pairs = [each.partition("=") for each in options]
    wrong = [name for name, mark, _ in pairs if not name or not mark]
    if wrong:
        raise BadRequest(f"--option must look like rtsp_transport=tcp; found {wrong[0]!r}")
    return StreamReader(origin, {name: value for name, _, value in pairs})


def feed(entrance: Door, session: str, reader: Reader, wanted: Sequence[Channel], say: Callable[[str], None]) -> None:
    """Look whether the session and the delegations are there, then feed until the end or Ctrl-C."""
    spoken = _languages(entrance, session, wanted)

    def connect(channel: Channel, captured: Callable[[], int]) -> Microphone:
        facts = {
            "session": session, "kind": "delegation" if channel.delegation else "mixed",
            "delegation": channel.delegation, "language": spoken[channel.who],
        }  # fmt: skip
        return Line(entrance, facts, captured)

    feeder = Feeder(reader, wanted, connect, say)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: feeder.stop())
    feeder.run()


def _languages(entrance: Door, session: str, wanted: Sequence[Channel]) -> dict[str, str]:
    """What is spoken into each microphone. Raises NotSignedIn, NotAllowed, NotFound before anything is opened."""
    with entrance.trust.session() as http:
        http.get(f"{entrance.address}/join/{entrance.token}", timeout=PATIENCE_S, allow_redirects=False)
        me = http.get(f"{entrance.address}/api/me", timeout=PATIENCE_S).json()
        if me["role"] == "public":
            raise NotSignedIn(
                "the link is not one of ours, has expired or was revoked; ask the secretariat for another"
            )
        found = http.get(f"{entrance.address}/api/sessions/{session}", timeout=PATIENCE_S)
        if not found.ok:
            raise NotFound(str(found.json()["error"]["message"]))
        known = {each["code"]: each["language"] for each in found.json()["delegations"]}
    if me["role"] == "delegation" and any(each.delegation != me["delegation"] for each in wanted):
        raise NotAllowed(
            f"the link is {me['delegation']}'s and opens that microphone only: --delegation {me['delegation']}"
        )
    unknown = [each.who for each in wanted if each.delegation and each.delegation not in known]
    if unknown:
        raise NotFound(
            f"there is no delegation {', '.join(unknown)}; there are {', '.join(sorted(known)) or 'none yet'}"
        )
    return {each.who: each.language or known.get(each.who, "en") for each in wanted}


def address_of(invited: str) -> str:
    """The server of a sign-in link. Raises BadRequest."""
    parts = urlsplit(invited)
    if parts.scheme not in ("http", "https") or not parts.netloc or "/join/" not in parts.path:
        raise BadRequest("--link must be a sign-in link, such as https://roundtable.example:8000/join/...")
    return f"{parts.scheme}://{parts.netloc}"
