"""The front of deploy/ before a running site: what it refuses, what it keeps, and what it shows when the site is gone."""

from __future__ import annotations

import re
import socket
import time

import pytest

from bench.front import Front, free_port
from tests.browser.axe import violations_in_combinations
from tests.browser.public_pages import CONDITION, PHONE_NUMBER
from tests.browser.raw_http import get, send, slow

HEADERS = (
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "x-frame-options",
)
MANY = 500
NEVER_KEPT = (
    "/contact/",
    "/contact/?about=x",
    "/search/",
    "/search/?q=back",
    "/preview/no-such-token/",
    "/staff/sign-in/",
)


@pytest.fixture(scope="session")
def new_front(new_site, tmp_path_factory):
    """Makes a running copy of the pristine site with a front before it: (front, site)."""
    fronts = []

    def make(name):
        site = new_site(name, TRUST_PROXY="1")
        site.manage("write_error_pages")
        front = Front(tmp_path_factory.mktemp("front"), site=site.port, pages=site.data / "front", port=free_port())
        fronts.append(front)
        front.start()
        return front, site

    yield make
    for front in fronts:
        front.stop()


@pytest.fixture(scope="session")
def fronted(new_front):
    """Only read by the tests."""
    return new_front("fronted")


@pytest.fixture
def port(fronted):
    return fronted[0].port


def request(line="GET / HTTP/1.1", *lines, body=b""):
    return "\r\n".join([line, "Host: localhost", "Connection: close", *lines, "", ""]).encode("latin-1") + body


def kept(front):
    """What the front keeps: (path, encodings), as nginx writes it into its files."""
    files = [path.read_bytes()[:2000] for path in (front.folder / "kept").rglob("*") if path.is_file()]
    keys = [re.search(rb"\nKEY: http localhost (\S+) (.*)\n", each) for each in files]
    return {(key[1].decode(), key[2].decode()) for key in keys if key}


CONDITIONS_ON = {
    "412, another tag": (CONDITION, "If-Match", '"x"', 412),
    "412, a time before any change": (CONDITION, "If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", 412),
    "416, the stylesheet of the errors": ("/errors/site.css", "Range", "bytes=9999999-", 416),
}

