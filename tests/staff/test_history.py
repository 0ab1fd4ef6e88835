"""The history of a document: who, when and why; any two editions side by side; restoring from there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from publishing import actions
from publishing.schedule import database_clock
from publishing.staff_pages import document_url, edition_url
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(client, db):
    make.site()
    client.force_login(make.carla())
    return client


@pytest.fixture
def page(carla):
    """Three editions: live, sent back, newest."""
    draft = make.condition(title="Sore back", summary="It takes six weeks.")
    make.live(draft)
    second = make.kept(draft, summary="It takes eight weeks.")
    actions.submit(second, by=make.carla(), change_note="Eight weeks.")
    actions.send_back(second, by=make.clara(), note="The leaflet says seven.")
    make.kept(draft, summary="It takes seven weeks.", by=make.cast().cora)
    return draft


def text(response):
    return " ".join(response.content.decode().split())


def history(client, page):
    return text(client.get(reverse("admin:conditions_condition_history", args=[page.pk])))


def test_the_history_says_who_when_and_why(carla, page):
    shown = history(carla, page)
    assert "saved by Cora Roe" in shown
    assert "sent back by Clara Roe" in shown and "“The leaflet says seven.”" in shown
    assert "approved by Clara Roe" in shown and "published by Carla Roe" in shown
    assert shown.index("Edition 3</a>") < shown.index("Edition 2</a>") < shown.index("Edition 1</a>")


def test_the_newest_and_what_is_live_are_chosen_at_first(carla, page):
    shown = history(carla, page)
    assert 'name="from" value="1" checked' in shown and 'name="to" value="3" checked' in shown


@pytest.mark.parametrize(
    ("chosen", "removed", "added"),
    [("from=1&to=3", "six", "seven"), ("from=2&to=3", "eight", "seven"), ("from=3&to=1", "six", "seven")],
)
def test_any_two_are_compared_the_older_one_first(carla, page, chosen, removed, added):
    shown = text(carla.get(f"{document_url(page, 'compare')}?{chosen}"))
    assert f"removed: </span>{removed}</del>" in shown and f"added: </span>{added}</ins>" in shown


def test_an_edition_compared_with_itself_says_the_same(carla, page):
    assert "Both say exactly the same." in text(carla.get(f"{document_url(page, 'compare')}?from=2&to=2"))


@pytest.mark.parametrize("chosen", ["", "from=1", "from=1&to=9", "from=x&to=2", "from=-1&to=2", "from=1&to=٣"])
def test_what_cannot_be_compared_is_not_found(carla, page, chosen):
    assert carla.get(f"{document_url(page, 'compare')}?{chosen}").status_code == 404


def test_an_edition_is_restored_from_the_history_as_a_new_one_of_the_same_text(carla, page):
    first = page.editions.get(number=1)
    restore = edition_url(first, "step", step="restore")
    assert restore in history(carla, page)
    carla.post(restore)
    newest = page.editions.newest_first().first()
    assert (newest.number, newest.content_hash, newest.live) == (4, first.content_hash, None)


def test_a_long_history_comes_in_pages_with_the_same_few_queries(carla, page, django_assert_max_num_queries):
    for number in range(60):
        make.kept(page, summary=f"It takes {number} days.")
    with django_assert_max_num_queries(16):
        assert "page 1 of 2" in history(carla, page)
    older = text(carla.get(reverse("admin:conditions_condition_history", args=[page.pk]) + "?p=2"))
    assert "Edition 1</a>" in older and "Edition 60</a>" not in older


def test_a_planned_publication_and_its_end_stand_in_the_history(carla, page):
    plain = make.page()
    edition = make.live(plain, publish_at=database_clock() + timedelta(hours=1))
    actions.withdraw(plain, by=make.cast().cora, withdraw_at=edition.publish_at + timedelta(hours=2))
    shown = text(carla.get(reverse("admin:practice_page_history", args=[plain.pk])))
    assert "Scheduled" in shown and "taken down by Cora Roe" in shown
