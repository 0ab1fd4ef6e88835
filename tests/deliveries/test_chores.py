"""What the worker does now and then: due by the database's clock, done by one of several, never in the way of the others."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError

from deliveries import chores, rounds
from deliveries.health import health
from deliveries.models import Chore
from publishing.schedule import database_clock

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch):
    """A list to which a chore adds; the chores that the site itself has are left out."""
    for name in list(chores.duties):
        monkeypatch.delitem(chores.duties, name)
    done = []
    chores.register("count", every=HOUR, run=lambda: done.append("counted"))
    yield done
    chores.duties.clear()


def test_a_chore_is_done_when_it_is_due_and_once(done):
    now = database_clock() + timedelta(seconds=1)
    assert (rounds.run_due(now), rounds.run_due(now), rounds.run_due(now + HOUR)) == (["count"], [], ["count"])
    assert done == ["counted", "counted"]


def test_a_run_that_was_missed_for_days_is_made_up_for_once(done):
    now = database_clock() + timedelta(seconds=1)
    rounds.run_due(now)
    later = now + timedelta(days=3)
    assert (rounds.run_due(later), rounds.run_due(later)) == (["count"], [])


@pytest.mark.parametrize("kind", [KeyError, ProgrammingError])
def test_a_chore_that_fails_is_told_and_tried_again_soon_and_stops_no_other(done, kind):
    def fail():
        raise kind("carla@example.org")

    chores.register("a_failing_one", every=HOUR, run=fail)
    now = database_clock() + timedelta(seconds=1)
    assert rounds.run_due(now) == ["count"]
    assert health().problems == (f"“a_failing_one” failed ({kind.__name__}).",)
    assert Chore.objects.get(name="a_failing_one").next_run_at == now + rounds.RETRY_AFTER


def test_what_a_chore_could_not_do_is_told_until_it_can(done):
    sentences = ["Nobody can be told.", ""]
    chores.register("tell", every=HOUR, run=lambda: sentences.pop(0))
    now = database_clock() + timedelta(seconds=1)
    rounds.run_due(now)
    assert health().problems == ("Nobody can be told.",)
    rounds.run_due(now + HOUR)
    assert health().problems == ()
