"""Reviews that fall due: somebody is written to, once a stage, however late the run, and whoever has left."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from deliveries.models import Delivery
from publishing import actions, reminders
from publishing.models import Document, Reminder
from publishing.reminders import remind
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


def recipients() -> list[str]:
    return sorted(Delivery.objects.values_list("recipient__username", flat=True))


def in_days(days: int):
    return database_clock() + timedelta(days=days)


def leaves(user, **how) -> None:
    type(user).objects.filter(pk=user.pk).update(**how or {"is_active": False})


def test_a_reviewer_is_written_to_when_the_review_is_soon_due_and_when_it_is(people):
    edition = make.due(make.condition(title="Sore back"), days_ago=-20)
    assert (remind().soon, remind().soon) == (1, 0)
    assert (remind(in_days(20)).due, remind(in_days(21)).due) == (1, 0)
    soon, due = Delivery.objects.order_by("pk")
    day = edition.review.next_review_on
    assert soon.subject == f"Review due on {day:%B} {day.day}: Sore back"
    assert due.subject == "Review due: Sore back"
    assert {soon.recipient, due.recipient} == {people.clara}


@pytest.mark.parametrize("days_late", [0, 1, 3, 40])
def test_a_run_missed_for_days_still_reminds_and_once(people, days_late):
    make.due(make.condition(), days_ago=days_late)
    tallies = [remind(), remind(), remind(in_days(1))]
    assert [(tally.soon, tally.due) for tally in tallies] == [(0, 1), (0, 0), (0, 0)]


def test_nobody_is_written_to_before_it_is_time(people):
    make.due(make.condition(), days_ago=-31)
    assert remind().soon == 0
    actions.change_rules(by=people.ada, remind_days_before=40)
    assert remind().soon == 1


def test_the_day_is_the_practices(people, settings):
    make.due(make.condition(), days_ago=-10)
    midnight = timezone.localtime(in_days(10)).replace(hour=0, minute=1)
    assert remind(midnight - timedelta(minutes=2)).due == 0
    assert remind(midnight).due == 1


def test_whoever_looks_after_the_page_is_written_to_as_well(people):
    draft = make.condition()
    make.due(draft, days_ago=1)
    Document.objects.filter(pk=draft.pk).update(assigned_to=people.cora)
    remind()
    assert recipients() == ["clara", "cora"]


@pytest.mark.parametrize("how", [{"is_active": False}, {"email": ""}, {"is_staff": False}])
def test_somebody_who_has_left_has_a_substitute(people, how):
    make.due(make.condition(), days_ago=1)
    leaves(people.clara, **how)
    actions.change_rules(by=people.ada, substitute=people.cora)
    remind()
    assert recipients() == ["cora"]


def test_somebody_who_has_lost_the_role_has_a_substitute(people):
    make.due(make.condition(), days_ago=1)
    people.clara.groups.clear()
    remind()
    assert recipients() == ["ada", "cleo"]


def test_without_a_substitute_all_who_can_see_to_it_are_written_to(people):
    make.due(make.condition(), days_ago=1)
    leaves(people.clara)
    actions.change_rules(by=people.ada, substitute=people.carla)
    leaves(people.carla)
    remind()
    assert recipients() == ["ada", "cleo"]


def test_where_nobody_can_be_reminded_it_is_said_until_somebody_can(people):
    make.due(make.condition(), days_ago=1)
    for person in (people.clara, people.cleo, people.ada):
        leaves(person, email="")
    assert reminders.chore().startswith("1 review is due and nobody can be reminded")
    assert not Reminder.objects.exists()
    leaves(people.cleo, email="cleo@example.org")
    assert reminders.chore() == ""
    assert recipients() == ["cleo"]


def test_only_the_newest_review_of_what_is_live_counts(people):
    edition = make.due(make.condition(), days_ago=1)
    actions.review(edition, by=people.cleo)
    assert remind().due == 0


def test_nobody_is_reminded_of_what_was_taken_down_or_never_signed_or_is_not_clinical(people):
    edition = make.due(make.condition(title="Gone"), days_ago=1)
    actions.withdraw(edition.document, by=people.carla)
    make.live(make.page())
    assert remind() == reminders.Tally()


def test_the_message_names_the_page_and_no_person(people):
    make.due(make.condition(title="Sore back"), days_ago=1)
    remind()
    delivery = Delivery.objects.get()
    text = delivery.subject + delivery.body
    assert "Sore back" in text
    assert "/staff/conditions/condition/" in delivery.body
    for person in (people.clara, people.carla):
        assert not {person.first_name, person.username, person.email} & set(text.replace("/", " ").split())


def test_a_reminder_and_its_message_come_to_be_together(people):
    def refuse_messages(execute, sql, params, many, context):
        if "deliveries_delivery" in sql:
            raise OperationalError("gone")
        return execute(sql, params, many, context)

    make.due(make.condition(), days_ago=1)
    with connection.execute_wrapper(refuse_messages), pytest.raises(OperationalError):
        remind()
    assert not Reminder.objects.exists()
    assert remind().due == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once():
    def work() -> None:
        remind()
        connection.close()

    make.cast()
    for number in range(5):
        make.due(make.condition(title=f"Condition {number}"), days_ago=1)
    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (Reminder.objects.count(), Delivery.objects.count()) == (5, 5)


def test_the_command_says_what_it_did_and_is_safe_to_run_twice(people, capsys):
    make.due(make.condition(), days_ago=1)
    call_command("remind_reviews")
    call_command("remind_reviews")
    assert capsys.readouterr().out.splitlines() == [
        "1 due, 0 soon due, 0 of which nobody can be reminded",
        "0 due, 0 soon due, 0 of which nobody can be reminded",
    ]


def test_what_is_due_is_listed_and_is_the_exit_status(people, capsys):
    call_command("review_due", "--json")
    assert json.loads(capsys.readouterr().out) == []
    make.due(make.condition(title="Sore back"), days_ago=3)
    make.due(make.procedure(), days_ago=-3)
    with pytest.raises(SystemExit) as ended:
        call_command("review_due", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    assert (ended.value.code, found["title"], found["days_overdue"]) == (3, "Sore back", 3)
