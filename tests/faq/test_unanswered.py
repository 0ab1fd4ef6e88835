"""A question without an answer waits on the start page, and leaves it when it is answered."""

import pytest

from faq import unanswered
from faq.models import Question
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_answer():
    return [Question.objects.create(title=f"May I drive {n}?", slug=f"drive-{n}") for n in range(7)]


def test_questions_without_an_answer_are_counted_and_the_oldest_shown(without_answer, django_assert_num_queries):
    carla = make.carla()
    unanswered.lists(carla)
    with django_assert_num_queries(1):
        (found,) = unanswered.lists(carla)
    assert (found.count, [item.text for item in found.items][:2]) == (7, ["May I drive 0?", "May I drive 1?"])


def test_one_that_is_answered_waits_no_longer(without_answer):
    Question.objects.update(answer="<p>No.</p>")
    assert unanswered.lists(make.carla()) == []


def test_the_count_leads_to_the_list_of_them(client, without_answer):
    Question.objects.create(title="May I eat?", slug="eat", answer="<p>No.</p>")
    client.force_login(make.carla())
    (found,) = unanswered.lists(make.carla())
    text = client.get(found.url).content.decode()
    assert len({f"May I drive {n}?" for n in range(7) if f"May I drive {n}?" in text}) == 7 and "May I eat" not in text


def test_administrators_are_not_asked_for_answers(without_answer):
    assert unanswered.lists(make.cast().ada) == []
