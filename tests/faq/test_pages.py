"""Topics and questions: one answer in many places, at one address."""

import json
import re

import pytest

from publishing import actions
from publishing.errors import TransitionNotAllowed
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def practice():
    return make.site()


def test_an_answer_stands_on_its_page_its_topic_and_the_pages_it_is_about(client):
    condition = make.condition()
    make.live(condition)
    make.live(make.question(title="Does it hurt?", answer="<p>It can.</p>", about=(condition,)))
    paths = ("/faq/your-visit/does-it-hurt/", "/faq/your-visit/", "/conditions/sore-back/")
    assert all(b"It can." in client.get(path).content for path in paths)
    assert b"Does it hurt?" in client.get("/faq/").content


def test_asked_most_stands_on_the_home_page(client):
    make.live(make.question(title="Does it hurt?", asked_most=True))
    make.live(make.question(title="Is it far?"))
    html = client.get("/").content
    assert (b"Does it hurt?" in html, b"Is it far?" in html) == (True, False)


def test_a_question_about_a_condition_is_clinical_and_one_about_parking_is_not():
    condition = make.condition()
    assert make.kept(make.question(title="Does it hurt?", about=(condition,))).clinical
    assert not make.kept(make.question(title="Where do I park?")).clinical


def test_a_question_in_a_clinical_topic_is_clinical():
    topic = make.topic(title="Risks", clinical=True)
    make.live(topic)
    assert make.kept(make.question(title="Does it hurt?", topic=topic)).clinical


def test_a_topic_with_live_questions_stays():
    question = make.question()
    make.live(question)
    with pytest.raises(TransitionNotAllowed, match="1 questions are filed under this topic"):
        actions.withdraw(question.topic, by=make.cast().carla)


def test_a_topic_that_got_another_address_takes_its_questions_along(client):
    question = make.question(title="Where do I park?")
    make.live(question)
    make.live(question.topic, slug="visits")
    assert client.get("/faq/your-visit/where-do-i-park/")["Location"] == "/faq/visits/where-do-i-park/"
    assert client.get("/faq/visits/where-do-i-park/").status_code == 200


def test_structured_data_has_the_answer_word_for_word(client):
    make.live(make.question(title="Does it hurt?", answer="<p>It can.</p><ul><li>A bit</li></ul>"))
    html = client.get("/faq/your-visit/does-it-hurt/").content.decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == "It can.\nA bit"


@pytest.mark.parametrize("count", [1, 3])
def test_a_topic_page_makes_two_queries(client, django_assert_num_queries, count):
    for number in range(count):
        make.live(make.question(title=f"Question {number}?"))
    with django_assert_num_queries(2):
        client.get("/faq/your-visit/")
