"""Every method at every public address: what it takes, it answers; anything else is 405 with what it would take, in our look, by one query."""

from __future__ import annotations

import gzip

import pytest

from faults.addresses import one_of_each_view
from tests import make

pytestmark = pytest.mark.django_db

SENDING = ("POST", "PUT", "PATCH", "DELETE")
UNUSUAL = ("OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO")
TAKES_FORMS = ("/contact/", "/contact/check/", "/search/answered/")
LARGEST = 6 * 1024
"""Compressed, in bytes: an error page is smaller than any other."""


@pytest.fixture
def paths():
    """Every public address, on a site with one of each kind of page."""
    make.site(phone="+15550100177")
    topic = make.topic()
    make.live(topic)
    make.live(make.question(topic=topic))
    for draft in (make.condition(), make.procedure(), make.page()):
        make.live(draft)
    return [path for path in one_of_each_view() if not path.startswith("/staff/")]


def refusing(paths, method):
    """The addresses that a method means nothing to."""
    return [path for path in paths if method != "POST" or not path.startswith(TAKES_FORMS)]


@pytest.mark.parametrize("method", [*SENDING, *UNUSUAL])
def test_a_public_page_takes_nothing_and_says_what_it_would(client, paths, method):
    places = refusing(paths, method)
    assert {"/", "/conditions/", "/sitemap.xml", "/conditions/submit/"} <= set(places)
    found = {path: client.generic(method, path, b"a=1") for path in places}
    assert {path: answer.status_code for path, answer in found.items() if answer.status_code != 405} == {}
    allowed = {path: set(answer["Allow"].split(", ")) for path, answer in found.items()}
    wanted = {path: {"POST"} if path == "/search/answered/" else {"GET", "HEAD"} for path in places}
    assert {path: names for path, names in allowed.items() if not wanted[path] <= names or method in names} == {}


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "TRACE"])
def test_the_refusal_is_a_small_page_of_ours_with_the_number(client, paths, method):
    for path in refusing(paths, method):
        answer = client.generic(method, path, b"a=1")
        assert b"(555) 010-0177" in answer.content and b"takes nothing" in answer.content, path
        assert answer["Cache-Control"] == "no-store" and "default-src 'none'" in answer["Content-Security-Policy"]
        assert len(gzip.compress(answer.content)) <= LARGEST


def test_the_refusal_costs_one_query(client, paths, django_assert_max_num_queries):
    for path in refusing(paths, "POST"):
        with django_assert_max_num_queries(1):
            client.post(path, {"a": "1"})


def test_what_is_sent_where_there_is_no_page_is_not_found(client, paths):
    assert client.post("/no/such/page/", {"a": "1"}).status_code == 404


def test_head_is_get_without_the_body(client, paths):
    for path in paths:
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (got.status_code, b""), path
