"""Readers: all pages of the sitemap, one after the other, again and again while something is broken."""

from __future__ import annotations

import http.client
import re
import time

from faults.loading import Loaded

A_SECOND = 1.0
LONGEST_WAIT = 20
WISHES = ("br, gzip", "gzip", "identity")
"""What browsers say that get the three forms of a page."""


def sitemap(port: int) -> list[str]:
    """The path of every page."""
    _status, body = page(port, "/sitemap.xml")
    return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", body.decode())


def crawl(port: int, paths: list[str], *, seconds: float = 0.0) -> Loaded:
    """Each page at least once, and on for so long. A page that is not there, not whole or late counts as given up."""
    found, end = Loaded(), time.monotonic() + seconds
    while True:
        for path in paths:
            begin = time.monotonic()
            status, body = page(port, path)
            took = time.monotonic() - begin
            found.note(status, took)
            if status != 200 or took > A_SECOND or not body:
                found.gave_up.append(f"{path} {status} {took:.2f} s")
        if time.monotonic() >= end:
            return found


def page(port: int, path: str, wish: str = "identity") -> tuple[int, bytes]:
    """(status, body); (0, b"") for a connection that broke off or hung."""
    return answered(port, path, {"Accept-Encoding": wish})


def answered(port: int, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """The same, with headers of one's own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_WAIT)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
