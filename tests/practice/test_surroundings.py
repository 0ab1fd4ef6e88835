"""What stands around every page, and around an error page when little is known."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, connection

from contact.models import Coordinator
from practice.surroundings import IS_FRESH, LAST_KNOWN, for_errors
from publishing.errors import NotComplete
from publishing.models import Edition
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known():
    cache.clear()


def refuse(execute, sql, params, many, context):
    raise OperationalError("gone")


def test_without_a_practice_every_public_page_says_that_the_site_is_not_set_up(client):
    for path in ("/", "/conditions/", "/faq/", "/contact/"):
        response = client.get(path)
        assert (response.status_code, b"not set up yet" in response.content) == (503, True)


@pytest.mark.parametrize(("path", "status"), [("/nothing/", 404), ("/conditions/%00/", 400)])
def test_an_error_page_gives_the_number_to_call(client, path, status):
    make.site(phone="+15550100177")
    response = client.get(path)
    assert (response.status_code, b"(555) 010-0177" in response.content) == (status, True)


def test_without_the_database_the_number_is_the_last_that_was_known(client):
    make.site(phone="+15550100188")
    client.get("/")
    with connection.execute_wrapper(refuse):
        response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert b"(555) 010-0188" in response.content


def test_the_number_is_known_for_as_long_as_the_database_is_away(client):
    make.site(phone="+15550100188")
    client.get("/")
    practice, coordinator = (Edition.objects.live().of_kind(kind).get().pk for kind in ("practice", "coordinator"))
    assert cache.delete(IS_FRESH.format(practice, coordinator))
    assert cache.get(LAST_KNOWN)["coordinator"].phone == "+15550100188"


def test_a_number_that_has_changed_is_known_with_the_first_page_that_shows_it(client):
    make.site(phone="+15550100188")
    client.get("/")
    make.live(Coordinator.objects.get(), phone="+15550100199")
    client.get("/")
    assert cache.get(LAST_KNOWN)["coordinator"].phone == "+15550100199"


def test_without_the_database_and_nothing_known_the_page_still_stands(client):
    with connection.execute_wrapper(refuse):
        response = client.get("/")
        assert for_errors() == {}
    assert (response.status_code, b"not available right now" in response.content) == (503, True)


def test_a_footer_links_the_pages_that_belong_there(client):
    make.site()
    make.live(make.page(title="Privacy"))
    make.live(make.page(title="Hidden", in_footer=False))
    text = client.get("/").content.decode()
    assert 'href="/privacy/"' in text
    assert "/hidden/" not in text


@pytest.mark.parametrize("slug", ["conditions", "staff", "search", "contact", "media"])
def test_a_name_that_the_site_needs_is_refused(slug):
    make.site()
    with pytest.raises(NotComplete, match="The site itself needs the address"):
        make.live(make.page(slug=slug))


def test_a_fault_of_ours_is_not_answered_as_an_outage(client):
    def break_a_rule(execute, sql, params, many, context):
        raise IntegrityError("a rule of the database")

    make.site()
    client.raise_request_exception = False
    with connection.execute_wrapper(break_a_rule):
        assert client.get("/").status_code == 500


def test_a_question_saved_before_there_was_a_practice_still_reaches_its_home_page(client):
    make.live(make.question(title="Does it hurt?", asked_most=True))
    make.site()
    assert b"Does it hurt?" in client.get("/").content
