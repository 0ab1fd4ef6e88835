"""The life of a request: what each state allows, who has it, what a call may be, and that each step is written down."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models.functions import Now

from contact import actions
from contact.models import AccessEntry, CallAttempt, ContactRequest
from contact.states import CLAIM_LASTS, TABLE, RequestState, state_of
from deliveries.models import Delivery
from publishing.errors import NotPermitted, TransitionNotAllowed
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(desk) -> ContactRequest:
    return make.request()


def in_state(state: RequestState) -> ContactRequest:
    """A request that Carla has brought into a state."""
    carla, request = make.carla(), make.request(name=f"In {state}", spam_score=9 if state == "suspected" else 0)
    steps = {
        "claimed": lambda: actions.claim(request, by=carla),
        "waiting": lambda: actions.call(request, outcome="no_answer", by=carla),
        "done": lambda: actions.call(request, outcome="spoke", is_done=True, by=carla),
        "duplicate": lambda: actions.mark_duplicate(request, of=make.request(name="First"), by=carla),
        "spam": lambda: actions.put_aside(request, by=carla),
        "erased": lambda: ContactRequest.objects.filter(pk=request.pk).update(
            sealed=None, phone_index="", email_index="", erased_at=Now()
        ),
    }
    if state in steps:
        steps[state]()
    return ContactRequest.objects.get(pk=request.pk)


def take(step: str, request: ContactRequest) -> None:
    carla = make.carla()
    {
        "claim": lambda: actions.claim(request, by=carla),
        "release": lambda: actions.release(request, by=carla),
        "hand_over": lambda: actions.hand_over(request, to=make.cast().cora, by=carla),
        "route": lambda: actions.route(request, to=make.cast().cora, by=carla),
        "call": lambda: actions.call(request, outcome="no_answer", by=carla),
        "close": lambda: actions.close(request, outcome="answered", by=carla),
        "duplicate": lambda: actions.mark_duplicate(request, of=make.request(name="Another"), by=carla),
        "reopen": lambda: actions.reopen(request, by=carla),
        "put_aside": lambda: actions.put_aside(request, by=carla),
        "restore": lambda: actions.restore(request, by=carla),
        "note": lambda: actions.note(request, text="Called back", by=carla),
        "hold": lambda: actions.hold(request, reason="A letter", by=carla),
        "unhold": lambda: actions.unhold(request, by=carla),
    }[step]()


STEPS = sorted(set().union(*(row.allows for row in TABLE.values())))


@pytest.mark.parametrize("state", list(RequestState))
def test_a_state_has_an_owner_and_refuses_every_step_that_it_does_not_allow(desk, state):
    request = in_state(state)
    assert state_of(request, database_clock()) == state and TABLE[state].owner
    before = AccessEntry.objects.count()
    for step in set(STEPS) - TABLE[state].allows - {"duplicate"}:
        with pytest.raises(TransitionNotAllowed):
            take(step, request)
    assert AccessEntry.objects.count() == before


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_written_down_with_who_took_it(desk, step):
    state = next(state for state, row in TABLE.items() if step in row.allows)
    request = in_state(state)
    if step == "close":
        request = make.request(name="By e-mail", email="pat@example.org")
    take(step, request)
    newest = AccessEntry.objects.filter(reference=request.reference).order_by("-number")[0]
    assert (newest.what, newest.by) == (step, make.carla())


@pytest.mark.parametrize("name", ["clara", "ada"])
def test_clinicians_and_administrators_take_no_step(request_, name):
    for step in (actions.claim, actions.release, actions.put_aside, actions.restore):
        with pytest.raises(NotPermitted):
            step(request_, by=getattr(make.cast(), name))


def test_the_second_who_claims_is_told_who_has_it(request_):
    cast = make.cast()
    actions.claim(request_, by=cast.carla)
    with pytest.raises(TransitionNotAllowed, match="Carla Roe has this request"):
        actions.claim(request_, by=cast.cora)
    with pytest.raises(TransitionNotAllowed, match="Carla Roe has this request"):
        actions.call(request_, outcome="no_answer", by=cast.cora)
    actions.hand_over(request_, to=cast.cora, by=cast.cora)
    assert actions.call(request_, outcome="no_answer", by=cast.cora).claimed_by == cast.cora


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_one_gets_it(desk):
    request, begin, answers = make.request(), threading.Barrier(6), []
    people = [make.person(f"Co{number}", "Coordinator") for number in range(6)]

    def claim(person) -> None:
        begin.wait()
        try:
            answers.append(actions.claim(request, by=person).claimed_by)
        except TransitionNotAllowed as refusal:
            answers.append(str(refusal))
        connections.close_all()

    threads = [threading.Thread(target=claim, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [answer for answer in answers if answer in people]
    assert len(winners) == 1
    assert sum(f"{winners[0].get_full_name()} has this request" in str(answer) for answer in answers) == 5
    assert AccessEntry.objects.filter(what="claim").count() == 1


def test_a_claim_that_nobody_touches_ends_by_itself(request_):
    cast = make.cast()
    actions.claim(request_, by=cast.carla)
    ContactRequest.objects.update(claimed_at=Now() - CLAIM_LASTS)
    assert state_of(ContactRequest.objects.get(), database_clock()) == "new"
    assert actions.claim(request_, by=cast.cora).claimed_by == cast.cora
    ContactRequest.objects.update(claimed_at=Now() - CLAIM_LASTS)
    actions.release_stale()
    assert ContactRequest.objects.get().claimed_by is None
    assert AccessEntry.objects.order_by("-number")[0].what == "released"


def test_the_next_one_is_the_most_urgent_that_nobody_has(desk):
    ago = [(database_clock() - timedelta(days=days)).isoformat() for days in (9, 8, 7)]
    first, second, _third = (make.request(name=at, asked_at=at) for at in ago)
    actions.claim(first, by=make.cast().cora)
    assert actions.claim_next(by=make.carla()) == second


def test_a_message_is_left_only_where_the_patient_allowed_it(desk):
    request = make.request(may_leave_message=False)
    with pytest.raises(TransitionNotAllowed, match="does not want a message"):
        actions.call(request, outcome="left_message", by=make.carla())
    assert not CallAttempt.objects.exists() and not AccessEntry.objects.filter(what="call").exists()


def test_a_call_that_nobody_answered_waits_for_the_time_that_was_set_and_is_everybodys(request_):
    later = database_clock() + timedelta(hours=3)
    request = actions.call(request_, outcome="no_answer", next_call_at=later, by=make.carla())
    assert (request.next_call_at, request.claimed_by) == (later, None)
    assert state_of(request, database_clock()) == "waiting"
    with pytest.raises(TransitionNotAllowed, match="has passed"):
        actions.call(request_, outcome="no_answer", next_call_at=later - timedelta(days=1), by=make.carla())


def test_nothing_is_closed_as_called_that_nobody_called(request_):
    with pytest.raises(TransitionNotAllowed, match="Nobody has called"):
        actions.close(request_, outcome="spoke", by=make.carla())
    actions.call(request_, outcome="no_answer", by=make.carla())
    assert actions.close(request_, outcome="not_reached", by=make.carla()).closed_by == make.carla()


def test_a_duplicate_points_to_the_first_and_never_in_a_circle(request_):
    second, third, carla = make.request(name="Second"), make.request(name="Third"), make.carla()
    actions.mark_duplicate(second, of=request_, by=carla)
    second.refresh_from_db()
    assert actions.mark_duplicate(third, of=second, by=carla).duplicate_of == request_
    for of in (request_, second):
        with pytest.raises(TransitionNotAllowed):
            actions.mark_duplicate(request_, of=of, by=carla)
    assert actions.reopen(second, by=carla).duplicate_of is None


def test_what_was_brought_back_can_be_put_aside_again(desk):
    request, carla = make.request(spam_score=9), make.carla()
    assert not actions.restore(request, by=carla).is_put_aside()
    assert actions.put_aside(request, by=carla).is_put_aside()


def receipts_and_messages() -> list[str]:
    return sorted(d.recipient.username if d.recipient else "patient" for d in Delivery.objects.all())


def test_what_is_brought_back_from_spam_is_told_once_as_if_it_had_just_come(desk):
    request = make.request(email="pat@example.org", spam_score=9)
    assert receipts_and_messages() == []
    actions.restore(request, by=make.carla())
    assert receipts_and_messages() == ["carla", "cora", "patient"]
    actions.put_aside(request, by=make.carla())
    actions.restore(request, by=make.carla())
    assert receipts_and_messages() == ["carla", "cora", "patient"]


def test_what_a_rule_gave_to_somebody_is_told_to_nobody_else_when_it_is_brought_back(desk):
    request = make.request(spam_score=9)
    request.answerers.set([make.cast().cora])
    actions.restore(request, by=make.carla())
    assert receipts_and_messages() == ["cora"]
