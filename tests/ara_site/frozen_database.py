"""A database that stops answering: a way to the real one that can be frozen or cut, and what a web process makes of it.

Run by test_deadline.py as a process of its own, since the time limit is set for a whole process:

    python -m tests.ara_site.frozen_database <when> <how>
    python -m tests.ara_site.frozen_database slow <busy or still>
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg2

from ara_site import deadline

SHORT = 1


class Way:
    """Hands bytes on between a port of this machine and the server, until told otherwise."""

    def __init__(self, url: str) -> None:
        self.url, self.is_frozen, self._open = urlsplit(url), False, []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break off all connections, as a killed server does."""
        for side in self._open:
            side.shutdown(socket.SHUT_RDWR)

    def connect(self):
        name = unquote(self.url.path.lstrip("/"))
        user = self.url.username or "postgres"
        return psycopg2.connect(host="127.0.0.1", port=self.port, dbname=name, user=user, password=self.url.password)

    def _accept(self) -> None:
        while True:
            near, _address = self._listening.accept()
            far = self._server()
            self._open += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._hand_on, args=(source, target), daemon=True).start()

    def _server(self) -> socket.socket:
        folder = parse_qs(self.url.query).get("host", [""])[0]
        if not folder:
            return socket.create_connection((self.url.hostname, self.url.port or 5432))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{folder}/.s.PGSQL.{self.url.port or 5432}")
        return far

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                while self.is_frozen:
                    time.sleep(0.05)
                target.sendall(data)
        except OSError:
            pass


def what_happens(way: Way, when: str, how: str) -> str:
    """The name of the error that a step meets; "" for none."""
    try:
        if when == "connecting":
            _break(way, how)
            way.connect()
            return ""
        connection = way.connect()
        cursor = connection.cursor()
        if when == "begin":
            _break(way, how)
        cursor.execute("SELECT 1")
        _break(way, how)
        if when == "statement":
            cursor.execute("SELECT 2")
        elif when == "commit":
            connection.commit()
        elif when == "rollback":
            connection.rollback()
    except psycopg2.Error as error:
        return type(error).__name__
    return ""


def _break(way: Way, how: str) -> None:
    if how == "frozen":
        way.is_frozen = True
    else:
        way.cut()


def what_slowness_does(way: Way, how: str) -> str:
    """The name of the error where this side, and not the database, takes longer than the limit; "" for none."""
    with way.connect() as connection, connection.cursor() as cursor, deadline.within(SHORT):
        try:
            cursor.execute("SELECT 1")
            if how == "busy":
                time.sleep(1.5 * SHORT)
            else:
                _stand_still_soon(1.5 * SHORT)
            cursor.execute("SELECT pg_sleep(0.4)")
        except psycopg2.Error as error:
            return type(error).__name__
    return ""


def _stand_still_soon(seconds: float) -> None:
    """Everything in this process stops for so long, the way to the database as well, 0.1 seconds from now."""
    pid = os.getpid()
    subprocess.Popen(["sh", "-c", f"sleep 0.1; kill -STOP {pid}; sleep {seconds}; kill -CONT {pid}"])


def what_breaking_does(way: Way, when: str, how: str) -> dict:
    """The error met, and the next one's, with the seconds that each took; and what is read when the database is back."""
    begin = time.monotonic()
    error = what_happens(way, when, how)
    first = time.monotonic() - begin
    try:
        way.connect() if how == "frozen" else None
        again = ""
    except psycopg2.Error as refused:
        again = type(refused).__name__
    second = time.monotonic() - begin - first
    way.is_frozen = False
    time.sleep(2 * SHORT + 0.5)
    with way.connect() as back, back.cursor() as cursor:
        cursor.execute("SELECT 3")
        return {"error": error, "first": first, "again": again, "second": second, "back": cursor.fetchone()[0]}


if __name__ == "__main__":
    deadline.SECONDS, deadline.SECONDS_AWAY = SHORT, SHORT
    deadline.install()
    way = Way(os.environ["DATABASE_URL"])
    when, how = sys.argv[1:]
    print(json.dumps({"error": what_slowness_does(way, how)} if when == "slow" else what_breaking_does(way, when, how)))
