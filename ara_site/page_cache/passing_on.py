"""Has the front hold what the site answers now, before the site might fail: the worker asks for each page as readers of the front do.

nginx (deploy/nginx.conf) replaces what it keeps when somebody asks after its second is over, and at once when the worker asks: a mark that was
made by a wrong clock may last for days. Without this, a page that was taken down and that nobody asked for
since would come back from there, if every process of the site died; and pages that nobody read lately would be missing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from typing import NamedTuple, Protocol
from urllib.parse import quote, urlsplit

from ara_site.page_cache.encodings import CODINGS

WISHES = {"br": "br, gzip", "gzip": "gzip", "identity": "identity"}
"""For each form of a page what a browser says that gets it; the front keeps three forms."""

ANEW = {"Cache-Control": "no-cache"}
"""The front fetches the page, whatever it keeps."""

SECONDS_TO_ANSWER = 5.0
SECONDS_BEFORE_ANOTHER_TRY, LONGEST_PAUSE = 1.0, 30.0
"""The site may be a second behind the worker; what is wrong for longer is asked for less and less often."""


class Passed(NamedTuple):
    """What the front should answer. `path` as WSGI spells it; `etag` without the name of its form, "" where it does not matter."""

    path: str
    status: int
    etag: str = ""


class Wrong(NamedTuple):
    """A page that the front holds otherwise; `pause` is how many seconds after the last question it is asked for again."""

    page: Passed
    pause: float
    again_at: float


class Onward(Protocol):
    """Where finished pages go. `problem` is why they could not go there last time: the name of an error, or ""."""

    problem: str

    def add(self, page: Passed) -> None: ...

    def turn(self, end: float) -> None: ...


class Nowhere:
    """There is no front."""

    problem = ""

    def add(self, page: Passed) -> None:
        """Nothing has to be held."""

    def turn(self, end: float) -> None:
        """Nothing is asked."""


class PassingOn:
    """A queue of pages that the front has to hold. `address` is where it listens, as (host, port); `site_url` what readers type."""

    def __init__(self, site_url: str, address: tuple[str, int]) -> None:
        self._site, self._address = urlsplit(site_url), address
        self._queue: dict[str, Passed] = {}
        self._wrong: dict[str, Wrong] = {}
        self._connection: http.client.HTTPConnection | None = None
        self.problem = ""

    def add(self, page: Passed) -> None:
        """Have the front hold a page as it is now, and not as it was when it was last added."""
        self._wrong.pop(page.path, None)
        self._queue[page.path] = page

    def turn(self, end: float) -> None:
        """Go on until the queue is empty or the time (of the monotonic clock) is over."""
        now = time.monotonic()
        self._queue |= {path: wrong.page for path, wrong in self._wrong.items() if wrong.again_at <= now}
        while self._queue and time.monotonic() < end:
            path, page = next(iter(self._queue.items()))
            if not self._answers(page):
                return
            del self._queue[path]
        self._close()

    def _answers(self, page: Passed) -> bool:
        """Ask for all forms of a page; whether the front answered. What it answered wrongly is asked for again later."""
        try:
            are_right = [self._asked(page, coding) for coding in CODINGS]
        except (OSError, http.client.HTTPException) as error:
            self._close()
            self.problem = type(error).__name__
            return False
        self.problem = ""
        before = self._wrong.pop(page.path, None)
        if not all(are_right):
            pause = min(before.pause * 2, LONGEST_PAUSE) if before else SECONDS_BEFORE_ANOTHER_TRY
            self._wrong[page.path] = Wrong(page, pause, time.monotonic() + pause)
        return True

    def _asked(self, page: Passed, coding: str) -> bool:
        """Ask for one form; whether that is what came. The front fetches and keeps the whole page for a HEAD, too."""
        connection = self._connection = self._connection or self._connected()
        headers = {"Host": self._site.netloc, "Accept-Encoding": WISHES[coding], "User-Agent": "site-worker"} | ANEW
        connection.request("HEAD", quote(page.path.encode("latin-1")), headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.will_close:
            self._close()
        tag = f'"{page.etag}-{coding}"'
        return answer.status == page.status and (not page.etag or answer.headers.get("ETag") == tag)

    def _connected(self) -> http.client.HTTPConnection:
        """To the front's own address, under the site's name."""
        connection = http.client.HTTPConnection(self._site.hostname, timeout=SECONDS_TO_ANSWER)
        connection.auto_open = 0
        connection.sock = socket.create_connection(self._address, SECONDS_TO_ANSWER)
        if self._site.scheme == "https":
            tls = ssl.create_default_context()
            connection.sock = tls.wrap_socket(connection.sock, server_hostname=self._site.hostname)
        return connection

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
