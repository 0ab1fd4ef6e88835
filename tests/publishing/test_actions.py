"""Every action: what it changes, which event it leaves, and whom and what it refuses, with the sentence that people read."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict
from django.utils import timezone

from publishing import actions, unsaved
from publishing.desk import change_url
from publishing.errors import AddressTaken, NotComplete, NotPermitted, Refused, TransitionNotAllowed
from publishing.ledger import approval_hash, publication_hash
from publishing.models import Document, Edition, Event, Review, ReviewerProfile, Rules, UnsavedText
from publishing.reviewing import months_after, next_review_on
from publishing.states import State, state_of
from tests import make

pytestmark = pytest.mark.django_db


def refusal(kind: type[Refused], sentence: str):
    """The block is refused in exactly these words."""
    return pytest.raises(kind, match=f"^{sentence}$")


def newest_event() -> Event:
    return Event.objects.first()


def verbs(document: Document) -> list[str]:
    """What was done with a document, first to last."""
    return list(Event.objects.filter(document_key=document.key).order_by("number").values_list("verb", flat=True))


# Who may do what at all

ROLE_REFUSED = [
    ("keep", lambda e, by: actions.keep(e.document, by=by)),
    ("submit", lambda e, by: actions.submit(e, by=by)),
    ("send_back", lambda e, by: actions.send_back(e, by=by, note="No.")),
    ("approve", lambda e, by: actions.approve(e, by=by)),
    ("review", lambda e, by: actions.review(e, by=by)),
    ("publish", lambda e, by: actions.publish(e, by=by)),
    ("withdraw", lambda e, by: actions.withdraw(e.document, by=by)),
    ("cancel", lambda e, by: actions.cancel(e, by=by)),
    ("cancel_withdrawal", lambda e, by: actions.cancel_withdrawal(e, by=by)),
    ("undo_publish", lambda e, by: actions.undo_publish(e.document, by=by)),
    ("restore", lambda e, by: actions.restore(e, by=by)),
    ("discard", lambda e, by: actions.discard(e.document, by=by)),
    ("reorder", lambda e, by: actions.reorder({e.document: 3}, by=by)),
]


@pytest.mark.parametrize(("name", "act"), ROLE_REFUSED, ids=[name for name, _act in ROLE_REFUSED])
def test_an_administrator_changes_nothing_that_patients_read(people, name, act):
    edition = make.kept(make.page())
    who = "clinician" if name == "review" else "coordinator or clinician"
    with refusal(NotPermitted, f"This needs the role of {who}."):
        act(edition, people.ada)
    assert verbs(edition.document) == ["keep"]


@pytest.mark.parametrize("lost", ["is_staff", "is_active"])
def test_someone_who_left_does_nothing_any_more(people, lost):
    setattr(people.carla, lost, False)
    with refusal(NotPermitted, "This needs the role of coordinator or clinician."):
        make.kept(make.page(), by=people.carla)


# keep


def test_a_save_is_kept_as_an_edition_and_an_event(people, t):
    page = make.page(title="Privacy")
    edition = actions.keep(page, by=people.carla, at=t(0))
    assert (edition.number, edition.title, edition.saved_by, edition.saved_at) == (1, "Privacy", people.carla, t(0))
    event = newest_event()
    assert (event.verb, event.by, event.document_key, event.edition_number) == ("keep", people.carla, page.key, 1)
    assert (event.content_hash, event.bounds) == (edition.content_hash, {})


def test_a_save_that_says_the_same_is_not_kept_again(people):
    page = make.page()
    first = make.kept(page)
    assert make.kept(page, by=people.cora) == first
    assert make.kept(page, title="Other").number == 2
    assert make.kept(page, title=first.title).number == 3
    assert verbs(page) == ["keep", "keep", "keep"]


def test_the_same_text_is_kept_again_once_it_has_become_clinical(people):
    topic = make.live(make.topic(title="Pain")).document.draft
    question = make.question(topic=topic)
    first = make.kept(question)
    make.edit(topic, clinical=True)
    second = make.kept(question)
    assert (first.clinical, second.clinical) == (False, True)
    assert first.content_hash == second.content_hash


# submit


def test_submitting_asks_for_approval(people, t):
    edition = make.kept(make.condition(), at=t(0))
    submitted = actions.submit(edition, by=people.carla, at=t(1))
    assert (submitted.submitted_at, submitted.submitted_by) == (t(1), people.carla)
    event = newest_event()
    assert (event.verb, event.edition_number, event.content_hash) == ("submit", 1, edition.content_hash)


def test_a_newer_submission_takes_the_place_of_an_open_one(people):
    page = make.condition()
    first = actions.submit(make.kept(page), by=people.carla)
    second = actions.submit(make.kept(page, summary="More."), by=people.carla)
    first.refresh_from_db()
    now = second.submitted_at
    assert [state_of(first, now), state_of(second, now)] == [State.KEPT, State.SUBMITTED]


def test_a_submission_whose_publication_was_cancelled_gives_way_too(people, t):
    page = make.page()
    first = actions.submit(make.kept(page), by=people.carla)
    actions.publish(first, by=people.carla, publish_at=t(5))
    actions.cancel(first, by=people.carla)
    actions.submit(make.kept(page, title="Newer"), by=people.carla)
    first.refresh_from_db()
    assert first.submitted_at is None


def test_only_the_newest_draft_is_submitted(people):
    page = make.condition()
    first = make.kept(page)
    make.kept(page, summary="More.")
    with refusal(TransitionNotAllowed, "There is a newer draft. Submit that one."):
        actions.submit(first, by=people.carla)


def test_what_patients_need_must_be_there(people):
    edition = make.kept(make.condition(title="", slug="", summary="", sections=()))
    with pytest.raises(NotComplete) as refused:
        actions.submit(edition, by=people.carla)
    assert refused.value.sentences == [
        "Fill in the title.",
        "Fill in the address.",
        "Write the short answer.",
        "Add at least one section.",
    ]


def test_patients_are_told_what_changed_on_a_clinical_page(people):
    page = make.condition()
    make.live(page)
    edition = make.kept(page, summary="It hurts at night.")
    with refusal(NotComplete, "Say in one line what changed: patients read it under the page."):
        actions.submit(edition, by=people.carla)
    assert actions.submit(edition, by=people.carla, change_note="When it hurts.").change_note == "When it hurts."


def test_a_change_of_wording_needs_no_line_for_patients(people):
    page = make.condition(summary="A back that hurts.")
    make.live(page)
    assert actions.submit(make.kept(page, summary="A back, that hurts."), by=people.carla).submitted_at


# send back


def test_a_submission_is_sent_back_with_the_reason(people, t):
    edition = actions.submit(make.kept(make.condition(), at=t(0)), by=people.carla, at=t(1))
    back = actions.send_back(edition, by=people.clara, at=t(2), note="  Say where.  ")
    assert (back.sent_back_at, back.sent_back_by, back.sent_back_note) == (t(2), people.clara, "Say where.")
    assert newest_event().verb == "send_back"
    again = actions.submit(back, by=people.carla, at=t(3))
    assert (again.sent_back_at, again.sent_back_by, again.sent_back_note) == (None, None, "")


def test_nothing_is_sent_back_without_a_reason(people):
    edition = actions.submit(make.kept(make.condition()), by=people.carla)
    with refusal(NotComplete, "Say what should be changed, so that the author knows."):
        actions.send_back(edition, by=people.clara, note="  ")


def test_the_live_page_stays_when_a_draft_is_sent_back(people):
    page = make.condition()
    live = make.live(page)
    edition = actions.submit(make.kept(page, summary="More."), by=people.carla, change_note="More.")
    actions.send_back(edition, by=people.clara, note="Less.")
    assert page.editions.live().get() == live


# approve


def test_a_clinicians_approval_is_a_review_with_the_name_that_patients_read(people, t):
    ReviewerProfile.objects.create(user=people.clara, name="Clara Roe", credentials="MD")
    edition = actions.submit(make.kept(make.condition(), at=t(0)), by=people.carla, at=t(1))
    approved = actions.approve(edition, by=people.clara, at=t(2), next_review=t(1000).date())
    review = approved.review
    assert (approved.approved_at, approved.approved_by) == (t(2), people.clara)
    assert (review.edition, review.content_hash, review.reviewed_by) == (edition, edition.content_hash, people.clara)
    assert (review.reviewer_name, review.reviewer_credentials) == ("Clara Roe", "MD")
    assert (review.reviewed_on, review.next_review_on) == (timezone.localdate(t(2)), t(1000).date())
    assert (newest_event().verb, newest_event().details["review"]) == ("approve", review.pk)


def test_a_reviewer_without_a_profile_is_named_by_the_account(people):
    review = make.approved(make.condition()).review
    assert (review.reviewer_name, review.reviewer_credentials) == ("Clara Roe", "")


def test_a_coordinator_does_not_approve_what_patients_are_told_about_their_care(people):
    edition = actions.submit(make.kept(make.condition()), by=people.carla)
    sentence = "This changes what patients are told about their care, so a clinician has to approve it."
    with refusal(NotPermitted, sentence):
        actions.approve(edition, by=people.cora)


def test_a_clinician_who_wrote_part_of_it_does_not_review_it(people):
    page = make.condition()
    make.kept(page, by=people.clara)
    edition = actions.submit(make.kept(page, summary="More."), by=people.carla)
    with refusal(NotPermitted, "You wrote part of this text, so another clinician has to review it."):
        actions.approve(edition, by=people.clara)
    assert actions.approve(edition, by=people.cleo).review.reviewed_by == people.cleo


def test_what_was_written_before_the_last_review_does_not_count(people):
    page = make.condition()
    make.live(page, by=people.clara, clinician=people.cleo)
    edition = make.approved(page, by=people.carla, clinician=people.clara, summary="More.")
    assert edition.review.reviewed_by == people.clara


def test_a_change_of_wording_inherits_the_review_and_its_date(people, t):
    page = make.condition(summary="A back that hurts.")
    signed = make.live(page, at=t(0))
    reworded = actions.submit(make.kept(page, summary="A back that hurts!", at=t(50)), by=people.carla, at=t(51))
    approved = actions.approve(reworded, by=people.cora, at=t(52))
    assert approved.review == signed.review
    assert (approved.approved_by, Review.objects.count()) == (people.cora, 1)


def test_nobody_approves_their_own_wording(people):
    page = make.condition(summary="A back that hurts.")
    make.live(page)
    edition = actions.submit(make.kept(page, summary="A back that hurts!"), by=people.carla)
    with refusal(NotPermitted, "You wrote part of this text, so somebody else has to approve it."):
        actions.approve(edition, by=people.carla)


def test_small_steps_of_wording_are_measured_from_the_text_that_was_signed(people):
    page = make.condition(summary="Rest for a weak.")
    make.live(page)
    assert make.approved(page, clinician=people.cora, summary="rest for a weak").review.reviewed_by == people.clara
    edition = actions.submit(make.kept(page, summary="Rest for a week."), by=people.carla, change_note="How long.")
    with pytest.raises(NotPermitted, match="so a clinician has to approve it"):
        actions.approve(edition, by=people.cora)


def test_without_the_second_person_an_author_approves_but_a_clinician_is_still_needed(people):
    actions.change_rules(by=people.ada, second_person=False)
    own = actions.submit(make.kept(make.page(), by=people.carla), by=people.carla)
    assert actions.approve(own, by=people.carla).approved_by == people.carla
    clinical = actions.submit(make.kept(make.condition(), by=people.clara), by=people.clara)
    with pytest.raises(NotPermitted, match="so a clinician has to approve it"):
        actions.approve(clinical, by=people.carla)
    assert actions.approve(clinical, by=people.clara).review.reviewed_by == people.clara


# The clinical set


def test_a_practical_question_goes_live_in_one_click(people):
    edition = make.kept(make.question())
    assert actions.publish(edition, by=people.carla).publish_by == people.carla


@pytest.mark.parametrize(
    "why", ["its topic is clinical", "it stands on a condition's page", "its topic became clinical"]
)
def test_a_clinical_question_does_not(people, why):
    topic = make.topic(title="Pain", clinical=why == "its topic is clinical")
    make.live(topic)
    about = [make.condition()] if why == "it stands on a condition's page" else []
    edition = make.kept(make.question(topic=topic, about=about))
    if why == "its topic became clinical":
        make.edit(topic, clinical=True)
    with pytest.raises(TransitionNotAllowed, match="is draft, so this cannot be done now"):
        actions.publish(edition, by=people.carla)
    edition = actions.approve(actions.submit(edition, by=people.carla), by=people.clara)
    assert actions.publish(edition, by=people.carla).review.reviewed_by == people.clara


def test_what_was_approved_as_practical_is_not_published_once_it_is_clinical(people):
    topic = make.live(make.topic(title="Pain")).document.draft
    edition = make.approved(make.question(topic=topic), clinician=people.cora)
    make.edit(topic, clinical=True)
    with refusal(
        TransitionNotAllowed, "This text has become clinical since it was approved. Save it again and submit it."
    ):
        actions.publish(edition, by=people.carla)


def test_leaving_the_clinical_set_needs_a_clinician(people):
    question = make.question(about=[make.condition()])
    make.live(question)
    question.about.clear()
    edition = make.kept(question)
    with pytest.raises(TransitionNotAllowed, match="is draft"):
        actions.publish(edition, by=people.carla)
    edition = actions.submit(edition, by=people.carla, change_note="It stands in the list only.")
    with pytest.raises(NotPermitted, match="so a clinician has to approve it"):
        actions.approve(edition, by=people.cora)
    actions.publish(actions.approve(edition, by=people.clara), by=people.carla)
    assert make.live(question, answer="<p>In the yard.</p>").review is None


def test_leaving_it_needs_a_clinician_although_a_step_out_is_planned_already(people, t):
    """What is planned can be cancelled, and the text after it would follow upon clinical text."""
    question = make.question(about=[make.condition()])
    make.live(question)
    question.about.clear()
    make.live(question, publish_at=t(5))
    edition = make.kept(question, answer="<p>In the yard.</p>")
    for moment in (None, t(9)):
        with pytest.raises(TransitionNotAllowed, match="is draft"):
            actions.publish(edition, by=people.carla, publish_at=moment)


# review


def test_reviewed_without_a_change_is_a_new_review_of_the_same_edition(people, t):
    page = make.condition()
    edition = make.live(page, at=t(0))
    review = actions.review(edition, by=people.cleo, at=t(100), next_review=t(5000).date())
    assert page.editions.live(t(101)).get().review == review
    assert [r.reviewed_by for r in edition.reviews.order_by("reviewed_at")] == [people.clara, people.cleo]
    assert (newest_event().verb, newest_event().content_hash) == ("review", edition.content_hash)


def test_what_no_clinician_has_to_read_is_not_reviewed(people):
    with refusal(TransitionNotAllowed, "This page is not clinical, so it needs no review."):
        actions.review(make.live(make.page()), by=people.clara)


def test_the_usual_time_to_the_next_review_is_the_practices_choice(people):
    assert abs((next_review_on(date(2026, 3, 31), uuid4()) - date(2028, 3, 31)).days) <= 74
    actions.change_rules(by=people.ada, months_to_next_review=11)
    assert abs((next_review_on(date(2026, 3, 31), uuid4()) - date(2027, 2, 28)).days) <= 34


def test_what_is_signed_on_one_day_does_not_fall_due_on_one_day(people):
    signed_on = date(2026, 3, 31)
    keys = [UUID(int=number) for number in range(400)]
    days = [(next_review_on(signed_on, key) - signed_on).days for key in keys]
    usual = (date(2028, 3, 31) - signed_on).days
    assert (min(days), max(days)) == pytest.approx((usual * 0.9, usual * 1.1), abs=5)
    assert len(set(days)) > 100
    assert days == [(next_review_on(signed_on, key) - signed_on).days for key in keys]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 31), 24, date(2028, 3, 31)),
        (date(2026, 3, 31), 11, date(2027, 2, 28)),
        (date(2026, 12, 31), 11, date(2027, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, later):
    assert months_after(day, months) == later


# publish


def test_publishing_writes_who_when_and_for_how_long(people, t):
    page = make.page()
    edition = make.kept(page, at=t(0))
    actions.publish(edition, by=people.cora, at=t(1), publish_at=t(5))
    edition.refresh_from_db()
    assert (edition.publish_at, edition.publish_by) == (t(5), people.cora)
    assert (edition.live.lower, edition.live.upper) == (t(5), None)
    event = newest_event()
    assert (event.verb, event.by, event.content_hash) == ("publish", people.cora, edition.content_hash)
    assert event.bounds == {"1": [t(5).isoformat(timespec="microseconds"), None]}
    assert event.details == {
        "publish_at": t(5).isoformat(timespec="microseconds"),
        "stands": approval_hash(edition),
        "published": publication_hash(edition),
    }


def test_what_is_cancelled_by_a_publication_stands_in_its_event(people, t):
    page = make.page()
    make.live(page, at=t(0), publish_at=t(5))
    make.live(page, title="Newer", at=t(1))
    event = newest_event()
    assert event.details["cancelled"] == [1]
    assert event.bounds == {"1": None, "2": [t(1).isoformat(timespec="microseconds"), None]}


def test_the_changes_that_patients_read_are_the_newest_five(people, t):
    page = make.page()
    make.live(page, at=t(0))
    for number in range(1, 8):
        edition = make.kept(page, title=f"Privacy {number}", at=t(24 * number))
        actions.publish(edition, by=people.carla, at=t(24 * number), change_note=f"Change {number}")
    newest = page.editions.newest_first().first()
    assert [change["note"] for change in newest.changes] == [f"Change {number}" for number in (7, 6, 5, 4, 3)]
    assert newest.changes[0]["on"] == timezone.localdate(t(24 * 7)).isoformat()


def test_an_address_of_another_document_is_refused_with_its_title(people):
    make.live(make.page(title="Privacy"))
    other = make.kept(make.page(title="Our privacy", slug="privacy"))
    with refusal(AddressTaken, "The address /privacy/ belongs to “Privacy”. Choose another one."):
        actions.publish(other, by=people.carla)


def test_an_address_of_another_document_is_told_at_submit_with_its_field_as_readers_type_it(people):
    stands = make.question(title="Is it an emergency?", slug="emergency")
    make.live(stands)
    other = make.question(
        title="Emergency", slug="emergency", topic=make.live(make.topic(title="Pain", clinical=True)).document.draft
    )
    edition = make.kept(other)
    sentence = r"The address /faq/pain/emergency/ belongs to “Is it an emergency\?”. Choose another one."
    with refusal(AddressTaken, sentence) as refused:
        actions.submit(edition, by=people.carla)
    assert [each.url for each in refused.value.sentences] == [f"{change_url(other)}#id_slug"]
    edition = make.kept(other, slug="back-emergency")
    assert actions.submit(edition, by=people.carla).submitted_at


def test_a_taken_address_is_told_along_with_all_else_that_is_missing(people):
    make.live(make.question(title="Is it an emergency?", slug="emergency"))
    other = make.kept(make.question(title="Emergency", slug="emergency", answer="", topic=None))
    with pytest.raises(NotComplete) as refused:
        actions.publish(other, by=people.carla)
    assert refused.value.sentences[0] == "Write the answer."
    assert refused.value.sentences[-1].startswith("The address /faq/…/emergency/ belongs to")


def test_an_address_is_taken_by_scheduling_too(people, t):
    make.live(make.page(title="Privacy"), publish_at=t(5))
    with pytest.raises(AddressTaken):
        make.live(make.page(title="Our privacy", slug="privacy"))


@pytest.mark.parametrize("slug", ["faq", "contact", "conditions", "procedures", "staff", "search", "v", "media"])
def test_a_name_that_the_site_itself_needs_is_refused(people, slug):
    with refusal(NotComplete, f"The site itself needs the address /{slug}/. Choose another one."):
        make.live(make.page(slug=slug))


# withdraw, cancel


def test_taking_down_writes_who_and_when(people, t):
    page = make.page()
    edition = make.live(page, at=t(0))
    actions.withdraw(page, by=people.cora, at=t(2), withdraw_at=t(3))
    edition.refresh_from_db()
    assert (edition.withdraw_at, edition.withdraw_by, edition.live.upper) == (t(3), people.cora, t(3))
    event = newest_event()
    assert (event.verb, event.edition_number) == ("withdraw", 1)
    assert event.bounds == {"1": [t(0).isoformat(timespec="microseconds"), t(3).isoformat(timespec="microseconds")]}


def test_a_topic_with_live_questions_stays(people):
    question = make.question()
    make.live(question)
    with refusal(TransitionNotAllowed, "1 questions are filed under this topic. Move or take them down first."):
        actions.withdraw(question.topic, by=people.carla)
    actions.withdraw(question, by=people.carla)
    assert actions.withdraw(question.topic, by=people.carla).withdraw_by == people.carla


def test_the_practice_and_its_number_stay(people, site):
    with refusal(TransitionNotAllowed, "The site cannot be without its practice. Publish a corrected edition instead."):
        actions.withdraw(site, by=people.carla)
    sentence = "This is the number on every page. Choose another main coordinator for the practice first."
    with refusal(TransitionNotAllowed, sentence):
        actions.withdraw(site.coordinator, by=people.carla)
    successor = make.coordinator(name="Front Desk")
    make.live(successor)
    old = site.coordinator
    make.live(site, coordinator=successor)
    assert actions.withdraw(old, by=people.carla).withdraw_by == people.carla


def test_the_number_stays_where_a_plan_needs_it_later(people, site, t):
    """The practice is to change its coordinator and back again: in between the first one is not needed, afterwards it is."""
    first, second = site.coordinator, make.coordinator(name="Front Desk")
    make.live(second)
    make.live(site, coordinator=second)
    make.live(site, coordinator=first, publish_at=t(5))
    with pytest.raises(TransitionNotAllowed, match="This is the number on every page."):
        actions.withdraw(first, by=people.carla, withdraw_at=t(3))


def test_a_practice_is_not_published_with_a_number_that_is_going_away(people, site, t):
    leaving = make.coordinator(name="Front Desk")
    make.live(leaving)
    actions.withdraw(leaving, by=people.carla, withdraw_at=t(5))
    with refusal(NotComplete, "Choose a main coordinator who is published."):
        make.live(site, coordinator=leaving)


def test_a_change_of_number_is_not_cancelled_once_the_old_number_is_planned_to_go(people, site, t):
    old, new = site.coordinator, make.coordinator(name="Front Desk")
    make.live(new)
    planned = make.live(site, coordinator=new, publish_at=t(3))
    actions.withdraw(old, by=people.carla, withdraw_at=t(5))
    with refusal(NotComplete, "Choose a main coordinator who is published."):
        actions.cancel(planned, by=people.carla)
    actions.cancel_withdrawal(old.editions.get(), by=people.carla)
    assert actions.cancel(planned, by=people.carla).cancelled_by == people.carla


def test_the_start_of_a_number_is_not_cancelled_once_the_practice_counts_on_it(people, site, t):
    new = make.coordinator(name="Front Desk")
    planned = make.live(new, publish_at=t(2))
    make.live(site, coordinator=new, publish_at=t(3))
    with pytest.raises(TransitionNotAllowed, match="This is the number on every page."):
        actions.cancel(planned, by=people.carla)


def test_a_topic_stays_where_a_question_is_planned(people, t):
    topic = make.live(make.topic(title="Pain")).document.draft
    make.live(make.question(topic=topic), publish_at=t(5))
    with pytest.raises(TransitionNotAllowed, match="1 questions are filed under this topic."):
        actions.withdraw(topic, by=people.carla)
    make.live(topic, title="Aches", publish_at=t(4))
    assert actions.withdraw(topic, by=people.carla, withdraw_at=t(3)).withdraw_at == t(3)


def test_cancelling_writes_who_and_when(people, t):
    edition = make.live(make.page(), at=t(0), publish_at=t(5))
    actions.cancel(edition, by=people.cora, at=t(1))
    edition.refresh_from_db()
    assert (edition.cancelled_at, edition.cancelled_by, edition.live) == (t(1), people.cora, None)
    assert (edition.publish_at, edition.publish_by) == (t(5), people.carla)
    assert (newest_event().verb, newest_event().bounds) == ("cancel", {"1": None})


# undo


def test_undo_puts_the_same_text_back_as_a_new_edition(people, t):
    page = make.page(title="Privacy")
    first = make.live(page, at=t(0))
    make.live(page, title="Mistake", at=t(1))
    undone = actions.undo_publish(page, by=people.cora, at=t(2))
    assert (undone.number, undone.title, undone.content_hash) == (3, "Privacy", first.content_hash)
    assert (undone.saved_by, undone.publish_by) == (people.cora, people.cora)
    assert verbs(page) == ["keep", "publish", "keep", "publish", "undo_publish", "publish"]


def test_undo_of_a_clinical_page_keeps_the_review_of_the_text_that_comes_back(people, t):
    page = make.condition()
    first = make.live(page, at=t(0))
    make.live(page, summary="Mistake.", clinician=people.cleo, at=t(1))
    undone = actions.undo_publish(page, by=people.carla, at=t(2))
    assert (undone.review, undone.approved_by) == (first.review, people.clara)


def test_undo_puts_back_a_wording_that_the_same_person_approved(people, t):
    page = make.condition(summary="A back that hurts.")
    make.live(page, at=t(0))
    actions.submit(make.kept(page, summary="A back, that hurts.", at=t(1)), by=people.carla, at=t(1))
    reworded = actions.approve(page.editions.get(number=2), by=people.cora, at=t(1))
    actions.publish(reworded, by=people.carla, at=t(1))
    make.live(page, summary="Mistake.", at=t(2))
    undone = actions.undo_publish(page, by=people.cora, at=t(3))
    assert (undone.content_hash, undone.approved_by) == (reworded.content_hash, people.cora)


def test_undo_puts_back_what_its_undoer_approved_and_then_spoiled(people, t):
    page = make.page()
    first = make.approved(page, clinician=people.cora, at=t(0))
    actions.publish(first, by=people.carla, at=t(0))
    make.live(page, title="Mistake", by=people.cora, at=t(1))
    undone = actions.undo_publish(page, by=people.cora, at=t(2))
    assert (undone.content_hash, undone.approved_by) == (first.content_hash, people.cora)


def test_undo_refuses_what_is_due_for_review(people, t):
    page = make.condition()
    edition = actions.submit(make.kept(page, at=t(0)), by=people.carla, at=t(0))
    actions.approve(edition, by=people.clara, at=t(0), next_review=timezone.localdate(t(0)) + timedelta(days=30))
    actions.publish(edition, by=people.carla, at=t(0))
    make.live(page, summary="Mistake.", at=t(24 * 40))
    with refusal(NotPermitted, "The review of what was live before is overdue, so it cannot be put back."):
        actions.undo_publish(page, by=people.carla, at=t(24 * 40 + 1))


def test_undo_refuses_practical_text_where_clinical_text_is_live(people, t):
    question = make.question()
    make.live(question, at=t(0))
    question.about.add(make.condition())
    make.live(question, at=t(1))
    with refusal(NotPermitted, "What was live before was never signed by a clinician, so it cannot be put back."):
        actions.undo_publish(question, by=people.carla, at=t(2))


def test_undo_cancels_what_is_scheduled_since_that_is_older_than_what_comes_back(people, t):
    page = make.page()
    make.live(page, at=t(0))
    make.live(page, title="Mistake", at=t(1))
    make.live(page, title="Planned", at=t(2), publish_at=t(9))
    undone = actions.undo_publish(page, by=people.carla, at=t(3))
    assert [e.number for e in page.editions.live(t(10))] == [undone.number]
    assert newest_event().details["cancelled"] == [3]


# restore


def test_restoring_copies_an_edition_into_the_draft_and_keeps_it(people, t):
    page = make.page(title="Privacy")
    first = make.live(page, at=t(0))
    make.kept(page, title="Worse", at=t(1))
    restored = actions.restore(first, by=people.cora, at=t(2))
    assert (restored.number, restored.content_hash, restored.saved_by) == (3, first.content_hash, people.cora)
    assert Document.objects.get(pk=page.pk).draft.title == "Privacy"
    assert (Document.objects.get(pk=page.pk).edit_no, newest_event().verb) == (page.edit_no + 1, "restore")
    assert page.editions.live(t(3)).get() == first


def test_restoring_leaves_the_order_and_the_edit_number_of_others_alone(people):
    page = make.page()
    edition = Edition.objects.select_related("document").get(pk=make.kept(page).pk)
    edition.document.draft  # noqa: B018 - a draft that was read before the others changed it
    actions.reorder({page: 7}, by=people.cora)
    Document.objects.filter(pk=page.pk).update(edit_no=5)
    actions.restore(edition, by=people.carla)
    assert Document.objects.values_list("position", "edit_no").get(pk=page.pk) == (7, 6)


def test_what_was_taken_down_can_be_put_back(people, t):
    page = make.condition()
    edition = make.live(page, at=t(0))
    actions.withdraw(page, by=people.carla, at=t(1))
    restored = actions.restore(edition, by=people.carla, at=t(2))
    assert (restored.number, restored.content_hash) == (2, edition.content_hash)
    approved = actions.approve(actions.submit(restored, by=people.carla, at=t(3)), by=people.cora, at=t(3))
    assert actions.publish(approved, by=people.carla, at=t(4)).review == edition.review


# discard, reorder, rules


def test_a_draft_that_was_never_public_is_discarded(people):
    page = make.kept(make.page()).document
    actions.discard(page, by=people.carla)
    assert not Document.objects.exists()
    assert (newest_event().verb, newest_event().document_key) == ("discard", page.key)


def test_what_was_public_is_not_discarded(people, t):
    page = make.live(make.page()).document
    planned = make.live(make.page(title="Planned"), publish_at=t(5))
    actions.cancel(planned, by=people.carla)
    with refusal(TransitionNotAllowed, "“Privacy” has been public: take it down instead."):
        actions.discard(page, by=people.carla)
    with refusal(TransitionNotAllowed, "“Planned” has been public: take it down instead."):
        actions.discard(planned.document, by=people.carla)


def test_what_a_clinician_signed_is_not_discarded(people):
    page = make.approved(make.condition()).document
    with refusal(TransitionNotAllowed, "A clinician has signed “Sore back”, so it is kept."):
        actions.discard(page, by=people.carla)


def test_what_other_drafts_name_is_not_discarded(people):
    topic = make.topic(title="Pain")
    make.question(topic=topic)
    make.kept(topic)
    with refusal(TransitionNotAllowed, "Others still name “Pain”. Change them first."):
        actions.discard(topic, by=people.carla)
    assert topic.editions.count() == 1


def test_a_draft_that_stands_on_another_ones_page_is_not_discarded(people):
    repair = make.procedure(title="Repair")
    make.kept(repair)
    back = make.condition(title="Sore back", procedures=(repair,))
    make.kept(back)
    make.kept(make.question(title="Does it hurt", about=(repair,)))
    with refusal(
        TransitionNotAllowed, "Others still name “Repair”: “Does it hurt” and “Sore back”. Change them first."
    ):
        actions.discard(repair, by=people.carla)
    assert (repair.editions.count(), back.procedures.get()) == (1, repair)


def test_what_a_colleague_is_writing_is_not_discarded(people):
    page = make.page()
    make.kept(page)
    for person in (people.cora, people.carla):
        unsaved.keep(person, "page", page, QueryDict("body=New+words"))
    sentence = "Text of “Privacy” is typed and not saved yet, by Cora Roe. Ask them to save it or to throw it away."
    with refusal(TransitionNotAllowed, sentence):
        actions.discard(page, by=people.carla)
    assert UnsavedText.objects.filter(document=page).count() == 2
    unsaved.clear(people.cora, "page", page)
    actions.discard(page, by=people.carla)
    assert not Document.objects.exists()


def test_the_order_changes_at_once_and_is_an_event(people):
    first, second = make.page(), make.page(title="About")
    actions.reorder({first: 5, second: 0}, by=people.carla)
    assert [Document.objects.get(pk=d.pk).position for d in (first, second)] == [5, 0]
    events = Event.objects.filter(verb="reorder")
    assert {event.document_key: event.details for event in events} == {
        first.key: {"position": 5},
        second.key: {"position": 0},
    }


def test_only_the_administrator_turns_a_rule_and_it_is_an_event(people):
    with refusal(NotPermitted, "This needs the role of administrator."):
        actions.change_rules(by=people.clara, second_person=False)
    assert Rules.current().second_person
    actions.change_rules(by=people.ada, second_person=False)
    assert not Rules.current().second_person
    assert (newest_event().verb, newest_event().details) == ("change_rules", {"rules": {"second_person": "False"}})


# What a fresh reader found


def test_undo_does_not_bring_back_a_practice_without_its_number(people, site, t):
    old, new = site.coordinator, make.coordinator(name="Front Desk")
    make.live(new, at=t(0))
    make.live(site, coordinator=new, at=t(1))
    actions.withdraw(old, by=people.carla, at=t(2))
    with refusal(NotComplete, "Choose a main coordinator who is published."):
        actions.undo_publish(site, by=people.carla, at=t(3))


def test_the_line_for_readers_that_a_clinician_approved_is_the_one_they_read(people, t):
    page = make.condition()
    make.live(page, at=t(0))
    edition = make.approved(page, summary="It hurts less.", at=t(1))
    with pytest.raises(TransitionNotAllowed, match="was approved with the text"):
        actions.publish(edition, by=people.carla, at=t(2), change_note="Nothing much.")
    assert actions.publish(edition, by=people.carla, at=t(2)).changes[0]["note"] == "We updated this page."


def test_a_text_that_was_undone_is_not_put_back_by_two_coordinators(people, t):
    page = make.condition()
    make.live(page, at=t(0))
    undone = make.live(page, summary="Stop your tablets.", at=t(1))
    actions.undo_publish(page, by=people.clara, at=t(2))
    again = actions.submit(actions.restore(undone, by=people.carla, at=t(3)), by=people.carla, at=t(3), change_note="X")
    with pytest.raises(NotPermitted, match="a clinician has to approve it"):
        actions.approve(again, by=people.cora, at=t(4))


def test_a_page_is_not_kept_up_beyond_what_it_counts_on(people, t):
    topic = make.live(make.topic(title="Pain"), at=t(0)).document.draft
    question = make.live(make.question(topic=topic), at=t(0))
    edition = actions.withdraw(question.document, by=people.carla, at=t(1), withdraw_at=t(5))
    actions.withdraw(topic, by=people.carla, at=t(1), withdraw_at=t(6))
    with pytest.raises(NotComplete, match="Choose a topic that is published."):
        actions.cancel_withdrawal(Edition.objects.get(pk=edition.pk), by=people.carla, at=t(2))


@pytest.mark.parametrize("days", [0, -1])
def test_a_next_review_that_is_not_to_come_is_refused_in_a_sentence(people, days):
    edition = actions.submit(make.kept(make.condition()), by=people.carla)
    with refusal(NotComplete, "The next review has to be on a later day than today."):
        actions.approve(edition, by=people.clara, next_review=timezone.localdate() + timedelta(days=days))


def test_another_language_is_another_edition_and_comes_back_with_it(people):
    page = make.page()
    first = make.kept(page)
    second = make.kept(page, language="es")
    assert (second.number, second.language) == (2, "es")
    assert actions.restore(first, by=people.carla).language == "en"
