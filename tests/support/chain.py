"""The whole chain once, as a program that a test runs where the network is closed. Its last word is "whole"."""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
from pathlib import Path
from typing import Any

from tests.support.house import House, Person
from tests.support.viewer import Viewer

LANGUAGES = {"BR": ("Brazil", "pt"), "KR": ("Republic of Korea", "en")}


UP_AND_RUNNING = 0x41
SET_FLAGS = 0x8914  # SIOCSIFFLAGS


def main(folder: str, recording: str, script: str, is_alone: str = "") -> None:
    """Play a recording; look at captions, minutes, a draft and its PDF. ``is_alone``: loopback is still down."""
    if is_alone:
        with socket.socket() as any_socket:
            fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
        assert [name for _, name in socket.if_nameindex()] == ["lo"]
    with House(Path(folder)) as house:
        desk = house.person("secretariat")
        for code, (name, language) in LANGUAGES.items():
            assert desk.post("/api/delegations", code=code, name=name, language=language).ok
        assert desk.post("/api/sessions", id="demo", title="Demo", languages=["en", "pt"]).ok
        viewers = {language: Viewer(house.address, language) for language in ("en", "pt")}
        assert house.play(Path(recording), "demo", "--script", script, "--speed", "0").wait(180) == 0
        house.wait(lambda: is_complete(desk), "all minutes and their translations")
        for language, viewer in viewers.items():
            wanted = {f"{each['id']}/{language}" for each in minutes(desk)}
            house.wait(lambda all_of=wanted, at=viewer: all_of <= at.captions().keys(), f"all captions in {language}")
            viewer.close()
        print_statement(desk)
        desk.close()
    print("whole")


def print_statement(desk: Person) -> None:
    """A draft of what was said, and its PDF."""
    made = desk.post(
        "/api/statements",
        title="Joint statement",
        sessions=["demo"],
        language="en",
        form="communique",
        parties=["BR", "KR"],
    )
    assert made.ok, made.text
    assert any("data exchange" in each["text"] for each in made.json()["paragraphs"]), made.text
    printed = desk.get(f"/api/statements/{made.json()['id']}/export/pdf")
    assert printed.ok and printed.content.startswith(b"%PDF"), printed.text[:500]


def minutes(desk: Person) -> list[dict[str, Any]]:
    return list(desk.get("/api/sessions/demo/minutes").json()["segments"])


def is_complete(desk: Person) -> bool:
    """Whether the last words stand in the minutes and everything is translated."""
    segments = minutes(desk)
    others = [status["status"] for each in segments for status in each["translations"].values()]
    is_last_heard = any("thank" in each["text"].casefold() for each in segments)
    return is_last_heard and len(others) == len(segments) and all(status == "done" for status in others)


if __name__ == "__main__":
    main(*sys.argv[1:])
