"""Who may open and do what on the staff site, asked through HTTP."""

import pytest
from django.urls import reverse

from publishing import steps
from publishing.admin_views import edition_url
from publishing.desk import change_url
from publishing.models import Event
from publishing.roles import MAY
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain_page():
    make.site()
    draft = make.page()
    make.live(draft)
    make.kept(draft, body="<p>We keep even less.</p>")
    return draft


def staff_url(edition, step):
    return edition_url(edition, "step", step=step)


def post(client, user, url, **values):
    client.force_login(user)
    return client.post(url, values)


@pytest.mark.parametrize("name", ["carla", "clara", "ada"])
@pytest.mark.parametrize("step", list(steps.STEPS))
def test_each_button_follows_the_table_of_roles(client, plain_page, name, step):
    user = getattr(make.cast(), name)
    response = post(client, user, staff_url(plain_page.editions.get(number=2), step))
    may = any(group.name in MAY[steps.STEPS[step].role] for group in user.groups.all())
    # 409 is a refusal of the state, 302 a step taken: both mean that the person may ask for it.
    assert (response.status_code != 403) == may


def test_somebody_without_a_role_sees_nothing_of_a_document(client, plain_page):
    client.force_login(make.person("Stan"))
    urls = [
        change_url(plain_page),
        edition_url(plain_page.editions.get(number=1)),
        reverse("admin:practice_page_history", args=[plain_page.pk]),
    ]
    assert [client.get(url).status_code for url in urls] == [403, 403, 403]


@pytest.mark.parametrize("view", ["edition", "edition_preview"])
def test_a_kept_edition_is_shown_to_nobody_who_may_not_open_its_form(client, plain_page, view):
    edition = plain_page.editions.get(number=2)
    assert client.get(edition_url(edition, view)).status_code == 302
    client.force_login(make.person("Stan"))
    assert client.get(edition_url(edition, view)).status_code == 403
    client.force_login(make.cast().carla)
    assert client.get(edition_url(edition, view)).status_code == 200


def test_an_administrator_edits_no_page_and_a_coordinator_no_account(client, plain_page):
    client.force_login(make.cast().ada)
    assert client.get(reverse("admin:practice_page_changelist")).status_code == 403
    client.force_login(make.cast().carla)
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_an_administrator_makes_no_superuser(client, db):
    cast = make.cast()
    client.force_login(cast.ada)
    url = reverse("admin:auth_user_change", args=[cast.carla.pk])
    assert b"is_superuser" not in client.get(url).content
    client.post(url, {"username": "carla", "is_active": "on", "is_staff": "on", "is_superuser": "on", "groups": []})
    cast.carla.refresh_from_db()
    assert not cast.carla.is_superuser


def test_an_administrator_turns_a_rule_and_it_is_an_event(client, db):
    client.force_login(make.cast().ada)
    chosen = {"months_to_next_review": "12", "remind_days_before": "14", "overdue_days": "30"}
    client.post(reverse("admin:publishing_rules_add"), chosen)
    event = Event.objects.first()
    assert (event.verb, event.details["rules"]["second_person"]) == ("change_rules", "False")


@pytest.mark.parametrize(
    "query",
    ["title__regex=(", "q=%00", "title__regex=%5B", "p=99999999999999999999", "nonsense__x=1", "_facets=1", "o=9.9"],
)
def test_a_hostile_filter_is_never_an_error_of_ours(client, plain_page, query):
    client.force_login(make.cast().carla)
    assert client.get(f"{reverse('admin:practice_page_changelist')}?{query}").status_code < 500


@pytest.mark.parametrize(
    "tail", ["abc/history/", "99999999999999999999/discard/", "1/editions/99999999999999999999/", "0/change/"]
)
def test_an_address_that_names_nothing_is_never_an_error_of_ours(client, plain_page, tail):
    client.force_login(make.cast().carla)
    assert client.get(f"{reverse('admin:practice_page_changelist')}{tail}").status_code in (302, 404)


@pytest.mark.parametrize("months", ["0", "32767"])
def test_a_time_between_reviews_that_makes_no_sense_is_refused_in_the_form(client, db, months):
    client.force_login(make.cast().ada)
    response = client.post(reverse("admin:publishing_rules_add"), {"months_to_next_review": months})
    assert (response.status_code, Event.objects.count()) == (200, 0)
