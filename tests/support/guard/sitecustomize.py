"""Python loads this where its folder stands in PYTHONPATH: every way out of the machine is written down and refused."""

import os
import socket
import sys


def _is_outside(event: str, args: tuple) -> bool:
    if event in ("socket.connect", "socket.sendto"):
        line, address = args[0], args[-1]
        is_far = isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost"))
        return is_far and line.type == socket.SOCK_STREAM
    return event == "socket.getaddrinfo" and args[0] not in (
        None,
        "",
        b"localhost",
        "localhost",
        "127.0.0.1",
        "::1",
        "0.0.0.0",
    )


def _watch(event: str, args: tuple) -> None:
    if event.startswith("socket.") and _is_outside(event, args):
        with open(os.environ["ROUNDTABLE_TEST_GUARD"], "a") as log:  # noqa: PTH123 - before anything is imported
            log.write(f"{event} {args[1:] if event != 'socket.getaddrinfo' else args[:2]}\n")
        raise OSError(101, "the network is closed")


if "ROUNDTABLE_TEST_GUARD" in os.environ:
    sys.addaudithook(_watch)
