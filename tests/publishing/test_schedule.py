"""What is live when: a table of plans and their outcomes.

A plan is a line of steps, each beginning with the hour at which it is done. An outcome names the live ranges by edition number, in hours:
`1: 0-5` was replaced at 5, `1: 0-5x` was taken down at 5, `1: 0-` has no end yet. The page is a practical one with four drafts.
"""

import pytest

from publishing import actions
from publishing.errors import Refused
from publishing.models import Document, Edition, Event
from tests import make

pytestmark = pytest.mark.django_db

OUTCOMES = {
    "published now": ("0 publish 1", "1: 0-"),
    "published later": ("0 publish 1 at 5", "1: 5-"),
    "replaced": ("0 publish 1 | 2 publish 2", "1: 0-2, 2: 2-"),
    "replaced later": ("0 publish 1 | 1 publish 2 at 5", "1: 0-5, 2: 5-"),
    "published now while an older one is scheduled: that one is cancelled": (
        "0 publish 1 | 1 publish 2 at 5 | 2 publish 3",
        "1: 0-2, 3: 2-",
    ),
    "published now while a newer one is scheduled: that one still comes": (
        "0 publish 1 | 1 publish 3 at 5 | 2 publish 2",
        "1: 0-2, 2: 2-5, 3: 5-",
    ),
    "scheduled before a newer one that is scheduled": (
        "0 publish 1 | 1 publish 3 at 5 | 2 publish 2 at 4",
        "1: 0-4, 2: 4-5, 3: 5-",
    ),
    "scheduled before an older one that is scheduled: that one is cancelled": (
        "0 publish 1 | 1 publish 2 at 5 | 2 publish 3 at 4",
        "1: 0-4, 3: 4-",
    ),
    "scheduled after an older one that is scheduled: both come": (
        "0 publish 1 | 1 publish 2 at 4 | 2 publish 3 at 5",
        "1: 0-4, 2: 4-5, 3: 5-",
    ),
    "scheduled for the same moment as an older one: the newer one comes": (
        "0 publish 1 | 1 publish 2 at 5 | 2 publish 3 at 5",
        "1: 0-5, 3: 5-",
    ),
    "the first of all is replaced by a newer one for the same moment": ("0 publish 1 at 5 | 1 publish 2 at 5", "2: 5-"),
    "taken down": ("0 publish 1 | 3 withdraw", "1: 0-3x"),
    "taken down later": ("0 publish 1 | 3 withdraw at 7", "1: 0-7x"),
    "taken down later, then sooner": ("0 publish 1 | 1 withdraw at 7 | 2 withdraw at 5", "1: 0-5x"),
    "taken down now, before a scheduled one": ("0 publish 1 | 1 publish 2 at 5 | 3 withdraw", "1: 0-3x, 2: 5-"),
    "taken down later, before a scheduled one": (
        "0 publish 1 | 1 publish 2 at 5 | 2 withdraw at 4",
        "1: 0-4x, 2: 5-",
    ),
    "taken down at a time after a scheduled start": (
        "0 publish 1 | 1 publish 2 at 5 | 2 withdraw at 7",
        "1: 0-5, 2: 5-7x",
    ),
    "only scheduled, and to be taken down later": ("0 publish 1 at 5 | 1 withdraw at 7", "1: 5-7x"),
    "a gap on purpose": (
        "0 publish 1 | 1 withdraw at 3 | 1 publish 2 at 5 | 1 withdraw at 7",
        "1: 0-3x, 2: 5-7x",
    ),
    "published again after it was taken down": ("0 publish 1 | 2 withdraw | 4 publish 2", "1: 0-2x, 2: 4-"),
    "scheduled for the moment of a withdrawal": ("0 publish 1 | 1 withdraw at 5 | 1 publish 2 at 5", "1: 0-5x, 2: 5-"),
    "a withdrawal holds whichever edition is live by then": (
        "0 publish 1 | 1 withdraw at 7 | 2 publish 2",
        "1: 0-2, 2: 2-7x",
    ),
    "a withdrawal holds a scheduled edition too": (
        "0 publish 1 | 1 withdraw at 7 | 2 publish 2 at 5",
        "1: 0-5, 2: 5-7x",
    ),
    "a scheduled start is cancelled: the one before stays": ("0 publish 1 | 1 publish 2 at 5 | 2 cancel 2", "1: 0-"),
    "the first of all is cancelled": ("0 publish 1 at 5 | 1 cancel 1", ""),
    "cancelled although a withdrawal was planned for after it": (
        "0 publish 1 | 1 publish 2 at 5 | 2 withdraw at 7 | 3 cancel 2",
        "1: 0-7x",
    ),
    "cancelled although a withdrawal was planned for before it": (
        "0 publish 1 | 1 publish 2 at 5 | 2 withdraw at 4 | 3 cancel 2",
        "1: 0-4x",
    ),
    "the first of two scheduled ones is cancelled": (
        "0 publish 1 | 1 publish 2 at 5 | 1 publish 3 at 7 | 2 cancel 2",
        "1: 0-7, 3: 7-",
    ),
    "the second of two scheduled ones is cancelled": (
        "0 publish 1 | 1 publish 2 at 5 | 1 publish 3 at 7 | 2 cancel 3",
        "1: 0-5, 2: 5-",
    ),
    "cancelled, then scheduled again": (
        "0 publish 1 | 1 publish 2 at 5 | 2 cancel 2 | 3 publish 2 at 6",
        "1: 0-6, 2: 6-",
    ),
    "cancelled because of a newer one, then that one is cancelled: the older does not come back": (
        "0 publish 1 | 1 publish 2 at 5 | 2 publish 3 at 4 | 3 cancel 3",
        "1: 0-",
    ),
    "a planned withdrawal is cancelled": ("0 publish 1 | 1 withdraw at 7 | 2 cancel_withdrawal 1", "1: 0-"),
    "a planned withdrawal is cancelled while one is scheduled for after it": (
        "0 publish 1 | 1 publish 2 at 7 | 1 withdraw at 5 | 2 cancel_withdrawal 1",
        "1: 0-7, 2: 7-",
    ),
    "the withdrawal of a scheduled edition is cancelled": (
        "0 publish 1 | 1 publish 2 at 5 | 1 withdraw at 7 | 2 cancel_withdrawal 2",
        "1: 0-5, 2: 5-",
    ),
    "undone": ("0 publish 1 | 2 publish 2 | 3 undo", "1: 0-2, 2: 2-3, 5: 3-"),
    "undone after exactly a day": ("0 publish 1 | 2 publish 2 | 26 undo", "1: 0-2, 2: 2-26, 5: 26-"),
    "undone, and the undoing undone": (
        "0 publish 1 | 2 publish 2 | 3 undo | 4 undo",
        "1: 0-2, 2: 2-3, 5: 3-4, 6: 4-",
    ),
    "undone although a withdrawal is planned: it holds": (
        "0 publish 1 | 2 publish 2 | 2 withdraw at 9 | 3 undo",
        "1: 0-2, 2: 2-3, 5: 3-9x",
    ),
    "a scheduled start is undone once it has come": (
        "0 publish 1 | 1 publish 2 at 5 | 6 undo",
        "1: 0-5, 2: 5-6, 5: 6-",
    ),
    "an older one after the newer one was taken down": ("0 publish 2 | 1 withdraw | 2 publish 1", "2: 0-1x, 1: 2-"),
}


