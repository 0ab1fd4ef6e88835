"""Ten thousand inputs that no browser sends, from dice with a fixed seed: none may bring an error of the server, and none may hang."""

from __future__ import annotations

import http.client
import random
import time
from urllib.parse import quote_from_bytes

from faults.loading import Loaded, in_parallel
from faults.wire_cases import Doors

SHARE_OF_THE_FORM = 0.4
"""Of all inputs, those to the addresses where patients send something; the others go anywhere, half of them as staff."""

PATHS = ("/contact/", "/contact/", "/contact/", "/contact/check/", "/contact/check/", "/contact/sent/x/")
FIELDS = "name phone best_time topic for_whom language may_leave_message email message consent subject_line stamp again calm".split()
NASTY = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u2066\u200d".encode(), "𝔘𝔫𝔦".encode(), b"'\";--", b"<script>alert(1)</script>",
    b"{{7*7}}{% debug %}", b"%s%n{0.__class__}", b"../../etc/passwd", b"a" * 5000 + b"!", b"=1+1", b"\r\nBcc: x@example.org",
    b"9" * 400, b"-1", b"1e999", b"true", b"[]", b"\\000", "İ".encode() * 50, "ﷺ".encode() * 90, b"((((((((((" * 30, b"no no no " * 40,
]  # fmt: skip


def attack(port: int, count: int, doors: Doors, *, seed: int) -> Loaded:
    """So many inputs; what was answered."""
    found = Loaded()

    def one(number: int) -> None:
        begin, sent = time.monotonic(), _input(doors, random.Random(seed * 1_000_003 + number))
        status = _answer(port, *sent)
        found.note(status, time.monotonic() - begin)
        if status >= 500:
            found.gave_up.append(f"input {number}, {sent[0]} {sent[1][:100]}: {status}")

    in_parallel(one, range(count))
    return found


def _answer(port: int, method: str, path: str, headers: dict[str, str], body: bytes) -> int:
    """The status of the answer; 0 where the connection was closed instead."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException, ValueError):
        return 0
    finally:
        connection.close()


def _input(doors: Doors, dice: random.Random) -> tuple[str, str, dict[str, str], bytes]:
    """(method, path, headers, body)."""
    path, headers = dice.choice(PATHS), _headers(dice)
    if dice.random() >= SHARE_OF_THE_FORM:
        path = dice.choice(doors.addresses)
        headers |= doors.headers(path, staff=dice.random() < 0.5)
    if dice.random() < 0.15:
        value = quote_from_bytes(_value(dice)[:900])
        return dice.choice(["GET", "HEAD", "GET"]), f"{path}?about={value}&{value}", headers, b""
    if dice.random() < 0.05:
        return "GET", f"/contact/sent/{quote_from_bytes(_value(dice)[:900])}/", headers, b""
    body, kind = _body(dice)
    length = str(len(body)) if dice.random() < 0.97 else dice.choice(["-1", "x", "99999999", "0"])
    method = "POST" if dice.random() < 0.97 else dice.choice(["PUT", "TRACE", "FOO", "DELETE"])
    return method, path, headers | {"Content-Type": kind, "Content-Length": length}, body


def _body(dice: random.Random) -> tuple[bytes, str]:
    """A form or something like it, with its type."""
    kind = dice.random()
    if kind < 0.06:
        return _value(dice) * dice.randrange(1, 40), dice.choice(["application/json", "text/xml", "image/png", ""])
    if kind < 0.12:
        rubbish = (
            b'--x\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\n' + _value(dice) + b"\r\n--x"
        )
        return rubbish, dice.choice(
            ["multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary=\xe9"]
        )
    fields = dice.randrange(900, 2500) if kind < 0.14 else dice.randrange(0, 20)
    pairs = [(dice.choice(FIELDS), _value(dice)) for _one in range(fields)]
    body = b"&".join(
        name.encode() + b"=" + (quote_from_bytes(v).encode() if dice.random() < 0.8 else v) for name, v in pairs
    )
    if kind < 0.16:
        body += b"a" * 80_000
    charset = dice.choice(["", "", "", "; charset=utf-16", "; charset=nonsense", "; charset=latin-1"])
    return body, "application/x-www-form-urlencoded" + charset


def _value(dice: random.Random) -> bytes:
    kind = dice.random()
    if kind < 0.4:
        return dice.choice(NASTY)
    if kind < 0.6:
        return dice.randbytes(dice.randrange(1, 200))
    return dice.choice([b"Pat Doe", b"555 010 0177", b"any", b"other", b"self", b"en", b"yes", b"on", b""])


def _headers(dice: random.Random) -> dict[str, str]:
    headers = {"Host": "localhost"}
    if dice.random() < 0.1:
        headers["Origin"] = dice.choice(["null", "http://[", "https://evil.example", "\xe9"])
    if dice.random() < 0.1:
        headers["Cookie"] = dice.choice(['session="\\000aaaa"', "session=\xff", "a=" * 200, "csrf=x; session=1"])
    if dice.random() < 0.05:
        headers["X-Forwarded-For"] = "1.2.3.4, 5.6.7.8"
    return headers
