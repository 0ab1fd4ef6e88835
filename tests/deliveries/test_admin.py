"""The list of messages on the staff site: looked at by everybody with a role, changed by nobody, sent again by a button."""

import pytest
from django.urls import reverse

from deliveries.models import Delivery
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_up(db):
    """A message that was given up."""
    delivery = make.message(subject="A page is due")
    Delivery.objects.update(failed_at=database_clock(), attempts=3, last_problem="The mail server refused it (550).")
    return delivery


def url(name: str, delivery: Delivery) -> str:
    return reverse(f"admin:deliveries_delivery_{name}", args=[delivery.pk])


@pytest.mark.parametrize("name", ["carla", "clara", "ada"])
def test_whoever_has_a_role_sees_what_was_not_sent_and_sends_it_again(client, given_up, name):
    client.force_login(getattr(make.cast(), name))
    listed = client.get(reverse("admin:deliveries_delivery_changelist"), {"state": "trouble"}).content
    assert b"A page is due" in listed
    shown = client.get(url("change", given_up)).content
    assert b"The mail server refused it (550)." in shown
    assert client.post(url("again", given_up)).status_code == 302
    given_up.refresh_from_db()
    assert (given_up.failed_at, given_up.attempts, given_up.last_problem) == (None, 0, "")


def test_a_message_that_was_given_up_is_put_aside_and_kept(client, given_up):
    client.force_login(make.carla())
    client.post(url("aside", given_up))
    given_up.refresh_from_db()
    assert (given_up.put_aside_by, given_up.status) == (make.carla(), "Put aside")


def test_several_are_sent_again_at_once(client, given_up):
    client.force_login(make.carla())
    chosen = {"action": "send_selected_again", "_selected_action": [given_up.pk]}
    client.post(reverse("admin:deliveries_delivery_changelist"), chosen)
    assert Delivery.objects.waiting().count() == 1


@pytest.mark.parametrize("name", ["again", "aside", "change"])
def test_somebody_without_a_role_neither_sees_nor_sends(client, given_up, name):
    client.force_login(make.person("Stan"))
    assert client.post(url(name, given_up)).status_code == 403
    assert Delivery.objects.get().failed_at


def test_nobody_changes_a_message_and_looking_sends_nothing(client, given_up):
    client.force_login(make.cast().ada)
    answers = [
        client.post(url("change", given_up), {"subject": "x"}).status_code,
        client.get(url("again", given_up)).status_code,
        client.post(url("delete", given_up)).status_code,
        client.post(reverse("admin:deliveries_delivery_again", args=[given_up.pk + 1])).status_code,
    ]
    assert answers == [403, 405, 403, 404]