REFUSALS = {
    "older than what is live": (
        "0 publish 2 | 1 publish 1",
        "A newer edition is live, or planned to be live, at that moment.",
    ),
    "older, for after a newer one that is scheduled": (
        "0 publish 1 | 1 publish 3 at 4 | 2 publish 2 at 5",
        "A newer edition is live, or planned to be live, at that moment.",
    ),
    "older, for the same moment as a newer one": (
        "0 publish 1 | 1 publish 3 at 5 | 2 publish 2 at 5",
        "A newer edition is live, or planned to be live, at that moment.",
    ),
    "publish in the past": ("3 publish 1 at 2", "That moment has passed. Choose one that is still to come."),
    "publish what is live": (
        "0 publish 1 | 1 publish 1",
        "“Privacy 1, edition 1” is live, so this cannot be done now.",
    ),
    "publish what is scheduled": (
        "0 publish 1 at 5 | 1 publish 1",
        "“Privacy 1, edition 1” is scheduled, so this cannot be done now.",
    ),
    "publish what is past": (
        "0 publish 1 | 1 withdraw | 2 publish 1",
        "“Privacy 1, edition 1” is past, so this cannot be done now.",
    ),
    "withdraw in the past": (
        "0 publish 1 | 3 withdraw at 2",
        "That moment has passed. Choose one that is still to come.",
    ),
    "withdraw what was never published": ("0 withdraw", "Nothing of “Privacy 4” is live at that moment."),
    "withdraw twice": ("0 publish 1 | 1 withdraw | 2 withdraw", "Nothing of “Privacy 4” is live at that moment."),
    "withdraw before the start": ("0 publish 1 at 5 | 1 withdraw", "Nothing of “Privacy 4” is live at that moment."),
    "withdraw at the very start": (
        "0 publish 1 at 5 | 1 withdraw at 5",
        "Nothing of “Privacy 4” is live at that moment.",
    ),
    "withdraw after it is taken down": (
        "0 publish 1 | 1 withdraw at 5 | 2 withdraw at 7",
        "Nothing of “Privacy 4” is live at that moment.",
    ),
    "cancel what is live": ("0 publish 1 | 1 cancel 1", "“Privacy 1, edition 1” is live, so this cannot be done now."),
    "cancel a draft": ("0 cancel 1", "“Privacy 1, edition 1” is draft, so this cannot be done now."),
    "cancel twice": (
        "0 publish 1 at 5 | 1 cancel 1 | 2 cancel 1",
        "“Privacy 1, edition 1” is draft, so this cannot be done now.",
    ),
    "cancel a withdrawal that nobody planned": (
        "0 publish 1 | 1 cancel_withdrawal 1",
        "No withdrawal of “Privacy 1, edition 1” is planned.",
    ),
    "cancel a withdrawal that has come": (
        "0 publish 1 | 1 withdraw | 2 cancel_withdrawal 1",
        "No withdrawal of “Privacy 1, edition 1” is planned.",
    ),
    "undo after more than a day": (
        "0 publish 1 | 2 publish 2 | 26.1 undo",
        "Nothing was published within the last 24 hours.",
    ),
    "undo with nothing live": ("0 publish 1 | 1 withdraw | 2 undo", "Nothing was published within the last 24 hours."),
    "undo the first of all": ("0 publish 1 | 1 undo", "Nothing was live just before. Take the page down instead."),
    "undo where there was a gap": (
        "0 publish 1 | 1 withdraw | 2 publish 2 | 3 undo",
        "Nothing was live just before. Take the page down instead.",
    ),
    "undo where the one before was taken down that moment": (
        "0 publish 1 | 1 withdraw at 5 | 1 publish 2 at 5 | 6 undo",
        "Nothing was live just before. Take the page down instead.",
    ),
}


