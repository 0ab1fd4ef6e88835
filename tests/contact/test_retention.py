"""What patients sent is erased in its time, in two steps, and nothing of it is left; what nobody handled is shouted about."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.utils import timezone

from contact import actions, inbox_desk, retention
from contact.models import AccessEntry, ContactRequest, RequestNote, RequestRules
from deliveries import chores
from publishing.schedule import database_clock
from tests import make
from tests.contact.test_marker import every_row

pytestmark = pytest.mark.django_db
MARKERS = ("Quetzalina", "+15550100188", "quetzal@example.org", "seven purple herons", "a note of green owls")
DAY = timedelta(days=1)


@pytest.fixture
def now(desk) -> datetime:
    return database_clock()


@pytest.fixture
def closed(desk) -> ContactRequest:
    request = make.request(name=MARKERS[0], phone=MARKERS[1], email=MARKERS[2], message=MARKERS[3])
    actions.note(request, text=MARKERS[4], by=make.carla())
    return actions.call(request, outcome="spoke", is_done=True, by=make.carla())


def is_erased(request: ContactRequest) -> bool:
    request.refresh_from_db()
    return request.erased_at is not None


def test_it_is_listed_for_a_week_and_erased_ninety_days_after_it_was_closed(closed, now):
    assert retention.run(now + 82 * DAY) == (0, 0)
    assert retention.run(now + 84 * DAY) == (1, 0)
    assert retention.run(now + 84 * DAY) == (0, 0) and not is_erased(closed)
    assert retention.run(now + 89 * DAY) == (0, 0)
    assert retention.run(now + 91 * DAY) == (0, 1) and is_erased(closed)
    assert retention.run(now + 99 * DAY) == (0, 0)


def test_a_worker_that_was_away_still_lists_before_it_erases(closed, now):
    assert retention.run(now + 300 * DAY) == (1, 0)
    assert retention.run(now + 306 * DAY) == (0, 0)
    assert retention.run(now + 308 * DAY) == (0, 1)


def test_nothing_of_it_is_left_in_any_table(closed, now):
    ContactRequest.objects.filter(pk=closed.pk).update(erasable_at=now - DAY)
    before, marks = every_row(), (closed.phone_index, closed.email_index, bytes(closed.sealed).hex())
    note = bytes(RequestNote.objects.get().sealed).hex()
    assert all(mark in before for mark in (*marks, note))
    retention.run(now)
    after = every_row().lower()
    left = [m for m in (*MARKERS, *marks, note) if m.lower() in after or m.encode().hex() in after]
    assert left == [] and closed.reference in every_row()
    assert [entry.what for entry in AccessEntry.objects.filter(reference=closed.reference)][0] == "erased"


def test_what_is_held_is_kept_until_it_need_not_be(closed, now):
    retention.run(now + 84 * DAY)
    actions.hold(closed, reason="Letter of a lawyer", by=make.carla())
    retention.run(now + 400 * DAY)
    assert not is_erased(closed)
    actions.unhold(closed, by=make.carla())
    retention.run(now + 400 * DAY)
    retention.run(now + 408 * DAY)
    assert is_erased(closed)


def test_what_is_opened_again_is_kept(closed, now):
    retention.run(now + 84 * DAY)
    actions.reopen(closed, by=make.carla())
    retention.run(now + 400 * DAY)
    assert not is_erased(closed)


def test_what_nobody_has_handled_is_never_erased_but_shouted_about(desk, now):
    long_ago = (now - 200 * DAY).isoformat()
    waiting, spam = make.request(name="A", asked_at=long_ago), make.request(name="B", spam_score=9, asked_at=long_ago)
    assert "2 requests" in retention.chore() and "not erased" in chores.duties["erase_old_requests"].run()
    assert not is_erased(waiting) and not is_erased(spam)
    first = inbox_desk.lists(make.carla())[0]
    assert (first.slug, first.count, first.urgency) == ("requests-forgotten", 2, 100)
    actions.put_aside(spam, by=make.carla())
    retention.run(now + 84 * DAY)
    retention.run(now + 92 * DAY)
    assert is_erased(spam) and not is_erased(waiting)


def test_the_practice_chooses_the_days(closed, now):
    RequestRules.objects.create(pk=1, erase_after_days=1)
    assert retention.run(now) == (1, 0)
    assert retention.run(now + 8 * DAY) == (0, 1)


def test_the_command_says_what_it_would_do_and_does_it(closed, capsys):
    day = (timezone.localdate() + 100 * DAY).isoformat()
    call_command("erase_old_requests", "--as-of", day, "--dry-run")
    assert "1 would be put on the list, 0 would be erased" in capsys.readouterr().out
    assert ContactRequest.objects.get(pk=closed.pk).erasable_at is None
    call_command("erase_old_requests", "--as-of", day)
    assert "1 put on the list, 0 erased" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("erase_old_requests", "--as-of", "soon")


def test_one_patient_is_erased_at_once_and_a_stub_without_content_is_left(closed, capsys):
    other = make.request(name="Again", phone=MARKERS[1])
    actions.put_aside(other, by=make.carla())
    call_command("erase_request", closed.reference.lower(), "--all-of-person")
    assert "2 requests with 1 notes would be erased" in capsys.readouterr().out and not is_erased(closed)
    call_command("erase_request", closed.reference, "--all-of-person", "--yes")
    assert is_erased(closed) and is_erased(other) and closed.asked_at and closed.open_sealed() is None


def test_one_that_is_open_or_held_is_not_erased_on_demand(closed):
    actions.hold(closed, reason="A letter", by=make.carla())
    for reference in (closed.reference, make.request(name="Open").reference, "BC2DF3GH"):
        with pytest.raises(CommandError):
            call_command("erase_request", reference, "--yes")
    assert not ContactRequest.objects.filter(erased_at__isnull=False).exists()


def test_an_erased_request_can_still_be_looked_at_and_holds_nothing(client, closed, now):
    ContactRequest.objects.filter(pk=closed.pk).update(erasable_at=now - DAY, claimed_at=Now(), claimed_by=make.carla())
    retention.run(now)
    client.force_login(make.carla())
    text = client.get(f"/staff/contact/contactrequest/{closed.pk}/change/").content.decode()
    assert "Only what happened when is left" in text and MARKERS[0] not in text
