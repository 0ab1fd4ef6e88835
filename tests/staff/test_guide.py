"""The guide is part of the staff site, and each screen leads to its part."""

import re

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from publishing import guide
from tests import make
from tests.staff.role_table import ROLE_TABLE


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
        ("/staff/faq/question/", "find-a-page"),
        ("/staff/faq/question/add/", "write-a-new-page"),
        ("/staff/faq/question/1/editions/1/approve/", "read-and-approve"),
        ("/staff/faq/question/1/editions/1/withdraw/", "take-a-page-down"),
        ("/staff/faq/question/1/editions/1/review/", "sign-a-page-for-the-first-time-or-again"),
        ("/staff/faq/question/1/editions/1/publish/", "change-an-answer-and-publish-it"),
        ("/staff/faq/question/1/change/", "while-you-write"),
        ("/staff/faq/question/bulk/publish/", "several-at-once"),
        ("/staff/auth/user/add/", "who-may-do-what"),
        ("/staff/contact/contactrequest/", "requests-for-a-call-back"),
        ("/staff/contact/coordinator/1/change/", "the-phone-number-hours-and-names"),
        ("/staff/account/", "sign-in"),
        ("/staff/publishing/term/", "the-glossary"),
        ("/staff/guide/", ""),
    ],
)
def test_a_screen_leads_to_its_part(path, part):
    assert guide.help_url(request_for(path)) == reverse("admin:guide") + (f"#{part}" if part else "")


def test_the_link_stands_on_the_screen(client, db):
    client.force_login(make.cast().carla)
    assert 'href="/staff/guide/#the-start-page"' in client.get(reverse("admin:index")).content.decode()


def test_the_table_of_who_may_do_what_is_the_one_that_is_tried():
    text = (guide.FOLDER / "editing.md").read_text("utf-8").partition("| what | coordinator |")[2]
    shown = {
        row.split(" | ")[0]: row.split(" | ")[1:]
        for row in re.findall(r"^\| (.+) \|$", text.partition("\n\n")[0], re.M)
    }
    assert list(shown) == [what for what, _key, _answers in ROLE_TABLE]
    for what, _key, answers in ROLE_TABLE:
        for cell, answer in zip(shown[what], answers.split(), strict=False):
            # 409 and 422 are the page's own refusals: it is for the words to say whether this person may at all.
            if answer not in ("409", "422"):
                assert cell == ("no" if answer == "403" else "yes"), (what, cell, answer)
