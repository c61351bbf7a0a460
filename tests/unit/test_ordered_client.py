"""Events reach a worker in the order in which they were sent, also when many threads want the processor."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator

import pytest
from engineio.packet import MESSAGE, Packet
from websocket import WebSocket

from server.workers.ordered import OrderedClient

EVENTS = 300


@pytest.fixture
def busy_interpreter() -> Iterator[None]:
    """Threads that take the processor from each other all the time."""
    before, is_over = sys.getswitchinterval(), threading.Event()

    def spin() -> None:
        while not is_over.is_set():
            sum(range(100))

    spinning = [threading.Thread(target=spin) for _ in range(3)]
    sys.setswitchinterval(1e-5)
    for thread in spinning:
        thread.start()
    yield
    is_over.set()
    for thread in spinning:
        thread.join()
    sys.setswitchinterval(before)


def test_events_with_bytes_arrive_whole_and_in_order_in_a_busy_process(busy_interpreter: None) -> None:
    client, got = OrderedClient(), []
    client.on("audio", lambda place, pcm: got.append((place["n"], pcm)), namespace="/worker")
    for n in range(EVENTS):
        header = f'51-/worker,["audio",{{"n":{n}}},{{"_placeholder":true,"num":0}}]'
        client.eio._receive_packet(Packet(MESSAGE, header))
        client.eio._receive_packet(Packet(MESSAGE, n.to_bytes(2, "big")))
    assert got == [(n, n.to_bytes(2, "big")) for n in range(EVENTS)]


def test_a_socket_that_the_server_has_hung_up_does_not_stay_open() -> None:
    client, near = OrderedClient(), WebSocket()
    near.sock, far = socket.socketpair()
    client.eio.ws = near
    client.eio._reset()
    assert far.recv(1) == b""
    far.close()
