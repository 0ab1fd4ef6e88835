"""From a gap to its answer: a draft in one click, the same searches again after publishing, closed or not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faq.models import Question
from publishing import actions
from publishing.errors import NotPermitted, TransitionNotAllowed
from search import gaps_steps
from search.gaps_gathering import gather
from search.gaps_retrying import chore, chore_of_staying, try_published
from search.models import Gap, GapWording, Synonym
from search.models.gap import State
from tests import make
from tests.search.test_gaps_gathering import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(db) -> Gap:
    make.site()
    make.live(make.question())
    asked("can i swim after", 2)
    asked("swimming after", 2, source="phone")
    gather()
    return Gap.objects.get()


def publish(draft: Question, **fields) -> None:
    fields = {"answer": "<p>Wait for two weeks.</p>", "topic": make.Topic.objects.get()} | fields
    make.live(draft, **fields)


def started(gap: Gap) -> Question:
    return Question.objects.get(pk=gaps_steps.start(gap, by=make.carla()).pk)


def test_one_click_makes_a_draft_with_the_words_and_all_wordings(gap):
    draft = started(gap)
    assert (draft.title, draft.slug, draft.language) == ("Can i swim after", "can-i-swim-after", "en")
    assert draft.other_wordings == "swimming after"
    assert draft.editions.count() == 1 and not draft.editions.live().exists()
    gap.refresh_from_db()
    assert (gap.state, gap.answer_id, gap.changed_by) == (State.STARTED, draft.pk, make.carla())


def test_a_second_click_makes_no_second_draft(gap):
    assert started(gap) == started(gap)
    assert Question.objects.filter(title="Can i swim after").count() == 1


def test_an_address_that_was_taken_gets_a_number(gap):
    make.question(title="Can I swim after")
    assert started(gap).slug == "can-i-swim-after-2"


def test_when_the_answer_is_live_the_same_searches_find_it_and_the_gap_closes(gap):
    draft = started(gap)
    assert try_published() == 0
    publish(draft)
    assert chore() == ""
    gap.refresh_from_db()
    assert (gap.state, gap.closed_on, gap.times) == (State.CLOSED, timezone.localdate(), 0)
    assert set(gap.wordings.values_list("settled", "is_found")) == {(True, True)}
    assert not Gap.objects.waiting().exists()


def test_when_a_search_does_not_find_the_answer_the_gap_stays_and_says_which(gap):
    draft = started(gap)
    publish(draft, title="May I bathe?", other_wordings="swimming after")
    draft.refresh_from_db()
    GapWording.objects.filter(words="can i swim after").update(words="diving afterwards")
    try_published()
    gap.refresh_from_db()
    assert gap.state == State.STAYS
    assert dict(gap.wordings.values_list("words", "is_found")) == {"diving afterwards": False, "swimming after": True}
    assert Gap.objects.waiting().get() == gap
    publish(draft, other_wordings="swimming after\ndiving afterwards")
    try_published()
    gap.refresh_from_db()
    assert gap.state == State.CLOSED


def test_what_stayed_is_tried_again_when_a_synonym_may_help(gap):
    draft = started(gap)
    publish(draft, title="May I bathe?", other_wordings="")
    try_published()
    assert Gap.objects.get().state == State.STAYS
    Synonym.objects.create(means="bathe", said="swim\nswimming")
    assert try_published() == 0
    chore_of_staying()
    assert Gap.objects.get().state == State.CLOSED


def test_a_scheduled_answer_closes_nothing(gap):
    draft = started(gap)
    edition = make.kept(draft, answer="<p>Wait.</p>", topic=make.Topic.objects.get())
    actions.publish(edition, by=make.carla(), publish_at=timezone.now() + timezone.timedelta(days=1))
    assert try_published() == 0
    assert Gap.objects.get().state == State.STARTED


def test_a_closed_gap_that_is_asked_again_is_open_again_with_the_new_count(gap):
    publish(started(gap))
    try_published()
    asked("can i swim after", 2)
    gather()
    assert Gap.objects.get().state == State.CLOSED
    GapWording.objects.filter(settled=False).update(times=3)
    gather()
    again = Gap.objects.get()
    assert (again.state, again.times, again.closed_on) == (State.OPEN, 3, timezone.localdate())


def came_back(gap: Gap) -> tuple[Gap, Question]:
    """The gap, closed and asked again, and its answer, which the searches find no more."""
    draft = started(gap)
    publish(draft)
    try_published()
    publish(draft, title="May I bathe?", other_wordings="")
    asked("can i swim after", 3)
    gather()
    gap.refresh_from_db()
    return gap, draft


def test_a_gap_that_came_back_closes_when_its_answer_is_published_anew(gap):
    again, draft = came_back(gap)
    assert again.state == State.OPEN
    publish(draft, title="Can I swim after?")
    assert try_published() == 1
    again.refresh_from_db()
    assert (again.state, again.times) == (State.CLOSED, 0)


def test_a_gap_that_came_back_can_be_tried_again_by_hand_and_by_the_worker(client, gap):
    again, draft = came_back(gap)
    client.force_login(make.carla())
    page = client.get(reverse("admin:search_gap_change", args=[gap.pk])).content.decode()
    assert "Search again now" in page and "Open the answer" in page
    Synonym.objects.create(means="bathe", said="swim\nswimming")
    assert chore_of_staying() == ""
    again.refresh_from_db()
    assert again.state == State.CLOSED


def test_what_stayed_and_was_put_aside_stays_when_it_is_put_back(gap):
    draft = started(gap)
    publish(draft, title="May I bathe?", other_wordings="")
    try_published()
    gaps_steps.decline(gap, by=make.carla())
    gaps_steps.put_back(gap, by=make.carla())
    gap.refresh_from_db()
    assert gap.state == State.STAYS
    publish(draft, title="Can I swim after?", other_wordings="swimming after")
    assert try_published() == 1


def test_a_draft_that_was_thrown_away_leaves_the_gap_open(gap):
    actions.discard(started(gap), by=make.carla())
    gather()
    gap.refresh_from_db()
    assert (gap.state, gap.answer) == (State.OPEN, None)


def test_a_page_that_answers_it_already_closes_it(gap):
    bathing = make.question(title="Can I swim after it?", other_wordings="swimming after")
    with pytest.raises(TransitionNotAllowed):
        gaps_steps.answered_by(gap, bathing, by=make.carla())
    publish(bathing)
    assert gaps_steps.answered_by(gap, bathing, by=make.carla())
    gap.refresh_from_db()
    assert (gap.state, gap.answer_id) == (State.CLOSED, bathing.pk)


def test_steps_are_for_those_who_write_answers(gap):
    for step in (gaps_steps.start, gaps_steps.decline, gaps_steps.put_back):
        with pytest.raises(NotPermitted):
            step(gap, by=make.cast().ada)


def test_all_pages_and_steps_work_over_http(client, gap):
    client.force_login(make.carla())
    for show in ("", "?show=started", "?show=closed&where=phone", "?show=nonsense&where=x&page=zz"):
        assert client.get(reverse("admin:search_gap_changelist") + show).status_code == 200
    page = client.get(reverse("admin:search_gap_change", args=[gap.pk])).content.decode()
    assert "can i swim after" in page and "swimming after" in page
    begun = client.post(reverse("admin:search_gap_step", args=[gap.pk, "start"]))
    assert begun.url == reverse("admin:faq_question_change", args=[Question.objects.latest("pk").pk])
    refused = client.post(reverse("admin:search_gap_step", args=[gap.pk, "decline"]))
    assert (refused.status_code, "seen to this gap" in refused.content.decode()) == (409, True)


HOSTILE = [
    ("merge", {"into": "x"}),
    ("merge", {"into": "9" * 30}),
    ("merge", {}),
    ("answered-by", {"document": "0"}),
    ("take-apart", {"words": "no such words"}),
    ("put-back", {}),
]


@pytest.mark.parametrize(("step", "form"), HOSTILE, ids=lambda value: str(value)[:20])
def test_what_no_form_sends_is_refused_with_a_sentence(client, gap, step, form):
    client.force_login(make.carla())
    assert client.post(reverse("admin:search_gap_step", args=[gap.pk, step]), form).status_code == 409


def test_unknown_steps_and_gaps_and_those_asked_less_than_three_times_are_not_found(client, gap):
    client.force_login(make.carla())
    asked("golf", 2)
    gather()
    seldom = Gap.objects.get(words="golf")
    assert client.post(reverse("admin:search_gap_step", args=[gap.pk, "explode"])).status_code == 404
    assert client.get(reverse("admin:search_gap_change", args=[seldom.pk])).status_code == 404
    assert "golf" not in client.get(reverse("admin:search_gap_changelist")).content.decode()
    assert client.get(reverse("admin:search_gap_step", args=[gap.pk, "start"])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_with_one_gap_as_with_three(client, gap, count, django_assert_max_num_queries):
    for words in ("golf", "tattoo")[: count - 1]:
        asked(words, 3)
    client.force_login(make.carla())
    client.get(reverse("admin:search_gap_changelist"))
    with django_assert_max_num_queries(22):
        client.get(reverse("admin:search_gap_changelist"))
