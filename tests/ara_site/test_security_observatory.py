"""Every kind of answer would be graded A+ by MDN's HTTP Observatory."""

import pytest
from django.test import Client

from tests import make
from tests.ara_site.observatory import A_PLUS, score

pytestmark = pytest.mark.django_db

ANSWERS = {
    "/": 200,
    "/contact/": 200,
    "/no-such-page/": 404,
    "/faq/a%00b/": 400,
    "/static/css/base.css": 200,
    "/robots.txt": 200,
    "/healthz/live": 200,
    "/staff/sign-in/": 200,
    "/preview/no-such-token/": 404,
}


@pytest.fixture
def with_tls(settings):
    """The settings that an https:// address brings (ara_site/settings.py)."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.mark.parametrize(("path", "status"), ANSWERS.items(), ids=ANSWERS)
def test_with_tls_every_answer_is_graded_a_plus(with_tls, path, status):
    make.site()
    client = Client(raise_request_exception=False)
    response = client.get(path, secure=True)
    assert response.status_code == status
    # Health pages are not redirected, and no browser asks for them; the observatory asks for "/".
    redirect = client.get("/")
    cookies = [cookie.OutputString() for cookie in response.cookies.values()]
    points = score(response.headers, cookies=cookies, redirect=(redirect.status_code, redirect["Location"]))
    assert points >= A_PLUS, (points, dict(response.headers), cookies)


def test_the_score_falls_where_something_is_missing():
    bare = {"Content-Type": "text/html"}
    assert score(bare) == 100 - 25 - 20 - 20 - 5 - 20
    loose = bare | {"Content-Security-Policy": "default-src *; script-src 'self' 'unsafe-inline'"}
    assert score(loose, redirect=(301, "https://www.example.org/")) == 100 - 20 - 20 - 5 - 20
