"""The band above a preview says whether patients read the text already, and never that they do not when they do."""

import re

import pytest
from django.urls import reverse

from publishing import actions, sharing
from publishing.staff_pages import edition_url
from tests import make

pytestmark = pytest.mark.django_db

READ_NOW = "Preview: this is the text that patients read now."
NOT_READ = "Preview: patients do not see this."


@pytest.fixture
def page():
    make.site()
    return make.page(body="<p>First.</p>")


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


def band(response):
    """What the band says; "" on a page without one."""
    found = re.search(r'<p class="preview-band"[^>]*>([^<]*)</p>', response.content.decode())
    return found[1] if found else ""


def band_of(client, edition):
    return band(client.get(edition_url(edition, "edition_preview")))


def test_a_text_that_is_not_live_is_not_read(carla, page):
    assert band_of(carla, make.kept(page)) == NOT_READ


def test_the_live_text_is_what_patients_read(carla, page):
    live = make.live(page)
    assert band_of(carla, live) == READ_NOW
    assert "First." in carla.get("/privacy/").content.decode()


def test_a_newer_draft_is_not_read_while_the_old_text_is(carla, page):
    live = make.live(page)
    newer = make.kept(page, body="<p>Second.</p>")
    assert [band_of(carla, live), band_of(carla, newer)] == [READ_NOW, NOT_READ]


def test_a_replaced_text_is_not_read_any_more(carla, page):
    past = make.live(page)
    live = make.live(page, body="<p>Second.</p>")
    assert [band_of(carla, past), band_of(carla, live)] == [NOT_READ, READ_NOW]


def test_a_later_edition_that_says_the_same_as_the_live_one_is_read(carla, page):
    make.live(page)
    make.kept(page, body="<p>Second.</p>")
    assert band_of(carla, make.kept(page, body="<p>First.</p>")) == READ_NOW


def test_a_withdrawn_text_is_not_read(carla, page):
    live = make.live(page)
    actions.withdraw(page, by=make.carla())
    assert band_of(carla, live) == NOT_READ


def test_a_planned_text_is_not_read_yet(carla, page, t):
    assert band_of(carla, make.live(page, publish_at=t(1))) == NOT_READ


def test_a_shared_link_says_it_too(client, page):
    link = sharing.share(make.live(page), by=make.carla())
    assert band(client.get(sharing.path_of(link))) == READ_NOW
    make.live(page, body="<p>Second.</p>")
    assert band(client.get(sharing.path_of(link))) == NOT_READ


@pytest.mark.parametrize(
    ("body", "said"), [("<p>First.</p>", READ_NOW), ("<p>Other.</p>", NOT_READ)], ids=["same", "other"]
)
def test_a_preview_of_what_is_typed_compares_it_with_the_live_text(carla, page, body, said):
    make.live(page)
    page.refresh_from_db()
    fields = {"title": page.title, "slug": page.slug, "body": body, "language": "en", "position": page.position}
    url = reverse("admin:practice_page_preview", args=[page.pk])
    assert band(carla.post(url, fields | {"in_footer": "on", "opened_at_edit": page.edit_no})) == said


def test_the_live_page_has_no_band(client, page):
    make.live(page)
    assert band(client.get("/privacy/")) == ""
