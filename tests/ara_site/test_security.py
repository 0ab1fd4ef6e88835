"""Every answer carries the security headers, and input that no browser sends is refused before it reaches a page."""

import pytest
from django.test import Client

PUBLIC_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

pytestmark = pytest.mark.django_db


def policy(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


def assert_has_headers(response) -> None:
    assert {name: response.get(name) for name in FIXED_HEADERS} == FIXED_HEADERS
    assert "geolocation=()" in response["Permissions-Policy"]


ANSWERS = {
    "a health page": ({"path": "/healthz/live"}, 200),
    "a page that is not there": ({"path": "/no-such-page/at-all/"}, 404),
    "a static file": ({"path": "/static/admin/css/base.css"}, 200),
    "an unknown host": ({"path": "/healthz/live", "headers": {"Host": "evil.example"}}, 400),
    "a NUL in the path": ({"path": "/faq/a%00b/"}, 400),
    "a NUL in the query": ({"path": "/healthz/live?q=%00"}, 400),
}


@pytest.mark.parametrize(("request_", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_public_answer_has_the_headers_and_no_cookie(client, request_, status):
    response = client.get(**request_)
    assert response.status_code == status
    assert_has_headers(response)
    assert policy(response) == PUBLIC_POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_an_answer_that_failed_has_the_headers(settings):
    settings.ROOT_URLCONF = "tests.ara_site.urls_that_fail"
    response = Client(raise_request_exception=False).get("/fails/")
    assert response.status_code == 500
    assert_has_headers(response)
    assert policy(response) == PUBLIC_POLICY


def test_staff_pages_may_be_framed_by_the_site_alone(client):
    response = client.get("/staff/sign-in/")
    assert_has_headers(response)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert {"frame-ancestors 'self'", "frame-src 'self'", "img-src 'self' data:"} <= policy(response)
    assert "unsafe" not in response["Content-Security-Policy"]


def test_previews_may_be_framed_by_the_site_alone(client):
    response = client.get("/preview/no-such-token/")
    assert policy(response) == PUBLIC_POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors 'self'"}


def test_with_tls_plain_requests_are_redirected_and_the_health_pages_are_not(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/faq/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/faq/")
    assert_has_headers(response)
    assert client.get("/healthz/live").status_code == 200


def test_with_tls_browsers_are_told_to_stay_with_it(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    assert client.get("/healthz/live", secure=True)["Strict-Transport-Security"].startswith("max-age=60")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_unusual_methods_are_refused(client, method):
    response = client.generic(method, "/healthz/live")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert_has_headers(response)


@pytest.mark.parametrize("cookie", ['session="\\000aaaaaaaa"', '__Host-session="\\000aaaaaaaa"', 'anything="a\\000"'])
def test_a_nul_in_a_cookie_is_refused(client, cookie):
    assert client.get("/staff/", headers={"Cookie": cookie}).status_code == 400


@pytest.mark.parametrize("form", [{"username": "a\0b"}, {"a\0b": "name"}, {"ids": ["1", "2\0"]}])
def test_a_nul_in_a_staff_form_is_refused(client, form):
    assert client.post("/staff/sign-in/", form).status_code == 400


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("&".join(f"field{number}=1" for number in range(2000)), "application/x-www-form-urlencoded", 400),
        ("text=" + "a" * 3_000_000, "application/x-www-form-urlencoded", 413),
        ("a=1", "multipart/form-data; boundary=", 400),
        ("a=1", "application/x-www-form-urlencoded; charset=utf-16", 400),
        # Not a form, so that the sign-in form comes back empty.
        ("[" * 100_000, "application/json", 200),
    ],
    ids=["2000 fields", "3 MB", "broken multipart", "UTF-16", "nested JSON"],
)
def test_a_hostile_body_is_never_a_server_error(body, content_type, status):
    client = Client(raise_request_exception=False)
    response = client.post("/staff/sign-in/", body, content_type=content_type)
    assert response.status_code == status


def test_invalid_utf8_in_a_form_is_taken_as_text():
    client = Client(raise_request_exception=False)
    response = client.post("/staff/sign-in/", b"username=%ff", content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 403)


def test_public_pages_are_compressed_and_staff_pages_are_not(client):
    gzip = {"Accept-Encoding": "gzip"}
    assert client.get("/static/admin/css/base.css", headers=gzip).status_code == 200
    assert "Content-Encoding" not in client.get("/staff/sign-in/", headers=gzip)
    assert client.get("/no-such-page/at-all/", headers=gzip)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("accepted", ["gzip;q=0", "br, gzip; q=0.0", "*;q=0", "gzip;q=0.2, identity", "gzipped", ""])
def test_a_page_is_sent_plain_to_who_does_not_take_gzip(client, accepted):
    response = client.get("/no-such-page/at-all/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response and b"<h1>" in response.content
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "gzip;q=1.0, *;q=0", "x, gzip"])
def test_a_page_is_sent_packed_to_who_takes_gzip(client, accepted):
    response = client.get("/no-such-page/at-all/", headers={"Accept-Encoding": accepted})
    assert response["Content-Encoding"] == "gzip" and "Accept-Encoding" in response["Vary"]
