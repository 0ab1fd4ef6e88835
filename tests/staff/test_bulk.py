"""Many documents at once: each by itself, with the reasons for what was refused, and nothing approved unread."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practice.models import Practice
from publishing import actions, bulk
from publishing.desk import change_url
from publishing.models import Document, Edition, Event
from tests import make

pytestmark = pytest.mark.django_db

LIST = "admin:faq_question_changelist"


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def questions():
    """Three practical questions, saved and not public, and a clinical one that waits for approval."""
    make.site()
    drafts = [make.question(title=f"Question {number}") for number in range(3)]
    clinical = make.question(title="Clinical", topic=make.live(make.topic(title="Care", clinical=True)).document.draft)
    for draft in (*drafts, clinical):
        make.kept(draft)
    actions.submit(clinical.editions.get(), by=make.carla())
    return [*drafts, clinical]


def bulk_url(step):
    return reverse("admin:faq_question_bulk", kwargs={"step": step})


def chosen(documents, **fields):
    return {"document": [document.pk for document in documents]} | fields


def test_choosing_in_the_list_asks_first_and_names_each(carla, questions):
    fields = {"action": "publish", "_selected_action": [document.pk for document in questions]}
    page = carla.post(reverse(LIST), fields).content.decode()
    assert "4 pages" in page
    assert all(change_url(document) in page for document in questions)
    assert not Edition.objects.live().of_kind("question").exists()


def test_what_can_be_published_is_and_the_rest_is_told_with_its_reason(carla, questions):
    response = carla.post(bulk_url("publish"), chosen(questions))
    page = response.content.decode()
    assert "Published: 3" in page and "Not done: 1" in page
    assert "nobody has approved it yet" in page and f'<a href="{change_url(questions[3])}">Clinical</a>' in page
    assert Edition.objects.live().of_kind("question").count() == 3


def test_an_approved_clinical_question_is_published_with_the_others(carla, questions):
    actions.approve(questions[3].editions.get(), by=make.clara())
    carla.post(bulk_url("publish"), chosen(questions))
    assert Edition.objects.live().of_kind("question").count() == 4


def test_a_text_changed_since_its_approval_is_not_published(carla, questions):
    actions.approve(questions[3].editions.get(), by=make.clara())
    make.kept(questions[3], answer="<p>Eight hours.</p>")
    page = carla.post(bulk_url("publish"), chosen(questions[3:])).content.decode()
    assert "nobody has approved it yet" in page
    assert not Edition.objects.live().of_kind("question").exists()


def test_one_that_fails_halfway_leaves_nothing_and_hinders_nobody(carla, questions):
    make.live(make.page())
    make.kept(questions[1], slug=questions[0].slug)
    page = carla.post(bulk_url("publish"), chosen(questions[:3])).content.decode()
    assert "belongs to" in page
    assert questions[1].editions.filter(publish_at__isnull=False).count() == 0
    assert Edition.objects.live().of_kind("question").count() == 2


def test_withdrawing_many_takes_down_what_may_go(carla, questions):
    topic = questions[0].topic
    make.live(questions[0])
    url = reverse("admin:faq_topic_bulk", kwargs={"step": "withdraw"})
    page = carla.post(url, chosen([topic])).content.decode()
    assert "1 questions are filed under this topic" in page
    assert Edition.objects.live().filter(document=topic.pk).exists()


def asked_about(client, url, documents, step):
    fields = {"action": step, "_selected_action": [document.pk for document in documents]}
    return " ".join(client.post(url, fields).content.decode().split())


def test_before_a_fact_goes_live_every_page_that_it_changes_is_shown(carla, questions):
    make.live(questions[0])
    number = Practice.objects.get().coordinator
    make.kept(number, phone="+15550100199")
    page = asked_about(carla, reverse("admin:contact_coordinator_changelist"), [number], "publish")
    assert "Other pages that change at the same moment" in page
    assert "010-0199" in page and "010-0100" in page
    assert ">Question 0</a>" in page


def test_before_pages_are_taken_down_it_is_shown_who_loses_a_link(carla, questions):
    for draft in questions[:2]:
        make.live(draft)
    page = asked_about(carla, reverse(LIST), questions[:2], "withdraw")
    changes = page.split("Other pages that change")[1]
    assert ">Your visit</a>" in changes
    assert re.search("Question 0.*Question 1", changes)


def test_what_cannot_go_live_changes_no_page(carla, questions):
    page = asked_about(carla, reverse(LIST), questions[3:], "publish")
    assert "No other page changes." in page


def test_choosing_who_looks_after_pages_says_nothing_of_others(carla, questions):
    assert "Other pages" not in asked_about(carla, reverse(LIST), questions, "assign")


def test_asking_costs_no_more_queries_for_more_documents(carla, questions):
    counts = []
    for documents in (questions[:1], questions[:3]):
        with CaptureQueriesContext(connection) as made:
            asked_about(carla, reverse(LIST), documents, "publish")
        counts.append(len(made))
    assert counts[1] <= counts[0]


def test_what_is_not_live_cannot_be_taken_down(carla, questions):
    response = carla.post(bulk_url("withdraw"), chosen(questions[:1]))
    assert (response.status_code, "Nothing of “Question 0” is live" in response.content.decode()) == (409, True)


def test_assigning_is_an_event_and_refuses_forms_opened_before(carla, questions):
    before = Document.objects.get(pk=questions[0].pk).edit_no
    carla.post(bulk_url("assign"), chosen(questions[:2], person=make.cast().cora.pk))
    assert set(Document.objects.filter(assigned_to=make.cast().cora)) == {q.document_ptr for q in questions[:2]}
    assert Event.objects.filter(verb="assign", details={"to": make.cast().cora.pk}).count() == 2
    assert Document.objects.get(pk=questions[0].pk).edit_no == before + 1


def test_pages_are_looked_after_by_people_who_may_write_them(carla, questions):
    response = carla.post(bulk_url("assign"), chosen(questions[:1], person=make.cast().ada.pk))
    assert response.status_code == 422
    assert not Document.objects.filter(assigned_to__isnull=False).exists()


def test_assigning_to_nobody_takes_it_back(carla, questions):
    actions.assign(questions[0], by=make.carla(), to=make.clara())
    carla.post(bulk_url("assign"), chosen(questions[:1], person=""))
    assert Document.objects.get(pk=questions[0].pk).assigned_to is None


def test_another_topic_is_a_new_kept_edition_and_changes_nothing_that_is_live(carla, questions):
    make.live(questions[0])
    parking = make.live(make.topic(title="Parking")).document
    page = carla.post(bulk_url("topic"), chosen(questions[:2], topic=parking.pk)).content.decode()
    assert "not yet published: 2" in page
    assert questions[0].editions.newest_first().first().content["topic"] == str(parking.key)
    live = Edition.objects.live().get(document=questions[0].pk)
    assert live.content["topic"] != str(parking.key)


def test_a_question_that_is_there_already_or_speaks_another_language_is_told(carla, questions):
    spanish = make.topic(title="Visita", language="es")
    same = carla.post(bulk_url("topic"), chosen(questions[:1], topic=questions[0].topic_id)).content.decode()
    other = carla.post(bulk_url("topic"), chosen(questions[:1], topic=spanish.pk)).content.decode()
    assert "filed under “Your visit” already" in same and "written in another language" in other
    assert questions[0].editions.count() == 1


def test_nothing_is_approved_in_bulk(carla, questions):
    assert {step.name for step in bulk.STEPS} == {"publish", "withdraw", "assign"}
    for name in ("approve", "review", "approve_and_publish"):
        assert carla.post(bulk_url(name), chosen(questions)).status_code == 404


@pytest.mark.parametrize("step", ["publish", "withdraw", "assign", "topic"])
def test_who_may_not_write_may_do_nothing_with_many(client, questions, step):
    superuser = get_user_model().objects.create_superuser("root", password="x")
    for user in (make.cast().ada, make.person("Stan"), superuser):
        client.force_login(user)
        assert client.post(bulk_url(step), chosen(questions)).status_code == 403
    client.logout()
    assert client.post(bulk_url(step), chosen(questions)).status_code == 302


def test_a_superuser_without_a_role_is_offered_no_step(client, questions):
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    assert b'name="action"' not in client.get(reverse(LIST)).content


@pytest.mark.parametrize("named", [[], ["x"], ["-1"], ["99999999999999999999"], ["9" * 15], ["1"] * 201])
def test_what_names_nothing_is_told_in_a_sentence(carla, questions, named):
    response = carla.post(bulk_url("publish"), {"document": named})
    assert (response.status_code, b"Nothing was chosen" in response.content) == (422, True)


def test_documents_of_another_kind_are_left_alone(carla, questions):
    page = make.page()
    make.kept(page)
    carla.post(bulk_url("publish"), chosen([page, questions[0]]))
    assert not Edition.objects.live().filter(document=page.pk).exists()


def test_more_than_can_be_looked_over_are_refused(carla, questions):
    make.live_questions(bulk.MOST + 1, topic=questions[0].topic)
    many = Document.objects.of_kind("question").values_list("pk", flat=True)
    fields = {"action": "publish", "_selected_action": list(many)}
    assert "Choose at most 200" in carla.post(reverse(LIST), fields, follow=True).content.decode()


def test_asking_again_by_address_leads_to_the_list(carla, questions):
    assert carla.get(bulk_url("publish"))["Location"] == reverse(LIST)


def test_fifty_at_once_are_done_in_one_go(carla, questions):
    many = [make.question(title=f"Many {number}") for number in range(50)]
    for draft in many:
        make.kept(draft)
    assert b"Published: 50" in carla.post(bulk_url("publish"), chosen(many)).content
