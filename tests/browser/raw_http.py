"""Requests byte by byte, as no library would send them, and many slow ones at once."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SECONDS = 15


@dataclass(frozen=True)
class Answer:
    """`headers` by lower-case name; status 0 where the connection was closed without a word."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def send(port: int, request: bytes, *, tls: ssl.SSLContext | None = None, source: str = "127.0.0.1") -> Answer:
    """What is answered to these bytes, read until the other side closes or has sent all that it announced.

    `source` is the address of this machine that they come from.
    """
    connection = socket.create_connection(("127.0.0.1", port), SECONDS, (source, 0))
    try:
        if tls:
            connection = tls.wrap_socket(connection, server_hostname="localhost")
        try:
            connection.sendall(request)
        except OSError:
            # Refused before all of it was sent; the answer may be there.
            pass
        return _read(connection)
    finally:
        connection.close()


def get(port: int, path: str, *, headers: dict[str, str] | None = None, **options) -> Answer:
    """A plain request for a page, with the options of `send`."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return send(port, ("\r\n".join(lines) + "\r\n\r\n").encode(), **options)


@contextmanager
def slow(port: int, count: int, opening: bytes) -> Iterator[list[socket.socket]]:
    """So many connections from ever other addresses of this machine, each of which has sent the beginning of a request and no more."""
    connections = []
    try:
        for number in range(count):
            connection = socket.socket()
            connection.bind((f"127.0.{1 + number // 200}.{1 + number % 200}", 0))
            connection.settimeout(SECONDS)
            connection.connect(("127.0.0.1", port))
            connection.sendall(opening)
            connections.append(connection)
        yield connections
    finally:
        for connection in connections:
            connection.close()


def _read(connection: socket.socket) -> Answer:
    received = b""
    try:
        while True:
            piece = connection.recv(65536)
            received += piece
            if not piece or _is_whole(received):
                break
    except OSError:
        pass
    head, _blank, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if not lines[0]:
        return Answer(0, {}, b"")
    pairs = (line.partition(":") for line in lines[1:])
    return Answer(int(lines[0].split()[1]), {name.lower(): value.strip() for name, _colon, value in pairs}, body)


def _is_whole(received: bytes) -> bool:
    head, blank, body = received.partition(b"\r\n\r\n")
    announced = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(blank and announced) and len(body) >= int(announced[0].partition(b":")[2])
