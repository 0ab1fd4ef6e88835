"""Which answers the front may keep: published pages, moved addresses, and the word that a page was taken down."""

import time

import pytest

from ara_site.kept_by_front import MARK, marked

PUBLISHED = [("Content-Type", "text/html"), ("Cache-Control", "no-cache")]

ANSWERS = {
    "a published page": ("GET", "200 OK", PUBLISHED, True),
    "its headers alone": ("HEAD", "200 OK", PUBLISHED, True),
    "an address that has moved": ("GET", "301 Moved Permanently", PUBLISHED, True),
    "a page that was taken down": ("GET", "410 Gone", [("Cache-Control", "no-store")], True),
    "a form that was sent": ("POST", "200 OK", PUBLISHED, False),
    "what is somebody's own": ("GET", "200 OK", [("Cache-Control", "private, no-cache")], False),
    "what nobody may keep": ("GET", "200 OK", [("Cache-Control", "no-store")], False),
    "an answer that says nothing": ("GET", "200 OK", [], False),
    "a page that is not there": ("GET", "404 Not Found", PUBLISHED, False),
    "an error": ("GET", "503 Service Unavailable", PUBLISHED, False),
    "the way to the sign-in": ("GET", "302 Found", PUBLISHED, False),
}


@pytest.mark.parametrize(("method", "status", "headers", "is_kept"), ANSWERS.values(), ids=ANSWERS)
def test_only_what_is_the_same_for_all_is_marked(method, status, headers, is_kept):
    def site(environ, start_response):
        start_response(status, headers)
        return [b"page"]

    sent = []
    before = int(time.time())
    body = marked(site)({"REQUEST_METHOD": method}, lambda *answer: sent.append(answer))
    assert (body, sent[0][0]) == ([b"page"], status)
    marks = [value for name, value in sent[0][1] if name == MARK]
    assert len(marks) == is_kept
    assert all(before <= int(mark.removeprefix("@")) <= int(time.time()) for mark in marks)
    assert [pair for pair in sent[0][1] if pair[0] != MARK] == headers
