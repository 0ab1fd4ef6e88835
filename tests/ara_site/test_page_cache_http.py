"""Kept pages over HTTP: what a browser gets is what Django would have sent, whole or as "not modified", in the form it asked for."""

import gzip

import brotli
import pytest

from ara_site.page_cache.encodings import choose
from tests import make
from tests.ara_site.kept_pages import BROWSER, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path) -> Site:
    make.site()
    make.live(make.condition(slug="sore-back"))
    return Site(tmp_path)


def test_a_page_is_made_once_and_is_what_django_sends(site, client):
    first, second = site.get("/conditions/sore-back/"), site.get("/conditions/sore-back/")
    assert site.rendered == ["/conditions/sore-back/"]
    assert first.body == second.body == client.get("/conditions/sore-back/").content
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_kept_page_has_every_header_that_django_sends(site, client):
    kept = site.get("/")
    own = {name: value for name, value in client.get("/").items() if name != "Content-Security-Policy"}
    assert own.items() <= kept.headers.items()
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]


def test_a_kept_page_is_sent_without_asking_the_database_but_for_its_version(site, django_assert_num_queries):
    site.get("/")
    with django_assert_num_queries(1):
        site.get("/")


def test_a_page_that_is_not_kept_costs_two_queries_beside_the_version(site, django_assert_num_queries):
    site.get("/robots.txt")
    with django_assert_num_queries(3):
        site.get("/conditions/sore-back/")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        (BROWSER, "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("identity", "identity"),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("identity;q=0", "identity"),
        ("GZip ; Q=1", "gzip"),
        ("br;q=rubbish, gzip", "gzip"),
        ("br;level=3", "identity"),
        (";;,,q=1", "identity"),
    ],
)
def test_the_form_is_the_best_that_the_browser_takes(accepted, coding):
    assert choose(accepted) == coding


def test_the_forms_hold_the_same_page_under_different_tags(site):
    forms = [site.get("/", accept=accept) for accept in ("br", "gzip", "")]
    plain = forms[2].body
    assert (brotli.decompress(forms[0].body), gzip.decompress(forms[1].body)) == (plain, plain)
    assert [form.headers.get("Content-Encoding") for form in forms] == ["br", "gzip", None]
    assert len({form.headers["ETag"] for form in forms}) == 3
    assert {form.headers["Vary"] for form in forms} == {"Accept-Encoding"}
    assert [int(form.headers["Content-Length"]) for form in forms] == [len(form.body) for form in forms]


def test_a_page_that_the_browser_has_is_not_sent_again(site):
    etag = site.get("/", accept="br").headers["ETag"]
    for known in (etag, f'"another", {etag}', f"W/{etag}", "*"):
        again = site.get("/", accept="br", IF_NONE_MATCH=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
        assert {"Content-Type", "Content-Length", "Content-Encoding"}.isdisjoint(again.headers)
        assert again.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_in_another_form_or_of_another_day_is_sent(site):
    etag = site.get("/", accept="br").headers["ETag"]
    assert site.get("/", accept="gzip", IF_NONE_MATCH=etag).status == 200
    make.live(make.notice())
    assert site.get("/", accept="br", IF_NONE_MATCH=etag).status == 200


def test_head_is_a_get_without_the_body(site):
    got, head = site.get("/", accept="gzip"), site.get("/", accept="gzip", method="HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", got.headers)


def test_a_query_string_that_means_nothing_makes_no_other_copy(site):
    for number in range(5):
        assert site.get("/", query=f"utm_source={number}").status == 200
    assert site.rendered == ["/"]
    assert len(list(site.shelf.disk.all())) == 1


@pytest.mark.urls("tests.ara_site.urls_that_read")
def test_a_page_that_reads_the_query_string_is_kept_bare_only(site):
    assert [site.get("/asked/", query=query).body for query in ("", "day=1", "day=2", "")] == [b"-", b"1", b"2", b"-"]
    assert len(list(site.shelf.disk.all())) == 1


def test_cookies_are_ignored_and_staff_see_what_patients_see(site, client):
    client.force_login(make.carla())
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert site.get("/", COOKIE=cookies) == site.get("/")
    assert "Set-Cookie" not in site.get("/", COOKIE=cookies).headers


@pytest.mark.parametrize("path", ["/staff/", "/preview/x/", "/contact/", "/search/", "/healthz/live", "/media/x.webp"])
def test_nothing_is_kept_of_what_belongs_to_one_person_or_is_a_file(site, path):
    site.get(path)
    site.get(path)
    assert len(site.rendered) == 2 and list(site.shelf.disk.all()) == []


def test_a_kept_page_is_for_the_sites_own_names_only(site):
    site.get("/")
    assert site.get("/", HOST="evil.example").status == 400
    assert site.get("/", HOST="localhost:81").status == 200


@pytest.mark.parametrize(
    "request_",
    [{"query": "q=%00"}, {"COOKIE": 'sessionid="\\000aaaa"'}, {"COOKIE": "a=\0b"}],
    ids=["NUL in the query", "escaped NUL in a cookie", "NUL in a cookie"],
)
def test_hostile_requests_are_refused_as_ever(site, request_):
    site.get("/")
    assert site.get("/", **request_).status == 400


@pytest.mark.parametrize(
    ("request_", "status"),
    [({"query": "q=" + "x" * 9000}, 414), ({"USER_AGENT": "x" * 9000}, 431)],
    ids=["address", "header"],
)
def test_what_is_too_long_is_refused_as_ever(site, request_, status):
    site.get("/")
    assert site.get("/", **request_).status == status


def test_other_methods_are_left_to_django(site):
    site.get("/")
    assert site.get("/", method="TRACE").status == 405
    assert site.get("/", method="POST").status != 200


def test_what_is_no_page_is_made_each_time_and_kept_nowhere(site):
    assert [site.get("/nothing/").status for _time in range(2)] == [404, 404]
    assert site.get("/conditions", query="a=1").headers["Location"] == "/conditions/?a=1"
    assert list(site.shelf.disk.all()) == []


def test_a_theme_under_an_old_address_is_not_kept(site):
    make.live(make.Practice.objects.get(), color="#004488")
    assert site.get("/theme-000000000000.css").status == 200
    assert list(site.shelf.disk.all()) == []


def test_without_tls_a_kept_page_is_not_sent_where_tls_is_wanted(site, settings, tmp_path):
    settings.SECURE_SSL_REDIRECT, settings.TRUST_PROXY = True, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SITE_URL = "https://localhost"
    strict = Site(tmp_path / "strict")
    assert strict.get("/", X_FORWARDED_PROTO="https").status == 200
    assert strict.get("/", X_FORWARDED_PROTO="http").status == 301
