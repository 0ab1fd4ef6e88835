"""Which requests a kept page may answer. All others go to Django, which refuses or answers them as if there were no cache."""

from __future__ import annotations

from operator import length_hint
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from ara_site.security import LONGEST

FORMS = ("/contact/", "/search/")
"""Below these nothing is ever kept: what they answer belongs to the one who asks."""

OTHERS = ("/staff/", "/preview/", "/healthz/", "/static/", "/media/")
"""Below these neither; and whether the database is away is not asked."""

MOST_HOSTS = 100


class Visits:
    """`may_be_answered` is asked of every request, so it does little."""

    def __init__(self) -> None:
        self._hosts: set[str] = set()
        self._only_secure = settings.SECURE_SSL_REDIRECT
        self._trusts_proxy = settings.TRUST_PROXY

    def may_be_answered(self, environ: dict[str, Any]) -> bool:
        """Whether it reads a page, under a name of this site, and holds nothing that is to be refused."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and (environ.get("HTTP_HOST") in self._hosts or self._is_own(environ.get("HTTP_HOST", "")))
            and not (self._only_secure and not self._is_secure(environ))
            and _is_harmless(environ)
        )

    def _is_own(self, host: str) -> bool:
        """Whether Django would serve this host, in every spelling of it; remembered."""
        domain, _port = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        if len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)
        return True

    def _is_secure(self, environ: dict[str, Any]) -> bool:
        if self._trusts_proxy:
            return environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[0].strip() == "https"
        return environ["wsgi.url_scheme"] == "https"


def is_kept_from(path: str) -> bool:
    """Whether nothing of an address is ever kept."""
    return path.startswith(FORMS + OTHERS)


def _is_harmless(environ: dict[str, Any]) -> bool:
    """Whether there is nothing in it that ara_site/security.py would refuse."""
    query, cookie = environ.get("QUERY_STRING", ""), environ.get("HTTP_COOKIE", "")
    if "%00" in query or "\0" in query or "\0" in cookie or "\\" in cookie:
        return False
    # Any value at all, in one call: looking at each header by name would cost as much as all the rest.
    longest = max(map(length_hint, environ.values()))
    return longest <= LONGEST and len(environ["PATH_INFO"]) + len(query) <= LONGEST
