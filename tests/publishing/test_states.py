"""The table of states: every step is tried in every state, and every state is somebody's to move."""

from datetime import timedelta

import pytest

from publishing import actions
from publishing.errors import TransitionNotAllowed
from publishing.models import Edition
from publishing.roles import MAY, ROLES
from publishing.states import TABLE, State, allows, state_of, status_of
from tests import make

pytestmark = pytest.mark.django_db


def in_state(state: State, t, *, clinical: bool) -> Edition:
    """An edition in a state at t(10): of a condition, or of a plain page."""
    document = make.condition() if clinical else make.page()
    edition = make.kept(document, at=t(0))
    if state is State.KEPT:
        return edition
    edition = actions.submit(edition, by=make.carla(), at=t(1))
    if state is State.SENT_BACK:
        return actions.send_back(edition, by=make.clara(), at=t(2), note="Say why.")
    if state is State.SUBMITTED:
        return edition
    edition = actions.approve(edition, by=make.clara(), at=t(2))
    if state is State.APPROVED:
        return edition
    edition = actions.publish(edition, by=make.carla(), at=t(3), publish_at=t(20 if state is State.SCHEDULED else 3))
    if state is State.PAST:
        actions.withdraw(document, by=make.carla(), at=t(4))
    return Edition.objects.get(pk=edition.pk)


def second_edition(edition: Edition, t) -> Edition:
    """Puts a newer edition live in its place, so that there is something to undo."""
    return make.live(edition.document.draft, title="Newer", at=t(9))


STEPS = {
    "submit": lambda e, at: actions.submit(e, by=make.carla(), at=at),
    "approve": lambda e, at: actions.approve(e, by=make.clara(), at=at),
    "send_back": lambda e, at: actions.send_back(e, by=make.clara(), at=at, note="Say why."),
    "publish": lambda e, at: actions.publish(e, by=make.carla(), at=at),
    "publish_unreviewed": lambda e, at: actions.publish(e, by=make.carla(), at=at),
    "cancel": lambda e, at: actions.cancel(e, by=make.carla(), at=at),
    "withdraw": lambda e, at: actions.withdraw(
        e.document, by=make.carla(), at=at, withdraw_at=max(at, e.publish_at or at) + timedelta(hours=1)
    ),
    "review": lambda e, at: actions.review(e, by=make.clara(), at=at),
    "restore": lambda e, at: actions.restore(e, by=make.carla(), at=at),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_works_in_the_states_that_allow_it_and_is_refused_in_all_others(people, t, state, step):
    edition = in_state(state, t, clinical=step != "publish_unreviewed")
    allowed = allows(edition, step, t(10))
    if step == "publish_unreviewed" and state is State.APPROVED:
        allowed = True  # Approved text is published by "publish", which for a practical page is the same click.
    if allowed:
        STEPS[step](edition, t(10))
    else:
        with pytest.raises(TransitionNotAllowed):
            STEPS[step](edition, t(10))


@pytest.mark.parametrize("state", State)
def test_undo_needs_something_live(people, t, state):
    document = in_state(State.LIVE, t, clinical=True).document
    current = second_edition(document.editions.get(), t)
    if state is State.LIVE:
        assert actions.undo_publish(document, by=people.carla, at=t(10)).content_hash != current.content_hash
        return
    other = in_state(state, t, clinical=False)
    with pytest.raises(TransitionNotAllowed):
        actions.undo_publish(other.document, by=people.carla, at=t(10))


@pytest.mark.parametrize("state", State)
def test_the_state_follows_from_the_facts(people, t, state):
    assert state_of(in_state(state, t, clinical=True), t(10)) is state


def test_time_alone_makes_scheduled_live_and_live_past(people, t):
    page = make.page()
    edition = make.live(page, at=t(0), publish_at=t(5))
    actions.withdraw(page, by=people.carla, at=t(1), withdraw_at=t(7))
    edition = Edition.objects.get(pk=edition.pk)
    states = [state_of(edition, t(hour)) for hour in (4.99, 5, 6.99, 7)]
    assert states == [State.SCHEDULED, State.LIVE, State.LIVE, State.PAST]


def test_a_cancelled_edition_is_what_it_was_before_it_was_scheduled(people, t):
    practical = make.live(make.page(), at=t(0), publish_at=t(5))
    clinical = make.live(make.condition(), at=t(0), publish_at=t(5))
    states = [state_of(actions.cancel(e, by=people.carla, at=t(1)), t(2)) for e in (practical, clinical)]
    assert states == [State.KEPT, State.APPROVED]


def test_every_state_has_an_owner_and_a_row():
    assert set(TABLE) == set(State)
    assert {row.owner for row in TABLE.values()} <= set(ROLES)


def test_every_step_of_the_table_is_a_step_of_the_roles():
    steps = set().union(*(row.allows for row in TABLE.values()))
    assert {step.removesuffix("_unreviewed") for step in steps} <= set(MAY)
    assert steps == {*STEPS, "undo_publish"}


def test_the_status_says_what_is_live_and_what_is_newer(people, t):
    page = make.page()
    assert [label for _state, label in status_of(page.editions.all(), t(0))] == ["Not saved yet"]
    make.live(page, at=t(0))
    make.live(page, title="Newer", at=t(1), publish_at=t(5))
    make.kept(page, title="Newest", at=t(2))
    assert [label for _state, label in status_of(page.editions.all(), t(3))] == ["Live", "Scheduled", "Newer draft"]
