"""What readers are told of clinical text whose review is overdue: calmly, with the number to call, at no cost in queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import actions
from publishing.models import Edition
from tests import make

pytestmark = pytest.mark.django_db

TOLD = b"We are reviewing this page again."
ANSWER = b"We are reviewing this answer again."


@pytest.fixture(autouse=True)
def site(db):
    return make.site()


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, False), (29, False), (30, True), (400, True)])
def test_readers_are_told_after_the_number_of_days_that_the_practice_chose(client, days, is_told):
    make.due(make.condition(title="Sore back"), days_ago=days)
    page = client.get("/conditions/sore-back/").content
    assert (TOLD in page) == is_told


def test_the_practice_chooses_the_number_of_days(client):
    make.due(make.procedure(title="Back repair"), days_ago=3)
    assert TOLD not in client.get("/procedures/back-repair/").content
    actions.change_rules(by=make.cast().ada, overdue_days=3)
    assert TOLD in client.get("/procedures/back-repair/").content


def test_what_readers_are_told_gives_the_number_to_call(client):
    make.due(make.condition(title="Sore back"), days_ago=40)
    text = client.get("/conditions/sore-back/").content.decode()
    notice = text[text.index('class="overdue-review"') :][:600]
    assert 'href="tel:+15550100100"' in notice


def test_an_answer_says_it_wherever_it_stands_and_the_page_around_it_does_not(client):
    condition = make.condition(title="Sore back")
    make.live(condition)
    make.due(make.question(title="Does it hurt?", about=(condition,)), days_ago=40)
    assert TOLD in client.get("/faq/your-visit/does-it-hurt/").content
    for path in ("/conditions/sore-back/", "/faq/your-visit/"):
        page = client.get(path).content
        assert (page.count(ANSWER), TOLD in page) == (1, False)


def test_unsigned_and_practical_text_says_nothing_of_it(client):
    make.live(make.question(title="Where do I park?"))
    assert TOLD not in client.get("/faq/your-visit/where-do-i-park/").content


def test_a_new_review_ends_it(client):
    edition = make.due(make.condition(title="Sore back"), days_ago=40)
    actions.review(edition, by=make.cast().cleo)
    assert TOLD not in client.get("/conditions/sore-back/").content


@pytest.mark.parametrize("count", [1, 20])
def test_it_costs_no_query(client, count, django_assert_num_queries):
    condition = make.condition(title="Sore back")
    make.due(condition, days_ago=40)
    for number in range(count):
        make.due(make.question(title=f"Question {number}?", about=(condition,)), days_ago=40)
    with django_assert_num_queries(2):
        page = client.get("/conditions/sore-back/").content
    assert page.count(ANSWER) == count


@pytest.mark.parametrize(("zone", "ahead"), [("Pacific/Kiritimati", 1), ("Pacific/Pago_Pago", -1)])
def test_the_day_is_that_of_the_practices_time_zone(settings, zone, ahead):
    make.due(make.condition(), days_ago=30)
    utc_today = timezone.now().date()
    due_on = Edition.objects.live().filter(clinical=True).get().review.next_review_on
    with timezone.override(zone):
        there = timezone.localdate()
        assert Edition.objects.live().for_reading().get(clinical=True).is_overdue == (
            there - due_on >= timedelta(days=30)
        )
    assert abs((there - utc_today).days) <= 1
