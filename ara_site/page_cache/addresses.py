"""Every address that has to be on disk before the database is gone."""

from __future__ import annotations

from ara_site.machines import LivePages
from practice.surroundings import theme_url
from publishing.live import LiveSet

MACHINES = ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt")


def public_addresses() -> list[str]:
    """All pages of the sitemap, the practice's own stylesheet, and what machines ask for, as WSGI spells paths. Two queries."""
    practice = LiveSet.around().one("practice")
    if practice is None:
        return []
    theme = theme_url(practice.reads)
    pages = [path.encode().decode("latin-1") for path, _since in LivePages().items()]
    return [*filter(None, [theme]), *pages, *MACHINES]
