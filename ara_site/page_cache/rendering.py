"""Making a page as any reader gets it: through Django's own middleware and views, without a cookie and without a query string."""

from __future__ import annotations

import hashlib
import io
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from ara_site.page_cache.copies import Copy
from ara_site.page_cache.encodings import encode
from ara_site.page_cache.epochs import Epoch
from publishing.live import LiveSet
from publishing.models import Edition

NOT_KEPT = ("no-store", "no-cache", "private")
"""What a view says (Cache-Control) of an answer that is not one finished page for everybody."""

OF_ONE_ANSWER = {"content-length", "content-encoding", "etag", "vary"}


@dataclass(frozen=True)
class Rendered:
    """What the site answered, and whether the view would have looked at a query string."""

    response: HttpResponseBase
    reads_query: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is a finished page, the same for everybody."""
        control = self.response.headers.get("Cache-Control", "")
        is_shared = self.is_whole and not any(each in control for each in NOT_KEPT)
        return is_shared and self.response.status_code == HTTPStatus.OK

    @property
    def is_whole(self) -> bool:
        """Whether it is all there, and says nothing to one reader alone."""
        return isinstance(self.response, HttpResponse) and not self.response.cookies


def render(get_response: Callable[[WSGIRequest], HttpResponseBase], path: str) -> Rendered:
    """What the site answers to a reader who asks for a path (as WSGI spells it) under the site's own name."""
    set_script_prefix("/")
    request = WSGIRequest(_environ(path))
    response = get_response(request)
    match = request.resolver_match
    return Rendered(response, bool(match and getattr(match.func, "reads_query_string", False)))


def copy_of(rendered: Rendered, path: str, epoch: Epoch | None) -> Copy:
    """An answer as it is kept; without an epoch, for one time. Browsers ask for pages anew each time: Cache-Control no-cache."""
    response = rendered.response
    headers = {name: value for name, value in response.items() if name.lower() not in OF_ONE_ANSWER}
    return Copy(
        path=path,
        label=epoch.label if epoch else "",
        version=epoch.version if epoch else "",
        made_at=time.time(),
        status=response.status_code,
        headers=list(({"Cache-Control": "no-cache"} | headers).items()),
        bodies=encode(response.content),
        etag=hashlib.sha256(response.content).hexdigest()[:24],
        reads_query=rendered.reads_query,
        **_ends(getattr(response, "context_data", None) or {}),
    )


def _ends(context: dict[str, Any]) -> dict[str, Any]:
    """When what a page shows will not be live any more, as far as that is planned."""
    edition: Edition | None = context.get("edition")
    live: LiveSet | None = context.get("live")
    shown = live.editions() if live else []
    others = [each.live.upper.timestamp() for each in shown if each.live and each.live.upper and each != edition]
    found: dict[str, Any] = {"changes_at": min(others, default=None)}
    if edition:
        ends = edition.live.upper
        found |= {"document": str(edition.key), "ends_at": ends.timestamp() if ends else None}
        found["withdrawn"] = bool(ends) and edition.withdraw_at == ends
    return found


def _environ(path: str) -> dict[str, Any]:
    address = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": address.hostname,
        "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": address.netloc,
        "HTTP_X_FORWARDED_PROTO": address.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
