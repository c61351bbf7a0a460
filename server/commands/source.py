"""``source list`` and ``source run``: sound devices, streams and files of the server's own as microphones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from flask import Flask

from server import door
from server.settings import Settings

DAYS = 30  # of the invitation that a source makes for itself: longer than an event


def register(app: Flask, settings: Settings, spoken_errors: Any, link: Callable[..., str]) -> None:
    """Hang both commands into the application."""

    @app.cli.group("source")
    def source() -> None:
        """Sound devices, network streams and files as microphones of a session."""

    @source.command("list")
    def list_devices() -> None:
        """The sound devices of this machine that can be listened to."""
        from server.sources import device

        with spoken_errors():
            there = device.devices(device.load())
            for each in there:
                mark = "default" if each.is_default else ""
                click.echo(f"{each.number:4}  {each.channels:3} channels  {each.rate_hz:6} Hz  {mark:8} {each.name}")
            if not there:
                click.echo("there is no sound device with an input")

    @source.command("run")
    @click.option("--from", "origin", required=True, help="An address, a file, or device:NAME (device: the default).")
    @click.option("--session", required=True)
    @click.option("--channel", "words", multiple=True, help="1=FR, 1=FR:fr or 1=room; once for each channel.")
    @click.option("--delegation", help="The delegation, where the source is one microphone. Without: the room.")
    @click.option("--language", help="What is spoken, where it is not the delegation's own language.")
    @click.option("--option", "options", multiple=True, help="An option of FFmpeg, such as rtsp_transport=tcp.")
    @click.option("--link", "invited", envvar="ROUNDTABLE_LINK", help="A sign-in link, on another machine.")
    def run(origin: str, session: str, words: tuple[str, ...], **given: Any) -> None:
        """Feed a session from a device, a stream or a file, until it ends or Ctrl-C."""
        from server.sources import channels, line, running

        with spoken_errors():
            wanted = channels.parse(words, given["delegation"], given["language"])
            reader = running.reader_of(origin, given["options"], wanted)
            made = given["invited"] or link(settings, "secretariat", None, "source", DAYS)
            address = running.address_of(given["invited"]) if given["invited"] else settings.address
            entrance = line.Door(address, made.rsplit("/", 1)[1], door.trust(settings))
            running.feed(entrance, session, reader, wanted, click.echo)
