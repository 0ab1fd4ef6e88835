"""What the tests of the page cache share: the cache before the real Django, asked as a web server asks it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, OperationalError, close_old_connections, connection

from ara_site.page_cache import epochs
from ara_site.page_cache.bell import Bell
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.epochs import Epoch, LastKnown
from ara_site.page_cache.freshness import Freshness
from ara_site.page_cache.front import Front
from ara_site.page_cache.shelf import Shelf

BROWSER = "gzip, deflate, br, zstd"


@dataclass
class Got:
    """An answer as a browser sees it."""

    status: int
    headers: dict[str, str]
    body: bytes


class InThisThread(Freshness):
    """Asks in the test's own thread, at every request, so that it sees what the test has not committed."""

    def current(self) -> Epoch | None:
        try:
            self._epoch = self._ask(self._epoch)
        except DatabaseError:
            return None
        self._known.note(self._epoch)
        return self._epoch


class Site:
    """A web process on a folder for kept pages. Another one on the same folder is the same site after a restart, or beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rendered = folder, []
        self.django = WSGIHandler()
        self.freshness = InThisThread(epochs.ask, Bell(folder / "bell"), LastKnown(folder / "known.json"))
        self.shelf = Shelf(Disk(folder))
        self.application = Front(self.django, self.shelf, self.freshness)
        self._count()

    def _count(self) -> None:
        """Note each page that Django makes."""
        make = self.django.get_response

        def noted(request):
            self.rendered.append(request.path)
            return make(request)

        self.django.get_response = noted

    def get(self, path: str, *, method: str = "GET", query: str = "", accept: str = "", **headers: str) -> Got:
        """Ask for a page; more headers as WSGI names them, without HTTP_."""
        named = {"HOST": urlsplit(settings.SITE_URL).netloc, "ACCEPT_ENCODING": accept} | headers
        environ = environment(path, method, query) | {f"HTTP_{name}": value for name, value in named.items() if value}
        found: dict[str, Any] = {}

        def start_response(status: str, sent: list[tuple[str, str]], error: Any = None) -> None:
            found.update(status=int(status[:3]), headers=dict(sent))

        with _connections_left_open():
            answered = self.application(environ, start_response)
            body = b"".join(answered)
            getattr(answered, "close", bool)()
        return Got(found["status"], found["headers"], body)


@contextmanager
def no_database() -> Iterator[None]:
    """Nothing that is asked of the database is answered."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def _connections_left_open() -> Iterator[None]:
    """Django closes connections around a request; the one that the test is in has to stay."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def environment(path: str, method: str = "GET", query: str = "") -> dict[str, Any]:
    """A request as a web server describes it."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
