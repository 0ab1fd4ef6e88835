"""A kept page as an answer: the headers made once, so that a request costs a look-up and a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from ara_site.page_cache.copies import Copy
from ara_site.page_cache.disk import Stamp
from ara_site.page_cache.encodings import choose

Headers = list[tuple[str, str]]


class Form(NamedTuple):
    """A page in one content coding. `etag` differs from coding to coding, since their bytes do (RFC 9110, section 8.8.3)."""

    etag: str
    body: bytes
    headers: Headers
    headers_unchanged: Headers


class Answer:
    """A copy made ready to be sent. `stamp` is the state of its file on disk, None where it has none."""

    __slots__ = ("copy", "label", "reads_query", "size", "stamp", "status", "_forms")

    def __init__(self, copy: Copy, stamp: Stamp | None = None) -> None:
        self.copy, self.label, self.reads_query, self.stamp = copy, copy.label, copy.reads_query, stamp
        self.status = f"{copy.status} {HTTPStatus(copy.status).phrase}"
        self._forms = {coding: _form(copy, coding, body) for coding, body in copy.bodies.items()}
        self.size = sum(map(len, copy.bodies.values()))

    def send(self, environ: dict[str, Any], start_response: Callable, more: Headers | None = None) -> Iterable[bytes]:
        """Answer a GET or HEAD: whole, or that nothing has changed."""
        form = self._forms[choose(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known == form.etag or _is_among(form.etag, known)) and self.copy.status == HTTPStatus.OK:
            start_response("304 Not Modified", form.headers_unchanged + (more or []))
            return []
        start_response(self.status, form.headers + (more or []))
        return [form.body] if environ["REQUEST_METHOD"] == "GET" else []


def _form(copy: Copy, coding: str, body: bytes) -> Form:
    etag = f'"{copy.etag}-{coding}"'
    always = [*copy.headers, ("Vary", "Accept-Encoding"), ("ETag", etag)]
    unchanged = [(name, value) for name, value in always if name != "Content-Type"]
    encoded = [] if coding == "identity" else [("Content-Encoding", coding)]
    return Form(etag, body, [*always, *encoded, ("Content-Length", str(len(body)))], unchanged)


def _is_among(etag: str, known: str) -> bool:
    """Whether an If-None-Match header names the tag, compared weakly: a front may have weakened it."""
    return known.strip() == "*" or etag in (each.strip().removeprefix("W/") for each in known.split(","))
