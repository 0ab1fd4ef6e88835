"""Whole sites for the tests of the page cache: web processes on ports of their own, and a way to their database that can break."""

from __future__ import annotations

import http.client
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.ara_site.frozen_database import Way
from tests.browser.served_site import Databases, Site

SETTINGS = {"DJANGO_SETTINGS_MODULE": "bench.settings"}
PATIENCE = 30


class BreakableWay(Way):
    """The way to a database: open, frozen (the server is paused), or shut (it is stopped, or refuses)."""

    is_shut = False

    def database_url(self, name: str) -> str:
        """The address of a database by this way."""
        user = self.url.username or "postgres"
        password = f":{self.url.password}" if self.url.password else ""
        return f"postgres://{user}{password}@127.0.0.1:{self.port}/{unquote(name)}"

    def shut(self) -> None:
        """Break off all connections, and take no new ones."""
        self.is_shut = True
        for side in self._open:
            side.close()

    def open_again(self) -> None:
        """As before."""
        self.is_shut = self.is_frozen = False

    def _server(self):
        far = super()._server()
        if self.is_shut:
            far.close()
        return far


def get(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, body) of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{site.port}", **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def sitemap(site: Site) -> list[str]:
    """The path of every page."""
    return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", get(site, "/sitemap.xml")[2].decode())


@contextmanager
def starter_site(databases: Databases, name: str, data: Path) -> Iterator[Site]:
    """A site with the starter content, not started."""
    site = Site(databases.create(name), data, data / "static", variables=dict(SETTINGS))
    data.mkdir(exist_ok=True)
    for command in (["migrate", "--verbosity=0"], ["load_starter"]):
        site.manage(*command)
    try:
        yield site
    finally:
        site.stop()


def beside(site: Site, data: Path) -> Site:
    """Another machine of the same site: the same database, a disk of its own."""
    shutil.copytree(site.data, data, ignore=shutil.ignore_patterns("pages"))
    return Site(site.database_url, data, data / "static", variables=dict(SETTINGS))


def by(way: BreakableWay, site: Site) -> Site:
    """The same site, its database reached by a way that can break."""
    return Site(
        way.database_url(urlsplit(site.database_url).path.lstrip("/")), site.data, site.static, variables=dict(SETTINGS)
    )
