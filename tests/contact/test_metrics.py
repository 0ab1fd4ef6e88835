"""Figures about requests: right, without a person, and silent about small numbers."""

from datetime import timedelta

import pytest
from django.db.models import F

from contact import actions, metrics
from contact.models import CallAttempt, ContactRequest
from contact.waiting import Clock
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db
URL = "/staff/contact/contactrequest/metrics/"


@pytest.fixture
def many(desk):
    """Last week seven asked, of whom four were spoken with after two hours, three never reached; one asked about something rare.

    One more was spam, and one came twice."""
    then = database_clock() - timedelta(days=7)
    made = [
        make.request(name=f"P{n}", topic_title="A rare thing" if n == 6 else "Sore back", asked_at=then.isoformat())
        for n in range(7)
    ]
    make.request(name="Spam", spam_score=9, asked_at=then.isoformat())
    again = make.request(name="P0 again", asked_at=then.isoformat())
    actions.mark_duplicate(again, of=made[0], by=make.carla())
    for number, request in enumerate(made):
        outcome = "spoke" if number < 4 else "no_answer"
        CallAttempt.objects.create(request=request, called_by=make.carla(), outcome=outcome)
    called = [request.pk for request in made]
    ContactRequest.objects.filter(pk__in=called).update(first_called_at=F("asked_at") + timedelta(hours=2))


def test_the_numbers_are_those_of_what_happened(many):
    found = metrics.metrics(Clock.now())
    week = next(week for week in found.weeks if week.asked)
    assert (week.asked, week.answered, week.to_first_call) == (7, 4, timedelta(hours=2))
    assert len(found.weeks) == metrics.WEEKS and sum(week.asked or 0 for week in found.weeks) == 7


def test_small_numbers_are_not_told_nor_what_they_follow_from(many):
    reasons = {line.name: (line.asked, line.answered) for line in metrics.metrics(Clock.now()).reasons}
    assert reasons == {"Sore back": (6, None), "Others": (None, None)}


@pytest.mark.parametrize(("name", "status"), [("carla", 200), ("ada", 200), ("clara", 403)])
def test_coordinators_and_administrators_see_them_and_nobody_is_in_them(client, many, name, status):
    client.force_login(getattr(make.cast(), name))
    answer = client.get(URL)
    text = answer.content.decode()
    assert answer.status_code == status and "A rare thing" not in text
    assert status != 200 or ("<rect" in text and "2 h 00 min" in text and "fewer than 3" in text)
    assert not any(reference in text for reference in ContactRequest.objects.values_list("reference", flat=True))


def test_without_a_request_the_page_is_whole(client, desk):
    client.force_login(make.cast().ada)
    assert "Nobody has asked" in client.get(URL).content.decode()


def test_whom_nobody_reached_is_called_and_not_answered(desk):
    for name in "ABC":
        request = make.request(name=name)
        for _time in range(3):
            actions.call(request, outcome="no_answer", by=make.carla())
    (week,) = [week for week in metrics.metrics(Clock.now()).weeks if week.asked]
    assert (week.asked, week.answered, week.in_time) == (3, 0, 3) and week.to_first_call is not None


def test_who_was_answered_by_e_mail_is_answered(desk):
    for name in "ABC":
        request = make.request(name=name, email=f"{name}@example.org")
        actions.close(request, outcome="answered", by=make.carla())
    (week,) = [week for week in metrics.metrics(Clock.now()).weeks if week.asked]
    assert (week.asked, week.answered, week.in_time) == (3, 3, 0)
