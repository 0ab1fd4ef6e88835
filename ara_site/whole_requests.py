"""Reads what came with a request to its end before the answer is sent, also where the answer did not need it, as a refusal does not.

The server closes a connection on which something is left unread, and whoever is still sending then sees the connection break instead
of the answer: nginx makes a 502 of that (RFC 9112, section 9.6, says why). Behind the front this costs nothing, since it hands a
request on only once it has all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

MOST = 20 * 2**20
"""What the front lets through at most, in bytes (deploy/nginx.conf, client_max_body_size)."""

PIECE = 64 * 2**10


def read_to_the_end(application: Callable) -> Callable:
    """A WSGI application that leaves nothing of a request unread. Nobody but the front may stand before it."""

    def answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        answered = application(environ, start_response)
        if environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
            _read(environ["wsgi.input"])
        return answered

    return answer


def _read(body: Any) -> None:
    left = MOST
    while left > 0 and (piece := body.read(PIECE)):
        left -= len(piece)
