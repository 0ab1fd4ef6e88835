"""The loop that sends messages and does chores. It ends after the message in hand when it is told to."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from deliveries import rounds
from deliveries.models import Heartbeat
from deliveries.sending import Tally, send_due

SECONDS_BETWEEN_LOOKS = 1
SECONDS_BETWEEN_BEATS = 10
SECONDS_WITHOUT_DATABASE = 5

logger = logging.getLogger(__name__)


class Worker:
    """One worker. Any number may run at once: each message and each chore is claimed by one of them."""

    def __init__(self, *, parent: int = 0) -> None:
        self.parent = parent
        self._stop = threading.Event()
        self._next_beat = 0.0

    def stop(self, number: int = 0, frame=None) -> None:
        """End after the message in hand. Also a signal's handler."""
        self._stop.set()

    def run(self) -> None:
        """Work until told to stop, or until the process that started it is gone. Without a database, wait for it."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        while not self._is_over():
            self._stop.wait(self._seconds_to_wait())

    def _seconds_to_wait(self) -> float:
        """Take a turn; how long to wait for the next one."""
        try:
            return 0 if self.turn().tried else SECONDS_BETWEEN_LOOKS
        except DatabaseError as error:
            # Down, or in the middle of an upgrade: both pass, and nothing is lost meanwhile.
            logger.warning("The database does not answer as it should (%s); trying again.", type(error).__name__)
            connection.close()
            return SECONDS_WITHOUT_DATABASE

    def turn(self) -> Tally:
        """One turn: a sign of life and the chores when it is time for them, then one message."""
        close_old_connections()
        if time.monotonic() >= self._next_beat:
            Heartbeat.beat()
            rounds.run_due()
            self._next_beat = time.monotonic() + SECONDS_BETWEEN_BEATS
        return send_due(limit=1)

    def _is_over(self) -> bool:
        return self._stop.is_set() or bool(self.parent and os.getppid() != self.parent)
