"""Error pages from the site itself and, as files, for the front: in our look, with the number to call, small, kept by nobody."""

import gzip

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from ara_site import front_pages
from ara_site.error_pages import BY_STATUS
from tests import make

pytestmark = pytest.mark.django_db

NUMBER = "(555) 010-0177"
LARGEST_PAGE = 4 * 1024
"""Bytes of a compressed page, without its stylesheet."""

FAILED = {
    "400, a NUL": ("get", "/faq/a%00b/", {}, 400),
    "404": ("get", "/no-such-page/", {}, 404),
    "405, by a view": ("post", "/robots.txt", {}, 405),
    "405, an unusual method": ("trace", "/", {}, 405),
    "413, a staff form": ("post", "/staff/sign-in/", {"data": {"username": "a" * 3_000_000}}, 413),
    "413, a patient's form": ("post", "/contact/", {"data": {"message": "a" * 70_000}}, 413),
    "414": ("get", f"/{'a' * 9000}/", {}, 414),
    "414, the query": ("get", f"/?q={'a' * 9000}", {}, 414),
    "431": ("get", "/", {"headers": {"Cookie": "a=" + "b" * 9000}}, 431),
}


@pytest.fixture(autouse=True)
def site():
    return make.site(phone="+15550100177")


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "front" / "errors"


@pytest.mark.parametrize(("method", "path", "options", "status"), FAILED.values(), ids=FAILED)
def test_the_site_answers_with_a_page_of_its_own(method, path, options, status):
    response = getattr(Client(raise_request_exception=False), method)(path, **options)
    text = response.content.decode()
    assert response.status_code == status
    assert NUMBER in text and 'href="tel:+15550100177"' in text and "<h1>" in text
    assert "no-store" in response["Cache-Control"] and "noindex" in text
    assert len(gzip.compress(response.content)) <= LARGEST_PAGE


def test_a_refused_method_still_says_which_are_taken(client):
    response = client.post("/robots.txt")
    assert "GET" in response["Allow"]
    assert response["Content-Type"].startswith("text/html")


def test_the_answer_to_head_has_no_body_and_the_same_status(client):
    assert (client.head("/no-such-page/").status_code, client.head("/no-such-page/").content) == (404, b"")


def test_an_answer_for_a_program_is_not_made_a_page(client):
    assert client.get("/healthz/ready")["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", BY_STATUS)
def test_the_front_has_a_page_for_each_status(folder, status):
    call_command("write_error_pages", stdout=open("/dev/null", "w"))
    text = (folder / f"{status}.html").read_text()
    assert NUMBER in text and str(BY_STATUS[status].heading) in text
    assert "/static/" not in text and "src=" not in text
    assert len(gzip.compress(text.encode())) <= LARGEST_PAGE


def test_the_pages_of_the_front_follow_the_number_and_the_color(folder, site):
    front_pages.write()
    assert front_pages.write() == 0
    make.edit(site.coordinator, phone="+15550100188")
    make.live(site.coordinator)
    assert front_pages.write() == len(BY_STATUS)
    assert "(555) 010-0188" in (folder / "502.html").read_text()
    make.live(make.edit(site, color="#224466"))
    assert front_pages.write() == len(BY_STATUS) + 1
    assert "--brand:#224466" in (folder / "site.css").read_text()


def test_while_the_database_is_away_the_pages_of_the_front_stay(folder):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("gone")

    front_pages.write()
    with connection.execute_wrapper(refuse):
        assert front_pages.chore() == ""
    assert NUMBER in (folder / "502.html").read_text()


def test_pages_that_lead_nowhere_do_not_point_at_other_pages(folder):
    front_pages.write()
    assert "Where to go from here" in (folder / "404.html").read_text()
    assert "Where to go from here" not in (folder / "502.html").read_text()
