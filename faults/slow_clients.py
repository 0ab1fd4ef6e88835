"""Hundreds of connections that send or read a byte now and then, each from one of many addresses of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SECONDS_BETWEEN_BYTES = 0.5
ON_ONE_ADDRESS = 25
"""Half of what the front serves from one at once: it is not to be the limit for one address that saves it."""

SMALL_WINDOW = 2048


@dataclass(frozen=True)
class Slowness:
    """What each connection begins with, and whether it then sends or reads byte by byte."""

    opening: bytes
    reads: bool = False


SLOW = {
    "headers": Slowness(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a"),
    "bodies": Slowness(b"POST /contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nmessage=a"),
    "readers": Slowness(b"GET /faq/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20, reads=True),
}


class SlowClients:
    """So many connections of one kind. One that the other side ends is made anew, as somebody does who means harm."""

    def __init__(self, port: int, count: int, slowness: Slowness) -> None:
        self.port, self.slowness = port, slowness
        self.begun = 0
        self.sockets: list[socket.socket | None] = [None] * count
        self.is_over = threading.Event()

    @property
    def open(self) -> int:
        """How many there are now."""
        return sum(each is not None for each in self.sockets)

    def go_on(self) -> None:
        """A byte on each, or a new connection, until it is over."""
        while not self.is_over.wait(SECONDS_BETWEEN_BYTES):
            self.turn()

    def turn(self) -> None:
        """A byte on each, or a new connection."""
        for number, each in enumerate(self.sockets):
            if each is None or not self._has_moved(each):
                self.sockets[number] = self._begun(number)

    def close(self) -> None:
        """End all of them."""
        for each in filter(None, self.sockets):
            each.close()

    def _has_moved(self, connection: socket.socket) -> bool:
        """Send or read one byte; False where the other side has ended it."""
        try:
            if self.slowness.reads:
                return bool(connection.recv(1))
            return connection.send(b"a") == 1
        except BlockingIOError:
            return True
        except OSError:
            connection.close()
            return False

    def _begun(self, number: int) -> socket.socket | None:
        connection = socket.socket()
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_WINDOW)
            connection.bind((f"127.0.1.{1 + number // ON_ONE_ADDRESS}", 0))
            connection.settimeout(5)
            connection.connect(("127.0.0.1", self.port))
            connection.sendall(self.slowness.opening)
            connection.setblocking(False)
        except OSError:
            connection.close()
            return None
        self.begun += 1
        return connection


@contextmanager
def slow_clients(port: int, count: int, slowness: Slowness) -> Iterator[SlowClients]:
    """So many of them, while something else is looked at."""
    clients = SlowClients(port, count, slowness)
    clients.turn()
    thread = threading.Thread(target=clients.go_on)
    thread.start()
    try:
        yield clients
    finally:
        clients.is_over.set()
        thread.join()
        clients.close()
