"""What machines ask for: robots.txt, the sitemap, and whom to tell of a hole in our security."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse

from publishing import kinds
from publishing.live import LiveSet
from publishing.models import Edition

SECURITY_TXT_GOOD_FOR = timedelta(days=180)


class LivePages(Sitemap):
    """Every page that is live, with the moment it became so. Its addresses come from SITE_URL, never from the request."""

    limit = 50000

    def items(self) -> list[tuple[str, datetime | None]]:
        live = LiveSet(Edition.objects.live().for_reading().in_order())
        pages = [(path, edition.live.lower) for edition in live.editions() if (path := live.path(edition))]
        return [*pages, *((path, None) for path in kinds.lists())]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]

    def get_urls(self, page: int = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        scheme, _separator, domain = settings.SITE_URL.partition("://")
        return self._urls(page, scheme, domain)


def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml (https://www.sitemaps.org/protocol.html)."""
    return sitemap_views.sitemap(request, {"live": LivePages})


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): all public pages, none of the staff's."""
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /preview/", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): how to tell us of a weakness."""
    practice = LiveSet.around().one("practice")
    contacts = [f"Contact: {settings.SITE_URL}/contact/"]
    if practice and practice.reads.email:
        contacts.insert(0, f"Contact: mailto:{practice.reads.email}")
    expires = (datetime.now(UTC) + SECURITY_TXT_GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *contacts,
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
