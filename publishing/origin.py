"""Does a form come from a page of this site? Without a cookie there is nothing that a foreign page could misuse but the form itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

OWN = ("same-origin", "none")


def is_own(request: HttpRequest) -> bool:
    """Whether what the browser says about the sender speaks for us. A browser that says nothing is believed."""
    origin = request.headers.get("Origin")
    if origin is not None and _host(origin) not in _own_hosts(request):
        return False
    return request.headers.get("Sec-Fetch-Site", OWN[0]) in OWN


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _own_hosts(request: HttpRequest) -> tuple[str, str]:
    return request.get_host().lower(), urlsplit(settings.SITE_URL).netloc.lower()
