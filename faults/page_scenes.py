"""The faults that readers of pages must not notice: each page of the sitemap stays whole, right, and there within a second."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from faults.disks import fill
from faults.installation import Installation
from faults.loading import Loaded, Skipped, joined, load
from faults.publisher import publisher
from faults.reading import WISHES, crawl, page, sitemap
from faults.slow_clients import SLOW, slow_clients
from faults.two_machines import published

ROUNDS = 100
MANY = 500
NEVER_KEPT = ("/contact/", "/search/")
SECONDS_TO_PASS_ON = 60


class PageScenes:
    """Each method is a scene: it breaks something, and returns what readers got."""

    def __init__(self, site: Installation) -> None:
        self.site = site

    def all(self) -> list[tuple[str, Callable[[], Loaded]]]:
        """In order; the last one leaves a site that was started anew."""
        return [
            ("pages: Postgres stopped, and the web server restarted", self.without_postgres),
            ("pages: Postgres paused, and the web server restarted", self.with_postgres_paused),
            ("pages: Postgres refuses connections", self.with_postgres_refusing),
            ("pages: disk of the database full", self.with_the_disk_full),
            (f"pages: {ROUNDS} publications on two machines", self.two_machines),
            (f"front: {MANY} slow connections of each kind", self.slow_connections),
            ("front: a page is withdrawn, then the site dies", self.the_site_dies),
        ]

    def without_postgres(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.signal_postgres(signal.SIGKILL)
        try:
            return joined(crawl(self.site.port, paths), self._crawled_after_a_restart(paths))
        finally:
            self.site.start_postgres()

    def with_postgres_paused(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.signal_postgres(signal.SIGSTOP)
        try:
            return joined(crawl(self.site.port, paths, seconds=9), self._crawled_after_a_restart(paths))
        finally:
            self.site.signal_postgres(signal.SIGCONT)

    def with_postgres_refusing(self) -> Loaded:
        paths = self._all_pages_are_kept()
        self.site.let_in(False)
        try:
            return crawl(self.site.port, paths, seconds=5)
        finally:
            self.site.let_in(True)

    def with_the_disk_full(self) -> Loaded:
        self.site.need_disks()
        paths = self._all_pages_are_kept()
        file = fill(self.site.database_disk)
        try:
            return crawl(self.site.port, paths, seconds=5)
        finally:
            file.unlink()
            time.sleep(1)
            self.site.start_postgres()

    def two_machines(self) -> Loaded:
        """Late or wrong rounds count as given up; the longest is the longest until a headline was there without a front."""
        found, through_front = Loaded(), 0.0
        with self.site.second_machine() as other:
            front = other.front.port if other.front else 0
            for number, each in enumerate(published(self.site, other, ROUNDS, front_port=front)):
                found.note(200, each.readers[0].seconds)
                through_front = max(through_front, each.readers[-1].seconds)
                if not each.is_good:
                    found.gave_up.append(f"round {number}: {each}")
        found.notes.append(
            f"through a front after {through_front:.1f} s" if front else "without a front: no nginx here"
        )
        return found

    def slow_connections(self) -> Loaded:
        """Readers of every page, and some patients, while hundreds send or read byte by byte."""
        front, paths, found = self._front(), self._all_pages_are_kept(), Loaded()
        for kind, slowness in SLOW.items():
            with slow_clients(front, MANY, slowness) as clients:
                found = joined(found, crawl(front, paths, seconds=8))
                found = joined(found, load(front, f"slow {kind}", 10, parallel=2))
                found.notes.append(f"{clients.open} {kind} open")
                if clients.open < MANY * 0.9:
                    found.gave_up.append(f"only {clients.open} slow {kind} were open")
        return found

    def the_site_dies(self) -> Loaded:
        """Nobody asks for the page between its withdrawal and the death of all processes of the site."""
        front = self._front()
        with publisher(self.site) as publish:
            path = publish("page")
            found = self._in_all_forms(path, 200)
            publish("withdraw")
            headline = publish("headline")
            since = time.time()
        paths = [each for each in sitemap(self.site.port) if not each.startswith(NEVER_KEPT)]
        wanted = dict.fromkeys(paths, [b"200"] * len(WISHES)) | {path: [b"410"] * len(WISHES)}
        found.notes.append(f"passed on after {self._seconds_until_passed_on(wanted, since):.0f} s")
        self.site.kill_the_site()
        time.sleep(1.1)
        try:
            found = joined(found, joined(crawl(front, paths), self._in_all_forms(path, 410)))
            if headline.encode() not in page(front, "/")[1]:
                found.gave_up.append("the home page is an older one")
        finally:
            self.site.start_web()
            self.site.start_workers(2)
        return found

    def _in_all_forms(self, path: str, status: int) -> Loaded:
        """A page through the front, as browsers with different wishes ask for it; other answers count as given up."""
        found = Loaded()
        for wish in WISHES:
            begin = time.monotonic()
            answered, _body = page(self.site.front.port, path, wish)
            found.note(answered, time.monotonic() - begin)
            if answered != status:
                found.gave_up.append(f"{path} as {wish}: {answered} instead of {status}")
        return found

    def _seconds_until_passed_on(self, wanted: dict[str, list[bytes]], since: float) -> float:
        """From a moment until the front keeps all pages (statuses by path) anew in every form. Asking for them would bring that about."""
        while not wanted.items() <= self.site.kept_by_the_front(since).items():
            if time.time() - since > SECONDS_TO_PASS_ON:
                break
            time.sleep(0.5)
        return time.time() - since

    def _front(self) -> int:
        if self.site.front is None:
            raise Skipped("nginx is not installed")
        return self.site.front.port

    def _all_pages_are_kept(self) -> list[str]:
        """The worker has been round; the paths of all pages."""
        self.site.manage("render_pages")
        return sitemap(self.site.port)

    def _crawled_after_a_restart(self, paths: list[str]) -> Loaded:
        self.site.stop_web()
        self.site.start_web()
        return crawl(self.site.port, paths)
