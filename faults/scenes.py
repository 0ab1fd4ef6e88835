"""The faults, one after the other: what breaks while patients send their requests."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from faults.disks import fill
from faults.installation import Installation
from faults.loading import FORM, Loaded, Skipped, joined, load, post
from faults.mail_server import MailServer

FAKETIME = "*/faketime/libfaketime.so.1"
"""Below /usr/lib, in Debian's package libfaketime."""


class Scenes:
    """Each method is a scene: it breaks something, and returns what the patients were told."""

    def __init__(self, site: Installation, mail: MailServer, *, count: int) -> None:
        self.site, self.mail, self.count = site, mail, count

    def all(self) -> list[tuple[str, Callable[[], Loaded]]]:
        """In order; the mail server is bad first, so that its messages have time to be sent."""
        return [
            ("nothing is broken", self.nothing),
            ("mail server refuses, hangs, breaks off, says 451 and 550; mail workers killed", self.bad_mail),
            ("Postgres killed four times", self.postgres_killed),
            ("Postgres paused for 9 seconds, twice", self.postgres_paused),
            ("Postgres stopped", self.postgres_stopped),
            ("web workers killed six times", self.web_workers_killed),
            ("disk of the database full", self.database_disk_full),
            ("disk of the database and of the spool full", self.both_disks_full),
            ("clock two days behind", lambda: self.clock("-2d")),
            ("clock two days ahead", lambda: self.clock("+2d")),
            ("one form sent 100 times at once", self.double_submits),
        ]

    def nothing(self) -> Loaded:
        return self._load("calm")

    def bad_mail(self) -> Loaded:
        self.mail.mailbox.is_bad = True
        self.mail.stop()

        def breaking() -> None:
            time.sleep(3)
            self.mail.start()
            for _time in range(8):
                time.sleep(2)
                self.site.kill_a_mail_worker()

        found = self._load_while(breaking, "bad mail")
        self.mail.mailbox.is_bad = False
        return found

    def postgres_killed(self) -> Loaded:
        def breaking() -> None:
            for _time in range(4):
                time.sleep(1.5)
                self.site.signal_postgres(signal.SIGKILL)
                time.sleep(1.5)
                self.site.start_postgres()

        return self._load_while(breaking, "killed")

    def postgres_paused(self) -> Loaded:
        def breaking() -> None:
            for _time in range(2):
                time.sleep(1)
                self.site.signal_postgres(signal.SIGSTOP)
                time.sleep(9)
                self.site.signal_postgres(signal.SIGCONT)
                time.sleep(2)

        return self._load_while(breaking, "paused")

    def postgres_stopped(self) -> Loaded:
        self.site.signal_postgres(signal.SIGKILL)
        found = self._load("stopped")
        self.site.start_postgres()
        return found

    def web_workers_killed(self) -> Loaded:
        def breaking() -> None:
            for _time in range(6):
                time.sleep(1.5)
                self.site.kill_a_web_worker()

        return self._load_while(breaking, "web")

    def database_disk_full(self) -> Loaded:
        self.site.need_disks()

        def breaking() -> None:
            file = fill(self.site.database_disk)
            time.sleep(6)
            file.unlink()
            time.sleep(1)
            self.site.start_postgres()

        return self._load_while(breaking, "full")

    def both_disks_full(self) -> Loaded:
        self.site.need_disks()

        def breaking() -> None:
            self.site.signal_postgres(signal.SIGKILL)
            file = fill(self.site.data_disk)
            time.sleep(6)
            file.unlink()
            self.site.start_postgres()

        return self._load_while(breaking, "both full")

    def clock(self, shift: str) -> Loaded:
        """Web and mail workers with another time than the database."""
        found = next(Path("/usr/lib").glob(FAKETIME), None)
        library = os.environ.get("FAKETIME_LIBRARY", "") or found
        if not library:
            raise Skipped("libfaketime is not installed (on Debian: apt-get install libfaketime)")
        # The time of day alone: with the clock for waiting changed, too, threads would wait for two days.
        shifted = {"LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self._restart(**shifted)
        try:
            return self._load(f"clock {shift}")
        finally:
            self._restart()

    def double_submits(self) -> Loaded:
        found, form = Loaded(), FORM | {"name": "double", "stamp": "one form"}
        begin = threading.Barrier(100)

        def send() -> None:
            begin.wait()
            started = time.monotonic()
            status, location = post(self.site.port, form)
            found.note(status, time.monotonic() - started)
            found.told[location or f"nothing {threading.get_ident()}"] = location.removeprefix("/contact/sent/")[:8]

        threads = [threading.Thread(target=send) for _one in range(100)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def _load(self, label: str) -> Loaded:
        return load(self.site.port, label, self.count)

    def _load_while(self, breaking: Callable[[], None], label: str) -> Loaded:
        """Patients go on for at least as long as things break."""
        thread, found, part = threading.Thread(target=breaking), None, 0
        thread.start()
        while found is None or thread.is_alive():
            more, part = self._load(f"{label} {part}"), part + 1
            found = more if found is None else joined(found, more)
        thread.join()
        return found

    def _restart(self, **more: str) -> None:
        self.site.stop_workers()
        self.site.stop_web()
        self.site.start_web(**more)
        self.site.start_workers(2, **more)
