"""Every kind of input that no browser sends, as bytes, to every address, as a visitor and as staff: each gets the answer that is wanted."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from faults.loading import Loaded, in_parallel

SECONDS = 20
SIGN_OUT = ("/staff/sign-out/", "/staff/logout/")


@dataclass(frozen=True)
class Doors:
    """Every address of a site, and what a browser of a member of staff sends with each request (faults/inside.py)."""

    addresses: list[str]
    views: list[str]
    cookies: str
    token: str

    def headers(self, path: str, *, staff: bool) -> dict[str, str]:
        """Nothing for a visitor. Signing out by a form that is right would end what is tried here."""
        if not staff:
            return {}
        return {"Cookie": self.cookies} | ({} if path.startswith(SIGN_OUT) else {"X-CSRFToken": self.token})


@dataclass(frozen=True)
class Case:
    """One input; `tail` follows the path. `wanted`: the status, or 0 for any answer that is no error of ours."""

    wanted: int
    method: str = "GET"
    tail: str = ""
    lines: tuple[str, ...] = ()
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"
    has_length: bool = True
    host: str = "localhost"


def posted(body: bytes, wanted: int = 0, **fields) -> Case:
    """Something sent."""
    return Case(wanted, "POST", body=body, **fields)


CASES = {
    "NUL in the path": Case(400, tail="%00"),
    "NUL in the query": Case(400, tail="?q=%00"),
    # With an address that is never kept: what the front answers by itself, it answers whatever the cookie.
    "NUL in a cookie": Case(400, tail="?visit=1", lines=('Cookie: a="\\000aaaa"',)),
    "NUL in a header": Case(400, lines=("X-A: a\0b",)),
    "NUL in fields": posted(b"name=a%00b&message=%00&action=%00&_selected_action=%00"),
    "broken UTF-8": posted(b"name=%ff&message=\xff\xfe&title=%ed%a0%80"),
    "half a character in JSON": posted(rb'{"text": "\ud800", "order": ["\ud800"]}', kind="application/json"),
    "nested JSON": posted(b"[" * 60_000, kind="application/json"),
    "UTF-16": posted(b"a=1", kind="application/x-www-form-urlencoded; charset=utf-16"),
    "2,000 fields": posted(b"&".join(b"field%d=1" % number for number in range(2000))),
    "broken multipart": posted(b"--x\r\nrubbish", kind="multipart/form-data; boundary=x"),
    "a header of 9 kB": Case(431, lines=(f"X-A: {'a' * 9000}",)),
    "150 headers": Case(431, tail="?visit=1", lines=tuple(f"X-A-{number}: a" for number in range(150))),
    "an address of 9 kB": Case(414, tail="?q=" + "a" * 9000),
    "TRACE": Case(405, "TRACE"),
    "PUT": Case(405, "PUT", body=b"a=1"),
    "DELETE": Case(405, "DELETE"),
    "FOO": Case(405, "FOO"),
    "length and chunks": posted(b"0\r\n\r\n", 400, lines=("Transfer-Encoding: chunked",)),
    "a negative length": posted(b"", 400, lines=("Content-Length: -1",), has_length=False),
    "a length that is no number": posted(b"", 400, lines=("Content-Length: x",), has_length=False),
    "an unknown host": Case(400, host="evil.example"),
    "a broken expression": Case(0, tail="?body__regex=("),
    "rubbish in filters": Case(
        0, tail="?p=-1&o=zz.99&id__in=x&q=%27%22)(&_changelist_filters=%2&id=9999999999999999999"
    ),
}


def attack_everywhere(port: int, doors: Doors) -> Loaded:
    """Every case to an address of every view, as a visitor and as staff; an answer that is not wanted counts as given up."""
    found = Loaded()

    def one(place: tuple[str, str, bool]) -> None:
        name, path, staff = place
        case, begin = CASES[name], time.monotonic()
        status = send(port, request(case, path, doors.headers(path, staff=staff)))
        found.note(status, time.monotonic() - begin)
        if not (status == case.wanted if case.wanted else 200 <= status < 500):
            found.gave_up.append(f"{name} to {path} as {'staff' if staff else 'visitor'}: {status}")

    in_parallel(one, [(name, path, staff) for name in CASES for path in doors.views for staff in (False, True)])
    return found


def request(case: Case, path: str, more: dict[str, str]) -> bytes:
    """The bytes of one case."""
    lines = [f"{case.method} {path}{case.tail} HTTP/1.1", f"Host: {case.host}", "Connection: close", *case.lines]
    if "Cookie" in more and any(line.startswith("Cookie") for line in case.lines):
        more = {name: value for name, value in more.items() if name != "Cookie"}
    lines += [f"{name}: {value}" for name, value in more.items()]
    if case.body:
        lines += [f"Content-Type: {case.kind}"] + ([f"Content-Length: {len(case.body)}"] if case.has_length else [])
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + case.body


def send(port: int, sent: bytes) -> int:
    """The status of the answer; 0 where there was none."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
        received = b""
        try:
            connection.sendall(sent)
        except OSError:
            # Refused before all of it was sent; the answer may be there.
            pass
        try:
            while piece := connection.recv(65536):
                received += piece
        except OSError:
            pass
    words = received.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
