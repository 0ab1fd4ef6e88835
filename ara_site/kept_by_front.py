"""Tells the front what it may keep, and until when: published pages, to the end of the second in which they were sent.

The mark is nginx's own header X-Accel-Expires, which it takes off again. With an absolute time of this very second, nginx (whose times
are whole seconds) keeps a page for less than one, where "1" would be up to two. What is kept stays as a stand-in for when the site
fails. So a page that was taken down (410) is marked too: it has to take the place of what was there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

MARK = "X-Accel-Expires"
REVALIDATED = ("Cache-Control", "no-cache")
"""What published pages say, and nothing that is somebody's own."""


def marked(application: Callable) -> Callable:
    """A WSGI application whose published pages carry the mark. Nobody but the front may stand before it."""

    def answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable:
            if _may_be_kept(environ, status, headers):
                headers = [(MARK, f"@{int(time.time())}"), *headers]
            return start_response(status, headers, *error)

        return application(environ, start)

    return answer


def _may_be_kept(environ: dict[str, Any], status: str, headers: list[tuple[str, str]]) -> bool:
    """A published page, or the word that there is none any more. The front keeps none that was asked for with a query string."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    code = status[:3]
    return code == "410" or (code in ("200", "301") and REVALIDATED in headers)
