"""Messages go out at least once, whatever the mail server does, and none stops the others."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from deliveries.actions import enqueue, put_aside, send_again
from deliveries.health import health
from deliveries.models import Delivery, Heartbeat
from deliveries.sending import LEASE, LONGEST_GAP, claim, gap_after, send_due
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


def now():
    return database_clock() + timedelta(seconds=1)


def test_a_message_arrives_once_and_is_sent(mailbox):
    delivery = make.message(subject="A page is due")
    assert (send_due().sent, send_due().tried) == (1, 0)
    ((address, text),) = mailbox.arrived
    assert address == "carla@example.org"
    assert "Subject: A page is due" in text
    assert f"Message-ID: {delivery.message_id}" in text


def test_the_same_key_makes_one_message():
    assert make.message("same").pk == make.message("same").pk
    assert Delivery.objects.count() == 1


def test_a_message_goes_with_the_transaction_that_caused_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        make.message()
        raise RuntimeError
    assert not Delivery.objects.exists()


def test_a_subject_is_one_line():
    enqueue(key="k", to=make.carla(), purpose="p", subject="One\r\nBcc: other@example.org", body="b")
    send_due()
    assert mail.outbox[0].subject == "One Bcc: other@example.org"


def test_a_claimed_message_comes_due_again_when_its_lease_ends():
    make.message()
    assert claim() is not None
    assert claim() is None
    assert claim(now() + LEASE) is not None
    assert LEASE <= timedelta(minutes=2)


def test_copies_of_a_message_share_their_message_id(mailbox):
    mailbox.to_message["carla@example.org"] = "451 try later"
    make.message()
    send_due()
    mailbox.to_message.clear()
    send_due(now() + LONGEST_GAP)
    assert len(mailbox.message_ids) == 2
    assert len(set(mailbox.message_ids)) == 1


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("nothing_listens", "The mail server cannot be reached."),
        ("hanging", "The mail server did not answer, or broke off."),
        ("breaks_off", "The mail server did not answer, or broke off."),
    ],
)
def test_a_mail_server_that_fails_is_asked_again(request, fault, problem):
    request.getfixturevalue(fault)
    delivery = make.message()
    assert send_due().not_sent == 1
    delivery.refresh_from_db()
    assert (delivery.last_problem, delivery.failed_at, delivery.attempts) == (problem, None, 1)
    assert database_clock() < delivery.next_try_at < database_clock() + LONGEST_GAP


def test_a_message_is_tried_for_five_days_with_gaps_of_half_an_hour_at_most_and_then_kept(nothing_listens):
    delivery, start, tries = make.message(), now(), []
    at = start
    while delivery.failed_at is None and at < start + timedelta(days=7):
        tries.append(at)
        assert send_due(at).not_sent == 1
        delivery.refresh_from_db()
        at = delivery.next_try_at
    gaps = [later - earlier for earlier, later in zip(tries, tries[1:], strict=False)]
    assert max(gaps) <= LONGEST_GAP == timedelta(minutes=30)
    assert timedelta(days=5) <= tries[-1] - start <= timedelta(days=5) + LONGEST_GAP
    assert (delivery.failed_at, send_due(at + timedelta(days=9)).tried) == (tries[-1], 0)


def test_a_message_that_waited_for_a_worker_for_a_week_still_gets_its_five_days(nothing_listens):
    delivery = make.message()
    send_due(now() + timedelta(days=7))
    delivery.refresh_from_db()
    assert delivery.failed_at is None


def test_what_was_given_up_goes_out_when_somebody_sends_it_again(mailbox):
    delivery = make.message()
    Delivery.objects.update(failed_at=now(), attempts=300, last_problem="…", first_tried_at=now() - timedelta(days=6))
    assert send_due().tried == 0
    assert send_again(delivery, by=make.carla())
    assert send_due().sent == 1
    assert not send_again(delivery, by=make.carla())


def test_a_hundred_messages_go_out_around_one_that_is_refused(mailbox):
    mailbox.to_recipient["carla@example.org"] = "550 5.1.1 <carla@example.org> unknown"
    bad = make.message("bad")
    for number in range(100):
        make.message(str(number), to=make.clara())
    for hours in range(3):
        send_due(now() + timedelta(hours=hours))
    bad.refresh_from_db()
    assert {address for address, _text in mailbox.arrived} == {"clara@example.org"}
    assert (len(mailbox.arrived), bad.attempts) == (100, 3)
    assert bad.failed_at
    assert bad.last_problem == "The mail server refused the recipient (550)."


def test_a_message_that_cannot_be_put_together_stops_nobody(mailbox):
    Delivery.objects.filter(pk=make.message("bad").pk).update(subject="Two\nlines")
    make.message("good")
    tally = send_due()
    assert (tally.sent, tally.not_sent) == (1, 1)


@pytest.mark.parametrize("answer", ["421 busy", "450 try later"])
def test_a_recipient_refused_for_now_is_no_refusal_for_good(mailbox, answer):
    mailbox.to_recipient["carla@example.org"] = answer
    delivery = make.message()
    for hours in range(5):
        send_due(now() + timedelta(hours=hours))
    delivery.refresh_from_db()
    assert (delivery.failed_at, delivery.attempts) == (None, 5)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_somebody_who_has_left_gets_nothing_and_staff_are_told(mailbox, change):
    delivery, person = make.message(), make.carla()
    for name, value in change.items():
        setattr(person, name, value)
    person.save()
    send_due()
    delivery.refresh_from_db()
    assert (bool(delivery.failed_at), mailbox.arrived) == (True, [])
    assert health().in_trouble == 1


def test_no_address_stands_in_what_is_kept_of_a_problem(mailbox):
    mailbox.to_recipient["carla@example.org"] = "550 5.1.1 <carla@example.org> has no mailbox here"
    make.message()
    send_due()
    assert "carla" not in Delivery.objects.get().last_problem


def test_a_failure_counts_when_it_was_tried_three_times_and_no_longer_once_put_aside(nothing_listens):
    delivery = make.message()
    for hours in range(2):
        send_due(now() + timedelta(hours=hours))
    assert health().in_trouble == 0
    send_due(now() + timedelta(hours=3))
    assert health().in_trouble == 1
    assert not put_aside(delivery, by=make.carla())
    Delivery.objects.update(failed_at=now())
    assert put_aside(delivery, by=make.carla())
    assert health().in_trouble == 0


def test_a_slow_worker_does_not_undo_what_another_one_did(mailbox):
    make.message()
    slow = claim()
    assert send_due(now() + LEASE).sent == 1
    slow.refresh_from_db()
    assert slow.sent_at


def test_gaps_grow_and_never_exceed_half_an_hour():
    assert gap_after(1) <= timedelta(seconds=30)
    assert max(gap_after(attempts) for attempts in range(1, 5000)) <= LONGEST_GAP


def test_the_database_refuses_a_message_both_sent_and_given_up():
    make.message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(sent_at=now(), failed_at=now())


def test_a_worker_is_silent_until_it_gives_a_sign_of_life():
    assert (health().is_silent, health().last_beat) == (True, None)
    Heartbeat.beat()
    assert not health().is_silent
    Heartbeat.objects.update(beat_at=now() - timedelta(minutes=4))
    assert health().is_silent
