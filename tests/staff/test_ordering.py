"""Questions are put in order on their topic's own page: at once, as an event, and never over somebody else's order."""

import re

import pytest
from django.urls import reverse

from publishing.desk import change_url
from publishing.models import Event
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(client):
    client.force_login(make.cast().carla)
    make.site()
    draft = make.topic(title="Your stay", slug="your-stay")
    make.live(draft)
    for place, title in enumerate(("One?", "Two?", "Three?"), 1):
        make.live(make.question(title=title, topic=draft, position=place * 10))
    return draft


def order_url(topic):
    return reverse("admin:faq_topic_order", args=[topic.pk])


def shown(client, topic):
    """The form for ordering as it stands on the topic's page: the mark of the order, and the keys in it."""
    html = client.get(change_url(topic)).content.decode()
    return {
        "seen": re.search(r'name="seen" value="(\w+)"', html)[1],
        "order": re.findall(r'name="order" value="(\d+)"', html),
    }


def titles(topic):
    return list(topic.questions.order_by("position").values_list("title", flat=True))


def test_an_order_is_taken_over_and_readers_see_it_at_once(client, topic):
    form = shown(client, topic)
    answer = client.post(order_url(topic), form | {"order": form["order"][::-1]})
    assert answer.status_code == 302
    assert titles(topic) == ["Three?", "Two?", "One?"]
    page = client.get("/faq/your-stay/").content.decode()
    assert page.index("Three?") < page.index("Two?") < page.index("One?")
    assert Event.objects.filter(verb="reorder").count() == 2


def test_one_step_by_a_button_needs_no_script(client, topic):
    form = shown(client, topic)
    client.post(order_url(topic), {"seen": form["seen"], "down": form["order"][0]})
    assert titles(topic) == ["Two?", "One?", "Three?"]
    client.post(order_url(topic), {"seen": shown(client, topic)["seen"], "up": form["order"][0]})
    assert titles(topic) == ["One?", "Two?", "Three?"]


def test_of_two_orders_the_second_is_refused_in_a_sentence(client, topic):
    form = shown(client, topic)
    client.post(order_url(topic), form | {"order": form["order"][::-1]})
    answer = client.post(order_url(topic), form)
    assert answer.status_code == 409
    assert "Somebody else changed this order" in answer.content.decode()
    assert titles(topic) == ["Three?", "Two?", "One?"]


def test_an_order_in_which_a_new_question_is_missing_is_refused_too(client, topic):
    form = shown(client, topic)
    make.question(title="Four?", topic=topic, position=40)
    answer = client.post(order_url(topic), form, headers={"Accept": "application/json"})
    assert (answer.status_code, "Nothing was changed" in answer.json()["problem"]) == (409, True)


@pytest.mark.parametrize("order", [[], ["x"], ["1", "2", "3"], ["99999999999999999999"]])
def test_an_order_of_other_things_changes_nothing(client, topic, order):
    answer = client.post(order_url(topic), {"seen": shown(client, topic)["seen"], "order": order})
    assert answer.status_code == 409
    assert titles(topic) == ["One?", "Two?", "Three?"]


def test_saving_a_question_leaves_the_order_alone(client, topic):
    one = topic.questions.get(title="One?")
    form = shown(client, topic)
    client.post(order_url(topic), form | {"order": form["order"][::-1]})
    fields = {"title": "One?", "slug": one.slug, "answer": "<p>Yes.</p>", "topic": topic.pk, "language": "en"}
    assert client.post(change_url(one), fields | {"opened_at_edit": one.edit_no}).status_code == 302
    assert titles(topic) == ["Three?", "Two?", "One?"]


def test_nothing_is_put_in_order_on_a_page_on_which_nothing_stands(client, topic):
    page = make.page()
    url = reverse("admin:practice_page_order", args=[page.pk])
    assert client.post(url, {"seen": "", "order": []}).status_code == 409
    assert "in-order-title" not in client.get(change_url(page)).content.decode()
