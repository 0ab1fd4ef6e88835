"""A time limit, kept by this side, for whatever is asked of the database: a server that is paused answers no time limit of its own.

Installed by ara_site/wsgi.py for the web process alone; commands and the worker may take their time. psycopg2 waits in `_wait`
(its own hook, `set_wait_callback`) instead of in the kernel. After a limit has passed, the database counts as away for some
seconds, so that the next visitors need not wait as well; then one of them tries again.

Only waiting for the database counts. The time in which this side was busy, or the whole machine stood still, is not the database's.
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
SECONDS_AT_A_TIME = 0.05
"""The longest wait that counts at once: of a moment in which the machine stood still, no more than this."""

SHORTEST = 0.001
"""What is left to somebody at least who was answered within the limit."""

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
    """A shorter limit for all that this thread asks inside, together. That it passes says nothing to others: they have more time."""
    before = getattr(_own, "left", None)
    _own.left = seconds
    try:
        yield
    finally:
        _own.left = before


def _wait(connection) -> None:
    """Wait for an answer, no longer than the limit. What became of the statement is then unknown.

    psycopg2 closes a connection whose waiting failed, and holds its lock meanwhile: closing it here would wait for that for ever.
    """
    breaker.check()
    limit = getattr(_own, "left", None)
    left = SECONDS if limit is None else limit
    while (state := connection.poll()) != extensions.POLL_OK:
        left = _left_after_waiting(connection, state, left)
        if limit is not None:
            _own.left = left
        elif left <= 0:
            breaker.opened()
        if left <= 0:
            raise psycopg2.OperationalError("The database did not answer in time.")
    breaker.closed()


def _left_after_waiting(connection, state: int, left: float) -> float:
    """Wait until the connection can be read or written; the seconds that are left of the limit then, 0 where it passed."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
    while left > 0:
        longest = min(left, SECONDS_AT_A_TIME)
        begun = time.monotonic()
        is_ready = poll.poll(longest * 1000)
        left -= min(time.monotonic() - begun, longest)
        if is_ready:
            return max(left, SHORTEST)
    return 0


def _limit_statements(sender, connection, **kwargs) -> None:
    """Have the server end a statement that takes too long, before our own limit passes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {STATEMENT_MILLISECONDS}")


def install() -> None:
    """Keep the limit in this process from now on."""
    extensions.set_wait_callback(_wait)
    connection_created.connect(_limit_statements, dispatch_uid="ara_site.deadline")
