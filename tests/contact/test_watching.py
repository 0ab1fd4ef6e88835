"""When nobody reads the requests, staff see it on every page, and the form asks to call; both go back by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models.functions import Now

from contact import watching
from contact.content import OfficeHours
from contact.models import ContactRequest
from contact.office_time import OfficeTime
from deliveries.models import SILENT_AFTER, Heartbeat
from tests import make
from tests.contact.filled import FORM, send

pytestmark = pytest.mark.django_db
WEEK = OfficeTime(hours=tuple(OfficeHours(weekday=day, opens="08:00", closes="17:00") for day in range(1, 6)), zone=UTC)


@pytest.fixture(autouse=True)
def all_is_well(desk):
    Heartbeat.beat()


def look_again() -> None:
    """As if the seconds between two looks were over."""
    cache.delete(watching.LOOK)


def wait_too_long() -> ContactRequest:
    return make.request(asked_at=(datetime.now(UTC) - timedelta(days=30)).isoformat())


def page_for_staff(client) -> str:
    client.force_login(make.carla())
    return client.get("/staff/").content.decode()


def test_while_all_is_well_nobody_is_alarmed(client):
    make.request()
    assert not watching.is_call_first() and "wait longer" not in page_for_staff(client)
    assert "Please call us instead" not in client.get(FORM).content.decode()


def test_a_request_that_waits_too_long_is_on_every_staff_page_and_the_form_asks_to_call(client):
    wait_too_long()
    assert "1 request of a patient waits longer than promised" in page_for_staff(client)
    assert "Please call us instead" in client.get(FORM).content.decode()
    assert "1 request" in client.get("/staff/faq/question/").content.decode()


def test_a_silent_worker_is_told_within_two_minutes(client):
    assert SILENT_AFTER + timedelta(seconds=watching.SECONDS_BETWEEN_LOOKS) < timedelta(minutes=2)
    Heartbeat.objects.update(beat_at=Now() - SILENT_AFTER)
    assert "gives no sign of life" in page_for_staff(client)


def test_a_request_that_is_being_typed_is_taken_all_the_same(client):
    wait_too_long()
    assert send(client, name="Typing").status_code == 303
    assert ContactRequest.objects.count() == 2


def test_the_form_goes_back_by_itself_but_not_at_once(client):
    request = wait_too_long()
    assert watching.is_call_first()
    ContactRequest.objects.filter(pk=request.pk).update(first_called_at=Now())
    look_again()
    assert "wait" not in " ".join(watching.alarms(make.carla())) and watching.is_call_first()
    cache.delete(watching.CALL_FIRST)
    assert not watching.is_call_first()


def test_spam_that_waits_alarms_nobody():
    request = wait_too_long()
    ContactRequest.objects.filter(pk=request.pk).update(put_aside_at=Now(), put_aside_by=make.carla())
    assert watching.look().is_well


def test_waiting_is_counted_in_office_hours():
    friday, monday = datetime(2026, 1, 2, 16, tzinfo=UTC), datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert watching.overdue([friday], WEEK, timedelta(hours=4), monday) == 0
    assert watching.overdue([friday, friday, monday], WEEK, timedelta(hours=4), monday + timedelta(hours=2)) == 2


def test_staff_see_that_nobody_is_told_once_a_patient_has_asked(client):
    get_user_model().objects.update(email="")
    assert "Nobody is told" not in page_for_staff(client)
    make.request()
    look_again()
    assert "Nobody is told when a patient asks" in page_for_staff(client) and not watching.is_call_first()
    get_user_model().objects.filter(username="cora").update(email="cora@example.org")
    look_again()
    assert "Nobody is told" not in page_for_staff(client)
