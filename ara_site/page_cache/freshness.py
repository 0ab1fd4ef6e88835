"""Whether what is kept is still what readers should see: asked of the database once a second at most, by one thread of the process.

A request waits for that thread less than a second at the longest, whatever the database does (time in which the whole machine stood
still does not count: that says nothing of the database). Without an answer the database counts as
away: nobody waits for it any more, and the thread goes on asking now and then until it is back.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

from ara_site import deadline
from ara_site.page_cache.bell import Bell
from ara_site.page_cache.epochs import Epoch, LastKnown

SECONDS_BETWEEN_QUESTIONS = 0.95
"""A little under a second, so that the answer, too, is there within one."""

SECONDS_TO_WAIT = 0.7
SECONDS_TO_START = 3.0
SECONDS_BETWEEN_TRIES = 1.0
SECONDS_TO_ANSWER = 2.0
SHORTEST = 0.02

logger = logging.getLogger(__name__)


class Freshness:
    """`current()` is the epoch, or None while the database is away; `last` the epoch that was known last, after a restart too."""

    def __init__(self, ask: Callable[[Epoch | None], Epoch], bell: Bell, known: LastKnown) -> None:
        self._ask, self._bell, self._known = ask, bell, known
        self._epoch: Epoch | None = None
        self._good_until, self._heard = 0.0, b""
        self._is_away, self._try_again_at = False, 0.0
        self._changed = threading.Condition()
        # Questions by number: wanted by requests, taken up by the thread (having heard the bell so), answered.
        self._wanted = self._taken_up = self._answered = 0
        self._heard_before = b""
        self._pid, self._is_over = 0, False

    @property
    def last(self) -> Epoch | None:
        """The epoch that this process, or else this machine, knew last."""
        return self._epoch or self._known.get()

    def current(self) -> Epoch | None:
        """The epoch, not older than a second; None while the database is away."""
        if time.monotonic() < self._good_until and self._bell.heard() == self._heard:
            return self._epoch
        return self._look_again()

    def start(self, seconds: float = SECONDS_TO_START) -> None:
        """Ask before the first request comes, which then need not wait for a connection to be made."""
        self._look_again(seconds)

    def failed(self) -> None:
        """The database did not answer somebody else."""
        with self._changed:
            self._go_away()

    def stop(self) -> None:
        """End the thread."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _look_again(self, seconds: float = SECONDS_TO_WAIT) -> Epoch | None:
        with self._changed:
            self._see_to_the_thread()
            if self._is_away:
                if self._answered == self._wanted and time.monotonic() >= self._try_again_at:
                    self._want_another()
                return None
            number = self._question()
            if not self._is_answered(number, seconds):
                self._go_away()
            return None if self._is_away else self._epoch

    def _is_answered(self, number: int, seconds: float) -> bool:
        """Wait so long; whether there is an answer to a question, be it that the database is away."""
        times = math.ceil(seconds / deadline.SECONDS_AT_A_TIME)
        waits = (
            self._changed.wait_for(lambda: self._answered >= number or self._is_away, seconds / times)
            for _ in range(times)
        )
        return any(waits)

    def _question(self) -> int:
        """The number of the question to wait for: the one that is being asked, unless the bell was rung since."""
        is_asking = self._answered < self._taken_up
        if is_asking and self._heard_before == self._bell.heard():
            return self._taken_up
        if self._wanted == self._taken_up:
            self._want_another()
        return self._wanted

    def _want_another(self) -> None:
        self._wanted += 1
        self._changed.notify_all()

    def _see_to_the_thread(self) -> None:
        """Start it with the first request, and again in a process that was forked since: threads stay behind."""
        if self._pid != os.getpid():
            self._pid, self._wanted, self._taken_up, self._answered = os.getpid(), 0, 0, 0
            threading.Thread(target=self._run, name="page-freshness", daemon=True).start()

    def _go_away(self) -> None:
        if not self._is_away:
            logger.error("The database does not answer: pages are shown as they were last known.")
        self._is_away, self._good_until = True, 0.0
        self._try_again_at = time.monotonic() + SECONDS_BETWEEN_TRIES
        self._changed.notify_all()

    def _run(self) -> None:
        """The thread: wait for a question, ask the database, say what it answered."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted > self._taken_up or self._is_over)
                if self._is_over:
                    break
                self._taken_up, self._heard_before = self._wanted, self._bell.heard()
            begun = time.monotonic()
            epoch = self._answer()
            with self._changed:
                self._answered = self._taken_up
                self._take(epoch, begun)
        connection.close()

    def _take(self, epoch: Epoch | None, begun: float) -> None:
        if epoch is None:
            self._go_away()
            return
        if self._is_away:
            logger.warning("The database answers again.")
        lasts = min(SECONDS_BETWEEN_QUESTIONS, max(epoch.seconds_left, SHORTEST))
        self._epoch, self._heard, self._good_until = epoch, self._heard_before, begun + lasts
        self._is_away = False
        self._changed.notify_all()

    def _answer(self) -> Epoch | None:
        """What the database says; None where it does not. A connection that broke meanwhile is made anew, once."""
        for _time in range(2):
            try:
                with deadline.within(SECONDS_TO_ANSWER):
                    epoch = self._ask(self._epoch)
            except (DatabaseError, InterfaceError):
                connection.close()
            except Exception:
                logger.exception("The page cache could not ask for the state of the site.")
                return None
            else:
                self._known.note(epoch)
                return epoch
        return None
