"""A time limit, kept by this side, for whatever is asked of the database: a server that is paused answers no time limit of its own.

Installed by ara_site/wsgi.py for the web process alone; commands and the worker may take their time. psycopg2 waits in `_wait`
(its own hook, `set_wait_callback`) instead of in the kernel. After a limit has passed, the database counts as away for some
seconds, so that the next visitors need not wait as well; then one of them tries again.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.db.backends.signals import connection_created
from psycopg2 import extensions

SECONDS = 5
"""More than the server's own limit for a statement: a slow statement is ended by the server and costs nobody else anything."""

SECONDS_AWAY = 5
STATEMENT_MILLISECONDS = 4000


class Breaker:
    """Says at once that the database is away, for a while after it did not answer in time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._away_until = 0.0

    def check(self) -> None:
        """Raise OperationalError while the database counts as away. Of those who come after that, one tries first."""
        with self._lock:
            if not self._away_until:
                return
            now = time.monotonic()
            if now < self._away_until:
                raise psycopg2.OperationalError("The database did not answer in time a moment ago.")
            self._away_until = now + SECONDS

    def opened(self) -> None:
        """It did not answer in time."""
        with self._lock:
            self._away_until = time.monotonic() + SECONDS_AWAY

    def closed(self) -> None:
        """It answered."""
        if self._away_until:
            with self._lock:
                self._away_until = 0.0


breaker = Breaker()
_own = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """A shorter limit for all that this thread asks inside. That it passes says nothing to others: they have more time."""
    before = getattr(_own, "end", None)
    _own.end = time.monotonic() + seconds
    try:
        yield
    finally:
        _own.end = before


def _wait(connection) -> None:
    """Wait for an answer, no longer than the limit. What became of the statement is then unknown.

    psycopg2 closes a connection whose waiting failed, and holds its lock meanwhile: closing it here would wait for that for ever.
    """
    breaker.check()
    end = getattr(_own, "end", None) or time.monotonic() + SECONDS
    while (state := connection.poll()) != extensions.POLL_OK:
        _wait_for(connection, state, end - time.monotonic())
    breaker.closed()


def _wait_for(connection, state: int, seconds: float) -> None:
    """Wait until the connection can be read or written."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
    if seconds <= 0 or not poll.poll(seconds * 1000):
        if getattr(_own, "end", None) is None:
            breaker.opened()
        raise psycopg2.OperationalError("The database did not answer in time.")


def _limit_statements(sender, connection, **kwargs) -> None:
    """Have the server end a statement that takes too long, before our own limit passes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {STATEMENT_MILLISECONDS}")


def install() -> None:
    """Keep the limit in this process from now on."""
    extensions.set_wait_callback(_wait)
    connection_created.connect(_limit_statements, dispatch_uid="ara_site.deadline")
