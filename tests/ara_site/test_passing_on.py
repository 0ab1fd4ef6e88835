"""What the worker passes on to the front stays there when the site is gone: nginx itself, before a site of a few lines."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from ara_site.page_cache import passing_on
from ara_site.page_cache.encodings import CODINGS
from ara_site.page_cache.passing_on import Passed, PassingOn
from bench.front import Front, free_port
from tests.browser.raw_http import get

PAGE, TAKEN_DOWN = Passed("/here/", 200, "e"), Passed("/gone/", 410)


class Site(ThreadingHTTPServer):
    """A site with one page, and one page until it is taken down; `asked` is what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.is_taken_down, self.asked, self.seconds_ahead = False, [], 0
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        wish = self.headers["Accept-Encoding"] or ""
        self.server.asked.append((self.path, wish))
        coding = wish.split(",")[0] or "identity"
        is_gone = self.path == "/gone/" and self.server.is_taken_down
        body = b"taken down" if is_gone else f"{self.path} as {coding}".encode()
        self.send_response(410 if is_gone else 200)
        self.send_header("X-Accel-Expires", f"@{int(time.time()) + self.server.seconds_ahead}")
        self.send_header("ETag", f'"e-{coding}"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture
def site():
    made = Site()
    yield made
    made.server_close()


@pytest.fixture
def front(site, tmp_path):
    made = Front(tmp_path / "front", site=site.port, pages=tmp_path, port=free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def onward(front):
    return PassingOn(f"http://localhost:{front.port}", ("127.0.0.1", front.port))


def soon():
    return time.monotonic() + 10


def in_all_forms(front, path):
    return [get(front.port, path, headers={"Accept-Encoding": passing_on.WISHES[coding]}) for coding in CODINGS]


def a_second_later():
    """nginx keeps a page to the end of the second in which it was sent."""
    time.sleep(1.1)


def test_what_was_taken_down_never_comes_back_though_nobody_asked_for_it(site, front, onward):
    assert [answer.status for answer in in_all_forms(front, "/gone/")] == [200] * 3
    site.is_taken_down = True
    a_second_later()
    onward.add(TAKEN_DOWN)
    onward.turn(soon())
    site.end()
    a_second_later()
    assert [(answer.status, answer.body) for answer in in_all_forms(front, "/gone/")] == [(410, b"taken down")] * 3


def test_what_a_clock_two_days_ahead_marked_is_replaced_all_the_same(site, front, onward):
    site.seconds_ahead = 2 * 86_400
    in_all_forms(front, "/gone/")
    site.seconds_ahead, site.is_taken_down = 0, True
    a_second_later()
    assert [answer.status for answer in in_all_forms(front, "/gone/")] == [200] * 3
    onward.add(TAKEN_DOWN)
    onward.turn(soon())
    # nginx answers the worker with the head of a page, and keeps it when all of it has come.
    time.sleep(0.2)
    assert [answer.status for answer in in_all_forms(front, "/gone/")] == [410] * 3


def test_only_the_worker_has_pages_fetched_anew(site, front):
    for headers in ({}, {"Cache-Control": "no-cache"}, {"Cache-Control": "max-age=0"}):
        get(front.port, "/here/", headers=headers, source="127.0.0.2")
    assert len(site.asked) == 1


def test_a_page_that_nobody_read_is_there_in_all_forms_when_the_site_is_gone(site, front, onward):
    onward.add(PAGE)
    onward.turn(soon())
    assert sorted(wish for _path, wish in site.asked) == ["", "br, gzip", "gzip"]
    site.end()
    a_second_later()
    found = in_all_forms(front, "/here/")
    assert [(answer.status, answer.body) for answer in found] == [
        (200, f"/here/ as {coding}".encode()) for coding in CODINGS
    ]


def test_a_page_that_the_front_holds_otherwise_is_asked_for_again_later(site, front, onward, monkeypatch):
    monkeypatch.setattr(passing_on, "SECONDS_BEFORE_ANOTHER_TRY", 0.2)
    onward.add(TAKEN_DOWN)
    onward.turn(soon())
    onward.turn(soon())
    assert len(site.asked) == 3
    site.is_taken_down = True
    a_second_later()
    onward.turn(soon())
    assert len(site.asked) == 6
    a_second_later()
    onward.turn(soon())
    assert len(site.asked) == 6


def test_a_page_that_stays_wrong_is_asked_for_less_and_less_often_and_keeps_no_other_waiting(site, monkeypatch):
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(passing_on, "time", clock)
    onward = PassingOn(f"http://localhost:{site.port}", ("127.0.0.1", site.port))

    def asked_in(seconds):
        found = []
        for second in seconds:
            site.asked.clear()
            clock.now = float(second)
            onward.turn(clock.now + 1)
            found += [(second, path) for path in sorted({path for path, _wish in site.asked})]
        return found

    onward.add(TAKEN_DOWN)
    assert asked_in(range(100)) == [(second, "/gone/") for second in (0, 1, 3, 7, 15, 31, 61, 91)]
    onward.add(Passed("/here/", 200, "another"))
    assert asked_in(range(100, 104)) == [(second, "/here/") for second in (100, 101, 103)]
    # A day of that.
    asked_in(range(104, 86_400, 60))
    assert asked_in([90_000]) == [(90_000, "/gone/"), (90_000, "/here/")]


def test_only_the_newest_state_of_a_page_is_asked_for(site, onward):
    onward.add(Passed("/here/", 200, "before"))
    onward.add(PAGE)
    onward.turn(soon())
    assert len(site.asked) == 3 and onward.problem == ""


def test_it_goes_on_where_its_time_was_over(site, onward):
    onward.add(PAGE)
    onward.turn(time.monotonic())
    assert site.asked == []
    onward.turn(soon())
    assert len(site.asked) == 3


def test_a_front_that_does_not_answer_is_said_and_asked_again(site, front, onward):
    onward.add(PAGE)
    front.stop()
    onward.turn(soon())
    assert onward.problem == "ConnectionRefusedError"
    front.start()
    onward.turn(soon())
    assert (onward.problem, len(site.asked)) == ("", 3)
