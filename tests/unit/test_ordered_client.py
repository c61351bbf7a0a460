"""Events reach a worker in the order in which they were sent, also when many threads want the processor."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import socketio
from engineio.packet import MESSAGE, Packet
from websocket import WebSocket

from server.workers.ordered import PATIENCE_S, OrderedClient

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


class Door(threading.Event):
    """What a client waits at until it is let in; the test says what comes while it waits."""

    def __init__(self, comes: Callable[[], object]) -> None:
        super().__init__()
        self.waited: list[float | None] = []
        self._comes = comes

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        self._comes()
        return self.is_set()


def at_the_door(comes: Callable[[OrderedClient], object]) -> tuple[OrderedClient, Door]:
    """A client whose transport is there at once."""
    client = OrderedClient()
    door = Door(lambda: comes(client))
    client.eio.create_event = lambda: door

    def arrive(*_: Any, **__: Any) -> None:
        client.eio.state = "connected"

    client.eio.connect = arrive
    return client, door


def test_a_busy_server_is_waited_for_until_it_lets_the_client_in() -> None:
    client, door = at_the_door(lambda client: client._handle_connect("/worker", {"sid": "one"}))
    client.connect("http://busy.test", namespaces=["/worker"])
    assert client.namespaces == {"/worker": "one"} and door.waited == [PATIENCE_S]
    assert client.eio.request_timeout == PATIENCE_S


def test_a_connection_that_is_lost_before_the_client_was_let_in_is_an_error_at_once() -> None:
    def lose(client: OrderedClient) -> None:
        client.eio.state = "disconnected"
        client._handle_eio_disconnect("transport close")

    client, door = at_the_door(lose)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect("http://lost.test", namespaces=["/worker"])
    assert len(door.waited) == 1


def test_a_socket_that_the_server_has_hung_up_does_not_stay_open() -> None:
    client, near = OrderedClient(), WebSocket()
    near.sock, far = socket.socketpair()
    client.eio.ws = near
    client.eio._reset()
    assert far.recv(1) == b""
    far.close()