@pytest.fixture
def privacy(t) -> Document:
    """A practical page with four drafts."""
    page = make.page()
    for number in range(1, 5):
        make.kept(page, title=f"Privacy {number}", at=t(-1))
    return Document.objects.get(pk=page.pk)


def follow(plan: str, document: Document, t) -> None:
    """Take the steps of a plan."""
    for step in plan.split(" | "):
        hour, name, *words = step.split()
        number = int(words[0]) if words and words[0] != "at" else None
        later = {"publish": "publish_at", "withdraw": "withdraw_at"}.get(name)
        when = {later: t(float(words[-1]))} if "at" in words else {}
        thing = Edition.objects.get(document=document, number=number) if number else document
        action = {"undo": actions.undo_publish}.get(name) or getattr(actions, name)
        action(thing, by=make.carla(), at=t(float(hour)), **when)


def outcome(document: Document, t) -> str:
    """The live ranges as the table writes them, first to last."""

    def hours(moment) -> str:
        return f"{(moment - t(0)).total_seconds() / 3600:g}" if moment else ""

    live = document.editions.filter(live__isnull=False).order_by("live__startswith")
    return ", ".join(
        f"{e.number}: {hours(e.live.lower)}-{hours(e.live.upper)}{'x' if e.withdraw_at else ''}" for e in live
    )