REFUSED = {
    "400, a length that is no number": (request("POST /contact/ HTTP/1.1", "Content-Length: x"), 400),
    "400, a negative length": (request("POST /contact/ HTTP/1.1", "Content-Length: -1"), 400),
    "400, length and chunks": (
        request("POST /contact/ HTTP/1.1", "Content-Length: 4", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        400,
    ),
    "400, a NUL in a header": (request("GET / HTTP/1.1", "X-A: a\0b"), 400),
    "400, no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "400, a NUL in the path": (request("GET /faq/%00/ HTTP/1.1"), 400),
    "404": (request("GET /no-such-page/ HTTP/1.1"), 404),
    "404, a page of the front's own": (request("GET /errors/502.html HTTP/1.1"), 404),
    "405, TRACE": (request("TRACE / HTTP/1.1"), 405),
    "405, PUT": (request("PUT / HTTP/1.1"), 405),
    "405, POST": (request("POST /faq/ HTTP/1.1", "Content-Length: 3", body=b"a=1"), 405),
    "413": (request("POST /contact/ HTTP/1.1", "Content-Length: 70000", body=b"a" * 70000), 413),
    "414": (request(f"GET /{'a' * 9000}/ HTTP/1.1"), 414),
    "431, one long header": (request("GET / HTTP/1.1", f"X-A: {'a' * 9000}"), 431),
    "431, many headers": (request("GET / HTTP/1.1", *(f"X-A-{n}: a" for n in range(150))), 431),
    "501, an unknown coding": (request("POST /contact/ HTTP/1.1", "Transfer-Encoding: rot13"), 501),
}


def refused(port, sent, status):
    """Sends these bytes, and sees that they are refused with our page and the headers of every other."""
    answer = send(port, sent)
    assert (answer.status, PHONE_NUMBER in answer.text) == (status, True), answer
    assert answer.headers["cache-control"] == "no-store"
    usual = get(port, "/faq/").headers
    assert {name: answer.headers.get(name) for name in HEADERS} == {name: usual[name] for name in HEADERS}
    policy = set(answer.headers["content-security-policy"].split("; "))
    assert policy == set(usual["content-security-policy"].split("; "))


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_refused_with_our_page_and_its_headers(port, sent, status):
    refused(port, sent, status)


@pytest.mark.parametrize(("path", "name", "value", "status"), CONDITIONS_ON.values(), ids=CONDITIONS_ON)
def test_what_the_front_itself_refuses_of_what_it_keeps_has_our_page_too(port, path, name, value, status):
    assert get(port, path).status == 200
    refused(port, request(f"GET {path} HTTP/1.1", f"{name}: {value}"), status)


def test_a_refusal_reaches_who_is_still_sending(port):
    sent = request("POST /faq/ HTTP/1.1", "Content-Length: 60000", body=b"a" * 60_000)
    assert [send(port, sent).status for _time in range(20)] == [405] * 20


def test_published_pages_are_kept_once_for_each_packing_whoever_asks_and_however(fronted):
    front, _site = fronted
    wishes = ("gzip, deflate, br, zstd", "br;q=1.0, gzip", "gzip", "gzip, br;q=0", "identity", "")
    for number, wish in enumerate(wishes):
        assert get(front.port, CONDITION, headers={"Accept-Encoding": wish}).status == 200
        assert get(front.port, f"{CONDITION}?fbclid={number}", headers={"Cookie": f"session={number}"}).status == 200
        assert get(front.port, f"{CONDITION}?page={number}").status == 200
        assert get(front.port, CONDITION.replace("c", "%63"), headers={"Accept-Encoding": wish}).status == 200
    assert {packed for path, packed in kept(front) if path == CONDITION} == {"br, gzip", "gzip", ""}
    assert not [path for path, _packed in kept(front) if "?" in path or "%" in path]


@pytest.mark.parametrize("path", NEVER_KEPT)
def test_what_is_typed_and_what_is_not_for_all_is_never_kept(fronted, path):
    front, _site = fronted
    for _time in range(3):
        get(front.port, path)
    assert not [name for name, _packed in kept(front) if name.startswith(path.partition("?")[0])]


def test_a_static_file_is_kept_for_good_and_comes_packed(port):
    (stylesheet,) = re.findall(r'href="(/static/css/site[^"]+)"', get(port, "/faq/").text)
    for packed in ("br", "gzip"):
        answer = get(port, stylesheet, headers={"Accept-Encoding": packed + ", gzip"})
        assert (answer.status, answer.headers["content-encoding"]) == (200, packed)
        assert "immutable" in answer.headers["cache-control"] and "x-accel-expires" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_head_says_what_get_says(port):
    head, page = send(port, request(f"HEAD {CONDITION} HTTP/1.1")), get(port, CONDITION)
    assert (head.status, head.body) == (200, b"")
    differing = {"date", "connection"}
    assert {n: v for n, v in head.headers.items() if n not in differing} == {
        n: v for n, v in page.headers.items() if n not in differing
    }


def test_a_page_that_was_asked_for_comes_as_304_when_it_is_asked_for_again(port):
    first = get(port, CONDITION)
    again = get(port, CONDITION, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status, again.status, again.body) == (200, 304, b"")


SLOW = {
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a",
    "bodies": b"POST /contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nmessage=a",
    "readers": b"".join([b"GET /conditions/ HTTP/1.1\r\nHost: localhost\r\n\r\n"] * 20),
}


@pytest.mark.parametrize("opening", SLOW.values(), ids=SLOW)
def test_500_slow_connections_change_nothing_for_others(port, opening):
    with slow(port, MANY, opening) as connections:
        assert len(connections) == MANY
        for number in range(20):
            # With an address that nothing kept answers, so that the site itself is asked.
            assert get(port, f"/conditions/?visit={number}").status == 200
            assert get(port, "/contact/").status == 200
            sent = send(port, request("POST /contact/ HTTP/1.1", "Content-Length: 9", body=b"message=a"))
            assert sent.status == 422


def test_from_one_address_only_so_many_at_once_are_served(port):
    body = b"POST /contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\na"
    held = [socket.create_connection(("127.0.0.1", port), 5) for _one in range(60)]
    try:
        for connection in held:
            connection.sendall(body)
        time.sleep(0.5)
        answer = get(port, "/contact/")
        assert (answer.status, PHONE_NUMBER in answer.text, answer.headers["retry-after"]) == (429, True, "60")
    finally:
        for connection in held:
            connection.close()


def test_when_the_site_is_gone_kept_pages_stay_and_the_others_give_the_number(new_front):
    front, site = new_front("gone")
    assert get(front.port, CONDITION).status == 200
    site.stop()
    assert get(front.port, CONDITION).status == 200
    missing = get(front.port, "/conditions/")
    assert (missing.status, PHONE_NUMBER in missing.text, missing.headers["retry-after"]) == (502, True, "60")
    assert get(front.port, "/contact/").status == 502


def test_the_pages_of_the_front_are_accessible(page, fronted):
    front, _site = fronted
    page.goto(f"http://localhost:{front.port}/errors/nothing.html")
    assert page.locator("h1").inner_text() == "Page not found"
    assert violations_in_combinations(page) == []
