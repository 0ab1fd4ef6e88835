"""Random lives of a document, against a model so simple that it can be believed.

Hours pass between steps, all of them in simulated time. The model is a list of what readers saw: from this hour on, this text. Set
HYPOTHESIS_PROFILE=thorough for many more lives than the usual run takes.
"""

import os
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from publishing import actions
from publishing.errors import Refused
from publishing.ledger import faults
from publishing.models import Edition
from publishing.permissions import needs_clinician
from publishing.schedule import database_clock
from publishing.states import State, state_of
from tests import make

LIVES = {"usual": (10, 25), "thorough": (150, 50)}
lives, steps = LIVES[os.environ.get("HYPOTHESIS_PROFILE", "usual")]
PROFILE = settings(
    max_examples=lives,
    stateful_step_count=steps,
    deadline=None,
    derandomize=lives == LIVES["usual"][0],
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)

SECOND = timedelta(seconds=1)
HOURS = st.integers(1, 12)


class Life(RuleBasedStateMachine):
    """One document, from its first draft on. `clinical` chooses whether clinicians have a say."""

    clinical = False

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.people = make.cast()
        self.start = self.now = database_clock().replace(microsecond=0) + timedelta(days=1)
        draft = make.condition() if self.clinical else make.page()
        make.kept(draft, by=self.people.carla, at=self.now)
        self.document = Edition.objects.get(document=draft.pk).document
        self.texts = 0
        self.seen: list[tuple[datetime, int | None]] = []
        self.plan: list[tuple[datetime, int, int | None]] = []

    def teardown(self) -> None:
        try:
            self.look_back()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # What the model knows: `seen` is the past as readers met it; `plan` is what is still to come, as (when, 0 for a withdrawal, text).

    def remember(self) -> None:
        """What was planned for up to now has been seen."""
        for moment, _is_start, number in sorted(p for p in self.plan if p[0] <= self.now):
            self.seen.append((moment, number))
        self.plan = [p for p in self.plan if p[0] > self.now]

    def live_by_the_model(self, at: datetime) -> int | None:
        steps = [*self.seen, *((moment, number) for moment, _is_start, number in sorted(self.plan))]
        return next((number for moment, number in reversed(steps) if moment <= at), None)

    # What people do

    def editions(self) -> list[Edition]:
        return list(self.document.editions.order_by("number"))

    def attempt(self, action, *things, **how) -> Edition | None:
        """Take a step, which takes a second; a refusal changes nothing, and says why."""
        at, self.now = self.now, self.now + SECOND
        try:
            return action(*things, at=at, **how)
        except Refused as refusal:
            assert str(refusal)
            return None

    def moment(self, hours: int | None) -> datetime:
        return self.now + timedelta(hours=hours) if hours else self.now

    @rule(hours=HOURS)
    def time_passes(self, hours) -> None:
        self.now += timedelta(hours=hours)
        self.remember()

    @rule(who=st.sampled_from(["carla", "cora", "clara"]))
    def somebody_saves(self, who) -> None:
        self.texts += 1
        values = {"summary": f"Text {self.texts}."} if self.clinical else {"body": f"<p>Text {self.texts}.</p>"}
        make.kept(self.document, by=getattr(self.people, who), at=self.now, **values)

    @rule(back=st.integers(0, 3), who=st.sampled_from(["carla", "clara"]))
    def somebody_submits(self, back, who) -> None:
        self.attempt(actions.submit, self.pick(back), by=getattr(self.people, who), change_note="Another text.")

    @rule(back=st.integers(0, 3))
    def somebody_sends_back(self, back) -> None:
        self.attempt(actions.send_back, self.pick(back), by=self.people.clara, note="No.")

    @rule(back=st.integers(0, 3), who=st.sampled_from(["carla", "cora", "clara", "cleo"]))
    def somebody_approves(self, back, who) -> None:
        self.attempt(actions.approve, self.pick(back), by=getattr(self.people, who))

    @rule(back=st.integers(0, 3), hours=st.none() | HOURS)
    def somebody_publishes(self, back, hours) -> None:
        edition, moment = self.pick(back), self.moment(hours)
        if self.attempt(actions.publish, edition, by=self.people.carla, publish_at=moment):
            self.now_planned(moment, edition.number)

    @rule(hours=st.none() | HOURS)
    def a_text_goes_the_whole_way(self, hours) -> None:
        """Without this, few random texts would ever be live."""
        self.somebody_saves("carla")
        if self.clinical:
            self.somebody_submits(0, "carla")
            self.somebody_approves(0, "cleo")
        self.somebody_publishes(0, hours)

    def now_planned(self, moment: datetime, number: int) -> None:
        """An edition starts: older ones planned for then or later do not."""
        self.plan = [p for p in self.plan if not (p[1] and p[0] >= moment and p[2] < number)]
        self.plan.append((moment, 1, number))
        self.forget_vain_withdrawals()
        self.remember()

    @precondition(lambda self: self.seen or self.plan)
    @rule(hours=st.none() | HOURS)
    def somebody_withdraws(self, hours) -> None:
        moment = self.moment(hours)
        edition = self.live_by_the_model(moment)
        if self.attempt(actions.withdraw, self.document, by=self.people.cora, withdraw_at=moment):
            end = self.withdrawal_of(edition)
            self.plan = [p for p in self.plan if p != end]
            self.plan.append((moment, 0, None))
            self.remember()

    @precondition(lambda self: self.plan)
    @rule(back=st.integers(0, 3))
    def somebody_cancels_a_start(self, back) -> None:
        edition = self.pick(back, [number for _moment, is_start, number in self.plan if is_start])
        if self.attempt(actions.cancel, edition, by=self.people.carla):
            self.plan = [p for p in self.plan if p[2] != edition.number]
            self.forget_vain_withdrawals()

    @precondition(lambda self: self.plan)
    @rule(back=st.integers(0, 3))
    def somebody_cancels_a_withdrawal(self, back) -> None:
        edition = self.pick(back, [e.number for e in self.editions() if self.withdrawal_of(e.number)])
        end = self.withdrawal_of(edition.number)
        if self.attempt(actions.cancel_withdrawal, edition, by=self.people.carla):
            self.plan = [p for p in self.plan if p != end]

    @precondition(lambda self: len(self.editions_seen()) > 1)
    @rule()
    def somebody_undoes(self) -> None:
        moment = self.now
        undone = self.attempt(actions.undo_publish, self.document, by=self.people.cora)
        if undone:
            before = self.editions_seen()[-2]
            assert undone.content_hash == Edition.objects.get(document=self.document, number=before).content_hash
            self.now_planned(moment, undone.number)

    @rule(back=st.integers(0, 5))
    def somebody_restores(self, back) -> None:
        edition = self.pick(back)
        restored = self.attempt(actions.restore, edition, by=self.people.carla)
        assert restored.content_hash == edition.content_hash

    @precondition(lambda self: self.clinical)
    @rule()
    def a_clinician_reviews_what_is_live(self) -> None:
        if edition := Edition.objects.live(self.now).filter(document=self.document).first():
            self.attempt(actions.review, edition, by=self.people.cleo)

    # How the model answers

    def pick(self, back: int, numbers: list[int] | None = None) -> Edition:
        """One of the newest editions, of those with these numbers where there are any."""
        editions = [e for e in self.editions() if e.number in (numbers or [])] or self.editions()
        return editions[-1 - back % len(editions)]

    def editions_seen(self) -> list[int]:
        return [number for _moment, number in self.seen if number]

    def withdrawal_of(self, number: int | None) -> tuple[datetime, int, None] | None:
        """The planned withdrawal that ends this edition's time."""
        steps = [(moment, 1, n) for moment, n in self.seen[-1:]] + sorted(self.plan)
        for (_start, _one, live), following in zip(steps, steps[1:], strict=False):
            if live == number and following[1] == 0:
                return following
        return None

    def forget_vain_withdrawals(self) -> None:
        """A withdrawal at which nothing would be live any more has no effect, now or ever."""
        kept: list[tuple[datetime, int, int | None]] = []
        is_live = self.live_by_the_model(self.now) is not None if self.seen else False
        for step in sorted(self.plan):
            if step[1] == 0 and not is_live:
                continue
            is_live = bool(step[1])
            kept.append(step)
        self.plan = kept

    # What must hold whatever happens

    @invariant()
    def readers_see_and_saw_what_the_model_says(self) -> None:
        """At, just before and just after each moment of the past and the plan: past answers never change, plans come true."""
        editions = self.editions()
        for at in self.moments():
            live = [edition.number for edition in editions if edition.is_live(at)]
            assert live == [n for n in [self.live_by_the_model(at)] if n]

    def moments(self) -> list[datetime]:
        moments = {self.start, self.now, *(m for m, *_rest in self.seen), *(m for m, *_rest in self.plan)}
        return sorted({moment + step for moment in moments for step in (-SECOND, 0 * SECOND, SECOND)})

    @invariant()
    def no_range_is_empty_and_no_two_overlap(self) -> None:
        ranges = sorted((e.live.lower, e.live.upper) for e in self.editions() if e.live)
        assert all(upper is None or lower < upper for lower, upper in ranges)
        assert all(end is not None and end <= start for (_, end), (start, _) in zip(ranges, ranges[1:], strict=False))

    @invariant()
    def nothing_is_public_that_nobody_let_through(self) -> None:
        for edition in self.editions():
            if state_of(edition, self.now) in (State.SCHEDULED, State.LIVE, State.PAST):
                assert edition.publish_by and not edition.cancelled_at
                assert not needs_clinician(edition, self.now) or (edition.review and edition.approved_by)

    @invariant()
    def at_most_one_submission_is_open(self) -> None:
        states = [state_of(edition, self.now) for edition in self.editions()]
        assert states.count(State.SUBMITTED) <= 1

    def look_back(self) -> None:
        """When a life is over: the database answers for every moment, and the ledger adds up."""
        for at in self.moments():
            live = Edition.objects.live(at).filter(document=self.document)
            assert [edition.number for edition in live] == [n for n in [self.live_by_the_model(at)] if n]
        assert list(faults()) == []


class ClinicalLife(Life):
    clinical = True


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Life, ClinicalLife], ids=["practical", "clinical"])
def test_a_random_life_is_as_the_model_says(machine):
    run_state_machine_as_test(machine, settings=PROFILE)
