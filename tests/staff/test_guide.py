"""The guide is part of the staff site, and each screen leads to its part."""

import re

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from publishing import guide
from tests import make


def request_for(path):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


def test_staff_read_the_guide_and_its_pictures(client, db):
    client.force_login(make.cast().carla)
    page = client.get(reverse("admin:guide"))
    assert page.status_code == 200
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page.content.decode())
    assert pictures
    for address, alternative in pictures:
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), alternative


def test_the_guide_is_for_staff(client, db):
    assert client.get(reverse("admin:guide")).status_code == 302


@pytest.mark.parametrize("name", ["no-such.png", "..%2f..%2fmanage.py", "condition.jpg", "%2e%2e.png"])
def test_nothing_but_the_guides_own_pictures_comes_out(client, db, name):
    client.force_login(make.cast().carla)
    assert client.get(f"/staff/guide/{name}").status_code == 404


def test_links_within_the_guide_lead_to_a_part():
    inside = re.findall(r'href="#([^"]+)"', guide.as_html())
    assert inside and set(inside) <= set(guide.anchors())


def test_each_part_that_a_screen_names_is_there():
    assert {part for _pattern, part in guide.PARTS} <= set(guide.anchors())


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/staff/", "the-start-page"),
        ("/staff/faq/question/", "change-an-answer-and-publish-it"),
        ("/staff/faq/question/add/", "write-a-new-page"),
        ("/staff/faq/question/1/editions/1/approve/", "change-a-clinical-answer"),
        ("/staff/contact/coordinator/1/change/", "the-phone-number"),
        ("/staff/password_change/", "sign-in"),
        ("/staff/guide/", ""),
    ],
)
def test_a_screen_leads_to_its_part(path, part):
    assert guide.help_url(request_for(path)) == reverse("admin:guide") + (f"#{part}" if part else "")


def test_the_link_stands_on_the_screen(client, db):
    client.force_login(make.cast().carla)
    assert 'href="/staff/guide/#the-start-page"' in client.get(reverse("admin:index")).content.decode()
