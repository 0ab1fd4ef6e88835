"""The faults, one after the other: what breaks while patients send their requests."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from faults.hostile import attack
from faults.installation import Installation
from faults.loading import FORM, Loaded, load, post
from faults.mail_server import MailServer
from faults.reading import crawl, sitemap
from faults.two_machines import published

ROUNDS = 100

FAKETIME = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
)


class Skipped(Exception):
    """This machine cannot stage the fault; the text says what is missing."""


class Scenes:
    """Each method is a scene: it breaks something, and returns what the patients were told."""

    def __init__(self, site: Installation, mail: MailServer, *, count: int, hostile: int, seed: int) -> None:
        self.site, self.mail, self.count, self.hostile, self.seed = site, mail, count, hostile, seed

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
            (f"{self.hostile:,} hostile inputs", self.hostile_inputs),
            ("pages: Postgres stopped, and the web server restarted", self.pages_without_postgres),
            ("pages: Postgres paused, and the web server restarted", self.pages_with_postgres_paused),
            ("pages: Postgres refuses connections", self.pages_with_postgres_refusing),
            ("pages: disk of the database full", self.pages_with_the_disk_full),
            (f"pages: {ROUNDS} publications on two machines", self.two_machines),
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
        self._need_disks()

        def breaking() -> None:
            file = self.site.fill(self.site.database_disk)
            time.sleep(6)
            file.unlink()
            time.sleep(1)
            self.site.start_postgres()

        return self._load_while(breaking, "full")

    def both_disks_full(self) -> Loaded:
        self._need_disks()

        def breaking() -> None:
            self.site.signal_postgres(signal.SIGKILL)
            file = self.site.fill(self.site.data_disk)
            time.sleep(6)
            file.unlink()
            self.site.start_postgres()

        return self._load_while(breaking, "both full")

    def clock(self, shift: str) -> Loaded:
        """Web and mail workers with another time than the database."""
        named = os.environ.get("FAKETIME_LIBRARY", "")
        library = next((path for path in (named, *FAKETIME) if path and Path(path).exists()), "")
        if not library:
            raise Skipped("libfaketime is not installed; FAKETIME_LIBRARY names it")
        shifted = {"LD_PRELOAD": library, "FAKETIME": shift, "DONT_FAKE_MONOTONIC": "1"}
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

    def hostile_inputs(self) -> Loaded:
        return attack(self.site.port, self.hostile, seed=self.seed)

    def pages_without_postgres(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.signal_postgres(signal.SIGKILL)
        found = joined(crawl(self.site.port, paths), self._crawled_after_a_restart(paths))
        self.site.start_postgres()
        return found

    def pages_with_postgres_paused(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.signal_postgres(signal.SIGSTOP)
        try:
            return joined(crawl(self.site.port, paths, seconds=9), self._crawled_after_a_restart(paths))
        finally:
            self.site.signal_postgres(signal.SIGCONT)

    def pages_with_postgres_refusing(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.let_in(False)
        try:
            return crawl(self.site.port, paths, seconds=5)
        finally:
            self.site.let_in(True)

    def pages_with_the_disk_full(self) -> Loaded:
        self._need_disks()
        paths = self._all_pages_are_kept()
        file = self.site.fill(self.site.database_disk)
        try:
            return crawl(self.site.port, paths, seconds=5)
        finally:
            file.unlink()
            time.sleep(1)
            self.site.start_postgres()

    def two_machines(self) -> Loaded:
        """Late or wrong rounds count as given up; the longest is the longest until a headline was there."""
        found = Loaded()
        with self.site.second_machine() as other:
            for number, each in enumerate(published(self.site, other, ROUNDS)):
                found.note(200, each.seconds)
                if each.is_late or each.is_wrong or not each.is_seen_here:
                    found.gave_up.append(f"round {number}: {each}")
        return found

    def _all_pages_are_kept(self) -> list[str]:
        """The worker has been round; the paths of all pages."""
        self.site.manage("render_pages")
        return sitemap(self.site.port)

    def _crawled_after_a_restart(self, paths: list[str]) -> Loaded:
        self.site.stop_web()
        self.site.start_web()
        return crawl(self.site.port, paths)

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

    def _need_disks(self) -> None:
        if not self.site.has_disks:
            raise Skipped("only root can mount a small disk to fill")


def joined(one: Loaded, other: Loaded) -> Loaded:
    """Two loads as one."""
    return Loaded(
        told=one.told | other.told,
        statuses=one.statuses + other.statuses,
        broken_off=one.broken_off + other.broken_off,
        hung=one.hung + other.hung,
        longest=max(one.longest, other.longest),
        gave_up=one.gave_up + other.gave_up,
    )
