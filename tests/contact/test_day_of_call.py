"""Before anybody sends the form it says by when somebody calls, by the same hours and holidays as the confirmation."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from contact import watching
from contact.models import Coordinator, OfficeHours
from contact.office_time import OfficeTime
from deliveries.models import Heartbeat
from tests import make
from tests.contact.filled import CHECK, FORM, filled, send
from tests.contact.routes import rule

pytestmark = pytest.mark.django_db

SATURDAY_NIGHT = datetime(2026, 11, 22, 3, tzinfo=UTC)
"""22:00 of a Saturday where the practice is."""


@pytest.fixture(autouse=True)
def hours(desk):
    Heartbeat.beat()
    coordinator = Coordinator.objects.get()
    coordinator.hours.all().delete()
    for weekday in range(1, 6):
        OfficeHours.objects.create(coordinator=coordinator, weekday=weekday, opens=time(8), closes=time(17))
    make.live(coordinator)


def at(moment: datetime) -> None:
    """As if the database's clock stood there."""
    look = watching.Look(target=watching._longest_target(), ahead=moment - datetime.now(UTC))
    cache.set(watching.LOOK, look, 60)


def promised(response) -> list[str]:
    return re.findall(r"If you send it now, we will call you back by the end of ([^.]+)\.", response.content.decode())


def test_form_and_answers_say_by_which_day_somebody_calls(client):
    at(SATURDAY_NIGHT)
    assert promised(client.get(FORM)) == promised(client.post(CHECK, filled())) == ["Monday"]
    assert promised(client.post(CHECK, filled(phone=""))) == ["Monday"]


def test_it_is_the_day_that_the_confirmation_says(client):
    (day,) = promised(client.get(FORM))
    assert f"We will call you back by the end of {day}." in client.get(send(client)["Location"]).content.decode()


def test_a_rule_that_takes_longer_counts_for_the_promise_to_everybody(client):
    rule(language="es", target_hours=12)
    at(SATURDAY_NIGHT)
    assert promised(client.get(FORM)) == ["Tuesday"]


def test_without_hours_without_a_database_and_while_nobody_reads_nothing_is_promised(client, monkeypatch):
    assert OfficeTime().day_of_call(SATURDAY_NIGHT, timedelta(hours=4)) == ""
    make.request(asked_at="2026-01-05T10:00:00+00:00")
    cache.delete(watching.LOOK)
    assert "Please call us instead" in client.get(FORM).content.decode() and promised(client.get(FORM)) == []

    def fail():
        raise DatabaseError

    monkeypatch.setattr(watching, "_look", fail)
    cache.clear()
    assert promised(client.get(FORM)) == []