@pytest.mark.parametrize(("plan", "expected"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_the_outcome_of_a_plan(privacy, t, plan, expected):
    follow(plan, privacy, t)
    assert outcome(privacy, t) == expected


@pytest.mark.parametrize(("plan", "sentence"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_plan_whose_last_step_is_refused_with_a_sentence(privacy, t, plan, sentence):
    *before, last = plan.split(" | ")
    if before:
        follow(" | ".join(before), privacy, t)
    as_it_was = outcome(privacy, t)
    with pytest.raises(Refused) as refusal:
        follow(last, privacy, t)
    assert str(refusal.value) == sentence
    assert outcome(privacy, t) == as_it_was


def test_what_is_overtaken_is_cancelled_by_whoever_overtakes_it(privacy, t):
    follow("0 publish 1 | 1 publish 2 at 5 | 2 publish 3 at 5", privacy, t)
    overtaken = Edition.objects.get(document=privacy, number=2)
    assert (overtaken.cancelled_at, overtaken.cancelled_by, overtaken.live) == (t(2), make.carla(), None)


def test_a_notice_takes_itself_down(t):
    notice = make.notice(ends_at=t(5))
    make.live(notice, at=t(0))
    assert outcome(notice, t) == "1: 0-5x"


def test_a_notice_that_ended_already_is_not_published(t):
    notice = make.notice(ends_at=t(5))
    for hour in (5, 6):
        with pytest.raises(Refused) as refusal:
            make.live(notice, at=t(hour))
        assert str(refusal.value) == "It would end before it begins. Choose a later end."


def test_a_notice_with_a_new_end_ends_then(t):
    notice = make.notice(ends_at=t(5))
    make.live(notice, at=t(0))
    make.live(notice, ends_at=t(9), at=t(1))
    assert outcome(notice, t) == "1: 0-1, 2: 1-9x"


def test_a_notice_whose_next_edition_is_cancelled_keeps_its_own_end(t):
    notice = make.notice(ends_at=t(5))
    make.live(notice, at=t(0))
    later = make.live(notice, ends_at=t(9), at=t(1), publish_at=t(3))
    assert outcome(notice, t) == "1: 0-3, 2: 3-9x"
    actions.cancel(later, by=make.carla(), at=t(2))
    assert outcome(notice, t) == "1: 0-5x"


def test_a_notice_never_outlives_its_end_whatever_is_cancelled(t):
    notice = make.notice(ends_at=t(5))
    edition = make.live(notice, at=t(0))
    with pytest.raises(Refused, match="ends by itself"):
        actions.cancel_withdrawal(edition, by=make.carla(), at=t(1))
    actions.withdraw(notice, by=make.carla(), at=t(1), withdraw_at=t(3))
    assert outcome(notice, t) == "1: 0-3x"
    actions.cancel_withdrawal(Edition.objects.get(pk=edition.pk), by=make.carla(), at=t(2))
    assert outcome(notice, t) == "1: 0-5x"


def test_the_bounds_that_an_action_gives_stand_in_its_event(privacy, t):
    follow("0 publish 1 | 1 publish 2 at 5", privacy, t)
    event = Event.objects.first()
    assert event.bounds == {
        "1": [t(0).isoformat(timespec="microseconds"), t(5).isoformat(timespec="microseconds")],
        "2": [t(5).isoformat(timespec="microseconds"), None],
    }
